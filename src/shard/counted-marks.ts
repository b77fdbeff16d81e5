import { COUNTED_AS, type CountedAs } from "../domain/guard/exposure.ts";
import type { Marks } from "../tokens/marks.ts";

const NOTHING: ReadonlySet<CountedAs> = new Set();

/**
 * The SQL of what outlasts an erasure so that one person is one voice: that a line has been counted for a campaign, and as
 * what. Each is a keyed hash of its own, different for every campaign, so that a row says neither whom it is about nor what
 * was done, and no two can be joined.
 */
export function openCountedMarks({ sql }: DurableObjectStorage, marks: Marks) {
  const textOf = (guard: string, subscriberId: string, as: CountedAs) => JSON.stringify([guard, subscriberId, as]);

  return {
    keep(guard: string, subscriberId: string, counted: readonly CountedAs[]): void {
      sql.exec(
        "INSERT OR IGNORE INTO counted_marks (guard, mark) SELECT ?, value FROM json_each(?)",
        guard,
        JSON.stringify(counted.map((as) => marks.of(textOf(guard, subscriberId, as)))),
      );
    },

    /** As what a person was counted before an erasure. */
    read(guard: string, subscriberId: string): ReadonlySet<CountedAs> {
      const isAnybody = sql.exec("SELECT 1 FROM counted_marks WHERE guard = ? LIMIT 1", guard).toArray().length > 0;
      // Hardly anybody has everything erased, and marks cost more than a look.
      if (!isAnybody) return NOTHING;
      const sought = COUNTED_AS.map((as) => [as, marks.everyOf(textOf(guard, subscriberId, as))] as const);
      const found = new Set(
        sql
          .exec<{ mark: string }>(
            "SELECT mark FROM counted_marks WHERE guard = ? AND mark IN (SELECT value FROM json_each(?))",
            guard,
            JSON.stringify(sought.flatMap(([, all]) => all)),
          )
          .toArray()
          .map(({ mark }) => mark),
      );
      return new Set(sought.flatMap(([as, all]) => (all.some((mark) => found.has(mark)) ? [as] : [])));
    },

    /** Forgets the marks for all guards but these. */
    keepOnly(guards: readonly string[]): void {
      sql.exec("DELETE FROM counted_marks WHERE guard NOT IN (SELECT value FROM json_each(?))", JSON.stringify(guards));
    },
  };
}

export type CountedMarks = ReturnType<typeof openCountedMarks>;
