/** What the clauses of a message in a language beside Russian come to. In any doubt they come to nothing, and others read the message. */
import type { MessageContext } from "./message-context.ts";
import type { NeighbourClause, NeighbourMark } from "./read-neighbour-clause.ts";
import type { Tongue } from "./tongue.ts";
import type { AlsoWished, Evidence, MessageScope, Understanding } from "./understanding.ts";

interface Neighbour {
  readonly tongue: Tongue;
  readonly clauses: readonly NeighbourClause[];
  readonly words: readonly string[];
  readonly isQuestion: boolean;
}

type Judgement = Pick<Understanding, "intent" | "scope" | "also" | "certainty">;

/** What is said in a neighbouring language is answered in it where there is a sentence for it, and else in Russian. */
export function judgeNeighbour(
  neighbour: Neighbour,
  context: MessageContext,
): Omit<Understanding, "mentions"> | undefined {
  const { tongue, words } = neighbour;
  const judged = judge(neighbour, context);
  const evidence: Evidence = { rule: `in-${tongue}`, words: words.slice(0, 6) };
  return judged === undefined ? undefined : { ...judged, language: "ru", tongue, reasons: [], evidence: [evidence] };
}

/** A letter that says much besides is no plain wish. */
const MOST_UNKNOWN = 12;

function judge({ clauses, isQuestion, tongue }: Neighbour, context: MessageContext): Judgement | undefined {
  const of = (...wishes: readonly NeighbourClause["wish"][]): readonly NeighbourClause[] =>
    clauses.filter(({ wish }) => wishes.includes(wish));
  if (clauses.some(({ has, wish }) => has.has("veto") || wish === "unclear")) return undefined;
  if (clauses.some(({ has, wish, themes }) => has.has("kin") && (wish !== undefined || themes.length > 0)))
    return undefined;
  // "Приберіть? Та ні."
  if (clauses.slice(1).some(({ has }) => has.has("no")) && context.asked === undefined) return undefined;
  const unknown = clauses.reduce((count, one) => count + one.unknown, 0);
  const offs = unknown > 0 || clauses.length > 1 ? of("off") : of("off", "perhaps-off");
  const ons = of("on", "perhaps-on");
  const keeps = of("keep");
  if (unknown > MOST_UNKNOWN || ons.some((one) => one.unknown > 0)) return undefined;
  if (offs.some((one) => one.unknown > 0 && !one.isPlainOff)) return undefined;
  if (clauses.some(({ wish }) => wish === "perhaps-off") && offs.length === 0) return undefined;
  if (offs.length > 0) return ons.some(namesOurs) ? undefined : judgeOff(clauses, unknown, context);
  if (keeps.length > 0 && ons.length === 0) return judgeKeep(keeps, context);
  const question = isQuestion ? judgeQuestion(clauses, context) : undefined;
  if (question !== undefined) return question;
  if (unknown > 0) return undefined;
  if (ons.length > 0) return keeps.length > 0 ? undefined : judgeOn(ons, clauses, context);
  const scope = scopeOf(clauses, context);
  if (of("is-off").length > 0)
    return scope !== undefined && (isQuestion || ASKS_BY_ITSELF.has(tongue))
      ? { intent: "why", scope, certainty: "sure" }
      : undefined;
  if (of("undo").length > 0) return judgeUndo(context);
  return judgeAnswer(clauses, scope, context);
}

/** A particle asks there. */
const ASKS_BY_ITSELF: ReadonlySet<Tongue> = new Set(["kk", "tt", "ba", "uz", "ky"]);

function judgeOff(
  clauses: readonly NeighbourClause[],
  unknown: number,
  context: MessageContext,
): Judgement | undefined {
  const objects = objectsOf(clauses);
  const kept = new Set(clauses.filter(({ wish }) => wish === "keep").flatMap(({ themes }) => themes));
  const keeps = clauses.filter(({ wish }) => wish === "keep");
  if (keeps.some(({ themes, unknown: strange }) => themes.length === 0 || strange > 0)) return undefined;
  const themes = themesOf(objects);
  if (themes.some((theme) => kept.has(theme))) return undefined;
  const [first, ...others] = themes;
  const isEverything = objects.some((one) => one.themes.length === 0 && one.has.has("many-decor"));
  if (first !== undefined && !(isEverything && kept.size === 0)) {
    const also: readonly AlsoWished[] = others.map((key) => ({ intent: "switch-off", scope: { kind: "theme", key } }));
    const scope = { kind: "theme", key: first } as const;
    return { intent: "switch-off", scope, ...(also.length > 0 && { also }), certainty: "sure" };
  }
  if (kept.size > 0) return undefined;
  const isNamed = objects.some(({ has }) => has.has("decor"));
  const scope = isEverything ? ALL : scopeOf(objects, context);
  if (scope === undefined || (unknown > 0 && !isNamed)) return undefined;
  return { intent: "switch-off", scope, certainty: scope.kind === "unknown" ? "unsure" : "sure" };
}

