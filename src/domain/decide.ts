/**
 * The decision (DESIGN §6). Same ruleset, person, phone and instant: same answer, with its reason.
 * No I/O. No clock. No randomness.
 */
import { nearness, type Decision, type NoneReason, type ShowReason } from "./decision.ts";
import { countUpTo, type LiveCampaigns } from "./live-campaigns.ts";
import type { LoadedRuleset } from "./load-ruleset.ts";
import type { LoadedCampaign } from "./loaded-campaign.ts";
import { isShowReason, settle, windowFor } from "./settle.ts";
import type { Viewer } from "./viewer.ts";

/** What a person sees at an instant: the first campaign, by priority, that shows; else the nearest reason for none. */
export function decide(rules: LoadedRuleset, viewer: Viewer, at: number): Decision {
  if (rules.ruleset.stopped) return { decision: "none", reason: "stopped" };
  let nearest: NoneReason = rules.campaigns.length === 0 ? "no-campaign" : "outside-window";
  let nearestCampaign: string | undefined;
  for (const campaign of campaignsAt(rules, viewer.zoneGroup, at).narrowedTo(viewer)) {
    const reason = settle(campaign, viewer, at);
    if (isShowReason(reason)) return show(campaign, reason, viewer, at);
    if (nearness(reason) > nearness(nearest)) {
      nearest = reason;
      nearestCampaign = campaign.definition.key;
    }
  }
  return nearestCampaign === undefined
    ? { decision: "none", reason: nearest }
    : { decision: "none", reason: nearest, campaign: nearestCampaign };
}

/** The campaigns that have a window at the instant for somebody in the zone group, highest priority first. */
export function campaignsAt(rules: LoadedRuleset, zoneGroup: number, at: number): LiveCampaigns {
  const { boundaries, live } = rules.season(zoneGroup);
  return live[countUpTo(boundaries, at)] ?? NOTHING_LIVE;
}

function show(campaign: LoadedCampaign, reason: ShowReason, viewer: Viewer, at: number): Decision {
  const window = windowFor(campaign, viewer, at);
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
