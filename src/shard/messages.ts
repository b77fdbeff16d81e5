import { createSpanFormat } from "../contract/local-time.ts";
import { type Failure, inBoth, NOT_READY, refuseForRoom } from "../contract/problem.ts";
import type { StaffAction } from "../contract/rpc/rpc-care.ts";
import type { HeardMessage, MessageRequest, ReasonCount } from "../contract/rpc/rpc-messages.ts";
import { partsOf, type Scope, wordOn } from "../domain/decision/choice.ts";
import { describeNow, describeStandingOut, nameScope } from "../domain/decision/describe-person.ts";
import { explainAbsence, themeOfCampaign } from "../domain/decision/explain-absence.ts";
import { LANGUAGES, type Language } from "../domain/label.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { joinReplies } from "../domain/message/join-replies.ts";
import { composeReply, composeOnlyInApp, composeOnlyOuts, composeTooOften } from "../domain/message/compose-reply.ts";
import { meantByStop } from "../domain/message/meant-by-stop.ts";
import {
  isAboutDecorations,
  planMessage,
  type MessageFacts,
  type MessagePlan,
} from "../domain/message/plan-message.ts";
import type { NothingToUndo, ReplyOutcome, ScopeLabels } from "../domain/message/reply.ts";
import type { Intent, MessageReason, MessageScope, Understanding } from "../domain/message/understanding.ts";
import { afterOn, outlookIfAsked, outlookOn } from "../domain/decision/outlook.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { findStandingOutAt, readSwitches, wordOnCategory } from "../domain/decision/switches.ts";
import { timeline } from "../domain/decision/timeline.ts";
import { viewerOf } from "../domain/decision/viewer.ts";
import type { Choices, Said } from "./choices.ts";
import type { ExposureLedger } from "./exposure-ledger.ts";
import type { HeardBefore, HeardMessages } from "./heard-messages.ts";
import type { History, HistoryRow } from "./history.ts";
import { understandRequest } from "./understand-request.ts";
import type { StaffActs } from "./staff-acts.ts";
import { deviceOf, parseExposures, strangerOf, type StoredSubscriber, type Subscribers } from "./subscribers.ts";

/** "Put it back" means something recent. */
const UNDO_WITHIN_MS = 7 * 86_400_000;
/** A button that says not what it puts back is about what was said just now. */
const BUTTON_WITHIN_MS = 10 * 60_000;

/** What "put it back" would take back, or why it would take back nothing. */
interface Undoing {
  readonly undoable?: HistoryRow;
  readonly nothingToUndo?: NothingToUndo;
}

interface MessageTools {
  readonly sql: SqlStorage;
  readonly subscribers: Subscribers;
  readonly history: History;
  readonly choices: Choices;
  readonly heardBefore: HeardMessages;
  readonly exposures: ExposureLedger;
  readonly staffActs: StaffActs;
  readonly transact: <Done>(work: () => Done) => Done;
}

