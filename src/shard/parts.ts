import { openObject, shardNameOf } from "../contract/rpc/objects.ts";
import type { Settings } from "../contract/settings.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { recordKeysOf } from "../tokens/count-secrets.ts";
import { createMarks } from "../tokens/marks.ts";
import { AudienceIndex } from "./audience-index.ts";
import { openBudgets } from "./budgets.ts";
import { openCare } from "./care.ts";
import { openChoices } from "./choices.ts";
import { openCountedMarks } from "./counted-marks.ts";
import { openErasures } from "./erasures.ts";
import { openExposureLedger } from "./exposure-ledger.ts";
import { openGifts } from "./gifts.ts";
import { openHeardMessages } from "./heard-messages.ts";
import { openHistory } from "./history.ts";
import { createHouseholdMarks } from "./household-marks.ts";
import { openImportLedger } from "./import-ledger.ts";
import { openInstalledRuleset } from "./installed-ruleset.ts";
import { openSharedGiftMarks } from "./load-shared.ts";
import { openMessages } from "./messages.ts";
import { openPhoneIndex } from "./phone-index.ts";
import { openPopulation } from "./population.ts";
import { openStaffActs } from "./staff-acts.ts";
import { openSubscribers } from "./subscribers.ts";
import { openTrays } from "./trays.ts";
import { openUpkeep } from "./upkeep.ts";
import { openUsedKeys } from "./used-keys.ts";

/** What its parts ask of the shard. */
interface ShardState {
  readRules(): LoadedRuleset | undefined;
  /** Where the numbers of its birth begin. */
  numbersFrom(): number;
}

/** All that a shard is made of, each with what it needs of the others. The schema must be up to date. */
export function openParts(
  context: DurableObjectState,
  env: Env,
  settings: Settings,
  { readRules, numbersFrom }: ShardState,
) {
  const { storage } = context;
  const transact = <Done>(work: () => Done) => storage.transactionSync(work);
  // In development a request may say what time it is; a guard's windows are the shard's own clock's.
  const presentAt = (at: number) => (settings.isProduction ? Date.now() : at);
  const subscribers = openSubscribers(storage);
  const history = openHistory(storage, subscribers);
  const phones = openPhoneIndex(storage);
  const marksOf = createHouseholdMarks(settings.linkKeys, subscribers, readRules);
  const countedMarks = openCountedMarks(storage, createMarks(settings.linkKeys, "counted"));
  const exposures = openExposureLedger(storage, subscribers, presentAt, marksOf, countedMarks);
  const recordKeyOf = recordKeysOf(settings);
  const audiences = new AudienceIndex(subscribers, recordKeyOf);
  const staffActs = openStaffActs(storage);
  const trays = openTrays({ settings, subscribers, exposures, audiences, numbersFrom });
  const keys = openUsedKeys(storage);
  const erasures = openErasures(storage);
  const budgets = openBudgets(storage);
  const heard = openHeardMessages(storage, createMarks(settings.linkKeys, "messages"));
  const choices = openChoices({ subscribers, history, keys, budgets, exposures, audiences, transact });
  const shardOf = (key: string) => openObject(env, "SHARD", shardNameOf(key, settings.shardCount));
  const name = context.id.name ?? context.id.toString();
  const gifts = openGifts({
    ctx: context,
    marks: openSharedGiftMarks(settings),
    givenMarks: createMarks(settings.linkKeys, "given"),
    subscribers,
    choices,
    findPhone: (ref) => shardOf(ref.idx).findPhone(ref),
    shardOf,
    report: (counts) => openObject(env, "CATALOG", "catalog").reportGifts(name, counts, Date.now()),
  });
  return {
    name,
    ruleset: openInstalledRuleset(storage),
    subscribers,
    history,
    phones,
    population: openPopulation({
      subscribers,
      history,
      phones,
      exposures,
      staffActs,
      gifts,
      heard,
      erasures,
      transact,
    }),
    erasures,
    imports: openImportLedger(storage),
    exposures,
    audiences,
    recordKeyOf,
    staffActs,
    trays,
    keys,
    budgets,
    heard,
    upkeep: openUpkeep(storage, { keys, heard, erasures }),
    choices,
    gifts,
    care: openCare({
      subscribers,
      history,
      keys,
      phones,
      staffActs,
      exposures,
      gifts,
      erasures,
      collectParts: trays.collectParts,
    }),
    messages: openMessages({
      sql: storage.sql,
      subscribers,
      history,
      choices,
      heardBefore: heard,
      exposures,
      staffActs,
      transact,
    }),
  };
}

export type Parts = ReturnType<typeof openParts>;
