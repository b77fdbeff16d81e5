import type { Reach } from "./reach.ts";

/** Of what somebody agreed to: powers of two, as what is kept is shown, and exact counts are not. */
export interface ReachBound {
  readonly atMost: number;
  /** Of all people then. */
  readonly share: number;
}

/** So many times its bound, a reach is still what was agreed to. */
const GROWS_TO = 2;

/** Fewer are not told apart. */
const SMALLEST = 16;

export function boundOf({ matching, people }: Pick<Reach, "matching" | "people">): ReachBound {
  const atMost = Math.max(SMALLEST, nextPower(matching));
  return { atMost, share: Math.min(1, nextPower(Math.min(atMost, Math.max(1, matching)) / Math.max(1, people))) };
}

/** What includes both. */
export function joinBounds(one: ReachBound, other: ReachBound | undefined): ReachBound {
  return other === undefined
    ? one
    : { atMost: Math.max(one.atMost, other.atMost), share: Math.max(one.share, other.share) };
}

/**
 * Whether so many are more than was agreed to: in number, and also as a share of the people of now, who may have become more.
 * There are at least as many as those.
 */
export function outgrows({ matching, people }: Pick<Reach, "matching" | "people">, bound: ReachBound): boolean {
  return matching > GROWS_TO * bound.atMost && matching > GROWS_TO * bound.share * Math.max(people, matching);
}

const nextPower = (value: number): number => 2 ** Math.ceil(Math.log2(Math.max(Number.MIN_VALUE, value)));
