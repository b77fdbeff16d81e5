import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deliverySchema, webhookSchema } from "../../src/contract/guard.ts";
import type { Delivery } from "../../src/contract/rpc/rpc-webhooks.ts";
import type { NoticeKind } from "../../src/domain/guard/guard-notice.ts";
import { call, catalog, expectProblem, useGarland } from "./client.ts";
import {
  DAY,
  feed,
  guardFor,
  HOUR,
  MINUTE,
  OPENS,
  sparkle,
  startCampaign,
  step,
  switchOff,
  trayOf,
  reportAll,
  unstaged,
} from "./guarded-campaign.ts";
import { openAppWith, staffTokenFor } from "./open-app.ts";
import { LONELY_KEY_SET, RANDOM_KEY } from "../support/random-key.ts";

useGarland("2025-06-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const URL_OF_PAGER = "https://pager.example/garland";

interface Call {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

/** The world outside: takes what is sent, and answers as told. */
function listenOutside(answer: () => Response | Promise<Response> = () => new Response(null, { status: 204 })) {
  const calls: Call[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    calls.push({ url: request.url, headers: request.headers, body: await request.text() });
    return answer();
  });
  return calls;
}

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

async function addWebhook(kinds?: readonly NoticeKind[], url = URL_OF_PAGER) {
  const response = await ask("POST", "/v1/webhooks", { url, kinds });
  expect(response.status).toBe(201);
  return response.json<{ id: string; secret: string }>();
}

async function readDeliveries(query = "") {
  const { items } = await (await ask("GET", `/v1/webhook-deliveries${query}`)).json<{ items: unknown[] }>();
  return items.map((item) => deliverySchema.parse(item));
}

/** Lets the catalog send what is due. */
const ring = () => runDurableObjectAlarm(env.CATALOG.getByName("catalog"));
const statesOf = (deliveries: readonly Pick<Delivery, "kind" | "state">[]) =>
  deliveries.map(({ kind, state }) => [kind, state]);
const halt = () => feed("sparkle@1", 1, OPENS + HOUR, 800, 11);

describe("a webhook", () => {
  it("is told of a halt in numbers and words, signed, and with nothing about anybody", async () => {
    const calls = listenOutside();
    const { secret } = await addWebhook();
    await startCampaign(unstaged, OPENS - DAY);
    const people = Array.from({ length: 10 }, (_, index) => `secret-person-${index}`);
    for (const person of people) await trayOf(person, OPENS + HOUR);
    for (const person of people) await switchOff(person, OPENS + HOUR);
    await reportAll(OPENS + HOUR);
    await ring();
    const [told] = calls.filter(({ headers }) => headers.get("Garland-Event") === "guard.halted");
    expect(told?.url).toBe(URL_OF_PAGER);
    expect(JSON.parse(told?.body ?? "")).toMatchObject({
      kind: "guard.halted",
      at: new Date(OPENS + HOUR).toISOString(),
      campaign: "sparkle",
      version: 1,
      theme: "snowflake",
      level: "halt",
      exposed: null,
      optedOut: null,
      complained: null,
      odds: 125,
      sentence: {
        en: expect.stringContaining("stopped at 01:00 (UTC+3)"),
        ru: expect.stringContaining("остановлено в 01:00 (UTC+3)"),
      },
    });
    expect(told?.body).not.toContain("secret-person");

    const [, timestamp = "", signature = ""] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(told?.headers.get("Garland-Signature") ?? "") ?? [];
    expect(signature).toBe(createHmac("sha256", secret).update(`${timestamp}.${told?.body}`).digest("hex"));
    expect(told?.headers.get("Garland-Delivery")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("is told once of each thing that people and guards do", async () => {
    const calls = listenOutside();
    await addWebhook();
    await startCampaign(sparkle, OPENS - DAY);
    await step("sparkle", { kind: "hold", reason: "look" }, "anna", OPENS, "look");
    await step("sparkle", { kind: "resume", reason: "fine" }, "anna", OPENS, "fine");
    // Five of 480 are a warning; more people without anybody minding make it calm again; silence is a hold. The warning and its
    // end are told when the next quarter of an hour begins.
    await feed("sparkle@1", 1, OPENS + HOUR, 480, 5);
    await feed("sparkle@1", 2, OPENS + HOUR + 15 * MINUTE, 480, 5);
    await feed("sparkle@1", 3, OPENS + HOUR + 16 * MINUTE, 4_800, 5);
    await feed("sparkle@1", 4, OPENS + HOUR + 30 * MINUTE, 4_800, 5);
    await guardFor("sparkle@1").look(OPENS + 2 * HOUR + 15 * MINUTE);
    await guardFor("sparkle@1").look(OPENS + 2 * HOUR + 16 * MINUTE);
    await step("sparkle", { kind: "stop", reason: "enough" }, "anna", OPENS + 3 * HOUR, "enough");
    await catalog().setStopped(true, { actor: "anna", now: OPENS, why: "all of it" });
    await catalog().setStopped(true, { actor: "anna", now: OPENS, why: "all of it" });
    for (let turn = 0; turn < 4; turn++) await ring();
    expect(calls.map(({ headers }) => headers.get("Garland-Event")).toSorted()).toEqual(
      [
        "campaign.started",
        "campaign.held",
        "campaign.resumed",
        "guard.warned",
        "guard.held",
        "guard.calmed",
        "guard.calmed",
        "guard.held",
        "campaign.stopped",
        "everything.stopped",
      ].toSorted(),
    );
    expect(
      JSON.parse(calls.find(({ headers }) => headers.get("Garland-Event") === "campaign.stopped")?.body ?? ""),
    ).toMatchObject({ by: "anna", reason: "enough" });
  });

  it("is told only of what it asked for", async () => {
    const calls = listenOutside();
    await addWebhook(["guard.halted"]);
    await startCampaign(unstaged, OPENS - DAY);
    await halt();
    await ring();
    expect(calls.map(({ headers }) => headers.get("Garland-Event"))).toEqual(["guard.halted"]);
  });

  it("shows its secret once, and is known by its id afterwards", async () => {
    const { id, secret } = await addWebhook(["guard.halted"]);
    expect(secret).toMatch(/^whs_[0-9a-f]{64}$/);
    const listed = await (await ask("GET", "/v1/webhooks")).json<{ items: unknown[] }>();
    expect(JSON.stringify(listed)).not.toContain(secret);
    expect(webhookSchema.parse(listed.items[0])).toMatchObject({
      id,
      url: URL_OF_PAGER,
      kinds: ["guard.halted"],
      createdBy: "person:ada",
    });
    expect(JSON.stringify(await catalog().readAudit({ limit: 100 }))).not.toContain(secret);
    expect((await ask("DELETE", `/v1/webhooks/${id}`)).status).toBe(204);
    await expectProblem(await ask("DELETE", `/v1/webhooks/${id}`), "not-found", 404);
    expect(await (await ask("GET", "/v1/webhooks")).json()).toEqual({ items: [] });
  });

  it.each(["ftp://pager.example", "pager", "https://user:pass@pager.example"])("can't be at %s", async (url) => {
    await expectProblem(await ask("POST", "/v1/webhooks", { url }), "invalid-request", 400);
  });

  it("must be https in production", async () => {
    const key = await ask("POST", "/v1/service-keys", { name: "pager", roles: ["admin"] });
    const { key: serviceKey } = await key.json<{ key: string }>();
    const { app } = openAppWith(
      {
        ENVIRONMENT: "production",
        SUBSCRIBER_JWKS: LONELY_KEY_SET,
        SUBSCRIBER_ISSUER: "https://id.operator.example",
        STAFF_JWKS: LONELY_KEY_SET,
        STAFF_ISSUER: "https://login.operator.example",
        STAFF_AUDIENCE: "garland-staff",
        LINK_KEYS: `1:${RANDOM_KEY}`,
        PUBLIC_ORIGIN: "https://garland.operator.example",
      },
      { now: Date.now() },
    );
    const post = (url: string) =>
      app.request("/v1/webhooks", {
        method: "POST",
        headers: { Authorization: `Bearer ${serviceKey}`, "Content-Type": "application/json" },
        body: JSON.stringify({ url }),
      });
    await expectProblem(await post("http://pager.example"), "refused", 422);
    expect((await post("https://pager.example")).status).toBe(201);
  });
});

describe("a test", () => {
  it("reaches the one address that is tried, whatever kinds it wants, and is on record", async () => {
    const calls = listenOutside();
    const tried = await addWebhook(["guard.halted"], "https://one.example/");
    await addWebhook(undefined, "https://two.example/");
    const response = await ask("POST", `/v1/webhooks/${tried.id}:test`);
    expect(response.status).toBe(202);
    expect(deliverySchema.parse(await response.json())).toMatchObject({ webhook: tried.id, state: "waiting" });
    await ring();
    expect(calls.map(({ url, headers }) => [url, headers.get("Garland-Event")])).toEqual([
      ["https://one.example/", "webhook.test"],
    ]);
    expect(JSON.parse(calls[0]?.body ?? "")).toMatchObject({ kind: "webhook.test", by: "person:ada" });
    expect(statesOf(await readDeliveries())).toEqual([["webhook.test", "delivered"]]);
    const [entry] = await catalog().readAudit({ limit: 1 });
    expect(entry).toMatchObject({ action: "test", target: `webhook/${tried.id}` });
    await expectProblem(await ask("POST", `/v1/webhooks/${crypto.randomUUID()}:test`), "not-found", 404);
  });
});

describe("a delivery", () => {
  it("is tried again with growing patience, given up after two days, and sent anew when it is replayed", async () => {
    let status = 503;
    const calls = listenOutside(() => new Response("no", { status }));
    await addWebhook(["everything.stopped"]);
    const now = Date.now();
    const clock = vi.spyOn(Date, "now").mockReturnValue(now);
    await catalog().setStopped(true, { actor: "anna", now, why: "stop" });
    const waits: number[] = [];
    for (;;) {
      await ring();
      const [delivery] = await catalog().listDeliveries({ limit: 1 });
      if (typeof delivery?.nextAttemptAt !== "number") break;
      waits.push((delivery.nextAttemptAt - Date.now()) / 1000);
      clock.mockReturnValue(delivery.nextAttemptAt);
    }
    expect(waits.slice(0, 6)).toEqual([10, 60, 300, 1_800, 3_600, 3_600]);
    expect([calls.length, Date.now() - now]).toEqual([waits.length + 1, (10 + 60 + 300 + 1_800 + 48 * 3_600) * 1000]);
    clock.mockRestore();
    const [failed] = await readDeliveries();
    expect(failed).toMatchObject({ state: "failed", attempts: calls.length, lastAnswer: "503", nextAttemptAt: null });
    // All attempts are about the same delivery, so that the address can tell.
    expect(new Set(calls.map(({ headers }) => headers.get("Garland-Delivery")))).toEqual(new Set([failed?.id]));

    status = 200;
    const replayed = await ask("POST", `/v1/webhook-deliveries/${failed?.id}:replay`);
    expect(replayed.status).toBe(202);
    await ring();
    expect(statesOf(await readDeliveries())).toEqual([["everything.stopped", "delivered"]]);
    await expectProblem(await ask("POST", `/v1/webhook-deliveries/${crypto.randomUUID()}:replay`), "not-found", 404);
  });

  it.each([
    ["a redirect", () => Response.redirect("https://elsewhere.example", 302), "302"],
    ["no answer", () => Promise.reject(new TypeError("connection refused")), "TypeError"],
  ])("is not taken by %s", async (_what, answer, lastAnswer) => {
    listenOutside(answer);
    await addWebhook(["everything.stopped"]);
    await catalog().setStopped(true, { actor: "anna", now: Date.now(), why: "stop" });
    await ring();
    expect(await readDeliveries()).toMatchObject([{ state: "waiting", attempts: 1, lastAnswer }]);
  });

  it("survives the death of the catalog, and comes to each address by itself", async () => {
    const calls = listenOutside();
    const first = await addWebhook(["everything.stopped"], "https://one.example/");
    await addWebhook(["everything.stopped"], "https://two.example/");
    await catalog().setStopped(true, { actor: "anna", now: Date.now(), why: "stop" });
    await evictDurableObject(env.CATALOG.getByName("catalog"));
    await ring();
    expect(calls.map(({ url }) => url).toSorted()).toEqual(["https://one.example/", "https://two.example/"]);
    expect(await readDeliveries(`?webhook=${first.id}`)).toMatchObject([
      { webhook: first.id, state: "delivered", lastAnswer: "204" },
    ]);
  });

  it("tells nothing that did not happen", async () => {
    const calls = listenOutside();
    await addWebhook();
    await startCampaign(unstaged, OPENS - DAY);
    expect(await step("sparkle", { kind: "resume", reason: "why" }, "anna", OPENS, "why")).toMatchObject({ ok: false });
    await ring();
    expect(calls.map(({ headers }) => headers.get("Garland-Event"))).toEqual(["campaign.started"]);
  });
});
