import type { ActOfStaff, StaffAct } from "../contract/rpc/rpc-care.ts";

/**
 * The record of what staff did to, or for, the people of this shard. It stands beside the people, not in the catalog's
 * audit: support makes millions of these a year, and who was looked at is nobody's business in marketing.
 */
export function openStaffActs({ sql }: DurableObjectStorage) {
  return {
    /** Without a subscriber: of whom is not kept. */
    add(subscriberId: string | null, { actor, action, at }: StaffAct): void {
      sql.exec(
        "INSERT INTO staff_acts (subscriber_id, actor, action, at) VALUES (?, ?, ?, ?)",
        subscriberId,
        actor,
        action,
        at,
      );
    },

    /** Newest first. */
    listAbout(subscriberId: string, limit: number): readonly StaffAct[] {
      return sql
        .exec<StaffAct & Record<string, SqlStorageValue>>(
          "SELECT actor, action, at FROM staff_acts WHERE subscriber_id = ? ORDER BY id DESC LIMIT ?",
          subscriberId,
          limit,
        )
        .toArray();
    },

    /** What one of the staff did here, newest first; the subscriber is null once they were erased. */
    listBy(actor: string, limit: number): readonly ActOfStaff[] {
      return sql
        .exec<ActOfStaff & Record<string, SqlStorageValue>>(
          `SELECT subscriber_id AS subscriberId, actor, action, at FROM staff_acts
             WHERE actor = ? ORDER BY id DESC LIMIT ?`,
          actor,
          limit,
        )
        .toArray();
    },

    /** That something was done stays on record; to whom does not. Says whether there was anything. */
    forget(subscriberId: string): boolean {
      const forgotten = sql.exec(
        "UPDATE staff_acts SET subscriber_id = NULL WHERE subscriber_id = ? RETURNING 1",
        subscriberId,
      );
      return forgotten.toArray().length > 0;
    },
  };
}

export type StaffActs = ReturnType<typeof openStaffActs>;
