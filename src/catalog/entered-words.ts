import { inBoth, type Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { ShardRpc } from "../contract/rpc/rpc.ts";
import { isBeyondOneWord, populationOf } from "../domain/condition/reach.ts";
import { foldName } from "../domain/fold-name.ts";
import { humanOrSelf, nameOfHuman } from "../domain/human-behind.ts";
import type { Label } from "../domain/label.ts";
import { sayLimitValue } from "../domain/policy/policy-texts.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Importers } from "./importers.ts";
import { limitsOf } from "./limits-of.ts";
import type { ServiceKeys } from "./service-keys.ts";
import type { CatalogStorage } from "./storage.ts";
import { HOUR_MS } from "../domain/time-units.ts";

const HOURS_A_DAY = 24;

/** More than anybody who takes calls switches on. */
const MOST_AN_HOUR = 30;
/** Over so many days the words of one human count together, as what they show on their own word does, ... */
const COUNTED_DAYS = 30;
/** ... and may be so many in any case, however few people there are. */
const ALWAYS_ALLOWED = 100;
/** People come and go slowly. */
const COUNT_AGAIN_MS = HOUR_MS;

export interface EnteredWordsTools {
  readonly storage: CatalogStorage;
  readonly audit: AuditLog;
  readonly importers: Importers;
  readonly serviceKeys: ServiceKeys;
  openShards(): readonly Pick<ShardRpc, "countPeople">[];
}

/**
 * How many words that show people more, or lift what they switched off, one human enters in people's names: by hand, by links that
 * they made, and by machines whose keys no second person has confirmed. The only module that names the table.
 */
export function openEnteredWords(durable: DurableObjectStorage, tools: EnteredWordsTools) {
  const { storage, audit, importers, serviceKeys, openShards } = tools;
  const { makerOf } = serviceKeys;
  const { sql } = durable;
  // Names were folded otherwise once, and what was entered under them still counts.
  for (const { human } of sql.exec<{ human: string }>("SELECT DISTINCT human FROM entered_words").toArray()) {
    const folded = foldName(human);
    if (folded === human) continue;
    durable.transactionSync(() => {
      sql.exec(
        `INSERT INTO entered_words (human, hour, words, refused) SELECT ?, hour, words, refused FROM entered_words WHERE human = ?
           ON CONFLICT (human, hour) DO UPDATE SET words = words + excluded.words, refused = max(refused, excluded.refused)`,
        folded,
        human,
      );
      sql.exec("DELETE FROM entered_words WHERE human = ?", human);
    });
  }
  let counted: { readonly at: number; readonly people: number } | undefined;

  /** All people; none while a shard is silent, as then nobody knows. */
  async function countPeople(now: number): Promise<number> {
    if (counted !== undefined && Math.abs(now - counted.at) < COUNT_AGAIN_MS) return counted.people;
    const asked = await Promise.allSettled(openShards().map((shard) => shard.countPeople()));
    let [imported, seen] = [0, 0];
    for (const answer of asked) {
      if (answer.status === "rejected") return 0;
      imported += answer.value.imported;
      seen += answer.value.seen;
    }
    counted = { at: now, people: populationOf({ imported, seen }) };
    return counted.people;
  }

  function countSince(human: string, hour: number): number {
    return sql
      .exec<{ words: number }>(
        "SELECT coalesce(sum(words), 0) AS words FROM entered_words WHERE human = ? AND hour > ?",
        human,
        hour,
      )
      .one().words;
  }

  const countInWeeks = (human: string, now: number): number =>
    countSince(human, hourOf(now) - COUNTED_DAYS * HOURS_A_DAY);

  /** Whether one more of all `people` is more than a human may enter in some weeks. Who imports people chooses how many there are. */
  function isBeyondShare({ actor, now }: Act, human: string, people: number): boolean {
    const words = countInWeeks(human, now) + 1;
    if (words <= ALWAYS_ALLOWED) return false;
    if (importers.among([humanOrSelf(actor, makerOf)]).length > 0) return true;
    return isBeyondOneWord(words, people, limitsOf(storage).oneWordShare);
  }

  function refuse(human: string, { actor, now }: Act, until: number): Result<never, Failure> {
    durable.transactionSync(() => {
      const today = Math.floor(hourOf(now) / HOURS_A_DAY) * HOURS_A_DAY;
      const [before] = sql
        .exec("SELECT 1 FROM entered_words WHERE human = ? AND hour >= ? AND refused = 1 LIMIT 1", human, today)
        .toArray();
      sql.exec(
        `INSERT INTO entered_words (human, hour, words, refused) VALUES (?, ?, 0, 1)
           ON CONFLICT (human, hour) DO UPDATE SET refused = 1`,
        human,
        hourOf(now),
      );
      serviceKeys.noteRefused(actor, now);
      if (before === undefined)
        audit.append({ actor, now, why: undefined }, "refuse-words", `words-of/${humanOrSelf(actor, makerOf)}`, []);
    });
    const share = sayLimitValue("oneWordShare", limitsOf(storage).oneWordShare);
    return fail({ type: "too-many-requests", ...inBoth(sayTooMany(share)), retryAt: until });
  }

  return {
    /** Takes one from what the human behind may enter, or refuses it, which is on record once a day. */
    async take(act: Act): Promise<Result<null, Failure>> {
      const { actor, now } = act;
      if (serviceKeys.isConfirmed(actor)) return succeed(null);
      const human = nameOfHuman(actor, makerOf);
      const hour = hourOf(now);
      const isManyEntered = countInWeeks(human, now) >= ALWAYS_ALLOWED;
      const people = isManyEntered ? await countPeople(now) : 0;
      // More may have been entered while people were counted.
      if (isBeyondShare(act, human, people)) return refuse(human, act, (hour + HOURS_A_DAY) * HOUR_MS);
      if (countSince(human, hour - 1) >= MOST_AN_HOUR) return refuse(human, act, (hour + 1) * HOUR_MS);
      durable.transactionSync(() => {
        sql.exec("DELETE FROM entered_words WHERE human = ? AND hour <= ?", human, hour - COUNTED_DAYS * HOURS_A_DAY);
        sql.exec(
          `INSERT INTO entered_words (human, hour, words) VALUES (?, ?, 1)
             ON CONFLICT (human, hour) DO UPDATE SET words = words + 1`,
          human,
          hour,
        );
      });
      return succeed(null);
    },
  };
}

export type EnteredWords = ReturnType<typeof openEnteredWords>;

const hourOf = (now: number): number => Math.floor(now / HOUR_MS);

const sayTooMany = (share: Label): Label => ({
  ru: `За других людей один человек, сам и своими ключами, включает не больше 30 раз в час, а за 30 дней — не больше 100 раз или ${share.ru} всех людей. Отключать можно всегда. Снимает предел подтверждение ключа вторым человеком: POST /v1/service-keys/{prefix}:confirm.`,
  en: `In other people's names one person, by hand and by their keys, switches on at most 30 times in an hour, and in 30 days 100 times or for ${share.en} of all people. Switching off always works. A key that a second person confirms has no such limit: POST /v1/service-keys/{prefix}:confirm.`,
});
