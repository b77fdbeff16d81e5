import type { Delivery, Stage } from "../campaign/campaign.ts";
import { ATTRIBUTION_MS } from "./exposure.ts";
import type { GuardParameters } from "./guard-parameters.ts";
import type { ShardReports } from "./guard-reports.ts";
import type { GuardStatus, Verdict } from "./guard.ts";
import type { LiveState } from "../campaign/lifecycle.ts";
import type { AwaitCause } from "../campaign/start-word.ts";
import { coverageAt } from "../decision/rollout.ts";
import type { Rollout, Watch } from "../decision/ruleset.ts";
import type { Window } from "../campaign/schedule.ts";
import { oneWordShareOf, whySecond, type Words } from "./one-word.ts";
import { finalRollout, freezeRollout, rolloutFor, stageShare } from "./stage-plan.ts";

/** All about a guard that is fixed before the first look: plain JSON. */
export interface GuardPlan {
  /** The guard's name: one for every start of a campaign. */
  readonly guard: string;
  readonly campaign: string;
  /** The live version that it watches. */
  readonly version: number;
  readonly theme: string;
  /** The key of what is shown; absent in plans of before. */
  readonly decoration?: string;
  readonly category: string;
  readonly delivery: Delivery;
  readonly parameters: GuardParameters;
  /** None: the whole audience at once. */
  readonly stages: readonly Stage[];
  /** People in the audience, as counted at the start. */
  readonly audienceSize: number;
  /** Every shard that must report. */
  readonly shards: readonly string[];
  readonly startedAt: number;
  /** The share of the audience that is added in an hour at most; absent in plans of before: 2 %. */
  readonly rampPerHour?: number;
  /** Whose word alone it was at the start; absent: of two people, or it was started before this was kept. */
  readonly wantedBy?: readonly string[];
  /** The share of all people that one person alone may reach; absent in plans of before: 1 %. */
  readonly oneWordShare?: number;
  readonly season: Window;
}

/**
 * A frozen rollout stands at the coverage of this much later, so that nobody loses what a shard showed them while the
 * news of the freezing was on its way.
 */
const FREEZE_AHEAD_MS = 60_000;

export type GuardEnd = "halted" | "stopped" | "completed" | "superseded";

/** Where a guarded campaign stands. Changed by verdicts and by people, and by nothing else. */
export interface GuardStanding {
  /** Index into the plan's stages; past the last one when all of them are passed. */
  readonly stage: number;
  readonly stageStartedAt: number;
  /** Null: the whole audience at once. */
  readonly rollout: Rollout | null;
  readonly heldBy: "nobody" | "guard" | "person";
  /** Absent: it was started before this was kept. */
  readonly words?: Words;
  /** Why a second person is awaited, if one is and it is known. */
  readonly awaitedFor?: AwaitCause;
  /** Of all people, what one person may reach alone, where policy has made that stricter since the start. */
  readonly oneWordShare?: number;
  /** People in the audience, where they were counted anew after the start. Absent: the plan's. */
  readonly audienceSize?: number;
  /** The stages, where they were changed after the start. Absent: the plan's. */
  readonly stages?: readonly Stage[];
  /** Since then new people come by another audience of the campaign, and this one only keeps whom it has. */
  readonly passedOnAt?: number;
  /** Set when default exposure ended before the season did. */
  readonly end: { readonly kind: GuardEnd; readonly at: number } | null;
}

/** What a verdict changes. */
export type GuardAction =
  | { readonly kind: "halt" | "freeze" | "thaw" | "complete" | "ask-second" }
  | { readonly kind: "advance"; readonly toStage: number };

export function guardNameOf(campaign: string, version: number): string {
  return `${campaign}@${version}`;
}

/** The first instant at which anybody may see the campaign that the guard watches. */
export function beginningOf({ startedAt, season }: GuardPlan): number {
  return Math.max(startedAt, season.from);
}

/** When default exposure ends, as far as is known. */
export function endOf({ season }: GuardPlan, { end }: GuardStanding): number {
  return end?.at ?? season.until;
}

