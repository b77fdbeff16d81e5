import { evictDurableObject } from "cloudflare:test";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { bulkSuccessSchema } from "../../src/contract/ofrep.ts";
import { pageLinkSchema, personExportSchema } from "../../src/contract/me.ts";
import { issueDevelopmentToken } from "../../src/http/access/development-issuer.ts";
import { listRoutes, type RouteRow } from "../../src/http/route-table.ts";
import { call, expectProblem, ORIGIN, shardFor, useGarland } from "./client.ts";
import { exportAll, importLines, person, rowsAbout, staffHeaders, toNdjson } from "./population-client.ts";
import { openAppWith, staffTokenFor } from "./open-app.ts";

useGarland("2024-12-01T00:00:00Z");

/** When the number got a new owner; the old phone has a token of an hour before, the new one of an hour after. */
const SOLD = Date.parse("2024-12-31T12:00:00Z");
const NOW = SOLD + 2 * 3_600_000;
const HOUR = 3_600_000;
const JSON_TYPE = { "Content-Type": "application/json" };
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const GIFT = "A".repeat(22);

const { app, settings } = openAppWith({}, { now: NOW });
const toText = (instant: number) => new Date(instant).toISOString();
const clockOf = (now: number) => ({ "X-Garland-Now": toText(now) });

/** A request with a token of that age. */
async function ask(path: string, issuedAt: number, init: RequestInit = {}, subscriberId = "anna"): Promise<Response> {
  const token = await issueDevelopmentToken(settings, subscriberId, issuedAt);
  const headers = { ...JSON_TYPE, ...clockOf(NOW), Authorization: `Bearer ${token}` };
  return call(path, { ...init, headers });
}

async function refuseTokens(body: object, subscriberId = "anna"): Promise<Response> {
  return call(`/v1/subscribers/${subscriberId}:refuse-tokens`, {
    method: "POST",
    headers: { ...JSON_TYPE, ...clockOf(NOW), Authorization: `Bearer ${await adminToken()}` },
    body: JSON.stringify(body),
  });
}

async function adminToken(): Promise<string> {
  return (await staffHeaders("admin")).Authorization.slice("Bearer ".length);
}

const isRefused = async (issuedAt: number, subscriberId = "anna") =>
  (await ask("/v1/tray", issuedAt, {}, subscriberId)).status === 401;

/** What each route is asked for; a route that is not among these fails the tests. */
const BODIES: Readonly<Record<string, object | undefined>> = {
  "POST /ofrep/v1/evaluate/flags": {},
  "POST /ofrep/v1/evaluate/flags/{key}": {},
  "POST /v1/gifts": { to: "+7 916 123-45-67", theme: "tree" },
  "DELETE /v1/me": undefined,
  "GET /v1/me": undefined,
  "GET /v1/me/choices": undefined,
  "POST /v1/me/choices": { scope: "theme:tree", value: "out" },
  "GET /v1/me/export": undefined,
  "GET /v1/me/gifts": undefined,
  "POST /v1/me/gifts/{id}": { answer: "decline" },
  "POST /v1/me/page-links": undefined,
  "GET /v1/me/wishes": undefined,
  "POST /v1/me/wishes": { theme: "tree" },
  "GET /v1/tray": undefined,
};

const routes = listRoutes([app])
  .filter(({ access }) => access === "subscriber" || access === "evaluator")
  .map((route) => ({ ...route, name: `${route.method} ${route.path}` }));