/** Hears what people write. Keeps their word, and counts of reasons by campaign; never the text, nor a reason with a person. */
export function openMessages({
  sql,
  subscribers,
  history,
  choices,
  heardBefore,
  exposures,
  staffActs,
  transact,
}: MessageTools) {
  function carryOut(
    rules: LoadedRuleset,
    request: MessageRequest,
    { act, also = [] }: MessagePlan,
    heard: Understanding,
    undoable: HistoryRow | undefined,
  ): Result<Said | undefined, Failure> {
    // However often somebody writes, what may ask for less is heard, and what is switched off is switched off.
    if (act === undefined) return isSurelyElse(heard) ? spendMessage(request) : succeed(undefined);
    if (act.kind === "undo") {
      if (undoable === undefined) return spendMessage(request);
      return recorded(
        request,
        "took-back",
        choices.retract(rules, { ...request, actor: "self", choiceId: undoable.id }),
      );
    }
    const acts = [act, ...also.map((one) => one.act)];
    const refusal = act.value === "out" ? undefined : spendMessage(request);
    if (refusal?.ok === false) return refusal;
    const notice = `message/1/${heard.language}`;
    let said: Result<Said, Failure> | undefined;
    for (const { scope, value } of acts) {
      const word = { ...request, idempotencyKey: undefined, scope, value, actor: "self", notice } as const;
      said = recorded(request, "chose", choices.choose(rules, word));
      if (!said.ok) return said;
    }
    return said ?? succeed(undefined);
  }

  /** Which machine has entered it: the word itself is in the person's own name. */
  function recorded(
    { subscriberId, machine: actor, at }: MessageRequest,
    action: StaffAction,
    said: Result<Said, Failure>,
  ): Result<Said, Failure> {
    // Whether it is new hangs on what the person has said since: the record is the same either way.
    if (said.ok) staffActs.add(subscriberId, { actor, action, at });
    return said;
  }

  function spendMessage({ subscriberId, channel, at, enteredBy }: MessageRequest): Result<undefined, Failure> {
    const refusal = choices.spend({ subscriberId, actor: "self", channel, at, enteredBy }, "message");
    return refusal === undefined ? succeed(undefined) : fail(refusal);
  }

  /**
   * "Put it back" takes back one word, the last one, if it is the person's own and recent. Once that is done there is
   * nothing more to take back until something else is said: so it does no more by being repeated. A button takes back the
   * word that it was offered for; one that doesn't say which, what was said here just now.
   */
  function findUndoable({ subscriberId, at, channel, said }: MessageRequest): Undoing {
    const last = history.last(subscriberId);
    if (last === undefined) return { nothingToUndo: "nothing-said" };
    if (last.isErasedUpTo) return { nothingToUndo: "erased" };
    if (last.retracts !== null || last.isRetracted) return { nothingToUndo: "taken-back" };
    if (last.actor !== "self" || last.channel === "import") return { nothingToUndo: "said-by-others" };
    if (said.kind === "button" && said.action.kind === "undo") {
      const { entry } = said.action;
      const isJustSaid = last.channel === channel && Math.abs(at - last.at) <= BUTTON_WITHIN_MS;
      if (entry === undefined ? !isJustSaid : last.id !== entry) return { nothingToUndo: "button-expired" };
    }
    return Math.abs(at - last.at) <= UNDO_WITHIN_MS ? { undoable: last } : { nothingToUndo: "long-ago" };
  }

  /** Counts a complaint for the guards, and reasons for the campaign; nobody's are counted twice for one thing. */
  function count(
    rules: LoadedRuleset,
    { subscriberId, at, enteredBy }: MessageRequest,
    { act, complaint, outcome }: MessagePlan,
    heard: Understanding,
    campaign?: string,
  ) {
    const isNewComplaint =
      complaint !== undefined && exposures.noteWord(subscriberId, complaint, { kind: "complained", at }, { enteredBy });
    const isNewOut = outcome.kind === "off-done";
    if (!(isNewComplaint || isNewOut) || subscribers.isLeftOut(subscriberId)) return;
    const about = campaign ?? campaignOf(rules, complaint ?? (act?.kind === "choose" ? act.scope : "all"));
    if (about !== undefined) for (const reason of heard.reasons) addReason(about, reason);
  }

  function addReason(campaign: string, reason: MessageReason): void {
    sql.exec(
      `INSERT INTO message_reasons (campaign, reason, people) VALUES (?, ?, 1)
         ON CONFLICT (campaign, reason) DO UPDATE SET people = people + 1`,
      campaign,
      reason,
    );
  }

  /** What was taken back, and what keeps it off all the same. */
  function tellUndone(
    rules: LoadedRuleset,
    { subscriberId, device, at }: MessageRequest,
    { scope, value }: HistoryRow,
    language: Language,
  ): ReplyOutcome {
    const subscriber = subscribers.read(subscriberId);
    const entry =
      value === "out" && scope !== "gifts" ? findStandingOutAt(subscriber.choices, scope, rules.themes) : undefined;
    const out = entry === undefined ? undefined : history.find(subscriberId, entry);
    if (out === undefined) return { kind: "undone" };
    const { zone } = viewerOf(rules, subscriber, deviceOf(subscriber, device));
    const words = { language, ...createSpanFormat(zone, language, at) };
    const label = nameScope(out.scope, rules.ruleset.themes, rules.ruleset.categories);
    return { kind: "undone", stillOff: describeStandingOut(out, label, words) };
  }

  /** A message that came before: what it switched off is switched off again, and nothing else is done. */
  function hearAgain(
    rules: LoadedRuleset,
    request: MessageRequest,
    before: HeardBefore,
  ): Result<HeardMessage, Failure> {
    const { heard, outcome, switchedOff, also = [] } = before;
    let { entry } = before;
    const offs = also.flatMap(({ act }) => (act.value === "out" ? [act.scope] : []));
    for (const scope of switchedOff === undefined ? [] : [switchedOff, ...offs]) {
      const word = { ...request, idempotencyKey: undefined, scope, value: "out", actor: "self" } as const;
      const notice = `message/1/${heard.language}`;
      const said = recorded(request, "chose", choices.choose(rules, { ...word, notice }));
      if (!said.ok) return said;
      entry = said.value.choiceId;
    }
    const understanding = { ...understandRequest(rules, request, {}), ...heard, evidence: HEARD_BEFORE };
    return succeed(toHeard(rules, request, understanding, { outcome, also }, entry));
  }

  /** What a message means if somebody has written it, and what is to be done then. */
  function interpret(
    rules: LoadedRuleset,
    request: MessageRequest,
    subscriber: StoredSubscriber,
    { undoable, nothingToUndo }: Undoing,
  ) {
    const { facts, campaign, language, stopMeans, mustBePlain, isSensitive } = gatherFacts(rules, subscriber, request);
    const heard = understandRequest(rules, request, {
      shownTheme: facts.shown,
      undoes: undoable,
      mustBePlain,
      isSensitive,
      meantByStop: stopMeans,
      language,
      asked: request.asked,
      isOurs: request.isOurs,
    });
    const planFor = (meant: Understanding) =>
      planMessage(meant, { ...facts(meant.language), canUndo: undoable !== undefined, nothingToUndo });
    return { heard, planFor, campaign };
  }

  /**
   * Replies as to a stranger, and switches off what that reply says is off. If it says so of nothing, what the person's own situation
   * shows to be an out or a complaint counts all the same, silently.
   */
  function hearUnseen(rules: LoadedRuleset, request: MessageRequest): Result<HeardMessage, Failure> {
    const { subscriberId } = request;
    const told = interpret(rules, request, strangerOf(subscriberId), {});
    const own = interpret(rules, request, subscribers.read(subscriberId), {});
    const { heard } = told;
    const [planned, ownPlan] = [told.planFor(heard), own.planFor(own.heard)];
    const asksForMore = heard.intent === "undo" || (planned.act !== undefined && !isOut(planned));
    const isRefused = asksForMore || isSurelyElse(heard) || (request.keepsOnlyOuts === true && !isOut(planned));
    if (isRefused) return fail({ ...MAY_BE_ENTERED, reply: composeOnlyOuts(heard.language) });
    const plan = withOnlyOuts(planned);
    const isCut = plan.also.length < (planned.also?.length ?? 0);
    return transact((): Result<HeardMessage, Failure> => {
      const carried = [plan, withOnlyOuts(ownPlan)].find(isOut);
      const done = carried === undefined ? succeed(undefined) : carryOut(rules, request, carried, heard, undefined);
      if (!done.ok) return done;
      count(rules, request, ownPlan, own.heard, own.campaign);
      const answer = toHeard(rules, request, heard, plan);
      const text = `${answer.reply.text}\n${composeOnlyInApp(heard.language).text}`;
      return succeed(isCut ? { ...answer, reply: { ...answer.reply, text } } : answer);
    });
  }

  return {
    hear(rules: LoadedRuleset | undefined, request: MessageRequest): Result<HeardMessage, Failure> {
      if (rules === undefined) return fail(NOT_READY);
      const { subscriberId } = request;
      const lastEntry = () => history.last(subscriberId)?.id ?? 0;
      if (request.isUnseen === true) return hearUnseen(rules, request);
      const before = heardBefore.find(request, lastEntry());
      if (before !== undefined && before !== "erased") return hearAgain(rules, request, before);
      const undoing = findUndoable(request);
      const { undoable } = undoing;
      const {
        heard: understood,
        planFor,
        campaign,
      } = interpret(rules, request, subscribers.read(subscriberId), undoing);
      // What came before an erasure and comes again switches off, and nothing on: whoever wants that says so anew.
      const isDone = before === "erased" && !isOut(planFor(understood));
      const heard: Understanding = isDone ? { ...understood, certainty: "unsure" } : understood;
      const planned = planFor(heard);
      const showsMore = isMore(planned, undoable);
      const alsoMore = planned.also?.some((one) => one.act.value === "in") === true;
      if (request.entering === "to-be-asked" && (showsMore || alsoMore)) return fail(MAY_BE_ENTERED);
      const isTooMany = request.entering === "too-many";
      if (isTooMany && showsMore) return fail({ ...MAY_BE_ENTERED, reply: composeOnlyInApp(heard.language) });
      if (request.keepsOnlyOuts === true && !isOut(planned)) {
        return fail({ ...refuseForRoom(request.at), reply: composeOnlyOuts(heard.language) });
      }
      return transact((): Result<HeardMessage, Failure> => {
        // Who writes very often is refused only what shows more.
        const keepsOnlyOuts = request.keepsOnlyOuts === true;
        const isCut = alsoMore && (keepsOnlyOuts || isTooMany || !spendMessage(request).ok);
        const plan = isCut ? withOnlyOuts(planned) : planned;
        const done = carryOut(rules, request, plan, heard, undoable);
        if (!done.ok) return fail(withReply(done.error, heard.language));
        count(rules, request, plan, heard, campaign);
        const isUndo = plan.act?.kind === "undo" && undoable !== undefined;
        const outcome = isUndo ? tellUndone(rules, request, undoable, heard.language) : plan.outcome;
        const { intent, certainty, language } = heard;
        const { act, also = [] } = plan;
        const entry = act?.kind === "choose" ? done.value?.choiceId : undoable?.id;
        heardBefore.keep(request, lastEntry(), {
          heard: { intent, certainty, language },
          outcome,
          ...(entry !== undefined && { entry }),
          ...(act?.kind === "choose" && act.value === "out" ? { switchedOff: act.scope } : {}),
          ...(also.length > 0 && { also }),
        });
        const answer = toHeard(rules, request, heard, { outcome, also }, entry);
        const composeCut = keepsOnlyOuts ? composeOnlyOuts : isTooMany ? composeOnlyInApp : composeTooOften;
        const text = `${answer.reply.text}\n${composeCut(language).text}`;
        return succeed(isCut ? { ...answer, reply: { ...answer.reply, text } } : answer);
      });
    },

    countReasons(): readonly ReasonCount[] {
      return sql
        .exec<ReasonCount & Record<string, SqlStorageValue>>("SELECT campaign, reason, people FROM message_reasons")
        .toArray();
    },
  };
}