/** After this nothing is held against the campaign any more. */
export function closingOf(plan: GuardPlan, standing: GuardStanding): number {
  return endOf(plan, standing) + ATTRIBUTION_MS;
}

/** The stages in force. */
export function stagesOf(plan: Pick<GuardPlan, "stages">, { stages }: GuardStanding): readonly Stage[] {
  return stages ?? plan.stages;
}

/** How many people the audience has, as counted last. */
export function audienceOf({ audienceSize }: Pick<GuardPlan, "audienceSize">, standing: GuardStanding): number {
  return standing.audienceSize ?? audienceSize;
}

/** Whether anybody can have seen the campaign, or will have by the time at which a rollout that is frozen now stands. */
export function hasBegun(plan: GuardPlan, at: number): boolean {
  return beginningOf(plan) <= at + FREEZE_AHEAD_MS;
}

/** The stages' clock runs from the first instant at which anybody may see the campaign. */
export function beginStanding(plan: GuardPlan): GuardStanding {
  const at = beginningOf(plan);
  const [first] = plan.stages;
  const rollout = first === undefined ? null : rolloutFor(first, 0, plan.audienceSize, at, plan.rampPerHour);
  return { stage: 0, stageStartedAt: at, rollout, heldBy: "nobody", end: null };
}

/** Before its beginning nobody can have seen a campaign: every shard's zero is known, not missing. */
export function beginReports(plan: GuardPlan, now: number): ShardReports {
  const countedAt = Math.min(now, beginningOf(plan));
  return new Map(plan.shards.map((shard) => [shard, { shard, sequence: 0, countedAt, byStage: [], asked: 0 }]));
}

export function statusOf(plan: GuardPlan, standing: GuardStanding): GuardStatus {
  const { stage, heldBy, end, passedOnAt } = standing;
  if (end?.kind === "halted") return "halted";
  if (heldBy === "person") return "held-by-hand";
  return passedOnAt === undefined && stage < stagesOf(plan, standing).length ? "running" : "full";
}

export function coverageOf({ rollout }: GuardStanding, at: number): number {
  return coverageAt(rollout ?? undefined, at);
}

/** What the shards need to count for a guard. */
export function watchOf(plan: GuardPlan, standing: GuardStanding): Watch {
  return {
    guard: plan.guard,
    stage: standing.stage,
    opensAt: beginningOf(plan),
    closesAt: closingOf(plan, standing),
  };
}

/** What is to be done about a verdict; undefined if all is already as it should be. */
export function actionFor(verdict: Verdict, standing: GuardStanding): GuardAction | undefined {
  if (standing.end !== null) return undefined;
  switch (verdict.action) {
    case "halt":
    case "complete":
      return { kind: verdict.action };
    case "advance":
      return { kind: "advance", toStage: verdict.toStage };
    case "hold":
      if (standing.words !== "awaited" && verdict.reasons.some(({ kind }) => kind === "one-word")) {
        return { kind: "ask-second" };
      }
      return standing.heldBy === "nobody" && isGrowing(standing, verdict.at) ? { kind: "freeze" } : undefined;
    case "warn":
    case "continue":
      return standing.heldBy === "guard" ? { kind: "thaw" } : undefined;
  }
}

/** Takes an action. Coverage never falls, whatever the action and however late it comes. */
export function applyAction(plan: GuardPlan, standing: GuardStanding, action: GuardAction, at: number): GuardStanding {
  switch (action.kind) {
    case "halt":
      return endStanding(standing, "halted", at);
    case "freeze":
      return { ...standing, rollout: freeze(standing, at), heldBy: "guard" };
    case "ask-second":
      return followWords(plan, standing, "awaited", at, whySecond(plan, standing));
    case "thaw":
      return { ...standing, rollout: grow(plan, standing, at), heldBy: "nobody" };
    case "advance":
      return openStage(plan, standing, action.toStage, at);
    case "complete":
      return openStage(plan, standing, stagesOf(plan, standing).length, at);
  }
}

