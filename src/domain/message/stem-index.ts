/**
 * Stems by their halves. A single slip leaves one half of a stem as it is, so that only stems of which a word has a half, where it
 * ought to stand, need be compared with it letter by letter.
 */
import { asAlike, lacksLetters, letterSet } from "./edit-distance.ts";
import type { Pattern } from "./morphology.ts";

export interface StemIndex<Row> {
  /** The rows whose stem may be one slip away, or two where that is allowed, in their order. */
  readonly near: (word: string, sound: string, mayBeTwo: boolean) => readonly Row[];
}

interface Placed<Row> {
  readonly row: Row;
  readonly at: number;
  readonly letters: number;
}

const isRussian = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);

/** `mayHaveTwo`: rows that are recognised with two slips as well; they are few, and compared by their letters. */
export function indexStems<Row>(
  rows: readonly Row[],
  patternOf: (row: Row) => Pattern,
  mayHaveTwo: (row: Row) => boolean,
): StemIndex<Row> {
  const placed = rows.map((row, at) => ({ row, at, letters: letterSet(patternOf(row).sound) }));
  const byHalf = new Map<string, Placed<Row>[]>();
  const sizes = new Set<number>();
  for (const one of placed) {
    const stem = asAlike(patternOf(one.row).stem);
    const size = stem.length >> 1;
    sizes.add(size);
    for (const key of new Set(halvesOf(stem, size))) byHalf.set(key, [...(byHalf.get(key) ?? []), one]);
  }
  const twice = placed.filter(({ row }) => mayHaveTwo(row));
  const languageOf = ({ row }: Placed<Row>): boolean => patternOf(row).language === "ru";

  return {
    near: (word, sound, mayBeTwo) => {
      const letters = letterSet(sound);
      const found = new Set<Placed<Row>>();
      for (const key of keysOf(asAlike(word), sizes)) {
        for (const one of byHalf.get(key) ?? []) if (!lacksLetters(letters, one.letters, 1)) found.add(one);
      }
      if (mayBeTwo) for (const one of twice) if (!lacksLetters(letters, one.letters, 2)) found.add(one);
      const isCyrillic = isRussian(sound);
      return [...found]
        .filter((one) => languageOf(one) === isCyrillic)
        .sort((one, other) => one.at - other.at)
        .map(({ row }) => row);
    },
  };
}

/** Its beginning, its end, and its beginning with the letters in the middle swapped, which breaks both. */
function halvesOf(stem: string, size: number): readonly string[] {
  const swapped = stem.slice(0, size - 1) + (stem[size] ?? "");
  return [`^${stem.slice(0, size)}`, `^${swapped}`, `${size}${stem.slice(size)}`];
}

/** Every half that a word may have, where a slip in the other half leaves it. */
function keysOf(word: string, sizes: ReadonlySet<number>): readonly string[] {
  const keys: string[] = [];
  for (const size of sizes) {
    keys.push(`^${word.slice(0, size)}`);
    for (const start of [size - 1, size, size + 1]) {
      keys.push(`${size}${word.slice(start, start + size)}`, `${size}${word.slice(start, start + size + 1)}`);
    }
  }
  return keys;
}