const HEARD_BEFORE: Understanding["evidence"] = [{ rule: "heard-before", words: [] }];

/** What surely doesn't ask for less may be refused; whatever may, costs no more than reading it. */
const isSurelyElse = ({ intent, certainty }: Understanding): boolean => certainty === "sure" && MAY_WAIT.has(intent);

const MAY_WAIT: ReadonlySet<Intent> = new Set(["when", "why", "gift", "praise", "switch-on", "undo"]);

const isOut = ({ act }: MessagePlan): boolean => act?.kind === "choose" && act.value === "out";

/** Without what shows more beside the first. */
const withOnlyOuts = (plan: MessagePlan) => ({
  ...plan,
  also: plan.also?.filter(({ act }) => act.value === "out") ?? [],
});

/** Whether the first of what is planned shows the person more: a wish, or an out that is taken back. */
const isMore = ({ act }: MessagePlan, undoable: HistoryRow | undefined): boolean =>
  act?.kind === "undo" ? undoable?.value === "out" : act?.value === "in";

/** Whoever passes the message on is told why by the catalog. */
const MAY_BE_ENTERED: Failure = {
  type: "too-many-requests",
  ...inBoth({
    ru: "Это покажет больше, поэтому сначала спросим, можно ли это внести.",
    en: "It shows more, so whoever enters it must be asked first.",
  }),
  mayBeEntered: true,
};

