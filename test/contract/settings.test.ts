import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  DEVELOPMENT_LINK_KEYS,
  DEVELOPMENT_PHONE_KEYS,
  DEVELOPMENT_SIGNING_KEY,
} from "../../src/contract/development-secrets.ts";
import { findUnset, listIssues, parseSettings } from "../../src/contract/settings.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { lexiconOf } from "../../src/domain/message/lexicon.ts";
import { understandMessage } from "../../src/domain/message/understand-message.ts";
import { LONELY_KEY_SET, RANDOM_KEY } from "../support/random-key.ts";

const DAY_MS = 86_400_000;
const DEVELOPMENT = { ENVIRONMENT: "development", SHARDS: "1" };
const STAFF = {
  STAFF_JWKS: "https://login.operator.example/keys",
  STAFF_ISSUER: "https://login.operator.example",
  STAFF_AUDIENCE: "garland-console",
};
const PRODUCTION = {
  ...STAFF,
  ENVIRONMENT: "production",
  SHARDS: "256",
  SUBSCRIBER_JWKS: LONELY_KEY_SET,
  SUBSCRIBER_ISSUER: "https://id.operator.example",
  LINK_KEYS: `1:${RANDOM_KEY}`,
  PUBLIC_ORIGIN: "https://garland.operator.example",
};

describe("webhooks", () => {
  it("may lead into private networks in development, and in production only if that is said", () => {
    const mayCall = (variables: object) => parseSettings(variables).mayCallPrivate;
    expect([mayCall(DEVELOPMENT), mayCall({ ...DEVELOPMENT, PRIVATE_WEBHOOKS: "off" })]).toEqual([true, false]);
    expect([mayCall(PRODUCTION), mayCall({ ...PRODUCTION, PRIVATE_WEBHOOKS: "on" })]).toEqual([false, true]);
  });
});

describe("the staff's settings", () => {
  it("are the built-in issuer's in development, and may be any issuer's", () => {
    expect(parseSettings(DEVELOPMENT).staff).toMatchObject({ jwks: undefined, roleClaim: "roles" });
    expect(parseSettings({ ...PRODUCTION, STAFF_ROLE_MAP: '{"leads":"approver"}' }).staff).toEqual({
      jwks: STAFF.STAFF_JWKS,
      issuer: STAFF.STAFF_ISSUER,
      audience: STAFF.STAFF_AUDIENCE,
      longestLifeMs: Infinity,
      roleClaim: "roles",
      roleMap: new Map([["leads", "approver"]]),
    });
  });

  it.each(["STAFF_JWKS", "STAFF_ISSUER", "STAFF_AUDIENCE"] as const)("are refused without %s, by its name", (name) => {
    const { [name]: _, ...rest } = PRODUCTION;
    expect(() => parseSettings(rest)).toThrow(new RegExp(`${name} is required`));
    const { [name]: __, ...some } = STAFF;
    expect(() => parseSettings({ ...DEVELOPMENT, ...some })).toThrow(new RegExp(`${name} is required`));
  });

  it("are refused when subscribers could pass as staff", () => {
    expect(() => parseSettings({ ...PRODUCTION, SUBSCRIBER_AUDIENCE: "garland-console" })).toThrow(
      /STAFF_AUDIENCE must differ/,
    );
    expect(() => parseSettings({ ...DEVELOPMENT, SUBSCRIBER_AUDIENCE: "garland-staff" })).toThrow(
      /STAFF_AUDIENCE must differ/,
    );
  });

  it.each([
    ["STAFF_JWKS", "login.operator.example"],
    ["STAFF_JWKS", "{keys: []}"],
    ["STAFF_JWKS", '{"kty":"EC"}'],
    ["STAFF_ROLE_MAP", "leads=approver"],
    ["STAFF_ROLE_MAP", '{"leads":"boss"}'],
    ["STAFF_ROLE_MAP", '["approver"]'],
  ])("name %s when it is %s", (name, value) => {
    expect(() => parseSettings({ ...PRODUCTION, [name]: value })).toThrow(new RegExp(`${name} must be`));
  });
});

