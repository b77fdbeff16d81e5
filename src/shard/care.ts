import { type Failure, inBoth } from "../contract/problem.ts";
import type { StoredChoice, TrayRequest } from "../contract/rpc/rpc-tray.ts";
import type {
  HeldChoices,
  HeldRecord,
  OlderChoices,
  Overview,
  Review,
  ReviewRequest,
} from "../contract/rpc/rpc-care.ts";
import { composeTray, type Tray, type TrayParts } from "../contract/tray.ts";
import { findAskingAround, wordOn, type ChoiceFold, type Scope } from "../domain/decision/choice.ts";
import { explain } from "../domain/decision/explain.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { outlookIfAsked, outlookOn } from "../domain/decision/outlook.ts";
import { findStandingOutAt, isSwitchedOn, readSwitches, wordOnCategory } from "../domain/decision/switches.ts";
import { timeline, type Timeline } from "../domain/decision/timeline.ts";
import { viewerOf } from "../domain/decision/viewer.ts";
import { listWishes } from "../domain/decision/wish.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { Erasures } from "./erasures.ts";
import type { ExposureLedger } from "./exposure-ledger.ts";
import type { Gifts } from "./gifts.ts";
import { toStoredChoice, type History, type HistoryRow } from "./history.ts";
import { loadOnce } from "./load-shared.ts";
import type { PhoneIndex } from "./phone-index.ts";
import type { StaffActs } from "./staff-acts.ts";
import { deviceOf, parseDevice, parseExposures, type StoredSubscriber, type Subscribers } from "./subscribers.ts";
import type { UsedKeys } from "./used-keys.ts";

const MAXIMUM_ACTS_SHOWN = 100;
const EVERY_ACT = -1;
/** So many words are shown at once; older ones are asked for. */
const CHOICES_SHOWN = 50;
const HELD_AT_ONCE = 2_000;

const NO_LONGER_KNOWN: Failure = {
  type: "refused",
  ...inBoth({
    ru: "Что выбрали до этого момента, уже не известно: выбор хранится три года, а после удаления данных от него мало что остаётся. Спросите о более позднем моменте.",
    en: "What was said up to that instant is no longer known: words are kept for three years, and an erasure leaves few of them. Ask about a later instant.",
  }),
};

interface CareTools {
  readonly subscribers: Subscribers;
  readonly history: History;
  readonly keys: UsedKeys;
  readonly phones: PhoneIndex;
  readonly staffActs: StaffActs;
  readonly exposures: Pick<ExposureLedger, "listCountedBefore">;
  readonly gifts: Gifts;
  readonly erasures: Erasures;
  collectParts(rules: LoadedRuleset, subscriber: StoredSubscriber, request: TrayRequest, line: Timeline): TrayParts;
}

