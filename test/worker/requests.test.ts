import { env } from "cloudflare:workers";
import { generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createLinkTokens } from "../../src/tokens/link-token.ts";
import { parseSettings } from "../../src/contract/settings.ts";
import { openEnvironment } from "../../src/env.ts";
import { CLOCK_HEADER, createApp } from "../../src/http/app.ts";
import { createSubscriberVerifier } from "../../src/http/access/authenticate.ts";
import { createStaffVerifier } from "../../src/http/access/authenticate-staff.ts";
import { developmentJwks } from "../../src/http/access/development-issuer.ts";
import { call, expectProblem, openPhone, shardFor, tokenFor, useGarland } from "./client.ts";
import { staffTokenFor } from "./open-app.ts";
import { openOwnIssuer } from "../support/open-own-issuer.ts";
import { RANDOM_KEY } from "../support/random-key.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const at = `at=${encodeURIComponent(NEW_YEAR)}`;

async function headersFor(subscriberId: string) {
  return { Authorization: `Bearer ${await tokenFor(subscriberId)}`, "Content-Type": "application/json" };
}

const postChoice = async (body: BodyInit, headers: Record<string, string> = {}) =>
  call("/v1/me/choices", { method: "POST", headers: { ...(await headersFor("anna")), ...headers }, body });

describe("a request without a good token", () => {
  it("is told to send one", async () => {
    const response = await call("/v1/tray");
    expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
    await expectProblem(response, "unauthenticated", 401);
  });

  it.each([
    ["no token at all", "Bearer nonsense"],
    ["another scheme", "Basic YW5uYTphbm5h"],
    ["an unsigned token", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIiwiZXhwIjo5OTk5OTk5OTk5fQ."],
  ])("is refused when it carries %s, and the token is not repeated", async (_what, authorization) => {
    const response = await call("/v1/tray", { headers: { Authorization: authorization } });
    const problem = await expectProblem(response, "unauthenticated", 401);
    expect(JSON.stringify(problem)).not.toContain(authorization.split(" ")[1]);
  });

  it("is refused when the token is signed by somebody else, with our own key's id", async () => {
    const { privateKey } = await generateKeyPair("ES256");
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: "ES256", kid: "garland-development" })
      .setSubject("anna")
      .setAudience("garland")
      .setExpirationTime("1h")
      .sign(privateKey);
    const response = await call("/v1/tray", { headers: { Authorization: `Bearer ${token}` } });
    await expectProblem(response, "unauthenticated", 401);
  });

  it("is refused when a member of the token was changed", async () => {
    const [head, , signature] = (await tokenFor("anna")).split(".");
    const forged = btoa(JSON.stringify({ sub: "boris", aud: "garland", exp: 9_999_999_999 })).replaceAll("=", "");
    const response = await call("/v1/tray", { headers: { Authorization: `Bearer ${head}.${forged}.${signature}` } });
    await expectProblem(response, "unauthenticated", 401);
  });
});

describe("a malformed question", () => {
  it.each([
    ["without offset", "at=2025-02-14T12:00:00"],
    ["that is empty", "at="],
    ["that is said twice", `${at}&${at}`],
  ])("about an instant %s is refused in development, naming the member", async (_what, query) => {
    const response = await call(`/v1/tray?${query}`, { headers: await headersFor("anna") });
    const problem = await expectProblem(response, "invalid-request", 400);
    expect(problem.issues?.map((issue) => issue.path)).toEqual(["$.at"]);
  });
});

describe("a malformed choice", () => {
  it.each([
    ["that is not JSON", "{scope:", "malformed-json", 400],
    ["that is not an object", '"all"', "invalid-request", 400],
    ["without a value", '{"scope":"all"}', "invalid-request", 400],
    ["with a value that is none", '{"scope":"all","value":"maybe"}', "invalid-request", 400],
    ["with a scope that is none", '{"scope":"campaign:x","value":"out"}', "invalid-request", 400],
    ["with a member that is not known", '{"scope":"all","value":"out","until":"2030"}', "invalid-request", 400],
    ["for a theme that does not exist", '{"scope":"theme:ghost","value":"out"}', "refused", 422],
    [
      "larger than 64 KiB",
      JSON.stringify({ scope: "all", value: "out", notice: "x".repeat(70_000) }),
      "too-large",
      413,
    ],
  ])("%s is refused and stores nothing", async (_what, body, type, status) => {
    await expectProblem(await postChoice(body), type, status);
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });

  it("of another media type is refused", async () => {
    const response = await postChoice("scope=all&value=out", { "Content-Type": "application/x-www-form-urlencoded" });
    await expectProblem(response, "unsupported-media-type", 415);
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });

  it("that is well-formed is answered whole, whatever tray the caller says to have", async () => {
    const response = await postChoice('{"scope":"all","value":"out"}', { "If-None-Match": "*" });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ v: 1, decision: "none" });
  });

  it("with an Idempotency-Key that is none is refused", async () => {
    const response = await postChoice('{"scope":"all","value":"out"}', { "Idempotency-Key": "два слова" });
    await expectProblem(response, "invalid-request", 400);
  });

  it("under a used Idempotency-Key is a conflict", async () => {
    const key = { "Idempotency-Key": "once" };
    expect((await postChoice('{"scope":"all","value":"out"}', key)).status).toBe(200);
    await expectProblem(await postChoice('{"scope":"all","value":"in"}', key), "conflict", 409);
  });
});

