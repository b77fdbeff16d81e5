import { describe, expect, it } from "vitest";
import { guardAnswerSchema } from "../../src/contract/guard.ts";
import { liveContentSchema } from "../../src/contract/live-content.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { bucketOf, BUCKET_COUNT } from "../../src/domain/decision/bucket.ts";
import { stopStateOf } from "../../src/domain/decision/hold-to.ts";
import type { Ruleset } from "../../src/domain/decision/ruleset.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, catalog, useGarland } from "./client.ts";
import {
  DAY,
  ENDS,
  feed,
  guardFor,
  HOUR,
  importMany,
  OPENS,
  readGuard,
  readOrder,
  reportAll,
  sparkle,
  startCampaign,
  step,
  switchOff,
  trayOf,
  writeCampaign,
} from "./guarded-campaign.ts";
import { staffTokenFor } from "./open-app.ts";

useGarland("2025-06-01T00:00:00Z");

const BEFORE = OPENS - DAY;
const NOW = OPENS + 4 * HOUR;
const onPhones: Campaign = { ...sparkle, audience: { include: ["ios"], exclude: [] } };
const mended: Campaign = { ...sparkle, label: { ru: "Снежинки", en: "Snowflakes" }, priority: 400 };

/** Of a few people, those whose bucket is below a share, and the others. */
function peopleBy(share: number) {
  const ids = Array.from({ length: 40 }, (_, index) => `x${index}`);
  return Object.groupBy(ids, (id) => (bucketOf("sparkle", id) < share * BUCKET_COUNT ? "within" : "beyond"));
}

const { within = [], beyond = [] } = peopleBy(0.08);

async function shownTo(people: readonly string[], at: number, platform = "ios"): Promise<readonly string[]> {
  const trays = await Promise.all(people.map((id) => trayOf(id, at, { platform })));
  return people.filter((_, index) => trays[index]?.decision === "show");
}

/** Of everybody it is known that they have the same phone. */
async function knowPlatforms(): Promise<void> {
  await shownTo([...within, ...beyond], BEFORE);
}

async function readGuardAnswer(now: number) {
  const headers = {
    Authorization: `Bearer ${await staffTokenFor("vera", ["viewer"])}`,
    [CLOCK_HEADER]: new Date(now).toISOString(),
  };
  const response = await call("/v1/campaigns/sparkle/guard", { headers });
  return guardAnswerSchema.parse(await response.json());
}

describe("a running campaign that is started again with other words", () => {
  it("is the same start: whoever has it keeps it, and its guard goes on as if nothing had happened", async () => {
    await startCampaign(sparkle, BEFORE);
    expect(await shownTo(within, NOW)).toEqual(within);
    const { plan, standing } = await readOrder("sparkle");
    expect(await startCampaign(mended, NOW)).toMatchObject({ plan, standing });
    expect(await shownTo([...within, ...beyond], NOW)).toEqual(within);
    const stored = await catalog().readDefinition("campaign", "sparkle");
    expect(stored?.lifecycle?.live).toMatchObject({ version: 1, state: "running", startedAt: BEFORE, amendedAt: NOW });
    await reportAll(NOW);
    expect((await readGuard("sparkle@1", NOW)).totals.exposed).toBe(within.length);
  });

  it("is told beforehand as what it is", async () => {
    await startCampaign(sparkle, BEFORE);
    const foretell = async (campaign: Campaign) => {
      const { findings } = await catalog().reviewCampaign(
        JSON.parse(JSON.stringify(campaign)),
        { actor: "person:anna", now: NOW },
        false,
      );
      return findings.flatMap(({ code }) => (code.startsWith("edit-") ? [code] : []));
    };
    expect(await foretell(sparkle)).toEqual([]);
    expect(await foretell(mended)).toEqual(["edit-amends"]);
    expect(await foretell(onPhones)).toEqual(["edit-redirects"]);
    expect(await foretell({ ...sparkle, decoration: "tree" })).toEqual(["edit-begins-anew"]);
  });

  it("stays on hold if it was", async () => {
    await startCampaign(sparkle, BEFORE);
    await step("sparkle", { kind: "hold", reason: "wait" }, "anna", NOW, "wait");
    expect((await startCampaign(mended, NOW + HOUR)).standing.heldBy).toBe("person");
  });

  it("goes on from the coverage reached if its stages are others", async () => {
    await startCampaign(sparkle, BEFORE);
    const stages = [
      { percent: 5, minimumHours: 24 },
      { percent: 50, minimumHours: 24 },
    ];
    const { standing } = await startCampaign({ ...sparkle, stages }, NOW);
    expect(standing).toMatchObject({ stage: 1, stageStartedAt: NOW, rollout: { startedAt: NOW, to: 0.5 } });
    expect(standing.rollout?.from).toBeCloseTo(0.08, 9);
  });
});

