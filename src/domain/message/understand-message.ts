/**
 * Understands a short message about decorations: reads its words, collects what each clause asks for, and judges.
 * Precision before recall: a wish is `sure` only if every word that could turn it has been understood.
 */
import { isBareWish, isPlainUndo, isPlainWish } from "./account-for-words.ts";
import { compileLexicon } from "./compile-lexicon.ts";
import { findDoubt } from "./find-doubt.ts";
import { judgeShort } from "./judge-short.ts";
import { MESSAGE_RULES, type MessageRules } from "./message-rules.ts";
import type { MessageContext } from "./message-context.ts";
import { findOwnWords } from "./own-words.ts";
import { closed } from "./gate.ts";
import { passGates } from "./pass-gates.ts";
import { findOffDoubt } from "./find-off-doubt.ts";
import { findScope, type FoundScope } from "./find-scope.ts";
import { cleanText } from "./letters.ts";
import { readMessage, type Message } from "./read-message.ts";
import { is } from "./word.ts";
import { readReplacement } from "./read-replacement.ts";
import { readRemarks } from "./read-remarks.ts";
import { isRecipient, weighConcern } from "./weigh-concern.ts";
import { isSwitching, readVerbs } from "./read-verbs.ts";
import type { Signal, SignalKind } from "./signal.ts";
import { listBothWays } from "./list-wishes.ts";
import { listNames, namesMore, namesTheRest } from "./names-more.ts";
import { readNeighbour } from "./read-neighbours.ts";
import { categoriesIn, mentionsIn, reasonsIn } from "./named-in.ts";
import type { Evidence, Intent, MessageScope, Understanding } from "./understanding.ts";

/**
 * What a message asks for, why, and how certain that is. Never throws; reads the first 4,096 characters; takes time
 * in proportion to the length read. The same text and context always give the same answer.
 */
export function understandMessage(
  text: string,
  context: MessageContext,
  rules: MessageRules = MESSAGE_RULES,
): Understanding {
  const vocabulary = compileLexicon(context.lexicon);
  const own = findOwnWords(cleanText(text), (part) => asksForSomething(readMessage(part, vocabulary)));
  const message = readMessage(own.text, vocabulary, context.language);
  const neighbour = readNeighbour(own.text, vocabulary, rules.tongues, context);
  if (neighbour !== undefined) return { ...neighbour, mentions: mentionsIn(message) };
  const read = isTooMuch(message) ? TOO_MUCH : judgeWarily(own.text, text, message, context, rules);
  const passed = passGates(read, { text: own.text, message, isOurs: isToUs(context) });
  const judged =
    own.cut === undefined || passed.certainty === "sure" ? passed : withCut(passed, message, closed(own.cut));
  const language = isBareWord(judged, message) ? (context.language ?? message.language) : message.language;
  const reasons = GIVES_REASONS.has(judged.intent) ? reasonsIn(message) : [];
  return { ...judged, reasons, language, mentions: mentionsIn(message), categories: categoriesIn(message) };
}

/** A word of command or an answer, alone, is sent in any language: it is answered in that of the phone. */
const isBareWord = ({ evidence: [first] }: Judgement, { clauses }: Message): boolean =>
  first !== undefined && BARE.has(first.rule) && clauses.reduce((count, { words }) => count + words.length, 0) === 1;

const BARE: ReadonlySet<string> = new Set(["a-stop-word-alone", "answers-no", "answers-yes"]);

const isToUs = ({ isOurs = false, asked }: MessageContext): boolean => isOurs || asked !== undefined;

/** Somebody's words, and nothing of the writer's own beside them, ask for nothing. */
const withCut = (judged: Judgement, { clauses }: Message, reason: Evidence): Judgement =>
  clauses.length === 0
    ? { intent: "other", certainty: "unsure", evidence: [reason] }
    : { ...judged, evidence: [reason, ...judged.evidence] };

const asksForSomething = ({ clauses }: Message): boolean =>
  clauses.some(({ words }) =>
    words.some((word) => isSwitching(word) || is(word, "want", "permit", "undo", "stop", "cease")),
  );

/** More verbs than this in one message are a flood of words, not a wish; it also bounds the work of weighing them. */
const MOST_VERBS = 40;

