import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import { bucketOf, BUCKET_COUNT } from "../../src/domain/decision/bucket.ts";
import { ASK_WITHIN_TICKS, askDelayTicks, type Crowd, type Minder } from "./crowd.ts";

/** People in the order in which a rollout of a campaign reaches them. */
export interface RankedPeople {
  readonly size: number;
  idOf(rank: number): string;
  /** How many of them a share of the audience covers: exactly those whose buckets are in it. */
  covered(share: number): number;
}

/** So many people, by their real buckets in a campaign. */
export function rankPeople(campaign: string, size: number): RankedPeople {
  const buckets = Float64Array.from({ length: size }, (_, index) => bucketOf(campaign, nameOf(index)));
  const order = Uint32Array.from({ length: size }, (_, index) => index).sort(
    (one, other) => (buckets[one] ?? 0) - (buckets[other] ?? 0),
  );
  return {
    size,
    idOf: (rank) => nameOf(order[rank] ?? 0),
    covered(share) {
      let [low, high] = [0, size];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((buckets[order[middle] ?? 0] ?? 0) < share * BUCKET_COUNT) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** The same people as a crowd, each in their real shard. */
export function realCrowd(people: RankedPeople, minders: readonly Minder[], shards: readonly string[]): Crowd {
  const shardOf = (rank: number) => shards.indexOf(shardNameOf(people.idOf(rank), shards.length));
  return {
    size: people.size,
    shards,
    minders,
    covered: people.covered,
    shardOf,
    countAskers(from, until, delayTicks) {
      const counts = shards.map(() => 0);
      const first = from + ((delayTicks - askDelayTicks(from) + ASK_WITHIN_TICKS) % ASK_WITHIN_TICKS);
      for (let rank = first; rank < until; rank += ASK_WITHIN_TICKS) counts[shardOf(rank)]! += 1;
      return counts;
    },
  };
}

function nameOf(index: number): string {
  return `sim-${index}`;
}
