/**
 * A closed world for what matters most: what lifts an `out`, or shows what is sensitive, is done from free text only if
 * every word of the message is accounted for. The open world of the other rules knows how people ask; it can't know all
 * that a strange word beside a wish may turn it into.
 */
import { onceForEach } from "../once-for-each.ts";
import type { ThemeLexicon } from "./lexicon.ts";
import { readNameEntries, readNameSigns } from "./compile-lexicon.ts";
import { isExactly } from "./morphology.ts";
import type { MessageScope } from "./understanding.ts";
import type { Entry } from "./vocabulary.ts";
import { switchLayout, transliterate, plainText } from "./letters.ts";
import { JOY, NEVER_ITS_NAME, ONE_OF_MANY, OPENINGS, PLAIN_WORDS, SLIP_PARTS } from "./words/plain-words.ts";

/** Longer ones are no plain wishes. */
const MOST_CHARACTERS = 160;

type Part = keyof typeof PLAIN_WORDS;

const PHRASES: ReadonlyMap<Part, readonly (readonly string[])[]> = new Map(
  (Object.keys(PLAIN_WORDS) as Part[]).map((part) => [part, readPhrases(PLAIN_WORDS[part])]),
);

const partsOf = (part: keyof typeof SLIP_PARTS): readonly string[] => SLIP_PARTS[part].split(" ");

/** "случайно отправила стоп", "я по ошибке нажал". */
const SLIPS: readonly (readonly string[])[] = partsOf("how")
  .flatMap((how) => [how, `я_${how}`])
  .flatMap((how) =>
    partsOf("did").flatMap((did) => [`${how}_${did}`, ...partsOf("what").map((what) => `${how}_${did}_${what}`)]),
  )
  .map((phrase) => phrase.split("_"))
  .toSorted((one, other) => other.length - one.length);

/** The longest first. */
function readPhrases(phrases: string): readonly (readonly string[])[] {
  return phrases
    .split(/\s+/u)
    .map((phrase) => phrase.split("_"))
    .toSorted((one, other) => other.length - one.length);
}

/** Whether a text plainly asks to switch on just this, and says nothing else. */
export function isPlainWish(text: string, scope: MessageScope, lexicon: ThemeLexicon, isSensitive = false): boolean {
  const said = readPlain(text);
  if (isSensitive && said !== undefined && isLoveLetter(said)) return false;
  return said !== undefined && isAccountedFor(said, scope, lexicon, []);
}

/** Whether nothing is said but what adds nothing to a wish. */
export function isLightTalk(text: string): boolean {
  const said = readPlain(text);
  if (said === undefined) return false;
  for (let at = 0; at < said.words.length;) {
    const length = lengthAt(said.words, at, "polite", "filler", "beside");
    if (length === 0 && !isOpening(said.words, at)) return false;
    at += Math.max(length, 1);
  }
  return true;
}

/**
 * The same of what is sensitive, and was never switched off: it may also be asked for by a question, as "how", "too", with what
 * became of it, and in the letters of another keyboard.
 */
export function isBareWish(text: string, scope: MessageScope, lexicon: ThemeLexicon): boolean {
  const asked = text.trimEnd().replace(/[?!]+$/u, "");
  const isQuestion = text.trimEnd().slice(asked.length).includes("?");
  return [asked, switchLayout(asked), transliterate(asked.toLowerCase())].some((reading) => {
    const said = readPlain(reading);
    if (said === undefined) return false;
    const isAsking = said.words.some((_word, at) => lengthAt(said.words, at, "asking") > 0);
    if (isLoveLetter(said)) return false;
    return (!isQuestion || isAsking) && isAccountedFor(said, scope, lexicon, ["beside", "asking"]);
  });
}

