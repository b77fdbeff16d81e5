import { sayMissing } from "../domain/missing-texts.ts";
import { campaignSchema } from "../contract/definition-schemas.ts";
import type { Definitions } from "../contract/definitions.ts";
import { type Failure, type FailureIssue, inBoth, issueInBoth, GONE_MEANWHILE } from "../contract/problem.ts";
import type {
  Act,
  CampaignActRequest,
  DefinitionKind,
  DeleteRequest,
  StoredDefinition,
  WriteRequest,
} from "../contract/rpc/rpc-control.ts";
import type { AudienceQuery } from "../contract/rpc/rpc-simulation.ts";
import { addEditors, listWanting } from "../domain/campaign/authorship.ts";
import { diffJson } from "../domain/json-diff.ts";
import {
  advanceLifecycle,
  NEW_LIFECYCLE,
  type Lifecycle,
  type LifecycleAction,
  type LifecycleRefusal,
} from "../domain/campaign/lifecycle.ts";
import { findUnclear } from "../domain/human-behind.ts";
import { sayUnclearName } from "../domain/say-unclear-name.ts";
import { listParts, type PartName } from "../domain/campaign/parts.ts";
import { sayDifference, sayRevisionConflict, type RevisionConflict } from "../domain/review/revision-texts.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import { sayRefusal, sayWhyTwo } from "../domain/review/refusal-texts.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { listSince } from "../domain/review/known-reasons.ts";
import type { TwoReason } from "../domain/review/why-two.ts";
import { tagAgreements } from "./agreement-tags.ts";
import { completeAction, knowledgeFor } from "./complete-action.ts";
import type { Json } from "../domain/json.ts";
import { askWhereRevealed, isSameReach } from "./ask-where-revealed.ts";
import { checkDefinitionSet, findUsers, withChange } from "./check-change.ts";
import { foretellTwo } from "./foretell-two.ts";
import type { LabelOf } from "../domain/name-part.ts";
import { namesIn } from "./names-in.ts";
import { queryCampaign, type MeasuredAudience } from "./measure-audience.ts";
import { openStopping } from "./stopping.ts";
import { openRollingBack } from "./rolling-back.ts";
import { hashJson, hashSnapshot, takeSnapshot, withEarlier } from "./snapshot.ts";
import type { DefinitionRow } from "./storage.ts";
import { openThemeReviews } from "./theme-reviews.ts";
import type { ControlTools } from "./control-tools.ts";
import { whyNotOwn } from "./whose.ts";
import { audienceOfLive, hashHeld, weighResume } from "./weigh-resume.ts";
import { weighStart } from "./weigh-start.ts";
import { refuseInUse, refuseRunning } from "./refuse-deletion.ts";

/** Steps at the end of which people see a campaign. */
const LEADS_TO_SHOWING: readonly string[] = ["submit", "approve", "start"] satisfies LifecycleAction["kind"][];

/** Steps after which what is live reaches more people than before. */
const GOES_ON: readonly string[] = ["resume", "confirm"] satisfies LifecycleAction["kind"][];

/** Steps that take away must not depend on whether something compiles. */
const NEVER_WAITS: readonly string[] = ["stop", "hold"] satisfies LifecycleAction["kind"][];

/** What the campaign's state does not allow, whoever asks. */
const CONFLICTS: readonly string[] = [
  "wrong-state",
  "reason-needed",
  "content-changed",
  "ended-since",
  "ended-since-start",
  "second-awaited",
] satisfies LifecycleRefusal["kind"][];

const ON_ONE_WORD: readonly TwoReason[] = [{ code: "on-one-word" }];

/** What a step has made of a campaign. */
interface Acted {
  readonly campaign: StoredDefinition;
  readonly isPublished: boolean;
  /** Others must not be seen by anybody new since then. */
  readonly isRevealing: boolean;
}

/** A start that is set for an hour. */
export interface ScheduledStart {
  readonly at: number;
  readonly request: CampaignActRequest;
}