const isTooMuch = ({ clauses }: Message): boolean =>
  clauses.reduce((count, { words }) => count + words.filter(isSwitching).length, 0) > MOST_VERBS;

const TOO_MUCH = {
  intent: "other",
  certainty: "unsure",
  evidence: [{ rule: "too-many-verbs", words: [] }],
} as const satisfies Judgement;

/** What would show more is sure only if nothing casts a doubt on it. */
function judgeWarily(
  own: string,
  text: string,
  message: Message,
  context: MessageContext,
  rules: MessageRules,
): Judgement {
  const { lexicon, shownTheme, undoes } = context;
  const signals = readSignals(message, rules);
  const short = judgeShort(own, text, message, context, rules.wholes);
  if (short !== undefined) return short;
  const replaced = own === cleanText(text) ? readReplacement(message, context) : undefined;
  if (replaced !== undefined) return replaced;
  const judged = withRest(own, judge(message, signals, shownTheme), signals);
  const { intent, certainty, evidence } = judged;
  const isBothWays = judged.also?.some((one) => one.intent === "switch-on") ?? false;
  if (isBothWays && !mayAlsoShow(judged, { text, message, signals, context, rules })) {
    return { intent: "other", scope: { kind: "unknown" }, certainty: "unsure", evidence };
  }
  if (certainty === "sure" && intent === "switch-off") {
    const offs = signals.filter(({ kind }) => kind === "off");
    const reason = findOffDoubt({ text: own, message, wishes: offs }, rules.offDoubts);
    return reason === undefined ? judged : { ...judged, certainty: "unsure", evidence: [reason, ...evidence] };
  }
  if (certainty !== "sure" || (intent !== "switch-on" && intent !== "undo")) return judged;
  const wishes = signals.filter(({ kind }) => kind === "on" || kind === "return" || kind === "undo");
  // What somebody says of their slip is no wish beside the wish to take it back.
  const spoken = wishes.filter(({ rule }) => rule !== "did-not-mean-it");
  const showing = {
    intent,
    text: cleanText(text),
    message,
    wishes: spoken.length > 0 ? spoken : wishes,
    read: (part: string) => readMessage(part, compileLexicon(lexicon)),
    undoes,
  };
  const doubt = findDoubt(showing, rules.doubts);
  const reason = doubt ?? findUnaccounted(text, judged, message, context);
  return reason === undefined ? judged : { ...judged, certainty: "unsure", evidence: [reason, ...evidence] };
}

/** Whether nothing casts a doubt on what is to be switched on beside what is to be switched off. */
function mayAlsoShow(
  { also = [] }: Judgement,
  {
    text,
    message,
    signals,
    context,
    rules,
  }: { text: string; message: Message; signals: readonly Signal[]; context: MessageContext; rules: MessageRules },
): boolean {
  const wishes = signals.filter(({ kind }) => kind === "on" || kind === "return");
  const read = (part: string): Message => readMessage(part, compileLexicon(context.lexicon));
  const doubtful = findDoubt(
    { intent: "switch-on", text: cleanText(text), message, wishes, read, undoes: context.undoes },
    rules.doubts,
  );
  return (
    doubtful === undefined &&
    also
      .filter(({ intent }) => intent === "switch-on")
      .every(({ scope }) => {
        const wish: Judgement = { intent: "switch-on", scope, certainty: "sure", evidence: [] };
        return findUnaccounted(text, wish, message, context) === undefined;
      })
  );
}

/** "уберите ёлку и всё остальное" is about everything. */
function withRest(text: string, judged: Judgement, signals: readonly Signal[]): Judgement {
  if (judged.intent !== "switch-off" || judged.scope?.kind === "all" || !namesTheRest(text)) return judged;
  const evidence = [{ rule: "and-all-the-rest", words: [] }, ...judged.evidence];
  // All but what is named may be certain.
  const isOpen = judged.scope?.kind === "unknown" || judged.evidence[0]?.rule === "names-more";
  const isOrdered = isOpen && signals.some(({ kind, sure }) => kind === "off" && sure);
  const certainty = isOrdered ? "sure" : judged.certainty;
  return { ...judged, scope: { kind: "all" }, certainty, evidence };
}

