import { describe, expect, it } from "vitest";
import { parseSettings } from "../../src/contract/settings.ts";

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
