import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import { deliverySchema } from "../../src/contract/guard.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { call, catalog, expectProblem, useGarland } from "./client.ts";
import { DAY, OPENS, startCampaign, step, unstaged } from "./guarded-campaign.ts";
import { openAppWith, staffTokenFor } from "./open-app.ts";

useGarland("2025-06-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const ring = () => runDurableObjectAlarm(env.CATALOG.getByName("catalog"));
const taken = () => new Response(null, { status: 204 });

type Answer = () => Response | Promise<Response>;

interface Got {
  readonly kind: string;
  readonly host: string;
}

/** The world outside: each host answers as it is told, and 204 unless it is told. */
function openWorld() {
  const got: Got[] = [];
  const answers = new Map<string, Answer>();
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const { host } = new URL(request.url);
    got.push({ host, kind: request.headers.get("Garland-Event") ?? "" });
    return (answers.get(host) ?? taken)();
  });
  return {
    got,
    answers,
    kindsAt: (host: string) => got.filter((call) => call.host === host).map(({ kind }) => kind),
    /** Waits until a host has been sent so many notices. */
    reaches: (host: string, count: number) =>
      vi.waitFor(() => expect(got.filter((call) => call.host === host)).toHaveLength(count), {
        interval: 1,
        timeout: 2_000,
      }),
  };
}

/** It never answers. What real receivers do that answer at last is in test/faults/webhooks.test.ts. */
const hang = () => new Promise<Response>(() => undefined);

let token = "";
beforeEach(async () => {
  token = await staffTokenFor("ada", ["admin"]);
});

function ask(method: string, path: string, body?: unknown): Promise<Response> {
  return call(path, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function addWebhook(host: string, kinds?: readonly string[]): Promise<string> {
  const response = await ask("POST", "/v1/webhooks", { url: `https://${host}/`, kinds });
  const { id } = await response.json<{ id: string }>();
  return id;
}

async function readDeliveries() {
  const { items } = await (await ask("GET", "/v1/webhook-deliveries")).json<{ items: unknown[] }>();
  return items.map((item) => deliverySchema.parse(item));
}

const stop = (stopped: boolean) => catalog().setStopped(stopped, { actor: "anna", now: Date.now(), why: "why" });
const hold = () => step("sparkle", { kind: "hold", reason: "look" }, "anna", OPENS, "look");

/** Sets the clock; it stands until the next call. */
function setClock(at: number): void {
  vi.spyOn(Date, "now").mockReturnValue(at);
}

/** Sends what is due now, and waits for it. */
async function sendDue(): Promise<void> {
  await ring();
}

describe("an address that hangs", () => {
  it("holds up no other: a stop reaches the rest while it does not answer", async () => {
    const world = openWorld();
    world.answers.set("slow.example", hang);
    const slow = await addWebhook("slow.example");
    await addWebhook("quick.example");
    await ask("POST", `/v1/webhooks/${slow}:test`);
    await world.reaches("slow.example", 1);
    await stop(true);
    await world.reaches("quick.example", 1);
    expect(world.got).toEqual([
      { host: "slow.example", kind: "webhook.test" },
      { host: "quick.example", kind: "everything.stopped" },
    ]);
  });

  it("is tried beside two more like it, and leaves connections to the others", async () => {
    const world = openWorld();
    const hosts = Array.from({ length: 8 }, (_, index) => `bad-${index}.example`);
    for (const host of hosts) {
      world.answers.set(host, () => new Response(null, { status: 503 }));
      await addWebhook(host, ["everything.stopped", "everything.resumed"]);
    }
    await addWebhook("good.example", ["everything.resumed"]);
    await stop(true);
    await sendDue();
    expect(world.got).toHaveLength(8);
    for (const host of hosts) world.answers.set(host, hang);
    await stop(false);
    await world.reaches("good.example", 1);
    expect(world.got).toHaveLength(8 + 3 + 1);
  });
});

describe("a lane", () => {
  it("rests after a failure as a whole, but for the first attempt at what is urgent, and keeps its order", async () => {
    const world = openWorld();
    world.answers.set("pager.example", () => new Response(null, { status: 503 }));
    await addWebhook("pager.example");
    await addWebhook("other.example");
    const now = Date.now();
    setClock(now);
    await startCampaign(unstaged, OPENS - DAY);
    await sendDue();
    await hold();
    await sendDue();
    expect(world.kindsAt("pager.example")).toEqual(["campaign.started"]);
    await stop(true);
    await sendDue();
    await sendDue();
    expect(world.kindsAt("pager.example")).toEqual(["campaign.started", "everything.stopped"]);
    expect(world.kindsAt("other.example").toSorted()).toEqual(
      ["campaign.started", "campaign.held", "everything.stopped"].toSorted(),
    );
    world.answers.delete("pager.example");
    setClock(now + 60_000);
    await sendDue();
    expect(world.kindsAt("pager.example").slice(2)).toEqual([
      "everything.stopped",
      "campaign.started",
      "campaign.held",
    ]);
    expect((await readDeliveries()).every(({ state }) => state === "delivered")).toBe(true);
  });

  it("puts aside what its address refuses three times, and sends what stands behind it", async () => {
    const world = openWorld();
    await addWebhook("pager.example");
    const now = Date.now();
    setClock(now);
    world.answers.set("pager.example", () => {
      const last = world.kindsAt("pager.example").at(-1);
      return new Response(null, { status: last === "campaign.started" ? 500 : 204 });
    });
    await startCampaign(unstaged, OPENS - DAY);
    await hold();
    for (const seconds of [0, 10, 70, 80]) {
      setClock(now + seconds * 1000);
      await sendDue();
    }
    expect(world.kindsAt("pager.example")).toEqual([
      ...Array.from({ length: 3 }, () => "campaign.started"),
      "campaign.held",
    ]);
    expect(await readDeliveries()).toMatchObject([
      { kind: "campaign.held", state: "delivered" },
      { kind: "campaign.started", state: "waiting", attempts: 3, lastAnswer: "500" },
    ]);
  });

  it.each([
    ["in seconds", "120", 120],
    ["as a date", undefined, 120],
    ["of more than an hour, as of one hour", "999999", 3_600],
    ["of less than its own patience, by its own patience", "1", 10],
  ])("waits as long as its address asks %s, also with what is urgent", async (_what, header, seconds) => {
    const world = openWorld();
    const now = Math.ceil(Date.now() / 1000) * 1000;
    setClock(now);
    const retryAfter = header ?? new Date(now + 120_000).toUTCString();
    world.answers.set(
      "pager.example",
      () => new Response(null, { status: 429, headers: { "Retry-After": retryAfter } }),
    );
    await addWebhook("pager.example");
    await stop(true);
    await sendDue();
    const [delivery] = await readDeliveries();
    expect(Date.parse(delivery?.nextAttemptAt ?? "") - now).toBe(seconds * 1000);
    world.answers.delete("pager.example");
    if (seconds > 10) {
      await stop(false);
      setClock(now + seconds * 1000 - 1);
      await sendDue();
      expect(world.got).toHaveLength(1);
    }
    setClock(now + seconds * 1000);
    await sendDue();
    expect(world.kindsAt("pager.example").slice(0, 2)).toEqual(["everything.stopped", "everything.stopped"]);
    expect((await readDeliveries()).map(({ state }) => state)).not.toContain("waiting");
  });

  it("forgets nothing that its address has still to take, however much has happened since", async () => {
    const world = openWorld();
    world.answers.set("pager.example", () => new Response(null, { status: 503 }));
    await addWebhook("pager.example", ["everything.stopped"]);
    await stop(true);
    await sendDue();
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
      storage.sql.exec("UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'notices'");
    });
    await stop(false);
    await stop(true);
    await sendDue();
    expect((await readDeliveries()).map(({ kind }) => kind)).toEqual(["everything.stopped", "everything.stopped"]);
  });
});

