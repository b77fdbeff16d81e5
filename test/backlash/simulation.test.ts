/** A part of `npm run simulate:backlash`, so that it can't rot: real shards, guards and catalog against the functions. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareStaged } from "../../scripts/backlash/compare-runs.ts";
import { openRealObjects, type RealObjects } from "../../scripts/backlash/run-real.ts";

const TICKS_PER_HOUR = 6;

let objects: RealObjects;
beforeAll(async () => {
  objects = await openRealObjects();
}, 120_000);
afterAll(() => objects.close());

describe("a campaign through the real objects", () => {
  it("is halted exactly when the functions say, after the same people saw it and minded", async () => {
    const { real, expected } = await compareStaged(objects, 10_000, 0.1, 3, 6 * TICKS_PER_HOUR);
    expect(real).toEqual(expected);
    expect(real.outcome).toBe("halted");
    expect(real.unhappy).toBeLessThan(60);
  });

  it("has the same counts as in the functions when nothing was decided yet", async () => {
    const { real, expected } = await compareStaged(objects, 5_000, 0.002, 8, 2 * TICKS_PER_HOUR);
    expect(real).toEqual(expected);
    expect(real).toMatchObject({ outcome: "waiting", afterHours: 2 });
    expect(real.exposed).toBeGreaterThan(75);
  });
});