describe("a running campaign that gets another audience", () => {
  const guards = async () => (await catalog().readOrders("sparkle")).map(({ plan }) => plan.guard);

  it("keeps whom it has, takes others in by stages, and counts each of them once", async () => {
    await startCampaign(onPhones, BEFORE);
    expect(await shownTo(within, NOW)).toEqual(within);
    await startCampaign(sparkle, NOW);
    expect(await guards()).toEqual(["sparkle@2", "sparkle@1"]);
    expect(await shownTo([...within, ...beyond], NOW)).toEqual(within);
    expect(await shownTo(["y1", "y2", "y3", "y4"], NOW, "android")).toEqual([]);
    const later = NOW + 5 * HOUR;
    await shownTo([...within, ...beyond], later);
    await reportAll(later);
    const [first, second] = [await readGuard("sparkle@1", later), await readGuard("sparkle@2", later)];
    expect(first.totals.exposed).toBe(within.length);
    expect(second.totals.exposed).toBe((await shownTo(beyond, later)).length);
    expect(second.order.plan.parameters.haltOdds).toBe(1_000);
    expect(await readGuardAnswer(later)).toMatchObject({
      version: 2,
      earlier: [{ guard: "sparkle@1", phase: "kept", counts: { optedOut: null }, haltAt: 125, level: "calm" }],
    });
  });

  it("is read as it was started last, in the shape that is documented", async () => {
    await startCampaign(onPhones, BEFORE);
    await startCampaign(sparkle, NOW);
    const headers = { Authorization: `Bearer ${await staffTokenFor("vera", ["viewer"])}` };
    const live = liveContentSchema.parse(await (await call("/v1/campaigns/sparkle/live", { headers })).json());
    expect(live.campaign.audience).toEqual(sparkle.audience);
  });

  it("is refused before anybody hands it in or approves it when it had too many", async () => {
    const held = (holdoutPercent: number): Campaign => ({ ...onPhones, holdoutPercent });
    for (let percent = 0; percent <= 8; percent++) await startCampaign(held(percent), NOW);
    await writeCampaign(held(9), NOW);
    const refused = await step("sparkle", { kind: "submit" }, "anna", NOW);
    expect(refused).toMatchObject({ ok: false, error: { type: "conflict" } });
    expect(!refused.ok && refused.error.detail).toContain("was changed 8 times");
    await writeCampaign(held(3), NOW);
    expect(await step("sparkle", { kind: "submit" }, "anna", NOW)).toMatchObject({ ok: true });
  });

  it("takes a second person if one alone had started it, however few the others are", async () => {
    await importMany(40);
    await knowPlatforms();
    const few: Campaign = { ...sparkle, audience: { include: ["android"], exclude: [] } };
    await writeCampaign(few, BEFORE);
    await step("sparkle", { kind: "submit" }, "anna", BEFORE);
    expect(await step("sparkle", { kind: "start" }, "anna", BEFORE)).toMatchObject({ ok: true });
    await writeCampaign({ ...few, holdoutPercent: 10 }, NOW);
    expect(await step("sparkle", { kind: "submit" }, "anna", NOW)).toMatchObject({ ok: true });
    expect((await catalog().readDefinition("campaign", "sparkle"))?.lifecycle?.review).toMatchObject({
      state: "submitted",
      whyTwo: [{ code: "another-audience" }],
    });
    await step("sparkle", { kind: "approve" }, "boris", NOW);
    expect(await step("sparkle", { kind: "start" }, "anna", NOW)).toMatchObject({ ok: true });
    const live = (await catalog().readDefinition("campaign", "sparkle"))?.lifecycle?.live;
    expect(live).toMatchObject({ version: 2, word: { kind: "two" } });
  });

  it("is halted as a whole by the guard of those who got it before, and what is counted goes on", async () => {
    await startCampaign(onPhones, BEFORE);
    await shownTo(within, NOW);
    await startCampaign(sparkle, NOW);
    await switchOff(within[0]!, NOW + HOUR);
    await reportAll(NOW + HOUR);
    expect((await readGuard("sparkle@1", NOW + HOUR)).totals).toMatchObject({ exposed: within.length, optedOut: 1 });
    await feed("sparkle@1", 1_000, NOW + 2 * HOUR, 160, 8);
    const orders = await catalog().readOrders("sparkle");
    expect(orders.map(({ standing }) => standing.end?.kind)).toEqual(["halted", "halted"]);
    expect(await shownTo([...within, ...beyond], NOW + 3 * HOUR)).toEqual([]);
  });

  it("goes back to an audience that it had, whose guard takes people in again", async () => {
    await startCampaign(onPhones, BEFORE);
    await shownTo(within, NOW);
    await startCampaign(sparkle, NOW);
    await startCampaign(onPhones, NOW + HOUR);
    expect(await guards()).toEqual(["sparkle@1", "sparkle@2"]);
    expect(await shownTo(within, NOW + HOUR)).toEqual(within);
    await startCampaign({ ...onPhones, audience: { include: ["ios", "android"], exclude: [] } }, NOW + 2 * HOUR);
    expect(await guards()).toEqual(["sparkle@3", "sparkle@1", "sparkle@2"]);
  });

  it("is stopped as a whole, whichever start a shard still has", async () => {
    await startCampaign(onPhones, BEFORE);
    await shownTo(within, NOW);
    await startCampaign(sparkle, NOW);
    await step("sparkle", { kind: "stop", reason: "no" }, "anna", NOW + HOUR, "no");
    expect(await shownTo(within, NOW + HOUR)).toEqual([]);
    const [latest] = await catalog().listRulesets();
    const ruleset = JSON.parse((await catalog().readRuleset(latest?.version ?? 0)) ?? "null") as Ruleset;
    expect(stopStateOf(ruleset).campaigns).toMatchObject({ "sparkle@1": "stopped", "sparkle@2": "stopped" });
  });

  it.each([
    ["ends", sparkle.schedule],
    ["comes again", { kind: "yearly", zone: "Europe/Moscow", firstDay: "--06-10", lastDay: "--06-19" } as const],
  ])("is looked back at by each of its guards, whichever is the first, when it %s", async (_, schedule) => {
    await startCampaign({ ...onPhones, schedule }, BEFORE);
    await shownTo(within, NOW);
    await startCampaign({ ...sparkle, schedule }, NOW);
    await feed("sparkle@1", 1_000, ENDS - HOUR, 6_000, 2);
    await feed("sparkle@2", 1_000, ENDS - HOUR, 8_000, 3);
    for (const guard of ["sparkle@1", "sparkle@2"]) await guardFor(guard).look(ENDS + 7 * DAY);
    const all = await catalog().listRetrospectives("sparkle");
    const written = all.toSorted((one, other) => (one.guard < other.guard ? -1 : 1));
    expect(written.map(({ guard, outcome, isFinal, endedAt }) => ({ guard, outcome, isFinal, endedAt }))).toEqual(
      ["sparkle@1", "sparkle@2"].map((guard) => ({ guard, outcome: "completed", isFinal: true, endedAt: ENDS })),
    );
  });

  it("begins anew if it shows something else: nobody keeps what is gone", async () => {
    await startCampaign(sparkle, BEFORE);
    await shownTo(within, NOW);
    await startCampaign({ ...sparkle, decoration: "tree" }, NOW);
    expect(await guards()).toEqual(["sparkle@2"]);
    expect(await shownTo(within, NOW)).toEqual([]);
    expect((await readGuard("sparkle@1", NOW)).order.standing.end?.kind).toBe("superseded");
  });
});
