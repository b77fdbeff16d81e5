/** From letters to words with meanings, in clauses. */
import type { Language } from "../label.ts";
import { cleanText, spell, switchLayout, transliterate } from "./letters.ts";
import { parsePattern, readEnding, type VerbForm } from "./morphology.ts";
import { fits, lookUp, spellOut, type Hit, type Spelled, type Vocabulary } from "./vocabulary.ts";
import type { Meaning, WordClass } from "./word-class.ts";
import { PARTICLE_VERBS } from "./words/english.ts";

/** A word, an emoji or a whole phrase, with everything it can mean. */
export interface Word {
  /** As the person wrote it. */
  readonly written: string;
  readonly meanings: readonly Meaning[];
  readonly form?: VerbForm;
  readonly language?: Language;
  readonly isSign: boolean;
  /** Misspelt so that it could be the opposite. */
  readonly doubtful: boolean;
}

/** Words between two stops, such as "не надо убирать" in "Красиво, не надо убирать!". */
export interface Clause {
  readonly words: readonly Word[];
  readonly isQuestion: boolean;
  /** Ends the way a sigh does: "...". */
  readonly trailsOff: boolean;
}

export interface Message {
  readonly clauses: readonly Clause[];
  readonly language: Language;
  /** Holds a question mark, even if it holds no word. */
  readonly asks: boolean;
}

export const is = (word: Word | undefined, ...classes: readonly WordClass[]): boolean =>
  word !== undefined && word.meanings.some(({ kind }) => classes.includes(kind));

/** A word with no meaning here: anything at all. */
export const isStrange = (word: Word): boolean => word.meanings.length === 0 && !word.isSign;

type Order = "english-first" | "russian-first";

/** Reads a message the way that explains most of its letters: as written, as transliteration, or as the other keyboard. */
export function readMessage(text: string, vocabulary: Vocabulary): Message {
  const clean = cleanText(text);
  const readings = [
    { text: clean, order: "english-first", penalty: 0 },
    { text: clean, order: "russian-first", penalty: 0 },
    // A forgotten keyboard layout is rare: it has to explain nearly everything where the plain reading explains little.
    { text: switchLayout(clean), order: "english-first", penalty: 0.5 },
  ] as const satisfies readonly { text: string; order: Order; penalty: number }[];
  const scored = readings.map((reading) => ({
    ...reading,
    score: explainedShare(tokenize(reading.text), reading.order, vocabulary) - reading.penalty,
  }));
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  const tokens = joinLetters(tokenize(best.text));
  const words = tokens.map((token) => (token.kind === "stop" ? token : readToken(token, best.order, vocabulary, true)));
  return { clauses: splitClauses(words, vocabulary), language: chooseLanguage(words), asks: clean.includes("?") };
}

type Token = Stop | { readonly kind: "word" | "sign"; readonly text: string };

interface Stop {
  readonly kind: "stop";
  readonly text: string;
}

