import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Counts } from "../../../src/domain/counts.ts";
import { countPairs } from "../../../src/domain/rehearsal/count-pairs.ts";
import {
  askBeforeAndAfter,
  askWithAndWithout,
  guessBy,
  tryFourAtOnce,
  type MakeNoise,
} from "../../support/guess-by-all-numbers.ts";
import { frameOf, setApart, weighNumbers, type Course } from "../../support/rehearsed-people.ts";

/** Hundreds of answers to somebody who knows what all others chose tell what is right in less than 60 of 100 guesses. */
const MOST = 1 / 40;

const ATTRIBUTES = 2;
const WORDS: readonly Counts[] = [
  [0, 0, 0, 0, 0],
  [1, 0, 0, 1, 1],
  [0, 1, 0, 1, 1],
  [0, 0, 1, 0, 0],
  [1, 0, 0, 0, 1],
];

/** Two courses that one person may take, among as many decorations, campaigns, and stretches of days. */
const choices = fc
  .record({ stretches: fc.integer({ min: 1, max: 4 }), slots: fc.integer({ min: 1, max: 8 }) })
  .chain(({ stretches, slots }) => {
    const decorations = Array.from({ length: slots }, (_, index) => `decoration-${index}`);
    const slot = fc.constantFrom(null, ...decorations);
    // Campaigns by priority; those that want the slot in a stretch, by whether each does.
    const wanting = fc.array(fc.boolean(), { minLength: slots, maxLength: slots });
    const stretch = fc.record({ live: slot, candidate: slot, pick: fc.nat(1), wanting });
    const course = fc
      .record({
        sights: fc.array(stretch, { minLength: stretches, maxLength: stretches }),
        words: fc.array(fc.constantFrom(...WORDS), { minLength: slots, maxLength: slots }),
      })
      .map(({ sights, words }): Course => {
        const overlaps = sights.flatMap((sight) => {
          const [winner = "", ...losers] = decorations.filter((_, index) => sight.wanting[index]);
          return losers.map((loser) => `${winner} ${loser}`);
        });
        return {
          sights: sights.map(({ live, candidate, pick }) => ({
            live,
            candidate,
            reason: (["segment", "asked"] as const)[pick] ?? "segment",
            ...(candidate === null && { reason: (["opted-out", "holdout"] as const)[pick] ?? "holdout" }),
          })),
          words: Object.fromEntries(words.map((counts, index) => [decorations[index] ?? "", counts])),
          overlaps: [...new Set(overlaps)].map((pair) => [pair.split(" ")[0] ?? "", pair.split(" ")[1] ?? ""]),
          groups: Array.from({ length: ATTRIBUTES }, () => "own"),
        };
      });
    return fc.record({ decorations: fc.constant(decorations), one: course, other: course });
  });

describe("an answer of a rehearsal", () => {
  it("tells no more of what one person chose than one number with a deviation of 40 would, whatever is asked at once", () => {
    fc.assert(
      fc.property(choices, ({ decorations, one, other }) => {
        const stretches = one.sights.length;
        const pairs = countPairs(
          decorations.map(() => [{ from: 0, until: 1 }]),
          stretches,
        );
        const numbers = weighNumbers(frameOf(stretches, decorations, pairs), [one, other], [one, other]);
        expect(setApart(numbers)).toBeLessThanOrEqual(MOST * (1 + 1e-6));
      }),
      { numRuns: 300 },
    );
  });
});

const TARGETS = 60;
const SEED = 7;
/** Few, for time: what hundreds tell is reckoned from what one tells, above, and measured by `npm run bench:differencing`. */
const TIMES = 20;
/** Three standard deviations of so many coins. */
const LUCK = 3 * Math.sqrt(0.25 / TARGETS);

describe("whoever weighs all numbers of many answers", () => {
  const trial = tryFourAtOnce(1, 1);
  const attacks = {
    "with the person and without": askWithAndWithout(trial, TIMES),
    "before the person may have acted and after": askBeforeAndAfter(trial, TIMES),
  };

  it.each(Object.entries(attacks))("asked for %s, guesses hardly better than a coin", (_when, weigh) => {
    const { right, expected } = guessBy(weigh, TARGETS, SEED);
    expect(expected).toBeLessThan(0.53);
    expect(right).toBeLessThan(0.52 + LUCK);
  });

  it("would be right if numbers were exact: steps alone hide nobody", () => {
    const exact: MakeNoise = () => () => 0;
    const { right } = guessBy(askWithAndWithout(trial, TIMES, exact), TARGETS, SEED);
    expect(right).toBeGreaterThan(0.52 + LUCK);
  });
});