describe("the subscribers' settings", () => {
  it("are whose tokens are taken, and for how long they may be good", () => {
    expect(parseSettings(DEVELOPMENT).subscribers).toMatchObject({ jwks: undefined, longestLifeMs: 90 * DAY_MS });
    expect(parseSettings({ ...PRODUCTION, SUBSCRIBER_TOKEN_MAX_DAYS: "7" }).subscribers).toEqual({
      jwks: PRODUCTION.SUBSCRIBER_JWKS,
      issuer: PRODUCTION.SUBSCRIBER_ISSUER,
      audience: "garland",
      longestLifeMs: 7 * DAY_MS,
    });
  });

  it.each(["SUBSCRIBER_JWKS", "SUBSCRIBER_ISSUER"] as const)("are refused without %s in production", (name) => {
    const { [name]: _, ...rest } = PRODUCTION;
    expect(() => parseSettings(rest)).toThrow(new RegExp(`${name} is required`));
    expect(findUnset(rest)).toEqual([name]);
  });

  it.each(["0", "-1", "1.5", "3651", "long", ""])("name SUBSCRIBER_TOKEN_MAX_DAYS when it is %j", (days) => {
    expect(() => parseSettings({ ...PRODUCTION, SUBSCRIBER_TOKEN_MAX_DAYS: days })).toThrow(
      /SUBSCRIBER_TOKEN_MAX_DAYS/,
    );
  });
});

describe.each(["SUBSCRIBER_JWKS", "STAFF_JWKS"])("%s", (name) => {
  it("is fetched over https in production; elsewhere http will do", () => {
    const overHttp = { [name]: "http://login.operator.example/keys" };
    expect(() => parseSettings({ ...PRODUCTION, ...overHttp })).toThrow(new RegExp(`${name} must be an https address`));
    expect(() => parseSettings({ ...DEVELOPMENT, ...STAFF, ...overHttp })).not.toThrow();
    expect(() => parseSettings({ ...PRODUCTION, [name]: "https://login.operator.example/keys" })).not.toThrow();
  });

  it.each(["https://", "https://a b/keys", "HTTP://login.operator.example/keys", "//login.operator.example/keys"])(
    "is named when it is %s",
    (url) => {
      expect(() => parseSettings({ ...PRODUCTION, [name]: url })).toThrow(new RegExp(`${name} must be a URL`));
    },
  );
});

