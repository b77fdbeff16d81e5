import type { Window } from "../campaign/schedule.ts";

/**
 * How many pairs of campaigns one person's choice can make, or undo, as overlaps: pairs of which both windows are open at once,
 * and in each stretch no more than the losers of one winner, and of another one if the first is off for them.
 */
export function countPairs(campaigns: readonly (readonly Window[])[], stretches: number): number {
  const areOpenAtOnce = (one: readonly Window[], other: readonly Window[]) =>
    one.some(({ from, until }) => other.some((window) => window.from < until && from < window.until));
  const pairs = campaigns.map((one, index) => campaigns.slice(index + 1).filter((other) => areOpenAtOnce(one, other)));
  const open = pairs.reduce((sum, { length }) => sum + length, 0);
  return Math.min(open, stretches * Math.max(0, 2 * campaigns.length - 3));
}
