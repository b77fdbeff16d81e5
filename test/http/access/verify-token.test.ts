import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openIssuerKeys as openKeeper } from "../../../src/catalog/issuer-keys.ts";
import type { IssuerKeysRpc } from "../../../src/contract/rpc/rpc-issuer-keys.ts";
import { parseSettings } from "../../../src/contract/settings.ts";
import { succeed } from "../../../src/domain/result.ts";
import { createSubscriberVerifier } from "../../../src/http/access/authenticate.ts";
import { createTokenVerifier, rememberVerified, type Verified } from "../../../src/http/access/verify-token.ts";
import { openIssuerKeys } from "../../../src/http/access/issuer-keys.ts";
import { openFakeIssuer, openKeySetMemory, type FakeIssuer } from "../../support/fake-issuer.ts";

const NOW = Date.parse("2025-01-15T12:00:00Z");
const NOW_S = NOW / 1000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY_S = 86_400;
const settings = parseSettings({ ENVIRONMENT: "development", SHARDS: "1" });
const DOWN = { status: 503, body: "" };

const pairs = new Map(
  await Promise.all(
    ["1", "2"].map(async (kid) => [kid, await generateKeyPair("ES256", { extractable: true })] as const),
  ),
);

async function jwksOf(...kids: readonly string[]): Promise<string> {
  const keys = kids.map(async (kid) => ({ ...(await exportJWK(pairs.get(kid)?.publicKey ?? new Uint8Array())), kid }));
  return JSON.stringify({ keys: await Promise.all(keys) });
}

const KEYS = await jwksOf("1");

/** A token for anna, good for two days unless it says otherwise; `key`: whose it really is. */
async function makeToken(claims: JWTPayload = {}, kid = "1", key = kid): Promise<string> {
  const payload = { sub: "anna", iss: "us", aud: "garland", exp: NOW_S + 2 * DAY_S, ...claims };
  const { privateKey } = pairs.get(key) ?? (await generateKeyPair("ES256"));
  return new SignJWT(payload).setProtectedHeader({ alg: "ES256", kid }).sign(privateKey);
}

const ANNA = { ok: true, value: "anna" };
const STRANGER = { ok: false, error: { type: "unauthenticated" } };
const UNSURE = { ok: false, error: { type: "not-ready" } };

