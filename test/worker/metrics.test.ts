import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, expectProblem, importPeople, shardFor, tokenFor, useGarland } from "./client.ts";
import { openAppWith, staffTokenFor } from "./open-app.ts";

useGarland("2024-12-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const NEW_YEAR = Date.parse("2024-12-31T12:00:00+03:00");
const person = "subscriber-of-this-test";
const consumer = { region: "RU-MOW", lineType: "consumer" };

/** A person who is shown the tree, and an app that is set up to tell of it. */
async function openWatchedApp(variables: Record<string, string>) {
  await importPeople([{ subscriberId: person, profile: consumer }]);
  const { app } = openAppWith(variables, { now: NEW_YEAR });
  const headers = {
    Authorization: `Bearer ${await tokenFor(person)}`,
    [CLOCK_HEADER]: new Date(NEW_YEAR).toISOString(),
  };
  const ask = (path: string, init: RequestInit = {}) =>
    app.request(path, { headers, ...init }, {}, createExecutionContext());
  return { ask, headers };
}

describe("metrics", () => {
  it("count requests by route and status, decisions, and say how old each shard is", async () => {
    const { ask, headers } = await openWatchedApp({ METRICS: "on" });
    const first = await ask("/v1/tray");
    const tag = first.headers.get("ETag") ?? "";
    await ask("/v1/tray", { headers: { ...headers, "If-None-Match": tag } });
    await ask("/v1/tray", { headers: {} });
    await ask("/ofrep/v1/evaluate/flags", { method: "POST", headers, body: "{}" });
    await ask(`/nowhere/${person}`);
    await ask(`/o/${person}`, { method: "PURGE" });
    const staff = { Authorization: `Bearer ${await staffTokenFor("a scraper", ["viewer"])}` };
    const answer = await ask("/metrics", { headers: staff });
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([
      200,
      "text/plain; version=0.0.4; charset=utf-8",
    ]);
    const lines = (await answer.text()).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        'garland_requests_total{method="GET",route="/v1/tray",status="200"} 2',
        'garland_requests_total{method="GET",route="/v1/tray",status="401"} 1',
        'garland_requests_total{method="POST",route="/ofrep/v1/evaluate/flags",status="200"} 1',
        'garland_requests_total{method="GET",route="none",status="404"} 1',
        'garland_requests_total{method="other",route="none",status="405"} 1',
        'garland_decisions_total{outcome="decided"} 3',
        'garland_request_duration_seconds_bucket{route="/v1/tray",le="+Inf"} 3',
        'garland_request_duration_seconds_count{route="/v1/tray"} 3',
      ]),
    );
    const samples = lines.filter((line) => line !== "" && !line.startsWith("#"));
    for (const line of samples) expect(line).toMatch(/^[a-z_]+(?:\{(?:[a-z]+="[^"\n]*",?)+\})? [0-9.e+-]+$/);
    expect(samples.filter((line) => line.startsWith("garland_shard_up{") && line.endsWith(" 1"))).toHaveLength(
      Number(env.SHARDS),
    );
    expect(samples.filter((line) => line.startsWith("garland_shard_ruleset_age_seconds{"))).toHaveLength(
      Number(env.SHARDS),
    );
    expect(lines.join("\n")).not.toContain(person);
  });

  it("tell neither which word was said, nor by which route, nor that anybody just did something", async () => {
    const { ask, headers } = await openWatchedApp({ METRICS: "on" });
    const scrape = async () => {
      const staff = { Authorization: `Bearer ${await staffTokenFor("a scraper", ["viewer"])}` };
      const text = await (await ask("/metrics", { headers: staff })).text();
      return text.split("\n").filter((line) => !/^#|ruleset_age|route="\/(?:metrics|v1\/tray)"/.test(line));
    };
    const say = (value: string) =>
      ask("/v1/me/choices", {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify({ scope: "theme:tree", value }),
      });
    await say("in");
    await ask("/v1/tray");
    const before = await scrape();
    await ask("/v1/me");
    const afterLook = await scrape();
    expect((await say("out")).status).toBe(200);
    const afterOut = await scrape();
    const added = (one: readonly string[], other: readonly string[]) =>
      other.filter((line) => !one.includes(line)).map((line) => line.replace(/ \d+$/, ""));
    expect(added(before, afterLook)).toEqual(added(afterLook, afterOut));
    expect(added(before, afterLook)).toEqual(['garland_requests_total{method="any",route="words",status="below-500"}']);
    await ask("/v1/tray");
    expect(added(afterOut, await scrape()).join()).not.toMatch(/opted-out|report_age/);
  });

  it("know a shard's ruleset and reports without reading a subscriber", async () => {
    const age = await shardFor(person).age(NEW_YEAR);
    expect(age).toMatchObject({ rulesetVersion: 1, compiledAt: Date.parse("2024-12-01T00:00:00Z") });
  });

  it("are not there unless they are switched on, and are nobody's without a role that may read them", async () => {
    const staff = { Authorization: `Bearer ${await staffTokenFor("a scraper", ["viewer"])}` };
    await expectProblem(await call("/metrics", { headers: staff }), "not-found", 404);
    const { ask, headers } = await openWatchedApp({ METRICS: "on" });
    await expectProblem(await ask("/metrics", { headers: {} }), "unauthenticated", 401);
    await expectProblem(await ask("/metrics", { headers }), "unauthenticated", 401);
  });
});

describe("Server-Timing", () => {
  it("is sent only where it is switched on", async () => {
    expect((await call("/healthz")).headers.get("Server-Timing")).toBeNull();
    const { ask } = await openWatchedApp({ SERVER_TIMING: "on" });
    expect((await ask("/v1/tray")).headers.get("Server-Timing")).toMatch(/^total;dur=\d+\.\d$/);
  });
});

describe("logs", () => {
  it("of a sampled decision have OpenTelemetry's names, and nothing that says whose it was", async () => {
    const written = vi.spyOn(console, "log").mockImplementation(() => {});
    const { ask, headers } = await openWatchedApp({ LOG_SAMPLE_RATE: "1" });
    const tray = await (await ask("/v1/tray")).json<{ reason: string; ruleset: number }>();
    await ask("/ofrep/v1/evaluate/flags/tray-icon-key", { method: "POST", headers, body: "{}" });
    const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)));
    expect(lines).toHaveLength(2);
    for (const [index, route] of ["/v1/tray", "/ofrep/v1/evaluate/flags/:key"].entries()) {
      expect(lines[index]).toEqual({
        event: "feature_flag.evaluation",
        "feature_flag.key": "tray-icon",
        "feature_flag.result.variant": "tree",
        "feature_flag.result.reason": "targeting_match",
        "feature_flag.version": String(tray.ruleset),
        "feature_flag.set.id": "garland/development",
        "feature_flag.provider.name": "garland",
        "garland.reason": tray.reason,
        "http.request.method": index === 0 ? "GET" : "POST",
        "http.route": route,
        "http.response.status_code": 200,
        duration_ms: expect.any(Number),
      });
    }
    const text = written.mock.calls.join("\n");
    expect(text).not.toContain(person);
    expect(text).not.toContain(headers.Authorization.slice(20));
  });

  it("tell of every failure of ours, however little is sampled, and of no decision at the rate 0", async () => {
    const written = vi.spyOn(console, "log").mockImplementation(() => {});
    const { ask } = await openWatchedApp({});
    expect((await ask("/v1/tray")).status).toBe(200);
    expect(written).not.toHaveBeenCalled();
    const { app } = openAppWith({ SUBSCRIBER_JWKS: "http://127.0.0.1:9/keys" }, { now: NEW_YEAR });
    const headers = { Authorization: `Bearer ${await tokenFor(person)}` };
    expect((await app.request("/v1/tray", { headers })).status).toBe(503);
    expect(written.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
      {
        event: "request-failed",
        "http.request.method": "GET",
        "http.route": "/v1/tray",
        "http.response.status_code": 503,
      },
    ]);
  });
});