describe("an address", () => {
  it("that does not exist is answered as a problem", async () => {
    await expectProblem(await call("/v1/nothing"), "not-found", 404);
  });

  it("of an attribute may have capitals, as attributes have", async () => {
    const headers = { Authorization: `Bearer ${await staffTokenFor("a reader", ["viewer"])}` };
    const response = await call("/v1/attributes/lineType", { headers });
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ key: "lineType" })]);
  });

  it("with another method is answered with the methods that it takes", async () => {
    const response = await call("/v1/tray", { method: "DELETE" });
    expect(response.headers.get("Allow")).toBe("GET");
    await expectProblem(response, "method-not-allowed", 405);
  });

  it("keeps a caller's request id, and makes one otherwise", async () => {
    const given = await call("/healthz", { headers: { "X-Request-Id": "call-42" } });
    expect(given.headers.get("X-Request-Id")).toBe("call-42");
    expect((await call("/healthz")).headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("an answer of data", () => {
  it.each<[path: string, init: RequestInit, status: number]>([
    ["/v1/tray", {}, 200],
    ["/v1/tray", { headers: { "If-None-Match": "*" } }, 304],
    ["/ofrep/v1/evaluate/flags", { method: "POST", body: "{}" }, 200],
  ])(
    "from %s %j (%i) has the security headers that browsers heed for data, and a request id",
    async (path, init, status) => {
      const headers = { ...init.headers, "Content-Type": "application/json", "X-Request-Id": "call-7" };
      const response = await call(path, { ...init, headers: { ...headers, ...(await headersFor("anna")) } });
      expect(response.status).toBe(status);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "cross-origin-resource-policy": "same-origin",
        "strict-transport-security": "max-age=15552000; includeSubDomains",
        "x-content-type-options": "nosniff",
        "x-request-id": "call-7",
      });
    },
  );
});

describe("every other answer", () => {
  it.each<[path: string, init: RequestInit, status: number]>([
    ["/v1/tray?at=amiga", { headers: { Authorization: "Bearer anna" } }, 400],
    ["/v1/tray", {}, 401],
    ["/nowhere", {}, 404],
    ["/v1/tray", { method: "DELETE" }, 405],
    ["/healthz", {}, 200],
  ])("of %s %j (%i) has each security header once, and a request id", async (path, init, status) => {
    const headers = new Headers({ ...init.headers, "Content-Type": "application/json", "X-Request-Id": "call-7" });
    if (headers.has("Authorization")) headers.set("Authorization", (await headersFor("anna")).Authorization ?? "");
    const response = await call(path, { ...init, headers });
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-security-policy":
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "origin-agent-cluster": "?1",
      "referrer-policy": "no-referrer",
      "strict-transport-security": "max-age=15552000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "x-dns-prefetch-control": "off",
      "x-download-options": "noopen",
      "x-frame-options": "SAMEORIGIN",
      "x-permitted-cross-domain-policies": "none",
      "x-xss-protection": "0",
      "x-request-id": "call-7",
    });
  });
});