const TOKENS =
  /[\p{L}\p{N}]+(?:['’`][\p{L}]+)*|\p{Extended_Pictographic}|[♡★✿✝☦☪✡]|[.!?;…\n,:()[\]{}]+|\s[-–—]+\s|[+]/gu;

function tokenize(text: string): readonly Token[] {
  return (text.match(TOKENS) ?? []).map((part): Token => {
    if (/^[\p{L}\p{N}]/u.test(part)) return { kind: "word", text: part.replace(/['’`]/gu, "") };
    if (/^[.!?;…\n,:()[\]{}\s+-–—]/u.test(part)) return { kind: "stop", text: part };
    return { kind: "sign", text: part };
  });
}

/** Puts words spelt out for emphasis together again: "с т о п", "С.Т.О.П". */
function joinLetters(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const letters: string[] = [];
    let next = at;
    for (let token = tokens[next]; token?.kind === "word" && /^\p{L}$/u.test(token.text); token = tokens[next]) {
      letters.push(token.text);
      next += tokens[next + 1]?.text === "." ? 2 : 1;
    }
    const token = tokens[at];
    if (letters.length >= 3) joined.push({ kind: "word", text: letters.join("") });
    else if (token !== undefined) joined.push(token);
    at = letters.length >= 3 ? next : at + 1;
  }
  return joined;
}

interface ReadWord extends Word {
  readonly kind: "word";
  readonly spellings: readonly Spelled[];
  readonly match: Hit["match"] | "none";
}

/** The ways to look a word up, in the order of the reading. */
function spellingsOf(token: string, order: Order): readonly Spelled[] {
  const { script, text, looksLike } = spell(token);
  if (script !== "latin") return [spellOut(text)];
  const russian = transliterate(text);
  const spellings = order === "english-first" ? [text, russian] : [russian, text];
  return (looksLike === undefined ? spellings : [...spellings, looksLike]).map(spellOut);
}

function readToken(token: Token, order: Order, vocabulary: Vocabulary, slips: boolean): ReadWord {
  const base = { kind: "word" as const, written: token.text, isSign: token.kind === "sign" };
  if (token.kind === "sign") {
    const meanings = vocabulary.signs.get(token.text) ?? [];
    return { ...base, meanings, doubtful: false, spellings: [], match: "none" };
  }
  const spellings = spellingsOf(token.text, order);
  const hit =
    findFirst(spellings, (spelling) => lookUp(vocabulary, spelling, false)) ??
    (slips ? findFirst(spellings, (spelling) => lookUp(vocabulary, spelling, true)) : undefined);
  if (hit === undefined) return { ...base, meanings: [], doubtful: false, spellings, match: "none" };
  return { ...base, ...hit, spellings };
}

function findFirst<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const MATCH_WORTH = { exact: 1, sound: 0.9, slip: 0, none: 0 } as const satisfies Record<ReadWord["match"], number>;

/** The share of a reading's letters that belong to known words of the reading's first choice; slips do not count. */
function explainedShare(tokens: readonly Token[], order: Order, vocabulary: Vocabulary): number {
  let letters = 0;
  let explained = 0;
  for (const token of joinLetters(tokens)) {
    if (token.kind !== "word") continue;
    const [first] = spellingsOf(token.text, order);
    const hit = first === undefined ? undefined : lookUp(vocabulary, first, false);
    letters += token.text.length;
    explained += token.text.length * MATCH_WORTH[hit?.match ?? "none"];
  }
  return letters === 0 ? 0 : explained / letters;
}

/** The language most of the recognised letters belong to; Russian if there are none. */
function chooseLanguage(words: readonly (Stop | ReadWord)[]): Language {
  let balance = 0;
  for (const word of words) {
    if (word.kind === "stop" || word.isSign) continue;
    const isLatin = /\p{Script=Latin}/u.test(word.written);
    const language = word.language ?? (isLatin ? undefined : "ru");
    balance += language === undefined ? 0 : (language === "en" ? 1 : -1) * word.written.length;
  }
  return balance > 0 ? "en" : "ru";
}

const isEnd = (text: string): boolean => /[.!?;…\n]/u.test(text);

/** Splits at stops and at "but", puts phrases together, and takes polite insertions out of the way of commas. */
function splitClauses(words: readonly (Stop | ReadWord)[], vocabulary: Vocabulary): readonly Clause[] {
  const clauses: Clause[] = [];
  let current: Word[] = [];
  const close = (stop: string): void => {
    if (current.length === 0) {
      const last = clauses.pop();
      if (last === undefined) return;
      clauses.push({ ...last, isQuestion: last.isQuestion || stop.includes("?") });
      return;
    }
    clauses.push({ words: current, isQuestion: stop.includes("?"), trailsOff: /\.\.|…/u.test(stop) });
    current = [];
  };
  const joined = joinParticles(joinPhrases(words, vocabulary));
  for (const [at, word] of joined.entries()) {
    if ("kind" in word) {
      if (/\)\)|:\)|^\)/u.test(word.text)) current.push(smileOf(word.text));
      if (isEnd(word.text) || !isInsertion(joined, at)) close(word.text);
      continue;
    }
    if (is(word, "but") && current.length > 0) close(",");
    current.push(word);
  }
  close("");
  return clauses;
}

const smileOf = (written: string): Word => ({
  written,
  meanings: [{ kind: "smile" }],
  isSign: true,
  doubtful: false,
});

const FILLERS = ["polite", "filler", "thanks"] as const satisfies readonly WordClass[];

/**
 * A comma that only sets off a polite word ("отключите, пожалуйста, сердечки"), opens a subordinate clause that cannot
 * be understood alone ("не хочу, чтобы…"), or was put between a modal word and its infinitive.
 */
function isInsertion(words: readonly (Stop | Word)[], at: number): boolean {
  const next = words[at + 1];
  const before = words[at - 1];
  if (next === undefined || before === undefined || "kind" in next || "kind" in before) return false;
  if (is(next, "purpose")) return true;
  if (is(next, "how") && is(before, "able", "want")) return true;
  if (is(before, ...FILLERS)) return !is(next, "but") && hasGovernor(words, at) && next.form === "infinitive";
  if (is(next, ...FILLERS)) return true;
  return next.form === "infinitive" && is(before, "want", "able", "permit", "cease");
}

