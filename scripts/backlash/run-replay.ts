import type { NoiseSecret } from "../../src/domain/about.ts";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import {
  beginStanding,
  coverageOf,
  type GuardPlan,
  type GuardStanding,
} from "../../src/domain/guard/guard-standing.ts";
import { acceptReport, NO_REPORTS, type ShardReports } from "../../src/domain/guard/guard-reports.ts";
import { drawLateness } from "../../src/domain/guard/lateness.ts";
import { TICK_MS } from "./crowd.ts";
import { judge, type GuardedRun } from "./run-guard.ts";
import { DAY_BEGINS, drawDays, sampleZones, TICKS } from "./valentine.ts";

type Count = "exposed" | "optedOut" | "complained";

export function replayId(index: number): string {
  return `day-${index}`;
}

/** The day of so many people under the guard's own functions, in the order in which the rollout reaches them. */
export function runReplay(size: number, rate: number, seed: number, plan: GuardPlan, secret: NoiseSecret): GuardedRun {
  const lateness = drawLateness(secret, plan.guard);
  const { shards } = plan;
  const nextDay = drawDays(rate, seed, sampleZones());
  // What happens in each tick, of each shard: counts[tick * shards + shard].
  const make = () => new Float64Array((TICKS + 1) * shards.length);
  const course: Readonly<Record<Count, Float64Array>> = { exposed: make(), optedOut: make(), complained: make() };
  const tallies = shards.map(() => ({ exposed: 0, optedOut: 0, complained: 0, unhappy: 0 }));
  let standing: GuardStanding = beginStanding(plan);
  let reports: ShardReports = NO_REPORTS;
  let covered = 0;
  for (let tick = 0; tick <= TICKS; tick++) {
    const now = DAY_BEGINS + tick * TICK_MS;
    const reached = Math.min(size, Math.ceil(coverageOf(standing, now) * size));
    for (; covered < reached; covered++) live(covered, tick);
    for (const [shard, tally] of tallies.entries()) {
      const place = tick * shards.length + shard;
      for (const count of ["exposed", "optedOut", "complained"] as const) tally[count] += course[count][place] ?? 0;
      tally.unhappy = tally.optedOut;
    }
    for (const [index, shard] of shards.entries()) {
      const byStage = [{ ...tallies[index]! }];
      reports = acceptReport(reports, { shard, sequence: tick + 1, countedAt: now, byStage, asked: 0 });
      standing = judge(plan, standing, reports, now, lateness);
      if (standing.end !== null) return summarize("halted", tick);
    }
  }
  return summarize(standing.stage >= plan.stages.length ? "passed" : "waiting", TICKS);

  /** Puts what somebody will do into the course, once the rollout has reached them. */
  function live(index: number, coveredAtTick: number): void {
    const day = nextDay(coveredAtTick);
    if (day === undefined) return;
    const shard = shards.length === 1 ? 0 : shards.indexOf(shardNameOf(replayId(index), shards.length));
    const put = (count: Count, tick: number) => {
      if (tick <= TICKS) course[count][tick * shards.length + shard]! += 1;
    };
    put("exposed", day.seesAtTick);
    if (day.mindsAtTick === undefined) return;
    put("optedOut", day.mindsAtTick);
    if (day.complains) put("complained", day.mindsAtTick);
  }

  function summarize(outcome: GuardedRun["outcome"], tick: number): GuardedRun {
    const known = [...reports.values()].flatMap((report) => report.byStage);
    const sum = (name: "exposed" | "optedOut" | "unhappy") => known.reduce((total, counts) => total + counts[name], 0);
    const afterHours = (tick * TICK_MS) / 3_600_000;
    return { outcome, afterHours, exposed: sum("exposed"), optedOut: sum("optedOut"), unhappy: sum("unhappy") };
  }
}
