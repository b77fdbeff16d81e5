import type { ChoiceFold } from "../domain/choice.ts";
import { foldChoices, NO_CHOICES } from "../domain/choice.ts";
import type { Facts } from "../domain/attribute.ts";
import type { Subscriber } from "../domain/viewer.ts";
import type { Actor, ChooseRequest, StoredChoice } from "../contract/rpc.ts";
import { applyMigrations } from "../storage/apply-migrations.ts";
import { SHARD_MIGRATIONS } from "./migrations.ts";

/** A subscriber with all else that stands in their row. */
export interface StoredSubscriber extends Subscriber {
  /** How often their choices have changed. */
  readonly revision: number;
  /** What they have seen, for `parseExposures`: most questions need not read it. */
  readonly exposuresText: string;
  /** What their phone last said of itself: JSON text. */
  readonly deviceText: string;
}

/** What is written for one choice. */
export type NewChoice = Pick<
  ChooseRequest,
  "subscriberId" | "scope" | "value" | "at" | "channel" | "actor" | "notice" | "idempotencyKey"
> & { readonly retracts?: number };

type ChoiceRow = {
  id: number;
  scope: string;
  value: string;
  at: number;
  channel: string;
  actor: string;
  idempotency_key: string | null;
  retracts: number | null;
};

/** After every subscriber's id. */
export const LAST_ID = "\u{10FFFF}";

/** The shard's SQL. Every read is complete before it returns. */
export function openShardStorage(storage: DurableObjectStorage) {
  applyMigrations(storage, SHARD_MIGRATIONS);
  const { sql } = storage;

  function readHistory(
    subscriberId: string,
  ): (StoredChoice & { retracts: number | null; idempotencyKey: string | null })[] {
    const rows = sql
      .exec<ChoiceRow>(
        `SELECT id, scope, value, at, channel, actor, idempotency_key, retracts
           FROM choices WHERE subscriber_id = ? ORDER BY id`,
        subscriberId,
      )
      .toArray();
    const retracted = new Set(rows.map((row) => row.retracts));
    return rows.map((row) => ({
      // Parsed boundary: only `addChoice` writes these columns, from checked values.
      ...(row as unknown as Pick<StoredChoice, "scope" | "value" | "channel"> & { actor: Actor }),
      id: row.id,
      at: row.at,
      isRetracted: retracted.has(row.id),
      retracts: row.retracts,
      idempotencyKey: row.idempotency_key,
    }));
  }

  return {
    readRuleset(): string | undefined {
      return sql.exec<{ body: string }>("SELECT body FROM installed_ruleset").toArray()[0]?.body;
    },

    writeRuleset(version: number, body: string): void {
      sql.exec("INSERT OR REPLACE INTO installed_ruleset (only, version, body) VALUES (1, ?, ?)", version, body);
    },

    /** A person who was never imported and never chose has no row: nothing is known, nothing was said. */
    readSubscriber(subscriberId: string): StoredSubscriber {
      const row = sql
        .exec<{ profile: string; choices: string; revision: number; device: string; exposures: string }>(
          "SELECT profile, choices, revision, device, exposures FROM subscribers WHERE subscriber_id = ?",
          subscriberId,
        )
        .toArray()[0];
      if (row === undefined) {
        return { subscriberId, profile: {}, choices: {}, revision: 0, deviceText: "{}", exposuresText: "{}" };
      }
      return {
        subscriberId,
        profile: JSON.parse(row.profile) as Facts,
        choices: row.choices === "{}" ? NO_CHOICES : (JSON.parse(row.choices) as ChoiceFold),
        revision: row.revision,
        deviceText: row.device,
        exposuresText: row.exposures,
      };
    },

    /**
     * The next subscribers in order of their ids, with what their phones last said of themselves. To be read to the end,
     * or left, before any await.
     */
    *scanSubscribers(
      after: string,
      limit: number,
      upTo = LAST_ID,
    ): Generator<{ readonly subscriber: Subscriber; readonly device: Facts }> {
      const rows = sql.exec<{ id: string; profile: string; device: string; choices: string }>(
        `SELECT subscriber_id AS id, profile, device, choices FROM subscribers
           WHERE subscriber_id > ? AND subscriber_id <= ? ORDER BY subscriber_id LIMIT ?`,
        after,
        upTo,
        limit,
      );
      for (const { id, profile, device, choices } of rows) {
        // Parsed boundary: only checked facts and choices are ever stored.
        yield {
          subscriber: {
            subscriberId: id,
            profile: JSON.parse(profile) as Facts,
            choices: choices === "{}" ? NO_CHOICES : (JSON.parse(choices) as ChoiceFold),
          },
          device: JSON.parse(device) as Facts,
        };
      }
    },

    writeDevice(subscriberId: string, deviceText: string): void {
      sql.exec(
        `INSERT INTO subscribers (subscriber_id, device) VALUES (?1, ?2)
           ON CONFLICT (subscriber_id) DO UPDATE SET device = ?2`,
        subscriberId,
        deviceText,
      );
    },

    readHistory,

    /** Appends a choice and renews the fold, both or neither; answers the choice's id. */
    addChoice(choice: NewChoice): number {
      return storage.transactionSync(() => {
        const { id } = sql
          .exec<{ id: number }>(
            `INSERT INTO choices
               (subscriber_id, scope, value, at, channel, actor, notice, idempotency_key, retracts)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
            choice.subscriberId,
            choice.scope,
            choice.value,
            choice.at,
            choice.channel,
            choice.actor,
            choice.notice ?? null,
            choice.idempotencyKey ?? null,
            choice.retracts ?? null,
          )
          .one();
        const fold = foldChoices(
          readHistory(choice.subscriberId).filter((entry) => !entry.isRetracted && entry.retracts === null),
        );
        sql.exec(
          `INSERT INTO subscribers (subscriber_id, choices, revision) VALUES (?1, ?2, 1)
             ON CONFLICT (subscriber_id) DO UPDATE SET choices = ?2, revision = revision + 1`,
          choice.subscriberId,
          JSON.stringify(fold),
        );
        return id;
      });
    },

    countSubscribers(): number {
      return sql.exec<{ total: number }>("SELECT count(*) AS total FROM subscribers").one().total;
    },
  };
}

export type ShardStorage = ReturnType<typeof openShardStorage>;
