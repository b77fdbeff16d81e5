import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import { GUARD_MIGRATIONS } from "../../src/guard/migrations.ts";
import { SHARD_MIGRATIONS } from "../../src/shard/migrations.ts";

const root = join(import.meta.dirname, "../..");
const HISTORIES = { shard: SHARD_MIGRATIONS, catalog: CATALOG_MIGRATIONS, guard: GUARD_MIGRATIONS };
const objects = ["shard", "catalog", "guard"] as const;

const page = readFileSync(join(root, "docs/storage.md"), "utf8");

/** The rows of one object's part of the page: table and owner. */
function listRows(object: (typeof objects)[number]): readonly (readonly [string, string])[] {
  const part = page.split(/^## /m).find((each) => each.toLowerCase().startsWith(`${object}:`)) ?? "";
  return [...part.matchAll(/^\| `(\w+)` +\| `([\w-]+\.ts)` /gm)].map(([, table = "", owner = ""]) => [table, owner]);
}

/** The tables of a new database after all migrations. */
function listTables(object: (typeof objects)[number]): readonly string[] {
  const database = new DatabaseSync(":memory:");
  for (const { statements } of HISTORIES[object]) database.exec(statements);
  const rows = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all();
  return rows.map(({ name }) => String(name));
}

describe.each(objects)("the page about storage, of the %s,", (object) => {
  it("names every table that the migrations end with, once, and no other", () => {
    const named = listRows(object).map(([table]) => table);
    expect(named.length).toBeGreaterThan(5);
    expect(named.toSorted()).toEqual(listTables(object).toSorted());
  });

  it("names the file that owns it", () => {
    for (const [table, owner] of listRows(object)) {
      const text = readFileSync(join(root, "src", object, owner), "utf8");
      expect(new RegExp(`\\b${table}\\b`).test(text), `${owner} names ${table}`).toBe(true);
    }
  });
});
