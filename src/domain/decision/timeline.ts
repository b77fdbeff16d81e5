import { bucketOf } from "./bucket.ts";
import { countUpTo, decide } from "./decide.ts";
import type { Decision, ShowDecision } from "./decision.ts";
import type { LoadedRuleset, Viewer } from "./loaded-ruleset.ts";
import { standIn } from "./reach.ts";
import { coveredFrom } from "./rollout.ts";
import { isNewTo } from "./viewer.ts";

/** What a person sees now and what comes, if nobody changes anything: enough for a phone to flip by itself. */
export interface Timeline {
  /** `until` of a shown decoration is the instant at which something else, or nothing, takes its place. */
  readonly now: Decision;
  /** The shows that follow, in order, each from its first to its last instant, but those that the phone isn't told ahead. */
  readonly upcoming: readonly ShowDecision[];
  /** The first of those: a phone draws what it was told without asking, so this one is shown, and counted, when it asks. */
  readonly untold?: ShowDecision;
  /** When the next difference comes; undefined if none is known. */
  readonly nextChangeAt: number | undefined;
}

/** Looks ahead over every start, end and coverage instant that matters to this person. */
export function timeline(rules: LoadedRuleset, viewer: Viewer, at: number, maximumUpcoming = 3): Timeline {
  const first = decide(rules, viewer, at);
  let current = first;
  let currentFrom = at;
  let firstEnd: number | undefined;
  const upcoming: ShowDecision[] = [];
  let untold: ShowDecision | undefined;
  for (const instant of instantsAfter(rules, viewer, at)) {
    const next = decide(rules, viewer, instant);
    if (isSameShow(current, next)) continue;
    firstEnd ??= instant;
    if (current !== first && current.decision === "show") {
      const show = { ...current, from: currentFrom, until: instant };
      if (isToldAhead(rules, viewer, show, first)) upcoming.push(show);
      else untold ??= show;
      if (upcoming.length === maximumUpcoming) break;
    }
    current = next;
    currentFrom = instant;
  }
  const now = first.decision === "show" && firstEnd !== undefined ? { ...first, until: firstEnd } : first;
  return { now, upcoming, nextChangeAt: firstEnd, ...(untold && { untold }) };
}

/**
 * Whether a phone may hear of a show before it begins. What one person alone wants comes unasked to nobody ahead of being
 * counted: it has to stop at so many people, and who was told draws it whatever is said later.
 */
function isToldAhead({ campaigns }: LoadedRuleset, viewer: Viewer, show: ShowDecision, now: Decision): boolean {
  if (show.reason !== "segment") return true;
  const campaign = campaigns.find(({ definition }) => definition.key === show.campaign)?.definition;
  if (campaign === undefined) return false;
  if (campaign.isToldAhead === true || !isNewTo(campaign, viewer.exposuresText)) return true;
  // Whoever gets this answer is counted by it.
  return now.decision === "show" && now.reason === "segment" && now.campaign === show.campaign;
}

function isSameShow(one: Decision, other: Decision): boolean {
  if (one.decision === "none" || other.decision === "none") return one.decision === other.decision;
  return one.campaign === other.campaign && one.from === other.from;
}

function instantsAfter(rules: LoadedRuleset, viewer: Viewer, at: number): readonly number[] {
  const { boundaries } = rules.season(viewer.zoneGroup);
  const instants = boundaries.slice(countUpTo(boundaries, at));
  const covered = rules.campaigns.flatMap((campaign) => {
    const { key, rollout } = campaign.definition;
    if (rollout === undefined) return [];
    const bucket = bucketOf(key, viewer.subscriberId);
    const places = campaign.kept.length === 0 ? [bucket] : [bucket, standIn(campaign, viewer, at).place];
    return places.flatMap((place) => coveredFrom(rollout, place) ?? []).filter((from) => from > at);
  });
  return covered.length === 0 ? instants : [...new Set([...instants, ...covered])].sort((a, b) => a - b);
}
