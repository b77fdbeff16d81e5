import { onceForEach } from "../once-for-each.ts";
import type { Names } from "../campaign/theme.ts";
import type { ThemeLexicon } from "./lexicon.ts";
import { MESSAGE_REASONS, type MessageReason } from "./understanding.ts";
import { buildVocabulary, readEntry, type Entry, type Vocabulary } from "./vocabulary.ts";
import type { Meaning, WordClass, WordTable } from "./word-class.ts";
import { ENGLISH_REASONS, ENGLISH_WORDS } from "./words/english.ts";
import { RUSSIAN_MATTERS } from "./words/russian-matters.ts";
import { RUSSIAN_REASONS } from "./words/russian-reasons.ts";
import { RUSSIAN_WISHES } from "./words/russian-wishes.ts";
import { SIGNS } from "./words/signs.ts";

/** The whole vocabulary with the names of a lexicon's themes. Compiled once for each lexicon. */
export const compileLexicon: (lexicon: ThemeLexicon) => Vocabulary = onceForEach((lexicon) =>
  buildVocabulary([...readCommonEntries(), ...readNames(lexicon)], readSigns(lexicon)),
);

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

const readCommonEntries = (): readonly Entry[] => [
  ...[RUSSIAN_WISHES, RUSSIAN_MATTERS, ENGLISH_WORDS].flatMap(readTable),
  ...[RUSSIAN_REASONS, ENGLISH_REASONS].flatMap(readReasons),
];

/** Every name with its meaning, whether a word or an emoji. */
function meaningsOf({ themes, categories }: ThemeLexicon): readonly (readonly [Names, Meaning])[] {
  return [
    ...Object.entries(themes).map(([key, names]) => [names, { kind: "theme", key }] as const),
    ...Object.entries(categories).map(([key, names]) => [names, { kind: "category", key }] as const),
  ];
}

function readNames(lexicon: ThemeLexicon): readonly Entry[] {
  return meaningsOf(lexicon).flatMap(([{ ru, en, translit }, meaning]) =>
    [...ru, ...en, ...translit].map((pattern) => readEntry(pattern, meaning)),
  );
}

function readSigns(lexicon: ThemeLexicon): ReadonlyMap<string, readonly Meaning[]> {
  const signs = new Map<string, Meaning[]>();
  const add = (sign: string, meaning: Meaning): void => {
    signs.set(sign, [...(signs.get(sign) ?? []), meaning]);
  };
  for (const [kind, emoji] of Object.entries(SIGNS)) for (const sign of emoji) add(sign, { kind: kind as WordClass });
  for (const [{ emoji }, meaning] of meaningsOf(lexicon)) for (const sign of emoji) add(sign, meaning);
  return signs;
}
