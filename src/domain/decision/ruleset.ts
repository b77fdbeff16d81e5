import type { AttributeDefinition } from "../condition/attribute.ts";
import type { Audience, Delivery } from "../campaign/campaign.ts";
import type { Decoration } from "../campaign/decoration.ts";
import type { Feast, Window } from "../campaign/schedule.ts";
import type { Segment } from "../condition/segment.ts";
import type { CategoryScope, Scope } from "./choice.ts";
import type { Category, Theme } from "../campaign/theme.ts";
import type { Limits } from "../limits.ts";
import type { CampaignState } from "../stop-state.ts";

/**
 * The share of the audience that sees a campaign, growing linearly with time so that no counter has to be shared:
 * `from` at `startedAt`, then `perHour` more each hour, up to `to`. Shares are in [0, 1].
 */
export interface Rollout {
  readonly startedAt: number;
  readonly from: number;
  readonly to: number;
  readonly perHour: number;
}

/** Whom the shards count for a campaign's guard. */
export interface Watch {
  /** The guard's name; a person is counted once for it. */
  readonly guard: string;
  /** The stage in which people who see the campaign from now on see it first. */
  readonly stage: number;
  /** From then on anybody may see the campaign. */
  readonly opensAt: number;
  /** After this nothing is held against the campaign any more. */
  readonly closesAt: number;
}

/** When one wave of a campaign shows: `windowSets[setOfGroup[zoneGroup]]`. */
export interface CompiledWave {
  /** Empty: everybody that no earlier wave took. */
  readonly segments: readonly string[];
  readonly windowSets: readonly (readonly Window[])[];
  readonly setOfGroup: readonly number[];
}

/** An audience that a campaign had before it was changed while it ran: who got it then, and still fits, keeps it. */
export interface KeptReach {
  readonly audience: Audience;
  readonly waves: readonly CompiledWave[];
  readonly holdoutPercent: number;
  /** It grows no more. Absent: the whole audience. */
  readonly rollout?: Rollout;
  readonly watch: Watch;
}

/** A live campaign, its times already turned into windows. */
export interface CompiledCampaign {
  readonly key: string;
  readonly decoration: string;
  readonly theme: string;
  readonly priority: number;
  readonly delivery: Delivery;
  readonly requests: boolean;
  readonly audience: Audience;
  /** In order; the last one takes everybody left. */
  readonly waves: readonly CompiledWave[];
  readonly holdoutPercent: number;
  /** Absent: the whole audience. */
  readonly rollout?: Rollout;
  /** Absent in drafts: nobody is counted. */
  readonly watch?: Watch;
  /** Oldest first. Absent: its audience was never changed while it ran. */
  readonly kept?: readonly KeptReach[];
  /** How many of the kept are older than the present audience. Absent: all of them; fewer if an audience came back. */
  readonly keptBefore?: number;
  readonly state: CampaignState;
  /** Nobody new: only who was shown it in the count of `watch` gets it unasked. Absent: it is open. */
  readonly isClosed?: true;
  /**
   * Phones may hear of it before it shows them unasked, as two people want it. Absent: it is one person's word, or it isn't
   * known whose, and who has not been shown it hears nothing ahead.
   */
  readonly isToldAhead?: true;
  /** Absent: it never had one, or the ruleset is of before feasts carried anything. */
  readonly feast?: CampaignFeast;
}

/** What the feast around which a campaign shows adds to its theme's category. */
export interface CampaignFeast {
  /** Absent: it has plain days now. */
  readonly key?: Feast;
  /** Absent: the feast carries none. */
  readonly category?: string;
  /** What its feasts carried when it was live, and carry no more: an `out` there is kept. */
  readonly former?: readonly CategoryScope[];
}

/** A theme, with the categories under which it was ever live and is no more. Absent where no ruleset had it elsewhere. */
export interface LiveTheme extends Theme {
  readonly former?: readonly CategoryScope[];
}

/** A decoration, with the themes, and their categories, under which it was ever live and is no more. */
export interface LiveDecoration extends Decoration {
  readonly former?: readonly Scope[];
}

/**
 * Everything that is live, as plain JSON: immutable, versioned, and all that a shard needs to decide. A decision
 * names the version it was made with.
 */
export interface Ruleset {
  readonly format: 1;
  readonly version: number;
  readonly compiledAt: number;
  /** Nothing is shown to anybody. */
  readonly stopped: boolean;
  readonly attributes: readonly AttributeDefinition[];
  readonly segments: readonly Segment[];
  readonly categories: readonly Category[];
  readonly themes: readonly LiveTheme[];
  readonly decorations: readonly LiveDecoration[];
  /** Themes and categories that were live once and exist no more: an `out` there is kept, too. Absent in drafts. */
  readonly retired?: readonly Scope[];
  /** By priority, highest first, then by key. */
  readonly campaigns: readonly CompiledCampaign[];
  /** IANA zone → index of its group; zones of one group share every window. */
  readonly zoneGroups: Readonly<Record<string, number>>;
  /** The zone of a person of whom neither phone nor region tells one. */
  readonly defaultZone: string;
  /** Those in force when it was stored, for a catalog that is an older copy. Absent: nothing was ever set. */
  readonly limits?: Limits;
  /** Windows are known up to this instant. */
  readonly horizon: number;
}
