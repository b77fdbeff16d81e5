import type { Stage } from "../campaign/campaign.ts";
import { coverageAt } from "../decision/rollout.ts";
import type { Rollout } from "../decision/ruleset.ts";

/** No more than this share of the audience sees a campaign for the first time within an hour. */
export const RAMP_SHARE_PER_HOUR = 0.02;

/** What comes after the last stage. */
export const EVERYBODY: Stage = { percent: 100, minimumHours: 0 };

/** A corner of the expected coverage; between two corners it is a straight line. */
export interface PlannedCoverage {
  /** Hours since the campaign began to show. */
  readonly afterHours: number;
  /** Index of the stage; one past the last is the way to everybody after all stages are passed. */
  readonly stage: number;
  /** Of the audience, in [0, 1]. */
  readonly share: number;
  readonly people: number;
}

/** The careful start that docs/guard.md describes. */
export function defaultStages(): readonly Stage[] {
  return [
    { people: 5000, minimumHours: 24 },
    { percent: 2, minimumHours: 24 },
    { percent: 20, minimumHours: 24 },
    { percent: 100, minimumHours: 24 },
  ];
}

/**
 * The share of the audience, in [0, 1], that a stage is meant to reach. Where nobody fits yet, nobody knows what part so many people
 * will be: none, until they are counted.
 */
export function stageShare(stage: Stage, audienceSize: number): number {
  if ("percent" in stage) return stage.percent / 100;
  if (audienceSize === 0) return 0;
  return audienceSize > stage.people ? stage.people / audienceSize : 1;
}

/**
 * The rollout of a stage that opens at `startedAt`: from the coverage so far, in [0, 1], up to the stage's share. It
 * never falls below the coverage so far, so a stage smaller than the one before it adds nobody and takes from nobody.
 */
export function rolloutFor(
  stage: Stage,
  previousCoverage: number,
  audienceSize: number,
  startedAt: number,
  perHour = RAMP_SHARE_PER_HOUR,
): Rollout {
  return {
    startedAt,
    from: previousCoverage,
    to: Math.max(previousCoverage, stageShare(stage, audienceSize)),
    perHour,
  };
}

/** The rollout after the last stage is passed: up to everybody, no faster than before. */
export function finalRollout(previousCoverage: number, startedAt: number, perHour = RAMP_SHARE_PER_HOUR): Rollout {
  return rolloutFor(EVERYBODY, previousCoverage, 0, startedAt, perHour);
}

/** The rollout of a campaign on hold: nobody is added, and nobody loses it. */
export function freezeRollout(rollout: Rollout, at: number): Rollout {
  const coverage = coverageAt(rollout, at);
  return { startedAt: at, from: coverage, to: coverage, perHour: 0 };
}

/**
 * The coverage to expect if the guard lets every stage pass as soon as it may. Without stages the whole audience is
 * covered at once.
 */
export function planStages(stages: readonly Stage[], audienceSize: number): readonly PlannedCoverage[] {
  const corners: PlannedCoverage[] = [];
  const addCorner = (afterHours: number, stage: number, share: number) => {
    corners.push({ afterHours, stage, share, people: Math.round(share * audienceSize) });
  };
  let hours = 0;
  let share = stages.length === 0 ? 1 : 0;
  addCorner(hours, 0, share);
  for (const [index, stage] of [...stages, EVERYBODY].entries()) {
    const { from, to, perHour } = rolloutFor(stage, share, audienceSize, 0);
    const rampHours = (to - from) / perHour;
    if (rampHours > 0) addCorner(hours + rampHours, index, to);
    if (stage.minimumHours > rampHours) addCorner(hours + stage.minimumHours, index, to);
    hours += Math.max(rampHours, stage.minimumHours);
    share = to;
  }
  return corners;
}
