import { createSpanFormat } from "../contract/local-time.ts";
import type { ChoicePage, Me, PersonExport } from "../contract/me.ts";
import type { SupportChoicePage } from "../contract/support.ts";
import type { HeldChoice, HeldRecord, OlderChoices, Overview } from "../contract/rpc/rpc-care.ts";
import type { StoredChoice } from "../contract/rpc/rpc-tray.ts";
import {
  describeChoice,
  describeComing,
  describeGift,
  describeNow,
  describeOutlook,
  describeStandingOut,
  nameScope,
  type SpanWords,
} from "../domain/decision/describe-person.ts";
import { partsOf, type Scope } from "../domain/decision/choice.ts";
import type { Language } from "../domain/label.ts";
import type { Outlook } from "../domain/decision/outlook.ts";
import type { EntryNumbers } from "../tokens/entry-numbers.ts";
import { toInstantText } from "./instant-text.ts";

/** A person's overview in their own language, by their own clock. */
export function answerMe(overview: Overview, language: Language, numbers: EntryNumbers): Me {
  const { tray, zone, at, switches, categories, themes } = overview;
  const words = wordsFor(zone, language, at);
  const { decision, reason, decoration, showFrom, showUntil, upcoming, off } = tray;
  return {
    language,
    zone,
    now: { decision, reason, decoration, showFrom, showUntil, sentence: describeShown(overview, words) },
    upcoming: upcoming.map((show) => ({
      reason: show.reason,
      decoration: show.decoration,
      showFrom: show.showFrom,
      showUntil: show.showUntil,
      sentence: describeComing(show.decoration.label, Date.parse(show.showFrom), Date.parse(show.showUntil), words),
    })),
    switches: {
      everything: switches.everything,
      categories: categories.map(({ key, label, sensitive, isOn }) => ({
        scope: `category:${key}` as const,
        label: label[language],
        sensitive,
        isOn,
      })),
      themes: themes.map(({ key, category, label, sensitive, isOn, ifAsked }) => ({
        scope: `theme:${key}` as const,
        category,
        label: label[language],
        sensitive,
        isOn,
        ifAsked: toOutlook(ifAsked),
      })),
    },
    choices: listChoices(overview, words, numbers),
    olderChoices: numberOlder(overview, numbers),
    wishes: listStandingWishes(overview, words),
    gifts: { allowed: switches.gifts, waiting: listWaitingGifts(overview, words) },
    off,
  };
}

/** Some of a person's words, for who reads them. */
export function answerChoices(page: OlderChoices, language: Language, numbers: EntryNumbers): ChoicePage {
  const words = wordsFor(page.zone, language, page.at);
  return { choices: listChoices(page, words, numbers), olderChoices: numberOlder(page, numbers) };
}

function numberOlder({ olderThan }: Pick<OlderChoices, "olderThan">, { numberOf }: EntryNumbers): number | null {
  return olderThan === null ? null : numberOf(olderThan);
}

/** The same for support, who see who entered each word. */
export function answerSupport(
  overview: Overview,
  language: Language,
  numbers: EntryNumbers,
): Me & Pick<SupportChoicePage, "choices"> {
  const me = answerMe(overview, language, numbers);
  return { ...me, choices: nameSpeakers(me.choices, overview) };
}

/** Some of a person's words, for support. */
export function answerSupportChoices(page: OlderChoices, language: Language, numbers: EntryNumbers): SupportChoicePage {
  const { choices, olderChoices } = answerChoices(page, language, numbers);
  return { choices: nameSpeakers(choices, page), olderChoices };
}

function nameSpeakers(
  entries: Me["choices"],
  { choices }: Pick<OlderChoices, "choices">,
): SupportChoicePage["choices"] {
  return entries.map((entry, index) => ({ ...entry, actor: choices[index]?.actor ?? "self" }));
}

/** How instants are worded for a reader whose clock shows `now`. */
export function wordsFor(zone: string, language: Language, now: number): SpanWords {
  return { language, ...createSpanFormat(zone, language, now) };
}

/** What stands beside the operator's name, until when, and why: or why nothing does. */
export function describeShown({ tray, askedBy }: Overview, words: SpanWords): string {
  const { decoration, showFrom, showUntil, reason } = tray;
  const shown =
    decoration === null || showFrom === null || showUntil === null
      ? undefined
      : { label: decoration.label, from: Date.parse(showFrom), until: Date.parse(showUntil) };
  return describeNow(shown, reason, words, askedBy);
}

/** The person's wishes with what becomes of each, newest first. */
export function listStandingWishes({ wishes, themes }: Overview, words: SpanWords): Me["wishes"] {
  return wishes.flatMap(({ theme: key, since }) => {
    const theme = themes.find((entry) => entry.key === key);
    if (theme === undefined) return [];
    const { label, outlook } = theme;
    return [
      {
        theme: key,
        label: label[words.language],
        ...toOutlook(outlook),
        sentence: describeOutlook(label, outlook, words),
        since: toInstantText(since),
      },
    ];
  });
}

