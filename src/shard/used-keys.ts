import type { Actor } from "../contract/rpc/rpc-tray.ts";
import { digestOf } from "../tokens/digest.ts";

/** A repeated request comes within minutes; a week is what bots and gateways take at most. */
const KEPT_MS = 7 * 86_400_000;

/**
 * The SQL of the keys under which people's apps, and agents, made their requests repeatable. Only digests are kept, as an app
 * may make a key of anything; and each speaker has their own: an agent's key says nothing about the person's.
 */
export function openUsedKeys({ sql }: DurableObjectStorage) {
  return {
    /** The entry that was made under the key, if that was within a week. */
    find(subscriberId: string, actor: Actor, key: string, now: number): number | undefined {
      return sql
        .exec<{ id: number }>(
          "SELECT choice_id AS id FROM used_keys WHERE subscriber_id = ? AND actor = ? AND digest = ? AND kept_until > ?",
          subscriberId,
          actor,
          digestOf(key),
          now,
        )
        .toArray()[0]?.id;
    },

    /** Keeps the key for a week, in place of what was kept under it. */
    keep(subscriberId: string, actor: Actor, key: string, choiceId: number, now: number): void {
      sql.exec(
        "INSERT OR REPLACE INTO used_keys (subscriber_id, actor, digest, choice_id, kept_until) VALUES (?, ?, ?, ?, ?)",
        subscriberId,
        actor,
        digestOf(key),
        choiceId,
        now + KEPT_MS,
      );
    },

    /** The digests by entry, for whoever exports what is held. */
    list(subscriberId: string): ReadonlyMap<number, string> {
      const rows = sql
        .exec<{ id: number; digest: string }>(
          "SELECT choice_id AS id, digest FROM used_keys WHERE subscriber_id = ?",
          subscriberId,
        )
        .toArray();
      return new Map(rows.map(({ id, digest }) => [id, digest]));
    },

    /** Forgets whose week is over. An erasure forgets none before: what was done once is not done again after it. */
    forgetBefore(instant: number): void {
      sql.exec("DELETE FROM used_keys WHERE kept_until <= ?", instant);
    },

    isAnyKept(): boolean {
      return sql.exec("SELECT 1 FROM used_keys LIMIT 1").toArray().length > 0;
    },
  };
}

export type UsedKeys = ReturnType<typeof openUsedKeys>;
