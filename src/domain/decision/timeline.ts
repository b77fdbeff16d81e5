import { bucketOf } from "./bucket.ts";
import { countUpTo, decide } from "./decide.ts";
import type { Decision, ShowDecision } from "./decision.ts";
import type { LoadedRuleset, Viewer } from "./loaded-ruleset.ts";
import { standIn } from "./reach.ts";
import { coveredFrom } from "./rollout.ts";

/** What a person sees now and what comes, if nobody changes anything: enough for a phone to flip by itself. */
export interface Timeline {
  /** `until` of a shown decoration is the instant at which something else, or nothing, takes its place. */
  readonly now: Decision;
  /** The shows that follow, in order, each from its first to its last instant. */
  readonly upcoming: readonly ShowDecision[];
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
  for (const instant of instantsAfter(rules, viewer, at)) {
    const next = decide(rules, viewer, instant);
    if (isSameShow(current, next)) continue;
    firstEnd ??= instant;
    if (current !== first && current.decision === "show") {
      upcoming.push({ ...current, from: currentFrom, until: instant });
      if (upcoming.length === maximumUpcoming) break;
    }
    current = next;
    currentFrom = instant;
  }
  const now = first.decision === "show" && firstEnd !== undefined ? { ...first, until: firstEnd } : first;
  return { now, upcoming, nextChangeAt: firstEnd };
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