describe("the tray", () => {
  it("has a strong ETag of its body, and costs a phone that has it no body", async () => {
    const headers = await headersFor("anna");
    const first = await call(`/v1/tray?platform=ios&${at}`, { headers });
    const etag = first.headers.get("ETag") ?? "";
    expect(etag).toMatch(/^"[\w-]{38}"$/);
    expect(first.headers.get("Cache-Control")).toBe("private, no-cache");
    for (const value of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await call(`/v1/tray?platform=ios&${at}`, { headers: { ...headers, "If-None-Match": value } });
      expect({ status: again.status, body: await again.text(), etag: again.headers.get("ETag") }).toEqual({
        status: 304,
        body: "",
        etag,
      });
    }
  });

  it("is read anew whatever was asked before, and never answered for another phone's query", async () => {
    const ask = async (subscriberId: string, query: string) => {
      const { status } = await call(`/v1/tray${query}`, { headers: await headersFor(subscriberId) });
      return [status, (await shardFor(subscriberId).exportPerson(subscriberId)).device];
    };
    const queries: readonly (readonly [query: string, device: Readonly<Record<string, string>>])[] = [
      ["", {}],
      ["?platform=ios", { platform: "ios" }],
      ["?platform=ios&platform=android", { platform: "ios" }],
      ["?platform=amiga&platform=android", { platform: "android" }],
      ["?platform=ios&unknown=1", { platform: "ios" }],
      ["?platform=amiga", {}],
      [`?platform=ios${"&".repeat(400)}`, { platform: "ios" }],
      ["?platform=android&timezone=Asia%2FTokyo", { platform: "android", timezone: "Asia/Tokyo" }],
      ["?platform=android&timezone=Nowhere", { platform: "android" }],
    ];
    for (const [index, [query, device]] of [...queries, ...queries.toReversed(), ...queries].entries()) {
      expect([query, await ask(`s-${index}`, query)]).toEqual([query, [200, device]]);
    }
  });

  it("has another ETag as soon as the person has chosen", async () => {
    const headers = await headersFor("anna");
    const before = await call(`/v1/tray?platform=ios&${at}`, { headers });
    await postChoice('{"scope":"all","value":"out"}');
    const after = await call(`/v1/tray?platform=ios&${at}`, {
      headers: { ...headers, "If-None-Match": before.headers.get("ETag") ?? "" },
    });
    expect(after.status).toBe(200);
    expect(await after.json()).toMatchObject({ decision: "none", reason: "opted-out" });
  });

  it("shows a choice on every channel at once (invariant 3)", async () => {
    const phone = await openPhone("anna", { platform: "ios" });
    const tray = await phone.trayAt(NEW_YEAR);
    await phone.choose("all", "out", NEW_YEAR);
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "none" });
    const page = await call(new URL(tray.off.url).pathname, { headers: { Accept: "text/html" } });
    expect(await page.text()).toContain("уже отключены");
  });

  it("has the same shape when there is nothing to show", async () => {
    const phone = await openPhone("anna", { platform: "ios" });
    const shown = await phone.trayAt(NEW_YEAR);
    const nothing = await phone.trayAt("2025-02-01T12:00:00+03:00");
    expect(Object.keys(nothing)).toEqual(Object.keys(shown));
  });

  it("is not given for another instant in production, whatever the caller says of the time", async () => {
    const issuer = await openOwnIssuer();
    const settings = parseSettings({
      ENVIRONMENT: "production",
      SHARDS: env.SHARDS,
      SUBSCRIBER_JWKS: issuer.keySet,
      SUBSCRIBER_ISSUER: issuer.name,
      LINK_KEYS: `1:${RANDOM_KEY}`,
      PUBLIC_ORIGIN: "https://garland.example",
      STAFF_JWKS: issuer.keySet,
      STAFF_ISSUER: "https://issuer.example",
      STAFF_AUDIENCE: "staff",
    });
    const environment = openEnvironment(env);
    const app = createApp({
      ...environment,
      settings,
      verifySubscriber: createSubscriberVerifier(settings, environment.catalog),
      verifyStaff: createStaffVerifier(settings, environment.catalog),
      linkTokens: createLinkTokens(settings.linkKeys),
      now: () => Date.parse(NEW_YEAR),
    });
    const token = await issuer.sign("anna", Date.parse(NEW_YEAR));
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const refused = await app.request(`/v1/tray?${at}`, { headers });
    await expectProblem(refused, "instant-not-allowed", 400);
    const tray = await app.request("/v1/tray?platform=ios", {
      headers: { ...headers, [CLOCK_HEADER]: "2030-01-01T00:00:00Z" },
    });
    expect(await tray.json()).toMatchObject({
      decision: "show",
      off: { url: expect.stringMatching(/^https:\/\/garland\.example\/o\//) },
    });
    await expectProblem(await app.request("/dev/people"), "not-found", 404);
    expect(() => developmentJwks(settings)).toThrow(/does not exist when ENVIRONMENT=production/);
  });
});
