import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import {
  bulkFailureSchema,
  bulkSuccessSchema,
  flagFailureSchema,
  flagSuccessSchema,
} from "../../src/contract/ofrep.ts";
import type { Role } from "../../src/contract/role.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, importPeople, openPhone, tokenFor, useGarland } from "./client.ts";
import { openAppWith, staffTokenFor } from "./open-app.ts";
import { confirmKey, logIn } from "./words/machine-keys.ts";

useGarland("2024-12-01T00:00:00Z");

const FLAGS = "/ofrep/v1/evaluate/flags";
const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const consumer = { region: "RU-MOW", lineType: "consumer" };

let anna: string;

beforeEach(async () => {
  await importPeople([{ subscriberId: "anna", profile: consumer }]);
  anna = await tokenFor("anna");
});

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** Asks as Anna on New Year's Eve, unless told otherwise; a header that is empty is not sent. */
function ask(path: string, { method = "POST", body = '{"context":{"platform":"ios"}}', headers = {} }: Sent = {}) {
  const all = {
    Authorization: `Bearer ${anna}`,
    "Content-Type": "application/json",
    [CLOCK_HEADER]: NEW_YEAR,
    ...headers,
  };
  const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  return call(path, { method, headers: sent, ...(method === "POST" ? { body } : {}) });
}

async function askAll(sent?: Sent) {
  const response = await ask(FLAGS, sent);
  expect(response.status).toBe(200);
  return bulkSuccessSchema.parse(await response.json());
}

async function makeKey(roles: readonly Role[]): Promise<string> {
  const response = await call("/v1/service-keys", {
    method: "POST",
    headers: { Authorization: `Bearer ${await staffTokenFor("Olga", ["admin"])}`, "Content-Type": "application/json" },
    body: JSON.stringify({ name: "web shop", roles }),
  });
  const { key, prefix } = await response.json<{ key: string; prefix: string }>();
  // Links that an unconfirmed key is given are in its own name.
  const confirmed = await confirmKey(await logIn("Vera", "approver"), prefix);
  expect(confirmed.status).toBe(200);
  return key;
}

const asMachine = (key: string) => ({ Authorization: "", "X-API-Key": key });

describe("rule 1: the ETag of a bulk answer", () => {
  it("is of its bytes: another platform with another answer never gets a 304", async () => {
    const ios = await ask(FLAGS);
    const android = await ask(FLAGS, {
      body: '{"context":{"platform":"android"}}',
      headers: { "If-None-Match": ios.headers.get("ETag") ?? "", [CLOCK_HEADER]: "2024-12-22T12:00:00+03:00" },
    });
    expect(android.status).toBe(200);
    expect(android.headers.get("ETag")).not.toBe(ios.headers.get("ETag"));
  });

  it("is the same for the same answer, and another for another person, another choice and a stop", async () => {
    const tag = async (sent?: Sent) => (await ask(FLAGS, sent)).headers.get("ETag");
    const first = await tag();
    expect(await tag()).toBe(first);
    expect(await tag({ headers: { Authorization: `Bearer ${await tokenFor("boris")}` } })).not.toBe(first);
    const phone = await openPhone("anna", { platform: "ios" });
    await phone.choose("theme:tree", "out", NEW_YEAR);
    const afterChoice = await tag();
    expect(afterChoice).not.toBe(first);
    await env.CATALOG.getByName("catalog").setStopped(true, { actor: "person:olga", now: Date.parse(NEW_YEAR) });
    expect(await tag()).not.toBe(afterChoice);
  });
});

describe("rules 2 and 3: a 304", () => {
  it.each([
    ["the tag itself", (tag: string) => tag],
    ["the tag as a compressing proxy hands it on", (tag: string) => `W/${tag}`],
    ["a list with the tag in it", (tag: string) => `"other", W/${tag} ,"more"`],
    ["a star", () => "*"],
  ])("answers %s, without a body and with the tag", async (_what, toHeader) => {
    const tag = (await ask(FLAGS)).headers.get("ETag") ?? "";
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
    const response = await ask(FLAGS, { headers: { "If-None-Match": toHeader(tag) } });
    expect(response.status).toBe(304);
    expect(await response.text()).toBe("");
    expect(response.headers.get("ETag")).toBe(tag);
  });

  it.each(['"other"', "W/other", "nonsense"])("does not answer %s", async (header) => {
    expect((await ask(FLAGS, { headers: { "If-None-Match": header } })).status).toBe(200);
  });
});

