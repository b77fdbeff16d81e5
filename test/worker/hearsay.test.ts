import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import { openGuardStorage } from "../../src/guard/storage.ts";
import { useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import {
  HOUR,
  importMany,
  OPENS,
  reportAll,
  shardNamed,
  shardNames,
  shardOf,
  startCampaign,
  switchOff,
  trayOf,
  unstaged,
} from "./guarded-campaign.ts";
import { openAppWith } from "./open-app.ts";

useGarland("2025-06-01T00:00:00Z");

const NOW = OPENS + 12 * HOUR;

async function makeKey() {
  const desk = await openDesk(new Date(NOW).toISOString(), "Boris", "admin");
  const made = await desk("POST", "/v1/service-keys", { name: "shop", roles: ["channel"] });
  const { key, prefix } = await made.json<{ key: string; prefix: string }>();
  return { key, prefix };
}

/** Asks for somebody's flags with a machine's key; `relays` as the server's variable says. */
async function ask(key: string, targetingKey: string, relays = "", said: Record<string, string> = {}) {
  const { app } = openAppWith(relays === "" ? {} : { RELAYS: relays }, { now: NOW });
  const response = await app.request("/ofrep/v1/evaluate/flags/tray-icon-visible", {
    method: "POST",
    headers: { "X-API-Key": key },
    body: JSON.stringify({ context: { targetingKey, ...said } }),
  });
  return response.json<{ value: boolean }>();
}

/** What the guard knows once every shard has reported. */
async function totals() {
  await reportAll(NOW);
  return runInDurableObject(env.GUARD.getByName("sparkle@1"), (_, { storage }) => {
    const { exposed, optedOut, unhappy, reached } = openGuardStorage(storage).readTotals();
    return { exposed, optedOut, unhappy, reached };
  });
}

async function countSeenPhones(): Promise<number> {
  const tallies = await Promise.all(shardNames.map((name) => shardNamed(name).countPeople()));
  return tallies.reduce((sum, { seen }) => sum + seen, 0);
}

it("what a machine is given for somebody is no evidence that people don't mind it", async () => {
  await importMany(40);
  await startCampaign(unstaged, OPENS - HOUR);
  const { key } = await makeKey();
  for (let index = 0; index < 10; index++) expect(await ask(key, `x${index}`)).toMatchObject({ value: true });
  await trayOf("x20", NOW);
  expect(await totals()).toEqual({ exposed: 1, optedOut: 0, unhappy: 0, reached: 11 });
});

it("whoever minds it has seen it, and whose phone then asks has seen it once", async () => {
  await importMany(40);
  await startCampaign(unstaged, OPENS - HOUR);
  const { key } = await makeKey();
  for (const who of ["x0", "x1", "x2"]) await ask(key, who);
  await switchOff("x0", NOW);
  expect(await totals()).toEqual({ exposed: 1, optedOut: 1, unhappy: 1, reached: 3 });
  await trayOf("x1", NOW);
  await trayOf("x1", NOW);
  await ask(key, "x1");
  await switchOff("x1", NOW);
  expect(await totals()).toEqual({ exposed: 2, optedOut: 2, unhappy: 2, reached: 3 });
});

it("a machine makes no phones, and tells nothing of those that there are", async () => {
  await importMany(40);
  await startCampaign(unstaged, OPENS - HOUR);
  const { key } = await makeKey();
  await trayOf("x0", NOW);
  for (const who of ["x0", "x1", "invented"]) await ask(key, who, "", { platform: "android", appVersion: "1.0" });
  expect(await countSeenPhones()).toBe(1);
  expect((await shardOf("x0").exportPerson("x0")).device).toEqual({ platform: "ios" });
});

it("a machine through which phones ask, as whoever runs Garland says, speaks for them", async () => {
  await importMany(40);
  await startCampaign(unstaged, OPENS - HOUR);
  const { key, prefix } = await makeKey();
  await ask(key, "x0", prefix, { platform: "android" });
  await ask(key, "x1", "zzzzzzzz", { platform: "android" });
  expect(await totals()).toMatchObject({ exposed: 1, reached: 2 });
  expect(await countSeenPhones()).toBe(1);
});
