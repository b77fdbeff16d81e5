/**
 * The decision. Same ruleset, person, phone and instant: same answer, with its reason.
 * No I/O. No clock. No randomness.
 */
import { bucketOf } from "./bucket.ts";
import { wordAt, type ThemeWord } from "./choice.ts";
import { nearness, type Decision, type NoneReason, type Reason, type ShowReason } from "./decision.ts";
import type { LoadedCampaign } from "./loaded-campaign.ts";
import type { LiveCampaigns, LoadedRuleset, Viewer } from "./loaded-ruleset.ts";
import { matchesAny, standIn, windowFor, windowIn } from "./reach.ts";
import { isCovered, isHeldOut } from "./rollout.ts";
import type { Watch } from "./ruleset.ts";

/** What a person sees at an instant: the first campaign, by priority, that shows; else the nearest reason for none. */
export function decide(rules: LoadedRuleset, viewer: Viewer, at: number): Decision {
  if (rules.ruleset.stopped) return { decision: "none", reason: "stopped" };
  let nearest: NoneReason = rules.campaigns.length === 0 ? "no-campaign" : "outside-window";
  let near = nearness(nearest);
  let nearestCampaign: string | undefined;
  for (const campaign of campaignsAt(rules, viewer.zoneGroup, at).narrowedTo(viewer)) {
    const reason = settle(campaign, viewer, at);
    if (isShowReason(reason)) return show(campaign, reason, viewer, at);
    const how = nearnessOf(campaign, reason, viewer);
    if (how > near) {
      nearest = reason;
      near = how;
      nearestCampaign = campaign.definition.key;
    }
  }
  return nearestCampaign === undefined
    ? { decision: "none", reason: nearest }
    : { decision: "none", reason: nearest, campaign: nearestCampaign };
}

/** More telling than that others get it, and less than whatever keeps from somebody what they would else be shown. */
const OFF_ANYWAY = nearness("excluded") + 0.5;

/** How near a campaign came that does not show. Who has switched off what would not come to them unasked misses nothing by that. */
export function nearnessOf(campaign: LoadedCampaign, reason: NoneReason, viewer: Viewer): number {
  return reason === "opted-out" && !comesUnasked(campaign, viewer) ? OFF_ANYWAY : nearness(reason);
}

function comesUnasked({ definition, sensitive, include, exclude }: LoadedCampaign, viewer: Viewer): boolean {
  if (definition.delivery === "opt-in" || definition.state === "halted" || sensitive) return false;
  return matchesAny(include, viewer) && !matchesAny(exclude, viewer);
}

/** The campaigns that have a window at the instant for somebody in the zone group, highest priority first. */
export function campaignsAt(rules: LoadedRuleset, zoneGroup: number, at: number): LiveCampaigns {
  const { boundaries, live } = rules.season(zoneGroup);
  return live[countUpTo(boundaries, at)] ?? NOTHING_LIVE;
}

function show(campaign: LoadedCampaign, reason: ShowReason, viewer: Viewer, at: number): Decision {
  const by = reason === "segment" && campaign.kept.length > 0 ? standIn(campaign, viewer, at).by : undefined;
  const window = by === undefined ? windowFor(campaign, viewer, at) : windowIn(by, viewer, at);
  return {
    decision: "show",
    reason,
    campaign: campaign.definition.key,
    decoration: campaign.definition.decoration,
    from: window?.from ?? at,
    until: window?.until ?? at,
  };
}

const NOTHING_LIVE: LiveCampaigns = { all: [], narrowedTo: () => [] };

/** How many of the ascending instants are at or before `at`. */
export function countUpTo(instants: readonly number[], at: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Why one campaign shows, or does not, by itself. */
export type Verdict = Exclude<Reason, "no-campaign" | "outranked" | "unsure">;

/**
 * Settles one campaign for one person, without regard to other campaigns. The order is the product: the person's own
 * word comes before anything a marketer wrote.
 */
export function settle(campaign: LoadedCampaign, viewer: Viewer, at: number): Verdict {
  if (windowFor(campaign, viewer, at) === undefined) return "outside-window";
  const settled = settleByWord(campaign, wordAt(viewer.choices, campaign.scopes));
  if (settled !== undefined) return settled;

  const { definition, include, exclude } = campaign;
  if (!matchesAny(include, viewer)) return OUTSIDE_AUDIENCE;
  if (matchesAny(exclude, viewer)) return "excluded";
  if (viewer.onlyIfAsked?.has(definition.key) === true) return "not-yet-rolled-out";
  if (campaign.kept.length > 0) return settleByReach(campaign, viewer, at);
  if (definition.holdoutPercent === 0 && definition.rollout === undefined) return "segment";
  const bucket = bucketOf(definition.key, viewer.subscriberId);
  if (isHeldOut(definition.holdoutPercent, bucket)) return "holdout";
  return isCovered(definition.rollout, bucket, at) ? "segment" : "not-yet-rolled-out";
}

function settleByReach(campaign: LoadedCampaign, viewer: Viewer, at: number): Verdict {
  const { by, isHeldOut: isOut } = standIn(campaign, viewer, at);
  if (by !== undefined) return "segment";
  if (isOut) return "holdout";
  return windowIn(campaign, viewer, at) === undefined ? "outside-window" : "not-yet-rolled-out";
}

/** For which guard a person is counted who is shown a campaign for that reason. */
export function watchFor(campaign: LoadedCampaign, reason: ShowReason, viewer: Viewer, at: number): Watch | undefined {
  const by = reason === "segment" && campaign.kept.length > 0 ? standIn(campaign, viewer, at).by : undefined;
  return (by ?? campaign).definition.watch;
}

/** What a campaign's state and a person's word on its theme settle; undefined if it depends on the audience. */
export function settleByWord({ definition, sensitive }: LoadedCampaign, word: ThemeWord): Verdict | undefined {
  if (definition.state === "stopped") return "stopped";
  if (word === "off") return "opted-out";
  if (word !== "silent" && (definition.requests || definition.delivery === "opt-in")) return word;
  if (word === "silent" && sensitive) return "sensitive-not-asked";
  if (definition.state === "halted") return "halted";
  return definition.delivery === "opt-in" ? OUTSIDE_AUDIENCE : undefined;
}

/** The verdict on people whom no included segment fits. */
export const OUTSIDE_AUDIENCE = "not-in-audience";

export function isShowReason(reason: Reason): reason is ShowReason {
  return reason === "segment" || reason === "asked" || reason === "gift";
}
