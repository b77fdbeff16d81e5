import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { parseSettings } from "../../src/contract/settings.ts";
import { openEnvironment } from "../../src/env.ts";
import { createStaffVerifier } from "../../src/http/access/authenticate-staff.ts";
import { createSubscriberVerifier } from "../../src/http/access/authenticate.ts";
import { createApp } from "../../src/http/app.ts";
import { createLinkTokens } from "../../src/tokens/link-token.ts";
import { openOwnIssuer } from "../support/open-own-issuer.ts";
import { RANDOM_KEY } from "../support/random-key.ts";
import { call, expectProblem, shardFor, tokenFor, useGarland } from "./client.ts";

useGarland("2024-12-01T00:00:00Z");

const NOW = Date.parse("2024-12-31T12:00:00+03:00");
const issuer = await openOwnIssuer();
const linkTokens = createLinkTokens(parseSettings(env).linkKeys);
const LINK = `/o/${linkTokens.seal({ kind: "off", subscriberId: "anna", scope: "theme:tree" })}`;
const PAGE = `/me/${linkTokens.seal({ kind: "page", subscriberId: "anna", expiresAt: NOW + 60_000, issuedAt: NOW })}`;
const GIFT = "/v1/me/gifts/AAAAAAAAAAAAAAAAAAAAAA";
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const JSON_TYPE = { "Content-Type": "application/json" };

/** The real app over the real objects as it is in production, at an instant. */
function openProduction() {
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
  return createApp({
    ...environment,
    settings,
    verifySubscriber: createSubscriberVerifier(settings, environment.catalog),
    verifyStaff: createStaffVerifier(settings, environment.catalog),
    linkTokens,
    now: () => NOW,
  });
}

interface Word {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const say = (path: string, body: string, headers = JSON_TYPE): Word => ({ method: "POST", path, headers, body });

const WORDS: readonly Word[] = [
  say("/v1/me/choices", '{"scope":"theme:tree","value":"out"}'),
  say("/v1/me/wishes", '{"theme":"tulip"}'),
  say(GIFT, '{"answer":"show"}'),
  { method: "GET", path: LINK },
  say(LINK, "scope=theme%3Atree", FORM),
  { method: "GET", path: PAGE },
  say(PAGE, "off=theme%3Atree", FORM),
];

describe("an instant in an address", () => {
  it.each(WORDS)("is nothing in production to a person's word: $method $path", async ({ path, ...init }) => {
    const offer = { recipientId: "anna", pair: "x", theme: "tulip", at: NOW };
    await shardFor("anna").offerGift({ giftId: GIFT.slice("/v1/me/gifts/".length), ...offer });
    const token = await issuer.sign("anna", NOW);
    const authorization = { Authorization: `Bearer ${token}` };
    for (const at of ["2031-01-01T00:00:00Z", "yesterday", ""]) {
      const response = await openProduction().request(`${path}?${new URLSearchParams({ at, fbclid: "x" })}`, {
        ...init,
        headers: { ...authorization, ...init.headers },
      });
      expect([at, response.status]).toEqual([at, 200]);
      await response.text();
    }
    // What was said was said now.
    for (const choice of await shardFor("anna").history("anna")) expect(choice.at).toBe(NOW);
  });

  it.each(["/v1/tray", "/v1/me", "/v1/me/wishes", "/v1/me/gifts"])(
    "is refused in production by a question: %s",
    async (path) => {
      const token = await issuer.sign("anna", NOW);
      const headers = { Authorization: `Bearer ${token}` };
      for (const at of ["2031-01-01T00:00:00Z", "yesterday"]) {
        const response = await openProduction().request(`${path}?${new URLSearchParams({ at })}`, { headers });
        await expectProblem(response, "instant-not-allowed", 400);
      }
      expect((await openProduction().request(`${path}?fbclid=x&lang=xx`, { headers })).status).toBe(200);
    },
  );

  it("must be one in development, where a season is replayed", async () => {
    const authorization = { Authorization: `Bearer ${await tokenFor("anna")}`, Accept: "application/json" };
    for (const { path, ...word } of WORDS) {
      const init = { ...word, headers: { ...authorization, ...word.headers } };
      const { issues } = await expectProblem(await call(`${path}?at=yesterday`, init), "invalid-request", 400);
      expect(issues?.map((issue) => issue.path)).toEqual(["$.at"]);
    }
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });
});
