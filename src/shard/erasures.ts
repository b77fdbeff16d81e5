import { WORDS_KEPT_MS, type NumberedChange } from "./history.ts";

/**
 * The SQL of who had everything erased, so that others who hold something about them follow: who and when, nothing else. It
 * is told for as long as a word is, and then forgotten.
 */
export function openErasures({ sql }: DurableObjectStorage) {
  return {
    /** `id`: its place among the words. Only a person's latest erasure is kept: whoever hears of it has heard of them all. */
    note(subscriberId: string, id: number, at: number): void {
      sql.exec("INSERT OR REPLACE INTO erasures (subscriber_id, id, at) VALUES (?, ?, ?)", subscriberId, id, at);
    },

    /** Undefined: not erased, or so long ago that it is forgotten. */
    readAt(subscriberId: string): number | undefined {
      return sql.exec<{ at: number }>("SELECT at FROM erasures WHERE subscriber_id = ?", subscriberId).toArray()[0]?.at;
    },

    listAfter(after: number, limit: number): readonly NumberedChange[] {
      return sql
        .exec<{ id: number; subscriberId: string; at: number }>(
          "SELECT id, subscriber_id AS subscriberId, at FROM erasures WHERE id > ? ORDER BY id LIMIT ?",
          after,
          limit,
        )
        .toArray()
        .map((row) => ({ ...row, kind: "erasure" }));
    },

    /** Forgets what had been told for long enough by an instant. */
    forgetBefore(instant: number): void {
      sql.exec("DELETE FROM erasures WHERE at <= ?", instant - WORDS_KEPT_MS);
    },

    isAnyKept(): boolean {
      return sql.exec("SELECT 1 FROM erasures LIMIT 1").toArray().length > 0;
    },
  };
}

export type Erasures = ReturnType<typeof openErasures>;
