import { type Choice, partsOf, type Scope } from "./choice.ts";
import type { NoneReason, Reason } from "./decision.ts";
import type { Label, Language } from "../label.ts";
import type { Outlook } from "./outlook.ts";
import { PERSON_TEXTS, type ScopeKind } from "./person-texts.ts";
import { WHY_NOT_TEXTS } from "./why-not-texts.ts";

/** How instants are worded in the reader's language and zone. */
export interface SpanWords {
  readonly language: Language;
  /** A span such as "6–8 March"; half-open, so that the last day is the one before midnight. */
  formatSpan(from: number, until: number): string;
  /** A day such as "26 November 2026". */
  formatDay(at: number): string;
}

/** Where a word was given, and by whom: `actor` is `self`, or an agent or service on the person's behalf. */
type Spoken = Pick<Choice, "channel"> & { readonly actor: string };

/** What stands beside the operator's name, until when, and why: or why nothing does. `asked`: the word that asked for it. */
export function describeNow(
  shown: { readonly label: Label; readonly from: number; readonly until: number } | undefined,
  reason: Reason,
  { language, formatSpan }: SpanWords,
  asked?: Spoken | null,
): string {
  const texts = PERSON_TEXTS[language];
  const isBySomebodyElse = reason === "asked" && asked !== undefined && asked !== null && asked.actor !== "self";
  const why = isBySomebodyElse ? texts.askedFor(nameChannel(asked, language)) : texts.why[reason];
  return shown === undefined
    ? why
    : `${texts.shown(shown.label[language], formatSpan(shown.from, shown.until))} ${why}`;
}

/** What comes and when, by the person's own clock. */
export function describeComing(label: Label, from: number, until: number, words: SpanWords): string {
  return PERSON_TEXTS[words.language].coming(label[words.language], words.formatSpan(from, until));
}

/** An offered gift. Who sent it is not said: only that they know the number. */
export function describeGift(label: Label, expiresAt: number, { language, formatDay }: SpanWords): string {
  return PERSON_TEXTS[language].gift(label[language], formatDay(expiresAt));
}

/** What becomes of a wish, honestly. */
export function describeOutlook(label: Label, outlook: Outlook, { language, formatSpan }: SpanWords): string {
  const texts = PERSON_TEXTS[language];
  const name = label[language];
  switch (outlook.status) {
    case "showing":
      return texts.showing(name, formatSpan(outlook.from, outlook.until));
    case "scheduled":
      return texts.coming(name, formatSpan(outlook.from, outlook.until));
    case "noted":
      return texts.noted(name);
    case "not-planned":
      return texts.notPlanned(name);
  }
}

/** Why a person doesn't see a decoration, and what asking for it would bring. */
export function describeWhyNot(
  label: Label,
  reason: NoneReason,
  ifAsked: Outlook,
  { language, formatSpan }: SpanWords,
): string {
  const { why, askNow, askFor } = WHY_NOT_TEXTS[language];
  const sentence = why[reason](label[language]);
  switch (ifAsked.status) {
    case "showing":
      return `${sentence} ${askNow}`;
    case "scheduled":
      return `${sentence} ${askFor(formatSpan(ifAsked.from, ifAsked.until))}`;
    case "noted":
    case "not-planned":
      return sentence;
  }
}

/** One entry of a person's history, with its day and channel. */
export function describeChoice(
  choice: Choice & { readonly isRetracted: boolean; readonly actor: string },
  label: Label,
  { language, formatDay }: SpanWords,
): string {
  const texts = PERSON_TEXTS[language];
  const said = texts.said[choice.value](label[language]);
  const sentence = `${formatDay(choice.at)}, ${nameChannel(choice, language)}: ${said}`;
  return choice.isRetracted ? `${sentence} ${texts.retracted}` : sentence;
}

/** What keeps off what was just taken back. */
export function describeStandingOut(
  out: Pick<Choice, "scope" | "at"> & Spoken,
  label: Label,
  { language, formatDay }: SpanWords,
): string {
  const texts = PERSON_TEXTS[language];
  const thing = nameThing(out.scope, label[language], language);
  return texts.staysOff(thing, nameChannel(out, language), formatDay(out.at));
}

/** On which channel, and through whose link. Which agent it was is for support, and for the person's export. */
function nameChannel({ channel, actor }: Spoken, language: Language): string {
  const texts = PERSON_TEXTS[language];
  const isAgentsLink = actor.startsWith("agent:") && (channel === "web" || channel === "link");
  return isAgentsLink ? texts.agentsLinks[channel] : texts.channels[channel];
}

/** What a scope is about. */
export function kindOfScope(scope: Scope): ScopeKind {
  if (scope === "all" || scope === "gifts") return scope;
  return scope.startsWith("theme:") ? "theme" : "category";
}

/** What a scope names, to stand after “switch off”; `name` is its label in the language. */
export function nameThing(scope: Scope, name: string, language: Language): string {
  return PERSON_TEXTS[language].things[kindOfScope(scope)](name);
}

/** What a scope is called, by the labels of themes and categories. */
export function nameScope(
  scope: Scope,
  themes: readonly { readonly key: string; readonly label: Label }[],
  categories: readonly { readonly key: string; readonly label: Label }[],
): Label {
  if (scope === "all") return EVERYTHING;
  if (scope === "gifts") return GIFTS;
  const { kind, key = "" } = partsOf(scope);
  const known = (kind === "theme" ? themes : categories).find((entry) => entry.key === key);
  // A theme may have been taken out of the catalogue since; its key still says what was meant.
  return known?.label ?? { ru: key, en: key };
}

const EVERYTHING: Label = { ru: "Все украшения", en: "All decorations" };
const GIFTS: Label = { ru: "Подарки от других людей", en: "Gifts from other people" };
