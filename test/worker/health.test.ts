import { evictDurableObject, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { Catalog } from "../../src/catalog/object.ts";
import { objectReportSchema } from "../../src/contract/control.ts";
import { objectsSchema, type Health } from "../../src/contract/health.ts";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import { Shard } from "../../src/shard/object.ts";
import { call, catalog, expectProblem, SHARDS, tokenFor, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import { empty } from "./copies.ts";
import { ringAfter } from "./ring-after.ts";

const AT = "2024-12-31T12:00:00Z";
const NAME = shardNameOf("anna", SHARDS);

useGarland("2024-12-01T00:00:00Z");
const logged: string[] = [];
beforeEach(() => {
  logged.length = 0;
  vi.spyOn(console, "error").mockImplementation((line) => void logged.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

const catalogStub = () => env.CATALOG.getByName("catalog");
const statusOf = async (path: string) => (await call(path)).status;

const healthSchema = z.object({
  status: z.string(),
  objects: z.array(
    z.object({ object: z.string(), state: z.string(), sentence: z.object({ ru: z.string(), en: z.string() }) }),
  ),
});

async function readHealth() {
  const response = await call("/healthz");
  return { code: response.status, ...healthSchema.parse(await response.json()) };
}

async function listObjects() {
  const desk = await openDesk(AT, "vera", "viewer");
  const body: unknown = await (await desk("GET", "/v1/objects")).json();
  return z.object({ objects: z.array(objectReportSchema) }).parse(body).objects;
}

/** One shard of all fails at whatever is asked of it. */
function breakShard() {
  vi.spyOn(Shard.prototype, "identify").mockImplementation(async function (this: Shard) {
    throw new Error("internal error; reference = x");
  });
}

describe("/livez", () => {
  it("says that the process lives, whatever has become of every object", async () => {
    for (const method of ["start", "status", "whyUnserved"] as const) {
      vi.spyOn(Catalog.prototype, method).mockRejectedValue(new Error("down"));
    }
    expect(await statusOf("/livez")).toBe(200);
  });
});

describe("/readyz", () => {
  it("says that it can decide though one shard of many is lost, or a publish goes on, or the catalog is down", async () => {
    await empty(env.SHARD.getByName(NAME));
    const act = { actor: "person:anna", now: Date.parse(AT), why: "to see" };
    await catalog().setStopped(true, act);
    vi.spyOn(Shard.prototype, "install").mockImplementation(() => new Promise(() => undefined));
    // It ends with the test, which nobody waits for.
    const publishing = catalog().setStopped(false, act);
    publishing.catch(() => undefined);
    expect(await statusOf("/readyz")).toBe(200);
    vi.spyOn(Catalog.prototype, "start").mockRejectedValue(new Error("down"));
    vi.spyOn(Catalog.prototype, "status").mockRejectedValue(new Error("down"));
    expect(await statusOf("/readyz")).toBe(200);
  });

  it("says that it can't when no shard decides, and starts a service that nobody has asked for anything", async () => {
    await reset();
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 10_000);
    expect(await statusOf("/readyz")).toBe(503);
    await vi.waitFor(async () => expect(await catalog().status()).toMatchObject({ isLive: true }));
    clock.mockReturnValue(Date.now() + 20_000);
    expect(await statusOf("/readyz")).toBe(200);
  });
});

describe("/healthz", () => {
  it("names a shard whose requests fail as soon as one has, and so does the log, without anybody's data", async () => {
    const token = await tokenFor("anna");
    const said = "SQLITE_CORRUPT: database disk image is malformed near anna was here";
    vi.spyOn(Shard.prototype, "choose").mockRejectedValue(new Error(said));
    const body = JSON.stringify({ scope: "all", value: "out" });
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    expect((await call(`/v1/me/choices?at=${AT}`, { method: "POST", headers, body })).status).toBe(507);
    await vi.waitFor(async () =>
      expect(await readHealth()).toMatchObject({
        code: 503,
        status: "damaged",
        objects: [
          { object: NAME, state: "failing", sentence: { en: expect.stringContaining("SQLITE_CORRUPT") as string } },
        ],
      }),
    );
    const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({ event: "unexpected-error", shard: NAME, reason: "SQLITE_CORRUPT" }),
    );
    expect(logged.join("\n")).not.toContain("anna was here");
    // A file does not mend itself, though nobody may need what is damaged just now.
    const now = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(now + 1_000_000);
    expect((await readHealth()).code).toBe(503);
  });

  it("forgets after two minutes what has stopped failing", async () => {
    await catalog().suspect(NAME, "SQLITE_FULL");
    expect((await readHealth()).code).toBe(503);
    const now = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(now + 121_000);
    expect((await readHealth()).code).toBe(200);
  });

  it("names an object that does not answer, with why; after 10 s it is told by webhook", async () => {
    const desk = await openDesk(AT, "ada", "admin");
    await desk("POST", "/v1/webhooks", { url: "https://pager.example/", kinds: ["shard.lost"] });
    breakShard();
    await ringAfter(catalogStub(), 60_000);
    const { code, objects } = await readHealth();
    expect([code, new Set(objects.map(({ state }) => state))]).toEqual([503, new Set(["silent"])]);
    expect(objects[0]?.sentence.ru).toContain("не отвечает (internal error");
    const told = async () => (await catalog().listDeliveries({ limit: 20 })).map(({ kind }) => kind);
    expect(await told()).toEqual([]);
    for (let round = 0; round < 3; round++) await ringAfter(catalogStub(), 75_000);
    expect(await told()).toEqual(Array(SHARDS).fill("shard.lost"));
    vi.mocked(Shard.prototype.identify).mockRestore();
    await ringAfter(catalogStub(), 120_000);
    expect(await readHealth()).toMatchObject({ code: 200, objects: [] });
  });

  it("says that the catalog does not answer, and what follows from that", async () => {
    vi.spyOn(Catalog.prototype, "start").mockRejectedValue(new Error("SQLITE_NOTADB: file is not a database"));
    expect(await readHealth()).toMatchObject({
      code: 503,
      status: "damaged",
      objects: [
        {
          object: "catalog",
          state: "silent",
          sentence: { ru: expect.stringContaining("Каталог не отвечает") as string },
        },
      ],
    });
  });
});

describe("the probing of objects", () => {
  it("reaches each at least every 50 s, and asks no more than 20 in any second, by itself", async () => {
    const asked: number[] = [];
    const { identify } = Shard.prototype;
    vi.spyOn(Shard.prototype, "identify").mockImplementation(async function (this: Shard) {
      asked.push(Date.now());
      return identify.call(this);
    });
    const begin = Date.now();
    for (let second = 3; second <= 50; second += 3) await ringAfter(catalogStub(), second * 1_000);
    expect(asked.length).toBeGreaterThanOrEqual(SHARDS);
    expect(asked.length).toBeLessThanOrEqual(((Math.max(...asked) - begin) / 1_000) * 20);
  });
});

describe("the list of objects", () => {
  it("has the catalog and every shard, with version, size and when it was heard", async () => {
    await ringAfter(catalogStub(), 60_000);
    const objects = await listObjects();
    expect(objects.map(({ object }) => object).filter((name) => name.startsWith("shard-"))).toHaveLength(SHARDS);
    for (const { state, version, bytes, heardAt, sentence } of objects) {
      expect([state, version, sentence]).toEqual(["known", expect.any(Number), null]);
      expect(bytes).toBeGreaterThan(4_096);
      expect(heardAt).toBeGreaterThan(0);
    }
  });

  it("says how the whole service is in the words of /healthz", async () => {
    await empty(env.SHARD.getByName(NAME));
    await evictDurableObject(catalogStub());
    const { objects: troubles, ...health } = await (await call("/healthz")).json<Health>();
    const desk = await openDesk(AT, "vera", "viewer");
    const list = objectsSchema.parse(await (await desk("GET", "/v1/objects")).json());
    expect(list).toMatchObject({ ...health, troubles });
    expect(troubles).toHaveLength(1);
  });

  it("has the version that a shard has acknowledged since it was last asked", async () => {
    await ringAfter(catalogStub(), 60_000);
    const before = await catalog().status();
    await catalog().setStopped(true, { actor: "person:anna", now: Date.parse(AT), why: "to see" });
    const ruleset = before.ruleset + 1;
    await vi.waitFor(async () => expect((await catalog().status()).shards).toEqual(before.shards.map(() => ruleset)));
    const versions = (await listObjects()).filter(({ kind }) => kind === "shard").map(({ version }) => version);
    expect(new Set(versions)).toEqual(new Set([ruleset]));
  });

  it("is refused, with why, when the catalog does not answer", async () => {
    const desk = await openDesk(AT, "vera", "viewer");
    vi.spyOn(Catalog.prototype, "listObjects").mockRejectedValue(new Error("SQLITE_NOTADB"));
    const { detail } = await expectProblem(await desk("GET", "/v1/objects"), "unavailable", 503);
    expect(detail).toContain("The catalog does not answer");
  });

  it("says what is wrong with one that is lost", async () => {
    await empty(env.SHARD.getByName(NAME));
    await evictDurableObject(catalogStub());
    await call("/healthz");
    const lost = (await listObjects()).find(({ object }) => object === NAME);
    expect(lost).toMatchObject({ state: "lost", sentence: { en: expect.stringContaining("--accept-loss") as string } });
  });
});
