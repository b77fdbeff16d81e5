/** What to do about an understood message: a person's word to keep, a complaint to count, and what to answer. */
import { type ChoiceValue, partsOf, type Scope } from "../decision/choice.ts";
import type { Theme } from "../campaign/theme.ts";
import type { AfterOn, Outlook } from "../decision/outlook.ts";
import type { NothingToUndo, ReplyOutcome } from "./reply.ts";
import type { Understanding } from "./understanding.ts";

/** What the person's shard knows that a reply depends on. */
export interface MessageFacts {
  /** The theme that the person sees now. */
  readonly shown?: string | undefined;
  readonly themes: readonly Pick<Theme, "key" | "category">[];
  /** Whether nothing at this scope can be shown to the person any more. */
  isOff(scope: Scope): boolean;
  /** When the person sees the theme as things stand. */
  outlookOn(theme: string): Outlook;
  /** When the person would see the theme, had they just asked for it. */
  outlookIfAsked(theme: string): Outlook;
  /** The theme that comes next by itself. */
  readonly nextTheme?: string | undefined;
  /** What would follow from switching on at the scope. */
  afterOn(scope: Scope): AfterOn;
  /** Whether there is a recent word of the person to take back; if there is none, why. */
  readonly canUndo: boolean;
  readonly nothingToUndo?: NothingToUndo | undefined;
  readonly why: string;
  /** The theme whose absence `why` explains, while nothing is shown. */
  readonly missing?: string | undefined;
  /** Why the person doesn't see a theme, and what asking for it would bring. */
  whyNot(theme: string): string;
  formatSpan(from: number, until: number): string;
}

interface Choosing {
  readonly kind: "choose";
  readonly scope: Scope;
  readonly value: ChoiceValue;
}

export interface MessagePlan {
  readonly act?: Choosing | { readonly kind: "undo" };
  /** What is asked for beside it, each with what to answer. */
  readonly also?: readonly { readonly act: Choosing; readonly outcome: ReplyOutcome }[];
  /** A complaint about this scope is to be counted. */
  readonly complaint?: Scope;
  readonly outcome: ReplyOutcome;
}

/** Acts only on what is sure; in any doubt the person is asked by buttons (care: precision before recall). */
export function planMessage(heard: Understanding, facts: MessageFacts): MessagePlan {
  const scope = toScope(heard);
  const isSure = heard.certainty === "sure";
  switch (heard.intent) {
    case "switch-off":
      return isSure && scope !== undefined
        ? { ...planOff(scope, facts), also: planAlso(heard, facts) }
        : { outcome: offerButtons(facts) };
    case "switch-on":
      return isSure && scope !== undefined
        ? { ...planOn(scope, facts), ...(heard.also !== undefined && { also: planAlso(heard, facts) }) }
        : { outcome: offerThemes(heard, facts) };
    case "undo":
      if (!isSure) return { outcome: offerButtons(facts) };
      return facts.canUndo
        ? { act: { kind: "undo" }, outcome: { kind: "undone" } }
        : { outcome: { kind: "nothing-to-undo", because: facts.nothingToUndo ?? "nothing-said" } };
    case "when":
      return { outcome: answerWhen(themeOf(heard) ?? facts.shown ?? facts.nextTheme, facts) };
    case "why":
      return { outcome: explainWhy(themeOf(heard), facts) };
    case "gift":
      return { outcome: answerGift(themeOf(heard) ?? facts.shown, facts) };
    case "complaint":
      return {
        ...(isSure && { complaint: scope ?? (facts.shown === undefined ? "all" : `theme:${facts.shown}`) }),
        outcome: { kind: "complaint-noted", ...shownOf(facts) },
      };
    case "praise":
      return {
        outcome: asksToKeep(heard) ? { kind: "on-needs-nothing", ...(scope && { scope }) } : { kind: "thanks" },
      };
    case "help":
      return { outcome: { kind: "help", ...shownOf(facts) } };
    case "other":
      return { outcome: isAboutDecorations(heard) ? offerButtons(facts) : { kind: "help", ...shownOf(facts) } };
  }
}

const planAlso = ({ also = [] }: Understanding, facts: MessageFacts) =>
  also.map(({ intent, scope: { kind, key } }) => {
    const scope: Scope = `${kind}:${key}`;
    return intent === "switch-off" ? planOff(scope, facts) : planOn(scope, facts);
  });

function planOff(scope: Scope, facts: MessageFacts) {
  // Said all the same when it is off already: that may hang on another word, which somebody may yet take back.
  const act = { kind: "choose", scope, value: "out" } as const;
  const kind = facts.isOff(scope) ? ("off-already" as const) : ("off-done" as const);
  return { act, outcome: { kind, scope } };
}

