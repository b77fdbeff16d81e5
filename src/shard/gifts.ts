import type { PhoneRef } from "../contract/rpc/rpc-population.ts";
import { type Failure, inBoth, NOT_READY } from "../contract/problem.ts";
import type {
  AnsweredGift,
  AnswerGiftRequest,
  GiftOffer,
  GiftRpc,
  GiftState,
  HeldGifts,
  StoredGift,
  WaitingGift,
} from "../contract/rpc/rpc-gifts.ts";
import type { TrayRequest } from "../contract/rpc/rpc-tray.ts";
import { GIFT_SEASON_MS, mayBeOffered, OFFER_LASTS_MS } from "../domain/decision/gift.ts";
import type { GiftCounts } from "../domain/guard/weigh-gifts.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { outlookIfAsked } from "../domain/decision/outlook.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { viewerOf } from "../domain/decision/viewer.ts";
import { overwriteTexts } from "../storage/overwrite-texts.ts";
import { sha256Hex } from "../tokens/digest.ts";
import type { Marks } from "../tokens/marks.ts";
import type { Choices } from "./choices.ts";
import { openGiftCounts } from "./gift-counts.ts";
import { openGiftDeclines } from "./gift-declines.ts";
import { openSentGifts, type OutgoingRow } from "./sent-gifts.ts";
import { deviceOf, type Subscribers } from "./subscribers.ts";

/** Every gift waits this long, whoever it is for, so that nothing happens while its sender looks. */
const DELIVERED_AFTER_MS = 30_000;
/** While giving is paused, or somebody's shard could not be reached. */
const RETRY_MS = 10 * 60_000;

const PAIR_DIGITS = 32;
interface GiftTools {
  readonly ctx: DurableObjectState;
  /** Of the pairs of a sender and a recipient (`pairOf`). */
  readonly marks: Marks;
  /** Of senders and their gifts, for what outlasts an erasure of theirs. */
  readonly givenMarks: Marks;
  readonly subscribers: Subscribers;
  readonly choices: Pick<Choices, "choose">;
  findPhone(ref: PhoneRef): Promise<string | null>;
  shardOf(key: string): Pick<GiftRpc, "offerGift">;
  report(counts: GiftCounts): Promise<{ readonly isPaused: boolean }>;
}

interface GiftRow extends Record<string, SqlStorageValue> {
  gift_id: string;
  sender_mark: string;
  theme: string;
  state: StoredGift["state"];
  offered_at: number;
}

