import type { Language } from "../label.ts";
import { findLikePrefixes, isVoicedPair } from "./edit-distance.ts";
import { foldSounds } from "./letters.ts";
import {
  isExactly,
  makePattern,
  parsePattern,
  readEnding,
  readFoldedEnding,
  type Pattern,
  type VerbForm,
} from "./morphology.ts";
import { mapSlips } from "./short-slips.ts";
import { indexStems, type StemIndex } from "./stem-index.ts";
import { toPattern } from "./to-pattern.ts";
import type { Meaning, WordClass } from "./word-class.ts";
import { COMMON_WORDS } from "./words/common-words.ts";
import { ORDINARY_WORDS } from "./words/ordinary-words.ts";
import { NO_SLIPS, SHORT_WORDS } from "./words/short-words.ts";

/** A pattern, or a phrase of several, and what it means. */
export interface Entry {
  readonly patterns: readonly Pattern[];
  readonly meaning: Meaning;
}

/** What the vocabulary says of one word. */
export interface Hit {
  readonly meanings: readonly Meaning[];
  /** What the ending says, if the word is a verb. */
  readonly form?: VerbForm;
  readonly language: Language;
  /** Letter by letter; the same by sound; or with a slip of the finger. */
  readonly match: "exact" | "sound" | "slip";
  /** One slip away from both "on" and "off": too close to call. */
  readonly doubtful: boolean;
}

/** A single pattern and what it means. */
interface Row {
  readonly pattern: Pattern;
  readonly meaning: Meaning;
}

export interface Vocabulary {
  readonly byStem: ReadonlyMap<string, readonly Row[]>;
  readonly bySound: ReadonlyMap<string, readonly Row[]>;
  /** Rows long enough to be recognised despite a slip. */
  readonly long: StemIndex<Row>;
  /** Misspellings of short words, with what they stand for. */
  readonly slips: ReadonlyMap<string, string>;
  /** By the first letter of their sound, longest first. */
  readonly phrases: ReadonlyMap<string, readonly Entry[]>;
  readonly signs: ReadonlyMap<string, readonly Meaning[]>;
}

/** Reads an entry from a table: a pattern, or the patterns of a phrase joined by `_`. */
export function readEntry(text: string, meaning: Meaning): Entry {
  return { patterns: text.split(/[_-]/u).map(parsePattern), meaning };
}

/** Prepares entries for lookup. `signs` are single emoji. */
export function buildVocabulary(entries: readonly Entry[], signs: ReadonlyMap<string, readonly Meaning[]>): Vocabulary {
  const rows = entries.flatMap(({ patterns, meaning }) => {
    const [pattern, ...rest] = patterns;
    return pattern === undefined || rest.length > 0 ? [] : [{ pattern, meaning }];
  });
  const phrases = entries.filter(({ patterns }) => patterns.length > 1);
  const byStem = Map.groupBy(rows, ({ pattern }) => pattern.stem);
  const isWord = (text: string): boolean =>
    NO_SLIPS.has(text) || isOrdinary(text) || findRows(byStem, text, readEnding).length > 0;
  return {
    byStem,
    slips: mapSlips(SHORT_WORDS.split(/\s+/u), rows.flatMap(spellShortNames), isWord),
    bySound: Map.groupBy(
      rows.filter(({ pattern }) => pattern.language === "ru" && pattern.sound.length >= (isWhole(pattern) ? 3 : 4)),
      ({ pattern }) => pattern.sound,
    ),
    long: indexStems(
      rows.filter(isWorthGuessing).flatMap((row) => (row.pattern.sound.length >= 5 ? [row] : spellOutOrders(row))),
      ({ pattern }) => pattern,
      mayHaveTwo,
    ),
    phrases: Map.groupBy(
      phrases.sort((one, other) => other.patterns.length - one.patterns.length),
      ({ patterns }) => patterns[0]?.sound[0] ?? "",
    ),
    signs,
  };
}

