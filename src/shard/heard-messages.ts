import type { MessageRequest } from "../contract/rpc/rpc-messages.ts";
import type { Scope } from "../domain/decision/choice.ts";
import type { MessagePlan } from "../domain/message/plan-message.ts";
import type { ReplyOutcome } from "../domain/message/reply.ts";
import type { Understanding } from "../domain/message/understanding.ts";
import { overwriteTexts } from "../storage/overwrite-texts.ts";
import type { Marks } from "../tokens/marks.ts";

/** A gateway that delivers again does so within days; its ids are its own for so long. */
const ID_KEPT_MS = 7 * 86_400_000;
/** Without an id, the same words within this long are the same message. */
const TEXT_KEPT_MS = 10 * 60_000;

/** What became of a message, for when it comes again. Nothing in it repeats the text. */
export interface HeardBefore {
  readonly heard: Pick<Understanding, "intent" | "certainty" | "language">;
  readonly outcome: ReplyOutcome;
  /** What it switched off: that is applied again. */
  readonly switchedOff?: Scope;
  /** What was done beside it. */
  readonly also?: MessagePlan["also"];
  /** What the reply's button to put back takes back. */
  readonly entry?: number;
}

/** In place of what became of a message whose sender has been forgotten since. */
const ERASED = "";

type HeardRow = { heard_at: number; last_entry: number; outcome: string };

/** The SQL of what was heard lately, so that what a gateway delivers twice is done once. The text itself is nowhere. */
export function openHeardMessages({ sql }: DurableObjectStorage, marks: Marks) {
  function find(subscriberId: string, text: string): HeardRow | undefined {
    return sql
      .exec<HeardRow>(
        `SELECT heard_at, last_entry, outcome FROM heard_messages
           WHERE subscriber_id = ? AND mark IN (SELECT value FROM json_each(?)) ORDER BY heard_at DESC LIMIT 1`,
        subscriberId,
        JSON.stringify(marks.everyOf(text)),
      )
      .toArray()[0];
  }

  return {
    /**
     * What became of the same message before, if this is one that comes again: by its id for a week; without an id by its
     * words, within ten minutes on the same channel, and only if the person has said nothing since.
     */
    find(request: MessageRequest, lastEntry: number): HeardBefore | "erased" | undefined {
      const { subscriberId, at, idempotencyKey } = request;
      const known = find(subscriberId, textOf(request));
      // What was heard in what is now the future was heard by a wrong clock, and is the same message all the same.
      const isAgain =
        known !== undefined &&
        (idempotencyKey === undefined
          ? at - known.heard_at <= TEXT_KEPT_MS && known.last_entry === lastEntry
          : at - known.heard_at <= ID_KEPT_MS);
      if (!isAgain) return undefined;
      // Parsed boundary: only this file writes the column.
      return known.outcome === ERASED ? "erased" : (JSON.parse(known.outcome) as HeardBefore);
    },

    keep(request: MessageRequest, lastEntry: number, outcome: HeardBefore): void {
      const { subscriberId, at } = request;
      sql.exec(
        `INSERT OR REPLACE INTO heard_messages (subscriber_id, mark, heard_at, last_entry, outcome)
           VALUES (?, ?, ?, ?, ?)`,
        subscriberId,
        marks.of(textOf(request)),
        at,
        lastEntry,
        JSON.stringify(outcome),
      );
    },

    /**
     * Forgets what became of a person's messages, not that they came: what was done once is not done again. Says whether
     * there was anything.
     */
    forget(subscriberId: string): boolean {
      const where = "subscriber_id = ? AND outcome <> ?";
      overwriteTexts(sql, { table: "heard_messages", columns: ["outcome"], where }, subscriberId, ERASED);
      const erased = sql.exec(
        `UPDATE heard_messages SET outcome = ?2 WHERE subscriber_id = ?1 AND outcome <> ?2 RETURNING 1`,
        subscriberId,
        ERASED,
      );
      return erased.toArray().length > 0;
    },

    /** Forgets what came more than a week before. */
    forgetBefore(instant: number): void {
      sql.exec("DELETE FROM heard_messages WHERE heard_at <= ?", instant - ID_KEPT_MS);
    },

    isAnyKept(): boolean {
      return sql.exec("SELECT 1 FROM heard_messages LIMIT 1").toArray().length > 0;
    },
  };
}

export type HeardMessages = ReturnType<typeof openHeardMessages>;

/** All that makes a message the same one. Another text under a used id is another message. */
function textOf({ subscriberId, channel, said, asked, idempotencyKey }: MessageRequest): string {
  const words = said.kind === "text" ? said.text.trim().toLowerCase().replace(/\s+/g, " ") : JSON.stringify(said);
  // A bare "нет" says another thing to another question.
  const question = asked === undefined ? [] : [asked];
  return JSON.stringify([subscriberId, channel, idempotencyKey ?? null, words, ...question]);
}
