import type { GuardAnswer, RetrospectiveAnswer } from "../contract/guard.ts";
import { createTimeFormat } from "../contract/local-time.ts";
import type { GuardView } from "../contract/rpc/rpc-guard.ts";
import { describeVerdict } from "../domain/guard/describe-guard.ts";
import { fitRetrospective } from "../domain/guard/fit-retrospective.ts";
import {
  audienceOf,
  beginningOf,
  coverageOf,
  endOf,
  stagesOf,
  type GuardPlan,
  type GuardStanding,
} from "../domain/guard/guard-standing.ts";
import { tellAudience, tellShare } from "../domain/guard/tell-audience.ts";
import { planStages, stageShare } from "../domain/guard/stage-plan.ts";
import type { ToldPoint, ToldVerdict } from "../domain/guard/tell-guard.ts";
import type { ToldRetrospective } from "../domain/guard/tell-retrospective.ts";
import { HOUR_MS } from "../domain/time-units.ts";
import { toInstantText } from "./instant-text.ts";

/** A campaign's guard, with those that watch on over what earlier audiences keep. */
export function answerGuards(view: GuardView, beside: readonly GuardView[], zone: string, now: number): GuardAnswer {
  const earlier = beside.map((each) => {
    const { guard, version, phase, stage, counts, evidence, verdict } = answerGuard(each, zone, now);
    const { exposed, optedOut, complained } = counts;
    const { odds, level, limits } = evidence;
    const { sentence } = verdict;
    return {
      guard,
      version,
      phase,
      coverage: stage.coverage,
      counts: { exposed, optedOut, complained },
      odds,
      haltAt: limits.halt,
      level,
      sentence,
    };
  });
  return { ...answerGuard(view, zone, now), earlier };
}

/** What a guard tells, for people: instants as text, and sentences. */
function answerGuard(view: GuardView, zone: string, now: number): Omit<GuardAnswer, "earlier"> {
  const { order, counts, haltedBy, probe, history } = view;
  const { plan, standing } = order;
  const verdict = haltedBy ?? view.verdict;
  const stages = stagesOf(plan, standing);
  const stage = stages[standing.stage];
  const missing = view.verdict.heard?.missing ?? [];
  const audience = tellAudience(audienceOf(plan, standing));
  return {
    guard: plan.guard,
    campaign: plan.campaign,
    version: plan.version,
    phase: phaseOf(plan, standing, now),
    heldBy: standing.heldBy,
    season: { from: toInstantText(plan.season.from), until: toInstantText(plan.season.until) },
    audience,
    stage: {
      index: standing.stage,
      total: stages.length,
      startedAt: toInstantText(standing.stageStartedAt),
      share: stage === undefined ? 1 : tellShare(stageShare(stage, audience)),
      coverage: tellShare(coverageOf(standing, now)),
    },
    next: nextOf(view, now),
    plan: planStages(stages, audience).map((corner) => ({ ...corner, share: tellShare(corner.share) })),
    shards: { heard: plan.shards.length - missing.length, total: plan.shards.length },
    counts: { ...counts },
    evidence: evidenceOf(view),
    verdict: {
      action: verdict.action,
      at: toInstantText(verdict.at),
      sentence: {
        ru: describeVerdict(verdict, { language: "ru", formatTime: createTimeFormat(zone, "ru", now) }),
        en: describeVerdict(verdict, { language: "en", formatTime: createTimeFormat(zone, "en", now) }),
      },
      silentShards: [...missing],
    },
    probe: probe && { ...probe, at: toInstantText(probe.at) },
    history: history.map(toPoint),
  };
}

export function answerRetrospective(told: ToldRetrospective): RetrospectiveAnswer {
  const fitted = fitRetrospective(told);
  const { startedAt, endedAt, writtenAt, audienceSize, byRegion, byPlatform, byStage, history, ...rest } = fitted;
  return {
    ...rest,
    startedAt: toInstantText(startedAt),
    endedAt: toInstantText(endedAt),
    writtenAt: toInstantText(writtenAt),
    audience: tellAudience(audienceSize),
    byStage: [...byStage],
    byRegion: { parts: [...byRegion.parts] },
    byPlatform: { parts: [...byPlatform.parts] },
    history: history.map(toPoint),
  };
}

function phaseOf(plan: GuardPlan, standing: GuardStanding, now: number): GuardAnswer["phase"] {
  if (standing.end !== null) return standing.end.kind;
  if (now < beginningOf(plan)) return "ahead";
  if (now >= endOf(plan, standing)) return "over";
  if (standing.heldBy !== "nobody") return "held";
  if (standing.passedOnAt !== undefined) return "kept";
  return standing.stage < stagesOf(plan, standing).length ? "running" : "full";
}

/** What comes after the present stage; nothing once all are passed, or when the campaign is over. */
function nextOf({ order: { plan, standing }, verdict }: GuardView, now: number): GuardAnswer["next"] {
  const stages = stagesOf(plan, standing);
  const stage = standing.passedOnAt === undefined ? stages[standing.stage] : undefined;
  if (stage === undefined || now >= endOf(plan, standing)) return null;
  return {
    opens: standing.stage + 1 < stages.length ? "stage" : "everybody",
    notBefore: toInstantText(standing.stageStartedAt + stage.minimumHours * HOUR_MS),
    waitsFor: waitsOf(verdict),
  };
}

function waitsOf(verdict: ToldVerdict): NonNullable<GuardAnswer["next"]>["waitsFor"] {
  if (verdict.action === "hold") return verdict.reasons.map(({ kind }) => kind);
  if (verdict.action === "continue") return verdict.waitsFor.map(({ kind }) => kind);
  return verdict.action === "warn" ? ["warning"] : [];
}

function evidenceOf({ order: { plan }, verdict }: GuardView): GuardAnswer["evidence"] {
  const { metrics, warnOdds, haltOdds, advanceOdds, minimumPeople } = plan.parameters;
  const { parts, level, odds, safeOdds } = verdict.evidence;
  const partOf = (metric: keyof typeof metrics) => ({ ...parts[metric], ...metrics[metric] });
  return {
    odds,
    safeOdds,
    level,
    limits: { warn: warnOdds, halt: haltOdds, advance: advanceOdds, minimumPeople },
    parts: { optedOut: partOf("optedOut"), complained: partOf("complained") },
  };
}

function toPoint({ at, coverage, ...point }: ToldPoint) {
  return { ...point, coverage: tellShare(coverage), at: toInstantText(at) };
}
