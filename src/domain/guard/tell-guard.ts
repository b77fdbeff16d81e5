/**
 * What staff is told of a guard. It decides on exact counts; whatever leaves it goes through here, and is made of told counts
 * and of what the guard did: odds, too, are computed from told counts, as exact odds would give the exact ones away.
 */
import { oddsOf, weighEvidence, type AlarmLevel, type Evidence } from "./guard-evidence.ts";
import type { GuardMetric, GuardParameters } from "./guard-parameters.ts";
import type { Verdict, VerdictOf } from "./guard.ts";
import { FEWER_THAN, type TellCount, type ToldCount, type ToldKind } from "./tell-count.ts";
import type { GuardPoint } from "./retrospective.ts";

/** What is told is renewed at the multiples of it, and never between them. */
export const RENEWED_EVERY_MS = 15 * 60_000;

export type ToldCounts = Readonly<Record<ToldKind, ToldCount>>;

/** What a metric is told as. */
export interface ToldPart {
  readonly people: ToldCount;
  /** Of those who are told to have seen it; null: too few have. */
  readonly expected: number | null;
}

export interface ToldEvidence {
  readonly exposed: ToldCount;
  readonly parts: Readonly<Record<GuardMetric, ToldPart>>;
  /** From what is told; never beyond what the level says. */
  readonly odds: number;
  readonly safeOdds: number;
  readonly level: AlarmLevel;
  /** The odds would halt it, but few others entered too many of the words that it counts. */
  readonly isBeyondShare?: true;
  readonly limits: Pick<GuardParameters, "warnOdds" | "haltOdds" | "advanceOdds">;
}

export type ToldVerdict = VerdictOf<ToldEvidence>;

/** How the evidence is told to have stood in a period. */
export interface ToldPoint extends ToldCounts, Pick<GuardPoint, "at" | "action" | "level" | "stage" | "coverage"> {
  readonly odds: number;
  readonly safeOdds: number;
}

/** Exact counts of what is told; what was not counted then is missing. */
type ExactCounts = Readonly<Partial<Record<ToldKind, number>>>;

export function tellCounts(exact: ExactCounts, tell: TellCount): ToldCounts {
  const exposed = tell("exposed", exact.exposed ?? 0);
  // Two numbers that are each about right must not say together what can't be.
  const ofExposed = (told: ToldCount) => (exposed === null || told === null ? null : Math.min(told, exposed));
  return {
    exposed,
    optedOut: ofExposed(tell("optedOut", exact.optedOut ?? 0)),
    complained: ofExposed(tell("complained", exact.complained ?? 0)),
    asked: tell("asked", exact.asked ?? 0),
    gifts: tell("gifts", exact.gifts ?? 0),
  };
}

/** Which level a verdict says, and whether it says that there is proof for the next stage, is known from what is done. */
export function tellEvidence(
  parameters: GuardParameters,
  told: ToldCounts,
  level: AlarmLevel,
  isProven = false,
): ToldEvidence {
  const { warnOdds, haltOdds, advanceOdds, metrics } = parameters;
  const { logOdds, logSafeOdds } = weighEvidence(parameters, guess(parameters, told));
  const safeOdds = oddsOf(logSafeOdds);
  const part = (metric: GuardMetric): ToldPart => ({
    people: told[metric],
    expected: told.exposed === null ? null : metrics[metric].p0 * told.exposed,
  });
  return {
    exposed: told.exposed,
    parts: { optedOut: part("optedOut"), complained: part("complained") },
    odds: within(oddsOf(logOdds), level, parameters),
    safeOdds: isProven ? Math.max(safeOdds, advanceOdds) : safeOdds,
    level,
    limits: { warnOdds, haltOdds, advanceOdds },
  };
}

export function tellVerdict(verdict: Verdict, parameters: GuardParameters, tell: TellCount): ToldVerdict {
  const { evidence, ...rest } = verdict;
  const isProven = verdict.action === "advance" || verdict.action === "complete";
  const told = tellCounts(countsOf(evidence), tell);
  const isBeyondShare = evidence.beyondShare === undefined ? {} : { isBeyondShare: true as const };
  return { ...rest, evidence: { ...tellEvidence(parameters, told, evidence.level, isProven), ...isBeyondShare } };
}

/** One point for each period and turn, at the beginning of the period: when something was counted in it is not told. */
export function tellHistory(
  points: readonly GuardPoint[],
  parameters: GuardParameters,
  tell: TellCount,
): readonly ToldPoint[] {
  const told = points.map(({ at, action, level, stage, coverage, ...exact }): ToldPoint => {
    const counts = tellCounts(exact, tell);
    const { odds, safeOdds } = tellEvidence(parameters, counts, level);
    const from = Math.floor(at / RENEWED_EVERY_MS) * RENEWED_EVERY_MS;
    return { at: from, action, level, stage, coverage, ...counts, odds, safeOdds };
  });
  return told.filter((point, index) => {
    const next = told[index + 1];
    return next?.at !== point.at || next.action !== point.action || next.level !== point.level;
  });
}

function countsOf({ exposed, parts }: Evidence): ExactCounts {
  return { exposed, optedOut: parts.optedOut.people, complained: parts.complained.people };
}

/** Whole counts for odds. Few who minded are taken for as many as is normal. */
function guess({ metrics }: GuardParameters, { exposed, optedOut, complained }: ToldCounts) {
  const seen = exposed ?? 0;
  const usual = (metric: GuardMetric) => Math.min(Math.round(metrics[metric].p0 * seen), FEWER_THAN[metric]);
  const counts = { optedOut: optedOut ?? usual("optedOut"), complained: complained ?? usual("complained") };
  return { exposed: seen, ...counts, unhappy: Math.max(counts.optedOut, counts.complained) };
}

function within(odds: number, level: AlarmLevel, { warnOdds, haltOdds }: GuardParameters): number {
  if (level === "halt") return Math.max(odds, haltOdds);
  return level === "warn" ? Math.min(Math.max(odds, warnOdds), haltOdds) : Math.min(odds, warnOdds);
}
