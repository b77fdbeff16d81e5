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

/** A campaign whose conditions have become functions. */
export interface LoadedCampaign {
  readonly definition: CompiledCampaign;
  readonly theme: LiveTheme;
  readonly scopes: ThemeScopes;
  readonly sensitive: boolean;
  readonly include: readonly LoadedSegment[];
  readonly exclude: readonly LoadedSegment[];
  readonly waves: readonly LoadedWave[];
}
