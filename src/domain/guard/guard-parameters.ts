/** What the guard counts, by the name of its count: who switched the decoration off, and who complained about it. */
export const GUARD_METRICS = ["optedOut", "complained"] as const;

export type GuardMetric = (typeof GUARD_METRICS)[number];

export interface MetricParameters {
  /** The share of exposed people, in [0, 1], of whom this is normal. */
  readonly p0: number;
  /** What this metric weighs in the whole evidence; the weights of all metrics sum to 1. */
  readonly weight: number;
}

/**
 * All that a verdict depends on besides the counts: plain JSON, stored with the campaign and frozen when it starts,
 * because the promise about false halts holds only for numbers that were fixed before the first look.
 */
export interface GuardParameters {
  readonly metrics: Readonly<Record<GuardMetric, MetricParameters>>;
  /** The opt-out rate, in [0, 1], that a stage must be shown to be below before the next one opens. */
  readonly pBad: number;
  /** How many times more than normal people might mind: what the evidence for a halt bets on. */
  readonly haltRatios: readonly number[];
  /** Which fraction of `pBad` the true rate might be: what the evidence for advancing bets on. */
  readonly safeRatios: readonly number[];
  /**
   * 1/alpha: a campaign that is fine is halted by this process with probability at most 1/haltOdds, however often it is
   * looked at. See `shareOfPromise`.
   */
  readonly haltOdds: number;
  readonly warnOdds: number;
  readonly advanceOdds: number;
  /** Neither a warning nor a halt on fewer distinct people than this. */
  readonly minimumPeople: number;
  /** A shard that was silent for longer than this is stale. */
  readonly staleAfterMinutes: number;
}

export const HALT_RATIOS: readonly number[] = [2, 3, 5, 8, 16, 32];
export const SAFE_RATIOS: readonly number[] = [0.1, 0.2, 0.35, 0.5, 0.7];

/** Complaining takes an effort that a tap does not, so a quarter as many people are normal. */
const COMPLAINTS_PER_OPT_OUT = 0.25;
const PBAD_TO_P0 = 3;

/** A campaign that is fine is halted with at most this probability, by all processes of one start together. */
const PROMISE = 0.01;
const SHARE_OF_FIRST = 0.8;

/**
 * What part of the promise the process has that follows `edits` earlier ones. The parts are fixed before the first look,
 * and sum to 1 however many edits there will be; a campaign that is never edited has nearly all of it.
 */
function shareOfPromise(edits: number): number {
  return edits === 0 ? SHARE_OF_FIRST : (1 - SHARE_OF_FIRST) * 2 ** -edits;
}

/** The parameters in docs/guard.md: 0.2 % of the people switching a decoration off is normal, 0.1 % for a sensitive one. */
export function defaultGuardParameters(isSensitive: boolean): GuardParameters {
  return guardParametersFor(isSensitive ? 0.001 : 0.002);
}

/** The same for a tolerated opt-out rate that was learnt, as from a category's quiet campaigns. */
export function guardParametersFor(p0: number, edits = 0): GuardParameters {
  return {
    metrics: {
      optedOut: { p0, weight: 0.7 },
      complained: { p0: p0 * COMPLAINTS_PER_OPT_OUT, weight: 0.3 },
    },
    pBad: PBAD_TO_P0 * p0,
    haltRatios: HALT_RATIOS,
    safeRatios: SAFE_RATIOS,
    haltOdds: Math.round(1 / (PROMISE * shareOfPromise(edits))),
    warnOdds: 10,
    advanceOdds: 10,
    minimumPeople: 5,
    staleAfterMinutes: 30,
  };
}