describe("rule 4: every refusal", () => {
  const LARGE = JSON.stringify({ context: { note: "x".repeat(70_000) } });

  it.each([
    [400, "PARSE_ERROR", { body: "tree" }],
    [400, "PARSE_ERROR", { body: "" }],
    [400, "INVALID_CONTEXT", { body: '{"context":[]}' }],
    [400, "INVALID_CONTEXT", { body: '{"context":{"targetingKey":7}}' }],
    [400, "INVALID_CONTEXT", { body: "[]" }],
    [401, "GENERAL", { headers: { Authorization: "" } }],
    [401, "GENERAL", { headers: { Authorization: "Bearer nonsense" } }],
    [403, "INVALID_CONTEXT", { body: '{"context":{"targetingKey":"boris"}}' }],
    [405, "GENERAL", { method: "GET" }],
    [405, "GENERAL", { method: "DELETE" }],
    [413, "GENERAL", { body: LARGE }],
  ])(
    "%i %s has JSON with errorCode and errorDetails, and the key where one flag was asked for",
    async (status, errorCode, sent) => {
      for (const path of [FLAGS, `${FLAGS}/tray-icon`]) {
        const response = await ask(path, sent);
        const body = await response.json();
        expect({ status: response.status, body }).toMatchObject({ status, body: { errorCode } });
        expect(response.headers.get("Content-Type")).toBe("application/json");
        const expected = path === FLAGS ? bulkFailureSchema : flagFailureSchema;
        expect(expected.parse(body).errorDetails.length).toBeGreaterThan(10);
        if (path !== FLAGS) expect(body).toHaveProperty("key", "tray-icon");
      }
    },
  );

  it.each(["/ofrep/v1/configuration", "/ofrep", "/ofrep/v2/evaluate/flags", "/ofrep/v1/evaluate/flags/"])(
    "404 at %s, where there is nothing, has them as well",
    async (path) => {
      const response = await ask(path);
      expect(response.status).toBe(404);
      expect(bulkFailureSchema.parse(await response.json()).errorCode).toBe("GENERAL");
    },
  );

  it("of a credential says which kind is wanted", async () => {
    const response = await ask(FLAGS, { headers: { Authorization: "" } });
    expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
  });

  it("repeats nothing of the credential or the context", async () => {
    const secret = await ask(FLAGS, { headers: { Authorization: "Bearer s3cr3t-thing" } });
    expect(await secret.text()).not.toContain("s3cr3t");
    const phone = await ask(FLAGS, { body: '{"context":{"targetingKey":"79161234567"}}' });
    expect(await phone.text()).not.toContain("79161234567");
  });
});

describe("rule 5: Retry-After", () => {
  it("is a whole number of seconds while the first ruleset is on its way", async () => {
    // Another count of shards: new objects, without a ruleset.
    const { app } = openAppWith({ SHARDS: "3" });
    const context = createExecutionContext();
    const response = await app.request(
      FLAGS,
      { method: "POST", headers: { Authorization: `Bearer ${anna}`, "Content-Type": "application/json" }, body: "{}" },
      {},
      context,
    );
    await waitOnExecutionContext(context);
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("1");
    expect(bulkFailureSchema.parse(await response.json()).errorCode).toBe("GENERAL");
  });
});

describe("rule 6: a bulk answer", () => {
  it("has no member but flags, no nulls, and metadata of texts", async () => {
    const body = await (await ask(FLAGS)).json<object>();
    expect(Object.keys(body)).toEqual(["flags"]);
    expect(JSON.stringify(body)).not.toContain(":null");
    for (const flag of (await askAll()).flags) {
      if ("errorCode" in flag) throw new Error(`${flag.key} has failed`);
      expect(flag.metadata).toEqual({
        flagSetId: "garland/development",
        version: "1",
        campaign: "new-year",
        reason: "segment",
      });
    }
  });
});

