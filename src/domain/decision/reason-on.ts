/** Why a person doesn't see one theme, whatever else they see. */
import { nearness, type NoneReason } from "./decision.ts";
import { isShowReason, nearnessOf, settle } from "./decide.ts";
import type { LoadedCampaign } from "./loaded-campaign.ts";
import type { LoadedRuleset, Viewer } from "./loaded-ruleset.ts";
import type { Theme } from "../campaign/theme.ts";

/**
 * The reason of the theme's campaign that comes nearest: now, or, before its time, when its next window opens, as who is outside the
 * audience is told so in advance.
 */
export function reasonOn(rules: LoadedRuleset, viewer: Viewer, theme: Pick<Theme, "key">, at: number): NoneReason {
  if (rules.ruleset.stopped) return "stopped";
  const campaigns = rules.campaigns.filter((campaign) => campaign.theme.key === theme.key);
  const misses = campaigns.map((campaign) => {
    const now = settleOne(campaign, viewer, at);
    const opens = now === "outside-window" ? nextOpening(campaign, viewer, at) : undefined;
    const then = opens === undefined ? now : settleOne(campaign, viewer, opens);
    const reason = then === "outranked" && opens !== undefined ? "outside-window" : then;
    return { reason, near: nearnessOf(campaign, reason, viewer) };
  });
  const none: NoneReason = campaigns.length === 0 ? "no-campaign" : "outside-window";
  return misses.reduce((nearest, miss) => (miss.near > nearest.near ? miss : nearest), {
    reason: none,
    near: nearness(none),
  }).reason;
}

/** What would show by itself gives way to another. */
function settleOne(campaign: LoadedCampaign, viewer: Viewer, at: number): NoneReason {
  const verdict = settle(campaign, viewer, at);
  return isShowReason(verdict) ? "outranked" : verdict;
}

function nextOpening({ waves }: LoadedCampaign, { zoneGroup }: Viewer, at: number): number | undefined {
  const openings = waves
    .flatMap((wave) => wave.windowsOf(zoneGroup).map(({ from }) => from))
    .filter((from) => from > at);
  return openings.length === 0 ? undefined : Math.min(...openings);
}
