import { describe, expect, it } from "vitest";
import { listIssues, parseSettings, SETTING_NAMES } from "../../src/contract/settings.ts";
import { LONELY_KEY_SET, OTHER_KEY, RANDOM_KEY } from "../support/random-key.ts";

const PRODUCTION = {
  ENVIRONMENT: "production",
  SHARDS: "256",
  SUBSCRIBER_JWKS: "https://id.operator.example/keys",
  SUBSCRIBER_ISSUER: "https://id.operator.example",
  STAFF_JWKS: "https://sso.operator.example/keys",
  STAFF_ISSUER: "https://sso.operator.example",
  STAFF_AUDIENCE: "garland-console",
  LINK_KEYS: `1:${RANDOM_KEY}`,
  PUBLIC_ORIGIN: "https://garland.operator.example",
};

interface Row {
  readonly right: readonly unknown[];
  /** Value → what the refusal says, after the variable's name. */
  readonly wrong: readonly (readonly [value: unknown, says: RegExp])[];
}

const isAddress = /must be a URL such as https:\/\/id\.operator\.example/;
const isOrigin = /must be an origin without a path, query or user, such as https:\/\/garland\.operator\.example/;
const isWhole = /must be a whole number from 1 to \d+, in digits, such as \d+/;
const isWord = /must be on or off, in small letters/;
const isZone = /must be the IANA name of a time zone, such as Europe\/Moscow/;
const isList = /must be a list such as 2:<43 characters of base64url>,1:<…>/;
const isSms = /must be a number to which subscribers send messages, in digits without spaces, such as 0000/;
const isShare = /must be a number from 0 to 1 with a point, such as 0\.01/;
const isMap = /must be .* such as {"group name":"approver"}, with the roles viewer, /;

const keySet: Row = {
  right: [LONELY_KEY_SET, `\n${LONELY_KEY_SET}\n`, "https://id.operator.example/keys?tenant=1"],
  wrong: [
    ["id.operator.example", isAddress],
    ["HTTPS://id.operator.example/keys", isAddress],
    ["https://", isAddress],
    ['{"kty":"EC"}', isAddress],
    ['{"keys":[]}', /must hold at least one key, as in/],
    ["https://us:secret@id.operator.example/keys", /must be a URL without a user or password, such as/],
    ["http://id.operator.example/keys", /must be an https address when ENVIRONMENT=production, such as https:/],
  ],
};

const keys: Row = {
  right: [`255:${OTHER_KEY}`, ` 2:${OTHER_KEY} , 1:${OTHER_KEY.split("").toReversed().join("")} `],
  wrong: [
    [OTHER_KEY, isList],
    [`1:${OTHER_KEY}=`, isList],
    [`1:${OTHER_KEY.slice(1)}`, isList],
    [`256:${OTHER_KEY}`, isList],
    [`2:${OTHER_KEY},`, /entry 2 is written otherwise/],
    [`2:${OTHER_KEY};1:${OTHER_KEY}`, isList],
    [`1:${OTHER_KEY},01:${RANDOM_KEY}`, /must give each key an id of its own, .* 1 is there twice/],
    [`2:${OTHER_KEY},1:${OTHER_KEY}`, /must give each id a secret of its own, .* that of 1 is there twice/],
    [`2:${OTHER_KEY},1:${OTHER_KEY}AAA`, /must give each id a secret of its own/],
    [`1:${"A".repeat(43)}`, /must not hold key 1: it is not random.*openssl rand/],
  ],
};

const text: Row = {
  right: ["garland-x", "  garland-x  "],
  wrong: [["two\nlines", /must be one line of at most \d+ /]],
};

const switching: Row = {
  right: ["on", "off", " on\n"],
  wrong: [
    ["ON", isWord],
    ["true", isWord],
    [true, isWord],
    ["1", isWord],
  ],
};

