import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { listShardNames } from "../../src/contract/rpc/objects.ts";
import { Shard } from "../../src/shard/object.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { catalog, openPhone, SHARDS, useGarland } from "./client.ts";
import { ringAfter } from "./ring-after.ts";

useGarland("2024-12-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const stub = () => env.CATALOG.getByName("catalog");
const act = { actor: "test", now: Date.parse("2024-12-02T00:00:00Z") };

describe("the catalog", () => {
  it("publishes the bundled definitions at the first start, and nothing more when it is started again", async () => {
    const first = await catalog().status();
    expect(first).toMatchObject({ isLive: true, ruleset: 1, total: SHARDS, acknowledged: SHARDS, errors: [] });
    expect(await catalog().start(act.now)).toEqual(first);
    expect(await catalog().listRulesets()).toHaveLength(1);
  });

  it("remembers everything when it is evicted", async () => {
    const before = await catalog().listDefinitions("campaign");
    await evictDurableObject(stub());
    expect(await catalog().listDefinitions("campaign")).toEqual(before);
    expect(before.map((campaign) => campaign.key).toSorted()).toEqual(
      bundledDefinitions.campaigns.map(({ key }) => key).toSorted(),
    );
  });

  it("goes on by alarm with a shard that could not be reached, and says meanwhile which one", async () => {
    await catalog().setStopped(true, act);
    await vi.waitFor(async () => expect((await catalog().status()).shards).toEqual(Array(SHARDS).fill(2)), 5_000);
    let failures = 2;
    const { install } = Shard.prototype;
    vi.spyOn(Shard.prototype, "install").mockImplementation(async function (this: Shard, body, identity) {
      if (failures-- > 0) throw new Error("unreachable");
      return install.call(this, body, identity);
    });
    const report = await catalog().setStopped(false, act);
    expect(report).toMatchObject({
      ok: true,
      value: { ruleset: 3, acknowledged: SHARDS - 2, total: SHARDS, isLive: false },
    });
    expect((await catalog().status()).errors).toHaveLength(2);
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect(await catalog().status()).toMatchObject({ isLive: true, acknowledged: SHARDS, errors: [] });
  });

  it("brings a ruleset to the last shard although it died between compiling and installing", async () => {
    vi.spyOn(Shard.prototype, "install").mockImplementation(() => new Promise(() => undefined));
    const dying = catalog().setStopped(true, act);
    dying.catch(() => undefined);
    await vi.waitFor(async () => {
      const version = await runInDurableObject(
        stub(),
        (_, state) => state.storage.sql.exec<{ v: number }>("SELECT max(version) AS v FROM rulesets").one().v,
      );
      expect(version).toBe(2);
    });
    await runInDurableObject(stub(), (_, state) => state.storage.sync());
    await abortAllDurableObjects();
    vi.restoreAllMocks();
    await runDurableObjectAlarm(stub());
    expect(await catalog().status()).toMatchObject({ isLive: true, acknowledged: SHARDS, stopped: true });
    const phone = await openPhone("anybody", { platform: "ios" });
    expect(await phone.trayAt("2024-12-31T12:00:00+03:00")).toMatchObject({ decision: "none", reason: "stopped" });
  });

  it("lets no shard decide otherwise once a stop is acknowledged (invariant 4)", async () => {
    const phones = await Promise.all(
      Array.from({ length: 40 }, (_, index) => openPhone(`s${index}`, { platform: "ios" })),
    );
    const trays = () => Promise.all(phones.map((phone) => phone.trayAt("2024-12-31T12:00:00+03:00")));
    expect((await trays()).every((tray) => tray.decision === "show")).toBe(true);
    expect(await catalog().setStopped(true, act)).toMatchObject({ ok: true, value: { isLive: true } });
    expect((await trays()).every((tray) => tray.decision === "none" && tray.reason === "stopped")).toBe(true);
    expect(await catalog().setStopped(false, act)).toMatchObject({ ok: true, value: { ruleset: 3, isLive: true } });
    expect((await trays()).every((tray) => tray.decision === "show")).toBe(true);
  });

  it("does nothing the second time everything is stopped", async () => {
    await catalog().setStopped(true, act);
    expect(await catalog().setStopped(true, act)).toMatchObject({ ok: true, value: { ruleset: 2 } });
  });

  it("renews windows that no longer reach far ahead, by alarm", async () => {
    // The first ruleset was compiled for December 2024, long before the alarm's own clock.
    await ringAfter(stub(), 86_400_000);
    const [latest] = await catalog().listRulesets();
    expect(latest).toMatchObject({ version: 2, cause: "windows renewed", by: "system" });
  });

  it("refuses to run with another number of shards than it was started with", async () => {
    await runInDurableObject(stub(), (_, state) => {
      state.storage.sql.exec("UPDATE settings SET value = '8' WHERE key = 'shardCount'");
    });
    await expect(runInDurableObject(stub(), (instance) => instance.start(act.now))).rejects.toThrow(
      `SHARDS is ${SHARDS}, but this installation was started with 8`,
    );
  });

  it("has a name for every shard that says how many there are", () => {
    expect(listShardNames(2)).toEqual(["shard-0-of-2", "shard-1-of-2"]);
  });

  it("keeps its schema's history append-only", async () => {
    await runInDurableObject(stub(), (_, state) => {
      expect(() => applyMigrations(state.storage, CATALOG_MIGRATIONS)).not.toThrow();
      expect(() => applyMigrations(state.storage, CATALOG_MIGRATIONS.slice(1))).toThrow(/Migration 0/);
    });
  });
});
