/**
 * Attacks by limits: that giving pauses, or that a guard warns or halts, everybody sees. Whoever guesses brings a count to one person
 * before a limit with accounts of their own, and looks whether it is passed when the person may have acted.
 */
import { weighEvidence } from "../../src/domain/guard/guard-evidence.ts";
import { defaultGuardParameters } from "../../src/domain/guard/guard-parameters.ts";
import { isBeyondOneWord } from "../../src/domain/condition/reach.ts";
import { countEarlier } from "../../src/domain/guard/one-word.ts";
import { isGivingToPause } from "../../src/domain/guard/weigh-gifts.ts";
import type { Weigh } from "./guess-by-all-numbers.ts";

/** Whether so many people pass a limit that was drawn at that place, from [0, 1). */
type IsPassed = (people: number, place: number) => boolean;

const PLACES = Array.from({ length: 1_000 }, (_, index) => index / 1_000);

/**
 * Of so many limits, each of them brought to `parked` people. Whoever guesses knows how limits are drawn, and what that tells when
 * nothing is seen. `placeOf` is where a limit really was drawn.
 */
export function watchLimits(limits: number, isPassed: IsPassed, parked: number, placeOf?: number): Weigh {
  const left = (placeOf === undefined ? PLACES : [placeOf]).filter((place) => !isPassed(parked, place));
  const chance = left.filter((place) => isPassed(parked + 1, place)).length / left.length;
  return (random, hasActed) => {
    let logOdds = 0;
    for (let limit = 0; limit < limits; limit++) {
      const place = placeOf ?? random.next();
      // Passed by one's own accounts: nothing is left to see.
      if (isPassed(parked, place)) continue;
      const isSeen = hasActed && isPassed(parked + 1, place);
      // What only one of two worlds can show is seen for sure.
      logOdds += isSeen ? -Math.log(Number.MIN_VALUE) : Math.log(Math.max(1 - chance, Number.MIN_VALUE));
    }
    return logOdds;
  };
}

/** Everybody declines: so the accounts of one's own do. */
export const isPaused: IsPassed = (declined, place) => isGivingToPause({ answered: declined, declined }, place);

export const isTurned =
  (level: "warn" | "halt", exposed: number): IsPassed =>
  (optedOut, place) => {
    const counts = { exposed, optedOut, complained: 0, unhappy: optedOut };
    const evidence = weighEvidence(defaultGuardParameters(false), counts, { warn: place, halt: place });
    return evidence.level === "halt" || evidence.level === level;
  };

/** What one person shows is held, of so many people. */
export const isHeld =
  (people: number): IsPassed =>
  (reached, place) =>
    isBeyondOneWord(countEarlier(reached, place), people);

/** The most people who don't pass the earliest limit. */
export function parkBelow(isPassed: IsPassed, places: readonly number[] = PLACES): number {
  let people = 0;
  while (!places.some((place) => isPassed(people + 1, place))) people++;
  return people;
}
