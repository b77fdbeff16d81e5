import { sayMissing } from "../domain/missing-texts.ts";
import { inBoth, issueInBoth, type Failure } from "../contract/problem.ts";
import type { ShardRpc } from "../contract/rpc/rpc.ts";
import type { CampaignReturn, RollBackPlan, RollBackRequest } from "../contract/rpc/rpc-control.ts";
import { advanceLifecycle, NEW_LIFECYCLE, type Lifecycle, type LifecycleAction } from "../domain/campaign/lifecycle.ts";
import { sayRefusal, saySecondRefusal } from "../domain/review/refusal-texts.ts";
import { returnLive } from "../domain/campaign/return-live.ts";
import { planRollBack, whyNotReturn, type LeftOutCode, type RollBackOutcome } from "../domain/review/roll-back.ts";
import { namesIn } from "./names-in.ts";
import { noteRolledBackTo } from "../domain/review/rolled-back-to.ts";
import { knewSize, isOutgrown, listSince } from "../domain/review/known-reasons.ts";
import { sayLeftOut, sayNothingToDo } from "../domain/review/roll-back-texts.ts";
import { labelOrKey, type LabelOf } from "../domain/name-part.ts";
import { isMachine } from "../domain/human-behind.ts";
import { diffJson } from "../domain/json-diff.ts";
import type { Succession } from "../domain/guard/succession.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { checkDefinitionSet } from "./check-change.ts";
import { definitionsOf } from "./definitions-of.ts";
import { askWhereRevealed, isSameReach } from "./ask-where-revealed.ts";
import type { ControlTools } from "./control-tools.ts";
import { queryCampaign, tryToMeasure, type MeasuredAudience } from "./measure-audience.ts";
import { byCampaign } from "./ruleset-history.ts";
import { hashJson, hashSnapshot, withEarlier, type Snapshot } from "./snapshot.ts";
import type { DefinitionRow, LiveCampaign, LiveWorld } from "./storage.ts";
import { weighStart } from "./weigh-start.ts";

/** Whom the campaigns that may return reach, by key, as of one ruleset. */
export interface MeasuredReturn {
  readonly present: number;
  readonly audiences: ReadonlyMap<string, MeasuredAudience>;
}

interface Step {
  readonly key: string;
  readonly row: DefinitionRow | undefined;
  readonly entry: LiveCampaign | undefined;
  readonly outcome: RollBackOutcome;
}

