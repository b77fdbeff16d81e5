import type { PhoneRef } from "../contract/rpc/rpc-population.ts";
import { inBoth, NOT_READY } from "../contract/problem.ts";
import type { GiveReply, GiveRequest, HeldGifts } from "../contract/rpc/rpc-gifts.ts";
import { GIFT_SEASON_MS, mayGiveFrom } from "../domain/decision/gift.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { fail, succeed } from "../domain/result.ts";
import { overwriteTexts } from "../storage/overwrite-texts.ts";
import type { Marks } from "../tokens/marks.ts";

/** One alarm may call only so many objects; what is left waits for the next one. */
const MOST_AT_ONCE = 200;

export interface OutgoingRow extends Record<string, SqlStorageValue> {
  gift_id: string;
  sender_id: string;
  recipient: string;
  theme: string;
  refs: string | null;
  at: number;
}

/** The SQL of what people of this shard have sent, and of what still counts for their quotas after an erasure. */
export function openSentGifts({ sql }: DurableObjectStorage, marks: Marks) {
  const giftText = (senderId: string, recipient: string, theme: string) => JSON.stringify([senderId, recipient, theme]);

  function listSent(senderId: string): readonly OutgoingRow[] {
    return sql
      .exec<OutgoingRow>("SELECT * FROM outgoing_gifts WHERE sender_id = ? ORDER BY at DESC, gift_id", senderId)
      .toArray();
  }

  /** What they sent before they had everything erased. */
  function listBefore(senderId: string): readonly { readonly gift: string | null; readonly at: number }[] {
    return sql
      .exec<{ gift: string | null; at: number }>(
        `SELECT gift_mark AS gift, at FROM given_before WHERE sender_mark IN (SELECT value FROM json_each(?))`,
        JSON.stringify(marks.everyOf(senderId)),
      )
      .toArray();
  }

  return {
    give(rules: LoadedRuleset | undefined, request: GiveRequest): GiveReply {
      if (rules === undefined) return fail(NOT_READY);
      const { senderId, giftId, theme, to, at } = request;
      if (!rules.themes.has(theme)) {
        return fail({
          type: "refused",
          ...inBoth({
            ru: `Темы ${theme} нет; какие есть, перечисляет GET /v1/me.`,
            en: `There is no theme ${theme}; GET /v1/me lists them.`,
          }),
        });
      }
      const isOfSeason = (gift: { readonly at: number }) => gift.at > at - GIFT_SEASON_MS;
      const sent = listSent(senderId).filter(isOfSeason);
      const same = sent.find((gift) => gift.theme === theme && to.some(({ idx }) => idx === gift.recipient));
      if (same !== undefined) return succeed({ giftId: same.gift_id });
      const before = listBefore(senderId).filter(isOfSeason);
      const giftMarks = new Set(to.flatMap(({ idx }) => marks.everyOf(giftText(senderId, idx, theme))));
      // It was delivered; under which id, and what became of it, was erased.
      if (before.some(({ gift }) => gift !== null && giftMarks.has(gift))) return succeed({ giftId });
      const retryAt = mayGiveFrom(
        [...sent, ...before].map((gift) => gift.at),
        at,
      );
      if (retryAt !== undefined) {
        const words = {
          ru: "Вы подарили столько, сколько один человек может за это время. Когда можно снова, сказано в Retry-After.",
          en: "You have given as much as one person may for now; Retry-After says when you can give again.",
        };
        return fail({ type: "too-many-requests", ...inBoth(words), retryAt });
      }
      sql.exec(
        "INSERT INTO outgoing_gifts (gift_id, sender_id, recipient, theme, refs, at) VALUES (?, ?, ?, ?, ?, ?)",
        giftId,
        senderId,
        to[0]?.idx ?? "",
        theme,
        JSON.stringify(to),
        at,
      );
      return succeed({ giftId });
    },

    /** Those that are on their way, the oldest first. */
    listWaiting(): readonly OutgoingRow[] {
      return sql
        .exec<OutgoingRow>(
          "SELECT * FROM outgoing_gifts WHERE refs IS NOT NULL ORDER BY at, gift_id LIMIT ?",
          MOST_AT_ONCE,
        )
        .toArray();
    },

    refsOf({ refs }: OutgoingRow): readonly PhoneRef[] {
      // Parsed boundary: only `give` writes this column.
      return JSON.parse(refs ?? "[]") as readonly PhoneRef[];
    },

    /** Whether there was anybody to deliver it to or not, nothing of the number is left on the way. */
    noteDelivered(giftId: string): void {
      sql.exec("UPDATE outgoing_gifts SET refs = NULL WHERE gift_id = ?", giftId);
    },

    held(senderId: string): Pick<HeldGifts, "sent" | "sentBeforeErasure"> {
      const sent = listSent(senderId).map(({ gift_id: giftId, theme, at }) => ({ giftId, theme, at }));
      return { sent, sentBeforeErasure: listBefore(senderId).length };
    },

    /**
     * Erases what was sent. For the rest of the season it stays known, by marks, when this person gave, and that the same gift
     * was given: else an erasure would be worth a new quota. What is still on its way is taken back, and may be given again.
     * Says whether there was anything.
     */
    forget(senderId: string): boolean {
      const senderMark = marks.of(senderId);
      const kept = listSent(senderId).map(({ recipient, theme, refs, at }) => [
        refs === null ? marks.of(giftText(senderId, recipient, theme)) : null,
        at,
      ]);
      sql.exec(
        `INSERT INTO given_before (sender_mark, gift_mark, at)
           SELECT ?, value ->> 0, value ->> 1 FROM json_each(?)`,
        senderMark,
        JSON.stringify(kept),
      );
      const sent = { table: "outgoing_gifts", columns: ["recipient", "theme", "refs"], where: "sender_id = ?" };
      overwriteTexts(sql, sent, senderId);
      sql.exec("DELETE FROM outgoing_gifts WHERE sender_id = ?", senderId);
      return kept.length > 0;
    },

    /** By the newest gift, not by a clock, which a replayed season would be far behind. */
    forgetLastSeason(): void {
      const newest = "SELECT max(at) FROM (SELECT at FROM outgoing_gifts UNION ALL SELECT at FROM given_before)";
      const { before } = sql.exec<{ before: number | null }>(`SELECT (${newest}) - ? AS before`, GIFT_SEASON_MS).one();
      if (before === null) return;
      sql.exec("DELETE FROM outgoing_gifts WHERE at < ?", before);
      sql.exec("DELETE FROM given_before WHERE at < ?", before);
    },
  };
}
