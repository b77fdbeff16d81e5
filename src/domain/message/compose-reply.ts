/** Puts what was done into words, with the next steps as buttons. */
import { partsOf, type Scope } from "../decision/choice.ts";
import type { Language } from "../label.ts";
import { SWITCHED_OFF } from "./neighbour-texts.ts";
import { ASKS_WHAT_COMES } from "./read-replacement.ts";
import { REPLY_TEXTS, type ReplyFacts } from "./reply-texts.ts";
import type { Reply, ReplyAction, ReplyOutcome, ScopeLabels } from "./reply.ts";
import type { Understanding } from "./understanding.ts";

/** No reply offers more buttons: they have to fit a phone without scrolling. */
export const MOST_ACTIONS = 4;

/** Where the reply is read. */
export type ReplyChannel = "bot" | "sms";

type Heard = Pick<
  Understanding,
  "intent" | "scope" | "reasons" | "language" | "mentions" | "categories" | "evidence" | "tongue" | "also"
>;

/**
 * The reply to a message, in its language: one to three short sentences, never quoting the person. Names missing from
 * `labels` fall back to "the decoration", so that a renamed theme never breaks an answer. `undoes`: the entry that a button
 * for putting it back takes back.
 */
export function composeReply(
  heard: Heard,
  outcome: ReplyOutcome,
  labels: ScopeLabels,
  channel: ReplyChannel = "bot",
  undoes?: number,
): Reply {
  const texts = REPLY_TEXTS[heard.language];
  const line = chooseLine(heard, outcome, channel);
  const scope = "scope" in outcome ? outcome.scope : undefined;
  const facts: ReplyFacts = {
    what: nameScope(scope, heard.language, labels),
    span: "span" in outcome ? (outcome.span ?? "") : "",
    why: whyOf(outcome, heard.language),
  };
  const sorry = APOLOGISES.has(outcome.kind)
    ? heard.reasons.map((reason) => texts.sorry[reason]).find(Boolean)
    : undefined;
  const actions = offerScopes(heard, outcome)
    .map((offer) => labelOffer(offer, heard.language, labels))
    .map((action) => (action.kind === "undo" && undoes !== undefined ? { ...action, entry: undoes } : action));
  const offered = distinct(actions).slice(0, MOST_ACTIONS);
  const isOff = outcome.kind === "off-done" || outcome.kind === "off-already";
  const sentences = [
    heard.tongue !== undefined && isOff ? SWITCHED_OFF[heard.tongue](facts.what) : undefined,
    sorry,
    capitalise(line(facts)),
    channel === "sms" ? nameWords(offered, heard.language) : undefined,
  ];
  return { text: sentences.filter(Boolean).join(" "), actions: offered };
}

/** To somebody who has written too much within an hour. */
export const composeTooOften = (language: Language): Pick<Reply, "text"> => ({ text: REPLY_TEXTS[language].tooOften });

/** To somebody whose message would have to be kept while only what switches off is. */
export const composeOnlyOuts = (language: Language): Pick<Reply, "text"> => ({ text: REPLY_TEXTS[language].onlyOuts });

/** To somebody whose wish the channel may not enter just now. */
export const composeOnlyInApp = (language: Language): Pick<Reply, "text"> => ({
  text: REPLY_TEXTS[language].onlyInApp,
});

/** A text message has no buttons: what they would say is named as words to send. */
function nameWords(actions: readonly ReplyAction[], language: Language): string | undefined {
  // Whom a gift is for can't be said in one word.
  const words = actions.filter(({ kind }) => kind !== "gift").map(({ label }) => label);
  return words.length === 0 ? undefined : REPLY_TEXTS[language].answerWith(words.join("; "));
}

function chooseLine({ intent, language, evidence }: Heard, outcome: ReplyOutcome, channel: ReplyChannel) {
  const { kind } = outcome;
  if ("scope" in outcome && outcome.scope === "gifts" && isOfGifts(kind)) {
    const text = REPLY_TEXTS[language].gifts[kind];
    return () => text;
  }
  const lines = REPLY_TEXTS[language].lines[kind];
  const isSms = channel === "sms";
  if (intent === "switch-off" && evidence.some(({ rule }) => FOR_OTHERS.has(rule))) {
    const line = (isSms ? lines["somebody-else-sms"] : undefined) ?? lines["somebody-else"];
    if (line !== undefined) return line;
  }
  return lines[intent] ?? (isSms ? lines.sms : undefined) ?? lines.usual;
}

const FOR_OTHERS: ReadonlySet<string> = new Set(["for-another-person", "for-another-line"]);

const isOfGifts = (kind: ReplyOutcome["kind"]) =>
  kind === "off-done" || kind === "off-already" || kind === "on-done" || kind === "on-needs-nothing";

/** What the line ends with. */
function whyOf(outcome: ReplyOutcome, language: Language): string {
  const texts = REPLY_TEXTS[language];
  switch (outcome.kind) {
    case "why-explained":
      return outcome.shown === undefined ? outcome.why : `${outcome.why} ${texts.ifDisliked}`;
    case "scheduled":
    case "not-planned":
      return outcome.why ?? "";
    case "gift-how-to":
      return outcome.span !== undefined
        ? texts.giftComes(outcome.span)
        : outcome.isUnplanned === true
          ? texts.giftUnplanned
          : "";
    case "undone":
      return outcome.stillOff ?? "";
    case "on-done":
    case "noted":
      return outcome.keepsOff === true ? texts.keepsOff : "";
    case "nothing-to-undo":
      return outcome.because === undefined ? "" : texts.nothingToUndo[outcome.because];
    default:
      return "";
  }
}

