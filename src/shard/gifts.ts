import type { PhoneRef } from "../contract/rpc/rpc-population.ts";
import { NOT_READY, type Failure } from "../contract/problem.ts";
import type {
  AnswerGiftRequest,
  GiftOffer,
  GiftRpc,
  GiveReply,
  GiveRequest,
  HeldGifts,
  StoredGift,
  WaitingGift,
} from "../contract/rpc/rpc-gifts.ts";
import type { TrayRequest } from "../contract/rpc/rpc-tray.ts";
import {
  DECLINES_THAT_BLOCK,
  GIFT_SEASON_MS,
  mayBeOffered,
  mayGiveFrom,
  OFFER_LASTS_MS,
} from "../domain/decision/gift.ts";
import type { GiftCounts } from "../domain/guard/weigh-gifts.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { outlookIfAsked } from "../domain/decision/outlook.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { viewerOf } from "../domain/decision/viewer.ts";
import { overwriteTexts } from "../storage/overwrite-texts.ts";
import { sha256Hex } from "../tokens/digest.ts";
import type { Marks } from "../tokens/marks.ts";
import type { Choices, Said } from "./choices.ts";
import { deviceOf, type Subscribers } from "./subscribers.ts";

/** Every gift waits this long, whoever it is for, so that nothing happens while its sender looks. */
const DELIVERED_AFTER_MS = 30_000;
/** While giving is paused, or somebody's shard could not be reached. */
const RETRY_MS = 10 * 60_000;

/** One alarm may call only so many objects; what is left waits for the next one. */
const MOST_AT_ONCE = 200;

const PAIR_DIGITS = 32;
/** As marks were before they had a key: the pair itself. Marks with a key are shorter. */
const KEYLESS = `length(sender_mark) = ${PAIR_DIGITS}`;

interface GiftTools {
  readonly ctx: DurableObjectState;
  /** Of the pairs of a sender and a recipient (`pairOf`). */
  readonly marks: Marks;
  readonly subscribers: Subscribers;
  readonly choices: Pick<Choices, "choose">;
  findPhone(ref: PhoneRef): Promise<string | null>;
  shardOf(key: string): Pick<GiftRpc, "offerGift">;
  report(counts: GiftCounts): Promise<{ readonly isPaused: boolean }>;
}

interface OutgoingRow extends Record<string, SqlStorageValue> {
  gift_id: string;
  sender_id: string;
  theme: string;
  refs: string | null;
  at: number;
}

interface GiftRow extends Record<string, SqlStorageValue> {
  gift_id: string;
  sender_mark: string;
  theme: string;
  state: StoredGift["state"];
  offered_at: number;
}

