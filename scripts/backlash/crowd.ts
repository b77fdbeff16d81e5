/** The people of a simulated audience: when their phones ask, who minds, and how long until they say so. */

export const TICK_MS = 10 * 60_000;
/** While a campaign is being rolled out, phones ask at least every two hours. */
export const ASK_WITHIN_TICKS = 12;
/** From seeing a decoration until switching it off, on average two hours. */
const MEAN_DELAY_TICKS = 12;
/** A quarter of those who switch it off complain as well: what the guard takes for normal. */
const COMPLAINING_SHARE = 0.25;

/** Somebody who minds. Ranks count people in the order in which a rollout reaches them. */
export interface Minder {
  readonly rank: number;
  readonly delayTicks: number;
  readonly complains: boolean;
}

export interface Crowd {
  readonly size: number;
  /** The shards in which these people are. */
  readonly shards: readonly string[];
  /** By rank. */
  readonly minders: readonly Minder[];
  /** How many people a share of the audience is. */
  covered(share: number): number;
  /** How many of the ranks in [from, until) ask this many ticks after they are covered: of each shard. */
  countAskers(from: number, until: number, delayTicks: number): readonly number[];
  /** Index into `shards`. */
  shardOf(rank: number): number;
}

/** Mulberry32: a small generator of numbers in [0, 1) from a 32-bit seed, by Tommy Ettinger, public domain. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Who minds, of so many people, each with the same chance and whatever the others do. */
export function drawMinders(size: number, rate: number, seed: number): readonly Minder[] {
  const random = randomFrom(seed);
  const minders: Minder[] = [];
  // The distance to the next one who minds is geometric.
  const next = () => 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - rate));
  for (let rank = next() - 1; rank < size; rank += next()) {
    const delayTicks = Math.floor(-Math.log(1 - random()) * MEAN_DELAY_TICKS);
    minders.push({ rank, delayTicks, complains: random() < COMPLAINING_SHARE });
  }
  return minders;
}

export function askDelayTicks(rank: number): number {
  return rank % ASK_WITHIN_TICKS;
}

/** A crowd of any size, in one shard, with evenly spread buckets. */
export function idealCrowd(size: number, rate: number, seed: number): Crowd {
  const countUpTo = (until: number, delayTicks: number) => Math.floor((until - 1 - delayTicks) / ASK_WITHIN_TICKS) + 1;
  return {
    size,
    shards: ["shard"],
    minders: drawMinders(size, rate, seed),
    covered: (share) => Math.min(size, Math.ceil(share * size)),
    countAskers: (from, until, delayTicks) => [countUpTo(until, delayTicks) - countUpTo(from, delayTicks)],
    shardOf: () => 0,
  };
}
