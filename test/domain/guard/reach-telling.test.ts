import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReachToTell, TELL_AGAIN_MS, type ToldReach } from "../../../src/domain/guard/one-word.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const plan = { delivery: "default-on", oneWordShare: 0.01 } as const;
const told: ToldReach = { reached: 40, at: 100 * HOUR, revision: 3 };

describe("how many a campaign has reached", () => {
  it.each<[string, number, number, boolean]>([
    ["a tenth of what one person may reach, at once", 60, 0, true],
    ["less than that not at once", 59, 59_999, false],
    ["anything after a minute", 41, MINUTE, true],
    ["nothing new not within the hour", 40, HOUR - 1, false],
    ["nothing new after an hour, as the catalog may have forgotten it", 40, HOUR, true],
    ["what is new by a clock that runs behind", 41, -MINUTE, true],
    ["less than before, by an older copy, only by the hour", 3, 5 * MINUTE, false],
  ])("is told when it is %s", (_, reached, later, expected) => {
    const now = { reached, people: 20_000, revision: 3 };
    expect(isReachToTell(plan, { words: "one" }, now, told, told.at + later)).toBe(expected);
  });

  it("is told at first, and whenever the guard has another order", () => {
    const now = { reached: 1, people: 20_000, revision: 3 };
    expect(isReachToTell(plan, { words: "one" }, now, undefined, told.at)).toBe(true);
    expect(isReachToTell(plan, { words: "awaited" }, { ...now, revision: 4 }, told, told.at)).toBe(true);
    expect(isReachToTell(plan, { words: "one" }, { ...now, reached: 0 }, undefined, told.at)).toBe(false);
  });

  it("is told also of what two people want, who agreed to so many, and not of what is only for who asks", () => {
    const now = { reached: 500, people: 20_000, revision: 3 };
    expect(isReachToTell(plan, { words: "two" }, now, undefined, told.at)).toBe(true);
    expect(isReachToTell({ ...plan, delivery: "opt-in" }, { words: "one" }, now, undefined, told.at)).toBe(false);
  });

  it("is never more than a tenth of the share ahead of what was told, nor for longer than a minute at all", () => {
    const looks = fc.array(fc.tuple(fc.integer({ min: 0, max: 90_000 }), fc.nat(50)), { maxLength: 60 });
    fc.assert(
      fc.property(looks, fc.integer({ min: 1, max: 50_000 }), (steps, people) => {
        let [now, reached] = [0, 0];
        let last: ToldReach | undefined;
        for (const [later, more] of steps) {
          now += later;
          reached += more;
          if (isReachToTell(plan, { words: "one" }, { reached, people, revision: 1 }, last, now)) {
            last = { reached, at: now, revision: 1 };
          }
          const untold = reached - (last?.reached ?? 0);
          expect(untold).toBeLessThan(Math.max(1, 0.1 * 0.01 * people));
          if (untold > 0) expect(now - (last?.at ?? 0)).toBeLessThan(TELL_AGAIN_MS);
        }
      }),
    );
  });
});