describe("production refuses a secret that others know:", () => {
  const spell = (bytes: Uint8Array, id = 3) => `${id}:${Buffer.from(bytes).toString("base64url")}`;
  const bytesOf = (keys: string) => Buffer.from(keys.slice(keys.indexOf(":") + 1), "base64url");
  const known = { DEVELOPMENT_LINK_KEYS, DEVELOPMENT_PHONE_KEYS };
  const names = ["LINK_KEYS", "PHONE_KEYS"] as const;

  it.each(names.flatMap((name) => Object.entries(known).map(([what, keys]) => [name, what, keys] as const)))(
    "%s may hold no %s, by whatever number, beside others, or with more bytes",
    (name, _what, keys) => {
      for (const value of [
        keys,
        spell(bytesOf(keys)),
        `7:${RANDOM_KEY},${keys}`,
        spell(Buffer.concat([bytesOf(keys), Buffer.from("and more")])),
      ]) {
        expect(() => parseSettings({ ...PRODUCTION, [name]: value })).toThrow(
          new RegExp(`${name} must not hold key \\d: it is public.*openssl rand`),
        );
      }
    },
  );

  it.each(names)("%s may hold no key that anybody could guess", (name) => {
    for (const value of ["A".repeat(43), "k".repeat(43), "abcd".repeat(11)]) {
      expect(() => parseSettings({ ...PRODUCTION, [name]: `1:${value}` })).toThrow(
        new RegExp(`${name} must not hold key 1: it is not random.*openssl rand`),
      );
    }
  });

  it.each(["SUBSCRIBER_JWKS", "STAFF_JWKS"])("%s may not trust the built-in issuer, by whatever name", (name) => {
    const { d: _private, ...key } = DEVELOPMENT_SIGNING_KEY;
    const { x } = key;
    // The last character of 43 has two bits to spare.
    for (const renamed of [key, { ...key, kid: "ours" }, { ...key, x: `${x.slice(0, -1)}1` }, { ...key, x: `${x}=` }]) {
      const value = JSON.stringify({ keys: [{ kty: "RSA", n: "AQAB", e: "AQAB" }, renamed] });
      expect(() => parseSettings({ ...PRODUCTION, [name]: value })).toThrow(
        new RegExp(`${name} must not trust Garland's own key`),
      );
    }
    expect(() =>
      parseSettings({ ...PRODUCTION, [name]: JSON.stringify({ keys: [{ ...key, x: RANDOM_KEY }] }) }),
    ).not.toThrow();
  });

  it("development takes them, as nothing is secret there", () => {
    expect(parseSettings({ ...DEVELOPMENT, LINK_KEYS: DEVELOPMENT_LINK_KEYS }).linkKeys).toHaveLength(1);
  });

  it("every public key that the code, its documents and its examples hold is among them", () => {
    const root = join(import.meta.dirname, "../..");
    const read = (folder: string): string[] =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(tsx?|md|example|toml|service)$|^Containerfile$/.test(entry.name))
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    const texts = [
      ...["src", "scripts", "docs", "deploy"].flatMap(read),
      readFileSync(join(root, "README.md"), "utf8"),
    ];
    const keys = texts.flatMap((text) => text.match(/\b\d{1,3}:[A-Za-z0-9_-]{43,}(?![A-Za-z0-9_-])/g) ?? []);
    expect(keys).toContain(DEVELOPMENT_LINK_KEYS);
    for (const key of keys) expect(() => parseSettings({ ...PRODUCTION, LINK_KEYS: key })).toThrow(/must not hold key/);
  });
});

describe("what is wrong with variables of which some are kept elsewhere", () => {
  it("is said of those that are known, and of no others", () => {
    const { STAFF_AUDIENCE: _, LINK_KEYS: __, ...known } = PRODUCTION;
    expect(listIssues(known, ["STAFF_AUDIENCE", "LINK_KEYS"])).toEqual([]);
    expect(listIssues({ ...known, SHARDS: "abc" }, ["STAFF_AUDIENCE", "LINK_KEYS"])).toEqual([
      expect.stringContaining("SHARDS"),
    ]);
    expect(listIssues(known)).toEqual([
      expect.stringMatching(/^LINK_KEYS is required/),
      expect.stringMatching(/^STAFF_AUDIENCE is required/),
    ]);
  });
});

describe("the text message that switches decorations off", () => {
  it("is told to phones only where the operator takes it", () => {
    expect(parseSettings({ ...DEVELOPMENT }).offSms).toBeUndefined();
    expect(parseSettings({ ...DEVELOPMENT, OFF_SMS_TEXT: "STOP" }).offSms).toBeUndefined();
    expect(parseSettings({ ...DEVELOPMENT, OFF_SMS_NUMBER: "0000", OFF_SMS_TEXT: "STOP" }).offSms).toEqual({
      number: "0000",
      text: "STOP",
    });
  });

  it("is one that Garland understands for certain, whatever is shown", () => {
    const { offSms } = parseSettings({ ...DEVELOPMENT, OFF_SMS_NUMBER: "0000" });
    const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);
    for (const shownTheme of ["tree", "hearts"]) {
      expect(understandMessage(offSms?.text ?? "", { lexicon, shownTheme })).toMatchObject({
        intent: "switch-off",
        scope: { kind: "shown", key: shownTheme },
        certainty: "sure",
      });
    }
  });

  it.each(["0", "stop", "+7 900", "8-800"])("names OFF_SMS_NUMBER when it is %s", (number) => {
    expect(() => parseSettings({ ...DEVELOPMENT, OFF_SMS_NUMBER: number })).toThrow(/OFF_SMS_NUMBER must be/);
  });
});
