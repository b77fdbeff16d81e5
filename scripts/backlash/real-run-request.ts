import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Category } from "../../src/domain/campaign/theme.ts";
import type { Minder } from "./crowd.ts";

/** One campaign for the real objects to go through. */
export interface RealRunRequest {
  readonly campaign: Campaign;
  /** Categories to be changed before it starts. */
  readonly categories: readonly Category[];
  readonly startedAt: number;
  readonly course: StagedCourse | ReplayedCourse;
}

/** People ask as the rollout reaches them. */
export interface StagedCourse {
  readonly kind: "staged";
  readonly people: number;
  readonly minders: readonly Minder[];
  readonly ticks: number;
}

/** People ask at their own time on one day. */
export interface ReplayedCourse {
  readonly kind: "replayed";
  readonly people: number;
  readonly rate: number;
  readonly seed: number;
}