describe("rule 7: every flag", () => {
  it("has a variant and a reason, also where nothing is shown and where everything was stopped", async () => {
    const summer = { headers: { [CLOCK_HEADER]: "2025-07-01T12:00:00+03:00" } };
    const answers = [await askAll(), await askAll(summer)];
    await env.CATALOG.getByName("catalog").setStopped(true, { actor: "person:olga", now: Date.parse(NEW_YEAR) });
    answers.push(await askAll());
    const flags = answers.flatMap((answer) => answer.flags);
    expect(flags).toHaveLength(12);
    for (const flag of flags) {
      const { variant, reason } = flagSuccessSchema.parse(flag);
      expect(variant.length * reason.length).toBeGreaterThan(0);
    }
  });

  it("is the same alone as among the others", async () => {
    for (const flag of (await askAll()).flags) {
      const response = await ask(`${FLAGS}/${flag.key}`);
      expect(response.status).toBe(200);
      expect(flagSuccessSchema.parse(await response.json())).toEqual(flag);
    }
  });
});

describe("rule 8: a stop", () => {
  it("takes the plain flags' values away, with reason DISABLED, and tells the phone to clear its tray", async () => {
    await env.CATALOG.getByName("catalog").setStopped(true, { actor: "person:olga", now: Date.parse(NEW_YEAR) });
    const flags = Object.fromEntries((await askAll()).flags.map((flag) => [flag.key, flag]));
    expect(flags["tray-icon-visible"]).toMatchObject({ reason: "DISABLED", variant: "off" });
    expect(flags["tray-icon-visible"]).not.toHaveProperty("value");
    expect(flags["tray-icon-key"]).not.toHaveProperty("value");
    expect(flags["tray-icon"]).toMatchObject({ reason: "DISABLED", value: { decision: "none", reason: "stopped" } });
  });
});

describe("rule 9: a context", () => {
  it.each(["{}", '{"context":null}', '{"context":{}}', '{"context":{"targetingKey":null,"email":"a@b","plan":[1]}}'])(
    "such as %s is an empty one, and the token says who asks",
    async (body) => {
      expect((await askAll({ body })).flags).toHaveLength(4);
    },
  );

  it("may name the token's own subject", async () => {
    const { flags } = await askAll({ body: '{"context":{"targetingKey":"anna","platform":"ios"}}' });
    expect(flags).toEqual((await askAll()).flags);
  });

  it("gives the phone's facts to the decision under the names of GET /v1/tray", async () => {
    const early = { headers: { [CLOCK_HEADER]: "2024-12-19T15:00:00Z" } };
    const visible = async (context: object) => {
      const response = await ask(`${FLAGS}/tray-icon-visible`, { ...early, body: JSON.stringify({ context }) });
      return flagSuccessSchema.parse(await response.json()).value;
    };
    expect(await visible({ platform: "ios", timezone: "Asia/Kamchatka" })).toBe(true);
    expect(await visible({ platform: "ios", timezone: "Europe/Moscow" })).toBe(false);
    expect(await visible({ platform: "android", timezone: "Asia/Kamchatka" })).toBe(false);
  });

  it("without a person fails flag by flag for a machine, never the whole answer", async () => {
    const headers = asMachine(await makeKey(["channel"]));
    const { flags } = await askAll({ headers, body: "{}" });
    expect(flags.map((flag) => ("errorCode" in flag ? flag.errorCode : flag.value))).toEqual([
      "TARGETING_KEY_MISSING",
      "TARGETING_KEY_MISSING",
      "TARGETING_KEY_MISSING",
      21_600,
    ]);
    const alone = await ask(`${FLAGS}/tray-icon`, { headers, body: "{}" });
    expect(alone.status).toBe(400);
    expect(flagFailureSchema.parse(await alone.json())).toMatchObject({ errorCode: "TARGETING_KEY_MISSING" });
  });
});

describe("rule 10: a flag's key", () => {
  it.each([
    ["tray%2Dicon", "tray-icon", 200],
    ["%74ray-icon", "tray-icon", 200],
    ["tray%252Dicon", "tray%2Dicon", 404],
    ["constructor", "constructor", 404],
    ["__proto__", "__proto__", 404],
    ["toString", "toString", 404],
    ["%D1%91%D0%BB%D0%BA%D0%B0", "ёлка", 404],
    ["a/b", "a/b", 404],
    ["a%2Fb", "a/b", 404],
    ["%E0%A4%A", "%E0%A4%A", 404],
    ["%20", " ", 404],
  ])("such as %s is decoded once, to %s", async (written, key, status) => {
    const response = await ask(`${FLAGS}/${written}`);
    const body = await response.json();
    expect({ status: response.status, body }).toMatchObject({ status, body: { key } });
    if (status === 404) expect(flagFailureSchema.parse(body).errorCode).toBe("FLAG_NOT_FOUND");
  });
});

