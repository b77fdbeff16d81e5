import type { Facts } from "../condition/attribute.ts";
import type { CompiledCondition } from "../condition/condition.ts";
import type { ChoiceFold } from "./choice.ts";
import type { LoadedCampaign } from "./loaded-campaign.ts";
import type { CompiledCampaign, LiveDecoration, LiveTheme, Ruleset } from "./ruleset.ts";

/** A ruleset whose conditions have become functions. Only memory: it is made again from the ruleset at any time. */
export interface LoadedRuleset {
  readonly ruleset: Ruleset;
  readonly segments: ReadonlyMap<string, CompiledCondition>;
  readonly campaigns: readonly LoadedCampaign[];
  /** Of these, the ones that nobody new gets. */
  readonly closed: readonly CompiledCampaign[];
  /** And those that come unasked on the word of one person, or of nobody knows how many. */
  readonly onOneWord: readonly CompiledCampaign[];
  readonly themes: ReadonlyMap<string, LiveTheme>;
  readonly decorations: ReadonlyMap<string, LiveDecoration>;
  readonly sensitiveCategories: ReadonlySet<string>;
  /** Region value → IANA zone. */
  readonly regionZones: ReadonlyMap<string, string>;
  /** What could not be loaded, and was left out so that the rest still works. */
  readonly problems: readonly string[];
  season(zoneGroup: number): Season;
}

/** The live campaigns of one zone group, cut at every instant at which one starts or ends. */
export interface Season {
  /** Ascending instants. */
  readonly boundaries: readonly number[];
  /** `live[i]` holds from `boundaries[i-1]` until `boundaries[i]`. */
  readonly live: readonly LiveCampaigns[];
}

/** Campaigns that have a window for somebody in the zone group, highest priority first. */
export interface LiveCampaigns {
  readonly all: readonly LoadedCampaign[];
  /**
   * As many of them, in the same order, as the person's decision depends on. Left out are campaigns that can't show,
   * but for one that misses as nearly as any of those. So people who never said a word, nearly all, cost no more when
   * there are campaigns that have to be asked for, or campaigns for another region.
   */
  narrowedTo(viewer: Viewer): readonly LoadedCampaign[];
}

/** What is stored about a person: imported facts and their own choices. */
export interface Subscriber {
  readonly subscriberId: string;
  readonly profile: Facts;
  readonly choices: ChoiceFold;
  /** What they have seen: the JSON of exposures, which most decisions need not read. Absent: nothing. */
  readonly exposuresText?: string;
  /** When somebody else, a member of staff or a machine, last entered a word in their name or took one back. Absent: never. */
  readonly enteredAt?: number;
}

/** A person at a request: everything a decision depends on besides the ruleset and the instant. */
export interface Viewer {
  readonly subscriberId: string;
  readonly facts: Facts;
  readonly choices: ChoiceFold;
  readonly zone: string;
  readonly zoneGroup: number;
  /** See `Subscriber`. */
  readonly exposuresText?: string;
  /** Campaigns that they may be shown only if they ask: they would be new to a closed one, or to one person's word since somebody else spoke for them, or it can't be kept just now that they saw it. */
  readonly onlyIfAsked?: ReadonlySet<string>;
}