/** Of every variable: what is right, and what is wrong and how that is said. */
const TABLE: Readonly<Record<string, Row>> = {
  ENVIRONMENT: {
    right: ["production", " production\n"],
    wrong: [
      ["Production", /must be production or development, in small letters/],
      ["prod", /must be production or development/],
      [undefined, /is required, such as production/],
    ],
  },
  SHARDS: {
    right: ["1", "4096", " 16 ", 16],
    wrong: [
      ["0", isWhole],
      ["4097", isWhole],
      ["1e2", isWhole],
      ["0x10", isWhole],
      ["-1", isWhole],
      ["1.5", isWhole],
      ["many", isWhole],
      [undefined, /is required, such as 16/],
    ],
  },
  SUBSCRIBER_JWKS: keySet,
  SUBSCRIBER_ISSUER: text,
  SUBSCRIBER_AUDIENCE: text,
  SUBSCRIBER_TOKEN_MAX_DAYS: {
    right: ["1", "3650", 90],
    wrong: [
      ["0", isWhole],
      ["3651", isWhole],
      ["90 days", isWhole],
    ],
  },
  STAFF_JWKS: keySet,
  STAFF_ISSUER: text,
  STAFF_AUDIENCE: {
    right: text.right,
    wrong: [...text.wrong, ["garland", /must differ from SUBSCRIBER_AUDIENCE.*, such as garland-console/]],
  },
  STAFF_ROLE_CLAIM: text,
  STAFF_ROLE_MAP: {
    right: ['{"leads":"approver"}', '\n{ "leads, \\"all\\"": "approver", "rest": "viewer" }\n'],
    wrong: [
      ["leads=approver", isMap],
      ['{"leads":"Approver"}', isMap],
      ['["approver"]', isMap],
      ["{}", isMap],
      ['{"leads":"viewer","leads":"approver"}', /names each group once/],
    ],
  },
  LINK_KEYS: keys,
  PHONE_KEYS: {
    right: keys.right,
    wrong: [
      ...keys.wrong,
      [`7:${RANDOM_KEY}`, /must not hold key 7: it is key 1 of LINK_KEYS, and a key has one purpose.*openssl rand/],
      [`8:${OTHER_KEY},7:${RANDOM_KEY}AAA`, /must not hold key 7: it is key 1 of LINK_KEYS/],
    ],
  },
  PUBLIC_ORIGIN: {
    right: ["https://g.example", "https://g.example/", " https://G.example:8443\n"],
    wrong: [
      ["https://g.example/x", isOrigin],
      ["https://g.example/?", isOrigin],
      ["https://g.example/#x", isOrigin],
      ["https://us:secret@g.example", isOrigin],
      ["g.example", isOrigin],
      ["ftp://g.example", isOrigin],
      ["https://g.example,https://h.example", isOrigin],
      ["http://g.example", /must be an https address when ENVIRONMENT=production, such as https:/],
    ],
  },
  DEFAULT_ZONE: {
    right: ["Asia/Omsk", "asia/omsk", "US/Eastern", "UTC", " Europe/Moscow "],
    wrong: [
      ["Mars/X", isZone],
      ["Moscow", isZone],
      ["+03:00", isZone],
      ["MSK", isZone],
      ["EST", isZone],
    ],
  },
  OPERATOR_NAME: {
    right: ["N".repeat(24), " Оператор "],
    wrong: [
      ["N".repeat(25), /must be one line of at most 24 characters, such as Operator/],
      ["Two\nlines", /must be one line of at most 24 characters, such as Operator/],
    ],
  },
  OFF_SMS_NUMBER: {
    right: ["0000", "+79000000000", 7700, " 0000\n"],
    wrong: [
      ["0", isSms],
      ["+7 900", isSms],
      ["stop", isSms],
      ["0000,0001", isSms],
    ],
  },
  OFF_SMS_TEXT: {
    right: ["СТОП", "stop", "STOP ALL", " ВЫКЛ "],
    wrong: [
      ["HELLO", /must be at most 70 characters that Garland understands as switching off, such as СТОП/],
      ["ВКЛ", /understands as switching off/],
      [`СТОП ${"СТОП ".repeat(20)}`, /at most 70 characters/],
    ],
  },
  OWN_CHANNELS: {
    right: ["sms", "bot,sms", " sms, bot\n"],
    wrong: [
      ["mail", /must be channels parted by commas, each once: bot, sms/],
      ["sms,sms", /must be channels parted by commas/],
      ["SMS", /must be channels parted by commas/],
    ],
  },
  RELAYS: {
    right: ["a1b2c3d4", "a1b2c3d4, xxkmbmkq"],
    wrong: [
      ["glk_a1b2c3d4", /must be service keys parted by commas/],
      ["a1b2c3d4,a1b2c3d4", /each once/],
      ["a1b2c3d", /8 characters/],
      ["ALLKEYS1", /8 characters/],
    ],
  },
  PRIVATE_WEBHOOKS: switching,
  METRICS: switching,
  SERVER_TIMING: switching,
  LOG_SAMPLE_RATE: {
    right: ["0", "1", "0.01", ".5", "1.0", 0.000_000_1],
    wrong: [
      ["1.01", isShare],
      ["-1", isShare],
      ["0,01", isShare],
      ["1%", isShare],
      ["off", isShare],
    ],
  },
};

