/** Counts of people: added up over pages and shards, and shown only so far that nobody can be picked out. */

/** Several counts that belong together, such as `[kept, gained, lost]`. */
export type Counts = readonly number[];

/** Adds what stands under the same key; what only one of them has is taken over. */
export function addMaps<Key, Value>(
  one: ReadonlyMap<Key, Value>,
  other: ReadonlyMap<Key, Value>,
  add: (a: Value, b: Value) => Value,
): ReadonlyMap<Key, Value> {
  const sum = new Map(one);
  for (const [key, value] of other) {
    const known = sum.get(key);
    sum.set(key, known === undefined ? value : add(known, value));
  }
  return sum;
}

export function addCounts(one: Counts, other: Counts): Counts {
  return one.map((count, index) => count + (other[index] ?? 0));
}

/** Fewer people than this are never shown as a number. That there is nobody tells on nobody, and is. */
export const SMALLEST_SHOWN = 20;

export function isShowable(people: number): boolean {
  return people === 0 || people >= SMALLEST_SHOWN;
}

/** A part of the people, if neither it nor its rest is small. */
export function showShare(part: number, people: number): number | null {
  return isShowable(part) && isShowable(people - part) ? part : null;
}

export interface SplitParts<Part> {
  /** Each may be shown by itself. */
  readonly apart: readonly Part[];
  /** These may be shown together only, as their sum; and not even so if `isJoinedShowable` is false. */
  readonly joined: readonly Part[];
  readonly isJoinedShowable: boolean;
}

/**
 * Splits the parts of a whole so that no count from 1 to 19 can be seen, nor be computed from the others and the
 * total: parts with such a count are joined, and, until their sums are large enough, so is the next part, in the order
 * given, that helps. Everything shown is then made of disjoint parts none of which is small, so no sum or difference of
 * them is small either.
 */
export function joinSmall<Part>(parts: readonly Part[], countsOf: (part: Part) => Counts): SplitParts<Part> {
  const joined = parts.filter((part) => !countsOf(part).every(isShowable));
  const [first] = joined;
  if (first === undefined) return { apart: parts, joined: [], isJoinedShowable: true };
  const small = new Set(joined);
  const apart = parts.filter((part) => !small.has(part));
  let sums = joined.slice(1).map(countsOf).reduce(addCounts, countsOf(first));
  for (;;) {
    const lacking = sums.findIndex((sum) => !isShowable(sum));
    const next = lacking < 0 ? -1 : apart.findIndex((part) => (countsOf(part)[lacking] ?? 0) > 0);
    const [helper] = next < 0 ? [] : apart.splice(next, 1);
    if (helper === undefined) return { apart, joined, isJoinedShowable: lacking < 0 };
    joined.push(helper);
    sums = addCounts(sums, countsOf(helper));
  }
}
