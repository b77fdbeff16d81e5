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
        .exec<{ human: string }>(
          "SELECT human FROM importers WHERE last_at > ? AND human IN (SELECT value FROM json_each(?)) ORDER BY human",
          now - COUNTED_FOR_MS,
          JSON.stringify(humans),
        )
        .toArray()
        .map(({ human }) => human);
    },
  };
}

export type Importers = ReturnType<typeof openImporters>;
