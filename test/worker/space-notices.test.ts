import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, afterAll, describe, expect, it, vi } from "vitest";
import { UNWATCHED, type DiskSpace } from "../../src/domain/space-texts.ts";
import { openObject } from "../../src/contract/rpc/objects.ts";
import { catalog, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import { HOUR, OPENS, sparkle, startCampaign, step } from "./guarded-campaign.ts";
import { ringAfter } from "./ring-after.ts";

const LOW: DiskSpace = { state: "low", freeBytes: 41_900_000, refusal: null };
const AT = "2024-12-31T12:00:00Z";

/** Whatever is opened here and outlives this file finds what others find, which have no disk to look at. */
let space = UNWATCHED;

beforeAll(() => {
  Reflect.set(env, "SPACE", { fetch: async () => new Response(JSON.stringify(space)) });
});
afterAll(async () => {
  Reflect.deleteProperty(env, "SPACE");
  await reset();
});
useGarland("2024-12-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

afterEach(() => void (space = UNWATCHED));

const stub = () => env.CATALOG.getByName("catalog");
const told = async () => (await catalog().listDeliveries({ limit: 20 })).map(({ kind, state }) => `${kind} ${state}`);

describe("the catalog of a server whose disk is short of room", () => {
  it("tells of it once when it begins and once when it ends, by webhook, log and status; others wait for room", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue(undefined);
    const bodies: { kind: string; sentence?: { en: string } | null }[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation(async (_url, init) => {
      bodies.push(JSON.parse(String(init?.body)) as (typeof bodies)[number]);
      return new Response(null, { status: 204 });
    });
    const desk = await openDesk(AT, "ada", "admin", "marketer");
    await desk("POST", "/v1/webhooks", { url: "https://pager.example/" });
    space = LOW;
    let later = 0;
    const ring = () => ringAfter(stub(), (later += 10_000));
    for (let round = 0; round < 3; round++) await ring();
    expect(await told()).toEqual(["space.low delivered"]);
    expect((await catalog().status()).space).toEqual(LOW);

    space = UNWATCHED;
    for (let round = 0; round < 3; round++) await ring();
    expect(await told()).toEqual(["space.enough delivered", "space.low delivered"]);
    expect((await catalog().status()).space).toEqual(UNWATCHED);
    expect(bodies.map(({ kind, sentence }) => [kind, sentence?.en.slice(0, 25)])).toEqual([
      ["space.low", "The disk has 41 MB left. "],
      ["space.enough", undefined],
    ]);
    const events = log.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('"event":"space-'));
    expect(events).toEqual([expect.stringContaining("space-low"), expect.stringContaining("space-enough")]);
  });

  it("sends what is urgent at once, and what is not when there is room again", async () => {
    vi.spyOn(console, "error").mockReturnValue(undefined);
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(null, { status: 204 }));
    await startCampaign(sparkle, OPENS - HOUR);
    const desk = await openDesk(AT, "ada", "admin");
    await desk("POST", "/v1/webhooks", { url: "https://pager.example/", kinds: ["campaign.stopped", "space.low"] });
    space = LOW;
    await ringAfter(stub(), 10_000);
    await step("sparkle", { kind: "stop", reason: "enough" }, "anna", OPENS, "enough");
    await ringAfter(stub(), 20_000);
    expect(await told()).toEqual(["campaign.stopped waiting", "space.low delivered"]);
    space = UNWATCHED;
    await ringAfter(stub(), 30_000);
    await ringAfter(stub(), 40_000);
    expect(await told()).toEqual(["campaign.stopped delivered", "space.low delivered"]);
  });

  it("does what a guard asks for to halt, and lets nobody more in", async () => {
    vi.spyOn(console, "error").mockReturnValue(undefined);
    const { plan, revision } = await startCampaign(sparkle, OPENS - HOUR);
    const view = await openObject(env, "GUARD", plan.guard).read(OPENS + HOUR);
    if (view === null) throw new Error("a guard that watches");
    space = LOW;
    await ringAfter(stub(), 10_000);
    const { verdict } = view;
    const asked = { guard: plan.guard, revision, verdict, now: verdict.at, notices: [] };
    const grown = await catalog().carryOut({ ...asked, sequence: 1, action: { kind: "advance", toStage: 1 } });
    expect(grown?.standing.stage).toBe(0);
    const halted = await catalog().carryOut({ ...asked, sequence: 2, action: { kind: "halt" } });
    expect(halted?.standing.end?.kind).toBe("halted");
  });
});
