import { env } from "cloudflare:workers";
import { reset, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { StoredDefinition } from "../../src/contract/rpc/rpc-control.ts";
import type { CatalogStatus } from "../../src/contract/rpc/rpc.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { call, catalog, expectProblem, SHARDS, tokenFor } from "./client.ts";
import { openDesk } from "./desk.ts";
import { inCatalog } from "./losing.ts";
import { staffTokenFor } from "./open-app.ts";
import { countAll, importLines, NO_REPORT, person } from "./population-client.ts";

// Nothing here has asked for the service to start, as after the first `npm run serve` on an empty folder.
beforeEach(() => reset());
afterEach(() => reset());

const NOW = "2025-01-15T12:00:00Z";
const openStaff = () => openDesk(NOW, "Vera", "admin", "marketer", "approver", "viewer", "support", "channel");
const SEGMENT = { key: "mine", label: { ru: "Мои", en: "Mine" }, condition: { region: "RU-MOW" }, examples: [] };

/** How many rulesets there are, without asking the catalog anything. */
const countRulesets = async () => (await inCatalog("SELECT version FROM rulesets")).length;

describe("the first call to an installation", () => {
  it("may be an import, which starts it and stores everybody, also if two come at once", async () => {
    const lines = Array.from({ length: 40 }, (_, index) => person(`s-${index}`));
    const reports = await Promise.all([importLines(lines.slice(0, 20)), importLines(lines.slice(20))]);
    expect(reports).toEqual([1, 2].map(() => ({ ...NO_REPORT, lines: 20, imported: 20 })));
    expect(await countAll()).toMatchObject({ subscribers: 40 });
    expect(await catalog().status()).toMatchObject({ isLive: true, ruleset: 1, acknowledged: SHARDS });
  });

  it("may push a definition, which the first start then does not overwrite", async () => {
    const desk = await openStaff();
    const [bundled] = bundledDefinitions.segments;
    const key = bundled?.key ?? "";
    const taken = await desk("PUT", `/v1/segments/${key}`, { ...SEGMENT, key }, { "If-None-Match": "*" });
    await expectProblem(taken, "precondition-failed", 412);
    const { status } = await desk("PUT", "/v1/segments/mine", SEGMENT, { "If-None-Match": "*" });
    expect(status).toBe(201);
    await catalog().start(Date.parse(NOW));
    const { items } = await (await desk("GET", "/v1/segments")).json<{ items: readonly StoredDefinition[] }>();
    const keys = items.map(({ key }) => key);
    expect(keys.toSorted()).toEqual([...bundledDefinitions.segments.map(({ key }) => key), "mine"].toSorted());
  });

  it("may be a stop, which is obeyed by every shard and by whatever is started later", async () => {
    const desk = await openStaff();
    const stopped = await (await desk("POST", "/v1/stop", { reason: "not yet" })).json<CatalogStatus>();
    expect(stopped).toMatchObject({ isLive: true, acknowledged: SHARDS, total: SHARDS });
    await catalog().start(Date.parse(NOW));
    const headers = { Authorization: `Bearer ${await tokenFor("anna")}` };
    expect(await (await call("/v1/tray?platform=ios", { headers })).json()).toMatchObject({ reason: "stopped" });
  });

  it.each([
    ["/v1/status", { total: SHARDS, ruleset: 1 }],
    ["/v1/segments", { items: expect.arrayContaining([expect.objectContaining({ kind: "segment" })]) }],
    ["/v1/rulesets", { items: [expect.objectContaining({ cause: "first start" })] }],
    ["/v1/audit/verification", { entries: 1 }],
    ["/v1/policy", { categories: expect.arrayContaining([expect.objectContaining({ category: "festive" })]) }],
  ])("%s tells of an installation that has started, and of no empty one", async (path, answer) => {
    const desk = await openStaff();
    expect(await (await desk("GET", path)).json()).toMatchObject(answer);
  });

  it.each([
    ["GET", "/v1/support/subscribers/anna", undefined],
    ["POST", "/v1/support/subscribers/anna/choices", { scope: "all", value: "out" }],
    ["POST", "/v1/messages", { subscriberId: "anna", text: "стоп", channel: "sms" }],
  ])("%s %s waits for no start: it is told to come again in a second, and then it can", async (method, path, body) => {
    const desk = await openStaff();
    const first = await desk(method, path, body);
    expect(first.headers.get("Retry-After")).toBe("1");
    const { detail } = await expectProblem(first, "not-ready", 503);
    expect(detail).toContain("The service is starting");
    await vi.waitFor(async () => expect((await desk(method, path, body)).status).toBe(200));
  });

  it("may be a person's word or tray, which says in their language that the service starts, and starts it", async () => {
    const headers = { Authorization: `Bearer ${await tokenFor("anna")}`, "Content-Type": "application/json" };
    const body = JSON.stringify({ scope: "all", value: "out" });
    const word = await call("/v1/me/choices", { method: "POST", headers, body });
    const { detail } = await expectProblem(word, "not-ready", 503);
    expect(detail).toContain("Сервис запускается");
    await vi.waitFor(async () => expect((await call("/v1/tray?platform=ios", { headers })).status).toBe(200));
  });
});

describe("what leaves an installation as it was", () => {
  it("is whoever may not call, and what shards ask before they answer", async () => {
    expect((await call("/v1/segments")).status).toBe(401);
    const headers = { "X-API-Key": `glk_abcdefgh_${"x".repeat(43)}` };
    expect((await call("/v1/segments", { headers })).status).toBe(401);
    await staffTokenFor("Vera", ["admin"]);
    await runInDurableObject(env.SHARD.getByName(`shard-0-of-${SHARDS}`), (shard) => shard.identify());
    expect(await catalog().whyUnserved()).toBeNull();
    expect(await countRulesets()).toBe(0);
  });
});