/** The gifts that wait for the person's answer, newest first. */
export function listWaitingGifts({ gifts }: Overview, words: SpanWords): Me["gifts"]["waiting"] {
  return gifts.map(({ giftId, theme, label, offeredAt, expiresAt, outlook }) => ({
    giftId,
    theme,
    label: label[words.language],
    offeredAt: toInstantText(offeredAt),
    expiresAt: toInstantText(expiresAt),
    ifShown: toOutlook(outlook),
    sentence: describeGift(label, expiresAt, words),
  }));
}

/** What keeps off what a scope names, in a sentence, if anything does. */
export function describeStillOff(overview: Overview, scope: Scope, language: Language): string | undefined {
  const { themes, categories, everythingOffBy, zone, at } = overview;
  const { kind, key } = partsOf(scope);
  const standing = (kind === "theme" ? themes : categories).find((entry) => entry.key === key);
  const out = kind === "theme" || kind === "category" ? standing?.offBy : everythingOffBy;
  if (out === undefined || out === null) return undefined;
  return describeStandingOut(out, nameScope(out.scope, themes, categories), wordsFor(zone, language, at));
}

type Said = Pick<OlderChoices, "choices" | "themes" | "categories">;

/** What the person has said in sentences, newest first. */
export function describeChoices({ choices, themes, categories }: Said, words: SpanWords): readonly string[] {
  return choices.map((choice) => describeChoice(choice, nameScope(choice.scope, themes, categories), words));
}

/** What the person has said, newest first. */
function listChoices(
  { choices, themes, categories }: Said,
  words: SpanWords,
  { numberOf }: EntryNumbers,
): Me["choices"] {
  return choices.map((choice) => {
    const label = nameScope(choice.scope, themes, categories);
    return {
      id: numberOf(choice.id),
      scope: choice.scope,
      label: label[words.language],
      value: choice.value,
      at: toInstantText(choice.at),
      channel: choice.channel,
      by: speakerOf(choice),
      isRetracted: choice.isRetracted,
      sentence: describeChoice(choice, label, words),
    };
  });
}

/** Which kind of speaker it was; which agent is for the export and for support. */
function speakerOf({ actor }: StoredChoice): Me["choices"][number]["by"] {
  if (actor === "self") return "self";
  return actor.startsWith("agent:") ? "agent" : "service";
}

/** When a theme is seen, as the wire has it. */
export function toOutlook(outlook: Outlook) {
  const span = "from" in outlook ? outlook : undefined;
  return {
    status: outlook.status,
    from: span === undefined ? null : toInstantText(span.from),
    until: span === undefined ? null : toInstantText(span.until),
  };
}

/** Everything that is held about a person, as the wire has it. */
export function answerExport(
  subscriberId: string,
  held: HeldRecord,
  choices: readonly HeldChoice[],
  { numberOf }: EntryNumbers,
  now: number,
): PersonExport {
  return {
    subscriberId,
    exportedAt: toInstantText(now),
    operator: { isImported: held.isImported, isTest: held.isTest, attributes: { ...held.profile } },
    phone: { ...held.device },
    phoneNumber: { entries: held.phoneEntries },
    choices: choices.map(({ id, scope, value, at, channel, actor, notice, retracts }) => ({
      id: numberOf(id),
      scope,
      value,
      at: toInstantText(at),
      channel,
      actor,
      notice,
      keyDigest: held.keyDigests.get(id) ?? null,
      takesBack: retracts === null ? null : numberOf(retracts),
    })),
    standing: Object.fromEntries(
      Object.entries(held.fold).map(([scope, stand]) => [
        scope,
        { in: toInstantTextOrNull(stand?.inAt), out: toInstantTextOrNull(stand?.outAt) },
      ]),
    ),
    changes: held.revision,
    seen: Object.entries(held.exposures).map(([campaign, exposure]) => ({
      campaign,
      stage: exposure.stage ?? null,
      seenAt: toInstantTextOrNull(exposure.seenAt),
      askedAt: toInstantTextOrNull(exposure.askedAt),
      optedOutAt: toInstantTextOrNull(exposure.optedOutAt),
      complainedAt: toInstantTextOrNull(exposure.complainedAt),
      isGift: exposure.isGift === true,
    })),
    countedBefore: [...held.countedBefore],
    gifts: {
      sent: held.gifts.sent.map((gift) => ({ ...gift, at: toInstantText(gift.at) })),
      received: held.gifts.received.map((gift) => ({
        ...gift,
        offeredAt: toInstantText(gift.offeredAt),
        expiresAt: toInstantText(gift.expiresAt),
      })),
      declinedSenders: held.gifts.declinedSenders,
      blockedSenders: held.gifts.blockedSenders,
      sentBeforeErasure: held.gifts.sentBeforeErasure,
    },
    refusesTokensBefore: held.refusesTokensBefore === 0 ? null : toInstantText(held.refusesTokensBefore),
    erasedAt: toInstantTextOrNull(held.erasedAt ?? undefined),
    staffActs: held.staffActs.map(({ at, actor, action }) => ({ at: toInstantText(at), actor, action })),
  };
}

function toInstantTextOrNull(at: number | undefined): string | null {
  return at === undefined ? null : toInstantText(at);
}
