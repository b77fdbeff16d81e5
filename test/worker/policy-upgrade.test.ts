import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import { openProposals } from "../../src/catalog/proposals.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { useGarland } from "./client.ts";
import { returnToBefore } from "./return-to-before.ts";

useGarland("2026-11-01T00:00:00Z");

it("a catalog of before proposals keeps its rows, and has none proposed", async () => {
  await runInDurableObject(env.CATALOG.getByName("of-before"), (_, { storage }) => {
    const { sql } = storage;
    returnToBefore(storage, "policy-proposals");
    sql.exec(
      `INSERT INTO definitions (kind, key, position, body, changed_at, changed_by)
         VALUES ('category', 'festive', 0, '{"key":"festive","sensitive":true}', 0, 'person:anna')`,
    );
    applyMigrations(storage, CATALOG_MIGRATIONS);
    expect(sql.exec("SELECT key, changed_by FROM definitions").toArray()).toEqual([
      { key: "festive", changed_by: "person:anna" },
    ]);
    const proposals = openProposals(storage);
    expect([...proposals.listOpen(), ...proposals.listClosed({ limit: 1 })]).toEqual([]);
    expect(proposals.add([], "why", "person:anna", 1)).toBe(1);
  });
});
