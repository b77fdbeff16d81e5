import type { ChangeEntry, HeldChoice } from "../contract/rpc/rpc-care.ts";
import type { Actor, ChooseRequest, StoredChoice } from "../contract/rpc/rpc-tray.ts";
import {
  foldChoice,
  foldChoices,
  type Channel,
  type Choice,
  type ChoiceFold,
  type ChoiceValue,
  type Scope,
} from "../domain/decision/choice.ts";
import { overwriteTexts } from "../storage/overwrite-texts.ts";
import type { Subscribers } from "./subscribers.ts";

/** What is written for one word. */
export type NewChoice = Pick<ChooseRequest, "subscriberId" | "scope" | "value" | "at" | "channel" | "actor" | "notice">;

/** One row of a history: a word, or one that takes an earlier one back. */
export interface HistoryRow extends StoredChoice {
  readonly notice: string | null;
  /** The entry that this row takes back. */
  readonly retracts: number | null;
  /** The same speaker has said the same on the same channel since, which added nothing. */
  readonly isSaidAgain: boolean;
  /** The person has been erased since: nothing from before is taken back, as what was said in between is not known. */
  readonly isErasedUpTo: boolean;
}

/** A change with its place among all. */
export type NumberedChange = ChangeEntry & { readonly id: number };

/** Where no token of the person's own is shown: machines are given links of everybody's as well. */
const WITHOUT_TOKEN: ReadonlySet<Channel> = new Set(["bot", "sms", "link"]);

/**
 * Whether nobody but staff or a machine can say that the person said it. Who imports people's words shows nothing alone, so imported ones
 * don't matter.
 */
function isEntered({ actor, channel }: Pick<NewChoice, "actor" | "channel">): boolean {
  return channel !== "import" && (actor !== "self" || WITHOUT_TOKEN.has(channel));
}

type ChoiceRow = {
  id: number;
  scope: string;
  value: string;
  at: number;
  channel: string;
  actor: string;
  notice: string | null;
  retracts: number | null;
  is_retracted: number;
  said_again: number;
  erased_up_to: number;
};

const PLAIN_COLUMNS = "id, scope, value, at, channel, actor, notice, retracts, said_again, erased_up_to";
const COLUMNS = `${PLAIN_COLUMNS}, is_retracted`;
/** Words that nobody took back. */
const STANDING = "is_retracted = 0 AND retracts IS NULL";

/** A history is kept whole for so long, ... */
export const WORDS_KEPT_MS = 3 * 365 * 86_400_000;
/** ... and its last rows, however old. What the fold is made of is kept in any case. */
const KEPT_ROWS = 200;
/** ... and the last standing words of each kind, as the one before the last holds again when the last is taken back. */
const KEPT_OF_A_KIND = 10;
/** So much is forgotten at once, so that no word has to wait for it. */
const FORGOTTEN_AT_ONCE = 100;

/**
 * The SQL of everything that people have said: append-only, and the fold in a person's row follows it. However much a person
 * has said, adding a word and taking one back read a few rows by an index. Every read is complete before it returns.
 */
