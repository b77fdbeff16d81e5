import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { openKeptHalts } from "../../src/catalog/kept-halts.ts";
import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { useGarland } from "./client.ts";
import { returnToBefore } from "./return-to-before.ts";

useGarland("2026-11-01T00:00:00Z");

it("what was deleted before halts were kept counts as halted, unless two people have lifted it or it is live", async () => {
  await runInDurableObject(env.CATALOG.getByName("of-before"), (_, { storage }) => {
    const { sql } = storage;
    returnToBefore(storage, "kept-halts");
    const define = (key: string, lifecycle: object) =>
      sql.exec(
        `INSERT INTO definitions (kind, key, position, body, changed_at, changed_by, lifecycle)
           VALUES ('campaign', ?, 0, '{}', 0, 'person:anna', ?)`,
        key,
        JSON.stringify(lifecycle),
      );
    const guard = (campaign: string, version: number, startedAt: number, end: string | null) =>
      sql.exec(
        "INSERT INTO guards (guard, campaign, version, plan, standing, is_open) VALUES (?, ?, ?, ?, ?, 0)",
        `${campaign}@${version}`,
        campaign,
        version,
        JSON.stringify({ startedAt }),
        JSON.stringify({ end: end && { kind: end, at: startedAt + 5 } }),
      );
    const note = (action: string, key: string, at: number) =>
      sql.exec(
        "INSERT INTO audit (at, actor, action, target, changes, hash) VALUES (?, 'system', ?, ?, '[]', '')",
        at,
        action,
        `campaign/${key}`,
      );
    guard("gone", 1, 10, "stopped");
    guard("gone", 2, 20, "stopped");
    note("halt-by-policy", "gone", 15);
    guard("anew", 1, 10, "halted");
    guard("anew", 2, 30, "halted");
    define("anew", { review: { state: "draft" }, editors: [] });
    note("halt-by-policy", "lifted", 15);
    note("lift", "lifted", 16);
    note("halt-by-policy", "twice", 15);
    note("lift", "twice", 16);
    note("halt-by-policy", "twice", 17);
    guard("live", 1, 10, "halted");
    note("halt-by-policy", "live", 15);
    define("live", { review: { state: "draft" }, editors: [], live: { state: "running", version: 2 } });
    applyMigrations(storage, CATALOG_MIGRATIONS);
    expect(openKeptHalts(sql).list()).toEqual([
      { campaign: "anew", kind: "halted", start: "anew@2", at: 35 },
      { campaign: "gone", kind: "halted-by-policy", start: "gone@1", at: 15 },
      { campaign: "twice", kind: "halted-by-policy", start: "twice@0", at: 17 },
    ]);
  });
});