/** A name that isn't there letter by letter, or, where it matters most, any word that is not accounted for. */
function findUnaccounted(
  text: string,
  { intent, scope = { kind: "unknown" } }: Judgement,
  message: Message,
  { lexicon, undoes, mustBePlain = () => false, isSensitive = () => false }: MessageContext,
): Evidence | undefined {
  if (intent === "undo") return undoes?.value === "in" || isPlainUndo(text) ? undefined : NOT_EVERY_WORD;
  if (!isNamed(message, scope, mustBePlain(scope) || isSensitive(scope))) return { rule: "not-its-name", words: [] };
  const isMatter = isSensitive(scope);
  if (mustBePlain(scope)) return isPlainWish(text, scope, lexicon, isMatter) ? undefined : NOT_EVERY_WORD;
  const isBare = !isMatter || isPlainWish(text, scope, lexicon, true) || isBareWish(text, scope, lexicon);
  return isBare ? undefined : { rule: "not-certain", words: [] };
}

const NOT_EVERY_WORD: Evidence = { rule: "not-every-word", words: [] };

/** Whether what is to be switched on is called by a name of its own; letter by letter where that matters, or if it is near another's. */
const isNamed = ({ clauses }: Message, scope: MessageScope, isMatter: boolean): boolean =>
  !("key" in scope) ||
  clauses.some(({ words }) =>
    words.some(
      ({ isNear = false, meanings }) =>
        (!isNear || (!isMatter && meanings.every(({ kind, key }) => kind === "theme" && key === scope.key))) &&
        meanings.some(({ kind, key, isHint = false }) => kind === scope.kind && key === scope.key && !isHint),
    ),
  );

type Judgement = Pick<Understanding, "intent" | "scope" | "also" | "certainty" | "evidence">;

const GIVES_REASONS: ReadonlySet<Intent> = new Set(["switch-off", "complaint", "why"]);

function readSignals(message: Message, rules: MessageRules): readonly Signal[] {
  const verbs = message.clauses.flatMap((clause, at) => readVerbs(clause, at, rules.verbs));
  return [...verbs, ...readRemarks(message, rules.remarks)].map((signal) => weighConcern(message, signal));
}

function judge(message: Message, signals: readonly Signal[], shownTheme: string | undefined): Judgement {
  const scoped = signals.map((signal) => ({ signal, found: findScope(message, signal, shownTheme) }));
  const wishes = scoped.filter(({ signal, found }) => isWish(signal.kind) && found.rule !== "something-else");
  const of = (...kinds: readonly SignalKind[]): readonly Scoped[] =>
    scoped.filter(({ signal }) => kinds.includes(signal.kind));
  const wished = (...kinds: readonly SignalKind[]): readonly Scoped[] =>
    wishes.filter(({ signal }) => kinds.includes(signal.kind));

  const offs = wished("off");
  const [brought, putBack] = partReturns(message, wished("return"));
  const ons = [...wished("on"), ...brought];
  const undos = [...wished("undo"), ...putBack];
  const plain = message.clauses.some(({ words }) => words.some((word) => is(word, "plain")));

  if (of("replace").length > 0 && mentionsIn(message).length > 0) return doubt([...of("replace"), ...offs, ...ons]);
  // "…, всё остальное не трогайте" keeps what was not spoken of.
  const keeps = wished("keep").filter(({ signal }) => !keepsTheRest(message.clauses[signal.clause]));
  if (offs.length > 0 && (ons.length > 0 || keeps.length > 0)) {
    const both = listBothWays(offs, ons, keeps);
    const scoped = [...offs, ...ons, ...keeps];
    return both === undefined
      ? doubt(scoped)
      : { intent: "switch-off", ...both, certainty: "sure", evidence: evidenceOf(scoped, "each-its-own") };
  }
  if (offs.length > 0) return judgeOff(message, offs);
  if (undos.length > 0 && plain && wished("return").length > 0) {
    return { intent: "switch-off", ...settleScope(undos), certainty: "unsure", evidence: evidenceOf(undos) };
  }
  for (const kind of ["gift", "when"] as const) {
    const isWished = ons.some(({ signal }) => signal.sure && signal.rule === "do");
    const found = of(kind).filter(
      ({ signal, found: { rule } }) => rule !== "something-else" && !(isWished && tellsWhy(message, signal)),
    );
    if (found.length > 0) return inform(message, kind, found);
  }
  if (ons.length > 0) return judgeOn(ons, scoped);
  if (undos.length > 0) return judgeUndo(undos, shownTheme);
  if (wished("keep").length > 0) return inform(message, "praise", wished("keep"));
  const isForeign = scoped.some(({ signal, found }) => isWish(signal.kind) && found.rule === "something-else");
  if (isForeign && mentionsIn(message).length === 0) {
    return {
      intent: "other",
      certainty: "sure",
      evidence: evidenceOf(scoped.filter(({ signal }) => isWish(signal.kind))),
    };
  }
  for (const kind of ["why", "complaint", "praise", "help"] as const) {
    if (of(kind).length > 0) return inform(message, kind, of(kind));
  }
  return judgeSilent(message, shownTheme);
}

