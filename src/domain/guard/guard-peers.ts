/**
 * Rules by which other tools and teams stop a rollout, for comparison with the guard: none of them decides anything
 * here. Each sees the opt-outs among the people exposed so far, and says whether it would halt at this look.
 */

export interface PeerLook {
  readonly optedOut: number;
  readonly exposed: number;
  /** The normal opt-out rate. */
  readonly p0: number;
  /** Which look this is, from 1. Only a rule with planned looks uses it. */
  readonly lookIndex: number;
}

/** `always`: at every report. `planned`: at equal fifths of the people to be exposed. `daily`: every 24 hours. */
export type LookSchedule = "always" | "planned" | "daily";

export interface PeerRule {
  readonly key: "fixed-threshold" | "repeated-test" | "group-sequential" | "daily-look";
  readonly looks: LookSchedule;
  readonly halts: (look: PeerLook) => boolean;
}

/** How many looks the group-sequential rule plans. */
export const PLANNED_LOOKS = 5;

/** Below this many exposed people the threshold and the plain tests do not judge, as tools ask for a minimum sample. */
const PEER_MINIMUM_EXPOSED = 1000;

const THRESHOLD_FACTOR = 2;

/** The 95 % point of the standard normal distribution: a one-sided test at 5 %. */
const ONE_SIDED_5_PERCENT = 1.644854;

/**
 * Jennison & Turnbull, Group Sequential Methods, 2000, table 2.3: K = 5 looks, two-sided 10 %, which is one-sided 5 %.
 * The tests compute it anew.
 */
const OBRIEN_FLEMING_CONSTANT = 1.751;

/**
 * Fixed threshold: the observed rate is above twice the normal one. The common analysis of canary tools, such as
 * Flagger's `thresholdRange` or an Argo Rollouts `failureCondition`: no account of chance beyond a minimum sample.
 */
function haltsAtThreshold({ optedOut, exposed, p0 }: PeerLook): boolean {
  return exposed >= PEER_MINIMUM_EXPOSED && optedOut > THRESHOLD_FACTOR * p0 * exposed;
}

/**
 * One-sided z-test of a proportion at 5 %, made anew at every look as if it were the only one. What repetition does to
 * its level: Armitage, McPherson & Rowe, Repeated significance tests on accumulating data, 1969.
 */
function haltsAtTest(look: PeerLook): boolean {
  return look.exposed >= PEER_MINIMUM_EXPOSED && zScoreOf(look) >= ONE_SIDED_5_PERCENT;
}

/**
 * Group-sequential test with O'Brien & Fleming's bounds (A multiple testing procedure for clinical trials, 1979): at
 * look k of K the z-score must reach C·√(K/k), so that all K looks together err in 5 %. It is valid at these looks only.
 */
function haltsGroupSequentially(look: PeerLook): boolean {
  return zScoreOf(look) >= groupSequentialBound(look.lookIndex);
}

/** The z-score that look `lookIndex`, from 1 to `PLANNED_LOOKS`, must reach. */
export function groupSequentialBound(lookIndex: number): number {
  return OBRIEN_FLEMING_CONSTANT * Math.sqrt(PLANNED_LOOKS / lookIndex);
}

/** The same plain test differs much by how often somebody looks: at every report, or at a dashboard each morning. */
export const PEER_RULES: readonly PeerRule[] = [
  { key: "fixed-threshold", looks: "always", halts: haltsAtThreshold },
  { key: "repeated-test", looks: "always", halts: haltsAtTest },
  { key: "group-sequential", looks: "planned", halts: haltsGroupSequentially },
  { key: "daily-look", looks: "daily", halts: haltsAtTest },
];

/** (K − n·p0) / √(n·p0·(1 − p0)): the score test of a binomial proportion. */
function zScoreOf({ optedOut, exposed, p0 }: PeerLook): number {
  if (exposed === 0) return 0;
  return (optedOut - exposed * p0) / Math.sqrt(exposed * p0 * (1 - p0));
}
