/**
 * Counts that only rise, as staff is told them. What is told moves in steps, and how many people make a step nobody knows but
 * the secret: five at least, and then as many more as are drawn for it. Whoever knows all others who were counted can so tell
 * whether one more person was in a step only if the draw falls on that very person.
 */
import type { NoiseSecret } from "../about.ts";
import { murmur3 } from "../murmur3.ts";

/** About how many; null: fewer than `FEWER_THAN` says, or nobody. */
export type ToldCount = number | null;

/** What is told of people by a guard. */
export type ToldKind = "exposed" | "optedOut" | "complained" | "asked" | "gifts";

/** Nothing that is told moves for fewer people. */
const LEAST_STEP = 5;

/**
 * Of how many draws the first step is one. The chance that a draw falls on one person is about the inverse; where one act moves
 * two counts, as of who accepts a gift, or switches off what only a machine was told, both add up.
 */
const DRAWS: Readonly<Record<ToldKind, number>> = {
  exposed: 280,
  optedOut: 130,
  complained: 130,
  asked: 120,
  gifts: 120,
};

/** Steps grow with what is told already, so that even a country has only some thousands. */
const GROWS_OVER = 64;

/** The least that the first step has, so that the first number that is told is not far from the truth either. */
const LEAST_FIRST_STEP: Readonly<Record<ToldKind, number>> = {
  exposed: 120,
  optedOut: 50,
  complained: 50,
  asked: 80,
  gifts: 80,
};

/** Fewer people than this may be told as few, and more never are. */
export const FEWER_THAN: Readonly<Record<ToldKind, number>> = {
  exposed: LEAST_FIRST_STEP.exposed + DRAWS.exposed,
  optedOut: LEAST_FIRST_STEP.optedOut + DRAWS.optedOut,
  complained: LEAST_FIRST_STEP.complained + DRAWS.complained,
  asked: LEAST_FIRST_STEP.asked + DRAWS.asked,
  gifts: LEAST_FIRST_STEP.gifts + DRAWS.gifts,
};

export type TellCount = (kind: ToldKind, people: number) => ToldCount;

/** Tells what is counted under a name, always by the same steps. */
export function openTeller(name: string, secret: NoiseSecret): TellCount {
  const ends = new Map<ToldKind, number[]>();
  return (kind, people) => {
    const known = ends.get(kind) ?? [];
    ends.set(kind, known);
    while ((known.at(-1) ?? 0) <= people) {
      const draw = murmur3(`${secret}:told:${name}:${kind}:${known.length}`) % drawsOf(kind, known.length);
      known.push((known.at(-1) ?? 0) + leastOf(kind, known.length) + draw);
    }
    return estimate(kind, countUpTo(known, people));
  };
}

function leastOf(kind: ToldKind, step: number): number {
  return step === 0 ? LEAST_FIRST_STEP[kind] : LEAST_STEP;
}

function drawsOf(kind: ToldKind, step: number): number {
  return Math.floor(DRAWS[kind] * (1 + step / GROWS_OVER));
}

/** How many of the ascending ends are reached. */
function countUpTo(ends: readonly number[], people: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? Infinity) <= people) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What is told after so many steps: where the next one ends on average, less what is then missing to it on average. Its mean
 * over all draws is the exact count (Wald's equation, and the mean residual life of a renewal process).
 */
function estimate(kind: ToldKind, steps: number): ToldCount {
  if (steps === 0) return null;
  let end = 0;
  for (let step = 0; step <= steps; step++) end += meanOf(kind, step);
  const mean = meanOf(kind, steps);
  const variance = (drawsOf(kind, steps) ** 2 - 1) / 12;
  return roundTold(end - (mean + variance / mean + 1) / 2);
}

function meanOf(kind: ToldKind, step: number): number {
  return leastOf(kind, step) + (drawsOf(kind, step) - 1) / 2;
}

/** In tens; from 10,000 on to three digits. */
function roundTold(people: number): number {
  const grain = Math.max(10, 10 ** (Math.floor(Math.log10(people)) - 2));
  return Math.round(people / grain) * grain;
}