describe("a private address", () => {
  const PRIVATE = ["http://127.0.0.1/", "http://2130706433/", "http://[::1]/", "http://10.1.2.3/", "http://printer/"];

  it.each(PRIVATE)("can be %s in development", async (url) => {
    expect((await ask("POST", "/v1/webhooks", { url })).status).toBe(201);
  });

  it.each(PRIVATE)("can't be %s where PRIVATE_WEBHOOKS=off", async (url) => {
    const { app } = openAppWith({ PRIVATE_WEBHOOKS: "off" });
    const answer = await app.request("/v1/webhooks", {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ url }),
    });
    const problem = await expectProblem(answer, "refused", 422);
    expect(JSON.stringify(problem.issues)).toContain("PRIVATE_WEBHOOKS=on");
  });

  it("is not reached by a redirect either", async () => {
    const world = openWorld();
    world.answers.set("pager.example", () => Response.redirect("http://127.0.0.1/", 307));
    await addWebhook("pager.example");
    await stop(true);
    await sendDue();
    expect(world.got.map(({ host }) => host)).toEqual(["pager.example"]);
    expect(await readDeliveries()).toMatchObject([{ state: "waiting", lastAnswer: "307" }]);
  });
});

describe("a catalog from before there were lanes", () => {
  it("sends what was on its way, the urgent first", async () => {
    await runInDurableObject(env.CATALOG.getByName("old"), (_, { storage }) => {
      for (const { name } of storage.sql
        .exec<{ name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_cf%'",
        )
        .toArray()) {
        storage.sql.exec(`DROP TABLE ${name}`);
      }
      const step = CATALOG_MIGRATIONS.findIndex(({ name }) => name === "lanes");
      applyMigrations(storage, CATALOG_MIGRATIONS.slice(0, step));
      storage.sql.exec(`INSERT INTO notices (id, kind, at, body)
        VALUES ('n1', 'guard.warned', 5, '{}'), ('n2', 'everything.stopped', 6, '{}')`);
      storage.sql.exec(`INSERT INTO deliveries (id, webhook, notice, state, next_attempt_at)
        VALUES ('d1', 'w', 'n1', 'waiting', 7), ('d2', 'w', 'n2', 'delivered', 8)`);
      applyMigrations(storage, CATALOG_MIGRATIONS);
      expect(storage.sql.exec("SELECT id, is_urgent, waits_since FROM deliveries ORDER BY id").toArray()).toEqual([
        { id: "d1", is_urgent: 0, waits_since: 7 },
        { id: "d2", is_urgent: 1, waits_since: 8 },
      ]);
    });
  });
});