describe("keys behind a URL", () => {
  let issuer: FakeIssuer;
  let clock: { now: number };

  beforeEach(async () => {
    issuer = await openFakeIssuer();
    issuer.answer = { status: 200, body: KEYS };
    clock = { now: NOW };
  });
  afterEach(() => issuer.close());

  /** An isolate with a catalog of its own, or of another's, as they are joined in production. */
  function openIsolate(keeper = openCatalog()) {
    const trust = { jwks: issuer.url, issuer: "us", audience: "garland", longestLifeMs: Infinity };
    const keys = openIssuerKeys(settings, trust.jwks, keeper);
    const verify = createTokenVerifier(keys, trust, ({ sub }) => succeed(sub ?? ""));
    return { keeper, verify: (token: string) => verify(token, clock.now) };
  }

  function openCatalog() {
    const kept = openKeeper(openKeySetMemory(), () => clock.now, 200);
    const catalog = { asked: 0, isGone: false };
    return Object.assign(catalog, {
      async readIssuerKeys(question) {
        catalog.asked += 1;
        if (catalog.isGone) throw new Error("Network connection lost.");
        return kept.read(question);
      },
    } satisfies IssuerKeysRpc);
  }

  it("are fetched once, and a token is not checked again for a while", async () => {
    const { verify } = openIsolate();
    const token = await makeToken();
    expect(await verify(token)).toEqual(ANNA);
    expect(await verify(token)).toEqual(ANNA);
    expect(issuer.fetches).toBe(1);
  });

  it("are fetched once for all who come to all isolates at the same moment", async () => {
    const { keeper, verify } = openIsolate();
    const isolates = [verify, openIsolate(keeper).verify, openIsolate(keeper).verify];
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, index) => makeToken({ jti: String(index) })));
    const answers = await Promise.all(isolates.flatMap((ask) => tokens.map(ask)));
    for (const answer of answers) expect(answer).toEqual(ANNA);
    expect(issuer.fetches).toBe(1);
  });

  it.each([
    ["fails", DOWN],
    ["moves elsewhere", { status: 302, body: "", elsewhere: { body: KEYS } }],
    ["talks nonsense", { status: 200, body: "<html>" }],
    ["hangs", undefined],
  ])("of an issuer that %s make us not ready, instead of the caller a stranger", async (_, answer) => {
    issuer.answer = answer;
    const { verify } = openIsolate();
    expect(await verify(await makeToken())).toMatchObject(UNSURE);
    expect(await verify(await makeToken())).toMatchObject(UNSURE);
    expect(issuer.fetches).toBe(1);
  });

  it("are not asked for what is no token", async () => {
    const { keeper, verify } = openIsolate();
    expect(await verify("nonsense")).toMatchObject(STRANGER);
    expect(keeper.asked).toBe(0);
  });

  it("go on working for 24 hours while their issuer is down, also for tokens never seen before", async () => {
    const { keeper, verify } = openIsolate();
    const early = await makeToken();
    await verify(early);
    issuer.answer = DOWN;
    clock.now = NOW + 24 * HOUR - 1;
    expect(await verify(await makeToken({ jti: "new" }))).toEqual(ANNA);
    expect(await verify(early)).toEqual(ANNA);
    // So it is in an isolate that has only just begun.
    expect(await openIsolate(keeper).verify(early)).toEqual(ANNA);
    clock.now += 1;
    expect(await verify(early)).toMatchObject(UNSURE);
    expect(await openIsolate(keeper).verify(early)).toMatchObject(UNSURE);
  });

  it("that are new while the issuer is down make us not ready; forged ones likewise, as nobody knows", async () => {
    const { verify } = openIsolate();
    await verify(await makeToken());
    issuer.answer = DOWN;
    clock.now += HOUR;
    expect(await verify(await makeToken({}, "2"))).toMatchObject(UNSURE);
    expect(await verify(await makeToken({}, "3"))).toMatchObject(UNSURE);
    expect(await verify(await makeToken({}, "1", "2"))).toMatchObject(STRANGER);
    issuer.answer = { status: 200, body: await jwksOf("1", "2") };
    const ask = async () => {
      clock.now += SECOND;
      return verify(await makeToken({}, "2"));
    };
    await expect.poll(ask).toEqual(ANNA);
    expect(await verify(await makeToken({}, "3"))).toMatchObject(STRANGER);
  });

  it("that are new are found by the first token that has one", async () => {
    const { verify } = openIsolate();
    await verify(await makeToken());
    issuer.answer = { status: 200, body: await jwksOf("2") };
    clock.now += MINUTE;
    expect(await verify(await makeToken({}, "2"))).toEqual(ANNA);
    expect(issuer.fetches).toBe(2);
    expect(await verify(await makeToken({ jti: "new" }, "1"))).toMatchObject(STRANGER);
  });

  it("that were withdrawn are refused after ten minutes, in every isolate", async () => {
    const { keeper, verify } = openIsolate();
    await verify(await makeToken());
    issuer.answer = { status: 200, body: await jwksOf("2") };
    clock.now += 9 * MINUTE;
    const other = openIsolate(keeper).verify;
    expect([await verify(await makeToken({ jti: "a" })), await other(await makeToken())]).toEqual([ANNA, ANNA]);
    clock.now += MINUTE;
    for (const ask of [verify, other]) expect(await ask(await makeToken({ jti: "b" }))).toMatchObject(STRANGER);
  });

  it("are asked for anew by one request, while others go by those that are held", async () => {
    const { keeper, verify } = openIsolate();
    await verify(await makeToken());
    clock.now += HOUR;
    issuer.answer = undefined;
    const first = verify(await makeToken({ jti: "first" }));
    expect(await verify(await makeToken({ jti: "second" }))).toEqual(ANNA);
    issuer.answer = { status: 200, body: KEYS };
    issuer.release();
    expect(await first).toEqual(ANNA);
    expect({ fetches: issuer.fetches, asked: keeper.asked }).toEqual({ fetches: 2, asked: 2 });
  });

  it("are not fetched, nor asked of the catalog, for a storm of forged ones", async () => {
    const { keeper, verify } = openIsolate();
    await verify(await makeToken());
    clock.now += MINUTE;
    for (let count = 0; count < 50; count++) {
      clock.now += 500;
      expect(await verify(await makeToken({}, `forged ${count}`))).toMatchObject(STRANGER);
    }
    expect({ fetches: issuer.fetches, asked: keeper.asked }).toEqual({ fetches: 2, asked: 2 });
    issuer.answer = DOWN;
    clock.now += MINUTE;
    for (let count = 0; count < 50; count++) await verify(await makeToken({}, `forged anew ${count}`));
    expect({ fetches: issuer.fetches, asked: keeper.asked }).toEqual({ fetches: 3, asked: 3 });
  });

  it("that are held go on working while the catalog can't be reached; others make us not ready", async () => {
    const { keeper, verify } = openIsolate();
    await verify(await makeToken());
    keeper.isGone = true;
    clock.now += 12 * HOUR;
    expect(await verify(await makeToken({ jti: "new" }))).toEqual(ANNA);
    expect(await verify(await makeToken({}, "2"))).toMatchObject(UNSURE);
    expect(await openIsolate(keeper).verify(await makeToken())).toMatchObject(UNSURE);
  });

  it("that nothing can be verified by are their issuer's fault", async () => {
    issuer.answer = { status: 200, body: '{"keys":[{"kty":"EC","kid":"1","crv":"P-256","x":"AA","y":"AA"}]}' };
    expect(await openIsolate().verify(await makeToken())).toMatchObject(UNSURE);
  });
});

