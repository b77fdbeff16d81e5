import { inBoth, refuseForNow, type Failure } from "../contract/problem.ts";
import {
  askedKindSchema,
  QUESTIONS_A_DAY,
  QUESTIONS_KEPT_DAYS,
  type AskedQuestion,
  type DeskAct,
  type QuestionKind,
} from "../contract/question.ts";
import { foldName } from "../domain/fold-name.ts";
import { nameOfHuman, type MakerOf } from "../domain/human-behind.ts";
import type { Label } from "../domain/label.ts";
import { describeSpan } from "../domain/span-texts.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { digestOf } from "../tokens/digest.ts";
import { DAY_MS, HOUR_MS } from "../domain/time-units.ts";

/** How often one human may do it in an hour, by hand or by keys: more than anybody takes calls. */
const AN_HOUR: Readonly<Record<DeskAct, number>> = { "look-up": 60, look: 120, link: 30, "key-look": 120 };

/** Longer ones are on record without their text. */
const LONGEST_KEPT = 32_768;

export interface Asking {
  readonly kind: QuestionKind;
  /** All that decides the answer but people and their words, in one spelling. */
  readonly text: string;
  /** As it was asked. */
  readonly request: string;
  readonly actor: string;
  readonly now: number;
}

/** A question that may be answered. */
export interface Admitted {
  /** Names the question and its day: the same have the same noise. */
  readonly name: string;
  /** How many more different ones may be asked today. */
  readonly left: number;
}

type QuestionRow = { id: number; asked_at: number; actor: string; kind: string; request: string };

/**
 * What staff asks about people: who asked what, how many different questions a human has asked today, and what was answered,
 * so that whoever asks the same again on the same day learns nothing new.
 */