/** Of verbs, only the switching itself is guessed at: a misspelt rarer verb is left unknown. */
const isWorthGuessing = ({ pattern, meaning }: Row): boolean =>
  GUESSED.has(meaning.kind) && (pattern.paradigm === "exact" || pattern.paradigm === "noun" || POLES.has(meaning.kind));

const isWhole = ({ paradigm }: Pattern): boolean => paradigm === "exact";

/** A word as it may be meant, with its sound. */
export interface Spelled {
  readonly text: string;
  readonly sound: string;
}

export function spellOut(text: string): Spelled {
  return { text, sound: /\p{Script=Cyrillic}/u.test(text) ? foldSounds(text) : text };
}

const COMMON_ENDINGS = ["и", "ите", "ать", "ить", "айте"];

/** A short stem is recognisable in whole words only: "убер" resembles too much, "уберите" little. */
function spellOutOrders({ pattern, meaning }: Row): readonly Row[] {
  if (pattern.paradigm !== "verb" || pattern.language !== "ru" || pattern.stem.length < 3) return [];
  return COMMON_ENDINGS.map((ending) => ({
    pattern: makePattern(pattern.stem + ending, "exact", "ru"),
    meaning,
  })).filter(({ pattern: { sound } }) => sound.length >= 5);
}

/** Names of three to five letters, in the cases that they are asked for in. */
function spellShortNames({ pattern: { stem, paradigm, language }, meaning }: Row): readonly string[] {
  if (meaning.kind !== "theme" || meaning.isHint === true) return [];
  const endings = paradigm === "exact" ? [""] : language === "ru" ? ["а", "у", "и", "е", "ой"] : ["", "s"];
  return endings.map((ending) => stem + ending).filter(({ length }) => length >= 4 && length <= 5);
}

const ORDINARY = toPattern(ORDINARY_WORDS);
const isOrdinary = (word: string): boolean => COMMON_WORDS.has(word) || ORDINARY.test(word);

/** Longer ones are no words: the longest pattern with the longest ending is shorter. */
const LONGEST_WORD = 40;

/** Looks up a word, in lower case and in its own script, letter by letter and by sound. */
export function lookUp(vocabulary: Vocabulary, { text: word, sound }: Spelled): Hit | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const exact = findRows(vocabulary.byStem, word, readEnding);
  if (exact.length > 0) return toHit(exact, "exact", false);
  if (isOrdinary(word)) return undefined;
  if (word.length >= 4 && sound !== word) {
    const alike = findRows(vocabulary.bySound, sound, readFoldedEnding);
    if (alike.length > 0) return toHit(alike, "sound", isPolar(alike));
  }
  return undefined;
}

/** Looks up a word that isn't known as it stands: a misspelling of one that is. */
export function lookUpSlip(vocabulary: Vocabulary, { text: word, sound }: Spelled): Hit | undefined {
  if (word.length > LONGEST_WORD || isOrdinary(word)) return undefined;
  const meant = vocabulary.slips.get(word);
  if (meant !== undefined) return toHit(findRows(vocabulary.byStem, meant, readEnding), "slip", false);
  return sound.length >= 5 && word.length >= 5 ? findSlip(vocabulary, word, sound) : undefined;
}

interface Found {
  readonly row: Row;
  readonly form?: VerbForm;
  readonly distance: number;
}

function findRows(
  index: ReadonlyMap<string, readonly Row[]>,
  word: string,
  readRest: (ending: string, pattern: Pattern) => { readonly form?: VerbForm } | undefined,
): readonly Found[] {
  const found: Found[] = [];
  for (let length = word.length; length > 0; length--) {
    for (const row of index.get(word.slice(0, length)) ?? []) {
      const ending = readRest(word.slice(length), row.pattern);
      if (ending !== undefined) found.push({ row, distance: 0, ...ending });
    }
  }
  return found;
}

