import type { ProfileRow } from "../../src/contract/rpc.ts";
import type { Campaign } from "../../src/domain/campaign.ts";
import type { Category } from "../../src/domain/theme.ts";
import type { Minder } from "./crowd.ts";

/** One campaign for the real objects to go through. */
export interface RealRunRequest {
  readonly campaign: Campaign;
  /** Categories to be changed before it starts. */
  readonly categories: readonly Category[];
  /** How many people the audience has. */
  readonly people: number;
  readonly minders: readonly Minder[];
  readonly startedAt: number;
  readonly ticks: number;
  readonly profiles: readonly ProfileRow[];
}
