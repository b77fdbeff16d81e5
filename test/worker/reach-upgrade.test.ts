import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { openGuardRecords } from "../../src/catalog/guard-records.ts";
import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { useGarland } from "./client.ts";
import { returnToBefore } from "./return-to-before.ts";

useGarland("2026-11-01T00:00:00Z");

it("a start that had ended before reach was kept counts with its whole audience, and a running one as its guard tells", async () => {
  await runInDurableObject(env.CATALOG.getByName("of-before"), (_, { storage }) => {
    const { sql } = storage;
    returnToBefore(storage, "reach-of-guards");
    for (const [version, isOpen] of [
      [1, 0],
      [2, 1],
    ] as const) {
      sql.exec(
        "INSERT INTO guards (guard, campaign, version, plan, standing, is_open) VALUES (?, 'sparkle', ?, ?, '{}', ?)",
        `sparkle@${version}`,
        version,
        JSON.stringify({ guard: `sparkle@${version}`, audienceSize: 70, startedAt: 5 }),
        isOpen,
      );
    }
    applyMigrations(storage, CATALOG_MIGRATIONS);
    const records = openGuardRecords(storage);
    const reached = () => records.listOf("sparkle").map((record) => record.reached);
    expect(reached()).toEqual([70, 0]);
    records.noteReached("sparkle@2", 9);
    records.noteReached("sparkle@2", 4);
    expect(reached()).toEqual([70, 9]);
  });
});
