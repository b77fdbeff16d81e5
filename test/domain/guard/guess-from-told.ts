/**
 * An attack, written to win: somebody who knows of everybody else what they did and when, and how steps are drawn, but not the
 * secret, says how likely a series of told numbers is in each of two worlds.
 */
import { openTeller, type ToldCount, type ToldKind } from "../../../src/domain/guard/tell-count.ts";

/** As `tell-count.ts` draws them, written anew. */
const FIRST_STEP: Readonly<Record<ToldKind, number>> = {
  exposed: 120,
  optedOut: 50,
  complained: 50,
  asked: 80,
  gifts: 80,
};
const LATER_STEP = 5;
const DRAWS: Readonly<Record<ToldKind, number>> = {
  exposed: 280,
  optedOut: 130,
  complained: 130,
  asked: 120,
  gifts: 120,
};

const leastOf = (kind: ToldKind, step: number) => (step === 0 ? FIRST_STEP[kind] : LATER_STEP);
const drawsOf = (kind: ToldKind, step: number) => Math.floor(DRAWS[kind] * (1 + step / 64));

/** That a step has so many people, or more. */
function chanceOf(kind: ToldKind, step: number, size: number): number {
  const draw = size - leastOf(kind, step);
  return draw >= 0 && draw < drawsOf(kind, step) ? 1 / drawsOf(kind, step) : 0;
}

function chanceOfMore(kind: ToldKind, step: number, size: number): number {
  return Math.min(1, Math.max(0, (leastOf(kind, step) + drawsOf(kind, step) - 1 - size) / drawsOf(kind, step)));
}

/** After how many steps each number is told; that is no secret. */
export function listSteps(kind: ToldKind, upTo: number): ReadonlyMap<ToldCount, number> {
  const told = new Set<ToldCount>();
  for (let secret = 0; secret < 60; secret++) {
    const tell = openTeller("any", String(secret));
    for (let people = 0; people <= upTo; people++) told.add(tell(kind, people));
  }
  return new Map([...told].toSorted((one, other) => (one ?? 0) - (other ?? 0)).map((number, step) => [number, step]));
}

/** How likely it is that so many steps were told when the exact counts were these. */
export function likelihoodOf(kind: ToldKind, counts: readonly number[], steps: readonly number[]): number {
  // By where the last step ended that was told.
  let ends = new Map([[0, 1]]);
  let [known, before] = [0, 0];
  for (const [index, people] of counts.entries()) {
    let from = before + 1;
    for (; known < (steps[index] ?? 0); known++) {
      const next = new Map<number, number>();
      for (let end = from; end <= people; end++) {
        let chance = 0;
        for (const [start, weight] of ends) chance += weight * chanceOf(kind, known, end - start);
        if (chance > 0) next.set(end, chance);
      }
      ends = next;
      from = Math.min(...ends.keys());
    }
    before = people;
  }
  let sum = 0;
  for (const [start, weight] of ends) sum += weight * chanceOfMore(kind, known, before - start);
  return sum;
}

/** As `about.ts` draws it, written anew: the deviation of the noise of one number of a part. */
const PART_DEVIATION = 20 * Math.sqrt(6 / 0.3);
const PART_FEWER_THAN = 350;

/** How likely it is that a number of a part is told when the exact one is this. */
export function likelihoodOfPart(told: ToldCount, people: number): number {
  const below = (noisy: number) => chanceOfNoiseBelow((noisy - people) / PART_DEVIATION);
  if (told === null) return below(PART_FEWER_THAN);
  return below(told + 25) - below(Math.max(told - 25, PART_FEWER_THAN));
}

/** The sum of four even draws, scaled to a variance of 1 (Irwin and Hall). */
export function chanceOfNoiseBelow(noise: number): number {
  const sum = Math.min(4, Math.max(0, noise / Math.sqrt(3) + 2));
  const terms = [1, -4, 6, -4, 1].map((times, index) => times * Math.max(0, sum - index) ** 4);
  return terms.reduce((total, term) => total + term, 0) / 24;
}
