import { GIFT_SEASON_MS } from "../domain/decision/gift.ts";
import type { GiftCounts } from "../domain/guard/weigh-gifts.ts";

/**
 * The SQL of how gifts are answered, for the guard of gifts. It takes answers for those of people who decide for themselves,
 * so of a sender and a recipient only the first answer of a season counts: two lines of one person say nothing of others.
 * Which pairs were counted is known by marks, which name neither, and stay when either of them has everything erased.
 */
export function openGiftCounts({ sql }: DurableObjectStorage) {
  function read(): { readonly counts: GiftCounts; readonly isDirty: boolean } {
    const row = sql
      .exec<{ answered: number; declined: number; reported: number }>(
        "SELECT answered, declined, reported FROM gift_counts",
      )
      .toArray()[0];
    const counts = { answered: row?.answered ?? 0, declined: row?.declined ?? 0 };
    return { counts, isDirty: counts.answered > (row?.reported ?? 0) };
  }

  return {
    read,

    /** Counts an answer, unless one of the pair was counted. */
    countAnswer(pairMark: string, isDeclined: boolean, at: number): void {
      const isCounted = sql.exec("SELECT 1 FROM counted_pairs WHERE pair_mark = ?", pairMark).toArray().length > 0;
      if (isCounted) return;
      sql.exec("INSERT INTO counted_pairs (pair_mark, at) VALUES (?, ?)", pairMark, at);
      sql.exec(
        `INSERT INTO gift_counts (only, answered, declined) VALUES (1, 1, ?1)
           ON CONFLICT (only) DO UPDATE SET answered = answered + 1, declined = declined + ?1`,
        isDeclined ? 1 : 0,
      );
    },

    /** A pair that was counted under one of the former marks was counted under the new one. */
    renew(former: readonly string[], mark: string): void {
      const text = JSON.stringify(former);
      const where = "pair_mark IN (SELECT value FROM json_each(?))";
      sql.exec(`UPDATE OR REPLACE counted_pairs SET pair_mark = ? WHERE ${where}`, mark, text);
    },

    noteReported({ answered }: GiftCounts): void {
      sql.exec("UPDATE gift_counts SET reported = max(reported, ?)", answered);
    },

    /** By the newest answer, as sent gifts are by the newest of them. */
    forgetLastSeason(): void {
      sql.exec("DELETE FROM counted_pairs WHERE at < (SELECT max(at) FROM counted_pairs) - ?", GIFT_SEASON_MS);
    },
  };
}
