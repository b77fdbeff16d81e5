import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { OFREPProvider } from "@openfeature/ofrep-provider";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature as ServerOpenFeature } from "@openfeature/server-sdk";
import {
  OpenFeature as WebOpenFeature,
  ProviderStatus,
  type EvaluationContext,
  type Provider,
} from "@openfeature/web-sdk";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { traySchema } from "../../src/contract/tray.ts";
import type { Role } from "../../src/contract/role.ts";
import { queueConsumers, type DemoPerson } from "./demo-people.ts";
import { startWorker, type RunningWorker } from "./start-worker.ts";

let worker: RunningWorker;
let nextPerson: () => DemoPerson;

beforeAll(async () => {
  worker = await startWorker();
  nextPerson = await queueConsumers(worker.origin);
});

afterEach(async () => {
  await Promise.all([WebOpenFeature.clearProviders(), ServerOpenFeature.clearProviders()]);
});

afterAll(() => worker?.stop());

const NEW_YEARS_EVE = "2026-12-31T12:00:00Z";
/** The tree stands on iOS already, and not yet on Android. */
const FIRST_DAYS = "2026-12-22T12:00:00Z";

type Headers = [string, string][];

const at = (now: string): [string, string] => ["X-Garland-Now", now];

/** A person's credential, as it is on that day. */
async function credentialOf({ subscriberId }: DemoPerson, now = NEW_YEARS_EVE): Promise<Headers> {
  const answer = await post("/dev/tokens", { subscriberId }, [at(now)]);
  // Parsed boundary: the routes' own tests check the shapes of their answers.
  return [["Authorization", `Bearer ${(answer as { token: string }).token}`], at(now)];
}

const BAD_CREDENTIAL: Headers = [["Authorization", "Bearer nonsense"]];

let domains = 0;

/** The web SDK as an app uses it, with the statuses that it got to see. */
async function openWeb(headers: Headers, context: EvaluationContext = { platform: "ios" }) {
  const domain = `web-${domains++}`;
  const statuses: number[] = [];
  const provider = new OFREPWebProvider({
    baseUrl: worker.origin,
    headers,
    cacheMode: "disabled",
    fetchImplementation: async (input, init) => {
      const response = await fetch(input, init);
      statuses.push(response.status);
      return response;
    },
  });
  await WebOpenFeature.setContext(domain, context);
  // The provider's types were made without exactOptionalPropertyTypes.
  await WebOpenFeature.setProviderAndWait(domain, provider as unknown as Provider);
  return {
    client: WebOpenFeature.getClient(domain),
    statuses,
    setContext: (changed: EvaluationContext) => WebOpenFeature.setContext(domain, changed),
  };
}

/** The server SDK as a shop's backend uses it. */
async function openServer(headers: Headers) {
  const domain = `server-${domains++}`;
  await ServerOpenFeature.setProviderAndWait(domain, new OFREPProvider({ baseUrl: worker.origin, headers }));
  return ServerOpenFeature.getClient(domain);
}

