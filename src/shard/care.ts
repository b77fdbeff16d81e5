import type { StoredChoice, TrayRequest } from "../contract/rpc.ts";
import type { HeldRecord, Overview, Review, ReviewRequest } from "../contract/rpc-care.ts";
import { composeTray, type TrayParts } from "../contract/tray.ts";
import type { Facts } from "../domain/attribute.ts";
import { foldChoices, wordOn, type ChoiceFold } from "../domain/choice.ts";
import { explain } from "../domain/explain.ts";
import type { LoadedRuleset } from "../domain/load-ruleset.ts";
import { outlookIfAsked, outlookOn } from "../domain/outlook.ts";
import { isSwitchedOn, readSwitches, wordOnCategory } from "../domain/switches.ts";
import { timeline, type Timeline } from "../domain/timeline.ts";
import { viewerOf } from "../domain/viewer.ts";
import { listWishes } from "../domain/wish.ts";
import { parseExposures } from "./exposure-ledger.ts";
import type { Gifts } from "./gifts.ts";
import { loadOnce } from "./load-shared.ts";
import type { StaffActs } from "./staff-acts.ts";
import type { ShardStorage, StoredSubscriber } from "./storage.ts";

const MAXIMUM_ACTS_SHOWN = 100;
const EVERY_ACT = -1;

interface CareTools {
  readonly sql: SqlStorage;
  readonly storage: ShardStorage;
  readonly staffActs: StaffActs;
  readonly gifts: Gifts;
  collectParts(rules: LoadedRuleset, subscriber: StoredSubscriber, request: TrayRequest, line: Timeline): TrayParts;
}

/** Answers what people ask about themselves, and support about them. Writes nothing. */
export function openCare({ sql, storage, staffActs, gifts, collectParts }: CareTools) {
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
    const entries = storage.readHistory(subscriberId).filter((entry) => entry.at <= at);
    const retracted = new Set(entries.map((entry) => entry.retracts));
    return entries
      .filter((entry) => entry.retracts === null)
      .map(({ retracts: _none, idempotencyKey: _key, ...entry }) => ({
        ...entry,
        isRetracted: retracted.has(entry.id),
      }));
  }

  /** The person with the choices that stood at an instant. */
  function readSubscriberAt(subscriberId: string, at: number): StoredSubscriber {
    const standing = historyAt(subscriberId, at).filter((entry) => !entry.isRetracted);
    return { ...storage.readSubscriber(subscriberId), choices: foldChoices(standing) };
  }

  return {
    async overview(rules: LoadedRuleset, request: TrayRequest): Promise<Overview> {
      return compose(rules, storage.readSubscriber(request.subscriberId), request);
    },

    /** The decision at an instant, under the ruleset that was in force if one is given, with all that led to it. */
    async review(current: LoadedRuleset, { ruleset, ...request }: ReviewRequest): Promise<Review> {
      const rules = ruleset === undefined ? current : loadOnce(ruleset);
      const { subscriberId, at } = request;
      const subscriber = readSubscriberAt(subscriberId, at);
      const device = deviceOf(subscriber, request.device);
      const known = sql.exec("SELECT 1 FROM subscribers WHERE subscriber_id = ?", subscriberId).toArray();
      return {
        isKnown: known.length > 0,
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
      const subscriber = storage.readSubscriber(subscriberId);
      const [row] = sql
        .exec<{ imported: number; test: number }>(
          "SELECT imported, test FROM subscribers WHERE subscriber_id = ?",
          subscriberId,
        )
        .toArray();
      const { entries } = sql
        .exec<{ entries: number }>(
          "SELECT count(*) AS entries FROM subscriber_phones WHERE subscriber_id = ?",
          subscriberId,
        )
        .one();
      const notices = sql
        .exec<{ id: number; notice: string | null }>(
          "SELECT id, notice FROM choices WHERE subscriber_id = ?",
          subscriberId,
        )
        .toArray();
      const noticeOf = new Map(notices.map(({ id, notice }) => [id, notice]));
      return {
        isImported: row?.imported === 1,
        isTest: row?.test === 1,
        profile: subscriber.profile,
        device: parseDevice(subscriber),
        choices: storage
          .readHistory(subscriberId)
          .map((entry) => ({ ...entry, notice: noticeOf.get(entry.id) ?? null })),
        fold: subscriber.choices,
        revision: subscriber.revision,
        exposures: parseExposures(subscriber.exposuresText),
        phoneEntries: entries,
        staffActs: staffActs.listAbout(subscriberId, EVERY_ACT),
        gifts: gifts.held(subscriberId),
      };
    },

    /** How many people have asked for each theme by name. Only those who ever did are read. */
    countWishes(rules: LoadedRuleset): Readonly<Record<string, number>> {
      const folds = sql.exec<{ choices: string }>(
        `SELECT choices FROM subscribers WHERE test = 0 AND subscriber_id IN (
           SELECT subscriber_id FROM choices WHERE value = 'in' AND scope LIKE 'theme:%')`,
      );
      const counts: Record<string, number> = {};
      for (const { choices: fold } of folds) {
        // Parsed boundary: only folds of checked choices are ever stored.
        for (const { theme } of listWishes(JSON.parse(fold) as ChoiceFold, rules.ruleset.themes)) {
          counts[theme] = (counts[theme] ?? 0) + 1;
        }
      }
      return counts;
    },
  };
}

export type Care = ReturnType<typeof openCare>;

/** The phone that asks; who asks without one is answered for the phone that was last seen. */
export function deviceOf(subscriber: StoredSubscriber, device: Facts): Facts {
  return Object.keys(device).length === 0 ? parseDevice(subscriber) : device;
}

function parseDevice({ deviceText }: StoredSubscriber): Facts {
  // Parsed boundary: a checked device is all that is ever stored.
  return JSON.parse(deviceText) as Facts;
}
