import type { ChangeEntry, ChangesSlice, HeldChoice } from "../contract/rpc/rpc-care.ts";
import type { Actor, ChooseRequest, StoredChoice } from "../contract/rpc/rpc-tray.ts";
import { foldChoices } from "../domain/decision/choice.ts";
import { overwriteTexts } from "../storage/overwrite-texts.ts";
import type { Subscribers } from "./subscribers.ts";

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
  notice: string | null;
  idempotency_key: string | null;
  retracts: number | null;
};

/**
 * The SQL of everything that people have said: append-only, and the fold in a person's row follows it. Every read is
 * complete before it returns.
 */
export function openHistory(storage: DurableObjectStorage, subscribers: Subscribers) {
  const { sql } = storage;

  function read(subscriberId: string): readonly HeldChoice[] {
    const rows = sql
      .exec<ChoiceRow>(
        `SELECT id, scope, value, at, channel, actor, notice, idempotency_key, retracts
           FROM choices WHERE subscriber_id = ? ORDER BY id`,
        subscriberId,
      )
      .toArray();
    const retracted = new Set(rows.map((row) => row.retracts));
    return rows.map((row) => ({
      // Parsed boundary: only `add` writes these columns, from checked values.
      ...(row as unknown as Pick<StoredChoice, "scope" | "value" | "channel"> & { actor: Actor }),
      id: row.id,
      at: row.at,
      isRetracted: retracted.has(row.id),
      notice: row.notice,
      retracts: row.retracts,
      idempotencyKey: row.idempotency_key,
    }));
  }

  function renewFold(subscriberId: string): void {
    const standing = read(subscriberId).filter((entry) => !entry.isRetracted && entry.retracts === null);
    subscribers.writeFold(subscriberId, foldChoices(standing));
  }

  return {
    /** Oldest first. */
    read,

    /** Appends a choice and renews the fold, both or neither; returns the choice's id. */
    add(choice: NewChoice): number {
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
        renewFold(choice.subscriberId);
        return id;
      });
    },

    /** Erases everything but the outs. Says whether there was anything. */
    forgetAllButOuts(subscriberId: string): boolean {
      overwriteTexts(sql, { table: "choices", columns: ["notice"], where: "subscriber_id = ?" }, subscriberId);
      const spoken = sql.exec(
        `DELETE FROM choices WHERE subscriber_id = ?1 AND (value <> 'out' OR retracts IS NOT NULL
           OR id IN (SELECT retracts FROM choices WHERE subscriber_id = ?1 AND retracts IS NOT NULL)) RETURNING 1`,
        subscriberId,
      );
      const hadSpoken = spoken.toArray().length > 0;
      const details = sql.exec(
        `UPDATE choices SET notice = NULL, idempotency_key = NULL
           WHERE subscriber_id = ? AND (notice IS NOT NULL OR idempotency_key IS NOT NULL) RETURNING 1`,
        subscriberId,
      );
      const hadDetails = details.toArray().length > 0;
      if (hadSpoken) renewFold(subscriberId);
      return hadSpoken || hadDetails;
    },

    /** Whoever has ever asked for a theme by its name. */
    listAskers(): readonly string[] {
      return sql
        .exec<{ id: string }>(
          "SELECT DISTINCT subscriber_id AS id FROM choices WHERE value = 'in' AND scope LIKE 'theme:%'",
        )
        .toArray()
        .map(({ id }) => id);
    },

    /**
     * The history of all people seen as news: who changed something, when and where, never what. Without a position, only
     * where the end is now. Ids only rise, also when rows are erased.
     */
    listChanges(after: number | null, limit: number): ChangesSlice {
      if (after === null) {
        const { last } = sql
          .exec<{ last: number }>("SELECT coalesce(max(seq), 0) AS last FROM sqlite_sequence WHERE name = 'choices'")
          .one();
        return { changes: [], cursor: last, isLast: true };
      }
      const rows = sql
        .exec<ChangeEntry & { id: number } & Record<string, SqlStorageValue>>(
          "SELECT id, subscriber_id AS subscriberId, at, channel FROM choices WHERE id > ? ORDER BY id LIMIT ?",
          after,
          limit,
        )
        .toArray();
      return {
        changes: rows.map(({ subscriberId, at, channel }) => ({ subscriberId, at, channel })),
        cursor: rows.at(-1)?.id ?? after,
        isLast: rows.length < limit,
      };
    },
  };
}

export type History = ReturnType<typeof openHistory>;