async function askRoute({ method, path }: RouteRow, issuedAt: number): Promise<Response> {
  const body = BODIES[`${method} ${path}`];
  const address = path.replace("{key}", "tray-icon").replace("{id}", GIFT);
  return ask(address, issuedAt, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

describe("a token that was issued before its line changed hands", () => {
  it("is tried on every route that takes one", () => {
    expect(routes.map(({ name }) => name)).toEqual(Object.keys(BODIES));
  });

  it.each(routes)("is refused by $name, and changes nothing there; a later one is taken", async (route) => {
    await refuseTokens({ issuedBefore: toText(SOLD) });
    const before = await shardFor("anna").exportPerson("anna");
    const refused = await askRoute(route, SOLD - HOUR);
    expect(refused.headers.get("WWW-Authenticate")).toBe("Bearer");
    expect(refused.status).toBe(401);
    expect(await refused.text()).toMatch(/log in again|Войдите заново/);
    expect(await shardFor("anna").exportPerson("anna")).toEqual(before);
    const taken = await askRoute(route, SOLD + HOUR);
    expect(taken.status).not.toBe(401);
    expect(taken.status).toBeLessThan(500);
    await taken.body?.cancel();
  });

  it("is refused as one line of several, whose others are answered", async () => {
    await refuseTokens({ issuedBefore: toText(SOLD) });
    const ages = [SOLD - HOUR, SOLD + HOUR];
    const tokens = await Promise.all(ages.map((age) => issueDevelopmentToken(settings, "anna", age)));
    const response = await call("/v1/tray:batch", {
      method: "POST",
      headers: { ...JSON_TYPE, ...clockOf(NOW) },
      body: JSON.stringify({ lines: tokens.map((token) => ({ token, platform: "ios" })) }),
    });
    const { lines } = await response.json<{ lines: readonly { status: number; problem?: { detail: string } }[] }>();
    expect(lines.map(({ status }) => status)).toEqual([401, 200]);
    expect(lines[0]?.problem?.detail).toContain("Войдите заново");
  });

  it("is refused from that instant on, to the second in which it was issued", async () => {
    await refuseTokens({ issuedBefore: toText(SOLD) });
    expect(await isRefused(SOLD - 1)).toBe(true);
    expect(await isRefused(SOLD)).toBe(false);
    // Tokens say whole seconds: which half of this one it was, nobody knows.
    await refuseTokens({ issuedBefore: toText(SOLD + 500) });
    expect(await isRefused(SOLD + 999)).toBe(true);
    expect(await isRefused(SOLD + 1_000)).toBe(false);
  });

  it("is refused if it does not say when it was issued", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "1" }] });
    const world = openAppWith({ SUBSCRIBER_JWKS: jwks, SUBSCRIBER_ISSUER: "us" }, { now: NOW });
    const token = await new SignJWT({ sub: "anna", iss: "us", aud: "garland", exp: NOW / 1000 + 3_600 })
      .setProtectedHeader({ alg: "ES256", kid: "1" })
      .sign(privateKey);
    const tray = () => world.app.request("/v1/tray", { headers: { Authorization: `Bearer ${token}` } });
    expect((await tray()).status).toBe(200);
    // Although it was verified a moment before, and is remembered.
    await refuseTokens({ issuedBefore: toText(SOLD) });
    await expectProblem(await tray(), "unauthenticated", 401);
  });

  it("opens no page by a link that was made with it, even if that was after the number was sold", async () => {
    const made = await Promise.all([SOLD - HOUR, SOLD + HOUR].map((age) => openPageLink(age)));
    for (const path of made) expect((await call(path, { headers: clockOf(NOW) })).status).toBe(200);
    await refuseTokens({ issuedBefore: toText(SOLD) });
    const [old = "", late = ""] = made;
    expect((await call(old, { headers: clockOf(NOW) })).status).toBe(404);
    const press = await call(old, { method: "POST", headers: { ...FORM, ...clockOf(NOW) }, body: "off=all" });
    expect(press.status).toBe(404);
    expect(await shardFor("anna").history("anna")).toEqual([]);
    expect((await call(late, { headers: clockOf(NOW) })).status).toBe(200);
  });

  it("opens no page by a link that support had sent before", async () => {
    const path = await openSupportLink();
    expect((await call(path, { headers: clockOf(NOW) })).status).toBe(200);
    await refuseTokens({ issuedBefore: toText(NOW + 1) });
    expect((await call(path, { headers: clockOf(NOW) })).status).toBe(404);
  });

  it("leaves its off links, which can only switch off, and its stream of news, which says nothing of anybody", async () => {
    const flags = await ask("/ofrep/v1/evaluate/flags?eventStreams=1", SOLD - HOUR, { method: "POST", body: "{}" });
    const { eventStreams = [] } = bulkSuccessSchema.parse(await flags.json());
    const tray = await (await ask("/v1/tray", SOLD - HOUR)).json<{ off: { url: string } }>();
    await refuseTokens({ issuedBefore: toText(SOLD) });
    const news = await call(new URL(eventStreams[0]?.url ?? "", ORIGIN).href);
    expect(news.status).toBe(200);
    await news.body?.cancel();
    const press = await call(new URL(tray.off.url).pathname, { method: "POST", headers: FORM, body: "" });
    expect(press.status).toBe(200);
    expect(await shardFor("anna").history("anna")).toMatchObject([{ value: "out" }]);
  });

  it("is nothing to machines, which ask with keys of their own", async () => {
    await refuseTokens({ issuedBefore: toText(SOLD) });
    const made = await call("/v1/service-keys", {
      method: "POST",
      headers: { ...JSON_TYPE, Authorization: `Bearer ${await adminToken()}` },
      body: JSON.stringify({ name: "bot", roles: ["channel"] }),
    });
    const { key } = await made.json<{ key: string }>();
    const flags = await call("/ofrep/v1/evaluate/flags", {
      method: "POST",
      headers: { ...JSON_TYPE, "X-API-Key": key },
      body: JSON.stringify({ context: { targetingKey: "anna" } }),
    });
    expect(flags.status).toBe(200);
  });
});

