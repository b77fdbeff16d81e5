import { foldSounds } from "./letters.ts";

/** A beginning of a word that resembles a stem: how many letters of the word it takes and how many slips separate them. */
export interface LikePrefix {
  readonly length: number;
  readonly distance: number;
}

/**
 * Compares a stem with every beginning of a word: Damerau–Levenshtein distance in its restricted form (optimal string
 * alignment: a letter missed, added, replaced, or two neighbours swapped). Keeps those within `limit`, closest first.
 * Costs at most |stem| × (|stem| + limit) steps, however long the word. Fingers slip to a key beside the one they meant:
 * any other letter makes another word, and costs two. Letters that sound alike cost nothing.
 */
export function findLikePrefixes(stem: string, word: string, limit: number): readonly LikePrefix[] {
  const width = Math.min(word.length, stem.length + limit);
  if (width < stem.length - limit) return [];
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: width + 1 }, (_, column) => column);
  for (let row = 1; row <= stem.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= width; column++) {
      const replaced = costOf(stem[row - 1] ?? "", word[column - 1] ?? "");
      let cost = Math.min(at(last, column - 1) + replaced, at(last, column) + 1, at(current, column - 1) + 1);
      const swapped = row > 1 && column > 1 && stem[row - 1] === word[column - 2] && stem[row - 2] === word[column - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return [];
    beforeLast = last;
    last = current;
  }
  return last
    .map((distance, length) => ({ length, distance }))
    .filter(({ distance }) => distance <= limit)
    .sort((one, other) => one.distance - other.distance || other.length - one.length);
}

/** Rows of keys; one below another stands half a key to the right. */
const KEYBOARDS = [
  ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"],
  ["qwertyuiop", "asdfghjkl", "zxcvbnm"],
] as const;

/** Both letters in one number: a comparison makes no text of them. */
const pairOf = (one: string, other: string): number => (one.charCodeAt(0) << 16) | other.charCodeAt(0);

const BESIDE: ReadonlySet<number> = new Set(
  KEYBOARDS.flatMap((rows) =>
    rows.flatMap((keys, row) =>
      [...keys].flatMap((key, column) => {
        const below = rows[row + 1] ?? "";
        const around = [keys[column + 1], below[column - 1], below[column]].filter((other) => other !== undefined);
        return around.flatMap((other) => [pairOf(key, other), pairOf(other, key)]);
      }),
    ),
  ),
);

const GROUPS_ALIKE = [...Map.groupBy("абвгдежзийклмнопрстуфхцчшщъыьэюя", foldSounds).values()];

const ALIKE: ReadonlySet<number> = new Set(
  GROUPS_ALIKE.flatMap((letters) => letters.flatMap((one) => letters.map((other) => pairOf(one, other)))),
);

const FIRST_ALIKE: ReadonlyMap<string, string> = new Map(
  GROUPS_ALIKE.flatMap((letters) => letters.map((letter) => [letter, letters[0] ?? letter])),
);

/** With one letter for all that sound alike: what costs nothing to write for one another is the same. */
export function asAlike(word: string): string {
  let alike = "";
  for (const letter of word) alike += FIRST_ALIKE.get(letter) ?? letter;
  return alike;
}

/** "фключите": a voiced consonant written for its voiceless twin, or the other way round. */
const VOICED: ReadonlySet<number> = new Set(
  ["бп", "вф", "гк", "дт", "жш", "зс"].flatMap(([one = "", other = ""]) => [pairOf(one, other), pairOf(other, one)]),
);

/** Whether two letters are written for one another by ear. */
export const isVoicedPair = (one: string, other: string): boolean =>
  one !== "" && other !== "" && VOICED.has(pairOf(one, other));

function costOf(meant: string, typed: string): number {
  if (meant === typed) return 0;
  const pair = pairOf(meant, typed);
  if (ALIKE.has(pair)) return 0;
  return BESIDE.has(pair) || VOICED.has(pair) ? 1 : 2;
}

const at = (costs: readonly number[], column: number): number => costs[column] ?? Infinity;

/** The letters of a word as a set of bits: two words within a distance differ by no more letters than that. */
export function letterSet(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31);
  return bits;
}

/** Whether a stem has more letters that a word lacks than `limit` slips could account for. Cheap, and never wrong about "yes". */
export function lacksLetters(word: number, stem: number, limit: number): boolean {
  let missing = stem & ~word;
  for (let allowed = 0; allowed < limit; allowed++) missing &= missing - 1;
  return missing !== 0;
}
