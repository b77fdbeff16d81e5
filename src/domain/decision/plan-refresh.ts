import { BUCKET_COUNT } from "./bucket.ts";
import { murmur3 } from "../murmur3.ts";
import type { NoneReason, ShowDecision } from "./decision.ts";
import type { LoadedRuleset } from "./loaded-ruleset.ts";
import { coverageAt } from "./rollout.ts";
import type { Timeline } from "./timeline.ts";

/**
 * How soon news must reach a phone, from the slowest to the fastest. Phones turn at known instants by themselves, so
 * asking again only brings what nobody knew before: a stop, another edit, a word said elsewhere.
 */
export const REFRESH_PACES = ["quiet", "season", "watched", "close"] as const;

export type RefreshPace = (typeof REFRESH_PACES)[number];

/** When a phone should ask again: after `afterSeconds`, plus a share of `jitterSeconds` that it draws itself. */
export interface RefreshPlan {
  readonly afterSeconds: number;
  readonly jitterSeconds: number;
}

const HOUR_SECONDS = 3_600;

/** At most; all of them multiples of both divisors below. */
const PERIOD_SECONDS: Readonly<Record<RefreshPace, number>> = {
  quiet: 24 * HOUR_SECONDS,
  season: 6 * HOUR_SECONDS,
  watched: 2 * HOUR_SECONDS,
  close: HOUR_SECONDS,
};

/** A phone that asks within this part of a period after its moment is in time; any other is led back to its moment. */
const TOLERANCE_DIVISOR = 8;
const JITTER_DIVISOR = 75;

/** Longer than a quiet period with its delays: before a start every phone has come to the pace of the season. */
const APPROACH_MS = 48 * HOUR_SECONDS * 1000;

/** Where a person does not see a live campaign, they may yet ask for it; where it was stopped, it may come back. */
const PACE_OF_NOTHING: Readonly<Record<NoneReason, RefreshPace>> = {
  "no-campaign": "quiet",
  "outside-window": "quiet",
  stopped: "watched",
  halted: "watched",
  "not-in-audience": "season",
  excluded: "season",
  "sensitive-not-asked": "season",
  holdout: "season",
  "not-yet-rolled-out": "season",
  "opted-out": "season",
  outranked: "season",
  unsure: "close",
};

/** The pace that a person's present and near future ask for: the fastest of all that is shown now or begins soon. */
export function paceOf(rules: LoadedRuleset, { now, upcoming, untold }: Timeline, at: number): RefreshPace {
  const isNear = (show: ShowDecision) => show.from - at <= APPROACH_MS;
  const near = upcoming.filter(isNear).map((show) => paceOfShow(rules, show, at));
  const present = now.decision === "show" ? paceOfShow(rules, now, at) : PACE_OF_NOTHING[now.reason];
  // Of what the phone isn't told, its turn is the next question: soon, though at no one instant for all.
  const next = untold !== undefined && isNear(untold) ? [paceOfShow(rules, untold, at), "watched" as const] : [];
  return [present, ...near, ...next].reduce(faster);
}

function paceOfShow(rules: LoadedRuleset, show: ShowDecision, at: number): RefreshPace {
  const campaign = rules.campaigns.find(({ definition }) => definition.key === show.campaign);
  if (campaign?.sensitive === true) return "close";
  return coverageAt(campaign?.definition.rollout, at) < 1 ? "watched" : "season";
}

function faster(one: RefreshPace, other: RefreshPace): RefreshPace {
  return REFRESH_PACES.indexOf(one) > REFRESH_PACES.indexOf(other) ? one : other;
}

/**
 * Plans the next question. Every person has a moment of their own, and a rhythm of their own, at most an eighth faster
 * than the pace asks for; both come from hashes. A phone is led to its moment whenever it asks: however many asked at
 * once, their next questions are spread evenly. While a phone keeps to its moment the plan stays the same to the
 * letter, and so does the answer's entity tag.
 */
export function planRefresh(pace: RefreshPace, subscriberId: string, at: number): RefreshPlan {
  const longest = PERIOD_SECONDS[pace];
  const tolerance = longest / TOLERANCE_DIVISOR;
  const period = longest - Math.floor(shareOf("rhythm", subscriberId) * tolerance);
  const late = modulo(at / 1000 - shareOf("moment", subscriberId) * period, period);
  const jitterSeconds = longest / JITTER_DIVISOR;
  return {
    afterSeconds: late < tolerance ? period : Math.max(Math.ceil(period - late), jitterSeconds),
    jitterSeconds,
  };
}

/** A share in [0, 1) that is always the same for a person, and evenly spread over people. */
function shareOf(purpose: string, subscriberId: string): number {
  return murmur3(`${purpose}:${subscriberId}`) / BUCKET_COUNT;
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** For a phone of which nothing is known. */
export const DEFAULT_PACE: RefreshPace = "season";

export const DEFAULT_REFRESH_SECONDS = PERIOD_SECONDS[DEFAULT_PACE];