/** The marketers' control plane: everything is checked, recorded, and all or nothing. No await in here. */
export function openControl(tools: ControlTools) {
  const { storage, audit, publisher, guarding, authors, ownReaches, proposals, transact } = tools;

  function toStored(row: DefinitionRow, definitions: Definitions): StoredDefinition {
    const { kind, key, revision, body, changedAt, changedBy, lifecycle } = row;
    const usedBy = findUsers(definitions, kind, key);
    const stored = { kind, key, revision, hash: hashJson(body), body, changedAt, changedBy, usedBy };
    if (lifecycle === undefined) return stored;
    // What is damaged must still be there to be looked at, and mended.
    const { data: campaign } = campaignSchema.safeParse(body);
    const people = authors.ofDraft(campaign, definitions, lifecycle.approvedParts);
    const { live } = lifecycle;
    const started = live === undefined ? {} : { isAsLive: hashOf(row, definitions) === live.hash };
    const agreeing = {
      tags: tagAgreements(lifecycle, proposals.countCarried),
      authors: addEditors(people, lifecycle.editors).authors,
    };
    return { ...stored, lifecycle, ...agreeing, ...started };
  }

  function readStored(kind: DefinitionKind, key: string): StoredDefinition | undefined {
    const row = storage.readDefinition(kind, key);
    return row && toStored(row, storage.readDefinitions());
  }

  /** Who wrote a campaign, where its start does not say on whose word it was. */
  function listAuthors({ key, lifecycle }: DefinitionRow): readonly string[] {
    const word = lifecycle?.live?.word;
    return word?.kind === "one" && word.of.length > 0 ? [] : storage.listWriters("campaign", key);
  }

  /** Says who changed what since the revision that the writer saw. */
  function explainConflict(
    current: DefinitionRow | undefined,
    expected: number | "any",
    kind: DefinitionKind,
    key: string,
  ): Failure | undefined {
    const revision = current?.revision ?? 0;
    if (expected === "any" || expected === revision) return undefined;
    const refuseFor = (conflict: RevisionConflict, issues?: readonly FailureIssue[]): Failure => ({
      type: "precondition-failed",
      ...inBoth(sayRevisionConflict(conflict)),
      ...(issues && { issues }),
    });
    if (current === undefined) return refuseFor({ kind: "deleted" });
    if (expected === 0) return refuseFor({ kind: "taken", of: kind, key });
    const issues = diffJson(storage.readRevision(kind, key, expected), current.body).map(({ path, before, after }) =>
      issueInBoth(path, sayDifference(JSON.stringify(before), JSON.stringify(after))),
    );
    return refuseFor({ kind: "changed", by: current.changedBy, seen: expected, now: revision }, issues);
  }

  /** Drafts that are no longer what was handed in or approved, or whose rules ask for something in `redefined`. */
  function listFallen(
    definitions: Definitions,
    redefined: ReadonlySet<PartName> = new Set(),
  ): readonly DefinitionRow[] {
    return storage.listDefinitions("campaign").filter((row) => {
      const review = row.lifecycle?.review ?? NEW_LIFECYCLE.review;
      if (review.state === "draft") return false;
      if (review.hash !== hashOf(row, definitions)) return true;
      const campaign = definitions.campaigns.find(({ key }) => key === row.key);
      return campaign !== undefined && listParts(campaign, definitions).some((part) => redefined.has(part));
    });
  }

  /** Approvals fall when anything that the campaign uses is no longer what was approved. */
  function dropApprovals(
    definitions: Definitions,
    changed: readonly string[],
    act: Act,
    redefined?: ReadonlySet<PartName>,
  ): void {
    for (const row of listFallen(definitions, redefined)) {
      const lifecycle = row.lifecycle ?? NEW_LIFECYCLE;
      const hash = hashOf(row, definitions);
      const campaign = definitions.campaigns.find(({ key }) => key === row.key);
      const used: ReadonlySet<string> = new Set(campaign && listParts(campaign, definitions));
      const own = changed.filter((part) => used.has(part));
      const what = writeServiceWord({ code: "parts-changed", parts: own.length === 0 ? changed : own });
      const next = advanceLifecycle(lifecycle, { kind: "base-changed", what }, { actor: "system", now: act.now, hash });
      if (!next.ok) continue;
      storage.writeLifecycle(row.key, next.value, row.snapshot);
      const changes = [{ path: "review.state", before: lifecycle.review.state, after: next.value.review.state }];
      audit.append({ ...act, why: what }, "approval-fell", `campaign/${row.key}`, changes);
    }
  }

  function write(request: WriteRequest): Result<StoredDefinition, Failure> {
    const { kind, key, body, actor, now } = request;
    // Nobody could ever be the second person of what others build upon.
    const unclear = kind === "campaign" ? undefined : findUnclear([actor], authors.makerOf);
    if (unclear !== undefined) return fail({ type: "another-person", ...inBoth(sayUnclearName(unclear, false)) });
    const current = storage.readDefinition(kind, key);
    const conflict = explainConflict(current, request.expectedRevision, kind, key);
    if (conflict !== undefined) return fail(conflict);
    const candidate = withChange(storage.readDefinitions(), kind, key, body);
    const checked = checkDefinitionSet(candidate, [{ kind, key }]);
    if (!checked.ok) return checked;
    const changes = diffJson(current?.body, body);
    if (current !== undefined && changes.length === 0) return succeed(toStored(current, checked.value));
    const row: DefinitionRow = {
      kind,
      key,
      revision: Math.max(current?.revision ?? 0, storage.lastRevision(kind, key)) + 1,
      body,
      changedAt: now,
      changedBy: actor,
      ...(kind === "campaign" ? { lifecycle: editedLifecycle(current, request) } : {}),
      ...(current?.snapshot === undefined ? {} : { snapshot: current.snapshot }),
    };
    return transact(() => {
      storage.writeDefinition(row);
      audit.append(request, current === undefined ? "create" : "edit", `${kind}/${key}`, changes);
      dropApprovals(checked.value, [`${kind}/${key}`], request);
      return succeed(toStored(row, checked.value));
    });
  }

  function remove(request: DeleteRequest): Result<null, Failure> {
    const { kind, key, actor, now } = request;
    const current = storage.readDefinition(kind, key);
    if (current === undefined) return fail({ type: "not-found", ...inBoth(sayMissing(kind, key)) });
    const conflict = explainConflict(current, request.expectedRevision, kind, key);
    const refusal = conflict ?? (request.onlyOwn && whyNotOwn(authors, kind, key, actor));
    if (refusal !== undefined) return fail(refusal);
    const definitions = storage.readDefinitions();
    const users = findUsers(definitions, kind, key);
    if (users.length > 0) {
      return fail(refuseInUse(kind, key, users));
    }
    const liveState = current.lifecycle?.live?.state;
    if (liveState !== undefined && liveState !== "completed" && liveState !== "stopped") {
      return fail(refuseRunning(liveState));
    }
    return transact(() => {
      storage.deleteDefinition(current, now, actor);
      audit.append(request, "delete", `${kind}/${key}`, diffJson(current.body, undefined));
      return succeed(null);
    });
  }

  /**
   * Takes one step in a campaign's lifecycle; when it changes what people see, the next ruleset is stored with it.
   * `measured` matters to steps on the way to being shown, and only if the content is still what was measured.
   */
  function act(request: CampaignActRequest, measured?: MeasuredAudience): Result<Acted, Failure> {
    const { key, actor, now, why } = request;
    const row = storage.readDefinition("campaign", key);
    if (row === undefined) return fail({ type: "not-found", ...inBoth(sayMissing("campaign", key)) });
    const definitions = storage.readDefinitions();
    const before = row.lifecycle ?? NEW_LIFECYCLE;
    const lastVersion = guarding.lastVersion(key);
    const hash = hashOf(row, definitions);
    const isResume = request.action.kind === "resume";
    const isOfLive = isResume || request.action.kind === "confirm";
    const measuredHash = isOfLive && row.snapshot ? hashHeld(row.snapshot, storage) : hash;
    if (measured !== undefined && measured.hash !== measuredHash) {
      return fail({
        type: "conflict",
        ...inBoth({
          ru: "Это только что изменил кто-то другой. Посмотрите и повторите.",
          en: "It was changed at this very moment; look at it, then do this again.",
        }),
      });
    }
    const audienceSize = measured?.matching ?? 0;
    const campaign = definitions.campaigns.find((candidate) => candidate.key === key);
    const decoration = definitions.decorations.find((candidate) => candidate.key === campaign?.decoration);
    const content = campaign && takeSnapshot(campaign, definitions);
    const isStart = request.action.kind === "start";
    const leadsToShowing = LEADS_TO_SHOWING.includes(request.action.kind);
    const planned = leadsToShowing && content ? guarding.planStart(row, content, now) : undefined;
    // What can't be started needs nobody's look before.
    if (planned?.ok === false) return planned;
    const how = planned?.ok === true ? planned.value : undefined;
    const people = authors.ofDraft(campaign, definitions, before.approvedParts);
    // A stop waits for nothing, so not for a reading of calendars and drawings either.
    const whyTwo = leadsToShowing
      ? weighStart(tools, {
          key,
          campaign,
          decoration,
          definitions,
          live: before.live,
          how,
          actors: [actor, ...listAsking(before.review), ...listWanting(people.authors)],
          measured,
          now,
          startsAt: request.action.kind === "start" ? request.action.startsAt : undefined,
        })
      : isResume
        ? weighResume(tools, row, actor, measured, now)
        : [];
    const since = listSince(whyTwo, knowledgeFor(request.action, before));
    const action = completeAction(request.action, {
      whyTwo,
      since,
      how,
      measured,
      isUnasked: campaign?.delivery !== "opt-in",
      review: before.review,
      listAuthors: () => listAuthors(row),
      weighLive: () => weighResume(tools, row, actor, measured, now),
      countReached: () => ownReaches.reachedBy(row),
    });
    const parts = authors.revisionsOf(campaign, definitions);
    const next = advanceLifecycle(before, action, {
      actor,
      now,
      why,
      hash,
      lastVersion,
      people,
      parts,
      tags: tagAgreements(before, proposals.countCarried),
    });
    // Another approval would not help what can't be shown anyway.
    const isWeighed = leadsToShowing && (next.ok || next.error.kind === "ended-since");
    const refusal = campaign && isWeighed ? guarding.whyRefused(campaign, decoration, audienceSize) : undefined;
    if (refusal !== undefined) return fail(refusal);
    // Its theme may have been halted since, or become one that has to be asked for.
    const stays = GOES_ON.includes(action.kind) && (next.ok || next.error.kind === "ended-since-start") && row.snapshot;
    const obstacle = stays ? guarding.whyRefused(stays.campaign, stays.decoration, 0) : undefined;
    if (obstacle) return fail({ ...obstacle, type: "conflict" });
    if (!next.ok) {
      const untold = "since" in action ? (action.since ?? []) : [];
      const arisen = whyTwo.filter((reason) => untold.includes(reason));
      const why = action.kind === "confirm" ? ON_ONE_WORD : "since" in next.error ? arisen : whyTwo;
      return fail(refuse(next.error, why, namesIn(definitions)));
    }
    const isPublished = next.value.live !== before.live;
    const snapshot = isPublished && isStart && content && how ? withEarlier(content, how.earlier) : row.snapshot;
    let isRevealing = false;
    const done = transact((): Result<null, Failure> => {
      storage.writeLifecycle(key, next.value, snapshot);
      audit.append(request, action.kind, `campaign/${key}`, diffLifecycles(before, next.value));
      if (!isPublished) return succeed(null);
      const { snapshot: shown } = row;
      // Whoever first asks while it is on hold sees what lies below it.
      const isGone =
        request.action.kind === "stop" ||
        request.action.kind === "hold" ||
        (isStart && !(shown && snapshot && isSameReach(shown, snapshot)));
      isRevealing = shown !== undefined && isGone && askWhereRevealed(tools, { shown }, now);
      guarding.followLives(now, audienceSize);
      if (measured !== undefined) guarding.followAudience(key, audienceSize, now);
      guarding.tellStep(action.kind, key, request);
      return publisher[NEVER_WAITS.includes(action.kind) ? "restand" : "publish"](request, `${action.kind} ${key}`);
    });
    if (!done.ok) return done;
    const stored = readStored("campaign", key);
    return stored ? succeed({ campaign: stored, isPublished, isRevealing }) : fail(GONE_MEANWHILE);
  }

  /** Starts what is due; what can't be started goes back to its author with the reason, instead of being tried for ever. */
  function startDue(request: CampaignActRequest, measured: MeasuredAudience | undefined): Result<Acted, Failure> {
    const started = act(request, measured);
    if (started.ok) return started;
    const note = `It could not start at its hour. ${started.error.detail}`;
    return act({ ...request, action: { kind: "return", note }, why: note });
  }

  /** The starts that are set for an hour; a campaign whose base changed since is not among them any more. */
  function listScheduledStarts(): readonly ScheduledStart[] {
    return storage.listDefinitions("campaign").flatMap(({ key, lifecycle }) => {
      if (lifecycle?.review.state !== "scheduled") return [];
      const at = lifecycle.review.startsAt;
      return [
        {
          at,
          request: {
            key,
            action: { kind: "start" },
            actor: "system",
            now: at,
            why: writeServiceWord({ code: "scheduled-start" }),
          },
        },
      ];
    });
  }

  return {
    write,
    remove,
    act,
    stopping: openStopping(tools),
    foretellTwo: (draft: Parameters<typeof foretellTwo>[1]) => foretellTwo(tools, draft),
    listScheduledStarts,
    startDue,
    rollingBack: openRollingBack(tools),
    reviewTheme: openThemeReviews(tools),
    readStored,
    explainConflict,
    dropApprovals,
    listFallen,
    /** What there is to measure of a campaign before a step, and the hash of what is measured; undefined: nothing. */
    readAudience(key: string, step: string): { readonly hash: string; readonly query: AudienceQuery } | undefined {
      const row = storage.readDefinition("campaign", key);
      if (row !== undefined && (step === "resume" || step === "confirm")) return audienceOfLive(row, storage);
      if (!LEADS_TO_SHOWING.includes(step)) return undefined;
      const definitions = storage.readDefinitions();
      const campaign = definitions.campaigns.find((candidate) => candidate.key === key);
      if (row === undefined || campaign === undefined) return undefined;
      return { hash: hashOf(row, definitions), query: queryCampaign(campaign, definitions) };
    },
    list(kind: DefinitionKind): readonly StoredDefinition[] {
      const definitions = storage.readDefinitions();
      return storage.listDefinitions(kind).map((row) => toStored(row, definitions));
    },
  };
}