/** Makes an earlier ruleset live again, as a new one. What returns takes what a start takes; see roll-back.ts. */
export function openRollingBack(tools: ControlTools) {
  const { storage, records, audit, publisher, guarding, authors, transact } = tools;

  function findTarget(version: number): Result<LiveWorld, Failure> {
    const present = storage.latestVersion();
    if (version === present) return fail({ type: "conflict", ...inBoth(IS_PRESENT) });
    const target = storage.listRulesets().find((ruleset) => ruleset.version === version);
    return target === undefined
      ? fail({ type: "not-found", ...inBoth(sayMissing("ruleset", version)) })
      : succeed(target.live);
  }

  /** What speaks against starting that content now, on the word of whoever rolls back. */
  function findObstacle(
    { snapshot, approval, known = {} }: LiveCampaign,
    live: Lifecycle["live"],
    { actor, now }: RollBackRequest,
    measured: MeasuredAudience | undefined,
  ): LeftOutCode | undefined {
    const { campaign, decoration } = snapshot;
    const definitions = definitionsOf(snapshot, storage);
    const checked = checkDefinitionSet(definitions, [{ kind: "campaign", key: campaign.key }]);
    if (!checked.ok) {
      const isSensitive = checked.error.issues?.some(({ code }) => code === "sensitive-default-on") === true;
      return isSensitive ? "sensitive" : "breaks-a-rule";
    }
    const refusal = guarding.whyRefused(campaign, decoration, measured?.matching ?? 0);
    if (refusal !== undefined) {
      const codes = (refusal.issues ?? []).map(({ code }) => code);
      if (codes.includes("looks-sensitive")) return "sensitive";
      return codes.includes("theme-halted") || codes.includes("looks-halted") ? "theme-review" : "no-stages";
    }
    const row = storage.readDefinition("campaign", campaign.key);
    const planned = row && guarding.planStart(row, withEarlier(snapshot, []), now);
    const whyTwo = weighStart(tools, {
      key: campaign.key,
      campaign,
      decoration,
      definitions,
      live,
      how: planned?.ok === true ? planned.value : undefined,
      actors: [
        actor,
        ...(approval === undefined ? [] : [approval.submittedBy, approval.approvedBy]),
        ...(approval?.authors ?? []),
      ],
      measured,
      now,
    });
    const isWider = live?.word?.kind === "two" && isOutgrown(live, measured);
    return whyNotReturn({
      approval,
      whyTwo,
      isSince: isWider || listSince(whyTwo, known).length > 0,
      actor,
      makerOf: authors.makerOf,
    });
  }

  function planFor(
    key: string,
    target: LiveWorld,
    obstacleTo: (entry: LiveCampaign, live: Lifecycle["live"]) => LeftOutCode | undefined,
  ): Step {
    const entry = target.campaigns.find(({ snapshot }) => snapshot.campaign.key === key);
    const row = storage.readDefinition("campaign", key);
    const live = row?.lifecycle?.live;
    const isSameContent =
      entry !== undefined &&
      hashJson(row?.snapshot ? withEarlier(row.snapshot, []) : null) === hashJson(withEarlier(entry.snapshot, []));
    const outcome = planRollBack({
      earlier: entry && { state: entry.state, version: versionOf(entry) },
      now: live && {
        state: live.state,
        version: live.version,
        isSameContent,
        isHaltedByPolicy: live.haltedBy === "policy",
      },
      starts: records.listOf(key).map(({ plan, standing }) => ({
        version: plan.version,
        end: standing.end?.kind ?? null,
      })),
      findObstacle: () => entry && obstacleTo(entry, live),
    });
    return { key, row, entry, outcome };
  }

  function planAll(
    target: LiveWorld,
    obstacleTo: (entry: LiveCampaign, live: Lifecycle["live"]) => LeftOutCode | undefined,
  ): readonly Step[] {
    const then = target.campaigns.map(({ snapshot }) => snapshot.campaign.key);
    const now = storage.listDefinitions("campaign").map(({ key }) => key);
    return [...new Set([...now, ...then])].map((key) => planFor(key, target, obstacleTo));
  }

  /** All that can be said before anything is done. */
  function prepare(
    request: RollBackRequest,
    measured: MeasuredReturn,
  ): Result<{ readonly steps: readonly Step[]; readonly plan: RollBackPlan }, Failure> {
    const { version, seen } = request;
    const present = storage.latestVersion();
    if (isMachine(request.actor)) {
      return fail({ type: "another-person", ...inBoth(saySecondRefusal({ kind: "machine" })) });
    }
    const target = findTarget(version);
    if (!target.ok) return target;
    if (measured.present !== present || (seen !== undefined && seen !== present)) {
      return fail({ type: "conflict", ...inBoth(movedOn(present)) });
    }
    const steps = planAll(target.value, (entry, live) =>
      findObstacle(entry, live, request, measured.audiences.get(entry.snapshot.campaign.key)),
    );
    const before = publisher.readLive();
    const after = { ...before, campaigns: steps.flatMap((step) => foresee(step, before)) };
    const plan = {
      target: version,
      present,
      campaigns: steps.flatMap(toReturn),
      changes: diffJson(byCampaign(contentOf(before)), byCampaign(contentOf(after))),
    };
    return succeed({ steps, plan });
  }

  /** Writes what a step made of a campaign, as if somebody had taken it by itself. */
  function write(
    key: string,
    kind: LifecycleAction["kind"],
    { lifecycle, snapshot }: { readonly lifecycle: Lifecycle; readonly snapshot: Snapshot | undefined },
    request: RollBackRequest,
    audienceSize: number,
  ): void {
    storage.writeLifecycle(key, lifecycle, snapshot);
    guarding.followLives(request.now, audienceSize);
    guarding.tellStep(kind, key, request);
    if (kind === "stop") {
      audit.append(request, kind, `campaign/${key}`, [noteRolledBackTo(request.version)]);
    }
  }

  function carryOut(
    { key, row, entry, outcome }: Step,
    request: RollBackRequest,
    audienceSize: number,
  ): Result<null, Failure> {
    const { actor, now } = request;
    const reason = request.why ?? writeServiceWord({ code: "rollback", version: request.version });
    const lifecycle = row?.lifecycle ?? NEW_LIFECYCLE;
    const take = (action: LifecycleAction, from: Lifecycle, snapshot: Snapshot | undefined): Result<null, Failure> => {
      const next = advanceLifecycle(from, action, { actor, now, hash: "" });
      if (!next.ok)
        return fail({ type: "conflict", ...inBoth(sayRefusal(next.error, namesIn(storage.readDefinitions()))) });
      write(key, action.kind, { lifecycle: next.value, snapshot }, request, audienceSize);
      return succeed(null);
    };
    if (outcome.kind === "returns" && entry !== undefined) {
      const { approval, known = {} } = entry;
      const content = withEarlier(entry.snapshot, []);
      const hash = hashSnapshot(content, storage.readDefinitions());
      const planned = row === undefined ? succeed(STARTS_ANEW) : guarding.planStart(row, content, now);
      if (!planned.ok) return planned;
      const snapshot = withEarlier(content, planned.value.earlier);
      const lastVersion = guarding.lastVersion(key);
      const isOfUnknownSize = content.campaign.delivery !== "opt-in" && !knewSize(known);
      const earlier = { approval, known, isOfUnknownSize, how: planned.value, makerOf: authors.makerOf };
      const returned = returnLive(lifecycle, earlier, { now, hash, lastVersion });
      write(key, "start", { lifecycle: returned, snapshot }, request, audienceSize);
      const isToHold = outcome.state === "holding" && returned.live?.state === "running";
      return isToHold ? take({ kind: "hold", reason }, returned, snapshot) : succeed(null);
    }
    if (outcome.kind === "holds") return take({ kind: "hold", reason }, lifecycle, row?.snapshot);
    if (outcome.kind === "ends" || (outcome.kind === "left-out" && outcome.ends)) {
      return take({ kind: "stop", reason }, lifecycle, row?.snapshot);
    }
    return succeed(null);
  }

  /** What a rollback ends, holds or changes is looked at like a stop: people must not first see on a feast what lay below. */
  function askBelow(steps: readonly Step[], now: number): void {
    for (const { row, outcome, entry } of steps) {
      const shown = row?.lifecycle?.live === undefined ? undefined : row.snapshot;
      if (shown === undefined) continue;
      const returned = outcome.kind === "returns" ? entry?.snapshot : undefined;
      const isGone =
        outcome.kind === "ends" ||
        outcome.kind === "holds" ||
        (outcome.kind === "left-out" && outcome.ends) ||
        (returned !== undefined && !isSameReach(shown, returned));
      if (isGone && askWhereRevealed(tools, { shown }, now)) guarding.followLives(now, 0);
    }
  }

  /** Counts whom the campaigns that may return would reach now. */
  async function measure(
    { version }: Pick<RollBackRequest, "version">,
    shards: readonly ShardRpc[],
  ): Promise<Result<MeasuredReturn, Failure>> {
    const present = storage.latestVersion();
    const target = findTarget(version);
    if (!target.ok) return target;
    const audiences = new Map<string, MeasuredAudience>();
    for (const { entry, outcome } of planAll(target.value, () => undefined)) {
      if (entry === undefined || outcome.kind !== "returns") continue;
      const { campaign } = entry.snapshot;
      const hash = hashSnapshot(withEarlier(entry.snapshot, []), storage.readDefinitions());
      const query = queryCampaign(campaign, definitionsOf(entry.snapshot, storage));
      const measured = await tryToMeasure(shards, { hash, query });
      if (!measured.ok) return measured;
      audiences.set(campaign.key, measured.value);
    }
    return succeed({ present, audiences });
  }

  return {
    /** What a rollback would do; writes nothing. */
    async preview(request: RollBackRequest, shards: readonly ShardRpc[]): Promise<Result<RollBackPlan, Failure>> {
      const measured = await measure(request, shards);
      if (!measured.ok) return measured;
      const prepared = prepare(request, measured.value);
      return prepared.ok ? succeed(prepared.value.plan) : prepared;
    },

    async rollBack(request: RollBackRequest, shards: readonly ShardRpc[]): Promise<Result<RollBackPlan, Failure>> {
      const measured = await measure(request, shards);
      if (!measured.ok) return measured;
      const { audiences } = measured.value;
      const prepared = prepare(request, measured.value);
      if (!prepared.ok) return prepared;
      const { steps, plan } = prepared.value;
      if (plan.changes.length === 0) return fail(refuseIdle(plan, namesIn(storage.readDefinitions())));
      return transact((): Result<RollBackPlan, Failure> => {
        for (const step of steps) {
          const done = carryOut(step, request, audiences.get(step.key)?.matching ?? 0);
          if (!done.ok) return done;
        }
        askBelow(steps, request.now);
        const published = publisher.publish(request, writeServiceWord({ code: "rollback", version: request.version }));
        if (!published.ok) return published;
        const changes = [
          { path: "ruleset", before: plan.present, after: request.version },
          ...plan.campaigns.map(({ key, outcome, code }) => ({ path: `campaigns/${key}`, after: code ?? outcome })),
        ];
        audit.append(request, "rollback", `ruleset/${request.version}`, changes);
        return succeed(plan);
      });
    },
  };
}