/** The gifts that people of this shard have sent, and those that wait for them. */
export function openGifts({ ctx, marks, givenMarks, subscribers, choices, findPhone, shardOf, report }: GiftTools) {
  const { sql } = ctx.storage;
  const sent = openSentGifts(ctx.storage, givenMarks);
  const declines = openGiftDeclines(ctx.storage);
  const answers = openGiftCounts(ctx.storage);
  let isHeldUp = false;
  giveKeys();

  /** Marks that were kept without a key get one, so that what was declined and blocked stays so. */
  function giveKeys(): void {
    const keyless = sql
      .exec<{ id: string; pair: string }>(
        `SELECT subscriber_id AS id, sender_mark AS pair FROM gifts WHERE length(sender_mark) = ${PAIR_DIGITS}`,
      )
      .toArray();
    for (const { id, pair } of [...keyless, ...declines.listKeyless(PAIR_DIGITS)]) {
      renewMarks(id, [pair], marks.of(pair));
    }
  }

  function renewMarks(subscriberId: string, former: readonly string[], mark: string): void {
    sql.exec(
      "UPDATE gifts SET sender_mark = ? WHERE subscriber_id = ? AND sender_mark IN (SELECT value FROM json_each(?))",
      mark,
      subscriberId,
      JSON.stringify(former),
    );
    declines.renew(subscriberId, former, mark);
    answers.renew(former, mark);
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

  async function deliver(row: OutgoingRow): Promise<void> {
    const { gift_id: giftId, sender_id: senderId, theme, at } = row;
    for (const ref of sent.refsOf(row)) {
      const recipientId = await findPhone(ref);
      if (recipientId === null) continue;
      const pair = pairOf(senderId, recipientId);
      if (recipientId !== senderId) await shardOf(recipientId).offerGift({ giftId, recipientId, pair, theme, at });
      break;
    }
    sent.noteDelivered(giftId);
  }

  /** Takes the answer to an offer that waits. */
  function settle(subscriberId: string, giftId: string, state: GiftState, at: number): void {
    const isDeclined = state === "declined";
    const answered = sql
      .exec<{ mark: string }>(
        "UPDATE gifts SET state = ? WHERE subscriber_id = ? AND gift_id = ? RETURNING sender_mark AS mark",
        state,
        subscriberId,
        giftId,
      )
      .toArray();
    for (const { mark } of answered) {
      // Whom the person has declined before was counted, if longer ago than the marks of pairs go back.
      if (declines.count(subscriberId, mark) === 0) answers.countAnswer(mark, isDeclined, at);
      if (isDeclined) declines.add(subscriberId, mark);
    }
  }

  return {
    give: sent.give,

    offer(rules: LoadedRuleset | undefined, { giftId, recipientId, pair, theme: key, at }: GiftOffer): void {
      const theme = rules?.themes.get(key);
      if (rules === undefined || theme === undefined || readGift(recipientId, giftId) !== undefined) return;
      const senderMark = markOf(recipientId, pair);
      const open = listGifts(recipientId).filter((gift) => gift.state === "offered" && at < gift.expiresAt);
      const person = {
        choices: subscribers.read(recipientId).choices,
        openOffers: open.length,
        isSenderBlocked: declines.isBlocked(recipientId, senderMark),
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
     * said since. "Never" is an out first of all: it is kept whatever has become of the gift under which it was said.
     */
    answer(rules: LoadedRuleset | undefined, request: AnswerGiftRequest): Result<AnsweredGift, Failure> {
      if (rules === undefined) return fail(NOT_READY);
      const { subscriberId, giftId, answer, at, notice, channel, ...asked } = request;
      const row = readGift(subscriberId, giftId);
      const fate = fateOf(row, at);
      const state = answer === "show" ? "shown" : "declined";
      if (answer !== "never" && fate === "gone") {
        return fail({
          type: "not-found",
          ...inBoth({
            ru: "Этого подарка больше нет; те, что ждут, перечисляет GET /v1/me/gifts.",
            en: "This gift is no longer there; GET /v1/me/gifts lists those that wait.",
          }),
        });
      }
      if (answer !== "never" && fate !== "waiting" && fate !== state) {
        return fail({
          type: "conflict",
          ...inBoth({
            ru: "На этот подарок вы ответили иначе. Измените саму тему.",
            en: "You have answered this gift otherwise; change the theme itself instead.",
          }),
        });
      }
      const word = { ...asked, subscriberId, at, notice };
      return ctx.storage.transactionSync((): Result<AnsweredGift, Failure> => {
        // An out is said again with pleasure; an in only by a first answer.
        const said =
          answer === "never"
            ? choices.choose(rules, { ...word, channel, scope: "gifts", value: "out" })
            : row !== undefined && answer === "show" && fate === "waiting"
              ? choices.choose(rules, { ...word, channel: "gift", scope: `theme:${row.theme}`, value: "in" })
              : succeed(null);
        if (!said.ok) return said;
        if (fate !== "waiting") return succeed({ gift: fate });
        settle(subscriberId, giftId, state, at);
        return succeed({ gift: state });
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
      return { ...sent.held(subscriberId), received: listGifts(subscriberId), ...declines.held(subscriberId) };
    },

    /** Erases what was sent and offered. What was declined stays, as outs do: it is the person's no. */
    forget(subscriberId: string): boolean {
      const hadSent = sent.forget(subscriberId);
      const received = { table: "gifts", columns: ["sender_mark", "theme"], where: "subscriber_id = ?" };
      overwriteTexts(sql, received, subscriberId);
      const deleted = sql.exec("DELETE FROM gifts WHERE subscriber_id = ? RETURNING 1", subscriberId);
      return deleted.toArray().length > 0 || hadSent;
    },

    /** Reports, delivers, and clears away what is older than a season. */
    async move(): Promise<void> {
      const { counts, isDirty } = answers.read();
      const waiting = sent.listWaiting();
      isHeldUp = false;
      if (!isDirty && waiting.length === 0) return;
      // Set until all of it is done: whatever does not come through is tried again.
      isHeldUp = true;
      const { isPaused } = await report(counts);
      answers.noteReported(counts);
      if (isPaused) return;
      const results = await Promise.allSettled(waiting.map((row) => deliver(row)));
      isHeldUp = results.some(({ status }) => status === "rejected");
      forgetLastSeason();
    },

    /** When there is something to be done next. */
    nextDueAt(now: number): number | undefined {
      if (!answers.read().isDirty && sent.listWaiting().length === 0) return undefined;
      return now + (isHeldUp ? RETRY_MS : DELIVERED_AFTER_MS);
    },
  };

  function forgetLastSeason(): void {
    sent.forgetLastSeason();
    answers.forgetLastSeason();
    sql.exec("DELETE FROM gifts WHERE offered_at < (SELECT max(offered_at) FROM gifts) - ?", GIFT_SEASON_MS);
  }
}

export type Gifts = ReturnType<typeof openGifts>;

/** What has become of an offer; whoever knows of none is told the same as of one that has lapsed. */
function fateOf(row: GiftRow | undefined, at: number): AnsweredGift["gift"] | "waiting" {
  if (row === undefined) return "gone";
  if (row.state !== "offered") return row.state;
  return at < toStored(row).expiresAt ? "waiting" : "gone";
}

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