const APOLOGISES: ReadonlySet<ReplyOutcome["kind"]> = new Set([
  "off-done",
  "complaint-noted",
  "offered-buttons",
  "why-explained",
]);

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function nameScope(scope: Scope | undefined, language: Language, labels: ScopeLabels): string {
  const texts = REPLY_TEXTS[language];
  if (scope === "all") return texts.everything;
  if (scope === "gifts") return texts.gifts.what;
  if (scope === undefined) return texts.shown;
  const { kind, key = "" } = partsOf(scope);
  const named = kind === "category" ? labels.categories : labels.themes;
  return Object.hasOwn(named, key) ? texts.quote(named[key]?.[language] ?? key) : texts.shown;
}

type Offer = Omit<ReplyAction, "label">;

const off = (scope: Scope): Offer => ({ kind: "switch-off", scope });
const on = (scope: Scope): Offer => ({ kind: "switch-on", scope });
const UNDO = { kind: "undo" } as const satisfies Offer;

/** What the person may want next. */
function offerScopes(heard: Heard, outcome: ReplyOutcome): readonly Offer[] {
  switch (outcome.kind) {
    case "off-done":
      // Of several words nobody knows which "put it back" would take back.
      if (heard.also !== undefined) return [on(outcome.scope)];
      if (heard.evidence[0]?.rule === ASKS_WHAT_COMES) return [...offerArrival(heard, outcome.scope), UNDO];
      return isWide(outcome.scope) ? [UNDO] : [UNDO, off("all")];
    case "on-done":
    case "noted":
      if (heard.also !== undefined) return [off(outcome.scope)];
      return [UNDO, off(outcome.scope)];
    case "off-already":
      return [on(outcome.scope), ...(isWide(outcome.scope) ? [] : [off("all")])];
    case "on-needs-nothing":
      return outcome.scope === undefined ? [] : [off(outcome.scope)];
    case "scheduled":
    case "not-planned":
      if (heard.intent === "switch-on") return heard.also === undefined ? [UNDO] : [off(outcome.scope)];
      // What comes by itself need not be asked for.
      return outcome.kind === "scheduled" && outcome.why === undefined
        ? [off(outcome.scope)]
        : [on(outcome.scope), off(outcome.scope)];
    case "offered-buttons":
      return offerButtons(heard, outcome.shown, outcome.available ?? []);
    case "why-explained":
      return [
        ...(outcome.canAsk === undefined ? [] : [on(`theme:${outcome.canAsk}`)]),
        ...(outcome.isAllOff === true
          ? []
          : offerOff(outcome.canAsk === undefined ? heard : { ...heard, mentions: [] }, outcome.shown)),
      ];
    case "complaint-noted":
    case "help":
      return offerOff(heard, outcome.shown);
    case "gift-how-to":
      return [outcome.theme === undefined ? { kind: "gift" } : { kind: "gift", scope: `theme:${outcome.theme}` }];
    case "nothing-to-undo":
    case "undone":
    case "thanks":
      return [];
  }
}

/** What was to come in the place of what has gone. */
const offerArrival = ({ mentions }: Heard, gone: Scope): readonly Offer[] =>
  mentions.map((theme) => `theme:${theme}` as const).flatMap((scope) => (scope === gone ? [] : [on(scope)]));

/** Beside these "everything off" is no narrower wish. */
const isWide = (scope: Scope): boolean => scope === "all" || scope === "gifts";

/** Off switches for what the message names, for what is shown, and for everything. */
function offerOff({ scope, mentions, categories = [] }: Heard, shown: string | undefined): readonly Offer[] {
  const named = new Set([...(scope?.kind === "category" ? [scope.key] : []), ...categories]);
  const category = [...named].map((key) => off(`category:${key}`));
  const pointed = scope?.kind === "shown" ? scope.key : undefined;
  const themes = [...mentions, shown ?? pointed].filter((theme) => theme !== undefined);
  const offers = [...category, ...[...new Set(themes)].map((theme) => off(`theme:${theme}`))];
  return [...offers.slice(0, MOST_ACTIONS - 1), off("all")];
}

function offerButtons(heard: Heard, shown: string | undefined, available: readonly string[]): readonly Offer[] {
  switch (heard.intent) {
    case "switch-on": {
      const { scope } = heard;
      if (scope?.kind === "category") return [on(`category:${scope.key}`)];
      if (scope?.kind === "all") return [on("all")];
      const themes = heard.mentions.length > 0 ? heard.mentions : available;
      return themes.map((theme) => on(`theme:${theme}`));
    }
    case "undo":
      return [UNDO, ...offerOff(heard, shown)];
    case "other":
      return [
        ...heard.mentions.slice(0, 2).flatMap((theme) => [off(`theme:${theme}`), on(`theme:${theme}`)]),
        ...offerOff(heard, shown),
      ];
    default:
      return offerOff(heard, shown);
  }
}

function labelOffer(offer: Offer, language: Language, labels: ScopeLabels): ReplyAction {
  const texts = REPLY_TEXTS[language];
  const what = nameScope(offer.scope, language, labels);
  switch (offer.kind) {
    case "undo":
      return { ...offer, label: texts.undo };
    case "gift":
      return { ...offer, label: texts.gift };
    case "switch-off":
      return { ...offer, label: offer.scope === "all" ? texts.switchOffAll : texts.switchOff(what) };
    case "switch-on":
      return { ...offer, label: offer.scope === "all" ? texts.switchOnAll : texts.switchOn(what) };
  }
}

const distinct = (actions: readonly ReplyAction[]): readonly ReplyAction[] => [
  ...new Map(actions.map((action) => [`${action.kind} ${action.scope ?? ""}`, action])).values(),
];