/** "Пропала ёлка, верните": what is missing is why it is wished for. */
const tellsWhy = ({ clauses }: Message, { rule, clause }: Signal): boolean =>
  TELLS_WHY.has(rule) ||
  (rule === "wants-one-too" && isSubject(clauses[clause])) ||
  (ABSENT.has(rule) && clauses[clause]?.isQuestion === false);

/** "Включите ёлку, дети просят": who asks the writer for it, and not "маме", who is to have it. */
const isSubject = (clause: Message["clauses"][number] | undefined): boolean =>
  clause !== undefined && !clause.words.some((word) => is(word, "recipient", "theme"));

const TELLS_WHY: ReadonlySet<string> = new Set(["it-is-gone", "have-none"]);
const ABSENT: ReadonlySet<string> = new Set(["cannot", "i-will-not", "has-not", "have-not", "it-does-not", "will-not"]);

const keepsTheRest = (clause: Message["clauses"][number] | undefined): boolean =>
  clause?.words.some(({ written }) => /^(?:остальн|други|прочи|rest$|others$)/iu.test(written)) ?? false;

interface Scoped {
  readonly signal: Signal;
  readonly found: FoundScope;
}

const isWish = (kind: SignalKind): boolean => ["off", "on", "return", "keep", "undo", "gift"].includes(kind);
const namesTheme = ({ scope }: FoundScope): boolean =>
  scope.kind === "theme" || scope.kind === "category" || scope.kind === "all";

/** "верните ёлку" brings something; "верните всё назад" takes a word back, as nothing is named. */
function partReturns(
  { clauses }: Message,
  returns: readonly Scoped[],
): readonly [readonly Scoped[], readonly Scoped[]] {
  const brings = ({ signal, found }: Scoped): boolean =>
    namesTheme(found) &&
    (found.scope.kind !== "all" || (clauses[signal.clause]?.words.some((word) => is(word, "thing")) ?? false));
  return [returns.filter(brings), returns.filter((scoped) => !brings(scoped))];
}

/** On or off, this or that: the person is asked. */
function doubt(scoped: readonly Scoped[]): Judgement {
  return {
    intent: "other",
    scope: { kind: "unknown" },
    certainty: "unsure",
    evidence: evidenceOf(scoped, "wishes-both-ways"),
  };
}

function judgeOff(message: Message, offs: readonly Scoped[]): Judgement {
  const certain = offs.filter(({ signal }) => signal.sure);
  const { scope } = settleScope(certain.length > 0 ? certain : offs);
  const isOthers = offs.some(({ found }) => found.namedIn !== undefined && speaksOfSomebody(message, found.namedIn));
  const sure = certain.length > 0 && !isOthers && scope.kind !== "unknown";
  const isHalf = namesMore(message, scope, offs);
  const isSeveral = isHalf || offs.some(({ found }) => LEAVES_SEVERAL.has(found.rule));
  const several = isSeveral && certain.length === offs.length && !isOthers ? listNames(message, offs) : undefined;
  const [first, ...others] = several ?? [];
  if (first !== undefined && others.length > 0) {
    const also = others.map((one) => ({ intent: "switch-off", scope: one }) as const);
    return { intent: "switch-off", scope: first, also, certainty: "sure", evidence: evidenceOf(offs, "names-several") };
  }
  const doubtful = offs.some(({ signal }) => !signal.sure && signal.rule === "for-another-person");
  return {
    intent: "switch-off",
    scope,
    certainty: sure && !doubtful && !isHalf ? "sure" : "unsure",
    evidence: isHalf ? evidenceOf(offs, "names-more") : evidenceOf(offs),
  };
}

