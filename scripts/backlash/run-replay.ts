import { shardNameOf } from "../../src/contract/shard-name.ts";
import type { GuardPlan, GuardStanding } from "../../src/domain/guard-standing.ts";
import { beginStanding } from "../../src/domain/guard-standing.ts";
import { acceptReport, NO_REPORTS, type ShardReports } from "../../src/domain/guard-reports.ts";
import { TICK_MS } from "./crowd.ts";
import { judge, type GuardedRun } from "./run-guard.ts";
import { DAY_BEGINS, forEachDay, sampleZones, TICKS } from "./valentine.ts";

/** What happens in each tick, of each shard: counts[tick * shards + shard]. */
interface Course {
  readonly seen: Float64Array;
  readonly minded: Float64Array;
  readonly complained: Float64Array;
}

export function replayId(index: number): string {
  return `day-${index}`;
}

/** The day of so many people under the guard's own functions. */
export function runReplay(size: number, rate: number, seed: number, plan: GuardPlan): GuardedRun {
  const { shards } = plan;
  const { seen, minded, complained } = drawCourse(size, rate, seed, shards.length);
  const tallies = shards.map(() => ({ exposed: 0, optedOut: 0, complained: 0, unhappy: 0 }));
  let standing: GuardStanding = beginStanding(plan);
  let reports: ShardReports = NO_REPORTS;
  for (let tick = 0; tick <= TICKS; tick++) {
    const now = DAY_BEGINS + tick * TICK_MS;
    for (const [shard, tally] of tallies.entries()) {
      const place = tick * shards.length + shard;
      tally.exposed += seen[place] ?? 0;
      tally.optedOut += minded[place] ?? 0;
      tally.complained += complained[place] ?? 0;
      tally.unhappy += minded[place] ?? 0;
    }
    for (const [index, shard] of shards.entries()) {
      const byStage = [{ ...tallies[index]! }];
      reports = acceptReport(reports, { shard, sequence: tick + 1, countedAt: now, byStage, asked: 0 });
      standing = judge(plan, standing, reports, now);
      if (standing.stage > 0) throw new Error("The next stage opened; this replay knows the first one only");
      if (standing.end !== null) return summarize("halted", tick);
    }
  }
  return summarize("passed", TICKS);

  function summarize(outcome: GuardedRun["outcome"], tick: number): GuardedRun {
    const known = [...reports.values()].flatMap((report) => report.byStage);
    const sum = (name: "exposed" | "optedOut" | "unhappy") => known.reduce((total, counts) => total + counts[name], 0);
    const afterHours = (tick * TICK_MS) / 3_600_000;
    return { outcome, afterHours, exposed: sum("exposed"), optedOut: sum("optedOut"), unhappy: sum("unhappy") };
  }
}

function drawCourse(size: number, rate: number, seed: number, shardCount: number): Course {
  const make = () => new Float64Array((TICKS + 1) * shardCount);
  const course: Course = { seen: make(), minded: make(), complained: make() };
  forEachDay(size, rate, seed, sampleZones(), ({ seesAtTick, mindsAtTick, complains }, index) => {
    const shard = shardCount === 1 ? 0 : shardIndexOf(replayId(index), shardCount);
    course.seen[seesAtTick * shardCount + shard]! += 1;
    if (mindsAtTick === undefined || mindsAtTick > TICKS) return;
    course.minded[mindsAtTick * shardCount + shard]! += 1;
    if (complains) course.complained[mindsAtTick * shardCount + shard]! += 1;
  });
  return course;
}

function shardIndexOf(subscriberId: string, shardCount: number): number {
  return Number(/^shard-(\d+)-/.exec(shardNameOf(subscriberId, shardCount))?.[1]);
}
