import { BUCKET_COUNT } from "./bucket.ts";
import type { Rollout } from "./ruleset.ts";
import { HOUR_MS } from "../time-units.ts";

/** The share of the audience, in [0, 1], that a rollout covers at an instant; it never falls while the rollout stands. */
export function coverageAt(rollout: Rollout | undefined, at: number): number {
  if (rollout === undefined) return 1;
  const elapsedHours = Math.max(0, at - rollout.startedAt) / HOUR_MS;
  return Math.min(rollout.to, rollout.from + rollout.perHour * elapsedHours);
}

/** `bucket` need not be whole: it may be a place among those whom other rollouts have left out. */
export function isCovered(rollout: Rollout | undefined, bucket: number, at: number): boolean {
  return bucket < coverageAt(rollout, at) * BUCKET_COUNT;
}

/** Stages last days; a person whom a rollout would reach only after this long counts as never reached. */
const LONGEST_ROLLOUT_MS = 400 * 24 * HOUR_MS;

/** The first instant at which the rollout covers the bucket, searched by halving; undefined if it does not by itself. */
export function coveredFrom(rollout: Rollout, bucket: number): number | undefined {
  let uncovered = rollout.startedAt - 1;
  let covered = rollout.startedAt + LONGEST_ROLLOUT_MS;
  if (!isCovered(rollout, bucket, covered)) return undefined;
  while (covered - uncovered > 1) {
    const middle = Math.floor((uncovered + covered) / 2);
    if (middle >= rollout.startedAt && isCovered(rollout, bucket, middle)) covered = middle;
    else uncovered = middle;
  }
  return covered;
}

/** A holdout takes the top of the bucket range, so it never meets the people whom a growing rollout reaches first. */
export function isHeldOut(holdoutPercent: number, bucket: number): boolean {
  return bucket >= (1 - holdoutPercent / 100) * BUCKET_COUNT;
}
