import type { Definitions } from "../contract/definitions.ts";
import { inBoth, type Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { GuardOrder, GuardReach, GuardRequest, Policy } from "../contract/rpc/rpc-guard.ts";
import type { Settings } from "../contract/settings.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import type { NoticeKind } from "../domain/guard/guard-notice.ts";
import { guardParametersFor } from "../domain/guard/guard-parameters.ts";
import { learnTolerance, type Tolerance } from "../domain/guard/guard-policy.ts";
import {
  audienceOf,
  followAudience,
  applyAction,
  beginStanding,
  closingOf,
  endOf,
  endStanding,
  followStart,
  followShare,
  followWords,
  guardNameOf,
  hasBegun,
  type GuardAction,
  type GuardPlan,
  type GuardStanding,
} from "../domain/guard/guard-standing.ts";
import { causeOf, whySecond, wordsOf } from "../domain/guard/one-word.ts";
import { advanceLifecycle, type LifecycleAction, type Live } from "../domain/campaign/lifecycle.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import type { Retrospective } from "../domain/guard/retrospective.ts";
import { defaultStages } from "../domain/guard/stage-plan.ts";
import { watchedState } from "../domain/campaign/policy-halt.ts";
import { whyImpossible } from "../domain/policy/policy-effect.ts";
import { wantedBy } from "../domain/campaign/start-word.ts";
import { foretellEdit, type ForetoldEdit } from "../domain/review/foretell-edit.ts";
import { planSuccession, type Progress, type Succession } from "../domain/guard/succession.ts";
import type { ToldVerdict } from "../domain/guard/tell-guard.ts";
import { tellRetrospective, type ToldRetrospective } from "../domain/guard/tell-retrospective.ts";
import { TOO_MANY_AUDIENCES } from "../domain/guard/too-many-audiences.ts";
import { noiseSecretOf } from "../tokens/count-secrets.ts";
import { askAfterHalts } from "./ask-where-revealed.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Authors } from "./authors.ts";
import { themesEverOf } from "./early-ends.ts";
import type { GuardRecord, GuardRecords } from "./guard-records.ts";
import { holdAlike } from "./hold-alike.ts";
import { holdTogether } from "./hold-together.ts";
import type { LookalikeFinder } from "./lookalikes.ts";
import type { OwnReaches } from "./own-reach.ts";
import type { Places } from "./places.ts";
import { limitsOf } from "./limits-of.ts";
import { refuseUnasked } from "./refuse-unasked.ts";
import { listGuardsInForce } from "./guards-in-force.ts";
import type { Publisher } from "./publisher.ts";
import { seasonOf } from "./season-of.ts";
import { takeSnapshot, type Snapshot } from "./snapshot.ts";
import type { CatalogStorage, DefinitionRow } from "./storage.ts";
import type { SpaceWatch } from "./space-watch.ts";
import type { Transact } from "./transact.ts";
import { openVerdictWords } from "./verdict-words.ts";
import type { Webhooks } from "./webhooks.ts";

export interface GuardingTools {
  readonly settings: Settings;
  readonly storage: CatalogStorage;
  readonly records: GuardRecords;
  readonly audit: AuditLog;
  readonly publisher: Publisher;
  readonly webhooks: Webhooks;
  readonly transact: Transact;
  readonly space: Pick<SpaceWatch, "isLow">;
  readonly places: Places;
  readonly lookalikes: LookalikeFinder;
  readonly ownReaches: OwnReaches;
  readonly authors: Pick<Authors, "makerOf">;
}

/** What a guard's action is told as. */
const NOTICE_OF_ACTION: Readonly<Partial<Record<GuardAction["kind"], NoticeKind>>> = {
  halt: "guard.halted",
  "ask-second": "guard.asks-second",
  advance: "guard.advanced",
  complete: "guard.completed",
};

/** What a person's step is told as. */
const NOTICE_OF_STEP: Readonly<Partial<Record<LifecycleAction["kind"], NoticeKind>>> = {
  start: "campaign.started",
  hold: "campaign.held",
  resume: "campaign.resumed",
  stop: "campaign.stopped",
  confirm: "campaign.confirmed",
};

/** These stand whatever the guard knew when it decided: they only ever protect. */
const ALWAYS_RIGHT: readonly GuardAction["kind"][] = ["halt", "freeze", "ask-second"];

/** These give a campaign to more people; they wait until what those see can be kept. */
const GROWTH: readonly GuardAction["kind"][] = ["advance", "thaw", "complete"];

const GUARD = "guard";

/** The catalog's side of guarding: plans, what guards decide, and what is learnt. No await in here. */
export function openGuarding({
  settings,
  storage,
  records,
  audit,
  publisher,
  webhooks,
  transact,
  places,
  space,
  lookalikes,
  ownReaches,
  authors,
}: GuardingTools) {
  const { describe, factsOf } = openVerdictWords(settings.defaultZone);

  function tell(kind: NoticeKind, at: number, campaign: string, facts: object): void {
    webhooks.announce({ kind, at, facts: { campaign, ...facts } });
  }

  function listTold(by: "campaign" | "category", key: string): readonly ToldRetrospective[] {
    return records.listRetrospectives(by, key).map((exact) => tellRetrospective(exact, noiseSecretOf(settings)));
  }

  function toleranceOf(category: string, definitions: Definitions): Tolerance {
    const isSensitive = definitions.categories.find(({ key }) => key === category)?.sensitive === true;
    return learnTolerance(isSensitive, listTold("category", category), limitsOf(storage));
  }

  function makePlan(
    { campaign, decoration, earlier = [] }: Snapshot,
    { version, startedAt, word }: Live,
    audienceSize: number,
  ): GuardPlan {
    const definitions = storage.readDefinitions();
    const category = definitions.themes.find(({ key }) => key === decoration.theme)?.category ?? "";
    return {
      guard: guardNameOf(campaign.key, version),
      campaign: campaign.key,
      version,
      theme: decoration.theme,
      decoration: decoration.key,
      category,
      delivery: campaign.delivery,
      parameters: guardParametersFor(toleranceOf(category, definitions).p0, earlier.length),
      stages: stagesFor(campaign),
      audienceSize,
      shards: storage.readInstalls().map(({ shard }) => shard),
      startedAt,
      rampPerHour: limitsOf(storage).rampPerHour,
      oneWordShare: limitsOf(storage).oneWordShare,
      ...(word?.kind === "one" && { wantedBy: wantedBy(word) }),
      season: seasonOf(campaign, startedAt) ?? { from: startedAt, until: startedAt },
    };
  }

  /**
   * Gives every start a guard, and brings the others into line with what people did. New people come by the present audience
   * of a campaign; those of earlier ones keep whom they have, and end with it.
   */
  function followLives(now: number, audienceSize: number): void {
    const isWatched = new Set<string>();
    for (const row of storage.listDefinitions("campaign")) {
      const { lifecycle, snapshot } = row;
      if (lifecycle?.live === undefined || snapshot === undefined) continue;
      const { word } = lifecycle.live;
      const state = watchedState(lifecycle.live);
      for (const [index, guard] of listGuardsInForce(row).entries()) {
        isWatched.add(guard);
        const known = records.find(guard);
        // What an earlier audience's guard has lost, nobody else can make anew.
        if (known === undefined && index > 0) continue;
        const plan = known?.plan ?? makePlan(snapshot, lifecycle.live, audienceSize);
        const standing = known?.standing ?? beginStanding(plan);
        const wanted = { isPresent: index === 0, stages: stagesFor(snapshot.campaign), state };
        const placed = followStart(plan, standing, wanted, now);
        const worded = followWords(plan, placed, word && wordsOf(word), now, causeOf(word));
        const followed = followShare(plan, worded, limitsOf(storage).oneWordShare);
        if (followed !== known?.standing) records.write(plan, followed);
      }
    }
    for (const { plan, standing } of records.listOpen()) {
      if (isWatched.has(plan.guard)) continue;
      const { until } = plan.season;
      // What ran to its end was taken over by nothing: another guard of the campaign has only been the first to say that it is over.
      const ended = now < until ? endStanding(standing, "superseded", now) : endStanding(standing, "completed", until);
      records.write(plan, ended);
    }
  }

  /** Of what comes to people unasked, the guards of present audiences. */
  const listComing = (): readonly GuardRecord[] =>
    records
      .listOpen()
      .filter(({ plan, standing }) => plan.delivery === "default-on" && standing.passedOnAt === undefined);

  /** How far the present audience of a campaign has come; undefined: it was never started. */
  function progressOf({ key, lifecycle, snapshot }: DefinitionRow, now: number): Progress | undefined {
    const live = lifecycle?.live;
    const record = live && records.find(guardNameOf(key, live.version));
    if (live === undefined || snapshot === undefined || record === undefined) return undefined;
    const { plan, standing } = record;
    return {
      live,
      content: snapshot,
      hasBegun: hasBegun(plan, now),
      isOver: now >= endOf(plan, standing),
      startedAt: (version) => records.find(guardNameOf(key, version))?.plan.startedAt ?? live.startedAt,
    };
  }

  function isInForce({ plan, standing }: GuardRecord): boolean {
    const row = storage.readDefinition("campaign", plan.campaign);
    return standing.end === null && row !== undefined && listGuardsInForce(row).includes(plan.guard);
  }

  function haltCampaign(row: DefinitionRow, { plan }: GuardRecord, verdict: ToldVerdict, now: number): void {
    const reason = describe(verdict, "en");
    const act = { actor: GUARD, now, why: reason };
    if (row.lifecycle === undefined) return;
    const halted = advanceLifecycle(row.lifecycle, { kind: "halt", reason }, { ...act, hash: "" });
    if (halted.ok) storage.writeLifecycle(row.key, halted.value, row.snapshot);
    askAfterHalts({ storage, audit, webhooks, authors }, [row.key], now);
    if (plan.delivery === "opt-in") return;
    records.blockTheme(plan.theme, plan.guard, now);
    for (const key of holdAlike({ storage, audit, awaitsReview }, plan, now)) {
      tell("campaign.held", now, key, { by: GUARD, reason: `${plan.guard} was halted` });
    }
  }

  /** Takes the action if it still applies; answers the standing that comes of it, or undefined. */
  function act(record: GuardRecord, { action, revision, verdict, now }: GuardRequest): GuardStanding | undefined {
    const { plan, standing } = record;
    const row = storage.readDefinition("campaign", plan.campaign);
    if (action === undefined || row?.lifecycle === undefined || !isInForce(record)) return undefined;
    if (revision !== record.revision && !ALWAYS_RIGHT.includes(action.kind)) return undefined;
    if (space.isLow() && GROWTH.includes(action.kind)) return undefined;
    if (action.kind === "freeze" && standing.heldBy !== "nobody") return undefined;
    if (action.kind === "halt") haltCampaign(row, record, verdict, now);
    if (action.kind === "ask-second") {
      const cause = whySecond(plan, standing);
      const request = { kind: "ask-second", ...(cause && { cause }) } as const;
      const asked = advanceLifecycle(row.lifecycle, request, { actor: GUARD, now, hash: "" });
      if (!asked.ok || asked.value.live?.word?.kind === "two") return undefined;
      storage.writeLifecycle(row.key, asked.value, row.snapshot);
    }
    return applyAction(plan, standing, action, now);
  }

  /** Tells what a request tells, and does what it asks for; says whether that changed what runs. */
  function takeRequest(record: GuardRecord, request: GuardRequest): boolean {
    records.noteAnswered(request.guard, request.sequence);
    const { verdict, action, notices, now } = request;
    const { plan } = record;
    const standing = act(record, request);
    const order = { ...record, standing: standing ?? record.standing };
    const told = standing && action && NOTICE_OF_ACTION[action.kind];
    for (const kind of [...notices, ...(told === undefined ? [] : [told])]) {
      tell(kind, verdict.at, plan.campaign, factsOf(order, verdict));
    }
    if (standing === undefined || action === undefined) return false;
    records.write(plan, standing);
    // What one audience's guard ends or asks for holds for all of them.
    if (action.kind === "halt" || action.kind === "ask-second") followLives(now, 0);
    const cause = `${action.kind} ${plan.campaign}`;
    const done = { actor: GUARD, now, why: describe(verdict, "en") };
    audit.append(done, action.kind, `campaign/${plan.campaign}`, [
      { path: "stage", before: record.standing.stage, after: standing.stage },
      { path: "sentence", after: { ru: describe(verdict, "ru"), en: describe(verdict, "en") } },
    ]);
    publisher.restand(done, cause);
    return true;
  }

  /** Keeps what a campaign has reached; says whether anything waits for a second person since. */
  function takeReach(guard: string, { reached, people }: GuardReach, now: number): boolean {
    records.noteReached(guard, reached);
    if (people === undefined) return false;
    if (!holdTogether({ storage, audit, webhooks, ownReaches }, people, now)) return false;
    followLives(now, 0);
    publisher.restand({ actor: GUARD, now }, "ask-second");
    return true;
  }

  /** Begins the next season of a campaign that comes again, or completes it. */
  function endSeason({ guard, campaign, theme }: Retrospective, now: number): Result<null, Failure> {
    const row = storage.readDefinition("campaign", campaign);
    const record = records.find(guard);
    if (row?.lifecycle?.live === undefined || row.snapshot === undefined || record === undefined) return succeed(null);
    if (!isInForce(record)) return succeed(null);
    const others = listGuardsInForce(row).flatMap((each) => records.find(each) ?? []);
    if (others.some((each) => now < closingOf(each.plan, each.standing))) return succeed(null);
    const mayComeAgain =
      record.plan.delivery === "opt-in" || !(isBlocked(theme) || awaitsReview(row.snapshot.decoration));
    const comesAgain = mayComeAgain && seasonOf(row.snapshot.campaign, now) !== undefined;
    const kind = comesAgain ? "renew" : "complete";
    const request = { actor: "system", now, why: writeServiceWord({ code: "season-over" }) };
    const lastVersion = records.findLatest(campaign)?.plan.version ?? 0;
    const next = advanceLifecycle(row.lifecycle, { kind }, { ...request, hash: "", lastVersion });
    if (!next.ok) return succeed(null);
    // The next season begins anew, for its own audience only.
    const { earlier: _earlier, ...content } = row.snapshot;
    storage.writeLifecycle(campaign, next.value, content);
    audit.append(request, kind, `campaign/${campaign}`, []);
    followLives(now, audienceOf(record.plan, record.standing));
    tell("campaign.ended", now, campaign, { version: record.plan.version, comesAgain });
    return publisher.publish(request, `${kind} ${campaign}`);
  }

  function awaitsReview(decoration: Decoration): boolean {
    return [...themesEverOf(decoration, places)].some(isBlocked) || lookalikes.isLikeHalted(decoration);
  }

  function isBlocked(theme: string): boolean {
    return records.listThemes().some((policy) => policy.theme === theme && policy.review === null);
  }

  return {
    followLives,

    /** The campaigns that come to people unasked. */
    listComing: (): readonly string[] => listComing().map(({ plan }) => plan.campaign),

    /** Goes by how many people the audience of a campaign has by now; says whether its stage became another share. */
    followAudience(campaign: string, audienceSize: number, now: number): boolean {
      const record = listComing().find(({ plan }) => plan.campaign === campaign);
      if (record === undefined) return false;
      const standing = followAudience(record.plan, record.standing, audienceSize, now);
      if (standing === record.standing) return false;
      records.write(record.plan, standing);
      return standing.rollout !== record.standing.rollout;
    },

    /** Tells of a person's step, in the transaction that takes it. */
    tellStep(kind: LifecycleAction["kind"], campaign: string, { actor, now, why }: Act): void {
      const notice = NOTICE_OF_STEP[kind];
      if (notice !== undefined) tell(notice, now, campaign, { by: actor, reason: why ?? null });
    },

    tellStopped(stopped: boolean, { actor, now, why }: Act): void {
      const kind = stopped ? "everything.stopped" : "everything.resumed";
      webhooks.announce({ kind, at: now, facts: { by: actor, reason: why ?? null } });
    },

    /** Does what a guard asks for, once; says whether a new ruleset has to be brought to the shards. */
    carryOut(request: GuardRequest): { readonly order: GuardOrder; readonly isPublished: boolean } | undefined {
      const record = records.find(request.guard);
      if (record === undefined) return undefined;
      const carriedOut = transact((): Result<boolean, never> => {
        const isChanged = request.sequence > record.answered && takeRequest(record, request);
        // Whatever its number: a count only ever rises, and what is asked for once is asked for.
        const isHeld = request.reach !== undefined && takeReach(request.guard, request.reach, request.now);
        return succeed(isHeld || isChanged);
      });
      const order = records.find(request.guard);
      if (order === undefined) return undefined;
      records.noteFollowed(order);
      return { order: toOrder(order), isPublished: carriedOut.ok && carriedOut.value };
    },

    /** Keeps what was learnt, exactly; says whether a new ruleset has to be brought to the shards. */
    keepRetrospective(retrospective: Retrospective): boolean {
      const before = storage.latestVersion();
      const ended = transact(() => {
        records.writeRetrospective(retrospective);
        return retrospective.isFinal ? endSeason(retrospective, retrospective.writtenAt) : succeed(null);
      });
      if (!ended.ok) throw new Error(`The season of ${retrospective.campaign} can't end: ${ended.error.detail}`);
      return storage.latestVersion() !== before;
    },

    listRetrospectives: (campaign: string) => listTold("campaign", campaign),
    listUnfollowed: () => records.listUnfollowed().map(toOrder),
    noteFollowed: records.noteFollowed,

    /** What a start of a campaign would make of it, and of its audiences. */
    planStart(row: DefinitionRow, next: Snapshot, now: number): Result<Succession, Failure> {
      const succession = planSuccession(progressOf(row, now), next);
      return succession === undefined ? fail({ type: "conflict", ...inBoth(TOO_MANY_AUDIENCES) }) : succeed(succession);
    },

    /** What a start of a campaign as it would be written means to those who have it. */
    foretellEdit(campaign: Campaign, definitions: Definitions, now: number): ForetoldEdit | undefined {
      const row = storage.readDefinition("campaign", campaign.key);
      const content = takeSnapshot(campaign, definitions);
      return row === undefined || content === undefined ? undefined : foretellEdit(progressOf(row, now), content);
    },

    /** The orders for all that people have of a campaign, that of the present audience first; none if it was never started. */
    readOrders(campaign: string): readonly GuardOrder[] {
      const row = storage.readDefinition("campaign", campaign);
      const inForce = row === undefined ? [] : listGuardsInForce(row).flatMap((guard) => records.find(guard) ?? []);
      const latest = inForce.length > 0 ? inForce : [records.findLatest(campaign)];
      return latest.flatMap((record) => (record === undefined ? [] : [toOrder(record)]));
    },

    /** The campaign of which a guard watches something that people have; undefined if nobody has that any more. */
    campaignOf(guard: string): string | undefined {
      const record = records.find(guard);
      return record !== undefined && isInForce(record) ? record.plan.campaign : undefined;
    },

    /** The last version of a campaign that was ever live, so that one that is made anew goes on counting. */
    lastVersion(campaign: string): number {
      return records.findLatest(campaign)?.plan.version ?? 0;
    },

    /** What a campaign's decoration looks like of what may not be shown unasked. */
    findLookalike: lookalikes.findOf,

    isLikeSensitive: lookalikes.isLikeSensitive,

    /** What forbids showing a campaign by default to so many people; undefined if nothing does. */
    whyRefused(
      { delivery, schedule, stages, unstagedBecause }: Campaign,
      decoration: Decoration | undefined,
      audienceSize: number,
    ): Failure | undefined {
      if (delivery === "opt-in") return undefined;
      const definitions = storage.readDefinitions();
      const category =
        decoration && whyImpossible({ campaign: { delivery, schedule }, theme: decoration.theme }, definitions);
      if (category !== undefined)
        return refuseUnasked("delivery", { code: "sensitive-default-on", category }, definitions);
      const themes = decoration === undefined ? new Set<string>() : themesEverOf(decoration, places);
      const theme = [...themes].find(isBlocked);
      if (theme !== undefined) {
        const haltedBy = records.listThemes().find((policy) => policy.theme === theme)?.haltedBy ?? theme;
        return refuseUnasked("delivery", { code: "theme-halted", theme, haltedBy }, definitions);
      }
      const lookalike = decoration && lookalikes.whyRefused(decoration);
      if (lookalike !== undefined) return lookalike;
      if (stages.length > 0 || unstagedBecause !== undefined || audienceSize <= limitsOf(storage).mostUnstagedPeople)
        return undefined;
      const usual = JSON.stringify(defaultStages());
      return refuseUnasked("stages", { code: "no-stages", people: audienceSize, stages: usual }, definitions);
    },

    readPolicy(): Policy {
      const definitions = storage.readDefinitions();
      return {
        themes: records.listThemes(),
        categories: definitions.categories.map(({ key, sensitive }) => ({
          category: key,
          sensitive,
          ...toleranceOf(key, definitions),
        })),
      };
    },
  };
}

/** Only what comes unasked comes by stages. */
function stagesFor({ delivery, stages }: Campaign): Campaign["stages"] {
  return delivery === "default-on" ? stages : [];
}

export type Guarding = ReturnType<typeof openGuarding>;

function toOrder({ plan, standing, revision }: GuardRecord): GuardOrder {
  return { plan, standing, revision };
}
