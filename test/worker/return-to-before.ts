import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";

/** Gives a catalog's storage the schema, and no rows, of just before a migration. */
export function returnToBefore(storage: DurableObjectStorage, migration: string): void {
  const tables = storage.sql.exec<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'",
  );
  for (const { name } of tables.toArray()) storage.sql.exec(`DROP TABLE ${name}`);
  const place = CATALOG_MIGRATIONS.findIndex(({ name }) => name === migration);
  if (place < 0) throw new RangeError(`no migration is called ${migration}`);
  applyMigrations(storage, CATALOG_MIGRATIONS.slice(0, place));
}
