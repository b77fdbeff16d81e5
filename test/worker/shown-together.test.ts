/** One person's word is good for so many people over all that is shown on it, as it is really shown. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CampaignAction } from "../../src/contract/rpc/rpc-control.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { catalog, useGarland } from "./client.ts";
import {
  DAY,
  HOUR,
  MINUTE,
  OPENS,
  guardFor,
  readGuard,
  readTold,
  readOrder,
  reportAll,
  shardOf,
  sparkle,
  step,
  trayOf,
  writeCampaign,
} from "./guarded-campaign.ts";

useGarland("2025-06-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const BEFORE = OPENS - DAY;
const NOW = OPENS + HOUR;
const REGIONS = { kam: "RU-KAM", mag: "RU-MAG", chu: "RU-CHU", amu: "RU-AMU" } as const;
type Place = keyof typeof REGIONS;

const named = (name: string) => ({ ru: `Для ${name}`, en: `For ${name}` });
const campaignFor = (place: Place): Campaign => ({
  ...sparkle,
  key: place,
  label: named(place),
  audience: { include: [place], exclude: [] },
  stages: [],
});

const importOne = (subscriberId: string, region: string) =>
  shardOf(subscriberId).importProfiles([{ subscriberId, profile: { region } }]);

const take = async (key: string, action: CampaignAction, actor: string, now: number) =>
  expect(await step(key, action, actor, now, "for a reason")).toMatchObject({ ok: true });

/** 300 people, and audiences of regions in which nobody of them lives. */
async function bringPeople() {
  for (let index = 0; index < 300; index++) await importOne(`west${index}`, "RU-MOW");
  for (const [key, region] of Object.entries(REGIONS)) {
    const body = { key, label: named(key), condition: { region }, examples: [] };
    const actor = key === "amu" ? "person:dora" : "person:anna";
    const written = { kind: "segment", key, body, expectedRevision: "any", actor, now: BEFORE } as const;
    expect(await catalog().writeDefinition(written)).toMatchObject({ ok: true });
  }
}

async function startAlone(place: Place, actor = "person:anna", now = BEFORE) {
  await writeCampaign(campaignFor(place), now, actor);
  await take(place, { kind: "submit" }, actor, now);
  await take(place, { kind: "start" }, actor, now);
}

/** People move there, and their phones ask. */
async function moveTo(place: Place, people: number, now: number) {
  const movers = Array.from({ length: people }, (_, index) => `${place}${index}`);
  for (const subscriberId of movers) await importOne(subscriberId, REGIONS[place]);
  for (const subscriberId of movers) expect((await trayOf(subscriberId, now)).campaign).toBe(place);
  await reportAll(now);
}

async function wordOf(place: Place) {
  return (await catalog().readDefinition("campaign", place))?.lifecycle?.live?.word;
}

async function whoWaits() {
  const words = await Promise.all(
    (Object.keys(REGIONS) as Place[]).map(async (key) => [key, await wordOf(key)] as const),
  );
  return words.flatMap(([key, word]) => (word?.kind === "one" && word.awaitedSince !== undefined ? [key] : []));
}

