import { inBoth, type Failure } from "../../contract/problem.ts";
import type { RehearsedSlice, ShardSimulationRpc } from "../../contract/rpc/rpc-simulation.ts";
import type { SimulationProgress } from "../../contract/simulation.ts";
import type { Label } from "../../domain/label.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { addTallies, EMPTY_TALLY, type Tally } from "../../domain/rehearsal/tally.ts";
import { mapConcurrently } from "../../domain/map-concurrently.ts";

/** Shards that are swept at once: enough to keep a cluster busy, few enough to leave it to the subscribers. */
const SHARDS_AT_ONCE = 16;

const UNREACHABLE = fail<Failure>({
  type: "not-ready",
  ...inBoth({
    ru: "Один из шардов недоступен, и в нём никого бы не посчитали. Повторите через минуту.",
    en: "A shard could not be reached, so nobody would be counted in it; try again in a moment.",
  }),
});

const BROKEN_OFF: Label = {
  ru: "Репетицию прервали. Начните её заново.",
  en: "The rehearsal was broken off; begin it again.",
};

export interface SweepFollower {
  /** Told after every slice; nothing more is asked of that shard until it has taken it. */
  onProgress(progress: SimulationProgress): Promise<void>;
  /** Nothing more is asked of any shard once it is aborted. */
  readonly signal: AbortSignal;
}

/** How many there are is no more exact here than in the report. */
const PEOPLE_STEP = 100;
const roundDown = (people: number) => Math.floor(people / PEOPLE_STEP) * PEOPLE_STEP;

/**
 * Rehearses a plan (JSON text) in every shard, slice by slice, and adds up. The shards keep no trace of it, so a sweep
 * ends with whoever wanted it. The first failure ends it, too.
 */
export async function sweepShards(
  shards: readonly Pick<ShardSimulationRpc, "rehearse">[],
  plan: string,
  { onProgress, signal }: SweepFollower,
): Promise<Result<Tally, Failure>> {
  let sum = EMPTY_TALLY;
  let shardsDone = 0;
  let failure: Failure | undefined;
  await mapConcurrently(shards, SHARDS_AT_ONCE, async (shard) => {
    for (let after: string | null = ""; after !== null;) {
      if (failure !== undefined || signal.aborted) return;
      const slice: Result<RehearsedSlice, Failure> = await shard.rehearse({ plan, after }).catch(() => UNREACHABLE);
      if (!slice.ok) {
        failure = slice.error;
        return;
      }
      sum = addTallies(sum, slice.value.tally);
      after = slice.value.next;
      if (after === null) shardsDone += 1;
      await onProgress({ shardsDone, shards: shards.length, subscribersDone: roundDown(sum.people.people) });
    }
  });
  if (failure !== undefined) return fail(failure);
  return signal.aborted ? fail({ type: "conflict", ...inBoth(BROKEN_OFF) }) : succeed(sum);
}