/** The gifts that people of this shard have sent, and those that wait for them. */
export function openGifts({ ctx, marks, subscribers, choices, findPhone, shardOf, report }: GiftTools) {
  const { sql } = ctx.storage;
  let isHeldUp = false;
  giveKeys();

  /** Marks that were kept without a key get one, so that what was blocked stays blocked. */
  function giveKeys(): void {
    const keyless = sql
      .exec<{ id: string; pair: string }>(
        `SELECT subscriber_id AS id, sender_mark AS pair FROM gifts WHERE ${KEYLESS}
           UNION SELECT subscriber_id, sender_mark FROM gift_blocks WHERE ${KEYLESS}`,
      )
      .toArray();
    for (const { id, pair } of keyless) renewMarks(id, [pair], marks.of(pair));
  }

  function renewMarks(subscriberId: string, former: readonly string[], mark: string): void {
    const are = "subscriber_id = ? AND sender_mark IN (SELECT value FROM json_each(?))";
    const bindings = [mark, subscriberId, JSON.stringify(former)];
    sql.exec(`UPDATE gifts SET sender_mark = ? WHERE ${are}`, ...bindings);
    sql.exec(`UPDATE OR REPLACE gift_blocks SET sender_mark = ? WHERE ${are}`, ...bindings);
  }

  /** The mark of a pair, under which from now on all stands that was kept under the keys before. */
  function markOf(subscriberId: string, pair: string): string {
    const mark = marks.of(pair);
    const former = marks.everyOf(pair).filter((other) => other !== mark);
    if (former.length > 0) renewMarks(subscriberId, former, mark);
    return mark;
  }

  function readGift(subscriberId: string, giftId: string): GiftRow | undefined {
    return sql
      .exec<GiftRow>("SELECT * FROM gifts WHERE subscriber_id = ? AND gift_id = ?", subscriberId, giftId)
      .toArray()[0];
  }

  function listGifts(subscriberId: string): readonly StoredGift[] {
    return sql
      .exec<GiftRow>("SELECT * FROM gifts WHERE subscriber_id = ? ORDER BY offered_at DESC, gift_id", subscriberId)
      .toArray()
      .map(toStored);
  }

  function readCounts(): { readonly counts: GiftCounts; readonly isDirty: boolean } {
    const row = sql
      .exec<{ answered: number; declined: number; reported: number }>(
        "SELECT answered, declined, reported FROM gift_counts",
      )
      .toArray()[0];
    const counts = { answered: row?.answered ?? 0, declined: row?.declined ?? 0 };
    return { counts, isDirty: counts.answered > (row?.reported ?? 0) };
  }

  function countAnswer(isDeclined: boolean): void {
    sql.exec(
      `INSERT INTO gift_counts (only, answered, declined) VALUES (1, 1, ?1)
         ON CONFLICT (only) DO UPDATE SET answered = answered + 1, declined = declined + ?1`,
      isDeclined ? 1 : 0,
    );
  }

  function listWaiting(): readonly OutgoingRow[] {
    return sql
      .exec<OutgoingRow>(
        "SELECT * FROM outgoing_gifts WHERE refs IS NOT NULL ORDER BY at, gift_id LIMIT ?",
        MOST_AT_ONCE,
      )
      .toArray();
  }

  async function deliver({ gift_id: giftId, sender_id: senderId, theme, refs, at }: OutgoingRow): Promise<void> {
    // Parsed boundary: only `give` writes this column.
    for (const ref of JSON.parse(refs ?? "[]") as readonly PhoneRef[]) {
      const recipientId = await findPhone(ref);
      if (recipientId === null) continue;
      const pair = pairOf(senderId, recipientId);
      if (recipientId !== senderId) await shardOf(recipientId).offerGift({ giftId, recipientId, pair, theme, at });
      break;
    }
    // Whether there was anybody or not, nothing of the number is left.
    sql.exec("UPDATE outgoing_gifts SET refs = NULL WHERE gift_id = ?", giftId);
  }

  return {
    give(rules: LoadedRuleset | undefined, request: GiveRequest): GiveReply {
      if (rules === undefined) return fail(NOT_READY);
      const { senderId, giftId, theme, to, at } = request;
      if (!rules.themes.has(theme)) {
        return fail({ type: "refused", detail: `There is no theme ${theme}; GET /v1/me lists them.` });
      }
      const recipient = to[0]?.idx ?? "";
      const sent = sql
        .exec<{ gift_id: string; recipient: string; theme: string; at: number }>(
          "SELECT gift_id, recipient, theme, at FROM outgoing_gifts WHERE sender_id = ? AND at > ?",
          senderId,
          at - GIFT_SEASON_MS,
        )
        .toArray();
      const same = sent.find((gift) => gift.recipient === recipient && gift.theme === theme);
      if (same !== undefined) return succeed({ giftId: same.gift_id });
      const retryAt = mayGiveFrom(
        sent.map((gift) => gift.at),
        at,
      );
      if (retryAt !== undefined) {
        const detail = "You have given as much as one person may for now; Retry-After says when you can give again.";
        return fail({ type: "too-many-requests", detail, retryAt });
      }
      sql.exec(
        "INSERT INTO outgoing_gifts (gift_id, sender_id, recipient, theme, refs, at) VALUES (?, ?, ?, ?, ?, ?)",
        giftId,
        senderId,
        recipient,
        theme,
        JSON.stringify(to),
        at,
      );
      return succeed({ giftId });
    },

    offer(rules: LoadedRuleset | undefined, { giftId, recipientId, pair, theme: key, at }: GiftOffer): void {
      const theme = rules?.themes.get(key);
      if (rules === undefined || theme === undefined || readGift(recipientId, giftId) !== undefined) return;
      const senderMark = markOf(recipientId, pair);
      const blocked = sql
        .exec("SELECT 1 FROM gift_blocks WHERE subscriber_id = ? AND sender_mark = ?", recipientId, senderMark)
        .toArray();
      const open = listGifts(recipientId).filter((gift) => gift.state === "offered" && at < gift.expiresAt);
      const person = {
        choices: subscribers.read(recipientId).choices,
        openOffers: open.length,
        isSenderBlocked: blocked.length > 0,
      };
      if (!mayBeOffered(theme, rules.sensitiveCategories.has(theme.category), person)) return;
      sql.exec(
        "INSERT INTO gifts (subscriber_id, gift_id, sender_mark, theme, state, offered_at) VALUES (?, ?, ?, ?, 'offered', ?)",
        recipientId,
        giftId,
        senderMark,
        key,
        at,
      );
    },

    /**
     * Takes the person's answer, once: what comes again, however late, changes nothing, and least of all an out that was
     * said since. Returns the word that follows from it, if one does.
     */
    answer(rules: LoadedRuleset | undefined, request: AnswerGiftRequest): Result<Said | null, Failure> {
      if (rules === undefined) return fail(NOT_READY);
      const { subscriberId, giftId, answer, at, notice, channel, ...asked } = request;
      const row = readGift(subscriberId, giftId);
      const gift = row && toStored(row);
      const state = answer === "show" ? "shown" : "declined";
      if (row === undefined || gift === undefined || (gift.state === "offered" && at >= gift.expiresAt)) {
        return fail({
          type: "not-found",
          detail: "This gift is no longer there; GET /v1/me/gifts lists those that wait.",
        });
      }
      if (gift.state !== "offered" && gift.state !== state) {
        return fail({
          type: "conflict",
          detail: "You have answered this gift otherwise; change the theme itself instead.",
        });
      }
      const isNew = gift.state === "offered";
      const word = { ...asked, subscriberId, at, notice };
      return ctx.storage.transactionSync((): Result<Said | null, Failure> => {
        // An out is said again with pleasure; an in only by a first answer.
        const said =
          answer === "never"
            ? choices.choose(rules, { ...word, channel, scope: "gifts", value: "out" })
            : answer === "show" && isNew
              ? choices.choose(rules, { ...word, channel: "gift", scope: `theme:${gift.theme}`, value: "in" })
              : succeed(null);
        if (!said.ok || !isNew) return said;
        sql.exec("UPDATE gifts SET state = ? WHERE subscriber_id = ? AND gift_id = ?", state, subscriberId, giftId);
        countAnswer(state === "declined");
        if (state === "declined") block(subscriberId, row.sender_mark);
        return said;
      });
    },

    /** The offers that wait for the person's answer, newest first. */
    listWaitingFor(rules: LoadedRuleset, request: TrayRequest): readonly WaitingGift[] {
      const waiting = listGifts(request.subscriberId).filter(
        (gift) => gift.state === "offered" && gift.offeredAt <= request.at && request.at < gift.expiresAt,
      );
      if (waiting.length === 0) return [];
      const subscriber = subscribers.read(request.subscriberId);
      const viewer = viewerOf(rules, subscriber, deviceOf(subscriber, request.device));
      return waiting.flatMap((gift) => {
        const theme = rules.themes.get(gift.theme);
        return theme === undefined
          ? []
          : [{ ...gift, label: theme.label, outlook: outlookIfAsked(rules, viewer, theme, request.at) }];
      });
    },

    held(subscriberId: string): HeldGifts {
      const sent = sql
        .exec<{ giftId: string; theme: string; at: number }>(
          "SELECT gift_id AS giftId, theme, at FROM outgoing_gifts WHERE sender_id = ? ORDER BY at DESC, gift_id",
          subscriberId,
        )
        .toArray();
      const { blocks } = sql
        .exec<{ blocks: number }>("SELECT count(*) AS blocks FROM gift_blocks WHERE subscriber_id = ?", subscriberId)
        .one();
      return { sent, received: listGifts(subscriberId), blockedSenders: blocks };
    },

    /** Erases what was sent and offered. Blocks stay, as outs do: they are the person's no. */
    forget(subscriberId: string): void {
      const sent = { table: "outgoing_gifts", columns: ["recipient", "theme", "refs"], where: "sender_id = ?" };
      const received = { table: "gifts", columns: ["sender_mark", "theme"], where: "subscriber_id = ?" };
      overwriteTexts(sql, sent, subscriberId);
      overwriteTexts(sql, received, subscriberId);
      sql.exec("DELETE FROM outgoing_gifts WHERE sender_id = ?", subscriberId);
      sql.exec("DELETE FROM gifts WHERE subscriber_id = ?", subscriberId);
    },

    /** Reports, delivers, and clears away what is older than a season. */
    async move(): Promise<void> {
      const { counts, isDirty } = readCounts();
      const waiting = listWaiting();
      isHeldUp = false;
      if (!isDirty && waiting.length === 0) return;
      // Set until all of it is done: whatever does not come through is tried again.
      isHeldUp = true;
      const { isPaused } = await report(counts);
      sql.exec("UPDATE gift_counts SET reported = max(reported, ?)", counts.answered);
      if (isPaused) return;
      const results = await Promise.allSettled(waiting.map((row) => deliver(row)));
      isHeldUp = results.some(({ status }) => status === "rejected");
      forgetLastSeason();
    },

    /** When there is something to be done next. */
    nextDueAt(now: number): number | undefined {
      if (!readCounts().isDirty && listWaiting().length === 0) return undefined;
      return now + (isHeldUp ? RETRY_MS : DELIVERED_AFTER_MS);
    },
  };

  /** By the newest gift, not by a clock, which a replayed season would be far behind. */
  function forgetLastSeason(): void {
    sql.exec("DELETE FROM outgoing_gifts WHERE at < (SELECT max(at) FROM outgoing_gifts) - ?", GIFT_SEASON_MS);
    sql.exec("DELETE FROM gifts WHERE offered_at < (SELECT max(offered_at) FROM gifts) - ?", GIFT_SEASON_MS);
  }

  function block(subscriberId: string, senderMark: string): void {
    const { declines } = sql
      .exec<{ declines: number }>(
        "SELECT count(*) AS declines FROM gifts WHERE subscriber_id = ? AND sender_mark = ? AND state = 'declined'",
        subscriberId,
        senderMark,
      )
      .one();
    if (declines < DECLINES_THAT_BLOCK) return;
    sql.exec("INSERT OR IGNORE INTO gift_blocks (subscriber_id, sender_mark) VALUES (?, ?)", subscriberId, senderMark);
  }
}

export type Gifts = ReturnType<typeof openGifts>;

function toStored({ gift_id: giftId, theme, state, offered_at: offeredAt }: GiftRow): StoredGift {
  return { giftId, theme, state, offeredAt, expiresAt: offeredAt + OFFER_LASTS_MS };
}

/**
 * Stands for a sender and a recipient on the way between their shards; to be kept only as a mark. Different for every
 * recipient, so that marks of two people can't be joined to one sender.
 */
function pairOf(senderId: string, recipientId: string): string {
  return sha256Hex(`${recipientId}\0${senderId}`).slice(0, PAIR_DIGITS);
}
