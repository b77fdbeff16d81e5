import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { deliverySchema } from "../../src/contract/guard.ts";
import { statusSchema } from "../../src/contract/control.ts";
import { Shard } from "../../src/shard/object.ts";
import { call, catalog, useGarland } from "./client.ts";
import { DAY, OPENS, startCampaign, step, unstaged, writeCampaign } from "./guarded-campaign.ts";
import { staffTokenFor } from "./open-app.ts";
import { ringAfter } from "./ring-after.ts";

useGarland("2025-06-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const stub = () => env.CATALOG.getByName("catalog");
const ring = () => runDurableObjectAlarm(stub());
const run = (statement: string) =>
  runInDurableObject(stub(), (_, { storage }) => void storage.sql.exec(statement).toArray());
const readAlarm = () => runInDurableObject(stub(), (_, { storage }) => storage.getAlarm());
const stateOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle;

/** What the log of errors is told, a line each. */
function listenToLog() {
  const lines: Record<string, unknown>[] = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => {
    // Parsed boundary: every line is JSON.
    lines.push(JSON.parse(line) as Record<string, unknown>);
  });
  return lines;
}

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const token = await staffTokenFor("ada", ["admin"]);
  const response = await call(path, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
}

const readStatus = async () => statusSchema.parse(await ask("GET", "/v1/status"));

/** A campaign whose start is set for an hour that has come. */
async function schedule(key: string): Promise<void> {
  const now = OPENS - DAY;
  await writeCampaign({ ...unstaged, key }, now);
  await step(key, { kind: "submit" }, "anna", now);
  await step(key, { kind: "approve" }, "boris", now);
  const startsAt = Date.parse("2999-01-01T00:00:00Z");
  expect(await step(key, { kind: "start", startsAt }, "anna", now)).toMatchObject({ ok: true });
  await run(`UPDATE definitions SET lifecycle = json_set(lifecycle, '$.review.startsAt', 1000) WHERE key = '${key}'`);
}

describe("the alarm of the catalog", () => {
  it("lets one bad start hold up nothing else, says what is wrong with it, and is set again", async () => {
    const lines = listenToLog();
    await schedule("glitter");
    await schedule("sparkle");
    await run("UPDATE definitions SET body = json_remove(body, '$.audience') WHERE key = 'glitter'");
    await expect(ring()).resolves.toBe(true);
    expect((await stateOf("sparkle"))?.live).toMatchObject({ state: "running" });
    expect((await stateOf("glitter"))?.review).toMatchObject({ state: "scheduled" });
    expect(await readAlarm()).not.toBeNull();
    const duty = { duty: "start glitter", failures: 1, reason: expect.stringContaining("TypeError") as string };
    expect((await readStatus()).failingDuties).toMatchObject([duty]);
    expect(lines).toContainEqual({ event: "duty-failed", object: "catalog", ...duty });
  });

  it("is set again by the start of the service, should it ever have been lost", async () => {
    await runInDurableObject(stub(), (_, { storage }) => storage.deleteAlarm());
    await call("/healthz");
    expect(await readAlarm()).not.toBeNull();
  });

  it("says which shards are behind, as long as they are", async () => {
    listenToLog();
    const install = vi.spyOn(Shard.prototype, "install").mockRejectedValue(new Error("unreachable"));
    await catalog().setStopped(true, { actor: "anna", now: Date.now(), why: "stop" });
    await ring();
    expect((await readStatus()).failingDuties).toMatchObject([
      { duty: "bring rulesets", reason: "4 of 4 shards are behind, and 0 guards wait for an order" },
    ]);
    install.mockRestore();
    await ring();
    expect(await readStatus()).toMatchObject({ isLive: true, failingDuties: [] });
  });
});

describe("windows that can't be renewed", () => {
  /** The world of a campaign that does not compile any more. */
  async function breakCampaign(): Promise<void> {
    await startCampaign(unstaged, OPENS - DAY);
    await run(`UPDATE definitions SET snapshot = json_set(snapshot, '$.campaign.schedule.firstDay', 'never')
      WHERE key = 'sparkle'`);
  }

  const compiledAgo = (days: number) => run(`UPDATE rulesets SET compiled_at = ${Date.now() - days * DAY}`);
  const notices = async () =>
    ((await ask("GET", "/v1/webhook-deliveries")) as { items: unknown[] }).items.map((item) =>
      deliverySchema.parse(item),
    );

  it("are told of by the status as soon as it fails, and by webhook 60 days before they end, once a week", async () => {
    const lines = listenToLog();
    const bodies: unknown[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      bodies.push(await new Request(input, init).json());
      return new Response(null, { status: 204 });
    });
    await breakCampaign();
    await ask("POST", "/v1/webhooks", { url: "https://pager.example/", kinds: ["windows.ending"] });
    await compiledAgo(480);
    await ringAfter(stub(), DAY);
    expect((await readStatus()).failingDuties).toMatchObject([
      { duty: "renew windows", reason: expect.stringContaining("campaigns/sparkle.schedule.firstDay") as string },
    ]);
    expect(await notices()).toEqual([]);

    await compiledAgo(489);
    for (const days of [0, 1, 7, 9]) {
      await ringAfter(stub(), days * DAY);
    }
    expect((await notices()).map(({ kind, state }) => [kind, state])).toEqual([
      ["windows.ending", "delivered"],
      ["windows.ending", "delivered"],
    ]);
    expect(bodies[0]).toMatchObject({
      kind: "windows.ending",
      until: expect.any(String) as string,
      sentence: {
        en: expect.stringContaining("can't be renewed") as string,
        ru: expect.stringContaining("продлить их не получается") as string,
      },
    });
    expect(lines).toContainEqual(expect.objectContaining({ event: "windows-ending" }));
  });
});
