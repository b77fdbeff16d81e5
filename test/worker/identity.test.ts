import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { describe, expect, it } from "vitest";
import { issueDevelopmentStaffToken, issueDevelopmentToken } from "../../src/http/access/development-issuer.ts";
import { call, expectProblem, tokenFor, useGarland } from "./client.ts";
import { openAppWith, staffTokenFor } from "./open-app.ts";
import { LONELY_KEY_SET, RANDOM_KEY } from "../support/random-key.ts";

const ISSUER = "https://login.operator.example";
const AUDIENCE = "garland-console";
const NOW = Date.parse("2025-01-15T12:00:00Z");
const HOUR_S = 3_600;

const pair = await generateKeyPair("ES256", { extractable: true });
const foreignPair = await generateKeyPair("ES256");
const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: "staff-1", alg: "ES256" };
const STAFF = {
  STAFF_JWKS: JSON.stringify({ keys: [publicJwk] }),
  STAFF_ISSUER: ISSUER,
  STAFF_AUDIENCE: AUDIENCE,
};
const GOOD: JWTPayload = {
  sub: "8f0c2d",
  name: "Anna",
  email: "anna@operator.example",
  roles: ["marketer", "viewer"],
  iss: ISSUER,
  aud: AUDIENCE,
  iat: NOW / 1000,
  exp: NOW / 1000 + HOUR_S,
};

function sign(claims: JWTPayload, kid = "staff-1", key: CryptoKey = pair.privateKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid }).sign(key);
}

function encode(part: object): string {
  return btoa(JSON.stringify(part)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function without(claim: string): JWTPayload {
  return Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== claim));
}

type App = ReturnType<typeof openAppWith>["app"];

async function whoami(app: App, headers: Record<string, string>): Promise<Response> {
  return app.request("/v1/whoami", { headers });
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe("a staff token", () => {
  it("says who the person is and what they may do", async () => {
    const { app } = openAppWith(STAFF);
    const response = await whoami(app, bearer(await sign(GOOD)));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      kind: "person",
      id: "8f0c2d",
      name: "Anna",
      roles: ["viewer", "marketer"],
    });
  });

  it("may come from Cloudflare Access, which knows an address instead of a name", async () => {
    const { app } = openAppWith({ ...STAFF, STAFF_ROLE_CLAIM: "custom.roles" });
    const assertion = await sign({ ...without("name"), aud: [AUDIENCE], custom: { roles: ["approver"] } });
    const response = await whoami(app, { "Cf-Access-Jwt-Assertion": assertion });
    expect(await response.json()).toMatchObject({ name: "anna@operator.example", roles: ["approver"] });
  });

  const refused: Record<string, () => Promise<string> | string> = {
    "from another issuer": () => sign({ ...GOOD, iss: "https://elsewhere.example" }),
    "without an issuer": () => sign(without("iss")),
    "for another audience": () => sign({ ...GOOD, aud: "another-app" }),
    "for the subscribers' audience": () => sign({ ...GOOD, aud: "garland" }),
    "without an audience": () => sign(without("aud")),
    "past its expiry": () => sign({ ...GOOD, exp: NOW / 1000 }),
    "without an expiry": () => sign(without("exp")),
    "not valid yet": () => sign({ ...GOOD, nbf: NOW / 1000 + 61 }),
    "issued more than a minute from now": () => sign({ ...GOOD, iat: NOW / 1000 + 61 }),
    "without a subject": () => sign(without("sub")),
    "with an empty subject": () => sign({ ...GOOD, sub: "" }),
    "under an unknown key": () => sign(GOOD, "staff-2"),
    "signed by somebody else in this key's name": () => sign(GOOD, "staff-1", foreignPair.privateKey),
    "with alg none": () => `${encode({ alg: "none", kid: "staff-1" })}.${encode(GOOD)}.`,
    "with the public key as a shared secret": () =>
      new SignJWT(GOOD)
        .setProtectedHeader({ alg: "HS256", kid: "staff-1" })
        .sign(new TextEncoder().encode(JSON.stringify(publicJwk))),
    "that was changed after signing": async () => {
      const [header, , signature] = (await sign(GOOD)).split(".");
      return [header, encode({ ...GOOD, roles: ["admin"] }), signature].join(".");
    },
    "that is none": () => "anna@operator.example",
    "of dots": () => "..",
    "with parts that are not base64url": () => "ey*.ey*.ey*",
    "with a header that is not JSON": async () => `bm90LWpzb24.${encode(GOOD)}.${(await sign(GOOD)).split(".")[2]}`,
  };

  it.each(Object.entries(refused))("%s is refused, and not repeated", async (_, make) => {
    const { app } = openAppWith(STAFF);
    const token = await make();
    const response = await whoami(app, bearer(token));
    expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
    const problem = JSON.stringify(await expectProblem(response, "unauthenticated", 401));
    for (const part of [...token.split("."), "anna@", GOOD.sub ?? ""])
      expect(part && problem.includes(part)).toBeFalsy();
  });

  it("is refused once it has expired, even if it was verified a moment before", async () => {
    const { app, clock } = openAppWith(STAFF, { now: NOW });
    const token = await sign({ ...GOOD, exp: NOW / 1000 + 60 });
    expect((await whoami(app, bearer(token))).status).toBe(200);
    clock.now += 60_000;
    await expectProblem(await whoami(app, bearer(token)), "unauthenticated", 401);
  });

  it("counts even if another credential stands beside it: no falling back from a bad one", async () => {
    const { app } = openAppWith(STAFF);
    const response = await whoami(app, { ...bearer("nonsense"), "Cf-Access-Jwt-Assertion": await sign(GOOD) });
    await expectProblem(response, "unauthenticated", 401);
  });
});