function isAccountedFor(said: Plain, scope: MessageScope, lexicon: ThemeLexicon, light: readonly Part[]): boolean {
  const names = namesOf(lexicon);
  const keys: string[] = [];
  const found = { verbs: 0, showing: 0, modals: 0 };
  for (let at = 0; at < said.words.length;) {
    const name = findName(said.words, at, names);
    if (name !== undefined) keys.push(...name.keys);
    const verb = name === undefined ? lengthAt(said.words, at, "verb") : 0;
    const showing = name === undefined ? lengthAt(said.words, at, "showing") : 0;
    const modal = name === undefined ? lengthAt(said.words, at, "modal") : 0;
    if (verb > 0) found.verbs++;
    else if (showing > 0) found.showing++;
    else if (modal > 0) found.modals++;
    const filler = lengthAt(said.words, at, "polite", "filler", "thing", ...light);
    const length = name?.length ?? Math.max(verb, showing, modal, filler);
    if (length === 0 && !isOpening(said.words, at) && !describes(said.words[at] ?? "", scope, lexicon)) return false;
    at += Math.max(length, 1);
  }
  const sign = said.sign === undefined ? [] : (signsOf(lexicon).get(said.sign) ?? []);
  if (keys.length === 0) keys.push(...sign);
  else if (said.sign !== undefined && !JOY.has(said.sign) && !sign.includes(keyOf(scope))) return false;
  const isAskedOnce = found.verbs + found.showing <= 1 && found.modals <= 1;
  const isAsked = found.verbs + found.modals > 0 || (found.showing > 0 && scope.kind !== "all");
  return isAskedOnce && isAsked && keys.length === 1 && keys[0] === keyOf(scope);
}

/** "верни мне сердце", "дай сердечко": of what a person may give as well, one is asked for only by a verb of switching. */
// "Добавьте сердце к названию" is no letter.
const isLoveLetter = ({ words, sign = "" }: Plain): boolean =>
  words.some((word) => NEVER_ITS_NAME.has(word) && !words.some((one) => one.startsWith("назван"))) ||
  ((words.some((word) => ONE_OF_MANY.has(word)) || (LOVE.has(sign) && words.length <= MOST_OF_A_NOTE)) &&
    !words.some((_word, at) => lengthAt(words, at, "switching") > 0));

/** "хочу ❤". */
const LOVE: ReadonlySet<string> = new Set(["❤", "💕", "💖", "💘", "💝"]);
const MOST_OF_A_NOTE = 2;

/** "Верните", alone, may be about anything, unless nobody but Garland is written to. */
export const isVagueReturn = (text: string): boolean => /^\s*(?:верните|верни|вернуть)[\s.!]*$/u.test(plainText(text));

/** Whether a text is one of the phrases for taking the last word back, with politeness and nothing else. */
export function isPlainUndo(text: string): boolean {
  const said = readPlain(text);
  if (said === undefined || (said.sign !== undefined && !JOY.has(said.sign))) return false;
  let undos = 0;
  for (let at = 0; at < said.words.length;) {
    const undo = lengthAt(said.words, at, "undo");
    if (undo > 0) undos++;
    // "верните, передумал" may take back the very wish to put back.
    const beside = undos === 0 ? (["polite", "slip"] as const) : (["polite"] as const);
    const slip = undos === 0 ? (SLIPS.find((phrase) => standsAt(phrase, said.words, at))?.length ?? 0) : 0;
    const light = LIGHT.has(said.words[at] ?? "") ? 1 : 0;
    const length = Math.max(undo, slip, light, lengthAt(said.words, at, ...beside));
    if (length === 0 && !isOpening(said.words, at)) return false;
    at += Math.max(length, 1);
  }
  return undos === 1;
}

const keyOf = (scope: MessageScope): string => ("key" in scope ? `${scope.kind}:${scope.key}` : scope.kind);

interface Plain {
  readonly words: readonly string[];
  readonly sign: string | undefined;
}

const SIGN = /\p{Extended_Pictographic}\uFE0F?/gu;
const SMILE = /\s*:?\)+\s*$/u;
/** A button's label has the name in quotes. */
const QUOTED = /«([\p{L}\s]+)»|“([\p{L}\s]+)”|"([\p{L}\s]+)"/gu;