describe("campaigns that were counted as nobody's when one person started them", () => {
  it("wait for a second person, all of them, once they have reached too many together", async () => {
    await bringPeople();
    for (const place of ["kam", "mag", "chu"] as const) await startAlone(place);
    await startAlone("amu", "person:dora");
    await moveTo("kam", 2, NOW);
    expect(await whoWaits()).toEqual([]);
    await moveTo("mag", 2, NOW);
    expect(await whoWaits()).toEqual(["kam", "mag", "chu"]);
    expect(await wordOf("kam")).toMatchObject({
      awaitedSince: NOW,
      awaitedFor: { code: "reach-together", share: 0.01, campaigns: [{ key: "mag", label: named("mag") }] },
    });
    expect((await readOrder("chu")).standing).toMatchObject({ words: "awaited" });
    await importOne("late", REGIONS.chu);
    expect((await trayOf("late", NOW + MINUTE)).decision).toBe("none");
    expect((await trayOf("kam0", NOW + MINUTE)).campaign).toBe("kam");
  });

  it("say with which others, to who looks, and to who is told", async () => {
    await bringPeople();
    await startAlone("kam");
    await startAlone("mag");
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(null, { status: 204 }));
    const url = "https://chat.example.com/hook";
    const address = { id: crypto.randomUUID(), url, kinds: null, secret: "x" };
    await catalog().addWebhook({ ...address, actor: "person:ada", now: BEFORE });
    await moveTo("kam", 2, NOW);
    await moveTo("mag", 2, NOW);
    await reportAll(NOW + 10 * MINUTE);
    await guardFor("kam@1").look(NOW + 15 * MINUTE);
    const told = (await catalog().listDeliveries({ limit: 50 })).filter(({ kind }) => kind === "guard.asks-second");
    expect(told.map(({ kind }) => kind)).toEqual(["guard.asks-second", "guard.asks-second"]);
    const view = await readGuard("kam@1", NOW + 15 * MINUTE);
    expect(view.verdict).toMatchObject({
      action: "hold",
      reasons: [{ kind: "one-word", cause: { code: "reach-together", campaigns: [{ key: "mag" }] } }],
    });
  });

  it("give way to no other start of that person, whomever that is counted for", async () => {
    await bringPeople();
    await startAlone("kam");
    await startAlone("mag");
    await moveTo("kam", 2, NOW);
    await moveTo("mag", 2, NOW);
    await writeCampaign(campaignFor("chu"), NOW, "person:anna");
    await take("chu", { kind: "submit" }, "person:anna", NOW);
    expect((await catalog().readDefinition("campaign", "chu"))?.lifecycle?.review).toMatchObject({
      state: "submitted",
      whyTwo: [{ code: "reach-together", campaigns: ["kam", "mag"] }],
    });
  });

  it("count on after they were stopped or begun anew, and no more once two people want them", async () => {
    await bringPeople();
    for (const place of ["kam", "mag", "chu"] as const) await startAlone(place);
    await moveTo("kam", 2, NOW);
    await take("kam", { kind: "confirm" }, "person:boris", NOW);
    await moveTo("mag", 2, NOW);
    expect(await whoWaits()).toEqual([]);
    await take("mag", { kind: "stop", reason: "enough" }, "person:anna", NOW + HOUR);
    await moveTo("chu", 2, NOW + HOUR);
    expect(await whoWaits()).toEqual(["chu"]);
    expect(await wordOf("kam")).toEqual({ kind: "two" });
  });

  it("wait also while a person holds one of them, and a resume takes nothing back", async () => {
    await bringPeople();
    await startAlone("kam");
    await startAlone("mag");
    await moveTo("kam", 2, NOW);
    await take("kam", { kind: "hold", reason: "look" }, "person:anna", NOW + MINUTE);
    await moveTo("mag", 2, NOW + 2 * MINUTE);
    await take("kam", { kind: "resume", reason: "fine" }, "person:anna", NOW + 3 * MINUTE);
    expect(await whoWaits()).toEqual(["kam", "mag"]);
  });
});

/** As if the catalog's file were of before. */
const forgetReach = () =>
  runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
    storage.sql.exec("UPDATE guards SET reached = 0");
  });

describe("what a guard tells of how many it has reached", () => {
  it("is added up whatever comes twice, late, or from an older copy of it", async () => {
    await bringPeople();
    await startAlone("kam");
    await startAlone("mag");
    await moveTo("kam", 2, NOW);
    const { verdict } = await readTold("kam@1", NOW);
    const told = { guard: "kam@1", revision: 1, verdict, notices: [] } as const;
    for (const [sequence, reached] of [
      [40, 1],
      [1, 1],
      [40, 0],
    ] as const) {
      await catalog().carryOut({ ...told, sequence, now: NOW, reach: { reached, people: 304 } });
    }
    expect(await whoWaits()).toEqual([]);
    await moveTo("mag", 2, NOW);
    expect(await whoWaits()).toEqual(["kam", "mag"]);
  });

  it("is told again each hour, so a catalog that was put back from an older file adds it up anew", async () => {
    await bringPeople();
    await startAlone("kam");
    await startAlone("mag");
    await moveTo("kam", 2, NOW);
    await forgetReach();
    await moveTo("mag", 2, NOW);
    expect(await whoWaits()).toEqual([]);
    await guardFor("kam@1").look(NOW + HOUR);
    expect(await whoWaits()).toEqual(["kam", "mag"]);
  });
});