describe("roles", () => {
  const rolesBy = async (variables: Record<string, string>, claims: JWTPayload): Promise<unknown> => {
    const { app } = openAppWith({ ...STAFF, ...variables });
    const response = await whoami(app, bearer(await sign({ ...without("roles"), ...claims })));
    if (response.status === 403) return (await expectProblem(response, "forbidden", 403)).detail;
    return (await response.json<{ roles: string[] }>()).roles;
  };
  const MAP = { STAFF_ROLE_CLAIM: "groups", STAFF_ROLE_MAP: '{"Season team":"marketer","Season leads":"approver"}' };

  it("are none without the claim, and that is told", async () => {
    expect(await rolesBy({}, {})).toMatch(/^Only these roles may do this: viewer, .*; you have no role here\.$/);
  });

  it("that Garland does not know are ignored", async () => {
    expect(await rolesBy({}, { roles: ["owner", "viewer", "viewer", 7, null] })).toEqual(["viewer"]);
    expect(await rolesBy({}, { roles: ["Admin", "toString"] })).toMatch(/you have no role here/);
  });

  it("may be a single name, at a path, or in a claim whose name has dots", async () => {
    expect(await rolesBy({}, { roles: "admin" })).toEqual(["admin"]);
    expect(await rolesBy({ STAFF_ROLE_CLAIM: "realm_access.roles" }, { realm_access: { roles: ["support"] } })).toEqual(
      ["support"],
    );
    const claim = "https://operator.example/roles";
    expect(await rolesBy({ STAFF_ROLE_CLAIM: claim }, { [claim]: ["channel"] })).toEqual(["channel"]);
    expect(await rolesBy({ STAFF_ROLE_CLAIM: "roles.length" }, { roles: "admin" })).toMatch(/you have no role here/);
  });

  it("come from the map alone when there is one: a group called admin makes nobody an admin", async () => {
    expect(await rolesBy(MAP, { groups: ["Season leads", "admin"] })).toEqual(["approver"]);
    expect(await rolesBy(MAP, { groups: ["admin", "constructor"] })).toMatch(/you have no role here/);
  });
});

describe("subscribers and staff", () => {
  it("can't pass as each other, though the built-in issuer signs for both with one key", async () => {
    const subscriber = await tokenFor("anna");
    await expectProblem(await call("/v1/whoami", { headers: bearer(subscriber) }), "unauthenticated", 401);
    const staff = await staffTokenFor("anna", ["admin"]);
    expect((await call("/v1/whoami", { headers: bearer(staff) })).status).toBe(200);
    await expectProblem(await call("/v1/tray", { headers: bearer(staff) }), "unauthenticated", 401);
    await expectProblem(
      await call("/v1/tray", { headers: { "Cf-Access-Jwt-Assertion": subscriber } }),
      "unauthenticated",
      401,
    );
  });

  it("find no built-in issuer in production", async () => {
    const { settings } = openAppWith({
      ...STAFF,
      ENVIRONMENT: "production",
      SUBSCRIBER_JWKS: LONELY_KEY_SET,
      SUBSCRIBER_ISSUER: "https://id.operator.example",
      LINK_KEYS: `1:${RANDOM_KEY}`,
      PUBLIC_ORIGIN: "https://garland.operator.example",
    });
    await expect(issueDevelopmentStaffToken(settings, { name: "anna", roles: ["admin"] }, NOW)).rejects.toThrow(
      /production/,
    );
    await expect(issueDevelopmentToken(settings, "anna", NOW)).rejects.toThrow(/production/);
  });
});

describe("a change by somebody whom Cloudflare Access has logged in", () => {
  useGarland("2025-01-15T12:00:00Z");

  const makeKey = async (headers: Record<string, string>) => {
    const { app } = openAppWith(STAFF);
    const body = JSON.stringify({ name: "bot", roles: ["channel"] });
    return app.request("/v1/service-keys", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body,
    });
  };

  it("is refused from another site's page, and taken from Garland's own and from programs", async () => {
    const assertion = { "Cf-Access-Jwt-Assertion": await sign({ ...GOOD, roles: ["admin"] }) };
    await expectProblem(await makeKey({ ...assertion, "Sec-Fetch-Site": "cross-site" }), "forbidden", 403);
    await expectProblem(await makeKey({ ...assertion, "Sec-Fetch-Site": "same-site" }), "forbidden", 403);
    expect((await makeKey({ ...assertion, "Sec-Fetch-Site": "same-origin" })).status).toBe(201);
    expect((await makeKey(assertion)).status).toBe(201);
  });
});