export function openHistory(storage: DurableObjectStorage, subscribers: Subscribers) {
  const { sql } = storage;

  function query(text: string, ...bindings: readonly SqlStorageValue[]): readonly HistoryRow[] {
    return sql
      .exec<ChoiceRow>(text, ...bindings)
      .toArray()
      .map(toRow);
  }

  function last(subscriberId: string): HistoryRow | undefined {
    return query(`SELECT ${COLUMNS} FROM choices WHERE subscriber_id = ? ORDER BY id DESC LIMIT 1`, subscriberId)[0];
  }

  function find(subscriberId: string, id: number): HistoryRow | undefined {
    return query(`SELECT ${COLUMNS} FROM choices WHERE subscriber_id = ? AND id = ?`, subscriberId, id)[0];
  }

  function insert(choice: NewChoice, retracts: number | null): number {
    return sql
      .exec<{ id: number }>(
        `INSERT INTO choices (subscriber_id, scope, value, at, channel, actor, notice, retracts)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
        choice.subscriberId,
        choice.scope,
        choice.value,
        choice.at,
        choice.channel,
        choice.actor,
        choice.notice ?? null,
        retracts,
      )
      .one().id;
  }

  /** The latest standing words at one scope: two in each direction, as what was imported counts apart. */
  function listLatest(subscriberId: string, scope: Scope, upTo = Number.MAX_SAFE_INTEGER): readonly HistoryRow[] {
    const latest = (value: ChoiceValue, isImported: boolean) =>
      query(
        `SELECT ${COLUMNS} FROM choices WHERE subscriber_id = ? AND scope = ? AND value = ?
           AND (channel = 'import') = ? AND ${STANDING} AND id <= ? ORDER BY id DESC LIMIT 1`,
        subscriberId,
        scope,
        value,
        isImported ? 1 : 0,
        upTo,
      );
    return (["in", "out"] as const).flatMap((value) => [...latest(value, false), ...latest(value, true)]);
  }

  /** Forgets what is older than three years and bears on nothing; how far the history is known is kept. */
  function forgetOldest(subscriberId: string, now: number): void {
    const forgotten = sql
      .exec<{ id: number }>(
        `SELECT id FROM choices AS word INDEXED BY choices_by_age WHERE subscriber_id = ?1 AND at < ?2
           AND id <= (SELECT id FROM choices WHERE subscriber_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?3)
           AND (retracts IS NOT NULL OR is_retracted = 1 OR (SELECT count(*) FROM (
             SELECT 1 FROM choices WHERE subscriber_id = ?1 AND scope = word.scope AND value = word.value
               AND (channel = 'import') = (word.channel = 'import') AND ${STANDING} AND id > word.id LIMIT ?4)) = ?4)
           ORDER BY at LIMIT ?5`,
        subscriberId,
        now - WORDS_KEPT_MS,
        KEPT_ROWS,
        KEPT_OF_A_KIND,
        FORGOTTEN_AT_ONCE,
      )
      .toArray()
      .map(({ id }) => id);
    if (forgotten.length === 0) return;
    const where = "id IN (SELECT value FROM json_each(?))";
    overwriteTexts(sql, { table: "choices", columns: ["notice"], where }, JSON.stringify(forgotten));
    sql.exec(`DELETE FROM choices WHERE ${where}`, JSON.stringify(forgotten));
    sql.exec(
      `INSERT INTO history_floors (subscriber_id, known_after) VALUES (?1, ?2)
         ON CONFLICT (subscriber_id) DO UPDATE SET known_after = max(known_after, ?2)`,
      subscriberId,
      Math.max(...forgotten),
    );
  }

  /** The last entry that is not known to have been made after the instant, and whether all before it is still known. */
  function placeOf(subscriberId: string, at: number): { readonly upTo: number; readonly isKnown: boolean } {
    const [row] = sql
      .exec<{ id: number }>(
        "SELECT id FROM choices WHERE subscriber_id = ? AND at <= ? ORDER BY id DESC LIMIT 1",
        subscriberId,
        at,
      )
      .toArray();
    const [floor] = sql
      .exec<{ id: number; erasedAt: number | null }>(
        "SELECT known_after AS id, erased_at AS erasedAt FROM history_floors WHERE subscriber_id = ?",
        subscriberId,
      )
      .toArray();
    const upTo = row?.id ?? 0;
    const isKnown = floor === undefined || upTo >= floor.id || (floor.erasedAt !== null && at >= floor.erasedAt);
    return { upTo, isKnown };
  }

  return {
    last,
    find,

    /** The latest standing word of one speaker on one channel. */
    lastBy(subscriberId: string, actor: Actor, channel: Channel): HistoryRow | undefined {
      const [row] = query(
        `SELECT ${COLUMNS} FROM choices WHERE subscriber_id = ? AND actor = ? AND channel = ? AND ${STANDING}
           ORDER BY id DESC LIMIT 1`,
        subscriberId,
        actor,
        channel,
      );
      return row;
    },

    /** Appends a word and renews the fold, both or neither; returns the entry. */
    add(choice: NewChoice): number {
      return storage.transactionSync(() => {
        const { subscriberId, at } = choice;
        const before = last(subscriberId);
        const id = insert(choice, null);
        const fold = foldChoice(subscribers.read(subscriberId).choices, { ...choice, id });
        subscribers.writeFold(subscriberId, fold);
        if (isEntered(choice)) subscribers.noteEntered(subscriberId, at);
        // A clock that is far ahead for once makes nothing old.
        if (before !== undefined) forgetOldest(subscriberId, Math.min(at, before.at));
        return id;
      });
    },

    /** Takes a word back, as if it had not been said: a row of its own says who did it. */
    retract(target: HistoryRow, by: Pick<NewChoice, "subscriberId" | "at" | "channel" | "actor">): void {
      storage.transactionSync(() => {
        const { id, scope, value } = target;
        insert({ ...by, scope, value }, id);
        sql.exec("UPDATE choices SET is_retracted = 1 WHERE id = ?", id);
        const { [scope]: _before, ...rest } = subscribers.read(by.subscriberId).choices;
        const stand = foldChoices(listLatest(by.subscriberId, scope))[scope];
        subscribers.writeFold(by.subscriberId, stand === undefined ? rest : { ...rest, [scope]: stand });
        if (isEntered(by)) subscribers.noteEntered(by.subscriberId, by.at);
      });
    },

    /** The latest words, newest first, those before an entry if one is named; what was taken back is marked. */
    page(subscriberId: string, before: number | null, limit: number): readonly HistoryRow[] {
      return query(
        `SELECT ${COLUMNS} FROM choices WHERE subscriber_id = ? AND id < ? AND retracts IS NULL
           ORDER BY id DESC LIMIT ?`,
        subscriberId,
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      );
    },

    /** Every row after one, oldest first. */
    listHeld(subscriberId: string, after: number, limit: number): readonly HeldChoice[] {
      return query(
        `SELECT ${COLUMNS} FROM choices WHERE subscriber_id = ? AND id > ? ORDER BY id LIMIT ?`,
        subscriberId,
        after,
        limit,
      );
    },

    /**
     * What stood at an instant: everything up to the last entry that bears that instant or an earlier one. Undefined if part
     * of it has been forgotten.
     */
    foldAt(subscriberId: string, at: number): { readonly fold: ChoiceFold; readonly upTo: number } | undefined {
      const { upTo, isKnown } = placeOf(subscriberId, at);
      if (!isKnown) return undefined;
      // Parsed boundary: the keys of a fold are scopes.
      const scopes = Object.keys(subscribers.read(subscriberId).choices) as Scope[];
      const standingStill = scopes.flatMap((scope) => listLatest(subscriberId, scope, upTo));
      const takenBackSince = query(
        `SELECT ${COLUMNS} FROM choices WHERE id IN (
           SELECT retracts FROM choices WHERE subscriber_id = ?1 AND retracts <= ?2 AND id > ?2)`,
        subscriberId,
        upTo,
      );
      return { fold: foldChoices([...standingStill, ...takenBackSince]), upTo };
    },

    /** The words up to an entry as they stood then, newest first. */
    pageAt(subscriberId: string, upTo: number, limit: number): readonly HistoryRow[] {
      return sql
        .exec<ChoiceRow>(
          `SELECT ${PLAIN_COLUMNS},
               EXISTS (SELECT 1 FROM choices WHERE subscriber_id = ?1 AND retracts = word.id AND id <= ?2) AS is_retracted
             FROM choices AS word WHERE subscriber_id = ?1 AND id <= ?2 AND retracts IS NULL ORDER BY id DESC LIMIT ?3`,
          subscriberId,
          upTo,
          limit,
        )
        .toArray()
        .map(toRow);
    },

    /** Somebody said again what stands already. */
    sayAgain({ id, isSaidAgain }: HistoryRow): void {
      if (!isSaidAgain) sql.exec("UPDATE choices SET said_again = 1 WHERE id = ?", id);
    },

    /** Erases everything but the outs. Says whether there was anything. */
    forgetAllButOuts(subscriberId: string, now: number): boolean {
      const latest = last(subscriberId)?.id ?? 0;
      const notices = "subscriber_id = ? AND notice IS NOT NULL";
      overwriteTexts(sql, { table: "choices", columns: ["notice"], where: notices }, subscriberId);
      const overwritten = sql.exec(`UPDATE choices SET notice = NULL WHERE ${notices} RETURNING 1`, subscriberId);
      const hadDetails = overwritten.toArray().length > 0;
      const spoken = sql.exec(
        `DELETE FROM choices WHERE subscriber_id = ? AND (value <> 'out' OR retracts IS NOT NULL OR is_retracted = 1)
           RETURNING 1`,
        subscriberId,
      );
      const hadSpoken = spoken.toArray().length > 0;
      if (latest > 0) {
        sql.exec("UPDATE choices SET erased_up_to = 1 WHERE subscriber_id = ?", subscriberId);
        sql.exec(
          "INSERT OR REPLACE INTO history_floors (subscriber_id, known_after, erased_at) VALUES (?, ?, ?)",
          subscriberId,
          latest,
          now,
        );
      }
      if (hadSpoken) {
        const outs = query(
          `SELECT ${COLUMNS} FROM choices WHERE id IN (
             SELECT max(id) FROM choices WHERE subscriber_id = ? GROUP BY scope, channel = 'import')`,
          subscriberId,
        );
        subscribers.writeFold(subscriberId, foldChoices(outs));
      }
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

    /** What all people said after a number, without what it was. */
    listAfter(after: number, limit: number): readonly NumberedChange[] {
      return sql
        .exec<{ id: number; subscriberId: string; at: number; channel: Channel }>(
          "SELECT id, subscriber_id AS subscriberId, at, channel FROM choices WHERE id > ? ORDER BY id LIMIT ?",
          after,
          limit,
        )
        .toArray()
        .map((row) => ({ ...row, kind: "choice" }));
    },

    lastNumber(): number {
      return sql
        .exec<{ last: number }>("SELECT coalesce(max(seq), 0) AS last FROM sqlite_sequence WHERE name = 'choices'")
        .one().last;
    },

    /** A number among those of the words, for something that is none. */
    takeNumber(): number {
      sql.exec(
        `INSERT INTO sqlite_sequence (name, seq)
           SELECT 'choices', 0 WHERE 'choices' NOT IN (SELECT name FROM sqlite_sequence)`,
      );
      return sql
        .exec<{ id: number }>("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'choices' RETURNING seq AS id")
        .one().id;
    },
  };
}

export type History = ReturnType<typeof openHistory>;

function toRow({ is_retracted, said_again, erased_up_to, ...row }: ChoiceRow): HistoryRow {
  return {
    // Parsed boundary: only `insert` writes these columns, from checked values.
    ...(row as unknown as Choice & { actor: Actor }),
    notice: row.notice,
    retracts: row.retracts,
    isRetracted: is_retracted === 1,
    isSaidAgain: said_again === 1,
    isErasedUpTo: erased_up_to === 1,
  };
}

/** A row as people and staff see it. */
export function toStoredChoice({ id, scope, value, at, channel, actor, isRetracted }: HistoryRow): StoredChoice {
  return { id, scope, value, at, channel, actor, isRetracted };
}
