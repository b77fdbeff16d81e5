import {
  NOBODY_REPEATED,
  type CountedAct,
  type RepeatedCounts,
  type ShardReport,
  type TiedPerson,
} from "../domain/guard/guard-reports.ts";

/** The SQL of who of the counted belongs together, over all shards. To be called within a transaction. */
export function openTiedPeople({ sql }: DurableObjectStorage) {
  function readRepeated(): RepeatedCounts {
    const rows = sql
      .exec<{ act: CountedAct; people: number }>("SELECT act, people FROM repeated_counts")
      .toArray()
      .map(({ act, people }) => [act, people] as const);
    return { ...NOBODY_REPEATED, ...Object.fromEntries(rows) };
  }

  /** Joins all whose marks the person shares; says how many units that were counted apart are one with the person now. */
  function join(act: CountedAct, marks: readonly string[]): number {
    const list = JSON.stringify(marks);
    const units = sql
      .exec<{ unit: number }>(
        "SELECT DISTINCT unit FROM tied_marks WHERE act = ? AND mark IN (SELECT value FROM json_each(?)) ORDER BY unit",
        act,
        list,
      )
      .toArray()
      .map(({ unit }) => unit);
    const unit = units[0] ?? nextUnit(act);
    for (const other of units.slice(1)) {
      sql.exec("UPDATE tied_marks SET unit = ? WHERE act = ? AND unit = ?", unit, act, other);
    }
    sql.exec(
      "INSERT OR IGNORE INTO tied_marks (act, mark, unit) SELECT ?, value, ? FROM json_each(?)",
      act,
      unit,
      list,
    );
    return units.length;
  }

  function nextUnit(act: CountedAct): number {
    return sql
      .exec<{ next: number }>("SELECT coalesce(max(unit), 0) + 1 AS next FROM tied_marks WHERE act = ?", act)
      .one().next;
  }

  /** Those whom no earlier report has brought. */
  function listNew({ shard, tied = [] }: ShardReport): readonly TiedPerson[] {
    const [row] = sql.exec<{ entry: number }>("SELECT entry FROM tied_positions WHERE shard = ?", shard).toArray();
    return tied.filter(({ entry }) => entry > (row?.entry ?? 0));
  }

  return {
    readRepeated,

    /** Takes in whom a report brings, each once. */
    takeIn(report: ShardReport): void {
      const news = listNew(report);
      if (news.length === 0) return;
      const counts: Record<CountedAct, number> = { ...readRepeated() };
      for (const { counted, marks } of news) for (const act of counted) counts[act] += join(act, marks);
      for (const [act, people] of Object.entries(counts)) {
        sql.exec("INSERT OR REPLACE INTO repeated_counts (act, people) VALUES (?, ?)", act, people);
      }
      const last = Math.max(...news.map(({ entry }) => entry));
      sql.exec("INSERT OR REPLACE INTO tied_positions (shard, entry) VALUES (?, ?)", report.shard, last);
    },

    /** Once nothing is counted any more, nothing need tell who belonged together. */
    forgetMarks(): void {
      sql.exec("DELETE FROM tied_marks");
    },
  };
}