async function openPageLink(issuedAt: number): Promise<string> {
  const { url } = pageLinkSchema.parse(await (await ask("/v1/me/page-links", issuedAt, { method: "POST" })).json());
  return new URL(url).pathname;
}

async function openSupportLink(): Promise<string> {
  const response = await call("/v1/support/subscribers/anna/links", {
    method: "POST",
    headers: { ...clockOf(NOW), Authorization: `Bearer ${await staffTokenFor("Vera", ["support"])}` },
  });
  const { page } = await response.json<{ page: { url: string } }>();
  return new URL(page.url).pathname;
}

describe("the instant before which tokens are void", () => {
  it("is now unless another is said, only moves forward, and is answered", async () => {
    expect(await (await refuseTokens({})).json()).toEqual({ subscriberId: "anna", issuedBefore: toText(NOW) });
    const earlier = await refuseTokens({ issuedBefore: toText(SOLD) });
    expect(await earlier.json()).toEqual({ subscriberId: "anna", issuedBefore: toText(NOW) });
    expect(await isRefused(NOW - 1_000)).toBe(true);
    expect((await refuseTokens({ issuedBefore: "1960-01-01T00:00:00Z" }, "other")).status).toBe(200);
    expect((await rowsAbout("other"))["subscribers"] ?? []).toEqual([]);
  });

  it("can't lie more than a minute ahead, so nobody is locked out for long by a slip", async () => {
    await expectProblem(await refuseTokens({ issuedBefore: toText(NOW + 60_001) }), "refused", 422);
    expect(await isRefused(0 + NOW - HOUR)).toBe(false);
    expect((await refuseTokens({ issuedBefore: toText(NOW + 60_000) })).status).toBe(200);
    await expectProblem(await refuseTokens({ issuedBefore: "2024-12-31" }), "invalid-request", 400);
  });

  it("is one line's own: others in the same shard are not touched", async () => {
    const others = Array.from({ length: 12 }, (_, index) => `other-${index}`);
    await refuseTokens({ issuedBefore: toText(SOLD) });
    for (const other of others) expect(await isRefused(SOLD - HOUR, other)).toBe(false);
  });

  it("outlasts an eviction, a deletion and an erasure, also the person's own", async () => {
    await importLines([person("anna"), { subscriberId: "anna", refuseTokensIssuedBefore: toText(SOLD) }]);
    await evictDurableObject(shardFor("anna"));
    for (const removal of ["delete", "erase"]) {
      await importLines([{ subscriberId: "anna", [removal]: true }]);
      expect(await isRefused(SOLD - HOUR)).toBe(true);
    }
    expect((await ask("/v1/me", SOLD + HOUR, { method: "DELETE" })).status).toBe(204);
    expect(await isRefused(SOLD - HOUR)).toBe(true);
  });

  it("is what an import can say too, of anybody, in any order, and an export says again", async () => {
    const refusal = (subscriberId: string, instant: number) => ({
      subscriberId,
      refuseTokensIssuedBefore: toText(instant),
    });
    const report = await importLines([
      person("anna"),
      refusal("anna", SOLD),
      refusal("anna", SOLD - HOUR),
      refusal("nobody-yet", SOLD),
      { subscriberId: "anna", refuseTokensIssuedBefore: toText(Date.now() + 3_600_000) },
      { subscriberId: "anna", refuseTokensIssuedBefore: "yesterday" },
      { ...refusal("anna", SOLD), attributes: {} },
    ]);
    expect(report).toMatchObject({ lines: 7, imported: 1, voided: 2, unchanged: 1, refused: 3, errorCount: 3 });
    expect(report.errors.map(({ line, path, code }) => `${line} ${path} ${code}`)).toEqual([
      "5 $.refuseTokensIssuedBefore invalid-value",
      "6 $.refuseTokensIssuedBefore invalid-value",
      "7 $ unknown-field",
    ]);
    expect([await isRefused(SOLD - 1_000), await isRefused(SOLD)]).toEqual([true, false]);
    expect(await isRefused(SOLD - 1_000, "nobody-yet")).toBe(true);
    const exported = await exportAll();
    const lines = [person("anna"), refusal("anna", SOLD), refusal("nobody-yet", SOLD)].map((line) => toNdjson([line]));
    expect(exported.split(/(?<=\n)/).toSorted()).toEqual(lines.toSorted());
    expect(await importLines([exported.trimEnd()])).toMatchObject({ lines: 3, unchanged: 3 });
  });

  it("comes with an erasure or a deletion on one line, as a number that is sold again needs", async () => {
    const refuseTokensIssuedBefore = toText(SOLD);
    await importLines([person("anna"), person("boris"), person("carl")]);
    const lines = [
      { subscriberId: "anna", erase: true, refuseTokensIssuedBefore },
      { subscriberId: "boris", delete: true, refuseTokensIssuedBefore },
      { subscriberId: "nobody", erase: true, refuseTokensIssuedBefore },
      { subscriberId: "carl", erase: true, refuseTokensIssuedBefore: toText(Date.now() + 3_600_000) },
    ];
    // Whoever is erased counts as erased, also where only tokens came to be void.
    const counts = { lines: 4, erased: 2, deleted: 1, voided: 0, unchanged: 0, refused: 1 };
    expect(await importLines(lines)).toMatchObject(counts);
    expect(await importLines(lines)).toMatchObject({
      lines: 4,
      erased: 2,
      deleted: 0,
      voided: 0,
      unchanged: 1,
      refused: 1,
    });
    for (const subscriberId of ["anna", "boris", "nobody"]) {
      expect([await isRefused(SOLD - 1_000, subscriberId), await isRefused(SOLD, subscriberId)]).toEqual([true, false]);
    }
    // Of a line that is refused nothing is done.
    expect(await exportAll()).toContain('"carl","attributes"');
  });

  it("is on record: what holds for the person, and who of the staff said so", async () => {
    await refuseTokens({ issuedBefore: toText(SOLD) });
    const held = personExportSchema.parse(await (await ask("/v1/me/export", SOLD + HOUR)).json());
    expect(held.refusesTokensBefore).toBe(toText(SOLD));
    expect(held.staffActs).toMatchObject([{ action: "refused-tokens", actor: "person:importer" }]);
    const other = personExportSchema.parse(await (await ask("/v1/me/export", SOLD, {}, "other")).json());
    expect(other.refusesTokensBefore).toBeNull();
  });
});