describe("rule 11: who asks", () => {
  it("is known by the credential alone, in either header", async () => {
    const expected = (await askAll()).flags;
    expect((await askAll({ headers: { Authorization: "", "X-API-Key": anna } })).flags).toEqual(expected);
    const key = await makeKey(["channel"]);
    const body = '{"context":{"targetingKey":"anna","platform":"ios"}}';
    expect((await askAll({ headers: asMachine(key), body })).flags).toEqual(expected);
    expect((await askAll({ headers: { Authorization: `Bearer ${key}` }, body })).flags).toEqual(expected);
    expect((await askAll({ headers: asMachine(await makeKey(["admin"])), body })).flags).toEqual(expected);
  });

  it("may be no machine without the role, and no member of staff", async () => {
    const body = '{"context":{"targetingKey":"anna"}}';
    const support = await ask(FLAGS, { headers: asMachine(await makeKey(["support"])), body });
    expect(support.status).toBe(403);
    expect(bulkFailureSchema.parse(await support.json()).errorDetails).toContain("channel");
    const staff = await ask(FLAGS, { headers: { Authorization: `Bearer ${await staffTokenFor("Olga", ["admin"])}` } });
    expect(staff.status).toBe(401);
  });
});

describe("rule 12: numbers", () => {
  it("are whole, so that clients with typed numbers read them as integers", async () => {
    const flag = flagSuccessSchema.parse(await (await ask(`${FLAGS}/tray-refresh-seconds`)).json());
    expect(Number.isInteger(flag.value)).toBe(true);
    expect(flag.value).toBeGreaterThan(0);
  });
});

describe("rule 13: pages of other origins", () => {
  const ANSWERS: readonly [status: number, path: string, sent: Sent][] = [
    [200, FLAGS, {}],
    [304, FLAGS, { headers: { "If-None-Match": "*" } }],
    [400, FLAGS, { body: "tree" }],
    [401, FLAGS, { headers: { Authorization: "" } }],
    [403, FLAGS, { body: '{"context":{"targetingKey":"boris"}}' }],
    [404, `${FLAGS}/tree`, {}],
    [405, FLAGS, { method: "GET" }],
    [413, FLAGS, { body: "x".repeat(70_000) }],
  ];

  it("may ask: a preflight allows what the clients send", async () => {
    const response = await call(FLAGS, {
      method: "OPTIONS",
      headers: {
        Origin: "https://shop.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,if-none-match,x-api-key",
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(response.headers.get("Access-Control-Allow-Methods")).toContain("POST");
    const allowed = response.headers.get("Access-Control-Allow-Headers")?.toLowerCase().split(",");
    expect(allowed).toEqual(expect.arrayContaining(["authorization", "content-type", "if-none-match", "x-api-key"]));
  });

  it.each(ANSWERS)("may read the answer %i", async (status, path, sent) => {
    const response = await ask(path, { ...sent, headers: { Origin: "https://shop.example", ...sent.headers } });
    expect(response.status).toBe(status);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    const exposed = response.headers.get("Access-Control-Expose-Headers")?.split(",");
    expect(exposed).toEqual(expect.arrayContaining(["ETag", "Retry-After"]));
    expect(response.headers.get("Cache-Control")).toMatch(/^(private, no-cache|no-store)$/);
  });
});

describe("rule 14: a bulk evaluation", () => {
  it("is not limited for somebody who changes their context a hundred times", async () => {
    const responses = await Promise.all(Array.from({ length: 100 }, () => ask(FLAGS)));
    expect(responses.map((response) => response.status).filter((status) => status !== 200)).toEqual([]);
  });
});

describe("a flag", () => {
  it("obeys the person's own word, however it was given", async () => {
    const phone = await openPhone("anna", { platform: "ios" });
    await phone.choose("theme:tree", "out", NEW_YEAR);
    const flag = flagSuccessSchema.parse(await (await ask(`${FLAGS}/tray-icon-visible`)).json());
    expect(flag).toMatchObject({ value: false, reason: "DEFAULT", metadata: { reason: "opted-out" } });
  });
});
