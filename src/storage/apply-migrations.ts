/** One step of a schema's history. Steps are never changed or removed, only added at the end. */
export interface Migration {
  readonly name: string;
  readonly statements: string;
}

/**
 * Brings an object's database up to date, in one transaction a step. Refuses a database that knows other steps than
 * these: it was written by newer code, or the list was not append-only.
 */
export function applyMigrations(storage: DurableObjectStorage, migrations: readonly Migration[]): void {
  const { sql } = storage;
  sql.exec("CREATE TABLE IF NOT EXISTS _migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT");
  const applied = sql.exec<{ name: string }>("SELECT name FROM _migrations ORDER BY id").toArray();
  for (const [index, { name }] of applied.entries()) {
    const expected = migrations[index]?.name;
    if (expected !== name) {
      throw new Error(
        `Migration ${index} of the stored schema is "${name}", but this code has "${expected ?? "none"}"`,
      );
    }
  }
  for (const { name, statements } of migrations.slice(applied.length)) {
    storage.transactionSync(() => {
      sql.exec(statements);
      sql.exec("INSERT INTO _migrations (name) VALUES (?)", name);
    });
  }
}
