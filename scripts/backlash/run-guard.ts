import type { NoiseSecret } from "../../src/domain/about.ts";
import {
  acceptReport,
  NO_REPORTS,
  type PeopleCounts,
  type ShardReports,
} from "../../src/domain/guard/guard-reports.ts";
import {
  actionFor,
  applyAction,
  beginReports,
  beginStanding,
  coverageOf,
  statusOf,
  type GuardPlan,
  type GuardStanding,
} from "../../src/domain/guard/guard-standing.ts";
import { evaluateGuard } from "../../src/domain/guard/guard.ts";
import { drawLateness, type Lateness } from "../../src/domain/guard/lateness.ts";
import { ASK_WITHIN_TICKS, askDelayTicks, TICK_MS, type Crowd } from "./crowd.ts";

/** How a campaign went. */
export interface GuardedRun {
  /** `waiting`: neither halted nor through all stages when the simulation ended. */
  readonly outcome: "halted" | "passed" | "waiting";
  /** When it was halted, or had passed all stages: hours from its beginning. */
  readonly afterHours: number;
  readonly exposed: number;
  readonly optedOut: number;
  readonly unhappy: number;
}

type Tally = { -readonly [Name in keyof PeopleCounts]: number };

/** What happens in one tick, of each shard. */
interface Schedule {
  readonly exposed: number[];
  readonly optedOut: number[];
  readonly complained: number[];
}

/**
 * The guard's own functions, tick by tick, as the objects call them: people ask and mind, every shard reports, each
 * report is judged, and what the verdict asks for is done at once.
 */
export function runGuard(crowd: Crowd, plan: GuardPlan, ticks: number, secret: NoiseSecret): GuardedRun {
  const lateness = drawLateness(secret, plan.guard);
  const start = plan.season.from;
  const schedules = new Map<number, Schedule>();
  const at = (tick: number): Schedule => {
    const known = schedules.get(tick);
    if (known !== undefined) return known;
    const none = () => crowd.shards.map(() => 0);
    const schedule = { exposed: none(), optedOut: none(), complained: none() };
    schedules.set(tick, schedule);
    return schedule;
  };
  const tallies = crowd.shards.map((): Tally => ({ exposed: 0, optedOut: 0, complained: 0, unhappy: 0 }));
  let standing = beginStanding(plan);
  let reports: ShardReports = NO_REPORTS;
  let [covered, nextMinder] = [0, 0];

  for (let tick = 0; tick <= ticks; tick++) {
    const now = start + tick * TICK_MS;
    const reached = crowd.covered(coverageOf(standing, now));
    for (let delay = 0; delay < ASK_WITHIN_TICKS; delay++) {
      const { exposed } = at(tick + delay);
      for (const [shard, count] of crowd.countAskers(covered, reached, delay).entries()) exposed[shard]! += count;
    }
    for (; (crowd.minders[nextMinder]?.rank ?? Infinity) < reached; nextMinder++) {
      const { rank, delayTicks, complains } = crowd.minders[nextMinder]!;
      const schedule = at(tick + askDelayTicks(rank) + delayTicks);
      schedule.optedOut[crowd.shardOf(rank)]! += 1;
      if (complains) schedule.complained[crowd.shardOf(rank)]! += 1;
    }
    covered = Math.max(covered, reached);

    const { exposed, optedOut, complained } = at(tick);
    schedules.delete(tick);
    for (const [shard, tally] of tallies.entries()) {
      tally.exposed += exposed[shard] ?? 0;
      tally.optedOut += optedOut[shard] ?? 0;
      tally.complained += complained[shard] ?? 0;
      tally.unhappy += optedOut[shard] ?? 0;
    }
    for (const [index, shard] of crowd.shards.entries()) {
      const byStage = [{ ...tallies[index]! }];
      reports = acceptReport(reports, { shard, sequence: tick + 1, countedAt: now, byStage, asked: 0 });
      standing = judge(plan, standing, reports, now, lateness);
      if (standing.end !== null) return summarize("halted", now);
    }
    if (
      standing.stage >= plan.stages.length &&
      plan.stages.length > 0 &&
      coverageOf(standing, now) >= 1 &&
      tick === ticks
    ) {
      return summarize("passed", standing.stageStartedAt);
    }
  }
  return summarize(plan.stages.length === 0 ? "passed" : "waiting", start + ticks * TICK_MS);

  function summarize(outcome: GuardedRun["outcome"], now: number): GuardedRun {
    // In a halt only what its guard knew by then counts, which may be less than what has happened in the same tick.
    const known = [...reports.values()].flatMap((report) => report.byStage);
    const sum = (name: keyof PeopleCounts) => known.reduce((total, counts) => total + counts[name], 0);
    const afterHours = (now - start) / 3_600_000;
    return { outcome, afterHours, exposed: sum("exposed"), optedOut: sum("optedOut"), unhappy: sum("unhappy") };
  }
}

/** Judges the counts, and does what follows, as guard and catalog do. */
export function judge(
  plan: GuardPlan,
  before: GuardStanding,
  reports: ShardReports,
  now: number,
  lateness: Lateness,
): GuardStanding {
  let standing = before;
  for (let turn = 0; turn < 4; turn++) {
    const verdict = evaluateGuard({
      parameters: plan.parameters,
      lateness,
      reports: new Map([...beginReports(plan, now), ...reports]),
      shards: plan.shards,
      now,
      status: statusOf(plan, standing),
      stages: plan.stages,
      stage: standing.stage,
      stageStartedAt: standing.stageStartedAt,
      coverage: coverageOf(standing, now),
      audienceSize: plan.audienceSize,
    });
    const action = actionFor(verdict, standing);
    if (action === undefined) return standing;
    standing = applyAction(plan, standing, action, now);
  }
  return standing;
}
