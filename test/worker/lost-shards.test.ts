import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import type { Repair } from "../../src/contract/rpc/rpc-identity.ts";
import { traySchema } from "../../src/contract/tray.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { Shard } from "../../src/shard/object.ts";
import { call, catalog, expectProblem, openPhone, SHARDS, shardFor, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import { empty } from "./copies.ts";
import { inCatalog, readIdentity, rename, restartCatalog } from "./losing.ts";

const COMPILED = "2024-12-01T00:00:00Z";
const AT = "2024-12-31T12:00:00Z";
const NOW = Date.parse(AT);
const act = { actor: "person:anna", now: NOW, why: "to see" };

useGarland(COMPILED);
const logged: string[] = [];
beforeEach(() => {
  logged.length = 0;
  vi.spyOn(console, "error").mockImplementation((line) => void logged.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

const NAME = shardNameOf("anna", SHARDS);
/** Somebody of another shard. */
const boris =
  Array.from({ length: 50 }, (_, index) => `boris-${index}`).find((id) => shardNameOf(id, SHARDS) !== NAME) ?? "";
const shard = () => shardFor("anna");

async function say(token: string, language: string) {
  const body = JSON.stringify({ scope: "all", value: "out" });
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Accept-Language": language };
  return call(`/v1/me/choices?at=${AT}`, { method: "POST", headers, body });
}

const readHealth = async () => {
  const response = await call("/healthz");
  const body = await response.json<{
    status: string;
    objects: { object: string; state: string; sentence: { en: string } }[];
  }>();
  return { status: response.status, health: body.status, objects: body.objects };
};

const readTroubled = async () => (await catalog().status()).troubled.map(({ object, state }) => [object, state]);

async function acceptLoss() {
  const [anna, ivan] = await Promise.all(["anna", "ivan"].map((name) => openDesk(AT, name, "admin")));
  const order = { object: NAME.split("-of-")[0], acceptLoss: true, reason: "no backup has it" };
  const proposed = await (await anna?.("POST", "/v1/repairs", order))?.json<Repair>();
  const again = await (await anna?.("POST", "/v1/repairs", order))?.json<Repair>();
  const done = await (await ivan?.("POST", "/v1/repairs", order))?.json<Repair>();
  return [proposed, again, done].map((repair) => repair?.state);
}

describe("a shard that has lost what it held", () => {
  it("shows nothing to its people, by an answer that no phone drops, and all else goes on", async () => {
    const anna = await openPhone("anna", { platform: "ios" });
    const before = await anna.trayAt(AT);
    expect(before.decision).toBe("show");
    await empty(shard());
    const after = await anna.trayAt(AT);
    expect(after).toMatchObject({ decision: "none", reason: "unsure", decoration: null, upcoming: [], ruleset: 0 });
    expect(after.epoch).toBeGreaterThan(before.epoch);
    const response = await call(`/ofrep/v1/evaluate/flags/tray-icon-visible`, {
      method: "POST",
      headers: { Authorization: `Bearer ${anna.token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ context: {} }),
    });
    expect(await response.json()).toMatchObject({ value: false });
    expect((await (await openPhone(boris, { platform: "ios" })).trayAt(AT)).decision).toBe("show");
  });

  it("takes no word, and says so in the person's language", async () => {
    const { token } = await openPhone("anna");
    await empty(shard());
    const refused = await say(token, "ru");
    expect(refused.headers.get("Retry-After")).toBe("300");
    expect((await expectProblem(refused, "unsure", 503)).detail).toContain("не сохранили");
    expect((await expectProblem(await say(token, "en"), "unsure", 503)).detail).toContain("did not keep");
    const me = await call("/v1/me", { headers: { Authorization: `Bearer ${token}`, "Accept-Language": "en" } });
    expect((await expectProblem(me, "unsure", 503)).detail).toContain("can’t be looked up");
    const page = await call(`/o/${new URL((await (await openPhone("anna")).trayAt(AT)).off.url).pathname.slice(3)}`, {
      method: "POST",
      headers: { Accept: "text/html", "Accept-Language": "ru" },
    });
    expect([page.status, await page.text()]).toEqual([503, expect.stringContaining("Мы ничего не сохранили")]);
  });

  it("answers by none of its methods but those that show nothing", async () => {
    await empty(shard());
    await shard().tray({ subscriberId: "anna", device: {}, at: NOW, origin: "https://garland.test" });
    const open = new Set([
      "constructor",
      "tray",
      "flags",
      "install",
      "obey",
      "readInstalled",
      "alarm",
      "describe",
      "askCatalog",
      "prepareFor",
    ]);
    const names = Object.getOwnPropertyNames(Shard.prototype).filter((name) => !open.has(name));
    expect(names.length).toBeGreaterThan(30);
    await runInDurableObject(shard(), async (instance) => {
      for (const name of names) {
        const method: unknown = Reflect.get(instance, name);
        if (typeof method !== "function") throw new Error(`${name} is no method`);
        const answered: unknown = await Reflect.apply(method, instance, []).catch(String);
        expect([name, answered]).toEqual([name, "Error: This object has lost what it held."]);
      }
    });
  });

  it("stays lost through restarts of its own and of the catalog, and is never brought a ruleset", async () => {
    await empty(shard());
    for (let round = 0; round < 2; round++) {
      expect(await restartCatalog(NOW)).toMatchObject({ isLive: false, acknowledged: SHARDS - 1 });
      await evictDurableObject(shard());
      expect(await (await openPhone("anna")).trayAt(AT)).toMatchObject({ reason: "unsure" });
    }
    expect(await catalog().setStopped(true, act)).toMatchObject({
      ok: true,
      value: { isLive: false, acknowledged: SHARDS - 1 },
    });
    expect(await readIdentity(shard())).toBeUndefined();
  });

  it("makes health and status red with its name, its file and what to do, as soon as anybody asks it", async () => {
    await empty(shard());
    await (await openPhone("anna")).trayAt(AT);
    const { status, health, objects } = await readHealth();
    expect([status, health, objects.map(({ object, state }) => [object, state])]).toEqual([
      503,
      "damaged",
      [[NAME, "lost"]],
    ]);
    expect(objects[0]?.sentence.en).toContain(`npm run garland -- repair ${NAME} --accept-loss`);
    expect(objects[0]?.sentence.en).toContain(`objects/Shard/${env.SHARD.idFromName(NAME).toString()}.sqlite`);
    const viewer = await openDesk(AT, "vera", "viewer");
    expect(await (await viewer("GET", "/v1/status")).json()).toMatchObject({
      acknowledged: SHARDS - 1,
      troubled: [{ object: NAME, kind: "shard", state: "lost", proposedBy: null }],
    });
    expect(logged.filter((line) => line.includes('"event":"shard-lost"'))).toHaveLength(1);
  });

  it("is found by the catalog's first roll call, before any of its people has asked", async () => {
    await empty(shard());
    await restartCatalog(NOW);
    expect(await readTroubled()).toEqual([[NAME, "lost"]]);
  });

  it("is told of once, to whoever wants to know", async () => {
    await catalog().addWebhook({
      ...act,
      id: crypto.randomUUID(),
      url: "https://pager.example/",
      kinds: ["shard.lost"],
      secret: "whs_0",
    });
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(null, { status: 200 }));
    await empty(shard());
    for (let round = 0; round < 2; round++) {
      await (await openPhone("anna")).trayAt(AT);
      await restartCatalog(NOW);
      await evictDurableObject(shard());
    }
    expect((await catalog().listDeliveries({ limit: 10 })).map(({ kind }) => kind)).toEqual(["shard.lost"]);
    expect((await catalog().readAudit({ target: `shard/${NAME}`, limit: 10 })).map(({ action }) => action)).toEqual([
      "lost",
    ]);
  });
});

describe("the loss of a shard", () => {
  it("is accepted by two people, and the shard begins anew", async () => {
    const anna = await openPhone("anna", { platform: "ios" });
    await anna.choose("theme:tree", "out", AT);
    await empty(shard());
    const unsure = await anna.trayAt(AT);
    expect(await acceptLoss()).toEqual(["proposed", "proposed", "carried-out"]);
    expect((await readHealth()).health).toBe("ready");
    const tray = await anna.trayAt(AT);
    expect([tray.decision, tray.epoch > unsure.epoch]).toEqual(["show", true]);
    expect((await anna.choose("all", "out", AT)).reason).toBe("opted-out");
    expect(
      (await catalog().readAudit({ target: `shard/${NAME}`, limit: 10 })).map(({ action, actor }) => [
        action,
        actor.split(":")[0],
      ]),
    ).toEqual([
      ["accept-loss", "person"],
      ["propose-accept-loss", "person"],
      ["lost", "system"],
    ]);
  });

  it("is lost again if it empties again, and a file of before the acceptance brings back what it holds", async () => {
    await empty(shard());
    await restartCatalog(NOW);
    await acceptLoss();
    await empty(shard());
    await restartCatalog(NOW);
    expect(await readTroubled()).toEqual([[NAME, "lost"]]);
    await acceptLoss();
    const [{ installation } = { installation: "" }] = await inCatalog<{ installation: string }>(
      "SELECT value AS installation FROM settings WHERE key = 'installation'",
    );
    await rename(shard(), { installation, birth: 1 });
    await restartCatalog(NOW);
    expect(await readTroubled()).toEqual([[NAME, "older"]]);
    await acceptLoss();
    expect(await readIdentity(shard())).toMatchObject({ birth: 4 });
  });

  it("leaves readers of changes no word out", async () => {
    const anna = await openPhone("anna");
    await anna.choose("theme:tree", "out", AT);
    await anna.choose("theme:tulip", "out", AT);
    const { cursor } = await shard().listChanges(0, 10);
    await empty(shard());
    await restartCatalog(NOW);
    await acceptLoss();
    await anna.choose("all", "out", AT);
    expect((await shard().listChanges(cursor, 10)).changes).toMatchObject([{ subscriberId: "anna" }]);
  });

  it("is accepted by no machine, and not by whoever made the machine's key that proposed it", async () => {
    await empty(shard());
    await restartCatalog(NOW);
    const order = { object: NAME, now: NOW, why: "no backup" };
    await catalog().addServiceKey({
      actor: "person:ivan",
      now: NOW,
      prefix: "abcdefgh",
      hash: new ArrayBuffer(32),
      name: "ops",
      roles: ["admin"],
      expiresAt: null,
    });
    expect(await catalog().repair({ ...order, actor: "service:abcdefgh" })).toMatchObject({
      value: { state: "proposed" },
    });
    expect(await catalog().repair({ ...order, actor: "service:zzzzzzzz" })).toMatchObject({
      error: { type: "another-person" },
    });
    expect(await catalog().repair({ ...order, actor: "person:ivan" })).toMatchObject({
      error: { type: "another-person" },
    });
    expect(await catalog().repair({ ...order, actor: "person:anna" })).toMatchObject({
      value: { state: "carried-out" },
    });
  });

  it("can't be accepted for what is not lost", async () => {
    const admin = await openDesk(AT, "anna", "admin");
    const order = { object: "shard-0", acceptLoss: true, reason: "to be sure" };
    await expectProblem(await admin("POST", "/v1/repairs", order), "conflict", 409);
    await expectProblem(await admin("POST", "/v1/repairs", { ...order, object: "catalog" }), "invalid-request", 400);
  });
});

describe("a shard that is another's, or another copy", () => {
  it("shows nothing and takes no word with another installation's data, also after its restart", async () => {
    await rename(shard(), { installation: "theirs", birth: 1 });
    await restartCatalog(NOW);
    expect(await readTroubled()).toEqual([[NAME, "foreign"]]);
    const anna = await openPhone("anna");
    expect(await anna.trayAt(AT)).toMatchObject({ reason: "unsure" });
    await evictDurableObject(shard());
    expect(await anna.trayAt(AT)).toMatchObject({ reason: "unsure" });
    await expectProblem(await say(anna.token, "en"), "unsure", 503);
    expect(await catalog().setStopped(true, act)).toMatchObject({ value: { isLive: false, acknowledged: SHARDS - 1 } });
  });

  it("is itself again when its own data is back, by a new birth", async () => {
    const own = await readIdentity(shard());
    await rename(shard(), { installation: "theirs", birth: 1 });
    await restartCatalog(NOW);
    if (typeof own !== "object" || own === null) throw new Error("no identity");
    await rename(shard(), own);
    expect(await restartCatalog(NOW)).toMatchObject({ isLive: true, troubled: [] });
    expect(await readIdentity(shard())).toMatchObject({ birth: 2 });
    expect((await catalog().readAudit({ target: `shard/${NAME}`, limit: 1 }))[0]?.action).toBe("restored");
  });

  it("acknowledges no version but the very one that it is offered", async () => {
    const later = JSON.stringify({ ...JSON.parse((await catalog().readRuleset(1)) ?? ""), version: 2 });
    const identity = await readIdentity(shard());
    await shard().install(later, identity as Identity);
    const anna = await openPhone("anna", { platform: "ios" });
    expect((await anna.trayAt(AT)).decision).toBe("show");
    expect(await catalog().setStopped(true, act)).toMatchObject({ value: { ruleset: 3, isLive: true } });
    expect(await anna.trayAt(AT)).toMatchObject({ decision: "none", reason: "stopped", ruleset: 3 });
    expect(await catalog().readAudit({ action: "heal", limit: 1 })).toMatchObject([
      {
        changes: [
          { path: "ahead", after: NAME },
          { path: "ruleset", before: 2, after: 3 },
        ],
      },
    ]);
    await vi.waitFor(async () => expect(await readTroubled()).toEqual([]));
  });
});

describe("an installation", () => {
  it("is begun by the first that asks it, and no empty shard of it is lost before it held anything", async () => {
    const stub = env.SHARD.getByName("shard-of-nobody");
    const request = { subscriberId: "anna", device: {}, at: NOW, origin: "https://garland.test" };
    expect(await stub.tray(request)).toMatchObject({ type: "not-ready" });
    expect(await readIdentity(stub)).toMatchObject({ birth: 1 });
    expect(await inCatalog("SELECT birth, born FROM objects WHERE name = 'shard-of-nobody'")).toEqual([
      { birth: 1, born: 1 },
    ]);
  });

  it("knows of a birth before a word is taken by it", async () => {
    await evictDurableObject(shard());
    await inCatalog(`UPDATE objects SET born = 0 WHERE name = '${NAME}'`);
    await (await openPhone("anna")).choose("all", "out", AT);
    expect(await inCatalog(`SELECT born FROM objects WHERE name = '${NAME}'`)).toEqual([{ born: 1 }]);
  });

  it("from before identities gives one to each shard that holds something, and knows a loss of before", async () => {
    const anna = await openPhone("anna", { platform: "ios" });
    await anna.choose("all", "out", AT);
    for (const name of [NAME, shardNameOf(boris, SHARDS)]) await rename(env.SHARD.getByName(name), undefined);
    await empty(env.SHARD.getByName(shardNameOf(boris, SHARDS)));
    expect(await restartCatalog(NOW)).toMatchObject({
      isLive: false,
      troubled: [{ object: shardNameOf(boris, SHARDS), state: "lost" }],
    });
    expect(await anna.trayAt(AT)).toMatchObject({ reason: "opted-out" });
    expect(await readIdentity(shard())).toMatchObject({ birth: 1 });
  });

  it("whose catalog is lost pretends nothing: no shard obeys the new one, and nobody is shown anything", async () => {
    const anna = await openPhone("anna", { platform: "ios" });
    expect((await anna.trayAt(AT)).decision).toBe("show");
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => storage.deleteAll());
    const status = await restartCatalog(NOW);
    expect(status).toMatchObject({ isLive: false, acknowledged: 0, total: SHARDS });
    expect(new Set(status.troubled.map(({ state }) => state))).toEqual(new Set(["foreign"]));
    expect(await anna.trayAt(AT)).toMatchObject({ decision: "none", reason: "unsure" });
    expect(await catalog().setStopped(true, act)).toMatchObject({ value: { isLive: false, acknowledged: 0 } });
  });

  it("whose catalog is lost takes no empty shard for a new one, and says that it is the catalog", async () => {
    await (await openPhone("anna")).choose("all", "out", AT);
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => storage.deleteAll());
    await empty(shard());
    const { troubled } = await restartCatalog(NOW);
    expect(troubled.find(({ object }) => object === NAME)?.state).toBe("lost");
    for (const { kind, sentence } of troubled) {
      if (kind === "shard") expect(sentence.en).toContain("put objects/Catalog back");
    }
    expect(await (await openPhone("anna")).trayAt(AT)).toMatchObject({ decision: "none", reason: "unsure" });
    expect((await say((await openPhone("anna")).token, "en")).status).toBe(503);
  });

  it("tells within its catalog's alarm what a shard found out by itself", async () => {
    await empty(shard());
    await (await openPhone("anna")).trayAt(AT);
    expect(await runDurableObjectAlarm(env.CATALOG.getByName("catalog"))).toBe(true);
    expect(traySchema.parse(await (await openPhone("anna")).trayAt(AT)).reason).toBe("unsure");
  });
});

describe("an alarm that is long overdue", () => {
  it("has been lost, and is set again when the catalog asks, though nobody else does", async () => {
    await runInDurableObject(shard(), async (instance: Shard, { storage }) => {
      const now = Date.now();
      const set = vi.spyOn(storage, "setAlarm").mockResolvedValue();
      const at = vi.spyOn(storage, "getAlarm");
      for (const standing of [null, now + 1_000, now - 1_000]) {
        at.mockResolvedValue(standing);
        await instance.identify();
      }
      expect(set).not.toHaveBeenCalled();
      at.mockResolvedValue(now - 31_000);
      await instance.identify();
      await vi.waitFor(() => expect(set).toHaveBeenCalledOnce());
    });
  });
});

describe("what an object says of itself", () => {
  it("is not held against it when it was overtaken by what it was told meanwhile", async () => {
    const emptyHanded = { identity: null, version: 0, digest: null, stopState: null, words: 0, bytes: 0 };
    expect(await catalog().attest("shard", NAME, emptyHanded)).toMatchObject({ judgement: { kind: "known" } });
    const { identify } = Shard.prototype;
    let isLate = true;
    vi.spyOn(Shard.prototype, "identify").mockImplementation(async function (this: Shard) {
      if (!isLate) return identify.call(this);
      isLate = false;
      return emptyHanded;
    });
    expect(await restartCatalog(NOW)).toMatchObject({ isLive: true, troubled: [] });
    expect(await catalog().readAudit({ action: "lost", limit: 1 })).toEqual([]);
  });
});
