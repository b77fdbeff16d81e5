import type { ThemeScopes } from "./choice.ts";
import type { CompiledCondition } from "../condition/condition.ts";
import type { CompiledCampaign, LiveTheme } from "./ruleset.ts";
import type { Window } from "../campaign/schedule.ts";

/** A segment of a campaign, ready to test. */
export interface LoadedSegment {
  readonly key: string;
  readonly condition: CompiledCondition;
}

export interface LoadedWave {
  readonly segments: readonly LoadedSegment[];
  /** This wave's windows for a zone group. */
  windowsOf(zoneGroup: number): readonly Window[];
}

/** One audience of a campaign: whom it is for, from when on, and how far it has come among them. */
export interface LoadedReach {
  readonly definition: Pick<CompiledCampaign, "holdoutPercent" | "rollout" | "watch">;
  readonly include: readonly LoadedSegment[];
  readonly exclude: readonly LoadedSegment[];
  readonly waves: readonly LoadedWave[];
}

/** A campaign whose conditions have become functions; its own reach is the present one, by which new people come. */
export interface LoadedCampaign extends LoadedReach {
  readonly definition: CompiledCampaign;
  readonly theme: LiveTheme;
  readonly scopes: ThemeScopes;
  readonly sensitive: boolean;
  /** Oldest first. */
  readonly kept: readonly LoadedReach[];
}