/** Who is refused for now is told so in their language. */
const withReply = (failure: Failure, language: Language): Failure =>
  failure.retryAt === undefined ? failure : { ...failure, reply: composeTooOften(language) };

/** Of several wishes each is answered as what it is. */
const intentOf = ({ kind }: ReplyOutcome, { intent, also = [] }: Understanding): Intent =>
  also.length === 0 || kind === "off-done" || kind === "off-already" ? intent : "switch-on";

function toHeard(
  rules: LoadedRuleset,
  { channel }: MessageRequest,
  heard: Understanding,
  { outcome, also = [] }: Pick<MessagePlan, "outcome" | "also">,
  entry?: number,
): HeardMessage {
  const labels = labelsOf(rules);
  const replies = [outcome, ...also.map((one) => one.outcome)].map((one, at) =>
    composeReply(
      { ...heard, intent: intentOf(one, heard), reasons: at === 0 ? heard.reasons : [] },
      one,
      labels,
      channel,
      entry,
    ),
  );
  return {
    intent: heard.intent,
    handled: heard.intent !== "other" || isAboutDecorations(heard),
    certainty: heard.certainty,
    done: outcome.kind,
    scope: "scope" in outcome ? (outcome.scope ?? null) : null,
    language: heard.language,
    also: also.map(({ act: { scope, value }, outcome: { kind } }) => ({ scope, value, done: kind })),
    reply: joinReplies(replies),
    evidence: heard.evidence,
  };
}

