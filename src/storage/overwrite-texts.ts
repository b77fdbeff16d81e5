/**
 * Overwrites texts of some rows in place with as many zeros, to be called before they are deleted, in the same transaction:
 * SQLite frees the room of what is deleted, and its bytes stay in the file until something else needs it. A row that
 * keeps its length is written over itself. That holds for columns that are in no index and no primary key; an entry of
 * an index moves. Out of reach is what rows left in other pages when they had to move (docs/self-hosting.md). Nothing is
 * deleted here, and what is null stays so.
 */
export function overwriteTexts(
  sql: { exec(statement: string, ...bindings: readonly string[]): unknown },
  { table, columns, where }: { readonly table: string; readonly columns: readonly string[]; readonly where: string },
  ...bindings: readonly string[]
): void {
  const zeros = columns.map((column) => {
    const bytes = `octet_length(${column})`;
    return `${column} = substr(hex(zeroblob(${bytes})), 1, ${bytes})`;
  });
  sql.exec(`UPDATE ${table} SET ${zeros.join(", ")} WHERE ${where}`, ...bindings);
}
