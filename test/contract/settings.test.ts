import { describe, expect, it } from "vitest";
import { findUnset, parseSettings } from "../../src/contract/settings.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { lexiconOf } from "../../src/domain/message/lexicon.ts";
import { understandMessage } from "../../src/domain/message/understand-message.ts";

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
  SUBSCRIBER_JWKS: '{"keys":[]}',
  SUBSCRIBER_ISSUER: "https://id.operator.example",
  LINK_KEYS: `1:${"A".repeat(43)}`,
  PUBLIC_ORIGIN: "https://garland.operator.example",
};

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