/** A wish is kept whatever becomes of it; the answer is honest about when. */
function planOn(scope: Scope, facts: MessageFacts): { readonly act: Choosing; readonly outcome: ReplyOutcome } {
  const { kind, key = "" } = partsOf(scope);
  const act = { kind: "choose", scope, value: "in" } as const;
  if (scope === "gifts") {
    return facts.isOff(scope)
      ? { act, outcome: { kind: "on-done", scope } }
      : { act, outcome: { kind: "on-needs-nothing", scope } };
  }
  if (kind !== "theme") {
    const { isSeen, keepsOff } = facts.afterOn(scope);
    return { act, outcome: { kind: isSeen ? "on-done" : "noted", scope, ...(keepsOff && { keepsOff }) } };
  }
  if (facts.outlookOn(key).status === "showing") return { act, outcome: { kind: "on-needs-nothing", scope } };
  const outlook = facts.outlookIfAsked(key);
  switch (outlook.status) {
    case "showing":
      return { act, outcome: { kind: "on-done", scope } };
    case "scheduled":
      return { act, outcome: { kind: "scheduled", scope, span: facts.formatSpan(outlook.from, outlook.until) } };
    case "noted":
    case "not-planned":
      return { act, outcome: { kind: outlook.status, scope } };
  }
}

/** Why this is shown; why that isn't, if that is what was asked; or why nothing is. With the button that helps. */
function explainWhy(named: string | undefined, facts: MessageFacts): ReplyOutcome {
  const { shown, missing } = facts;
  const isAllOff = facts.isOff("all") && { isAllOff: true };
  const absent = named !== undefined && named !== shown ? named : shown === undefined ? missing : undefined;
  const canAsk = absent !== undefined && mayAsk(absent, facts) && { canAsk: absent };
  const isNamed = named !== undefined && absent === named;
  const isComing = isNamed && "from" in facts.outlookOn(named);
  if (isComing) return answerWhen(named, facts);
  const why = isNamed ? facts.whyNot(named) : facts.why;
  return { kind: "why-explained", why, ...(!isNamed && shownOf(facts)), ...isAllOff, ...canAsk };
}

/** Whether asking for a theme would bring what doesn't come by itself. */
const mayAsk = (theme: string, { outlookOn, outlookIfAsked }: MessageFacts): boolean =>
  !("from" in outlookOn(theme)) && "from" in outlookIfAsked(theme);

function answerWhen(theme: string | undefined, facts: MessageFacts): ReplyOutcome {
  if (theme === undefined) return offerButtons(facts);
  const scope = `theme:${theme}` as const;
  const asItIs = facts.outlookOn(theme);
  // Who would see it only after asking is told when, with the button that asks.
  const outlook = "from" in asItIs ? asItIs : facts.outlookIfAsked(theme);
  const why = mayAsk(theme, facts) && { why: facts.whyNot(theme) };
  if ("from" in outlook) {
    return { kind: "scheduled", scope, span: facts.formatSpan(outlook.from, outlook.until), ...why };
  }
  // What lies ahead, and not for this person, has a reason; what doesn't is simply not planned.
  const isAhead = asItIs.status === "noted";
  return { kind: "not-planned", scope, ...(isAhead && { why: facts.whyNot(theme) }) };
}

/** An offer can be made at any time: it is shown when its time comes. */
function answerGift(theme: string | undefined, facts: MessageFacts): ReplyOutcome {
  if (theme === undefined) return { kind: "gift-how-to" };
  const outlook = facts.outlookIfAsked(theme);
  return outlook.status === "scheduled"
    ? { kind: "gift-how-to", theme, span: facts.formatSpan(outlook.from, outlook.until) }
    : { kind: "gift-how-to", theme, ...(outlook.status !== "showing" && { isUnplanned: true }) };
}

/** What there is to switch on. Between campaigns that may be nothing: then the answer says how to ask for a theme. */
function offerThemes({ mentions, scope }: Understanding, facts: MessageFacts): ReplyOutcome {
  const offered = offerButtons(facts);
  const isNamed = mentions.length > 0 || scope?.kind === "category" || scope?.kind === "all";
  return isNamed || offered.available.length > 0 ? offered : { kind: "help", ...shownOf(facts) };
}

function offerButtons({ shown, themes, outlookIfAsked }: MessageFacts) {
  const available = themes.map(({ key }) => key).filter((key) => "from" in outlookIfAsked(key));
  return { kind: "offered-buttons", ...(shown !== undefined && { shown }), available } satisfies ReplyOutcome;
}

const shownOf = ({ shown }: MessageFacts) => (shown === undefined ? {} : { shown });

function toScope({ scope }: Understanding): Scope | undefined {
  switch (scope?.kind) {
    case "theme":
    case "shown":
      return `theme:${scope.key}`;
    case "category":
      return `category:${scope.key}`;
    case "all":
    case "gifts":
      return scope.kind;
    default:
      return undefined;
  }
}

function themeOf({ scope, mentions }: Understanding): string | undefined {
  if (scope?.kind === "theme" || scope?.kind === "shown") return scope.key;
  return mentions.length === 1 ? mentions[0] : undefined;
}

/** Praise by a verb, "не убирайте", asks for something: that all stays as it is. */
const asksToKeep = ({ evidence: [first] }: Understanding): boolean =>
  first !== undefined && first.rule !== "is-happy" && first.rule !== "that-feeling-when";

/** Whether a message that asks for nothing is at least about decorations. */
export const isAboutDecorations = ({ scope, mentions }: Understanding): boolean =>
  scope !== undefined || mentions.length > 0;
