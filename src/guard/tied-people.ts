import {
  NOBODY_REPEATED,
  type CountedAct,
  type EnteredCounts,
  type RepeatedCounts,
  type ShardReport,
  type TiedPerson,
} from "../domain/guard/guard-reports.ts";
import { countGroups, MOST_PEOPLE_TIED } from "../domain/guard/tied-groups.ts";

/** Stands, in place of all who have it, for a mark that too many people share. */
const TOO_MANY = 0;

/** The SQL of who of the counted belongs together, over all shards. To be called within a transaction. */
export function openTiedPeople({ sql }: DurableObjectStorage) {
  function readRepeated(): RepeatedCounts {
    const rows = sql
      .exec<{ act: CountedAct; people: number }>("SELECT act, people FROM repeated_counts")
      .toArray()
      .map(({ act, people }) => [act, people] as const);
    return { ...NOBODY_REPEATED, ...Object.fromEntries(rows) };
  }

  /**
   * Takes a person in; says by how many more people there are than groups of those who belong together. A mark that turns out
   * to be shared by too many ties nobody any more: they are people by themselves from then on, and those who come later too.
   */
  function join(act: CountedAct, marks: readonly string[]): number {
    const tying = listTying(act, marks);
    const near = readNear(act, tying);
    const member = nextMember(act);
    sql.exec(
      "INSERT INTO tied_members (act, mark, member) SELECT ?, value, ? FROM json_each(?)",
      act,
      member,
      JSON.stringify(tying),
    );
    const shared = new Set(dropShared(act, tying));
    const after = [...near, tying].map((all) => all.filter((mark) => !shared.has(mark)));
    return 1 + countGroups(near) - countGroups(after);
  }

  /** Those of the marks that too many people don't share. */
  function listTying(act: CountedAct, marks: readonly string[]): readonly string[] {
    return sql
      .exec<{ mark: string }>(
        `SELECT DISTINCT value AS mark FROM json_each(?) WHERE NOT EXISTS (
           SELECT 1 FROM tied_members WHERE act = ? AND mark = value AND member = ?)`,
        JSON.stringify(marks),
        act,
        TOO_MANY,
      )
      .toArray()
      .map(({ mark }) => mark);
  }

  /** Of everybody who belongs together with somebody of these marks, also by way of others: their marks. */
  function readNear(act: CountedAct, marks: readonly string[]): readonly (readonly string[])[] {
    return (
      sql
        .exec<{ marks: string }>(
          `WITH RECURSIVE near (member) AS (
             SELECT member FROM tied_members WHERE act = ?1 AND mark IN (SELECT value FROM json_each(?2))
             UNION
             SELECT other.member FROM near
               JOIN tied_members AS own ON own.act = ?1 AND own.member = near.member
               JOIN tied_members AS other ON other.act = ?1 AND other.mark = own.mark)
           SELECT json_group_array(mark) AS marks FROM tied_members
             WHERE act = ?1 AND member IN (SELECT member FROM near) GROUP BY member`,
          act,
          JSON.stringify(marks),
        )
        .toArray()
        // Parsed boundary: SQLite has just made it of texts.
        .map((row) => JSON.parse(row.marks) as readonly string[])
    );
  }

  /** Of the marks, those that too many people share by now; nothing is kept of who they are. */
  function dropShared(act: CountedAct, marks: readonly string[]): readonly string[] {
    const shared = sql
      .exec<{ mark: string }>(
        `SELECT mark FROM tied_members WHERE act = ? AND mark IN (SELECT value FROM json_each(?))
           GROUP BY mark HAVING count(*) > ?`,
        act,
        JSON.stringify(marks),
        MOST_PEOPLE_TIED,
      )
      .toArray()
      .map(({ mark }) => mark);
    for (const mark of shared) {
      sql.exec("DELETE FROM tied_members WHERE act = ? AND mark = ?", act, mark);
      sql.exec("INSERT INTO tied_members (act, mark, member) VALUES (?, ?, ?)", act, mark, TOO_MANY);
    }
    return shared;
  }

  function nextMember(act: CountedAct): number {
    return sql
      .exec<{ next: number }>("SELECT coalesce(max(member), 0) + 1 AS next FROM tied_members WHERE act = ?", act)
      .one().next;
  }

  /** Those whom no earlier report has brought. */
  function listNew({ shard, tied = [] }: ShardReport): readonly TiedPerson[] {
    const [row] = sql.exec<{ entry: number }>("SELECT entry FROM tied_positions WHERE shard = ?", shard).toArray();
    return tied.filter(({ entry }) => entry > (row?.entry ?? 0));
  }

  /** By `change` more voices, of those whom the one has entered. */
  function noteEntered(act: CountedAct, who: string, change: number): void {
    sql.exec(
      `INSERT INTO entered_voices (act, who, voices) VALUES (?1, ?2, ?3)
         ON CONFLICT (act, who) DO UPDATE SET voices = voices + ?3`,
      act,
      who,
      change,
    );
  }

  return {
    readRepeated,

    /** Undefined: nobody has entered a word for anybody. */
    readEntered(): EnteredCounts | undefined {
      const rows = sql
        .exec<{ act: CountedAct; voices: number }>("SELECT act, voices FROM entered_voices ORDER BY act, who")
        .toArray();
      const of = (act: CountedAct) => rows.flatMap((row) => (row.act === act ? [row.voices] : []));
      return rows.length === 0
        ? undefined
        : { optedOut: of("optedOut"), complained: of("complained"), unhappy: of("unhappy") };
    },

    /** Takes in whom a report brings, each once. */
    takeIn(report: ShardReport): void {
      const news = listNew(report);
      if (news.length === 0) return;
      const counts: Record<CountedAct, number> = { ...readRepeated() };
      for (const { counted, marks, enteredBy } of news) {
        for (const act of counted) {
          const repeated = join(act, marks);
          counts[act] += repeated;
          // Where one more makes people of a mark by themselves, all of these voices came by that.
          if (enteredBy !== undefined) noteEntered(act, enteredBy, 1 - repeated);
        }
      }
      for (const [act, people] of Object.entries(counts)) {
        sql.exec("INSERT OR REPLACE INTO repeated_counts (act, people) VALUES (?, ?)", act, people);
      }
      const last = Math.max(...news.map(({ entry }) => entry));
      sql.exec("INSERT OR REPLACE INTO tied_positions (shard, entry) VALUES (?, ?)", report.shard, last);
    },

    /** Once nothing is counted any more, nothing need tell who belonged together. */
    forgetMarks(): void {
      sql.exec("DELETE FROM tied_members");
    },
  };
}
