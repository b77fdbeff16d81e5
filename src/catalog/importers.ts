import { mayBeOneHuman } from "../domain/human-behind.ts";

/**
 * Who has imported people, by the human behind, and so may have chosen who there is to reach. That passes with no time: people
 * who were made up are there a year later as well. The only module that names the table.
 */
export function openImporters({ sql }: DurableObjectStorage) {
  return {
    note(human: string, now: number): void {
      sql.exec(
        `INSERT INTO importers (human, last_at) VALUES (?1, ?2)
           ON CONFLICT (human) DO UPDATE SET last_at = max(last_at, ?2)`,
        human,
        now,
      );
    },

    /** Those of some humans who have ever imported people. */
    among(humans: readonly string[]): readonly string[] {
      return sql
        .exec<{ human: string }>("SELECT human FROM importers ORDER BY human")
        .toArray()
        .map(({ human }) => human)
        .filter((human) => humans.some((other) => mayBeOneHuman(human, other)));
    },
  };
}

export type Importers = ReturnType<typeof openImporters>;