/** Returns what people ask about themselves, and support about them. Writes nothing. */
export function openCare(tools: CareTools) {
  const { subscribers, history, keys, phones, staffActs, exposures, gifts, erasures, collectParts } = tools;

  /** All that a person's page shows, of a person and their latest words as they are handed in. */
  function compose(
    rules: LoadedRuleset,
    subscriber: StoredSubscriber,
    latest: readonly HistoryRow[],
    asked: TrayRequest,
  ): Overview {
    const request = { ...asked, device: deviceOf(subscriber, asked.device) };
    const { at } = request;
    const viewer = viewerOf(rules, subscriber, request.device);
    const fold = subscriber.choices;
    const { categories, themes, decorations } = rules.ruleset;
    const tray = composeTray(collectParts(rules, subscriber, request, timeline(rules, viewer, at)));
    const outBy = (scope: Scope) => findOut(rules, subscriber.subscriberId, fold, scope);
    return {
      at,
      zone: viewer.zone,
      switches: readSwitches(fold),
      everythingOffBy: outBy("all"),
      categories: categories.map((category) => {
        const word = wordOnCategory(fold, category.key);
        return {
          ...category,
          word,
          isOn: isSwitchedOn(word, category.sensitive),
          offBy: outBy(`category:${category.key}`),
        };
      }),
      themes: themes.map((theme) => {
        const word = wordOn(fold, theme);
        const sensitive = rules.sensitiveCategories.has(theme.category);
        return {
          ...theme,
          around: scopesAround(rules, theme.key),
          sensitive,
          word,
          isOn: isSwitchedOn(word, sensitive),
          offBy: outBy(`theme:${theme.key}`),
          outlook: outlookOn(rules, viewer, theme, at),
          ifAsked: outlookIfAsked(rules, viewer, theme, at),
          path: decorations.find((decoration) => decoration.theme === theme.key)?.path ?? null,
        };
      }),
      gifts: gifts.listWaitingFor(rules, request),
      wishes: listWishes(fold, themes),
      ...cutPage(latest, CHOICES_SHOWN),
      tray,
      askedBy: findAsked(rules, subscriber.subscriberId, fold, tray),
    };
  }

  function findOut(rules: LoadedRuleset, subscriberId: string, fold: ChoiceFold, scope: Scope): StoredChoice | null {
    const entry = findStandingOutAt(fold, scope, rules.themes);
    return findWord(subscriberId, entry);
  }

  function findAsked(
    rules: LoadedRuleset,
    subscriberId: string,
    fold: ChoiceFold,
    { reason, campaign: key }: Tray,
  ): StoredChoice | null {
    const campaign = reason === "asked" ? rules.campaigns.find(({ definition }) => definition.key === key) : undefined;
    return findWord(subscriberId, campaign && findAskingAround(fold, campaign.theme, campaign.scopes));
  }

  function findWord(subscriberId: string, entry: number | undefined): StoredChoice | null {
    const row = entry === undefined ? undefined : history.find(subscriberId, entry);
    return row === undefined ? null : toStoredChoice(row);
  }

  /** The person and their latest words: of now, all that was ever said, whatever it is dated; or as of an instant. */
  function readAt({
    subscriberId,
    at,
    isPast,
  }: ReviewRequest): { readonly subscriber: StoredSubscriber; readonly latest: readonly HistoryRow[] } | undefined {
    const subscriber = subscribers.read(subscriberId);
    if (!isPast) return { subscriber, latest: history.page(subscriberId, null, CHOICES_SHOWN + 1) };
    const then = history.foldAt(subscriberId, at);
    if (then === undefined) return undefined;
    const latest = history.pageAt(subscriberId, then.upTo, CHOICES_SHOWN + 1);
    return { subscriber: { ...subscriber, choices: then.fold }, latest };
  }

  return {
    overview(rules: LoadedRuleset, request: TrayRequest): Overview {
      const { subscriberId } = request;
      const latest = history.page(subscriberId, null, CHOICES_SHOWN + 1);
      return compose(rules, subscribers.read(subscriberId), latest, request);
    },

    /** The decision at an instant, under the ruleset that was in force if one is given, with all that led to it. */
    review(current: LoadedRuleset, request: ReviewRequest): Result<Review, Failure> {
      const { subscriberId, at, ruleset } = request;
      const read = readAt(request);
      if (read === undefined) return fail(NO_LONGER_KNOWN);
      const rules = ruleset === undefined ? current : loadOnce(ruleset);
      const { subscriber, latest } = read;
      const device = deviceOf(subscriber, request.device);
      return succeed({
        isKnown: subscribers.describe(subscriberId).isKnown,
        horizon: rules.ruleset.horizon,
        explanation: explain(rules, viewerOf(rules, subscriber, device), at),
        profile: subscriber.profile,
        device,
        staffActs: staffActs.listAbout(subscriberId, MAXIMUM_ACTS_SHOWN),
        overview: compose(rules, subscriber, latest, request),
      });
    },

    listOlderChoices(rules: LoadedRuleset, request: TrayRequest, before: number, limit: number): OlderChoices {
      const { subscriberId, at } = request;
      const subscriber = subscribers.read(subscriberId);
      const { themes, categories } = rules.ruleset;
      const { zone } = viewerOf(rules, subscriber, deviceOf(subscriber, request.device));
      const page = cutPage(history.page(subscriberId, before, limit + 1), limit);
      const nameOf = ({ key, label }: (typeof themes)[number] | (typeof categories)[number]) => ({ key, label });
      return { at, zone, themes: themes.map(nameOf), categories: categories.map(nameOf), ...page };
    },

    /** Everything that is stored about a person in this shard, but for what they said. */
    exportPerson(subscriberId: string): HeldRecord {
      const subscriber = subscribers.read(subscriberId);
      const { isImported, isTest } = subscribers.describe(subscriberId);
      return {
        isImported,
        isTest,
        profile: subscriber.profile,
        device: parseDevice(subscriber),
        keyDigests: keys.list(subscriberId),
        fold: subscriber.choices,
        revision: subscriber.revision,
        exposures: parseExposures(subscriber.exposuresText),
        countedBefore: exposures.listCountedBefore(subscriberId),
        phoneEntries: phones.countListed(subscriberId),
        staffActs: staffActs.listAbout(subscriberId, EVERY_ACT),
        gifts: gifts.held(subscriberId),
        refusesTokensBefore: subscriber.refusesTokensBefore,
        erasedAt: erasures.readAt(subscriberId) ?? null,
      };
    },

    listHeldChoices(subscriberId: string, after: number): HeldChoices {
      const choices = history.listHeld(subscriberId, after, HELD_AT_ONCE);
      return { choices, next: choices.length < HELD_AT_ONCE ? null : (choices.at(-1)?.id ?? null) };
    },

    /** How many people have asked for each theme by name. Only those who ever did are read. */
    countWishes(rules: LoadedRuleset): Readonly<Record<string, number>> {
      const counts: Record<string, number> = {};
      for (const fold of subscribers.listFolds(history.listAskers())) {
        for (const { theme } of listWishes(fold, rules.ruleset.themes)) {
          counts[theme] = (counts[theme] ?? 0) + 1;
        }
      }
      return counts;
    },
  };
}

/** The categories beside its own by which campaigns of a theme can be switched off. */
function scopesAround({ campaigns }: LoadedRuleset, theme: string): readonly Scope[] {
  const own = campaigns.filter((campaign) => campaign.theme.key === theme);
  return [
    ...new Set(
      own.flatMap(({ scopes, definition: { feast } }) => [
        ...(scopes.feast === undefined ? [] : [scopes.feast.category]),
        ...(feast?.former ?? []),
      ]),
    ),
  ];
}

/** A page of at most so many, and where the next one begins if there is more. */
function cutPage(rows: readonly HistoryRow[], limit: number): Pick<Overview, "choices" | "olderThan"> {
  const shown = rows.slice(0, limit);
  return {
    choices: shown.map(toStoredChoice),
    olderThan: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
