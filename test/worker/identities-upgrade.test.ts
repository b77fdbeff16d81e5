import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { useGarland } from "./client.ts";
import { returnToBefore } from "./return-to-before.ts";

useGarland("2024-12-01T00:00:00Z");

/** A catalog of before identities, with so many rulesets and what two shards have acknowledged, as the upgrade leaves it. */
function upgrade(rulesets: number, acknowledged: readonly [number, number]) {
  return runInDurableObject(env.CATALOG.getByName("of-before"), (_, { storage }) => {
    const { sql } = storage;
    returnToBefore(storage, "objects-have-identities");
    for (let version = 1; version <= rulesets; version++) {
      sql.exec(
        "INSERT INTO rulesets (version, compiled_at, cause, by, live, body) VALUES (?, 0, '', '', '{}', '{}')",
        version,
      );
    }
    for (const [index, version] of acknowledged.entries()) {
      sql.exec("INSERT INTO installs (shard, version) VALUES (?, ?)", `shard-${index}`, version);
    }
    sql.exec(
      "INSERT INTO guards (guard, campaign, version, plan, standing, is_open, followed) VALUES ('spring@1', 'spring', 1, '{}', '{}', 1, 3)",
    );
    sql.exec(
      "INSERT INTO guards (guard, campaign, version, plan, standing, is_open, followed) VALUES ('spring@2', 'spring', 2, '{}', '{}', 1, 0)",
    );
    sql.exec(
      "INSERT INTO audit (at, actor, action, target, changes, hash) VALUES (0, 'system', 'seed', 'everything', '[]', ?)",
      "ab".repeat(32),
    );
    applyMigrations(storage, CATALOG_MIGRATIONS);
    const objects = sql.exec<{ name: string; born: number }>("SELECT name, born FROM objects ORDER BY name").toArray();
    const [setting] = sql.exec<{ value: string }>("SELECT value FROM settings WHERE key = 'installation'").toArray();
    return { born: objects.filter(({ born }) => born > 0).map(({ name }) => name), installation: setting?.value };
  });
}

describe("the upgrade that brings identities", () => {
  it.each<[string, number, readonly [number, number], readonly string[]]>([
    ["expects something of whoever has acknowledged something", 3, [3, 0], ["shard-0", "spring@1"]],
    ["expects nothing of shards that a first start had not reached", 1, [0, 0], ["spring@1"]],
    [
      "expects something of all shards in a backup, which has no acknowledgements",
      2,
      [0, 0],
      ["shard-0", "shard-1", "spring@1"],
    ],
  ])("%s", async (_, rulesets, acknowledged, born) => {
    expect((await upgrade(rulesets, acknowledged)).born).toEqual(born);
  });

  it("gives every copy of an older catalog the same installation", async () => {
    const copies = [await upgrade(1, [1, 1]), await upgrade(3, [3, 3])];
    expect(copies.map(({ installation }) => installation)).toEqual(["ab".repeat(16), "ab".repeat(16)]);
  });
});
