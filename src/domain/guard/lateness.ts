/**
 * That a guard warns or halts everybody sees. Whoever knows at which person it does brings a count to the one before with accounts of
 * their own, and sees whether somebody whom they know switches it off. So each guard does it some voices later than the odds
 * say, and how many later is drawn once, secretly. Fewer voices only make a halt rarer: what is promised of mistakes holds.
 */
import type { NoiseSecret } from "../about.ts";
import { drawAway, drawSecretly, type DrawnAmong } from "./draw-secretly.ts";

/** Where a guard's own limits lie among all that might have been drawn, from [0, 1); of warnings and halts each by itself. */
export interface Lateness {
  readonly warn: number;
  readonly halt: number;
}

/** As soon as the odds say so. */
export const AT_ONCE: Lateness = { warn: 0, halt: 0 };

/** As late as any guard. */
export const LATEST: Lateness = { warn: 1 - 2 ** -32, halt: 1 - 2 ** -32 };

export function drawLateness(secret: NoiseSecret, guard: string): Lateness {
  // One from the other nobody can tell: else the warning would say when the halt comes.
  return { warn: drawSecretly(secret, `${guard} warns`), halt: drawSecretly(secret, `${guard} halts`) };
}

/** Half of `each`, a tenth, is what it costs on average. */
const LATER: DrawnAmong = { least: 3, each: 0.2, most: 20 };

/** How many voices later than `needed`, which is how many the odds need. */
export function laterBy(place: number, needed: number): number {
  return drawAway(place, needed, LATER);
}
