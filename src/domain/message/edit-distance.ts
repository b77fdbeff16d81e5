/** A beginning of a word that resembles a stem: how many letters of the word it takes and how many slips separate them. */
export interface LikePrefix {
  readonly length: number;
  readonly distance: number;
}

/**
 * Compares a stem with every beginning of a word: Damerau–Levenshtein distance in its restricted form (optimal string
 * alignment: a letter missed, added, replaced, or two neighbours swapped). Keeps those within `limit`, closest first.
 * Costs at most |stem| × (|stem| + limit) steps, however long the word.
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
      const same = stem[row - 1] === word[column - 1];
      let cost = Math.min(at(last, column - 1) + (same ? 0 : 1), at(last, column) + 1, at(current, column - 1) + 1);
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
