import { HALT_RATIOS, SAFE_RATIOS, type GuardMetric, type GuardParameters } from "./guard-parameters.ts";
import { countBeyondShare } from "./entered-words.ts";
import {
  NOBODY_REPEATED,
  type CountedAct,
  type EnteredCounts,
  type PeopleCounts,
  type RepeatedCounts,
} from "./guard-reports.ts";
import { AT_ONCE, laterBy, type Lateness } from "./lateness.ts";

/** What one metric says. */
export interface EvidencePart {
  /** Distinct people who did it. */
  readonly people: number;
  /** Of them, how many the odds count: of those who belong together, one. Missing: all of them. */
  readonly independent?: number;
  /** How many of the exposed would normally have. */
  readonly expected: number;
  /** ln of the odds against "this is normal", from this metric alone. */
  readonly logOdds: number;
}

/** `halt` and `warn` need the odds and enough people; everything else is `calm`. */
export type AlarmLevel = "calm" | "warn" | "halt";

/** The whole evidence about a campaign, with its parts. */
export interface Evidence {
  readonly exposed: number;
  /** Distinct people who did at least one of the counted things. */
  readonly unhappy: number;
  readonly parts: Readonly<Record<GuardMetric, EvidencePart>>;
  /** ln of the odds against "all is normal": the weighted mean of the parts' odds. */
  readonly logOdds: number;
  /** ln of the odds against "at least `pBad` of the people mind". */
  readonly logSafeOdds: number;
  readonly level: AlarmLevel;
  /** The odds would halt it, but so many of the unhappy were entered by few others, beyond what a halt counts of each. */
  readonly beyondShare?: number;
  /** The odds show that fewer than `pBad` mind, and nothing else speaks against it. */
  readonly isSafe: boolean;
}

/**
 * ln of the odds against "each exposed person opts out with probability at most p0", after `people` did and
 * `expected` = Σ p0 would have. For a ratio r > 1, `exp(K·ln r − (r−1)·E0)` multiplies by r for each opt-out and by
 * exp(−(r−1)·p0) for each exposure; since E[r^X] = 1 + p(r−1) ≤ exp(p0(r−1)), it is a test supermartingale, and so is
 * the mean over ratios. By Ville's inequality it ever reaches 1/α with probability at most α, at any number of looks
 * and in any batching. Ville, Étude critique de la notion de collectif, 1939; Ramdas, Grünwald, Vovk & Shafer,
 * Game-theoretic statistics and safe anytime-valid inference, 2023; the same family as Lindon & Malek,
 * arXiv 2011.03567. See docs/guard.md.
 */
export function logEvidence(people: number, expected: number, ratios: readonly number[] = HALT_RATIOS): number {
  return logMeanOfBets(people, expected, ratios);
}

/**
 * ln of the odds against "each exposed person opts out with probability at least pBad", where `expectedIfBad` =
 * pBad · exposed: the same process with ratios below 1, since 1 − p(1−r) ≤ exp(−pBad(1−r)) for p ≥ pBad.
 */
export function logSafe(people: number, expectedIfBad: number, ratios: readonly number[] = SAFE_RATIOS): number {
  return logMeanOfBets(people, expectedIfBad, ratios);
}

/**
 * Weighs the counts of a campaign. The odds assume that people decide for themselves, so of those who belong together
 * only one counts against the campaign; for the next stage all of them do. The whole is the weighted mean of the metrics' odds: a mean of such processes is
 * one again, however they depend on each other. Vovk & Wang, E-values: calibration, combination and applications, 2021.
 * It warns and halts as much later than the odds say as `lateness` has it.
 */
export function weighEvidence(
  parameters: GuardParameters,
  counts: WeighedCounts,
  lateness: Lateness = AT_ONCE,
): Evidence {
  const whole = weighAll(parameters, counts);
  if (whole.level === "calm") return whole;
  const { minimumPeople } = parameters;
  const { exposed, entered } = counts;
  const leastBy = (metric: GuardMetric, odds: number) =>
    Math.max(minimumPeople, leastForOdds(parameters, metric, exposed, odds));
  const lateFor = (place: number, odds: number): RepeatedCounts => ({
    optedOut: laterBy(place, leastBy("optedOut", odds)),
    complained: laterBy(place, leastBy("complained", odds)),
    unhappy: laterBy(place, minimumPeople),
  });
  const late = lateFor(lateness.halt, parameters.haltOdds);
  if (whole.level !== "halt" || weighLess(parameters, counts, late).level !== "halt") {
    const isWarning = weighLess(parameters, counts, lateFor(lateness.warn, parameters.warnOdds)).level !== "calm";
    return { ...whole, level: isWarning ? "warn" : "calm" };
  }
  if (entered === undefined) return whole;
  const beyondOf = (metric: GuardMetric) => countBeyondShare(entered[metric], leastBy(metric, parameters.haltOdds));
  const unhappy = countBeyondShare(entered.unhappy, minimumPeople);
  const cut = weighLess(parameters, counts, {
    optedOut: late.optedOut + beyondOf("optedOut"),
    complained: late.complained + beyondOf("complained"),
    unhappy: late.unhappy + unhappy,
  });
  return cut.level === "halt" ? whole : { ...whole, level: "warn", beyondShare: unhappy };
}

