import type { StoredChoice, TrayRequest } from "../contract/rpc/rpc-tray.ts";
import type { HeldRecord, Overview, Review, ReviewRequest } from "../contract/rpc/rpc-care.ts";
import { composeTray, type TrayParts } from "../contract/tray.ts";
import { foldChoices, wordOn } from "../domain/decision/choice.ts";
import { explain } from "../domain/decision/explain.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { outlookIfAsked, outlookOn } from "../domain/decision/outlook.ts";
import { isSwitchedOn, readSwitches, wordOnCategory } from "../domain/decision/switches.ts";
import { timeline, type Timeline } from "../domain/decision/timeline.ts";
import { viewerOf } from "../domain/decision/viewer.ts";
import { listWishes } from "../domain/decision/wish.ts";
import type { Gifts } from "./gifts.ts";
import type { History } from "./history.ts";
import { loadOnce } from "./load-shared.ts";
import type { PhoneIndex } from "./phone-index.ts";
import type { StaffActs } from "./staff-acts.ts";
import { deviceOf, parseDevice, parseExposures, type StoredSubscriber, type Subscribers } from "./subscribers.ts";

const MAXIMUM_ACTS_SHOWN = 100;
const EVERY_ACT = -1;

interface CareTools {
  readonly subscribers: Subscribers;
  readonly history: History;
  readonly phones: PhoneIndex;
  readonly staffActs: StaffActs;
  readonly gifts: Gifts;
  collectParts(rules: LoadedRuleset, subscriber: StoredSubscriber, request: TrayRequest, line: Timeline): TrayParts;
}

/** Answers what people ask about themselves, and support about them. Writes nothing. */
export function openCare({ subscribers, history, phones, staffActs, gifts, collectParts }: CareTools) {
  /** All that a person's page shows, of a person as they are handed in. */
  async function compose(rules: LoadedRuleset, subscriber: StoredSubscriber, asked: TrayRequest): Promise<Overview> {
    const request = { ...asked, device: deviceOf(subscriber, asked.device) };
    const { at } = request;
    const viewer = viewerOf(rules, subscriber, request.device);
    const fold = subscriber.choices;
    const { categories, themes, decorations } = rules.ruleset;
    const overview = {
      at,
      zone: viewer.zone,
      switches: readSwitches(fold),
      categories: categories.map((category) => {
        const word = wordOnCategory(fold, category.key);
        return { ...category, word, isOn: isSwitchedOn(word, category.sensitive) };
      }),
      themes: themes.map((theme) => {
        const word = wordOn(fold, theme);
        const sensitive = rules.sensitiveCategories.has(theme.category);
        return {
          ...theme,
          sensitive,
          word,
          isOn: isSwitchedOn(word, sensitive),
          outlook: outlookOn(rules, viewer, theme, at),
          ifAsked: outlookIfAsked(rules, viewer, theme, at),
          path: decorations.find((decoration) => decoration.theme === theme.key)?.path ?? null,
        };
      }),
      gifts: gifts.listWaitingFor(rules, request),
      wishes: listWishes(fold, themes),
      choices: historyAt(subscriber.subscriberId, at),
    };
    const tray = composeTray(collectParts(rules, subscriber, request, timeline(rules, viewer, at)));
    return { ...overview, tray };
  }

  /** What had been said by an instant, and was not yet taken back then; oldest first. */
  function historyAt(subscriberId: string, at: number): readonly StoredChoice[] {
    const entries = history.read(subscriberId).filter((entry) => entry.at <= at);
    const retracted = new Set(entries.map((entry) => entry.retracts));
    return entries
      .filter((entry) => entry.retracts === null)
      .map(({ retracts: _none, idempotencyKey: _key, notice: _text, ...entry }) => ({
        ...entry,
        isRetracted: retracted.has(entry.id),
      }));
  }

  /** The person with the choices that stood at an instant. */
  function readSubscriberAt(subscriberId: string, at: number): StoredSubscriber {
    const standing = historyAt(subscriberId, at).filter((entry) => !entry.isRetracted);
    return { ...subscribers.read(subscriberId), choices: foldChoices(standing) };
  }

  return {
    async overview(rules: LoadedRuleset, request: TrayRequest): Promise<Overview> {
      return compose(rules, subscribers.read(request.subscriberId), request);
    },

    /** The decision at an instant, under the ruleset that was in force if one is given, with all that led to it. */
    async review(current: LoadedRuleset, { ruleset, ...request }: ReviewRequest): Promise<Review> {
      const rules = ruleset === undefined ? current : loadOnce(ruleset);
      const { subscriberId, at } = request;
      const subscriber = readSubscriberAt(subscriberId, at);
      const device = deviceOf(subscriber, request.device);
      return {
        isKnown: subscribers.describe(subscriberId).isKnown,
        horizon: rules.ruleset.horizon,
        explanation: explain(rules, viewerOf(rules, subscriber, device), at),
        profile: subscriber.profile,
        device,
        staffActs: staffActs.listAbout(subscriberId, MAXIMUM_ACTS_SHOWN),
        overview: await compose(rules, subscriber, request),
      };
    },

    /** Everything that is stored about a person in this shard. */
    exportPerson(subscriberId: string): HeldRecord {
      const subscriber = subscribers.read(subscriberId);
      const { isImported, isTest } = subscribers.describe(subscriberId);
      return {
        isImported,
        isTest,
        profile: subscriber.profile,
        device: parseDevice(subscriber),
        choices: history.read(subscriberId),
        fold: subscriber.choices,
        revision: subscriber.revision,
        exposures: parseExposures(subscriber.exposuresText),
        phoneEntries: phones.countListed(subscriberId),
        staffActs: staffActs.listAbout(subscriberId, EVERY_ACT),
        gifts: gifts.held(subscriberId),
        refusesTokensBefore: subscriber.refusesTokensBefore,
      };
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

export type Care = ReturnType<typeof openCare>;
