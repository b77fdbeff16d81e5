import type { Stage } from "../campaign/campaign.ts";
import type { AwaitCause } from "../campaign/start-word.ts";
import { weighEvidence, type Evidence } from "./guard-evidence.ts";
import type { GuardParameters } from "./guard-parameters.ts";
import {
  findHeard,
  findSilentShards,
  mergeShardReports,
  type EnteredCounts,
  type Heard,
  type RepeatedCounts,
  type ShardReports,
  type SilentShard,
} from "./guard-reports.ts";
import type { Lateness } from "./lateness.ts";
import { stageShare } from "./stage-plan.ts";
import { HOUR_MS } from "../time-units.ts";

/**
 * How a guarded campaign stands. `running`: in its stages, also while the guard itself holds one. `held-by-hand`: a
 * person paused it, and only a person resumes it. `full`: all stages are passed, and it is still watched. `halted`: the
 * guard stopped it, and no later number revives it.
 */
export type GuardStatus = "running" | "held-by-hand" | "full" | "halted";

/** All that a verdict is made from. Instants are epoch milliseconds. */
export interface GuardSituation {
  readonly parameters: GuardParameters;
  /** How much later than the odds say it warns and halts; missing: at once. */
  readonly lateness?: Lateness;
  readonly reports: ShardReports;
  /** Of the counted, those who belong together with somebody counted before. */
  readonly repeated?: RepeatedCounts;
  /** Of the counted, those for whom others have entered it. */
  readonly entered?: EnteredCounts | undefined;
  /** Every shard that must report; one that never did is stale, not zero. */
  readonly shards: readonly string[];
  readonly now: number;
  readonly status: GuardStatus;
  readonly stages: readonly Stage[];
  /** Index into `stages`. */
  readonly stage: number;
  readonly stageStartedAt: number;
  /** The share of the audience, in [0, 1], that the live rollout covers now. */
  readonly coverage: number;
  /** How many people the audience has, as counted last. */
  readonly audienceSize: number;
  /** A second person has to agree first. */
  readonly needsSecond?: boolean;
  /** Why; absent: not known. */
  readonly secondFor?: AwaitCause | undefined;
  /** What is judged instead of the reports' own counts; how fresh these are is judged in any case. */
  readonly evidence?: Evidence;
}

/** Why nobody may be added. */
export type HoldReason =
  | { readonly kind: "stale"; readonly silent: readonly SilentShard[] }
  | { readonly kind: "held-by-hand" }
  /** One person alone wanted it, and a second has to agree. A cause is missing in what was kept before it was told. */
  | { readonly kind: "one-word"; readonly cause?: AwaitCause }
  /** The stage has had its time, and there is still no proof that all is well. */
  | { readonly kind: "inconclusive" };

/** What a stage that goes well still waits for. */
export type WaitReason =
  | { readonly kind: "minimum-time"; readonly until: number }
  /** The rollout has not reached the stage's share yet. */
  | { readonly kind: "growing" };

/**
 * What is to be done with the campaign. `continue` lets the stage's rollout grow (or grow again, after a hold), `hold`
 * freezes it, `warn` tells people and keeps the next stage closed, `advance` opens `toStage`, `complete` opens the
 * campaign to everybody, `halt` ends default exposure. A `hold` may hide a warning: `evidence.level` always tells.
 */
export type Verdict = VerdictOf<Evidence>;

/** A verdict with the evidence that it is made from, or what is told of that. */
export type VerdictOf<E> = {
  readonly at: number;
  readonly evidence: E;
  /** From which shards the evidence is. Missing in verdicts that were kept before it was told. */
  readonly heard?: Heard;
} & (
  | { readonly action: "halt" | "warn" | "complete" }
  | { readonly action: "hold"; readonly reasons: readonly HoldReason[] }
  | { readonly action: "continue"; readonly waitsFor: readonly WaitReason[] }
  | { readonly action: "advance"; readonly toStage: number }
);

/**
 * Judges a campaign from the counts so far. A halt is looked for first and in every state, also on hold, on stale
 * numbers and after the last stage: what old numbers prove stays proven. A campaign advances only on fresh numbers of
 * every shard, when its stage has had its minimum time and reached its share, and on proof that fewer than `pBad`
 * mind; without the proof it holds.
 */
export function evaluateGuard(situation: GuardSituation): Verdict {
  const { parameters, lateness, reports, repeated, entered, now, status, stages } = situation;
  const evidence =
    situation.evidence ?? weighEvidence(parameters, mergeShardReports(reports, repeated, entered), lateness);
  const heard = findHeard(reports, situation.shards, now, parameters.staleAfterMinutes);
  const seen = { at: now, evidence, heard };
  if (status === "halted" || evidence.level === "halt") return { ...seen, action: "halt" };
  const reasons = listHoldReasons(situation);
  if (reasons.length > 0) return { ...seen, action: "hold", reasons };
  if (evidence.level === "warn") return { ...seen, action: "warn" };
  const stage = stages[situation.stage];
  if (status === "full" || stage === undefined) return { ...seen, action: "continue", waitsFor: [] };
  const waitsFor = listWaitReasons(situation, stage);
  if (waitsFor.length > 0) return { ...seen, action: "continue", waitsFor };
  if (!evidence.isSafe) return { ...seen, action: "hold", reasons: [{ kind: "inconclusive" }] };
  const toStage = situation.stage + 1;
  return toStage < stages.length ? { ...seen, action: "advance", toStage } : { ...seen, action: "complete" };
}

function listHoldReasons({
  parameters,
  reports,
  shards,
  now,
  status,
  needsSecond = false,
  secondFor,
}: GuardSituation): readonly HoldReason[] {
  const reasons: HoldReason[] = [];
  const silent = findSilentShards(reports, shards, now, parameters.staleAfterMinutes);
  if (silent.length > 0) reasons.push({ kind: "stale", silent });
  if (status === "held-by-hand") reasons.push({ kind: "held-by-hand" });
  if (needsSecond) reasons.push({ kind: "one-word", ...(secondFor && { cause: secondFor }) });
  return reasons;
}

function listWaitReasons(situation: GuardSituation, stage: Stage): readonly WaitReason[] {
  const reasons: WaitReason[] = [];
  if (situation.coverage < stageShare(stage, situation.audienceSize)) reasons.push({ kind: "growing" });
  const until = situation.stageStartedAt + stage.minimumHours * HOUR_MS;
  if (situation.now < until) reasons.push({ kind: "minimum-time", until });
  return reasons;
}
