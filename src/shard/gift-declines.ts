import { DECLINES_THAT_BLOCK } from "../domain/decision/gift.ts";

/**
 * The SQL of how often people have declined whom: of their own no, which bears as long as the block that follows from it, and
 * outlasts an erasure as outs do. Senders are known by marks.
 */
export function openGiftDeclines({ sql }: DurableObjectStorage) {
  function count(subscriberId: string, senderMark: string): number {
    const [row] = sql
      .exec<{ declines: number }>(
        "SELECT declines FROM gift_declines WHERE subscriber_id = ? AND sender_mark = ?",
        subscriberId,
        senderMark,
      )
      .toArray();
    return row?.declines ?? 0;
  }

  return {
    count,

    add(subscriberId: string, senderMark: string): void {
      sql.exec(
        `INSERT INTO gift_declines (subscriber_id, sender_mark, declines) VALUES (?, ?, 1)
           ON CONFLICT (subscriber_id, sender_mark) DO UPDATE SET declines = declines + 1`,
        subscriberId,
        senderMark,
      );
    },

    isBlocked(subscriberId: string, senderMark: string): boolean {
      return count(subscriberId, senderMark) >= DECLINES_THAT_BLOCK;
    },

    /** How many senders a person has declined once, and how many so often that they are blocked. */
    held(subscriberId: string): { readonly declinedSenders: number; readonly blockedSenders: number } {
      return sql
        .exec<{ declinedSenders: number; blockedSenders: number }>(
          `SELECT count(*) FILTER (WHERE declines < ?1) AS declinedSenders,
               count(*) FILTER (WHERE declines >= ?1) AS blockedSenders
             FROM gift_declines WHERE subscriber_id = ?2`,
          DECLINES_THAT_BLOCK,
          subscriberId,
        )
        .one();
    },

    /** The marks that were kept without a key: they are so long. */
    listKeyless(length: number): readonly { readonly id: string; readonly pair: string }[] {
      // The index of keyless marks is used for a length that is written out.
      const where = `length(sender_mark) = ${length}`;
      return sql
        .exec<{ id: string; pair: string }>(
          `SELECT subscriber_id AS id, sender_mark AS pair FROM gift_declines WHERE ${where}`,
        )
        .toArray();
    },

    /** What was declined under each of the former marks counts under the new one. */
    renew(subscriberId: string, former: readonly string[], mark: string): void {
      const text = JSON.stringify(former);
      sql.exec(
        `INSERT INTO gift_declines (subscriber_id, sender_mark, declines)
           SELECT subscriber_id, ?1, sum(declines) FROM gift_declines
             WHERE subscriber_id = ?2 AND sender_mark IN (SELECT value FROM json_each(?3)) GROUP BY subscriber_id
           ON CONFLICT (subscriber_id, sender_mark) DO UPDATE SET declines = declines + excluded.declines`,
        mark,
        subscriberId,
        text,
      );
      sql.exec(
        "DELETE FROM gift_declines WHERE subscriber_id = ? AND sender_mark IN (SELECT value FROM json_each(?))",
        subscriberId,
        text,
      );
    },
  };
}