const rows = Object.entries(TABLE);

describe("a variable", () => {
  it("has a row in the table of what is right and wrong, each of them", () => {
    expect(Object.keys(TABLE).sort()).toEqual([...SETTING_NAMES].sort());
  });

  it.each(rows.flatMap(([name, { right }]) => right.map((value) => [name, value] as const)))(
    "is taken where it is right, and space around it is no part of it: %s=%j",
    (name, value) => {
      expect(listIssues({ ...PRODUCTION, [name]: value })).toEqual([]);
      const padded = typeof value === "string" ? `\n ${value} \t` : value;
      expect(parseSettings({ ...PRODUCTION, [name]: padded })).toEqual(parseSettings({ ...PRODUCTION, [name]: value }));
    },
  );

  it.each(rows.flatMap(([name, { wrong }]) => wrong.map(([value, says]) => [name, value, says] as const)))(
    "is refused once, by its name, what it must be and an example: %s=%j",
    (name, value, says) => {
      const issues = listIssues({ ...PRODUCTION, [name]: value });
      expect(issues).toEqual([expect.stringMatching(new RegExp(`^${name} .*${says.source}`))]);
      expect(() => parseSettings({ ...PRODUCTION, [name]: value })).toThrow(`Check these variables: ${issues[0]}`);
    },
  );

  it.each(SETTING_NAMES)("is refused if it is empty, in quotes of its own, or no text: %s", (name) => {
    for (const [value, says] of [
      ["", `${name} is empty; give it a value such as `],
      [" \n", `${name} is empty; give it a value such as `],
      ['"garland"', `${name} has quotes around it that are part of it; write it without, as `],
      ["'garland'", `${name} has quotes around it that are part of it; write it without, as `],
      [{ a: 1 }, `${name} must be a text in quotes, such as `],
      [["on"], `${name} must be a text in quotes, such as `],
      [null, `${name} must be a text in quotes, such as `],
    ] as const) {
      expect(listIssues({ ...PRODUCTION, [name]: value })).toEqual([expect.stringContaining(says)]);
    }
  });

  it("that is a secret is never repeated in what is said of it", () => {
    const [half] = OTHER_KEY.match(/.{20}/) ?? [];
    for (const name of ["LINK_KEYS", "PHONE_KEYS", "SUBSCRIBER_JWKS"]) {
      for (const value of [OTHER_KEY, `x:${OTHER_KEY}`, `"1:${OTHER_KEY}"`, `1:${OTHER_KEY},2:${OTHER_KEY}`]) {
        expect(listIssues({ ...PRODUCTION, [name]: value }).join()).toContain(name);
        expect(listIssues({ ...PRODUCTION, [name]: value }).join()).not.toContain(half);
      }
    }
  });

  it("is told together with all others that are wrong or missing", () => {
    const { LINK_KEYS: _, STAFF_JWKS: __, ...some } = PRODUCTION;
    expect(listIssues({ ...some, SHARDS: "many", METRICS: "yes" }).map((issue) => issue.split(" ")[0])).toEqual([
      "SHARDS",
      "METRICS",
      "STAFF_JWKS",
      "LINK_KEYS",
    ]);
  });
});
