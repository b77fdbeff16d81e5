import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tablesOf } from "../support/tables-of.ts";

const root = join(import.meta.dirname, "../..");
const objects = ["shard", "catalog", "guard"] as const;

const page = readFileSync(join(root, "docs/storage.md"), "utf8");

/** The rows of one object's part of the page: table and owner. */
function listRows(object: (typeof objects)[number]): readonly (readonly [string, string])[] {
  const part = page.split(/^## /m).find((each) => each.toLowerCase().startsWith(`${object}:`)) ?? "";
  return [...part.matchAll(/^\| `(\w+)` +\| `([\w-]+\.ts)` /gm)].map(([, table = "", owner = ""]) => [table, owner]);
}

/** The tables that the object's migrations end with; a long history stands in two files. */
function listTables(object: (typeof objects)[number]): readonly string[] {
  const folder = join(root, "src", object);
  const files = readdirSync(folder).filter((name) => name.endsWith("migrations.ts"));
  return tablesOf(
    files
      .toSorted()
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("\n"),
  );
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