function findSlip(vocabulary: Vocabulary, word: string, sound: string): Hit | undefined {
  const found: Found[] = [];
  const mayBeTwo = word.length >= LEAST_WITH_TWO;
  for (const row of vocabulary.long.near(word, sound, mayBeTwo)) {
    const limit = mayBeTwo && mayHaveTwo(row) ? 2 : 1;
    for (const { length, distance } of findLikePrefixes(row.pattern.stem, word, limit)) {
      const ending = readSlippedEnding(word.slice(length), row.pattern);
      if (ending === undefined || ending.form === "noun" || ending.form === "state") continue;
      found.push({ row, distance, ...ending });
      break;
    }
  }
  if (found.length === 0) return undefined;
  const least = Math.min(...found.map(({ distance }) => distance));
  const closest = found.filter(({ distance }) => distance === least);
  const longest = Math.max(...closest.map(({ row }) => row.pattern.sound.length));
  const best = closest.filter(({ row }) => row.pattern.sound.length === longest);
  const otherStart = best.some(({ row }) => POLES.has(row.meaning.kind) && !startsAlike(row.pattern.stem, word));
  return toHit(best, "slip", otherStart || isPolar(found));
}

/** A soft sign alone is lost with the sound: "псотавь". A letter may be too many at the end: "отключитеw". */
function readSlippedEnding(written: string, pattern: Pattern): { readonly form?: VerbForm } | undefined {
  const rest = spellOut(written).sound;
  const isSoft = written === "ь" && pattern.paradigm === "verb";
  return isSoft
    ? readEnding(written, pattern)
    : (readFoldedEnding(rest, pattern) ?? readFoldedEnding(rest.slice(0, -1), pattern));
}

/** With the same letter, or the first two have changed places. */
const startsAlike = (stem: string, word: string): boolean =>
  stem[0] === word[0] ||
  (stem[0] === word[1] && stem[1] === word[0]) ||
  foldSounds(stem)[0] === foldSounds(word)[0] ||
  isVoicedPair(stem[0] ?? "", word[0] ?? "");

/** Long words for what a message is about are recognised even with two slips. */
const mayHaveTwo = ({ pattern, meaning }: Row): boolean => pattern.sound.length >= 7 && GUESSED_TWICE.has(meaning.kind);

const LEAST_WITH_TWO = 9;

const GUESSED_TWICE: ReadonlySet<WordClass> = new Set(["theme", "polite", "place"]);

/**
 * The only words that are guessed at. Of the others one that has to be guessed is none: a feeling, a person or a word of
 * command that nobody wrote does more harm than one that isn't heard.
 */
const GUESSED: ReadonlySet<WordClass> = new Set([
  ...(["off", "on", "return", "cancel", "keep", "appear", "vanish"] as const),
  ...(["theme", "thing", "place", "foreign", "gifts"] as const),
  ...(["want", "able", "permit", "how", "why", "when"] as const),
  ...(["polite", "thanks", "good", "filler", "accident"] as const),
]);

const POLES: ReadonlyMap<WordClass, "off" | "on"> = new Map([
  ["off", "off"],
  ["vanish", "off"],
  ["cancel", "off"],
  ["on", "on"],
  ["return", "on"],
]);

function isPolar(found: readonly Found[]): boolean {
  const poles = new Set(found.map(({ row }) => POLES.get(row.meaning.kind)));
  return poles.has("off") && poles.has("on");
}

function toHit(found: readonly Found[], match: Hit["match"], doubtful: boolean): Hit {
  const form = found.find((one) => one.form !== undefined)?.form;
  return {
    meanings: found.map(({ row }) => row.meaning),
    ...(form === undefined ? {} : { form }),
    language: found[0]?.row.pattern.language ?? "ru",
    match,
    doubtful,
  };
}

/** Whether a word, in any of its spellings, fits a pattern of a phrase. */
export function fits(pattern: Pattern, spellings: readonly Spelled[]): boolean {
  return spellings.some(({ text, sound }) => {
    if (isExactly(pattern, text)) return true;
    if (pattern.language === "en" || text.length < 4 || pattern.sound.length < 3) return false;
    return (
      sound.startsWith(pattern.sound) && readFoldedEnding(sound.slice(pattern.sound.length), pattern) !== undefined
    );
  });
}