const LEAVES_SEVERAL: ReadonlySet<string> = new Set(["several-named", "nothing-shown", "what-is-shown"]);

/** "у подруги сердечки, как убрать?": the wish may be the friend's. */
function speaksOfSomebody(message: Message, clauseAt: number): boolean {
  const clause = message.clauses[clauseAt];
  return clause?.words.some((word, at) => is(word, "person") && !isRecipient(clause, at)) ?? false;
}

function judgeOn(ons: readonly Scoped[], all: readonly Scoped[]): Judgement {
  const { scope } = settleScope(ons);
  const isUnhappy = all.some(({ signal }) => signal.kind === "complaint");
  const isOrdered = ons.some(({ signal }) => signal.sure && signal.rule === "do");
  const sure = scope.kind !== "unknown" && ons.every(({ signal }) => signal.sure) && (!isUnhappy || isOrdered);
  return { intent: "switch-on", scope, certainty: sure ? "sure" : "unsure", evidence: evidenceOf(ons) };
}

/** While something is shown, "верните как было" may as well mean: without it. */
function judgeUndo(undos: readonly Scoped[], shownTheme: string | undefined): Judgement {
  const isPlain = undos.some(
    ({ signal }) => signal.sure && (shownTheme === undefined || signal.rule === "asks-to-undo"),
  );
  return { intent: "undo", certainty: isPlain ? "sure" : "unsure", evidence: evidenceOf(undos) };
}

/** An answer is given and nothing is changed: the scope helps, and need not be certain. */
function inform(
  message: Message,
  intent: "when" | "why" | "gift" | "complaint" | "praise" | "help",
  scoped: readonly Scoped[],
): Judgement {
  const [only, ...others] = mentionsIn(message);
  const mentioned = only !== undefined && others.length === 0 ? { kind: "theme" as const, key: only } : undefined;
  const scope = scoped.map(({ found }) => found.scope).find((one) => one.kind !== "unknown") ?? mentioned;
  return { intent, ...(scope === undefined ? {} : { scope }), certainty: "sure", evidence: evidenceOf(scoped) };
}

/** Nothing is asked. A theme by itself is worth offering buttons for. */
function judgeSilent(message: Message, shownTheme: string | undefined): Judgement {
  const isJustAsking = message.clauses.length === 0 && message.asks;
  if (isJustAsking)
    return { intent: "help", certainty: "sure", evidence: [{ rule: "only-a-question-mark", words: ["?"] }] };
  const signal: Signal = { kind: "praise", sure: false, rule: "silent", words: [], clause: 0, at: -1 };
  const { scope } = findScope(message, signal, shownTheme);
  return { intent: "other", ...(scope.kind === "theme" ? { scope } : {}), certainty: "unsure", evidence: [] };
}

/** One scope if all wishes agree on it; what is named outweighs what is only pointed at. */
function settleScope(scoped: readonly Scoped[]): { readonly scope: MessageScope } {
  const scopes = scoped.map(({ found }) => found.scope);
  const named = scopes.filter(({ kind }) => kind !== "shown" && kind !== "unknown");
  const candidates = named.length > 0 ? named : scopes;
  const [first = { kind: "unknown" }] = candidates;
  const agree = candidates.every((one) => keyOf(one) === keyOf(first));
  const isLeftOpen = scoped.some(({ found }) => OPEN_RULES.has(found.rule));
  return { scope: agree && !isLeftOpen ? first : { kind: "unknown" } };
}

const OPEN_RULES = new Set([
  "several-named",
  "all-but-something",
  "only-something",
  "all-and-one-named",
  "name-of-several",
]);
const keyOf = (scope: MessageScope): string => ("key" in scope ? `${scope.kind}:${scope.key}` : scope.kind);

function evidenceOf(scoped: readonly Scoped[], rule?: string): readonly Evidence[] {
  const steps = scoped.flatMap(({ signal, found }) => [
    { rule: signal.rule, words: signal.words },
    { rule: `scope-${found.rule}`, words: [] },
  ]);
  return rule === undefined ? steps : [{ rule, words: [] }, ...steps];
}
