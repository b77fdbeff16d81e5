import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Stage } from "../../../src/domain/campaign/campaign.ts";
import { coverageAt } from "../../../src/domain/decision/rollout.ts";
import {
  defaultStages,
  finalRollout,
  freezeRollout,
  planStages,
  RAMP_SHARE_PER_HOUR,
  rolloutFor,
  stageShare,
} from "../../../src/domain/guard/stage-plan.ts";

const HOUR = 3_600_000;
const RUNS = { numRuns: 1_000 };

const stage: fc.Arbitrary<Stage> = fc.oneof(
  fc.record({ minimumHours: fc.double({ min: 0.5, max: 72, noNaN: true }), people: fc.integer({ min: 1, max: 1e8 }) }),
  fc.record({
    minimumHours: fc.double({ min: 0.5, max: 72, noNaN: true }),
    percent: fc.double({ min: 0.01, max: 100, noNaN: true }),
  }),
);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const audience = fc.integer({ min: 0, max: 50_000_000 });
const instant = fc.integer({ min: 0, max: 2 ** 41 });
const hours = fc.double({ min: 0, max: 500, noNaN: true });

describe("the share of a stage", () => {
  it.each<[Stage, number, number]>([
    [{ people: 5000, minimumHours: 24 }, 1_000_000, 0.005],
    [{ people: 5000, minimumHours: 24 }, 5000, 1],
    [{ people: 5000, minimumHours: 24 }, 300, 1],
    [{ people: 5000, minimumHours: 24 }, 0, 0],
    [{ percent: 20, minimumHours: 24 }, 300, 0.2],
    [{ percent: 100, minimumHours: 24 }, 0, 1],
  ])("%j of %d people is %d", (given, size, expected) => {
    expect(stageShare(given, size)).toBe(expected);
  });
});

describe("the rollout of a stage", () => {
  it("only grows, from the coverage so far to the stage's share, by at most 2 % of the audience an hour", () => {
    fc.assert(
      fc.property(stage, share, audience, instant, hours, hours, (given, before, size, startedAt, some, more) => {
        const rollout = rolloutFor(given, before, size, startedAt);
        const early = coverageAt(rollout, startedAt + some * HOUR);
        const late = coverageAt(rollout, startedAt + (some + more) * HOUR);
        expect(coverageAt(rollout, startedAt)).toBe(before);
        expect(early).toBeGreaterThanOrEqual(before);
        expect(late).toBeGreaterThanOrEqual(early);
        expect(late - early).toBeLessThanOrEqual(0.02 * more + 1e-9);
        expect(late).toBeLessThanOrEqual(Math.max(before, stageShare(given, size)));
        expect(coverageAt(rollout, startedAt + 51 * HOUR)).toBe(Math.max(before, stageShare(given, size)));
      }),
      RUNS,
    );
  });

  it("after a hold goes on from where it was, and neither adds nor takes anybody while it lasts", () => {
    fc.assert(
      fc.property(stage, share, audience, instant, hours, hours, (given, before, size, startedAt, some, held) => {
        const holdAt = startedAt + Math.round(some * HOUR);
        const resumeAt = holdAt + Math.round(held * HOUR);
        const rollout = rolloutFor(given, before, size, startedAt);
        const frozen = freezeRollout(rollout, holdAt);
        expect(coverageAt(frozen, holdAt)).toBe(coverageAt(rollout, holdAt));
        expect(coverageAt(frozen, resumeAt)).toBe(coverageAt(rollout, holdAt));
        const resumed = rolloutFor(given, coverageAt(frozen, resumeAt), size, resumeAt);
        expect(coverageAt(resumed, resumeAt)).toBe(coverageAt(rollout, holdAt));
        expect(coverageAt(resumed, resumeAt + 51 * HOUR)).toBe(coverageAt(rollout, startedAt + 51 * HOUR));
      }),
      RUNS,
    );
  });

  it("after the last stage grows on to everybody, no faster", () => {
    const rollout = finalRollout(0.2, 7 * HOUR);
    expect(rollout).toEqual({ startedAt: 7 * HOUR, from: 0.2, to: 1, perHour: RAMP_SHARE_PER_HOUR });
    expect(coverageAt(rollout, 8 * HOUR)).toBeCloseTo(0.22, 12);
  });
});

describe("the plan of the stages", () => {
  it("of the careful start takes 5,000 people, 2 %, 20 % and everybody, a day or its ramp each", () => {
    const corners = planStages(defaultStages(), 1_000_000).map(
      ({ afterHours, stage: index, people }): readonly number[] => [Number(afterHours.toFixed(6)), index, people],
    );
    expect(corners).toEqual([
      [0, 0, 0],
      [0.25, 0, 5_000],
      [24, 0, 5_000],
      [24.75, 1, 20_000],
      [48, 1, 20_000],
      [57, 2, 200_000],
      [72, 2, 200_000],
      [112, 3, 1_000_000],
    ]);
  });

  it("covers everybody at once when there are no stages", () => {
    expect(planStages([], 700)).toEqual([{ afterHours: 0, stage: 0, share: 1, people: 700 }]);
  });

  it("goes on to everybody when the last stage is smaller", () => {
    const corners = planStages([{ percent: 20, minimumHours: 24 }], 1000);
    expect(corners.map(({ stage: index, people }) => [index, people])).toEqual([
      [0, 0],
      [0, 200],
      [0, 200],
      [1, 1000],
    ]);
    expect(corners.at(-1)?.afterHours).toBeCloseTo(64, 9);
  });

  it("never shrinks, never goes back in time, never ramps faster than allowed, and ends with everybody", () => {
    fc.assert(
      fc.property(fc.array(stage, { maxLength: 8 }), audience, (stages, size) => {
        const corners = planStages(stages, size);
        for (const [index, corner] of corners.entries()) {
          const before = corners[index - 1];
          expect(corner.people).toBe(Math.round(corner.share * size));
          if (before === undefined) continue;
          const elapsed = corner.afterHours - before.afterHours;
          expect(elapsed).toBeGreaterThanOrEqual(0);
          expect(corner.stage).toBeGreaterThanOrEqual(before.stage);
          expect(corner.share).toBeGreaterThanOrEqual(before.share);
          expect(corner.share - before.share).toBeLessThanOrEqual(RAMP_SHARE_PER_HOUR * elapsed + 1e-9);
        }
        expect(corners.at(-1)?.share).toBe(1);
        const planned = stages.reduce((sum, { minimumHours }) => sum + minimumHours, 0);
        expect(corners.at(-1)!.afterHours).toBeGreaterThanOrEqual(planned - 1e-9);
      }),
      RUNS,
    );
  });

  it("is the coverage that the rollouts give if every stage opens when it may", () => {
    const size = 1_000_000;
    const stages = defaultStages();
    const corners = planStages(stages, size);
    let before = 0;
    for (const [index, given] of stages.entries()) {
      const opensAt = corners.filter((corner) => corner.stage < index).at(-1)?.afterHours ?? 0;
      const rollout = rolloutFor(given, before, size, opensAt * HOUR);
      for (const corner of corners.filter((one) => one.stage === index)) {
        expect(coverageAt(rollout, corner.afterHours * HOUR)).toBeCloseTo(corner.share, 9);
      }
      before = rollout.to;
    }
  });
});