describe("a subscriber's token", () => {
  const keeper: IssuerKeysRpc = {
    async readIssuerKeys() {
      throw new Error("keys that are given in the settings are not asked for");
    },
  };

  function openVerifier(variables: Record<string, string> = {}) {
    const jwks = { SUBSCRIBER_JWKS: KEYS, SUBSCRIBER_ISSUER: "us" };
    return createSubscriberVerifier(
      parseSettings({ ENVIRONMENT: "development", SHARDS: "1", ...jwks, ...variables }),
      keeper,
    );
  }

  const bearer = (issuedAt: number) => ({ ok: true, value: { subscriberId: "anna", issuedAt } });
  const refusal = (detail: RegExp) => ({
    ok: false,
    error: { type: "unauthenticated", detail: expect.stringMatching(detail) },
  });

  it("says how old it is; one without iat may be of any age", async () => {
    const verify = openVerifier();
    expect(await verify(await makeToken({ iat: NOW_S - 60 }), NOW)).toEqual(bearer(NOW - MINUTE));
    expect(await verify(await makeToken(), NOW)).toEqual(bearer(0));
  });

  it.each(["nbf", "iat"])("may be ahead of us by a minute in %s, and no more", async (claim) => {
    const verify = openVerifier();
    expect(await verify(await makeToken({ [claim]: NOW_S + 60 }), NOW)).toMatchObject({ ok: true });
    expect(await verify(await makeToken({ [claim]: NOW_S + 61 }), NOW)).toMatchObject(
      refusal(new RegExp(`"${claim}" claim`)),
    );
    expect(await verify(await makeToken({ [claim]: NOW_S + 61 }), NOW + SECOND)).toMatchObject({ ok: true });
  });

  it("ends at exp to the second, without leeway", async () => {
    const verify = openVerifier();
    const token = await makeToken({ iat: NOW_S - 60, exp: NOW_S + 1 });
    expect(await verify(token, NOW + SECOND - 1)).toMatchObject({ ok: true });
    expect(await verify(token, NOW + SECOND)).toMatchObject(refusal(/expired/));
    expect(await verify(await makeToken({ exp: NOW_S }), NOW)).toMatchObject(refusal(/expired/));
  });

  const lives: readonly { name: string; days?: string; taken: JWTPayload; refused: JWTPayload }[] = [
    {
      name: "90 days from iat, unless another length is set",
      taken: { iat: NOW_S - 10 * DAY_S, exp: NOW_S + 80 * DAY_S },
      refused: { iat: NOW_S - 10 * DAY_S, exp: NOW_S + 80 * DAY_S + 1 },
    },
    {
      name: "so many days as are set",
      days: "7",
      taken: { iat: NOW_S, exp: NOW_S + 7 * DAY_S },
      refused: { iat: NOW_S - 1, exp: NOW_S + 7 * DAY_S },
    },
    {
      name: "90 days from now without iat",
      taken: { exp: NOW_S + 90 * DAY_S },
      refused: { exp: NOW_S + 90 * DAY_S + 1 },
    },
  ];

  it.each(lives)("may be good for $name, and no longer", async ({ days, taken, refused }) => {
    const verify = openVerifier(days === undefined ? {} : { SUBSCRIBER_TOKEN_MAX_DAYS: days });
    expect(await verify(await makeToken(taken), NOW)).toMatchObject({ ok: true });
    expect(await verify(await makeToken(refused), NOW)).toMatchObject(refusal(/more than \d+ days/));
  });

  it.each([
    ["iat is text", '"iat":"2025-01-15"'],
    ["iat is null", '"iat":null'],
    ["iat is beyond all numbers", '"iat":1e999'],
    ["iat is before all numbers", '"iat":-1e999'],
    ["exp is beyond all numbers", '"exp":1e999'],
    ["nbf is text", '"nbf":"now"'],
  ])("is refused when %s", async (_, member) => {
    const verify = openVerifier();
    const claims = `{"sub":"anna","iss":"us","aud":"garland","iat":${NOW_S},"exp":${NOW_S + 60},${member}}`;
    expect(await verify(await signText(claims), NOW)).toMatchObject(STRANGER);
    expect(await verify(await signText(claims.replace(`,${member}`, "")), NOW)).toMatchObject({ ok: true });
  });

  it("that was good at a later instant is checked again at an earlier one", async () => {
    const verify = openVerifier();
    const token = await makeToken({ nbf: NOW_S + 3_600, iat: NOW_S + 3_600 });
    expect(await verify(token, NOW + HOUR)).toMatchObject({ ok: true });
    expect(await verify(token, NOW)).toMatchObject(STRANGER);
  });
});

/** Signs claims as they are written: JSON can say what no number of a program can. */
async function signText(claims: string): Promise<string> {
  const encode = (text: string) => Buffer.from(text).toString("base64url");
  const input = `${encode('{"alg":"ES256","kid":"1"}')}.${encode(claims)}`;
  const { privateKey } = pairs.get("1") ?? (await generateKeyPair("ES256"));
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString("base64url")}`;
}

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
