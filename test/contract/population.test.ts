import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineReader, LINE_ERROR_CODES } from "../../src/contract/population.ts";
import { createPhoneIndexer, normalizePhone } from "../../src/tokens/phone-index.ts";
import { looksLikePhone } from "../../src/contract/looks-like-phone.ts";
import { parseSettings } from "../../src/contract/settings.ts";
import type { AttributeDefinition } from "../../src/domain/condition/attribute.ts";
import { OTHER_KEY, RANDOM_KEY } from "../support/random-key.ts";

const label = { ru: "надпись", en: "label" };
const option = (value: string) => ({ value, label });

const DICTIONARY: readonly AttributeDefinition[] = [
  { key: "platform", source: "device", type: "enum", label, values: [option("ios"), option("android")] },
  { key: "region", source: "profile", type: "enum", label, values: [option("RU-MOW"), option("RU-SPE")] },
  { key: "birthYear", source: "profile", type: "number", label, minimum: 1900, maximum: 2100 },
  { key: "services", source: "profile", type: "strings", label },
  { key: "roaming", source: "profile", type: "boolean", label },
  { key: "plan", source: "profile", type: "string", label },
  { key: "firmware", source: "profile", type: "version", label },
];

const readLine = createLineReader(DICTIONARY);

function issuesOf(line: unknown): string[] {
  const read = readLine(typeof line === "string" ? line : JSON.stringify(line));
  return read.ok ? [] : read.error.map(({ code, path }) => `${code} ${path}`);
}

