import type { Stage } from "../../src/domain/campaign/campaign.ts";
import { PEER_RULES, PLANNED_LOOKS, type PeerRule } from "../../src/domain/guard/guard-peers.ts";
import { planStages, type PlannedCoverage } from "../../src/domain/guard/stage-plan.ts";
import { ASK_WITHIN_TICKS, askDelayTicks, TICK_MS, type Crowd } from "./crowd.ts";
import type { GuardedRun } from "./run-guard.ts";

const TICKS_PER_DAY = 24 * 6;

/** What a peer's rule would see of the same crowd if nothing but the clock opened the stages. */
interface Course {
  /** By tick. */
  readonly exposed: readonly number[];
  readonly optedOut: readonly number[];
}

/** How the same campaign goes under each peer's rule. */
export function runPeers(
  crowd: Crowd,
  stages: readonly Stage[],
  p0: number,
  ticks: number,
): ReadonlyMap<string, GuardedRun> {
  const course = drawCourse(crowd, stages, ticks);
  return new Map(PEER_RULES.map((rule) => [rule.key, runPeer(rule, course, crowd.size, p0)]));
}

function drawCourse(crowd: Crowd, stages: readonly Stage[], ticks: number): Course {
  const exposed = Array.from({ length: ticks + ASK_WITHIN_TICKS + 1 }, () => 0);
  const optedOut = Array.from({ length: ticks + 1 }, () => 0);
  const corners = planStages(stages, crowd.size);
  let [covered, nextMinder] = [0, 0];
  for (let tick = 0; tick <= ticks; tick++) {
    const reached = crowd.covered(plannedShare(corners, (tick * TICK_MS) / 3_600_000));
    for (let delay = 0; delay < ASK_WITHIN_TICKS; delay++) {
      exposed[tick + delay]! += crowd.countAskers(covered, reached, delay).reduce((sum, count) => sum + count, 0);
    }
    for (; (crowd.minders[nextMinder]?.rank ?? Infinity) < reached; nextMinder++) {
      const { rank, delayTicks } = crowd.minders[nextMinder]!;
      const when = tick + askDelayTicks(rank) + delayTicks;
      if (when <= ticks) optedOut[when]! += 1;
    }
    covered = Math.max(covered, reached);
  }
  return { exposed: accumulate(exposed), optedOut: accumulate(optedOut) };
}

function accumulate(steps: readonly number[]): readonly number[] {
  let total = 0;
  return steps.map((step) => (total += step));
}

/** The planned coverage: straight lines between the corners. */
function plannedShare(corners: readonly PlannedCoverage[], hours: number): number {
  const after = corners.findIndex((corner) => corner.afterHours > hours);
  const [before, next] = [corners.at(after - 1), corners[after]];
  if (after <= 0 || before === undefined || next === undefined) return corners.at(-1)?.share ?? 1;
  const part = (hours - before.afterHours) / (next.afterHours - before.afterHours);
  return before.share + part * (next.share - before.share);
}

function runPeer({ looks, halts }: PeerRule, { exposed, optedOut }: Course, size: number, p0: number): GuardedRun {
  let lookIndex = 0;
  for (const [tick, people] of optedOut.entries()) {
    const seen = exposed[tick] ?? 0;
    const isDue = {
      always: true,
      planned: lookIndex < PLANNED_LOOKS && seen >= ((lookIndex + 1) / PLANNED_LOOKS) * size,
      daily: tick > 0 && tick % TICKS_PER_DAY === 0,
    }[looks];
    if (!isDue) continue;
    lookIndex++;
    if (halts({ optedOut: people, exposed: seen, p0, lookIndex })) {
      return {
        outcome: "halted",
        afterHours: (tick * TICK_MS) / 3_600_000,
        exposed: seen,
        optedOut: people,
        unhappy: people,
      };
    }
  }
  const people = optedOut.at(-1) ?? 0;
  return { outcome: "passed", afterHours: 0, exposed: exposed.at(-1) ?? 0, optedOut: people, unhappy: people };
}