/** What the person sees, and would see, in the words of a language. */
function gatherFacts(rules: LoadedRuleset, subscriber: StoredSubscriber, request: MessageRequest) {
  const { at } = request;
  const viewer = viewerOf(rules, subscriber, deviceOf(subscriber, request.device));
  const { now, upcoming } = timeline(rules, viewer, at);
  const themeOf = (decoration: string) => rules.decorations.get(decoration)?.theme;
  const shown = now.decision === "show" ? themeOf(now.decoration) : undefined;
  const fold = subscriber.choices;
  const { themes } = rules.ruleset;
  const isOff = (scope: Scope): boolean => {
    if (scope === "gifts") return !readSwitches(fold).gifts;
    const { kind, key = "" } = partsOf(scope);
    const covered = themes.filter((theme) => kind === "all" || (kind === "theme" ? theme.key : theme.category) === key);
    if (!covered.every((theme) => wordOn(fold, theme) === "off")) return false;
    if (kind === "theme") return covered.length > 0;
    return kind === "category" ? wordOnCategory(fold, key) === "off" : !readSwitches(fold).everything;
  };
  const coveredBy = (scope: MessageScope) =>
    themes.filter(
      ({ key, category }) =>
        scope.kind === "all" || ("key" in scope && scope.key === (scope.kind === "category" ? category : key)),
    );
  /** Whether switching on at a scope lifts or touches an out of the person's. */
  const mustBePlain = (scope: MessageScope): boolean => {
    const isTouched = coveredBy(scope).some((theme) => wordOn(fold, theme) === "off");
    if (scope.kind === "all") {
      const isCategoryOff = rules.ruleset.categories.some(({ key }) => wordOnCategory(fold, key) === "off");
      return isTouched || isCategoryOff || !readSwitches(fold).everything;
    }
    return isTouched || (scope.kind === "category" && wordOnCategory(fold, scope.key) === "off");
  };
  const isSensitive = (scope: MessageScope): boolean =>
    (scope.kind === "category" && rules.sensitiveCategories.has(scope.key)) ||
    (scope.kind !== "all" && coveredBy(scope).some(({ category }) => rules.sensitiveCategories.has(category)));
  const facts = (language: Language): Omit<MessageFacts, "canUndo"> => {
    const { formatSpan, formatDay } = createSpanFormat(viewer.zone, language, at);
    const label = shown === undefined ? undefined : rules.themes.get(shown)?.label;
    const span =
      now.decision === "show" && label !== undefined ? { label, from: now.from, until: now.until } : undefined;
    return {
      shown,
      themes,
      isOff,
      outlookOn: (theme) => outlookOn(rules, viewer, { key: theme }, at),
      outlookIfAsked: (theme) => outlookIfAsked(rules, viewer, { key: theme }, at),
      afterOn: (scope) => afterOn(rules, viewer, scope, at),
      nextTheme: upcoming[0] && themeOf(upcoming[0].decoration),
      why: describeNow(span, now.reason, { language, formatSpan, formatDay }),
      missing: now.decision === "none" ? themeOfCampaign(rules, now.campaign) : undefined,
      whyNot: (theme) => explainAbsence(rules, viewer, theme, at, { language, formatSpan, formatDay }),
      formatSpan,
    };
  };
  const { locale } = viewer.facts;
  return {
    facts: Object.assign(facts, { shown }),
    mustBePlain,
    isSensitive,
    campaign: now.decision === "show" ? now.campaign : undefined,
    /** The phone's, for texts that are in none. */
    language: LANGUAGES.find((language) => typeof locale === "string" && locale.split("-")[0] === language),
    stopMeans:
      shown === undefined
        ? meantByStop(rules, parseExposures(subscriber.exposuresText), (theme) => isOff(`theme:${theme}`), at)
        : undefined,
  };
}

/** The campaign that a reason is about when nothing is shown: the first one of the theme. */
function campaignOf(rules: LoadedRuleset, scope: Scope): string | undefined {
  const { kind, key } = partsOf(scope);
  return rules.campaigns.find(
    ({ theme, scopes: { feast } }) =>
      (kind === "theme" ? theme.key : theme.category) === key || feast?.category === scope,
  )?.definition.key;
}

function labelsOf({ ruleset }: LoadedRuleset): ScopeLabels {
  const byKey = (entries: readonly { readonly key: string; readonly label: ScopeLabels["themes"][string] }[]) =>
    Object.fromEntries(entries.map(({ key, label }) => [key, label]));
  return { themes: byKey(ruleset.themes), categories: byKey(ruleset.categories) };
}