describe("a line of the population", () => {
  it("is a subscriber with attributes, in the dictionary's order whatever the line's", () => {
    const attributes = {
      plan: "calm",
      services: ["music"],
      birthYear: 1990,
      region: "RU-MOW",
      roaming: true,
      firmware: "1.2",
    };
    expect(readLine(JSON.stringify({ attributes, subscriberId: "s1", test: true }))).toEqual({
      ok: true,
      value: {
        kind: "upsert",
        subscriberId: "s1",
        profile:
          '{"region":"RU-MOW","birthYear":1990,"services":["music"],"roaming":true,"plan":"calm","firmware":"1.2"}',
        test: true,
      },
    });
  });

  it("may say before which instant the tokens of a line are void, and nothing else with it but that it is erased or deleted", () => {
    const line = { subscriberId: "s1", refuseTokensIssuedBefore: "2026-11-29T10:00:00+03:00" };
    const issuedBefore = Date.parse("2026-11-29T07:00:00Z");
    expect(readLine(JSON.stringify(line))).toEqual({
      ok: true,
      value: { kind: "refuse-tokens", subscriberId: "s1", issuedBefore },
    });
    for (const instant of ["2026-11-29", "2026-11-29T10:00:00", 1_764_000_000, null, true]) {
      expect(issuesOf({ ...line, refuseTokensIssuedBefore: instant })).toEqual([
        "invalid-value $.refuseTokensIssuedBefore",
      ]);
    }
    for (const kind of ["erase", "delete"]) {
      const value = { kind, subscriberId: "s1", issuedBefore };
      expect(readLine(JSON.stringify({ ...line, [kind]: true }))).toEqual({ ok: true, value });
      expect(issuesOf({ ...line, [kind]: true, refuseTokensIssuedBefore: "soon" })).toEqual([
        "invalid-value $.refuseTokensIssuedBefore",
      ]);
    }
    expect(issuesOf({ ...line, attributes: {} })).toEqual(["unknown-field $"]);
    const says = (more: object) => {
      const read = readLine(JSON.stringify({ subscriberId: "s1", ...more }));
      return read.ok ? [] : read.error.map(({ message }) => message);
    };
    const apart = (fields: string) => [
      `says two things at once: put ${fields} on a line of its own, with the subscriberId`,
    ];
    expect(says({ ...line, attributes: {}, test: true })).toEqual(apart("attributes and test"));
    expect(says({ erase: true, delete: true })).toEqual(apart("erase"));
    expect(says({ erase: true, erased: true })).toEqual([expect.stringContaining("a field that is not known here")]);
    expect(issuesOf({ ...line, subscriberId: "+79161234567" })).toEqual(["invalid-subscriber-id $.subscriberId"]);
  });

  it("may bring a phone, or say that there is none any more", () => {
    const phoneOf = (line: object) => {
      const read = readLine(JSON.stringify({ subscriberId: "s1", attributes: {}, ...line }));
      return read.ok && "phone" in read.value ? read.value.phone : "absent";
    };
    expect([phoneOf({ phone: "8 916 123-45-67" }), phoneOf({ phone: null }), phoneOf({})]).toEqual([
      "8 916 123-45-67",
      null,
      "absent",
    ]);
  });

  it("may take a subscriber away, or erase one", () => {
    expect(readLine('{"subscriberId":"s1","delete":true}')).toEqual({
      ok: true,
      value: { kind: "delete", subscriberId: "s1" },
    });
    expect(readLine('{"subscriberId":"s1","erase":true}')).toEqual({
      ok: true,
      value: { kind: "erase", subscriberId: "s1" },
    });
  });

  it.each<[string, unknown, string[]]>([
    ["is not JSON", "{", ["malformed-json $"]],
    ["is no object", "[1]", ["malformed-json $"]],
    ["has no subscriberId", { attributes: {} }, ["invalid-subscriber-id $.subscriberId"]],
    ["has no attributes", { subscriberId: "s1" }, ["invalid-line $.attributes"]],
    [
      "calls a phone number an id",
      { subscriberId: "79161234567", attributes: {} },
      ["invalid-subscriber-id $.subscriberId"],
    ],
    [
      "hides a number in a value",
      { subscriberId: "s1", attributes: { services: ["8 (916) 123\u00A045 67"] } },
      ["invalid-value $.attributes.services.0"],
    ],
    [
      "breaks a line in a value",
      { subscriberId: "s1", attributes: { services: ["music\nradio", "tv\u2028"] } },
      ["invalid-value $.attributes.services.0", "invalid-value $.attributes.services.1"],
    ],
    ["has a field too many", { subscriberId: "s1", attributes: {}, name: "Anna" }, ["unknown-field $"]],
    ["deletes and says more", { subscriberId: "s1", delete: true, attributes: {} }, ["unknown-field $"]],
    ["deletes and erases at once", { subscriberId: "s1", delete: true, erase: true }, ["unknown-field $"]],
    ["does not quite delete", { subscriberId: "s1", delete: "yes" }, ["invalid-line $.delete"]],
    [
      "has a phone that is a number",
      { subscriberId: "s1", attributes: {}, phone: 79161234567 },
      ["invalid-phone $.phone"],
    ],
    [
      "has attributes of every wrong kind",
      {
        subscriberId: "s1",
        attributes: {
          region: "RU-XXX",
          birthYear: 1800,
          services: "music",
          roaming: "yes",
          plan: null,
          firmware: "new",
          platform: "ios",
          faith: "x",
        },
      },
      [
        "invalid-value $.attributes.region",
        "invalid-value $.attributes.birthYear",
        "invalid-value $.attributes.services",
        "invalid-value $.attributes.roaming",
        "invalid-value $.attributes.plan",
        "invalid-value $.attributes.firmware",
        "device-attribute $.attributes.platform",
        "unknown-attribute $.attributes.faith",
      ],
    ],
    [
      "hides a number in a text",
      { subscriberId: "s1", attributes: { plan: "+7 (916) 123-45-67" } },
      ["invalid-value $.attributes.plan"],
    ],
    [
      "hides a number in a list",
      { subscriberId: "s1", attributes: { services: ["9161234567"] } },
      ["invalid-value $.attributes.services.0"],
    ],
    [
      "hides a number in a name",
      { subscriberId: "s1", attributes: { "+79161234567": true } },
      ["unknown-attribute $.attributes"],
    ],
  ])("is refused, with all that is wrong, if it %s", (_what, line, expected) => {
    expect(issuesOf(line)).toEqual(expected);
  });

  it.each<[string, unknown, string]>([
    ["as its id, with signs that no id has", { subscriberId: "+7 (916) 123-45-67", attributes: {} }, "$.subscriberId"],
    ["as its id, without quotes", { subscriberId: 79161234567, attributes: {} }, "$.subscriberId"],
    ["as the id of who is erased", { subscriberId: "+7 916 123-45-67", erase: true }, "$.subscriberId"],
    ["for a value of a list", { subscriberId: "s1", attributes: { region: "+79161234567" } }, "$.attributes.region"],
    ["for a yes or no", { subscriberId: "s1", attributes: { roaming: "89161234567" } }, "$.attributes.roaming"],
    ["for a version", { subscriberId: "s1", attributes: { firmware: "8 916 123-45-67" } }, "$.attributes.firmware"],
    [
      "for a number too great",
      { subscriberId: "s1", attributes: { birthYear: 79161234567 } },
      "$.attributes.birthYear",
    ],
    ["in an unknown attribute", { subscriberId: "s1", attributes: { msisdn: "+79161234567" } }, "$.attributes.msisdn"],
    ["in an unknown field", { subscriberId: "s1", attributes: {}, msisdn: "+79161234567" }, "$"],
    ["where a flag stands", { subscriberId: "s1", attributes: {}, test: "+79161234567" }, "$.test"],
  ])("is told that it has a phone number, and where to put it, %s", (_where, line, path) => {
    const read = readLine(JSON.stringify(line));
    const issues = read.ok ? [] : read.error;
    expect(issues).toMatchObject([{ path, message: expect.stringMatching(/phone number.*phone/) }]);
    expect(JSON.stringify(issues)).not.toMatch(/916|letters, digits/);
  });

  it("is told of a number and of what else is wrong", () => {
    const line = { subscriberId: "s1", attributes: { msisdn: "+79161234567", faith: "x" } };
    expect(issuesOf(line)).toEqual(["unknown-attribute $.attributes.msisdn", "unknown-attribute $.attributes.faith"]);
  });

  it("is refused without repeating what it says", () => {
    const secret = fc.stringMatching(/^[!-~]{1,30}$/).map((text) => `qz${text}zq`);
    const broken = secret.chain((text) =>
      fc.constantFrom<unknown>(
        { subscriberId: `${text} ${text}`, attributes: {} },
        {
          subscriberId: "s1",
          attributes: { region: text, birthYear: text, services: text, roaming: text, firmware: text },
        },
        { subscriberId: "s1", attributes: { [`${text} `]: 1 } },
        { subscriberId: "s1", attributes: {}, [text]: 1 },
        { subscriberId: "s1", attributes: {}, test: text },
        `{"subscriberId":"${text}`,
      ),
    );
    fc.assert(
      fc.property(broken, (line) => {
        const read = readLine(typeof line === "string" ? line : JSON.stringify(line));
        expect(read.ok).toBe(false);
        expect(JSON.stringify(read)).not.toMatch(/qz|zq/);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is either taken or refused with a known code, whatever JSON it is", () => {
    const codes = new Set<string>(LINE_ERROR_CODES);
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom("attributes", "phone", "test", "delete", "subscriberId", "__proto__"),
        (value, field) => {
          for (const line of [value, { subscriberId: "s1", attributes: {}, [field]: value }]) {
            const read = readLine(JSON.stringify(line));
            if (!read.ok)
              expect(read.error.every(({ code, message }) => codes.has(code) && message.length > 5)).toBe(true);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("a phone number", () => {
  it.each([
    ["+79161234567", "+79161234567"],
    ["8 (916) 123-45-67", "+79161234567"],
    ["89161234567", "+79161234567"],
    ["9161234567", "+79161234567"],
    ["tel:+7-916-123-45-67", "+79161234567"],
    ["+7 701 123 45 67", "+77011234567"],
    ["+375291234567", "+375291234567"],
    ["＋７９１６１２３４５６７", "+79161234567"],
    ["+7916123456", undefined],
    ["+79161234567 ext. 5", undefined],
    ["tulip", undefined],
    ["", undefined],
    ["9".repeat(65), undefined],
  ])("written %s is %s", (written, e164) => {
    expect(normalizePhone(written)).toBe(e164);
  });

  it("is recognised where it does not belong", () => {
    expect(["+7 916 123-45-67", "8(916)1234567", "9161234567"].every(looksLikePhone)).toBe(true);
    expect(["music", "2025", "RU-MOW", "12345678901"].some(looksLikePhone)).toBe(false);
  });

  it("has an index under every key, newest first, in which nothing of it is left", async () => {
    const key = (id: number) => ({ id, secret: new Uint8Array(32).fill(id) });
    const indexer = createPhoneIndexer([key(2), key(1)]);
    const refs = (await indexer?.indexPhone("+79161234567")) ?? [];
    expect(refs.map(({ kid }) => kid)).toEqual([2, 1]);
    expect(refs.every(({ idx }) => /^[A-Za-z0-9_-]{22}$/.test(idx) && !/9161234/.test(idx))).toBe(true);
    expect(refs[0]?.idx).not.toBe(refs[1]?.idx);
    const older = await createPhoneIndexer([key(1)])?.indexPhone("+79161234567");
    expect(older?.[0]).toEqual(refs[1]);
    expect(createPhoneIndexer([])).toBeUndefined();
  });

  it("has the index that RFC 2104 says: HMAC-SHA-256 of msisdn, a zero byte and the number", async () => {
    const { createHmac } = await import("node:crypto");
    const secret = new Uint8Array(32).fill(7);
    const expected = createHmac("sha256", secret).update("msisdn\0+79161234567").digest("base64url").slice(0, 22);
    const refs = await createPhoneIndexer([{ id: 7, secret }])?.indexPhone("+79161234567");
    expect(refs).toEqual([{ kid: 7, idx: expected }]);
  });

  it("has keys only where they are given, except in development", () => {
    const keyIds = (variables: object) =>
      parseSettings({ ENVIRONMENT: "development", SHARDS: "16", ...variables }).phoneKeys.map(({ id }) => id);
    const secret = RANDOM_KEY;
    const production = {
      ENVIRONMENT: "production",
      SUBSCRIBER_JWKS: "https://id.operator.example/keys",
      SUBSCRIBER_ISSUER: "https://id.operator.example",
      STAFF_JWKS: "https://sso.operator.example/keys",
      STAFF_ISSUER: "https://sso.operator.example",
      STAFF_AUDIENCE: "garland-staff",
      LINK_KEYS: `1:${OTHER_KEY}`,
      PUBLIC_ORIGIN: "https://garland.example",
    };
    expect(keyIds({})).toEqual([0]);
    expect(keyIds(production)).toEqual([]);
    expect(keyIds({ ...production, PHONE_KEYS: `2:${secret},1:${secret.split("").toReversed().join("")}` })).toEqual([
      2, 1,
    ]);
    expect(() => keyIds({ PHONE_KEYS: `1:${secret},1:${secret}` })).toThrow("PHONE_KEYS must give each key an id");
    expect(() => keyIds({ PHONE_KEYS: "1:short" })).toThrow("PHONE_KEYS must be a list");
  });
});