/** Who has handed it in, approved it, and set its start. */
function listAsking(review: Lifecycle["review"]): readonly string[] {
  const submittedBy = "submittedBy" in review ? [review.submittedBy] : [];
  const approvedBy = "approvedBy" in review ? [review.approvedBy] : [];
  const scheduledBy = "scheduledBy" in review && review.scheduledBy !== undefined ? [review.scheduledBy] : [];
  return [...submittedBy, ...approvedBy, ...scheduledBy];
}

/** What the state does not allow is a conflict; what takes another person is nobody's fault but forbidden. */
function refuse(refusal: LifecycleRefusal, whyTwo: readonly TwoReason[], labelOf: LabelOf): Failure {
  const said = sayRefusal(refusal, labelOf);
  if (CONFLICTS.includes(refusal.kind)) return { type: "conflict", ...inBoth(said) };
  if (refusal.kind === "seen-missing") return { type: "precondition-required", ...inBoth(said) };
  if (refusal.kind === "seen-another") return { type: "precondition-failed", ...inBoth(said) };
  const why = sayWhyTwo(whyTwo, labelOf);
  return {
    type: refusal.kind === "reasons-since-submission" ? "conflict" : "another-person",
    ...inBoth({ ru: `${said.ru} ${why.ru}`.trim(), en: `${said.en} ${why.en}`.trim() }),
  };
}

function hashOf(row: DefinitionRow, definitions: Definitions): string {
  const campaign = definitions.campaigns.find((candidate) => candidate.key === row.key);
  const snapshot = campaign && takeSnapshot(campaign, definitions);
  return snapshot === undefined ? "" : hashSnapshot(snapshot, definitions);
}

function editedLifecycle(current: DefinitionRow | undefined, { actor, now }: Act): Lifecycle {
  const lifecycle = current?.lifecycle ?? NEW_LIFECYCLE;
  const edited = advanceLifecycle(lifecycle, { kind: "edit" }, { actor, now, hash: "" });
  return edited.ok ? edited.value : lifecycle;
}

function diffLifecycles(before: Lifecycle, after: Lifecycle) {
  return diffJson(JSON.parse(JSON.stringify(before)) as Json, JSON.parse(JSON.stringify(after)) as Json);
}

export type Control = ReturnType<typeof openControl>;
