import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const src = join(import.meta.dirname, "../../src");

/** The modules of an object whose SQL names a table; its history of migrations does not count. */
function ownersOf(object: string): ReadonlyMap<string, readonly string[]> {
  const read = (file: string) => readFileSync(join(src, object, file), "utf8");
  const tables = [...read("migrations.ts").matchAll(/CREATE TABLE (\w+)/g)].map(([, name = ""]) => name);
  const modules = readdirSync(join(src, object)).filter((file) => file !== "migrations.ts");
  return new Map(
    tables.map((table) => [
      table,
      modules.filter((file) => new RegExp(`\\b(FROM|INTO|UPDATE|JOIN)\\s+${table}\\b`).test(read(file))),
    ]),
  );
}

describe.each(["shard", "catalog", "guard"])("in the %s", (object) => {
  it("each table has one owner, whom everybody else asks", () => {
    const owners = ownersOf(object);
    expect(owners.size).toBeGreaterThan(1);
    for (const [table, modules] of owners) expect({ table, owners: modules }).toEqual({ table, owners: [modules[0]] });
  });
});