export function openQuestions(storage: DurableObjectStorage, makerOf: MakerOf) {
  const { sql } = storage;

  // Names were folded otherwise once, and what was asked under them today still counts.
  for (const { human } of sql
    .exec<{ human: string }>("SELECT DISTINCT human FROM questions WHERE day = (SELECT max(day) FROM questions)")
    .toArray()) {
    const folded = foldName(human);
    if (folded === human) continue;
    sql.exec(
      "UPDATE OR REPLACE questions SET human = ? WHERE human = ? AND day = (SELECT max(day) FROM questions)",
      folded,
      human,
    );
  }

  /** Days begin at midnight UTC. */
  const dayOf = (now: number) => Math.floor(now / DAY_MS);

  function countUsed({ kind, actor, now }: Pick<Asking, "kind" | "actor" | "now">): number {
    return sql
      .exec<{ used: number }>(
        "SELECT count(*) AS used FROM questions WHERE day = ? AND human = ? AND kind = ?",
        dayOf(now),
        nameOfHuman(actor, makerOf),
        kind,
      )
      .one().used;
  }

  const refuseUntilTomorrow = (kind: QuestionKind, now: number): Failure =>
    refuseToday(kind, (dayOf(now) + 1) * DAY_MS, now);

  return {
    /**
     * Refuses somebody who has asked too many different ones today before it is known what the question is, which takes work. What
     * they asked in the same words may well be what they asked before.
     */
    mayAsk({ kind, request, actor, now }: Omit<Asking, "text">): Result<null, Failure> {
      if (countUsed({ kind, actor, now }) < QUESTIONS_A_DAY[kind]) return succeed(null);
      const asked = sql.exec(
        "SELECT 1 FROM questions WHERE day = ? AND human = ? AND kind = ? AND words = ?",
        dayOf(now),
        nameOfHuman(actor, makerOf),
        kind,
        digestOf(request),
      );
      return asked.toArray().length > 0 ? succeed(null) : fail(refuseUntilTomorrow(kind, now));
    },

    /** Admits a question, or refuses it if that human has asked too many different ones today. An equal one is free. */
    admit({ kind, text, request, actor, now }: Asking): Result<Admitted, Failure> {
      const human = nameOfHuman(actor, makerOf);
      const day = dayOf(now);
      const digest = digestOf(`${kind} ${text}`);
      const known = sql.exec(
        "SELECT 1 FROM questions WHERE day = ? AND human = ? AND kind = ? AND digest = ?",
        day,
        human,
        kind,
        digest,
      );
      const used = countUsed({ kind, actor, now });
      const most = QUESTIONS_A_DAY[kind];
      const name = `${day} ${digest}`;
      if (known.toArray().length > 0) return succeed({ name, left: most - used });
      if (used >= most) return fail(refuseUntilTomorrow(kind, now));
      storage.transactionSync(() => {
        sql.exec("DELETE FROM questions WHERE day < ?", day - QUESTIONS_KEPT_DAYS);
        sql.exec(
          `INSERT INTO questions (day, human, kind, digest, words, actor, asked_at, request)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          day,
          human,
          kind,
          digest,
          digestOf(request),
          actor,
          now,
          request.length > LONGEST_KEPT ? "" : request,
        );
      });
      return succeed({ name, left: most - used - 1 });
    },

    /** Takes one from a human's hour; if none is left, says from when there are more. */
    takeDeskAct({
      kind,
      actor,
      now,
    }: { readonly kind: DeskAct } & Pick<Asking, "actor" | "now">): Result<null, Failure> {
      const human = nameOfHuman(actor, makerOf);
      const hour = Math.floor(now / HOUR_MS);
      const rows = sql.exec<{ used: number }>(
        "SELECT used FROM desk_acts WHERE human = ? AND kind = ? AND hour = ?",
        human,
        kind,
        hour,
      );
      const used = rows.toArray()[0]?.used ?? 0;
      if (used >= AN_HOUR[kind]) {
        const retryAt = (hour + 1) * HOUR_MS;
        return fail(kind === "key-look" ? refuseUnconfirmed(retryAt, now) : refuseForNow(retryAt));
      }
      sql.exec(
        "INSERT OR REPLACE INTO desk_acts (human, kind, hour, used) VALUES (?, ?, ?, ?)",
        human,
        kind,
        hour,
        used + 1,
      );
      return succeed(null);
    },

    /** Records that nobody had a number which was looked up, but not the number. */
    noteNotFound({ actor, now }: Pick<Asking, "actor" | "now">): void {
      sql.exec(
        `INSERT INTO questions (day, human, kind, digest, actor, asked_at, request)
           VALUES (?, ?, 'number-not-found', ?, ?, ?, '')`,
        dayOf(now),
        nameOfHuman(actor, makerOf),
        crypto.randomUUID(),
        actor,
        now,
      );
    },

    /** Names what is told once a day, the same to all staff. */
    nameOfToday: (subject: string, now: number): string => `${dayOf(now)} today:${subject}`,

    /** What was answered today, as JSON. */
    recall(name: string): string | undefined {
      const rows = sql.exec<{ body: string }>("SELECT body FROM answers WHERE name = ?", name).toArray();
      return rows[0]?.body;
    },

    /**
     * Keeps what is answered, and forgets what was on earlier days; what was asked on one of them and is answered only now leaves
     * today's as they are. The first of several that were made at once stays.
     */
    keep(name: string, body: string): string {
      storage.transactionSync(() => {
        sql.exec(
          "DELETE FROM answers WHERE CAST(substr(name, 1, instr(name, ' ')) AS INTEGER) < ?",
          Number(name.slice(0, name.indexOf(" "))),
        );
        sql.exec("INSERT OR IGNORE INTO answers (name, body) VALUES (?, ?)", name, body);
      });
      return this.recall(name) ?? body;
    },

    /** Who asked what, newest first. */
    list({
      before,
      limit,
    }: {
      readonly before?: number | undefined;
      readonly limit: number;
    }): readonly AskedQuestion[] {
      return sql
        .exec<QuestionRow>(
          "SELECT id, asked_at, actor, kind, request FROM questions WHERE id < ? ORDER BY id DESC LIMIT ?",
          before ?? Number.MAX_SAFE_INTEGER,
          limit,
        )
        .toArray()
        .map(({ id, asked_at, actor, kind, request }) => ({
          id,
          at: new Date(asked_at).toISOString(),
          actor,
          kind: askedKindSchema.parse(kind),
          request,
        }));
    },
  };
}

export type Questions = ReturnType<typeof openQuestions>;

function refuseUnconfirmed(retryAt: number, now: number): Failure {
  const wait = describeSpan(retryAt - now);
  const most = AN_HOUR["key-look"];
  const words = {
    ru: `Ключи, которые никто не подтвердил, читают о людях не больше ${most} раз в час на человека, который их создал. Повторите через ${wait.ru}, или пусть ключ подтвердит второй человек: POST /v1/service-keys/{prefix}:confirm. Отключать можно всегда.`,
    en: `Keys that nobody has confirmed read about people at most ${most} times an hour for each human who made them. Ask again in ${wait.en}, or have a second person confirm the key: POST /v1/service-keys/{prefix}:confirm. Switching off always works.`,
  };
  return { type: "too-many-requests", ...inBoth(words), retryAt };
}

/** The other kind may still be asked. */
const ASKED_OUT: Readonly<Record<QuestionKind, Label>> = {
  count: {
    ru: "Сегодня вы посчитали столько разных аудиторий, сколько можно за день: по разнице чисел видно, что известно об одном человеке. У репетиций свой предел.",
    en: "You have counted as many different audiences as a day allows: differences of numbers would tell what is known of one person. Rehearsals have a budget of their own.",
  },
  rehearsal: {
    ru: "Сегодня вы провели столько разных репетиций, сколько можно за день: по ответам на слишком многие можно узнать, что выбрал один человек. У подсчётов аудиторий свой предел.",
    en: "You have asked for as many different rehearsals as a day allows: the answers to too many would tell what one person chose. Counts of audiences have a budget of their own.",
  },
};

function refuseToday(kind: QuestionKind, retryAt: number, now: number): Failure {
  const wait = describeSpan(retryAt - now);
  const words = {
    ru: `${ASKED_OUT[kind].ru} Новые — через ${wait.ru}; те, что уже были сегодня, можно повторить.`,
    en: `${ASKED_OUT[kind].en} New ones can be asked in ${wait.en}; those of today can be repeated.`,
  };
  return { type: "too-many-requests", ...inBoth(words), retryAt };
}