/** The start of a campaign in a ruleset; 0: an earlier release did not keep it. */
function versionOf({ watch }: LiveCampaign): number {
  return Number(watch?.guard.slice(watch.guard.lastIndexOf("@") + 1) ?? 0);
}

/** How a campaign would be live after its step. */
function foresee({ key, entry, outcome }: Step, before: LiveWorld): readonly LiveCampaign[] {
  const now = before.campaigns.filter(({ snapshot }) => snapshot.campaign.key === key);
  switch (outcome.kind) {
    case "stays":
      return now;
    case "holds":
      return now.map((campaign) => ({ ...campaign, state: "holding" }));
    case "returns":
      return entry === undefined ? now : [{ ...entry, state: outcome.state }];
    case "ends":
      return now.map((campaign) => ({ ...campaign, state: "stopped" }));
    case "left-out":
      return outcome.ends ? now.map((campaign) => ({ ...campaign, state: "stopped" })) : now;
  }
}

/** What people are shown, without what is counted and who approved it. */
function contentOf({ stopped, campaigns }: LiveWorld): LiveWorld {
  return {
    stopped,
    campaigns: campaigns.map(({ snapshot, state }) => ({ snapshot: withEarlier(snapshot, []), state })),
  };
}

function toReturn({ key, outcome }: Step): readonly CampaignReturn[] {
  if (outcome.kind === "stays") return [];
  const code = outcome.kind === "left-out" ? outcome.code : null;
  const ends = outcome.kind === "ends" || (outcome.kind === "left-out" && outcome.ends);
  return [{ key, outcome: outcome.kind, ends, code, sentence: code && sayLeftOut(code) }];
}

/** Nothing would change; of each campaign that stays away, why it does. */
function refuseIdle({ campaigns }: RollBackPlan, labelOf: LabelOf): Failure {
  const leftOut = campaigns.flatMap(({ key, code, sentence }) =>
    code === null || sentence === null ? [] : [{ key, code, sentence }],
  );
  const words = sayNothingToDo(
    leftOut.map(({ key, sentence }) => ({ campaign: labelOrKey(`campaign/${key}`, labelOf), sentence })),
  );
  const issues = leftOut.map(({ key, code, sentence }) => issueInBoth(`campaigns/${key}`, sentence, code));
  return { type: "conflict", ...inBoth(words), issues };
}

const STARTS_ANEW: Succession = { kind: "anew", earlier: [] };

const IS_PRESENT = {
  ru: "Эта версия действует сейчас, возвращать нечего.",
  en: "That version is live now; there is nothing to go back to.",
};

function movedOn(present: number) {
  return {
    ru: `Пока вы смотрели, опубликовали версию ${present}. Посмотрите, что изменит откат теперь, и решите снова.`,
    en: `Version ${present} was published meanwhile. Look at what a rollback would change now, and decide again.`,
  };
}
