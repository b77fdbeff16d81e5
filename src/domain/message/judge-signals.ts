/** Judges what the clauses of a message ask for together: one wish, several, a question, a feeling, or nothing that is plain. */
import { findScope, type FoundScope } from "./find-scope.ts";
import type { Message } from "./read-message.ts";
import { is, plain } from "./word.ts";
import { isRecipient } from "./weigh-concern.ts";
import type { Signal, SignalKind } from "./signal.ts";
import { listBothWays } from "./list-wishes.ts";
import { listNames, namesMore } from "./names-more.ts";
import { mentionsIn } from "./named-in.ts";
import type { Evidence, MessageScope, Understanding } from "./understanding.ts";

export type Judgement = Pick<Understanding, "intent" | "scope" | "also" | "certainty" | "evidence">;

export function judge(message: Message, signals: readonly Signal[], shownTheme: string | undefined): Judgement {
  const scoped = signals.map((signal) => ({ signal, found: findScope(message, signal, shownTheme) }));
  const wishes = scoped.filter(({ signal, found }) => isWish(signal.kind) && found.rule !== "something-else");
  const of = (...kinds: readonly SignalKind[]): readonly Scoped[] =>
    scoped.filter(({ signal }) => kinds.includes(signal.kind));
  const wished = (...kinds: readonly SignalKind[]): readonly Scoped[] =>
    wishes.filter(({ signal }) => kinds.includes(signal.kind));

  const [brought, putBack] = partReturns(message, wished("return"));
  // "верните сердечки, которые я просила снять": what was wished before.
  const isOrdered = [...wished("on"), ...brought].some(({ signal }) => signal.sure && signal.rule === "do");
  const offs = wished("off").filter(({ signal }) => !(isOrdered && isToldWish(message, signal)));
  const bare = new Set(offs.flatMap(({ signal }) => (OF_THE_BARE_NAME.has(signal.rule) ? [signal.clause] : [])));
  const ons = [...wished("on"), ...brought].filter(
    ({ signal }) => offs.length === 0 || !(bare.has(signal.clause) || tellsOfYou(message, signal)),
  );
  const undos = [...wished("undo"), ...putBack];
  const plain = message.clauses.some(({ words }) => words.some((word) => is(word, "plain")));

  if (of("replace").length > 0 && mentionsIn(message).length > 0) return doubt([...of("replace"), ...offs, ...ons]);
  // "…, всё остальное не трогайте" keeps what was not spoken of.
  const keeps = wished("keep").filter(
    ({ signal }) =>
      !keepsTheRest(message.clauses[signal.clause]) &&
      !bare.has(signal.clause) &&
      !(offs.length > 0 && isOthers(message.clauses[signal.clause])),
  );
  if (offs.length > 0 && (ons.length > 0 || keeps.length > 0)) {
    const both = listBothWays(offs, ons, keeps);
    const scoped = [...offs, ...ons, ...keeps];
    return both === undefined
      ? doubt(scoped)
      : { intent: "switch-off", ...both, certainty: "sure", evidence: evidenceOf(scoped, "each-its-own") };
  }
  // "снежинку передарить можно? мне не нужна".
  const isGivenOn = of("gift").length > 0 && offs.every(({ signal }) => signal.rule.startsWith("does-not-want-it"));
  if (offs.length > 0 && isGivenOn) return inform(message, "gift", of("gift"));
  if (offs.length > 0) return judgeOff(message, offs);
  if (undos.length > 0 && plain && wished("return").length > 0) {
    return { intent: "switch-off", ...settleScope(undos), certainty: "unsure", evidence: evidenceOf(undos) };
  }
  for (const kind of ["gift", "when"] as const) {
    const isWished = ons.some(({ signal }) => signal.sure && ASKS_PLAINLY.has(signal.rule));
    const found = of(kind).filter(
      ({ signal, found: { rule } }) => rule !== "something-else" && !(isWished && tellsWhy(message, signal)),
    );
    if (found.length > 0) return inform(message, kind, found);
  }
  if (ons.length > 0) return judgeOn(message, ons, scoped);
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

const ASKS_PLAINLY: ReadonlySet<string> = new Set(["do", "wants", "wants-it", "a-thing-asked-for", "is-it-possible"]);

/** "Пропала ёлка, верните": what is missing is why it is wished for. */
const tellsWhy = ({ clauses }: Message, { rule, clause }: Signal): boolean =>
  TELLS_WHY.has(rule) ||
  (rule === "wants-one-too" && isSubject(clauses[clause])) ||
  (ABSENT.has(rule) && clauses[clause]?.isQuestion === false);

/** "верните название, каким оно было до ёлки": what is to be brought is the name without it. */
const OF_THE_BARE_NAME: ReadonlySet<string> = new Set(["as-it-was-before-it", "the-plain-name", "parts-with-it"]);

function isToldWish({ clauses }: Message, { clause, rule }: Signal): boolean {
  const words = clauses[clause]?.words ?? [];
  return (
    (rule === "wants" && words.some((word) => is(word, "want") && plain(word).startsWith("просил"))) ||
    (rule === "for-another-person" && words.some((word) => is(word, "speech") && /л[аи]?$/iu.test(word.written)))
  );
}

/** "ёлку не хочу, а вы всё равно ставите": what the operator does is no wish. */
function tellsOfYou({ clauses }: Message, { clause, at }: Signal): boolean {
  const words = clauses[clause]?.words ?? [];
  const verb = words[at];
  const isTold = verb?.form === "you-will" || verb?.form?.startsWith("past") === true;
  return isTold && clauses[clause]?.isQuestion === false;
}

/** "Включите ёлку, дети просят": who asks the writer for it, and not "маме", who is to have it. */
const isSubject = (clause: Message["clauses"][number] | undefined): boolean =>
  clause !== undefined && !clause.words.some((word) => is(word, "recipient", "theme"));

const TELLS_WHY: ReadonlySet<string> = new Set(["it-is-gone", "have-none"]);
const ABSENT: ReadonlySet<string> = new Set(["cannot", "i-will-not", "has-not", "have-not", "it-does-not", "will-not"]);

const keepsTheRest = (clause: Message["clauses"][number] | undefined): boolean =>
  clause?.words.some(({ written }) => /^(?:остальн|други|прочи|rest$|others$)/iu.test(written)) ?? false;

/** "у меня ёлку уберите, у жены оставьте": what somebody else keeps. */
const isOthers = (clause: Message["clauses"][number] | undefined): boolean =>
  clause?.words.some(
    (word, at) => is(word, "recipient") || (is(word, "person") && is(clause.words[at - 1], "preposition")),
  ) ?? false;

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
  // "мы с женой решили без сердечек, отключите мне".
  const isOthers = offs.some(
    ({ signal, found }) =>
      found.namedIn !== undefined &&
      speaksOfSomebody(message, found.namedIn) &&
      !isForMe(message.clauses[signal.clause]),
  );
  const sure = certain.length > 0 && !isOthers && scope.kind !== "unknown";
  const isHalf = namesMore(message, scope, offs);
  const keys = new Set(
    certain.flatMap(({ found: { scope: one } }) => ("key" in one && one.kind !== "shown" ? [one.key] : [])),
  );
  const isSeveral = isHalf || keys.size > 1 || offs.some(({ found }) => LEAVES_SEVERAL.has(found.rule));
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

const isForMe = (clause: Message["clauses"][number] | undefined): boolean =>
  clause?.words.some(({ written }) => /^(?:мне|нам|у меня|me|us)$/iu.test(written)) ?? false;

const LEAVES_SEVERAL: ReadonlySet<string> = new Set(["several-named", "nothing-shown", "what-is-shown"]);

/** "у подруги сердечки, как убрать?": the wish may be the friend's. */
function speaksOfSomebody(message: Message, clauseAt: number): boolean {
  const clause = message.clauses[clauseAt];
  return clause?.words.some((word, at) => is(word, "person") && !isRecipient(clause, at)) ?? false;
}

function judgeOn(message: Message, ons: readonly Scoped[], all: readonly Scoped[]): Judgement {
  const { scope } = settleScope(ons);
  const isUnhappy = all.some(({ signal }) => signal.kind === "complaint");
  const isOrdered = ons.some(({ signal }) => signal.sure && signal.rule === "do");
  const isCertain = ons.every(({ signal }) => signal.sure) && (!isUnhappy || isOrdered);
  // "включите ёлку и снежинку".
  const several =
    isCertain && ons.some(({ found }) => found.rule === "several-named") ? listNames(message, ons) : undefined;
  const [first, ...others] = several ?? [];
  if (first !== undefined && others.length > 0) {
    const also = others.map((one) => ({ intent: "switch-on", scope: one }) as const);
    return { intent: "switch-on", scope: first, also, certainty: "sure", evidence: evidenceOf(ons, "names-several") };
  }
  const sure = scope.kind !== "unknown" && isCertain;
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
