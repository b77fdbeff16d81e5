/** What policy has halted, and nobody lifted, comes back by two people, whatever it is by then. */
import { describe, expect, it } from "vitest";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { carryPolicy } from "./carry-policy.ts";
import { catalog, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import { ENDS, feed, OPENS, sparkle, startCampaign, step, writeCampaign } from "./guarded-campaign.ts";

useGarland("2026-11-01T00:00:00Z");

const NOW = Date.parse("2026-11-02T09:30:00Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LATER = NOW + 3 * HOUR;

function newYear(): Campaign {
  const found = bundledDefinitions.campaigns.find(({ key }) => key === "new-year");
  if (found === undefined) throw new Error("There is no New Year");
  return found;
}

async function setFestive(sensitive: boolean, now: number): Promise<void> {
  const category = bundledDefinitions.categories.find(({ key }) => key === "festive");
  const body = { ...category, key: "festive", sensitive };
  expect(await carryPolicy(catalog(), [{ kind: "category", key: "festive", body }], now)).toMatchObject({ ok: true });
}

/** Policy halts New Year, and two people take that change of policy back. */
async function haltForAWhile(): Promise<void> {
  await setFestive(true, NOW);
  await setFestive(false, NOW + HOUR);
  expect(await liveOf("new-year")).toMatchObject({ state: "halted", haltedBy: "policy" });
}

const liveOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle?.live;
const reviewOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle?.review;

/** Anna alone hands in what comes to whoever asks only, for which one person is enough. */
async function submitAlone(campaign: Campaign, at = LATER) {
  await writeCampaign({ ...campaign, delivery: "opt-in" }, at);
  expect(await step(campaign.key, { kind: "submit" }, "anna", at)).toMatchObject({ ok: true });
  return reviewOf(campaign.key);
}

async function lift(): Promise<void> {
  for (const name of ["anna", "boris"]) {
    const desk = await openDesk(new Date(LATER).toISOString(), name, "approver", "marketer");
    expect((await desk("POST", "/v1/campaigns/new-year:lift", { reason: "a mistake" })).status).toBe(200);
  }
}

const byPolicy = (same: string) => ({
  state: "submitted",
  whyTwo: [{ code: "after-policy-halt", start: "new-year@1", at: NOW, same }],
});

describe("after a halt by policy", () => {
  it("the same key needs two, whatever it shows by then and to whom, and says whose halt it was", async () => {
    await haltForAWhile();
    expect(await submitAlone({ ...newYear(), decoration: "tulip" })).toMatchObject(byPolicy("campaign"));
    const alone = await step("new-year", { kind: "approve" }, "anna", LATER);
    expect(alone).toMatchObject({ ok: false, error: { type: "another-person" } });
    expect(await step("new-year", { kind: "approve" }, "boris", LATER)).toMatchObject({ ok: true });
    expect(await step("new-year", { kind: "start" }, "anna", LATER)).toMatchObject({ ok: true });
    expect(await liveOf("new-year")).toMatchObject({
      state: "running",
      version: 2,
      knownEnds: expect.arrayContaining(["new-year@1"]),
    });
  });

  it("so does a copy of it while its season lasts", async () => {
    await haltForAWhile();
    expect(await submitAlone({ ...newYear(), key: "copy" })).toMatchObject(byPolicy("decoration"));
  });

  it("so it is after a stop, by however few, and in a later season", async () => {
    await haltForAWhile();
    expect(await step("new-year", { kind: "stop", reason: "enough" }, "anna", LATER, "enough")).toMatchObject({
      ok: true,
    });
    expect(await submitAlone({ ...newYear(), decoration: "tulip" }, LATER + 300 * DAY)).toMatchObject(
      byPolicy("campaign"),
    );
  });

  it("one person is enough once two people have lifted it", async () => {
    await haltForAWhile();
    await lift();
    expect(await submitAlone({ ...newYear(), key: "copy" })).toMatchObject({ state: "approved" });
    expect(await submitAlone({ ...newYear(), label: { ru: "Год", en: "Year" } })).toMatchObject({ state: "approved" });
  });
});

/** Whoever stops and deletes it makes it anew. */
async function makeAnew(campaign: Campaign, actor: string, now: number): Promise<void> {
  const { key } = campaign;
  expect(await step(key, { kind: "stop", reason: "enough" }, actor, now, "enough")).toMatchObject({ ok: true });
  await removeIt(key, actor, now);
  expect(await catalog().readDefinition("campaign", key)).toBeNull();
  await writeCampaign(campaign, now, actor);
}

async function removeIt(key: string, actor: string, now: number): Promise<void> {
  const request = { kind: "campaign", key, expectedRevision: "any", actor, now } as const;
  expect(await catalog().deleteDefinition(request)).toMatchObject({ ok: true });
}

describe("a key that was halted, stopped and deleted", () => {
  it("takes two when it is made anew, by anybody, in a later season, for whatever it shows", async () => {
    await haltForAWhile();
    await makeAnew({ ...newYear(), decoration: "tulip" }, "vera", LATER);
    expect(await submitAlone({ ...newYear(), decoration: "tulip" }, LATER + 300 * DAY)).toMatchObject(
      byPolicy("campaign"),
    );
  });

  it("is told of by its halt, besides the stop that went before the deletion, and so is a copy while its season lasts", async () => {
    await haltForAWhile();
    await makeAnew(newYear(), "anna", LATER);
    const stop = { code: "after-stop", start: "new-year@1", same: "decoration" };
    expect(await submitAlone(newYear())).toMatchObject({ whyTwo: [...byPolicy("campaign").whyTwo, stop] });
    expect(await submitAlone({ ...newYear(), key: "copy" })).toMatchObject({
      whyTwo: [...byPolicy("decoration").whyTwo, stop],
    });
    await removeIt("new-year", "anna", LATER);
    expect(await submitAlone({ ...newYear(), key: "copy-of-it" })).toMatchObject({
      whyTwo: [...byPolicy("decoration").whyTwo, stop],
    });
  });

  it("takes one again after two people have started it, also once it is deleted another time", async () => {
    await haltForAWhile();
    await makeAnew({ ...newYear(), decoration: "tulip" }, "anna", LATER);
    const next = LATER + 300 * DAY;
    const tulip: Campaign = { ...newYear(), decoration: "tulip" };
    expect(await submitAlone(tulip, next)).toMatchObject(byPolicy("campaign"));
    expect(await step("new-year", { kind: "approve" }, "boris", next)).toMatchObject({ ok: true });
    // Deleted before anybody started it, it is as it was.
    await removeIt("new-year", "anna", next);
    expect(await submitAlone(tulip, next)).toMatchObject(byPolicy("campaign"));
    expect(await step("new-year", { kind: "approve" }, "boris", next)).toMatchObject({ ok: true });
    expect(await step("new-year", { kind: "start" }, "anna", next)).toMatchObject({ ok: true });
    await makeAnew(tulip, "anna", next + HOUR);
    expect(await submitAlone(tulip, next + 300 * DAY)).toMatchObject({ state: "approved" });
  });

  it("takes two as well where its guard halted it, in a later season", async () => {
    await startCampaign(sparkle, OPENS - HOUR);
    await feed("sparkle@1", 1, OPENS + HOUR, 160, 9);
    expect(await liveOf("sparkle")).toMatchObject({ state: "halted" });
    await makeAnew(sparkle, "anna", OPENS + 2 * HOUR);
    const other: Campaign = { ...sparkle, decoration: "tulip" };
    expect(await submitAlone(other, ENDS + 300 * DAY)).toMatchObject({
      state: "submitted",
      whyTwo: [{ code: "after-halt", start: "sparkle@1", at: OPENS + HOUR, same: "campaign" }],
    });
  });
});
