import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/domain/limits.ts";
import type { Json } from "../../src/domain/json.ts";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import { Catalog } from "../../src/catalog/object.ts";
import { Shard } from "../../src/shard/object.ts";
import { carryPolicy } from "./carry-policy.ts";
import { call, catalog, openPhone, SHARDS, shardFor, tokenFor, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import { startCampaign, unstaged } from "./guarded-campaign.ts";
import { putBack, takeCopy } from "./copies.ts";
import { inCatalog, restartCatalog } from "./losing.ts";

const AT = "2024-12-31T12:00:00Z";
const NOW = Date.parse(AT);
const act = { actor: "person:anna", now: NOW, why: "to see" };

useGarland("2024-12-01T00:00:00Z");
const logged: string[] = [];
beforeEach(() => {
  logged.length = 0;
  vi.spyOn(console, "error").mockImplementation((line) => void logged.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

const catalogStub = () => env.CATALOG.getByName("catalog");
const NAME = shardNameOf("anna", SHARDS);
const readTroubled = async () => (await catalog().status()).troubled.map(({ object, state }) => [object, state]);
const shard = () => env.SHARD.getByName(shardNameOf("anna", SHARDS));
const openAnna = () => openPhone("anna", { platform: "ios" });

const readInstalled = () =>
  runInDurableObject(shard(), (_, { storage }) => storage.sql.exec("SELECT version FROM installed_ruleset").one());

/** From now on no shard can store a ruleset. */
function refuseInstalls() {
  vi.spyOn(Shard.prototype, "install").mockRejectedValue(new Error("no room"));
}

async function everyTray() {
  const people = Array.from({ length: 24 }, (_, index) => `s${index}`);
  const trays = await Promise.all(people.map(async (id) => (await openPhone(id, { platform: "ios" })).trayAt(AT)));
  return new Set(trays.map(({ decision, reason }) => `${decision} ${reason}`));
}

describe("a stop", () => {
  it("holds in every shard at its answer, though none can store it", async () => {
    const anna = await openAnna();
    const before = await anna.trayAt(AT);
    refuseInstalls();
    expect(await catalog().setStopped(true, act)).toMatchObject({ value: { isLive: true, acknowledged: SHARDS } });
    const after = await anna.trayAt(AT);
    expect(after).toMatchObject({ decision: "none", reason: "stopped", ruleset: 2 });
    expect(after.epoch).toBeGreaterThan(before.epoch);
    expect(await readInstalled()).toEqual({ version: 1 });
    expect((await catalog().status()).shards).toEqual(Array(SHARDS).fill(1));
  });

  it("holds in a shard that has forgotten it, before its first decision", async () => {
    refuseInstalls();
    await catalog().setStopped(true, act);
    await evictDurableObject(shard());
    expect(await (await openAnna()).trayAt(AT)).toMatchObject({ decision: "none", reason: "stopped" });
  });

  it("of one campaign holds so, too", async () => {
    refuseInstalls();
    const action = { kind: "stop", reason: "complaints" } as const;
    const stopped = await catalog().actOnCampaign({ ...act, key: "new-year", action });
    expect(stopped).toMatchObject({ value: { published: { ruleset: 2, isLive: true } } });
    await evictDurableObject(shard());
    expect((await (await openAnna()).trayAt(AT)).decision).toBe("none");
  });

  it("is told to shards whose copies follow, until they have it", async () => {
    refuseInstalls();
    await catalog().setStopped(true, act);
    vi.mocked(Shard.prototype.install).mockRestore();
    await vi.waitFor(async () => {
      await runDurableObjectAlarm(catalogStub());
      expect(await readInstalled()).toEqual({ version: 2 });
    });
    expect(await catalog().setStopped(false, act)).toMatchObject({ value: { ruleset: 3, isLive: true } });
    expect((await (await openAnna()).trayAt(AT)).decision).toBe("show");
  });

  it("is not given back by a shard's older file", async () => {
    const copy = await takeCopy(shard());
    await catalog().setStopped(true, act);
    await vi.waitFor(async () => expect(await readInstalled()).toEqual({ version: 2 }));
    refuseInstalls();
    await putBack(shard(), copy);
    expect(await readInstalled()).toEqual({ version: 1 });
    expect(await (await openAnna()).trayAt(AT)).toMatchObject({ decision: "none", reason: "unsure" });
    for (const actor of ["person:anna", "person:ivan"]) {
      await catalog().repair({ ...act, actor, object: NAME });
    }
    expect(await (await openAnna()).trayAt(AT)).toMatchObject({ decision: "none", reason: "stopped" });
  });

  it("is not acknowledged for a shard that does not answer", async () => {
    const { obey } = Shard.prototype;
    const name = shardNameOf("anna", SHARDS);
    vi.spyOn(Shard.prototype, "obey").mockImplementation(async function (this: Shard, stopState, identity) {
      const own = await this.identify();
      if (own.identity !== null && (await isNamed(this, name))) throw new Error("unreachable");
      return obey.call(this, stopState, identity);
    });
    refuseInstalls();
    expect(await catalog().setStopped(true, act)).toMatchObject({ value: { isLive: false, acknowledged: SHARDS - 1 } });
  });
});

async function isNamed(instance: Shard, name: string): Promise<boolean> {
  return runInDurableObject(env.SHARD.getByName(name), (found) => Object.is(found, instance));
}

describe("a shard that was loaded", () => {
  it("decides nothing until the catalog has said what is in force, and says so", async () => {
    const token = await tokenFor("anna");
    await (await openAnna()).trayAt(AT);
    await evictDurableObject(shard());
    vi.spyOn(Catalog.prototype, "attest").mockRejectedValue(new Error("Network connection lost."));
    const ask = () => call(`/v1/tray?at=${AT}&platform=ios`, { headers: { Authorization: `Bearer ${token}` } });
    const refused = await ask();
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([503, "5"]);
    vi.mocked(Catalog.prototype.attest).mockRestore();
    expect((await ask()).status).toBe(200);
    vi.spyOn(Catalog.prototype, "attest").mockRejectedValue(new Error("Network connection lost."));
    expect((await ask()).status).toBe(200);
  });
});

describe("a shard that holds less than it did", () => {
  it.each([
    ["words", () => openAnna().then((anna) => anna.choose("all", "out", AT))],
    ["rulesets", () => catalog().setStopped(true, act)],
  ] as const)(
    "shows nothing by the %s that it lacks, however often it is asked, until they are back",
    async (_, happen) => {
      const anna = await openAnna();
      const copy = await takeCopy(shard());
      await happen();
      await copiesFollow();
      await restartCatalog(NOW);
      const later = await takeCopy(shard());
      await putBack(shard(), copy);
      for (let round = 0; round < 2; round++) {
        expect(await anna.trayAt(AT)).toMatchObject({ decision: "none", reason: "unsure" });
        expect(await readTroubled()).toEqual([[NAME, "older"]]);
        expect(await catalog().setStopped(false, act)).not.toMatchObject({ value: { isLive: true } });
        await restartCatalog(NOW);
      }
      await putBack(shard(), later);
      expect(await restartCatalog(NOW)).toMatchObject({ isLive: true, troubled: [] });
      expect((await anna.trayAt(AT)).reason).not.toBe("unsure");
    },
  );

  it("goes on with what it has if two people agree", async () => {
    const copy = await takeCopy(shard());
    const anna = await openAnna();
    await anna.choose("all", "out", AT);
    const { epoch } = await anna.trayAt(AT);
    await restartCatalog(NOW);
    await putBack(shard(), copy);
    expect(await anna.trayAt(AT)).toMatchObject({ decision: "none", reason: "unsure" });
    const order = { ...act, object: NAME };
    expect(await catalog().repair(order)).toMatchObject({ value: { state: "proposed" } });
    expect(await anna.trayAt(AT)).toMatchObject({ reason: "unsure" });
    expect(await catalog().repair({ ...order, actor: "person:ivan" })).toMatchObject({
      value: { state: "carried-out" },
    });
    const after = await anna.trayAt(AT);
    expect([after.decision, after.epoch > epoch]).toEqual(["show", true]);
    expect(await catalog().status()).toMatchObject({ isLive: true, troubled: [] });
  });
});

/** Shards store what they have been told within a moment. */
async function copiesFollow() {
  await vi.waitFor(async () => {
    const { ruleset, shards } = await catalog().status();
    expect(shards).toEqual(Array(SHARDS).fill(ruleset));
  }, 5_000);
}

describe("a catalog that is an older copy", () => {
  /** Everything that happens after the copy was made is forgotten by it. */
  async function forget(happen: () => Promise<unknown>) {
    const copy = await takeCopy(catalogStub());
    await happen();
    await copiesFollow();
    await putBack(catalogStub(), copy);
  }

  it("keeps stopped what it had stopped, from its start on, above every number that it had given", async () => {
    await forget(async () => {
      await catalog().setStopped(true, act);
      await catalog().setStopped(false, act);
      await catalog().setStopped(true, act);
    });
    const status = await catalog().start(NOW);
    expect(status).toMatchObject({ ruleset: 5, isLive: true, stopped: true, troubled: [] });
    expect(await everyTray()).toEqual(new Set(["none stopped"]));
    expect(await catalog().readAudit({ action: "heal", limit: 5 })).toMatchObject([
      {
        actor: "system",
        changes: [
          { path: "ahead" },
          { path: "ruleset", before: 1, after: 5 },
          { path: "stopped", before: false, after: true },
        ],
      },
    ]);
  });

  it("shows nothing that was stopped to a shard that asks before it was started by anybody", async () => {
    await forget(() => catalog().setStopped(true, act));
    for (let index = 0; index < SHARDS; index++)
      await evictDurableObject(env.SHARD.getByName(`shard-${index}-of-${SHARDS}`));
    expect(await everyTray()).toEqual(new Set(["none stopped"]));
    // Whoever waits for the catalog must not be what the catalog waits for.
    expect(logged.join()).not.toContain("silent");
  });

  it("keeps a campaign stopped that was, and its stop is one that phones obey", async () => {
    await forget(() => catalog().actOnCampaign({ ...act, key: "new-year", action: { kind: "stop", reason: "wrong" } }));
    const desk = await openDesk(AT, "anna", "marketer");
    expect(await (await desk("POST", "/v1/stop", { reason: "wrong" })).json()).toMatchObject({ isLive: true });
    expect(await everyTray()).toEqual(new Set(["none stopped"]));
    const campaign = await catalog().readDefinition("campaign", "new-year");
    expect(campaign?.lifecycle?.live?.state).toBe("stopped");
  });

  it("shows no campaign by a start that was over", async () => {
    await forget(async () => {
      await catalog().actOnCampaign({ ...act, key: "new-year", action: { kind: "stop", reason: "wrong" } });
      await inCatalog("DELETE FROM definitions WHERE key = 'new-year'");
      await catalog().setStopped(true, act);
      await catalog().setStopped(false, act);
    });
    expect(await catalog().start(NOW)).toMatchObject({ isLive: true, stopped: false });
    expect([...(await everyTray())].filter((said) => said.startsWith("show"))).toEqual([]);
  });

  it("obeys by a stop that is ordered before anybody looked at anything", async () => {
    await forget(async () => {
      for (const stopped of [true, false, true, false]) await catalog().setStopped(stopped, act);
    });
    expect(await catalog().setStopped(true, act)).toMatchObject({ value: { isLive: true, ruleset: 6 } });
    expect(await everyTray()).toEqual(new Set(["none stopped"]));
  });

  it("knows where themes stood that it has forgotten: an out there still covers them", async () => {
    const anna = await openAnna();
    await forget(async () => {
      const festive = bundledDefinitions.categories.find(({ key }) => key === "festive");
      const tree = bundledDefinitions.themes.find(({ key }) => key === "tree");
      const moved = await carryPolicy(
        catalog(),
        [
          { kind: "category", key: "winter", body: { ...festive, key: "winter" } },
          { kind: "theme", key: "tree", body: { ...tree, category: "winter" } },
        ],
        NOW,
      );
      expect(moved).toMatchObject({ ok: true });
      for (const stopped of [true, false]) await catalog().setStopped(stopped, act);
      expect((await anna.choose("category:winter", "out", AT)).decision).not.toBe("show");
    });
    expect(await catalog().start(NOW)).toMatchObject({ isLive: true, stopped: false });
    expect((await anna.trayAt(AT)).decision).toBe("none");
    expect((await (await openPhone("boris", { platform: "ios" })).trayAt(AT)).decision).toBe("show");
  });

  it("needs asking for whatever needs it by newer shards, and for nothing less; what it had proposed is outdated", async () => {
    const festive = bundledDefinitions.categories.find(({ key }) => key === "festive");
    const hearts = bundledDefinitions.themes.find(({ key }) => key === "hearts");
    const proposed = await catalog().askPolicy("propose", {
      ...act,
      why: "a test",
      changes: [
        {
          kind: "category",
          key: "festive",
          baseRevision: 1,
          body: { ...festive, label: { ru: "Зима", en: "Winter" } } as unknown as Json,
        },
      ],
    });
    if (!proposed.ok) throw new Error(proposed.error.detail);
    await forget(async () => {
      const rows = [
        { kind: "theme", key: "hearts", body: { ...hearts, category: "festive" } },
        {
          kind: "theme",
          key: "star",
          body: { ...bundledDefinitions.themes.find(({ key }) => key === "star"), category: "religion" },
        },
      ] as const;
      expect(await carryPolicy(catalog(), rows, NOW)).toMatchObject({ ok: true });
      const sensitive = [{ kind: "category", key: "festive", body: { ...festive, sensitive: true } }] as const;
      expect(await carryPolicy(catalog(), sensitive, NOW)).toMatchObject({ ok: true });
    });
    expect(await catalog().start(NOW)).toMatchObject({ isLive: true });
    expect(await catalog().readDefinition("category", "festive")).toMatchObject({ body: { sensitive: true } });
    expect(await catalog().readDefinition("theme", "star")).toMatchObject({ body: { category: "religion" } });
    expect(await catalog().readDefinition("theme", "hearts")).toMatchObject({ body: { category: "romance" } });
    expect((await catalog().readDefinition("campaign", "new-year"))?.lifecycle?.live?.state).toBe("halted");
    const trays = await everyTray();
    expect([...trays].filter((said) => said.startsWith("show"))).toEqual([]);
    const [healed] = await catalog().readAudit({ action: "heal", limit: 5 });
    expect(healed?.changes).toContainEqual({ path: "category/festive.sensitive", before: false, after: true });
    const open = await catalog().askPolicy("read", { id: proposed.value.id, now: Date.now() });
    expect(open).toMatchObject({ value: { state: "outdated" } });
  });

  it("takes over each limit that has become stricter, and none that has become looser", async () => {
    const set = (limits: Partial<Limits>) =>
      carryPolicy(catalog(), [{ kind: "limits", key: "limits", body: { ...DEFAULT_LIMITS, ...limits } }], NOW);
    expect(await set({ oneWordShare: 0.002 })).toMatchObject({ ok: true });
    await forget(async () => {
      expect(await set({ oneWordShare: 0.005, rampPerHour: 0.01 })).toMatchObject({ ok: true });
    });
    await catalog().start(NOW);
    expect(await catalog().askPolicy("limits", {})).toMatchObject({
      value: { limits: { ...DEFAULT_LIMITS, oneWordShare: 0.002, rampPerHour: 0.01 } },
    });
    const [healed] = await catalog().readAudit({ action: "heal", limit: 1 });
    expect(healed?.changes).toContainEqual({ path: "limits/limits.rampPerHour", before: 0.02, after: 0.01 });
  });

  it("takes over what a feast has come to carry, where a campaign was live around it", async () => {
    const feast = (category: string | null) =>
      [{ kind: "feast", key: "maslenitsa", body: { key: "maslenitsa", category } }] as const;
    await forget(async () => {
      expect(await carryPolicy(catalog(), feast("religion"), NOW)).toMatchObject({ ok: true });
      const schedule = {
        kind: "feast",
        zone: "own",
        feast: "maslenitsa",
        firstOffsetDays: 0,
        lastOffsetDays: 6,
      } as const;
      await startCampaign({ ...unstaged, key: "fair", delivery: "opt-in", decoration: "tree", schedule }, NOW);
    });
    expect(await catalog().start(NOW)).toMatchObject({ isLive: true });
    expect(await catalog().readDefinition("feast", "maslenitsa")).toMatchObject({ body: { category: "religion" } });
    const [healed] = await catalog().readAudit({ action: "heal", limit: 1 });
    expect(healed?.changes).toContainEqual({ path: "feast/maslenitsa.category", before: null, after: "religion" });
  });

  it("holds a campaign that was held: nobody new gets it until a person says so", async () => {
    await forget(async () => {
      await catalog().actOnCampaign({ ...act, key: "new-year", action: { kind: "hold", reason: "complaints" } });
      const [order] = await catalog().readOrders("new-year");
      await vi.waitFor(async () => {
        const held = await env.GUARD.getByName(order?.plan.guard ?? "").identify();
        expect(held.version).toBe(order?.revision);
      });
    });
    await catalog().start(NOW);
    expect((await catalog().readDefinition("campaign", "new-year"))?.lifecycle?.live?.state).toBe("holding");
    expect(await catalog().readAudit({ action: "heal", limit: 5 })).toMatchObject([
      {
        changes: expect.arrayContaining([
          { path: "campaigns/new-year", before: "running", after: "holding" },
        ]) as unknown,
      },
    ]);
  });

  it("takes in anew a shard that is as old as it is, beside newer ones, and says so", async () => {
    const anna = await openAnna();
    const before = (await anna.trayAt(AT)).epoch;
    const copy = await takeCopy(shard());
    await forget(async () => {
      await anna.choose("all", "out", AT);
      for (const stopped of [true, false]) await catalog().setStopped(stopped, act);
    });
    await putBack(shard(), copy);
    expect(await catalog().start(NOW)).toMatchObject({ isLive: true });
    const name = shardNameOf("anna", SHARDS);
    const [healed] = await catalog().readAudit({ action: "heal", limit: 5 });
    expect(healed?.changes).toContainEqual({ path: "behind", after: name });
    expect(await catalog().readAudit({ action: "restored", limit: 5 })).toMatchObject([{ target: `shard/${name}` }]);
    expect((await anna.trayAt(AT)).epoch).toBeGreaterThan(before);
  });

  it("that gives later births, as a restore has it do, brings its rulesets to objects that never took them", async () => {
    await forget(() => catalog().setStopped(true, act));
    await inCatalog("UPDATE objects SET birth = 28784022 WHERE born > 0");
    await evictDurableObject(catalogStub());
    await catalog().start(NOW);
    await vi.waitFor(async () => expect(await catalog().start(NOW)).toMatchObject({ isLive: true, troubled: [] }));
    // The catalog has forgotten who had stopped it.
    for (const actor of ["person:anna", "person:ivan"])
      expect(await catalog().setStopped(false, { ...act, actor })).toMatchObject({ value: { isLive: true } });
    expect((await (await openAnna()).trayAt(AT)).decision).toBe("show");
  });

  it("takes in objects that it has given later births", async () => {
    const copy = await takeCopy(catalogStub());
    await inCatalog(`UPDATE objects SET birth = 3, born = 3 WHERE name = '${shardNameOf("anna", SHARDS)}'`);
    await runInDurableObject(shard(), (_, { storage }) => {
      storage.kv.put("identity", { ...storage.kv.get<object>("identity"), birth: 3 });
    });
    await evictDurableObject(shard());
    await putBack(catalogStub(), copy);
    expect(await catalog().start(NOW)).toMatchObject({ isLive: true, troubled: [] });
    expect(await catalog().setStopped(true, act)).toMatchObject({ value: { isLive: true } });
    expect(await shardFor("anna").identify()).toMatchObject({ identity: { birth: 3 } });
  });
});