async function post(path: string, body: unknown, headers: Headers = []): Promise<unknown> {
  const response = await fetch(new URL(path, worker.origin), {
    method: "POST",
    headers: [["Content-Type", "application/json"], ...headers],
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
  return response.json();
}

async function logIn(name: string, role: Role): Promise<Headers> {
  const answer = await post("/dev/staff-tokens", { name, roles: [role] });
  return [["Authorization", `Bearer ${(answer as { token: string }).token}`]];
}

async function makeKey(role: Role): Promise<string> {
  const answer = await post("/v1/service-keys", { name: "web shop", roles: [role] }, await logIn("Olga", "admin"));
  return (answer as { key: string }).key;
}

/** Runs something while everything is stopped, whatever becomes of it. */
async function whileStopped(run: () => Promise<void>): Promise<void> {
  await post("/v1/stop", { reason: "a test" }, await logIn("Max", "marketer"));
  try {
    await run();
  } finally {
    for (const name of ["Alla", "Boris"])
      await post("/v1/resume", { reason: "the test is over" }, await logIn(name, "approver"));
  }
}

describe("the web SDK", () => {
  it("reads all four flags in their types, with variant, reason and metadata", async () => {
    const { client } = await openWeb(await credentialOf(nextPerson()));
    const icon = client.getObjectDetails("tray-icon", {});
    expect(icon).toMatchObject({
      value: { v: 1, decision: "show", decoration: { key: "tree", web: { viewBox: "0 0 24 24" } } },
      variant: "tree",
      reason: "TARGETING_MATCH",
      flagMetadata: { flagSetId: "garland/development", version: "1", campaign: "new-year", reason: "segment" },
    });
    expect(client.getStringDetails("tray-icon-key", "none")).toMatchObject({ value: "tree", variant: "tree" });
    expect(client.getBooleanDetails("tray-icon-visible", false)).toMatchObject({ value: true, variant: "on" });
    expect(client.getNumberValue("tray-refresh-seconds", 0)).toBeGreaterThan(60);
  });

  it("rule 1: never keeps the icon of another platform, though it sends the old tag with the new context", async () => {
    const person = nextPerson();
    const targetingKey = person.subscriberId;
    const { client, setContext } = await openWeb(await credentialOf(person, FIRST_DAYS), {
      targetingKey,
      platform: "ios",
    });
    expect(client.getBooleanValue("tray-icon-visible", false)).toBe(true);
    await setContext({ targetingKey, platform: "android" });
    expect(client.getBooleanValue("tray-icon-visible", true)).toBe(false);
    await setContext({ targetingKey, platform: "ios" });
    expect(client.getBooleanValue("tray-icon-visible", false)).toBe(true);
  });

  it("rule 2: keeps its flags over a 304", async () => {
    const { client, statuses, setContext } = await openWeb(await credentialOf(nextPerson()), { platform: "ios" });
    await setContext({ platform: "ios", screen: "settings" });
    expect(statuses).toEqual([200, 304]);
    expect(client.getStringValue("tray-icon-key", "none")).toBe("tree");
  });

  it("sees the person's own word, given in the app, at its next question", async () => {
    const person = nextPerson();
    const { client, setContext } = await openWeb(await credentialOf(person));
    await post("/v1/me/choices", { scope: "theme:tree", value: "out" }, await credentialOf(person));
    await setContext({ platform: "ios", screen: "settings" });
    expect(client.getBooleanDetails("tray-icon-visible", true)).toMatchObject({
      value: false,
      reason: "DEFAULT",
      flagMetadata: { reason: "opted-out" },
    });
  });

  it("rule 8: falls back to the code default, with reason DISABLED, while everything is stopped", async () => {
    const person = nextPerson();
    await whileStopped(async () => {
      const { client } = await openWeb(await credentialOf(person));
      expect(client.getBooleanDetails("tray-icon-visible", false)).toMatchObject({ value: false, reason: "DISABLED" });
      expect(client.getStringDetails("tray-icon-key", "none")).toMatchObject({ value: "none", reason: "DISABLED" });
      expect(client.getObjectValue("tray-icon", {})).toMatchObject({ decision: "none", reason: "stopped" });
    });
  });

  it("rule 9: learns flag by flag that a machine has named nobody", async () => {
    const headers: Headers = [["X-API-Key", await makeKey("channel")]];
    const { client } = await openWeb(headers, {});
    expect(client.getBooleanDetails("tray-icon-visible", false)).toMatchObject({
      value: false,
      errorCode: "TARGETING_KEY_MISSING",
    });
    expect(client.getNumberValue("tray-refresh-seconds", 0)).toBe(21_600);
  });

  it.each([
    ["a bad token", () => BAD_CREDENTIAL, {}],
    ["somebody else's targetingKey", () => credentialOf(nextPerson()), { targetingKey: "somebody-else" }],
  ])("stops for good at %s", async (_what, headers, context) => {
    await expect(openWeb(await headers(), context)).rejects.toThrow("Initialization failed");
    expect(WebOpenFeature.getClient(`web-${domains - 1}`).providerStatus).toBe(ProviderStatus.FATAL);
  });

  it("is told what is wrong with a context", async () => {
    const wrong = { targetingKey: "79161234567" };
    await expect(openWeb(await credentialOf(nextPerson()), wrong)).rejects.toThrow("400");
  });

  it("rule 9: gets its flags whatever its app says of the phone", async () => {
    const odd = { platform: "toaster", appVersion: 5, locale: "C", timezone: "Mars/Base" };
    const { client } = await openWeb(await credentialOf(nextPerson()), odd);
    expect(client.getNumberDetails("tray-refresh-seconds", 0)).toMatchObject({ value: expect.any(Number) });
    expect(client.getStringDetails("tray-icon-key", "?").errorCode).toBeUndefined();
  });

  it("says FLAG_NOT_FOUND for a flag that does not exist", async () => {
    const { client } = await openWeb(await credentialOf(nextPerson()));
    expect(client.getStringDetails("no-such-flag", "default")).toMatchObject({
      value: "default",
      errorCode: "FLAG_NOT_FOUND",
    });
  });
});

describe("the web SDK in an app that stays open", () => {
  /** Starts it in a process of its own; each line says what the tray shows from then on. */
  function openApp(headers: Headers) {
    const script = join(import.meta.dirname, "listen-with-web-provider.ts");
    const options = ["--experimental-eventsource", "--no-warnings", script, worker.origin, JSON.stringify(headers)];
    const app = spawn(process.execPath, options, { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: app.stdout })[Symbol.asyncIterator]();
    return {
      nextIcon: async (): Promise<unknown> => (await lines.next()).value,
      async close(): Promise<void> {
        app.stdin.end();
        await once(app, "exit");
      },
    };
  }

  it("is told of a stop, and of its end, without asking again by itself", async () => {
    const app = openApp(await credentialOf(nextPerson()));
    try {
      expect(await app.nextIcon()).toBe("tree");
      await whileStopped(async () => expect(await app.nextIcon()).toBe("none"));
      expect(await app.nextIcon()).toBe("tree");
    } finally {
      await app.close();
    }
  });
});

describe("the server SDK", () => {
  it("reads all four flags in their types, for anybody it names, with a service key", async () => {
    const context = { targetingKey: nextPerson().subscriberId, platform: "ios" };
    const client = await openServer([["X-API-Key", await makeKey("channel")], at(NEW_YEARS_EVE)]);
    expect(await client.getObjectDetails("tray-icon", {}, context)).toMatchObject({
      value: { decision: "show", decoration: { key: "tree" } },
      variant: "tree",
      reason: "TARGETING_MATCH",
      flagMetadata: { campaign: "new-year", reason: "segment" },
    });
    expect(await client.getStringValue("tray-icon-key", "none", context)).toBe("tree");
    expect(await client.getBooleanValue("tray-icon-visible", false, context)).toBe(true);
    expect(await client.getNumberValue("tray-refresh-seconds", 0, context)).toBeGreaterThan(60);
  });

  it("says the same as GET /v1/tray, but for what is null there", async () => {
    const person = nextPerson();
    const client = await openServer(await credentialOf(person));
    const response = await fetch(`${worker.origin}/v1/tray?platform=ios`, { headers: await credentialOf(person) });
    const tray = traySchema.parse(await response.json());
    expect(tray.decision).toBe("show");
    const said: unknown = JSON.parse(JSON.stringify(tray, (_, value: unknown) => value ?? undefined));
    expect(await client.getObjectValue("tray-icon", {}, { platform: "ios" })).toStrictEqual(said);
  });

  it.each([
    ["FLAG_NOT_FOUND", "no-such-flag", {}],
    ["INVALID_CONTEXT", "tray-icon-visible", { targetingKey: "79161234567" }],
    ["TARGETING_KEY_MISSING", "tray-icon-visible", {}],
  ])("rule 4: is told %s in words that it understands", async (errorCode, flag, context) => {
    const client = await openServer([["Authorization", `Bearer ${await makeKey("channel")}`]]);
    const details = await client.getBooleanDetails(flag, false, context);
    expect(details).toMatchObject({ value: false, reason: "ERROR", errorCode });
    expect(details.errorMessage?.length).toBeGreaterThan(10);
  });

  it("rule 8: ends at the code default while everything is stopped", async () => {
    const client = await openServer(await credentialOf(nextPerson()));
    await whileStopped(async () => {
      expect(await client.getBooleanValue("tray-icon-visible", false, { platform: "ios" })).toBe(false);
      expect(await client.getStringValue("tray-icon-key", "none", { platform: "ios" })).toBe("none");
      expect(await client.getObjectValue("tray-icon", {}, { platform: "ios" })).toMatchObject({ decision: "none" });
    });
    expect(await client.getBooleanValue("tray-icon-visible", false, { platform: "ios" })).toBe(true);
  });

  it("ends at the code default with a bad token", async () => {
    const client = await openServer(BAD_CREDENTIAL);
    expect(await client.getStringDetails("tray-icon-key", "none")).toMatchObject({ value: "none", reason: "ERROR" });
  });
});