/** What is to be switched off: what its own clauses name, and if one names nothing, what is named before it. */
function objectsOf(clauses: readonly NeighbourClause[]): readonly NeighbourClause[] {
  const objects: NeighbourClause[] = [];
  for (const [at, clause] of clauses.entries()) {
    if (clause.wish !== "off" && clause.wish !== "perhaps-off") continue;
    if (namesOurs(clause)) objects.push(clause);
    else {
      const before = clauses.slice(0, at).findLast(namesOurs) ?? clauses.slice(at + 1).find(namesOurs);
      objects.push(clause, ...(before?.unknown === 0 && before.wish !== "keep" ? [before] : []));
    }
  }
  return objects;
}

const namesOurs = ({ themes, has }: NeighbourClause): boolean =>
  themes.length > 0 || has.has("decor") || has.has("sign") || has.has("festive");

const themesOf = (clauses: readonly NeighbourClause[]): readonly string[] => [
  ...new Set(clauses.flatMap(({ themes }) => themes)),
];

/** What no theme's name says: everything, or what is shown. Signs may be any, unless something says where they stand. */
function scopeOf(clauses: readonly NeighbourClause[], context: MessageContext): MessageScope | undefined {
  const has = (...parts: readonly NeighbourMark[]): boolean =>
    parts.some((part) => clauses.some((clause) => clause.has.has(part)));
  const [theme, ...others] = themesOf(clauses);
  if (theme !== undefined) return others.length > 0 ? undefined : { kind: "theme", key: theme };
  const isPlaced = has("beside", "place");
  if (has("decor")) return has("many-decor", "all", "festive") ? ALL : shownIn(context);
  if (has("sign")) {
    if (has("festive") || (has("many-signs", "all") && (isPlaced || has("this")))) return ALL;
    if (has("all") && has("badge") && has("off", "refusal")) return ALL;
    return has("all") ? undefined : shownIn(context);
  }
  if (has("festive")) return has("all") ? ALL : undefined;
  // "Not needed" to what we shall switch off is a no.
  const isAnswered = context.asked === "keep" || (context.asked === "off" && has("off", "yes"));
  const isPointedAt = has("place") && has("this", "beside");
  return isPointedAt || isAnswered || context.isOurs === true ? shownIn(context) : undefined;
}

const ALL: MessageScope = { kind: "all" };

const shownIn = ({ shownTheme }: MessageContext): MessageScope =>
  shownTheme === undefined ? { kind: "unknown" } : { kind: "shown", key: shownTheme };

function judgeKeep(keeps: readonly NeighbourClause[], context: MessageContext): Judgement | undefined {
  const scope = keeps.some(namesOurs) ? scopeOf(keeps.filter(namesOurs), context) : undefined;
  return scope === undefined ? undefined : { intent: "praise", scope, certainty: "sure" };
}

/** On is dearer than off: one theme by its name, ordered in words that are all known; what is sensitive is asked about. */
function judgeOn(
  [on, ...others]: readonly NeighbourClause[],
  clauses: readonly NeighbourClause[],
  { isSensitive = () => false }: MessageContext,
): Judgement | undefined {
  const [theme, ...rest] = themesOf(clauses);
  if (on === undefined || others.length > 0 || theme === undefined || rest.length > 0) return undefined;
  const scope = { kind: "theme", key: theme } as const;
  const isCertain =
    on.wish === "on" && on.themes.length > 0 && !on.isLoose && !isSensitive(scope) && !on.has.has("what");
  return { intent: "switch-on", scope, certainty: isCertain ? "sure" : "unsure" };
}

/** While something is shown, "as it was" may as well mean: without it. */
function judgeUndo({ shownTheme, undoes }: MessageContext): Judgement {
  const isCertain = shownTheme === undefined || undoes?.value === "in";
  return { intent: "undo", certainty: isCertain ? "sure" : "unsure" };
}

/** When does it come, and what is it: a few words that aren't known may stand beside. */
function judgeQuestion(clauses: readonly NeighbourClause[], context: MessageContext): Judgement | undefined {
  const asks = clauses.find(({ has, wish }) => wish === undefined && (has.has("when") || has.has("what")));
  if (asks === undefined || asks.unknown > MOST_UNKNOWN_ASKED || !namesOurs(asks)) return undefined;
  const scope = scopeOf([asks], context);
  return scope === undefined ? undefined : { intent: asks.has.has("when") ? "when" : "why", scope, certainty: "sure" };
}

const MOST_UNKNOWN_ASKED = 3;

/** A yes or a no to what we asked, or praise. */
function judgeAnswer(
  clauses: readonly NeighbourClause[],
  scope: MessageScope | undefined,
  { asked, isOurs = false }: MessageContext,
): Judgement | undefined {
  if (scope === undefined) return undefined;
  const has = (part: "yes" | "no" | "good"): boolean => clauses.some((clause) => clause.has.has(part));
  const isNamed = clauses.some(namesOurs);
  if (has("good") && isNamed) return { intent: "praise", scope, certainty: "sure" };
  const isNo = has("no") && (asked === "keep" || (asked === undefined && isOurs));
  const isYes = asked === "off" && !has("no") && (has("yes") || isNamed);
  if (!isNo && !isYes) return undefined;
  return { intent: "switch-off", scope, certainty: scope.kind === "unknown" ? "unsure" : "sure" };
}
