import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseSettings } from "../../../src/contract/settings.ts";
import { succeed } from "../../../src/domain/result.ts";
import { createTokenVerifier, rememberVerified, type Verified } from "../../../src/http/access/verify-token.ts";

const NOW = Date.parse("2025-01-15T12:00:00Z");
const settings = parseSettings({ ENVIRONMENT: "development", SHARDS: "1" });

describe("keys behind a URL", () => {
  let server: Server;
  let answer: { status: number; body: string };
  let fetches: number;

  beforeEach(async () => {
    fetches = 0;
    server = createServer((_request, response) => {
      fetches += 1;
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise((resolve) => void server.close(resolve)));

  function openVerifier() {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const trust = { jwks: `http://127.0.0.1:${port}/keys`, issuer: "us", audience: "garland" };
    return createTokenVerifier(settings, trust, ({ sub }) => succeed(sub ?? ""));
  }

  async function makeToken() {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const token = await new SignJWT({ sub: "anna", iss: "us", aud: "garland", exp: NOW / 1000 + 60 })
      .setProtectedHeader({ alg: "ES256", kid: "1" })
      .sign(privateKey);
    return { token, jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: "1" }] } };
  }

  it("are fetched once, and a token is not checked again for a while", async () => {
    const { token, jwks } = await makeToken();
    answer = { status: 200, body: JSON.stringify(jwks) };
    const verify = openVerifier();
    expect(await verify(token, NOW)).toEqual({ ok: true, value: "anna" });
    expect(await verify(token, NOW)).toEqual({ ok: true, value: "anna" });
    expect(fetches).toBe(1);
  });

  it.each([
    ["fails", 500, ""],
    ["moves elsewhere", 302, ""],
    ["talks nonsense", 200, "<html>"],
  ])("that %s make us not ready, instead of the caller a stranger", async (_, status, body) => {
    const { token } = await makeToken();
    answer = { status, body };
    expect(await openVerifier()(token, NOW)).toMatchObject({ ok: false, error: { type: "not-ready" } });
  });

  it("are not asked for what is no token", async () => {
    answer = { status: 500, body: "" };
    expect(await openVerifier()("nonsense", NOW)).toMatchObject({ ok: false, error: { type: "unauthenticated" } });
    expect(fetches).toBe(0);
  });
});

describe("remembering what was verified", () => {
  it("spares a check while it holds, and forgets the oldest first", async () => {
    let checks = 0;
    const verify = rememberVerified(async (credential: string) => {
      checks += 1;
      return succeed({ identity: credential, goodUntil: Infinity } satisfies Verified<string>);
    }, 1_000);
    await verify("first", 0);
    await verify("first", 999);
    expect(checks).toBe(1);
    await verify("first", 1_000);
    expect(checks).toBe(2);
    for (let count = 0; count < 10_000; count++) await verify(`other ${count}`, 1_000);
    checks = 0;
    await verify("other 9999", 1_000);
    expect(checks).toBe(0);
    await verify("first", 1_000);
    expect(checks).toBe(1);
  });
});