/** What people want of one audience of a campaign. */
export interface Wanted {
  /** New people come by it. */
  readonly isPresent: boolean;
  /** As they are written in the campaign. */
  readonly stages: readonly Stage[];
  readonly state: LiveState;
}

/** Brings a standing into line with what people did to the campaign. The very same comes back if it is already. */
export function followStart(plan: GuardPlan, standing: GuardStanding, wanted: Wanted, at: number): GuardStanding {
  const placed = wanted.isPresent
    ? changeStages(plan, takeBack(plan, standing, at), wanted.stages, at)
    : passOn(standing, at);
  return followLive(plan, placed, wanted.state, at);
}

/** Gives new people over to another audience: whoever has the campaign keeps it, and nobody new gets it by this one. */
function passOn(standing: GuardStanding, at: number): GuardStanding {
  if (standing.end !== null || standing.passedOnAt !== undefined) return standing;
  return { ...standing, rollout: freeze(standing, at), heldBy: "nobody", passedOnAt: at };
}

/** New people come by this audience again: from the coverage reached, and the stage has its whole time before it. */
function takeBack(plan: GuardPlan, standing: GuardStanding, at: number): GuardStanding {
  if (standing.end !== null || standing.passedOnAt === undefined) return standing;
  const { passedOnAt: _passedOn, ...present } = standing;
  const from = Math.max(at, beginningOf(plan));
  if (present.heldBy === "nobody" && present.words !== "awaited") return openStage(plan, present, present.stage, from);
  return { ...present, stageStartedAt: from, heldBy: present.heldBy === "person" ? "person" : "guard" };
}

/**
 * Other stages, from the coverage reached on: in the first stage that is meant for so many, for its whole time. The last one
 * has to be passed again, too. What began in stages never ends in a jump: without stages it goes on to everybody as fast as
 * any rollout may.
 */
function changeStages(plan: GuardPlan, standing: GuardStanding, stages: readonly Stage[], at: number): GuardStanding {
  if (standing.end !== null || isSameStages(stages, stagesOf(plan, standing))) return standing;
  if (!hasBegun(plan, at)) {
    const audienceSize = audienceOf(plan, standing);
    const begun = { ...beginStanding({ ...plan, stages, audienceSize }), stages, audienceSize };
    return standing.heldBy === "person" ? { ...begun, rollout: freeze(begun, at), heldBy: "person" } : begun;
  }
  const from = Math.max(at, beginningOf(plan));
  const coverage = coverageOf(standing, at);
  const enough = stages.findIndex((stage) => stageShare(stage, audienceOf(plan, standing)) >= coverage);
  const stage = enough < 0 ? Math.max(0, stages.length - 1) : enough;
  const changed = { ...standing, stages, stage, stageStartedAt: from };
  return standing.heldBy === "nobody" ? openStage(plan, changed, stage, from) : changed;
}

function isSameStages(one: readonly Stage[], other: readonly Stage[]): boolean {
  const sizeOf = (stage: Stage) => ("people" in stage ? `${stage.people} people` : `${stage.percent} percent`);
  const told = (stages: readonly Stage[]) => stages.map((stage) => `${sizeOf(stage)} ${stage.minimumHours}`).join();
  return told(one) === told(other);
}

/** Brings a standing into line with what people did to the campaign: held, resumed, stopped or completed it. */
export function followLive(plan: GuardPlan, standing: GuardStanding, live: LiveState, at: number): GuardStanding {
  if (standing.end !== null) return standing;
  switch (live) {
    case "halted":
    case "stopped":
      return endStanding(standing, live, at);
    case "completed":
      return endStanding(standing, live, Math.min(at, plan.season.until));
    case "holding":
      return standing.heldBy === "person" ? standing : { ...standing, rollout: freeze(standing, at), heldBy: "person" };
    case "running":
      return standing.heldBy === "person"
        ? {
            ...standing,
            rollout: grow(plan, standing, at),
            heldBy: standing.words === "awaited" ? "guard" : "nobody",
          }
        : standing;
  }
}

