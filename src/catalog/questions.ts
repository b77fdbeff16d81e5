import { inBoth, refuseForNow, type Failure } from "../contract/problem.ts";
import { askedKindSchema, type AskedQuestion, type DeskAct, type QuestionKind } from "../contract/question.ts";
import { foldName } from "../domain/fold-name.ts";
import { nameOfHuman, type MakerOf } from "../domain/human-behind.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { digestOf } from "../tokens/digest.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Different questions that one human may ask a day, whatever keys they hold. */
const A_DAY: Readonly<Record<QuestionKind, number>> = { count: 1_000, rehearsal: 300 };

/** How often one human at the support desk may do it in an hour: more than anybody takes calls. */
const AN_HOUR: Readonly<Record<DeskAct, number>> = { "look-up": 60, look: 120, link: 30 };

/** How long it is on record who asked what. */
const KEPT_DAYS = 90;

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

  return {
    /** Admits a question, or refuses it if that human has asked too many different ones today. An equal one is free. */
    admit({ kind, text, request, actor, now }: Asking): Result<Admitted, Failure> {
      const human = nameOfHuman(actor, makerOf);
      const day = dayOf(now);
      const digest = digestOf(`${kind} ${text}`);
      const [{ used = 0, known = 0 } = {}] = sql
        .exec<{ used: number; known: number }>(
          `SELECT count(*) AS used, coalesce(sum(digest = ?), 0) AS known FROM questions
             WHERE day = ? AND human = ? AND kind = ?`,
          digest,
          day,
          human,
          kind,
        )
        .toArray();
      const most = A_DAY[kind];
      const name = `${day} ${digest}`;
      if (known > 0) return succeed({ name, left: most - used });
      if (used >= most) return fail({ ...TOO_MANY, retryAt: (day + 1) * DAY_MS });
      storage.transactionSync(() => {
        sql.exec("DELETE FROM questions WHERE day < ?", day - KEPT_DAYS);
        sql.exec(
          "INSERT INTO questions (day, human, kind, digest, actor, asked_at, request) VALUES (?, ?, ?, ?, ?, ?, ?)",
          day,
          human,
          kind,
          digest,
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
      if (used >= AN_HOUR[kind]) return fail(refuseForNow((hour + 1) * HOUR_MS));
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

const TOO_MANY: Failure = {
  type: "too-many-requests",
  ...inBoth({
    ru: "На сегодня все ваши вопросы о людях заданы: по ответам на слишком многие можно узнать, что выбрал один человек. Новые — после полуночи по UTC; те, что уже заданы, можно повторить.",
    en: "You have asked all of today's questions about people: the answers to too many would tell what one person chose. Ask new ones after midnight UTC; those already asked can be repeated.",
  }),
};