/** Whether the nearest word that is not a filler, before this place, may govern an infinitive. */
function hasGovernor(words: readonly (Stop | Word)[], at: number): boolean {
  for (let back = at - 1; back >= 0; back--) {
    const word = words[back];
    if (word === undefined || ("kind" in word && isEnd(word.text))) return false;
    if ("kind" in word || is(word, ...FILLERS)) continue;
    return is(word, "want", "able", "permit", "cease", "negator");
  }
  return false;
}

function joinPhrases(words: readonly (Stop | ReadWord)[], vocabulary: Vocabulary): readonly (Stop | Word)[] {
  const joined: (Stop | Word)[] = [];
  for (let at = 0; at < words.length;) {
    const word = words[at];
    if (word === undefined) break;
    const phrase = word.kind === "stop" ? undefined : findPhrase(words, at, vocabulary);
    joined.push(phrase?.word ?? (word.kind === "stop" ? word : toWord(word)));
    at += phrase?.length ?? 1;
  }
  return joined;
}

function toWord({ kind: _kind, spellings: _spellings, match: _match, ...word }: ReadWord): Word {
  return word;
}

/** The longest phrase that starts here, with everything phrases of that length mean. */
function findPhrase(
  words: readonly (Stop | ReadWord)[],
  at: number,
  vocabulary: Vocabulary,
): { readonly word: Word; readonly length: number } | undefined {
  const first = words[at];
  if (first?.kind !== "word") return undefined;
  const candidates = new Set(first.spellings.flatMap(({ sound }) => vocabulary.phrases.get(sound[0] ?? "") ?? []));
  const found = [...candidates].filter(({ patterns }) =>
    patterns.every((pattern, offset) => {
      const word = words[at + offset];
      return word?.kind === "word" && fits(pattern, word.spellings);
    }),
  );
  if (found.length === 0) return undefined;
  const length = Math.max(...found.map(({ patterns }) => patterns.length));
  const longest = found.filter(({ patterns }) => patterns.length === length);
  const parts = words.slice(at, at + length).flatMap((word) => (word.kind === "word" ? [word] : []));
  const language = longest[0]?.patterns[0]?.language ?? "ru";
  const form = parts.find((part) => part.form !== undefined)?.form;
  const word: Word = {
    written: parts.map(({ written }) => written).join(" "),
    meanings: longest.map(({ meaning }) => meaning),
    ...(form === undefined ? {} : { form }),
    language,
    isSign: false,
    doubtful: false,
  };
  return { word, length };
}

const PARTICLE_VERB_PATTERNS = PARTICLE_VERBS.verbs.split(" ").map(parsePattern);
const PARTICLE_REACH = 5;

/** Makes "turn … off" one verb: the first word takes the meaning, the particle goes. */
function joinParticles(words: readonly (Stop | Word)[]): readonly (Stop | Word)[] {
  const joined = [...words];
  for (const [at, word] of words.entries()) {
    if ("kind" in word || word.isSign) continue;
    const written = word.written.toLowerCase();
    const ending = findFirst(PARTICLE_VERB_PATTERNS, (pattern) =>
      written.startsWith(pattern.stem) ? readEnding(written.slice(pattern.stem.length), pattern) : undefined,
    );
    if (ending === undefined) continue;
    const particle = findParticle(joined, at);
    if (particle === undefined) continue;
    const meanings: readonly Meaning[] = [{ kind: particle.kind }];
    joined[at] = { ...word, ...ending, meanings, language: "en", written: `${word.written} ${particle.written}` };
    joined[particle.at] = { ...word, meanings: [{ kind: "filler" }], language: "en", written: particle.written };
  }
  return joined;
}

function findParticle(
  words: readonly (Stop | Word)[],
  at: number,
): { readonly at: number; readonly kind: WordClass; readonly written: string } | undefined {
  const reach = words.slice(at + 1, at + 1 + PARTICLE_REACH);
  const stop = reach.findIndex((word) => "kind" in word);
  const near = stop === -1 ? reach : reach.slice(0, stop);
  return findFirst(PARTICLE_VERBS.particles, ([particle, kind]) => {
    const offset = near.findIndex((word) => !("kind" in word) && word.written.toLowerCase() === particle);
    const found = near[offset];
    if (found === undefined || "kind" in found) return undefined;
    const opensPlace = near.slice(offset + 1, offset + 3).some((word) => !("kind" in word) && is(word, "place"));
    return kind === "on" && opensPlace ? undefined : { at: at + 1 + offset, kind, written: found.written };
  });
}
