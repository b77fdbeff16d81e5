/** Tables whose numbers others remember: how far they have read the words, and a guard the people tied together. */
const NUMBERED = ["choices", "tied_people"];

/** The latest number of a word, also of words that are erased since. */
export function readWords({ sql }: DurableObjectStorage): number {
  const [row] = sql.exec<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'choices'").toArray();
  return row?.seq ?? 0;
}

/**
 * Lets the numbers of new rows begin above all that were ever given, also by births of this shard that are lost: whoever has
 * read up to one of those must not miss what comes now.
 */
export function raiseNumbers({ sql }: DurableObjectStorage, from: number): void {
  if (from === 0) return;
  for (const table of NUMBERED) {
    sql.exec(
      "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, 0 WHERE ?1 NOT IN (SELECT name FROM sqlite_sequence)",
      table,
    );
    sql.exec("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", from, table);
  }
}
