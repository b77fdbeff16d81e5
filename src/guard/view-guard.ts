import type { GuardOrder, GuardView, ProbeState, ToldProbe } from "../contract/rpc/rpc-guard.ts";
import type { NoiseSecret } from "../domain/about.ts";
import { weighEvidence } from "../domain/guard/guard-evidence.ts";
import { mergeShardReports, NO_REPORTS, type GuardTotals } from "../domain/guard/guard-reports.ts";
import { audienceOf, beginReports, closingOf, coverageOf, stagesOf, statusOf } from "../domain/guard/guard-standing.ts";
import { evaluateGuard, type Verdict } from "../domain/guard/guard.ts";
import { drawLateness } from "../domain/guard/lateness.ts";
import { needsSecond, placeOfReach, whySecond } from "../domain/guard/one-word.ts";
import type { GuardPoint } from "../domain/guard/retrospective.ts";
import { openTeller } from "../domain/guard/tell-count.ts";
import { RENEWED_EVERY_MS, tellCounts, tellHistory, tellVerdict } from "../domain/guard/tell-guard.ts";
import { populationIn } from "./known-people.ts";
import type { GuardStorage } from "./storage.ts";

/** By so many periods a clock may be behind the one of the latest renewal before it is taken for the right one. */
const MOST_PERIODS_AHEAD = 4;

/** What the counts were at the beginning of the present period: all that is told is told of them. Nothing before there was one. */
export function renewCounts(storage: GuardStorage, now: number): GuardTotals {
  const period = Math.floor(now / RENEWED_EVERY_MS);
  const renewed = storage.read("renewed");
  if (renewed !== undefined && renewed.period >= period && renewed.period <= period + MOST_PERIODS_AHEAD) {
    return renewed.totals;
  }
  const totals = renewed === undefined ? mergeShardReports(NO_REPORTS) : storage.readTotals();
  storage.write({ renewed: { period, totals } });
  return totals;
}

/** Whether what it watches has come to as many as it may on one person's word. */
export function needsSecondNow(storage: GuardStorage, { plan, standing }: GuardOrder, secret: NoiseSecret): boolean {
  const { reached } = storage.readTotals();
  return needsSecond(plan, standing, reached, populationIn(storage.read("people")), placeOfReach(secret, plan.guard));
}

/** The verdict from the latest counts, or from those that are given. */
export function judge(
  storage: GuardStorage,
  order: GuardOrder,
  now: number,
  secret: NoiseSecret,
  counts?: GuardTotals,
): Verdict {
  const { plan, standing } = order;
  const latest = storage.readTotals();
  const lateness = drawLateness(secret, plan.guard);
  return evaluateGuard({
    parameters: plan.parameters,
    lateness,
    reports: new Map([...beginReports(plan, now), ...storage.readReports()]),
    repeated: latest.repeated,
    entered: latest.entered,
    shards: plan.shards,
    now,
    status: statusOf(plan, standing),
    stages: stagesOf(plan, standing),
    stage: standing.stage,
    stageStartedAt: standing.stageStartedAt,
    coverage: coverageOf(standing, now),
    audienceSize: audienceOf(plan, standing),
    needsSecond: needsSecondNow(storage, order, secret),
    secondFor: whySecond(plan, standing),
    ...(counts && { evidence: weighEvidence(plan.parameters, counts, lateness) }),
  });
}

/** All that a guard tells. */
export function viewGuard(storage: GuardStorage, now: number, secret: NoiseSecret): GuardView | null {
  const order = storage.read("order");
  if (order === undefined) return null;
  const { plan, standing } = order;
  const tell = openTeller(plan.guard, secret);
  const counts = renewCounts(storage, now);
  const haltedBy = storage.read("haltedBy");
  const probe = storage.read("probe");
  // Shards count until then, and no longer.
  const verdict = judge(storage, order, Math.min(now, closingOf(plan, standing)), secret, counts);
  return {
    order,
    counts: tellCounts(counts, tell),
    verdict: tellVerdict(verdict, plan.parameters, tell),
    haltedBy: haltedBy === undefined ? null : tellVerdict(haltedBy, plan.parameters, tell),
    probe: probe === undefined ? null : tellProbe(probe),
    history: tellHistory(storage.readHistory(), plan.parameters, tell),
  };
}

function tellProbe({ at, unreachable, stillShown }: ProbeState): ToldProbe {
  return { at, unreachable, isStillShown: stillShown > 0 };
}

/** A point of the chart, exact. */
export function toPoint({ standing }: GuardOrder, { at, action, evidence }: Verdict, totals: GuardTotals): GuardPoint {
  return {
    at,
    action,
    level: evidence.level,
    stage: standing.stage,
    coverage: coverageOf(standing, at),
    exposed: evidence.exposed,
    optedOut: evidence.parts.optedOut.people,
    complained: evidence.parts.complained.people,
    unhappy: evidence.unhappy,
    asked: totals.asked,
    gifts: totals.gifts,
    logOdds: evidence.logOdds,
    logSafeOdds: evidence.logSafeOdds,
  };
}