/** An audience is another when it has become larger or smaller by so much: imports go on every night. */
const ANOTHER_SIZE = 0.05;

/**
 * Brings a standing into line with how many people the audience has by now: so many as a stage is for are another share of more
 * people. It goes on from the coverage reached.
 */
export function followAudience(
  plan: GuardPlan,
  standing: GuardStanding,
  audienceSize: number,
  at: number,
): GuardStanding {
  const before = audienceOf(plan, standing);
  if (standing.end !== null || Math.abs(audienceSize - before) <= ANOTHER_SIZE * before) return standing;
  const counted = { ...standing, audienceSize };
  if (standing.heldBy !== "nobody") return counted;
  const rollout = grow(plan, counted, at);
  return rollout?.to === standing.rollout?.to ? counted : { ...counted, rollout };
}

/** Of all people, what one person may reach alone: what policy makes stricter holds for what runs, what it makes looser does not. */
export function followShare(plan: GuardPlan, standing: GuardStanding, oneWordShare: number): GuardStanding {
  const isAlone = standing.words !== "two" && plan.delivery === "default-on";
  if (standing.end !== null || !isAlone || oneWordShare >= oneWordShareOf(plan, standing)) return standing;
  return { ...standing, oneWordShare };
}

/** Brings a standing into line with on whose word the campaign runs. Undefined: that is not known, and nothing changes. */
export function followWords(
  plan: GuardPlan,
  standing: GuardStanding,
  words: Words | undefined,
  at: number,
  awaitedFor?: AwaitCause,
): GuardStanding {
  if (standing.end !== null || words === undefined || words === standing.words) return standing;
  const { awaitedFor: _before, ...kept } = standing;
  const told: GuardStanding = { ...kept, words };
  if (words === "awaited") {
    return {
      ...told,
      ...(awaitedFor && { awaitedFor }),
      rollout: freeze(told, at),
      heldBy: told.heldBy === "person" ? "person" : "guard",
    };
  }
  // Whatever else may hold it, the guard finds at its next look.
  return standing.words === "awaited" && told.heldBy === "guard"
    ? { ...told, rollout: grow(plan, told, at), heldBy: "nobody" }
    : told;
}

/**
 * Whether only those get the campaign unasked who have been shown it: a share of the audience would still bring it to people
 * of that share who have not asked yet, and where there are no stages there is no share to stop at.
 */
export function isClosed({ end, words, heldBy, rollout }: GuardStanding): boolean {
  return end === null && (words === "awaited" || (heldBy === "person" && rollout === null));
}

export function endStanding(standing: GuardStanding, kind: GuardEnd, at: number): GuardStanding {
  return standing.end === null ? { ...standing, end: { kind, at } } : standing;
}

function openStage(plan: GuardPlan, standing: GuardStanding, stage: number, at: number): GuardStanding {
  const opened: GuardStanding = { ...standing, stage, stageStartedAt: at, heldBy: "nobody" };
  return { ...opened, rollout: grow(plan, opened, at) };
}

/** The rollout that goes on from the coverage reached. */
function grow(plan: GuardPlan, standing: GuardStanding, at: number): Rollout | null {
  const { rollout, passedOnAt, words } = standing;
  if (rollout === null || passedOnAt !== undefined || words === "awaited") return rollout;
  const { rampPerHour } = plan;
  const coverage = coverageOf(standing, at);
  const from = Math.max(at, rollout.startedAt);
  const stage = stagesOf(plan, standing)[standing.stage];
  return stage === undefined
    ? finalRollout(coverage, from, rampPerHour)
    : rolloutFor(stage, coverage, audienceOf(plan, standing), from, rampPerHour);
}

function freeze({ rollout }: GuardStanding, at: number): Rollout | null {
  if (rollout === null) return null;
  // What begins at this very instant has reached no shard yet.
  return freezeRollout(rollout, rollout.startedAt === at ? at : at + FREEZE_AHEAD_MS);
}

function isGrowing({ rollout }: GuardStanding, at: number): boolean {
  return rollout !== null && coverageAt(rollout, at) < rollout.to;
}