/** Words, plain punctuation, and one emoji; nothing if there is anything else. */
function readPlain(text: string): Plain | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const clean = plainText(text.normalize("NFC"));
  const signs = clean.match(SIGN) ?? [];
  if (signs.length > 1) return undefined;
  const bare = clean
    .replace(SIGN, " ")
    .replace(SMILE, "")
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "");
  const unquoted = bare.replace(QUOTED, (_whole, ...parts: readonly unknown[]) => ` ${quotedName(parts)} `);
  // Three full stops are a sigh.
  if (!/^[\p{L}\s.,!]*$/u.test(unquoted) || /\.\s*\./u.test(unquoted)) return undefined;
  return { words: unquoted.match(/\p{L}+/gu) ?? [], sign: signs[0]?.replace("\uFE0F", "") };
}

/** What asks for something is not plain if it stands in quotes. */
function quotedName([guillemets, curly, straight]: readonly unknown[]): string {
  const [name] = [guillemets, curly, straight].filter((part) => typeof part === "string");
  const words = name?.match(/\p{L}+/gu) ?? [];
  const isAsking = words.some((_word, at) => lengthAt(words, at, "verb", "showing", "modal", "undo") > 0);
  return isAsking || words.length === 0 ? "?" : words.join(" ");
}

/** How many words from here on are a phrase of these parts; 0: none. */
function lengthAt(words: readonly string[], at: number, ...parts: readonly Part[]): number {
  return Math.max(
    ...parts.map((part) => PHRASES.get(part)?.find((phrase) => standsAt(phrase, words, at))?.length ?? 0),
  );
}

const standsAt = (phrase: readonly string[], words: readonly string[], at: number): boolean =>
  phrase.every((word, offset) => words[at + offset] === word);

/** Add nothing to a wish to put something back. */
const LIGHT: ReadonlySet<string> = new Set("ну уже же ой так слушайте".split(" "));

const isOpening = (words: readonly string[], at: number): boolean => at === 0 && OPENINGS.has(words[at] ?? "");

interface FoundName {
  readonly keys: readonly string[];
  readonly length: number;
}

/** The longest name that begins here, letter by letter, and all that it names. */
function findName(words: readonly string[], at: number, names: readonly Entry[]): FoundName | undefined {
  const found = names.filter(({ patterns }) =>
    patterns.every((pattern, offset) => isExactly(pattern, words[at + offset] ?? "")),
  );
  const all = lengthAt(words, at, "all");
  const length = Math.max(all, ...found.map(({ patterns }) => patterns.length));
  if (length === 0) return undefined;
  const longest = found.filter(({ patterns }) => patterns.length === length);
  const keys = longest.map(({ meaning }) => `${meaning.kind}:${meaning.key}`);
  return { keys: [...new Set(all === length ? [...keys, "all"] : keys)], length };
}

/** "новогоднюю" before "ёлку": a word of the label itself, in whatever case. */
function describes(word: string, scope: MessageScope, { themes, categories }: ThemeLexicon): boolean {
  if (!("key" in scope)) return false;
  const label = (scope.kind === "category" ? categories : themes)[scope.key]?.label;
  const words = [label?.ru ?? "", label?.en ?? ""].flatMap((text) => plainText(text).match(/\p{L}+/gu) ?? []);
  return words.some((own) => {
    const stem = own.length >= 6 ? own.slice(0, -2) : own;
    return word.startsWith(stem) && word.length - stem.length <= 3;
  });
}

const namesOf: (lexicon: ThemeLexicon) => readonly Entry[] = onceForEach((lexicon) =>
  readNameEntries(lexicon).filter(({ meaning }) => meaning.isHint !== true),
);

/** What an emoji names, by emoji. */
const signsOf: (lexicon: ThemeLexicon) => ReadonlyMap<string, readonly string[]> = onceForEach((lexicon) => {
  const signs = readNameSigns(lexicon).filter(([, { isHint }]) => isHint !== true);
  const named = Map.groupBy(signs, ([sign]) => sign);
  return new Map([...named].map(([sign, found]) => [sign, found.map(([, { kind, key }]) => `${kind}:${key}`)]));
});
