import { isOneHuman } from "../domain/human-behind.ts";

/** When a human last imported people, and so may have chosen who there is to reach. */
const COUNTED_FOR_MS = 30 * 86_400_000;

/** Who imports people, by the human behind. The only module that names the table. */
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

    /** Those of some humans who have imported people lately. */
    among(humans: readonly string[], now: number): readonly string[] {
      return sql
        .exec<{ human: string }>("SELECT human FROM importers WHERE last_at > ? ORDER BY human", now - COUNTED_FOR_MS)
        .toArray()
        .map(({ human }) => human)
        .filter((human) => humans.some((other) => isOneHuman(human, other)));
    },
  };
}

export type Importers = ReturnType<typeof openImporters>;
