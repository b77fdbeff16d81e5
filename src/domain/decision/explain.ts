import { bucketOf } from "./bucket.ts";
import { decide, isShowReason, settle } from "./decide.ts";
import type { CampaignTrace, Explanation, SegmentRole } from "./decision.ts";
import type { LoadedRuleset, Viewer } from "./loaded-ruleset.ts";
import type { LoadedCampaign, LoadedSegment } from "./loaded-campaign.ts";
import { standIn } from "./reach.ts";
import { coverageAt } from "./rollout.ts";

/** The decision with every campaign's own verdict and the facts behind it: made by the same code as the decision. */
export function explain(rules: LoadedRuleset, viewer: Viewer, at: number): Explanation {
  const decision = decide(rules, viewer, at);
  return {
    decision,
    ruleset: rules.ruleset.version,
    at,
    zone: viewer.zone,
    campaigns: rules.campaigns.map((campaign) => traceCampaign(campaign, decision.campaign, rules, viewer, at)),
  };
}

function traceCampaign(
  campaign: LoadedCampaign,
  winner: string | undefined,
  rules: LoadedRuleset,
  viewer: Viewer,
  at: number,
): CampaignTrace {
  const { key, decoration } = campaign.definition;
  const by = campaign.kept.length === 0 ? campaign : (standIn(campaign, viewer, at).by ?? campaign);
  const reason = rules.ruleset.stopped ? "stopped" : settle(campaign, viewer, at);
  const traceSegments = (segments: readonly LoadedSegment[], role: SegmentRole) =>
    segments.map((segment) => ({ key: segment.key, role, trace: segment.condition.explain(viewer.facts) }));
  return {
    campaign: key,
    decoration,
    reason: isShowReason(reason) && key !== winner ? "outranked" : reason,
    segments: [
      ...campaign.waves.flatMap((wave) => traceSegments(wave.segments, "wave")),
      ...traceSegments(campaign.include, "include"),
      ...traceSegments(campaign.exclude, "exclude"),
    ],
    bucket: bucketOf(key, viewer.subscriberId),
    coverage: coverageAt(by.definition.rollout, at),
  };
}
