import type { Channel, Choice, Scope } from "./choice.ts";
import type { Reason } from "./decision.ts";
import type { Label, Language } from "../label.ts";
import type { Outlook } from "./outlook.ts";
import { PERSON_TEXTS } from "./person-texts.ts";

/** How instants are worded in the reader's language and zone. */
export interface SpanWords {
  readonly language: Language;
  /** A span such as "6–8 March"; half-open, so that the last day is the one before midnight. */
  formatSpan(from: number, until: number): string;
  /** A day such as "26 November 2026". */
  formatDay(at: number): string;
}

/** What stands beside the operator's name, until when, and why: or why nothing does. */
export function describeNow(
  shown: { readonly label: Label; readonly from: number; readonly until: number } | undefined,
  reason: Reason,
  { language, formatSpan }: SpanWords,
): string {
  const texts = PERSON_TEXTS[language];
  const why = texts.why[reason];
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

/** One entry of a person's history, with its day and channel. */
export function describeChoice(
  choice: Choice & { readonly isRetracted: boolean },
  label: Label,
  { language, formatDay }: SpanWords,
): string {
  const texts = PERSON_TEXTS[language];
  const said = texts.said[choice.value](label[language]);
  const sentence = `${formatDay(choice.at)}, ${texts.channels[choice.channel]}: ${said}`;
  return choice.isRetracted ? `${sentence} ${texts.retracted}` : sentence;
}

/** What keeps off what was just taken back. */
export function describeStandingOut(
  out: Pick<Choice, "scope" | "at" | "channel">,
  label: Label,
  { language, formatDay }: SpanWords,
): string {
  const texts = PERSON_TEXTS[language];
  const name = out.scope === "all" ? undefined : label[language];
  return texts.staysOff(name, texts.channels[out.channel], formatDay(out.at));
}

/** How a channel is called in a sentence, as in "by SMS". */
export function nameChannel(channel: Channel, language: Language): string {
  return PERSON_TEXTS[language].channels[channel];
}

/** What a scope is called, by the labels of themes and categories. */
export function nameScope(
  scope: Scope,
  themes: readonly { readonly key: string; readonly label: Label }[],
  categories: readonly { readonly key: string; readonly label: Label }[],
): Label {
  if (scope === "all") return EVERYTHING;
  if (scope === "gifts") return GIFTS;
  const [kind, key = ""] = scope.split(":");
  const known = (kind === "theme" ? themes : categories).find((entry) => entry.key === key);
  // A theme may have been taken out of the catalogue since; its key still says what was meant.
  return known?.label ?? { ru: key, en: key };
}

const EVERYTHING: Label = { ru: "Все украшения", en: "All decorations" };
const GIFTS: Label = { ru: "Подарки от других людей", en: "Gifts from other people" };