/** The same with so many voices fewer. */
function weighLess(parameters: GuardParameters, counts: WeighedCounts, fewer: RepeatedCounts): Evidence {
  const { repeated = NOBODY_REPEATED } = counts;
  const leave = (act: CountedAct) => Math.min(counts[act], repeated[act] + fewer[act]);
  return weighAll(parameters, {
    ...counts,
    repeated: { optedOut: leave("optedOut"), complained: leave("complained"), unhappy: leave("unhappy") },
  });
}

/** What there is to weigh: all counts, who of them only repeats others, and for whom others have spoken. */
interface WeighedCounts extends PeopleCounts {
  readonly repeated?: RepeatedCounts;
  readonly entered?: EnteredCounts;
}

function weighAll(parameters: GuardParameters, counts: WeighedCounts): Evidence {
  const optedOut = weighPart(parameters, counts, "optedOut");
  const complained = weighPart(parameters, counts, "complained");
  const { metrics } = parameters;
  const logOdds = logSumOfExp([
    Math.log(metrics.optedOut.weight) + optedOut.logOdds,
    Math.log(metrics.complained.weight) + complained.logOdds,
  ]);
  const logSafeOdds = logSafe(counts.optedOut, parameters.pBad * counts.exposed, parameters.safeRatios);
  return {
    exposed: counts.exposed,
    unhappy: counts.unhappy,
    parts: { optedOut, complained },
    logOdds,
    logSafeOdds,
    level:
      counts.unhappy - (counts.repeated?.unhappy ?? 0) < parameters.minimumPeople
        ? "calm"
        : levelOf(parameters, logOdds),
    isSafe: logSafeOdds >= Math.log(parameters.advanceOdds) && levelOf(parameters, logOdds) === "calm",
  };
}

/** How few, at so many exposed people, are enough for a halt by one metric alone, if nothing else counts. */
export function leastToHalt(parameters: GuardParameters, metric: GuardMetric, exposed: number): number {
  return leastForOdds(parameters, metric, exposed, parameters.haltOdds);
}

function leastForOdds(
  { metrics, haltRatios }: GuardParameters,
  metric: GuardMetric,
  exposed: number,
  odds: number,
): number {
  const { p0, weight } = metrics[metric];
  const isEnough = (people: number) =>
    Math.log(weight) + logEvidence(people, p0 * exposed, haltRatios) >= Math.log(odds);
  let most = 1;
  while (!isEnough(most)) most *= 2;
  let least = Math.floor(most / 2) + 1;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (isEnough(middle)) most = middle;
    else least = middle + 1;
  }
  return least;
}

/** The odds of which this is the logarithm, capped so that JSON can carry them. */
export function oddsOf(logOdds: number): number {
  return Math.min(Math.exp(logOdds), Number.MAX_SAFE_INTEGER);
}

function weighPart(parameters: GuardParameters, counts: WeighedCounts, metric: GuardMetric): EvidencePart {
  const expected = parameters.metrics[metric].p0 * counts.exposed;
  const people = counts[metric];
  const repeated = counts.repeated?.[metric] ?? 0;
  const independent = people - repeated;
  const logOdds = logEvidence(independent, expected, parameters.haltRatios);
  return repeated === 0 ? { people, expected, logOdds } : { people, independent, expected, logOdds };
}

function levelOf(parameters: GuardParameters, logOdds: number): AlarmLevel {
  if (logOdds >= Math.log(parameters.haltOdds)) return "halt";
  return logOdds >= Math.log(parameters.warnOdds) ? "warn" : "calm";
}

function logMeanOfBets(people: number, expected: number, ratios: readonly number[]): number {
  const bets = ratios.map((ratio) => people * Math.log(ratio) - (ratio - 1) * expected);
  return logSumOfExp(bets) - Math.log(ratios.length);
}

/** ln Σ exp(value), shifted by the largest value: the sum itself would overflow, or vanish, long before. */
function logSumOfExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}
