import { onceForEach } from "../once-for-each.ts";
import type { Label } from "../label.ts";
import { transliterate } from "./letters.ts";
import type { LabelledNames, ThemeLexicon } from "./lexicon.ts";
import { MESSAGE_REASONS, type MessageReason } from "./understanding.ts";
import { buildVocabulary, readEntry, type Entry, type Vocabulary } from "./vocabulary.ts";
import type { Meaning, WordClass, WordTable } from "./word-class.ts";
import { ENGLISH_REASONS, ENGLISH_WORDS } from "./words/english.ts";
import { ENGLISH_ORDINARY, RUSSIAN_ORDINARY } from "./words/russian-ordinary.ts";
import { RUSSIAN_MATTERS } from "./words/russian-matters.ts";
import { RUSSIAN_REASONS } from "./words/russian-reasons.ts";
import { RUSSIAN_WISHES } from "./words/russian-wishes.ts";
import { SIGNS } from "./words/signs.ts";

/** The whole vocabulary with the names of a lexicon's themes. Compiled once for each lexicon. */
export const compileLexicon: (lexicon: ThemeLexicon) => Vocabulary = onceForEach((lexicon) => {
  const entries = [...readCommonEntries(), ...readNameEntries(lexicon)];
  return buildVocabulary([...entries, ...readOrdinary(entries)], readSigns(lexicon));
});

const split = (patterns: string): readonly string[] => patterns.split(/\s+/u).filter((pattern) => pattern !== "");

function readTable(table: WordTable): readonly Entry[] {
  return Object.entries(table).flatMap(([kind, patterns]) =>
    // The keys of a WordTable are word classes; `Object.entries` forgets it.
    split(patterns).map((pattern) => readEntry(pattern, { kind: kind as WordClass })),
  );
}

function readReasons(table: Readonly<Record<MessageReason, string>>): readonly Entry[] {
  return MESSAGE_REASONS.flatMap((reason) =>
    split(table[reason]).map((pattern) => readEntry(pattern, { kind: "reason", reason })),
  );
}

/** Of an ordinary word that means something here as well, only that counts. */
function readOrdinary(entries: readonly Entry[]): readonly Entry[] {
  const known = new Set(entries.map(({ patterns }) => patterns.map(({ sound }) => sound).join("_")));
  return [...RUSSIAN_ORDINARY, ...ENGLISH_ORDINARY]
    .flatMap(split)
    .map((pattern) => readEntry(pattern, { kind: "ordinary" }))
    .filter(({ patterns }) => !known.has(patterns.map(({ sound }) => sound).join("_")));
}

const readCommonEntries = (): readonly Entry[] => [
  ...[RUSSIAN_WISHES, RUSSIAN_MATTERS, ENGLISH_WORDS].flatMap(readTable),
  ...[RUSSIAN_REASONS, ENGLISH_REASONS].flatMap(readReasons),
];

/** Every name with its meaning, whether a word or an emoji. */
function meaningsOf({ themes, categories }: ThemeLexicon): readonly (readonly [LabelledNames, Meaning])[] {
  return [
    ...Object.entries(themes).map(([key, names]) => [names, { kind: "theme", key }] as const),
    ...Object.entries(categories).map(([key, names]) => [names, { kind: "category", key }] as const),
  ];
}

/** The names of themes and categories, as words. */
export function readNameEntries(lexicon: ThemeLexicon): readonly Entry[] {
  return meaningsOf(lexicon).flatMap(([{ ru, en, translit, label }, meaning]) =>
    [...ru, ...en, ...translit].map((pattern) => {
      const isHint = meaning.kind === "category" && !isOfLabel(pattern, label);
      return readEntry(pattern, isHint ? { ...meaning, isHint } : meaning);
    }),
  );
}

/** A name of so many letters in common with its label is the same word. */
const SAME_LETTERS = 4;

/** A theme's names are its own. Of a category, "религиозн~" says its label, and "церковн~" is only something of the kind. */
function isOfLabel(pattern: string, { ru, en }: Label): boolean {
  const words = [...`${ru} ${en}`.toLowerCase().matchAll(/\p{L}+/gu)].map(([word]) => word);
  const names = pattern.split(/[_~+-]/u);
  const russian = names.map((name) => (/\p{Script=Latin}/u.test(name) ? transliterate(name) : name));
  return [...names, ...russian].some((name) => words.some((word) => startsAlike(name, word)));
}

const startsAlike = (name: string, word: string): boolean =>
  name.length >= SAME_LETTERS && word.slice(0, SAME_LETTERS) === name.slice(0, SAME_LETTERS);

/** Every emoji that names a theme or a category. */
export const readNameSigns = (lexicon: ThemeLexicon): readonly (readonly [sign: string, meaning: Meaning])[] =>
  meaningsOf(lexicon).flatMap(([{ emoji }, meaning]) =>
    emoji.map((sign) => [sign, meaning.kind === "category" ? { ...meaning, isHint: true } : meaning] as const),
  );

function readSigns(lexicon: ThemeLexicon): ReadonlyMap<string, readonly Meaning[]> {
  const signs = new Map<string, Meaning[]>();
  const add = (sign: string, meaning: Meaning): void => {
    signs.set(sign, [...(signs.get(sign) ?? []), meaning]);
  };
  for (const [kind, emoji] of Object.entries(SIGNS)) for (const sign of emoji) add(sign, { kind: kind as WordClass });
  for (const [sign, meaning] of readNameSigns(lexicon)) add(sign, meaning);
  return signs;
}
