import { describe, expect, it } from "vitest";
import { guessBy } from "../../support/guess-by-all-numbers.ts";
import { isHeld, isPaused, isTurned, parkBelow, watchLimits } from "../../support/watch-limits.ts";

const guess = (weigh: ReturnType<typeof watchLimits>) => guessBy(weigh, 2_000, 20_261_201).right;

describe("whoever brings a count to one person before a limit, and sees whether another passes it", () => {
  it.each([
    ["gifts pause", isPaused, 0.66],
    ["a guard halts on five people", isTurned("halt", 294), 0.7],
    ["a guard halts in the first stage", isTurned("halt", 5_000), 0.64],
    ["a guard halts on a hundred people", isTurned("halt", 30_000), 0.56],
    ["what one person shows to 1 % of 3,000 people is held", isHeld(3_000), 0.6],
    ["what one person shows to 1 % of 20,000 people is held", isHeld(20_000), 0.54],
    ["a guard warns in the first stage", isTurned("warn", 5_000), 0.66],
  ] as const)("where %s, is right no more often than the draw lets them; without it, always", (_, isPassed, most) => {
    expect(guess(watchLimits(1, isPassed, parkBelow(isPassed)))).toBeLessThan(most);
    expect(guess(watchLimits(1, isPassed, parkBelow(isPassed, [0]), 0))).toBeCloseTo(1);
  });
});
