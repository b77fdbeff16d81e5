/** What running campaigns tell to staff, and what the policy learns from them. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { guardAnswerSchema, policySchema, retrospectiveSchema } from "../../src/contract/guard.ts";
import type { CampaignAction } from "../../src/contract/rpc/rpc-control.ts";
import type { Role } from "../../src/contract/role.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { ToldRetrospective } from "../../src/domain/guard/tell-retrospective.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, catalog, expectProblem, importPeople, SHARDS, useGarland } from "./client.ts";
import {
  DAY,
  ENDS,
  feed,
  guardFor,
  HOUR,
  MINUTE,
  OPENS,
  readOrder,
  reportAll,
  reportOf,
  shardNames,
  importMany,
  sparkle,
  startCampaign,
  step,
  switchOff,
  trayOf,
  unstaged,
  writeCampaign,
} from "./guarded-campaign.ts";
import { staffTokenFor } from "./open-app.ts";

useGarland("2025-06-01T00:00:00Z");

const BEFORE = OPENS - DAY;
const GUARD = "sparkle@1";

let tokens: Readonly<Partial<Record<Role, string>>> = {};
beforeEach(async () => {
  tokens = {
    viewer: await staffTokenFor("vera", ["viewer"]),
    marketer: await staffTokenFor("anna", ["marketer"]),
    approver: await staffTokenFor("boris", ["approver"]),
  };
});

/** A call of a member of staff at an instant. */
function ask(role: Role, path: string, now: number, body?: unknown): Promise<Response> {
  return call(path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      Authorization: `Bearer ${tokens[role]}`,
      "Content-Type": "application/json",
      [CLOCK_HEADER]: new Date(now).toISOString(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function readGuardAnswer(now: number, key = "sparkle") {
  const response = await ask("viewer", `/v1/campaigns/${key}/guard`, now);
  expect(response.status).toBe(200);
  return guardAnswerSchema.parse(await response.json());
}

async function readRetrospectives(now: number, key = "sparkle") {
  const response = await ask("viewer", `/v1/campaigns/${key}/retrospectives`, now);
  const { items } = await response.json<{ items: unknown[] }>();
  return items.map((item) => retrospectiveSchema.parse(item));
}

async function readPolicy() {
  return policySchema.parse(await (await ask("viewer", "/v1/policy", OPENS)).json());
}

const isAbout = (people: number) => (told: unknown) =>
  typeof told === "number" && told !== people && Math.abs(told - people) < people / 3;

const halt = () => feed(GUARD, 1, OPENS + HOUR, 800, 11);

describe("GET /v1/campaigns/{key}/guard", () => {
  it("tells a marketer in both languages what was counted, what is normal, and what follows", async () => {
    await startCampaign(sparkle, BEFORE);
    expect(await readGuardAnswer(BEFORE)).toMatchObject({
      phase: "ahead",
      season: { from: "2025-06-09T21:00:00.000Z", until: "2025-06-19T21:00:00.000Z" },
      stage: { index: 0, total: 2, coverage: 0, share: 0.1 },
      verdict: { sentence: { en: expect.stringMatching(/^Fewer than 400 people have seen it/) } },
    });
    const now = OPENS + 2 * HOUR;
    await feed(GUARD, 1, now - 15 * MINUTE, 1_600, 3);
    expect(await readGuardAnswer(now)).toMatchObject({
      phase: "running",
      heldBy: "nobody",
      counts: { exposed: expect.toSatisfy(isAbout(1_600)), optedOut: null, complained: null, asked: null, gifts: null },
      evidence: {
        level: "calm",
        limits: { warn: 10, halt: 125, advance: 10, minimumPeople: 5 },
        parts: { optedOut: { people: null, p0: 0.002 } },
      },
      stage: { coverage: expect.closeTo(0.04, 3) },
      next: { opens: "stage", notBefore: "2025-06-10T21:00:00.000Z", waitsFor: ["growing", "minimum-time"] },
      verdict: {
        action: "continue",
        sentence: {
          en: expect.stringMatching(
            /^Fewer than 180 of about 1,\d\d0 people who saw it switched it off; about [34] would be normal; no cause for worry so far, still reaching the people of this stage, the next stage can open at 00:00 on 11 June \(UTC\+3\)\.$/,
          ),
          ru: expect.stringContaining("следующий этап — не раньше 00:00 11 июня"),
        },
      },
      plan: expect.arrayContaining([{ afterHours: 24, stage: 0, share: 0.1, people: 0 }]),
    });
  });

  it("says when and why a campaign was halted, also days later", async () => {
    await startCampaign(unstaged, BEFORE);
    await halt();
    expect(await readGuardAnswer(OPENS + 2 * HOUR)).toMatchObject({
      phase: "halted",
      next: null,
      verdict: {
        action: "halt",
        at: "2025-06-09T22:00:00.000Z",
        sentence: {
          en: expect.stringMatching(
            /^Fewer than 180 of about \d{3} people who saw it switched it off; about [12] would be normal; odds more than 125 : 1: stopped at 01:00 \(UTC\+3\)\.$/,
          ),
        },
      },
      evidence: { limits: { halt: 125 } },
      history: [{ action: "halt", level: "halt", optedOut: null, odds: 125 }],
    });
    const later = await readGuardAnswer(OPENS + 3 * DAY);
    expect(later.verdict.sentence).toEqual({
      en: expect.stringMatching(/stopped at 01:00 on 10 June \(UTC\+3\)\.$/),
      ru: expect.stringMatching(/остановлено в 01:00 10 июня \(UTC\+3\)\.$/),
    });
  });

  it("says from how many shards its numbers are, until all have been heard since the campaign opened", async () => {
    await startCampaign(sparkle, BEFORE);
    expect(await readGuardAnswer(OPENS - MINUTE)).toMatchObject({ shards: { heard: SHARDS, total: SHARDS } });
    const [first = "", ...others] = shardNames;
    await guardFor(GUARD).report(reportOf(first, 1, OPENS + MINUTE, 500), OPENS + MINUTE);
    const { shards, verdict } = await readGuardAnswer(OPENS + 15 * MINUTE);
    expect(shards).toEqual({ heard: 1, total: SHARDS });
    expect(verdict.silentShards).toEqual(others);
    expect(verdict.sentence.en).toMatch(
      new RegExp(`^Fresh numbers from 1 of ${SHARDS} shards: fewer than 180 of about \\d+ people who saw it are known`),
    );
    expect(verdict.sentence.ru).toMatch(`Свежие данные — от 1 из ${SHARDS}`);
    for (const shard of others) await guardFor(GUARD).report(reportOf(shard, 1, OPENS + MINUTE, 0), OPENS + MINUTE);
    const whole = await readGuardAnswer(OPENS + 16 * MINUTE);
    expect(whole.shards).toEqual({ heard: SHARDS, total: SHARDS });
    expect(whole.verdict.sentence.en).toMatch(/^Fewer than 180 of about \d+ people who saw it switched it off/);
  });

  it("is as it was when its campaign closed, whenever it is asked afterwards", async () => {
    await startCampaign(sparkle, BEFORE);
    for (const shard of shardNames) {
      await guardFor(GUARD).report(reportOf(shard, 1, ENDS + 7 * DAY - MINUTE, 10), ENDS + 7 * DAY);
    }
    const later = await readGuardAnswer(ENDS + 300 * DAY);
    expect(later.shards).toEqual({ heard: SHARDS, total: SHARDS });
    expect(later.verdict).toMatchObject({ at: new Date(ENDS + 7 * DAY).toISOString(), silentShards: [] });
  });

  it("names the shards that are silent", async () => {
    await startCampaign(sparkle, BEFORE);
    const { phase, verdict } = await readGuardAnswer(OPENS + HOUR);
    expect(verdict).toMatchObject({ action: "hold", silentShards: expect.arrayContaining([`shard-0-of-${SHARDS}`]) });
    expect(phase).toBe("running");
    await guardFor(GUARD).look(OPENS + HOUR);
    expect(await readGuardAnswer(OPENS + HOUR)).toMatchObject({
      phase: "held",
      heldBy: "guard",
      next: { waitsFor: ["stale"] },
    });
  });

  it("is not there for a campaign that was never started", async () => {
    await writeCampaign(sparkle, BEFORE);
    await expectProblem(await ask("viewer", "/v1/campaigns/sparkle/guard", BEFORE), "not-found", 404);
  });
});

describe("a retrospective", () => {
  it("is looked for in vain where there is no such campaign, which is another thing than none so far", async () => {
    await writeCampaign(sparkle, BEFORE);
    expect(await readRetrospectives(BEFORE)).toEqual([]);
    await expectProblem(await ask("viewer", "/v1/campaigns/nothing/retrospectives", BEFORE), "not-found", 404);
  });

  it("is written when a campaign is halted, and for good when nobody can mind any more", async () => {
    await importPeople([
      ...Array.from({ length: 60 }, (_, index) => ({ subscriberId: `m${index}`, profile: { region: "RU-MOW" } })),
      ...Array.from({ length: 30 }, (_, index) => ({ subscriberId: `t${index}`, profile: { region: "RU-TA" } })),
      ...Array.from({ length: 3 }, (_, index) => ({ subscriberId: `a${index}`, profile: { region: "RU-AL" } })),
    ]);
    await startCampaign(unstaged, BEFORE);
    const now = OPENS + HOUR;
    const people = [...Array(60).keys()]
      .map((index) => `m${index}`)
      .concat(
        [...Array(30).keys()].map((index) => `t${index}`),
        ["a0", "a1", "a2"],
      );
    for (const [index, person] of people.entries())
      await trayOf(person, now, { platform: index % 2 === 0 ? "ios" : "android" });
    for (const person of people.slice(0, 30)) await switchOff(person, now, "category:festive");
    await reportAll(now);
    expect((await readOrder("sparkle")).standing.end?.kind).toBe("halted");

    await guardFor(GUARD).look(now + MINUTE);
    expect(await readRetrospectives(now)).toMatchObject([
      {
        guard: GUARD,
        outcome: "halted",
        isFinal: false,
        totals: { exposed: null, optedOut: null, complained: null },
        asked: null,
        gifts: null,
        byStage: [],
        p0: 0.002,
        level: "halt",
      },
    ]);

    // One more minds a day later; after a week all is said.
    await switchOff("t0", now + DAY);
    await reportAll(now + DAY);
    await guardFor(GUARD).look(now + 7 * DAY);
    const [final] = await readRetrospectives(now + 8 * DAY);
    expect(final).toMatchObject({
      isFinal: true,
      endedAt: new Date(now).toISOString(),
      totals: { exposed: null, optedOut: null },
    });
    // Of so few nothing is told, whatever they have in common, and neither is that there are any.
    expect([final?.byStage, final?.byPlatform, final?.byRegion]).toEqual([
      [{ exposed: null, optedOut: null, complained: null }],
      { parts: [] },
      { parts: [] },
    ]);
    expect(final?.history.length).toBeGreaterThan(0);
  });

  it("ends a campaign that does not come again", async () => {
    await startCampaign(unstaged, BEFORE);
    await feed(GUARD, 1, OPENS + HOUR, 16_000, 8);
    await guardFor(GUARD).look(ENDS);
    expect(await readRetrospectives(ENDS)).toMatchObject([{ outcome: "completed", isFinal: false }]);
    await guardFor(GUARD).look(ENDS + 7 * DAY);
    expect(await readRetrospectives(ENDS)).toMatchObject([{ outcome: "completed", isFinal: true }]);
    expect((await catalog().readDefinition("campaign", "sparkle"))?.lifecycle?.live?.state).toBe("completed");
    expect((await readOrder("sparkle")).standing.end?.kind).toBe("completed");
    const [latest] = await catalog().listRulesets();
    expect(latest?.campaigns.map(({ key }) => key)).not.toContain("sparkle");
  });

  it("begins the next season of one that comes again, with stages and a guard of its own, and what was approved", async () => {
    const yearly: Campaign = {
      ...sparkle,
      schedule: { kind: "yearly", zone: "Europe/Moscow", firstDay: "--06-10", lastDay: "--06-19" },
    };
    await startCampaign(yearly, BEFORE);
    await writeCampaign({ ...yearly, priority: 1 }, OPENS);
    await guardFor(GUARD).look(ENDS + 7 * DAY);
    const { plan, standing } = await readOrder("sparkle");
    const nextOpens = Date.parse("2026-06-10T00:00:00+03:00");
    expect(plan).toMatchObject({ guard: "sparkle@2", version: 2, season: { from: nextOpens } });
    expect(standing).toMatchObject({ stage: 0, stageStartedAt: nextOpens, rollout: { from: 0, startedAt: nextOpens } });
    const [latest] = await catalog().listRulesets();
    const ruleset = JSON.parse((await catalog().readRuleset(latest?.version ?? 0)) ?? "{}") as {
      campaigns: { key: string; priority: number }[];
    };
    expect(ruleset.campaigns.find(({ key }) => key === "sparkle")).toMatchObject({
      priority: 500,
      state: "running",
      watch: { guard: "sparkle@2" },
    });
    await guardFor(GUARD).look(ENDS + 8 * DAY);
    expect((await readOrder("sparkle")).plan.version).toBe(2);
  });
});

describe("the policy", () => {
  it("does not let a theme be on by default again after a halt until an approver has reviewed it", async () => {
    await startCampaign(unstaged, BEFORE);
    await halt();
    const other = { ...unstaged, key: "winter", priority: 3 };
    await writeCampaign(other, OPENS + 2 * HOUR);
    const submit = () => step("winter", { kind: "submit" }, "anna", OPENS + 3 * HOUR);
    expect(await submit()).toMatchObject({
      ok: false,
      error: { type: "refused", issues: [{ code: "theme-halted", path: "delivery" }] },
    });
    expect((await readPolicy()).themes).toEqual([
      {
        theme: "snowflake",
        haltedBy: GUARD,
        halts: [GUARD],
        haltedAt: new Date(OPENS + HOUR).toISOString(),
        review: null,
      },
    ]);
    await expectProblem(
      await ask("viewer", "/v1/themes/snowflake:review", OPENS, { reason: "it was the drawing" }),
      "forbidden",
      403,
    );
    await expectProblem(
      await ask("approver", "/v1/themes/tree:review", OPENS, { reason: "no need", seen: GUARD }),
      "not-found",
      404,
    );
    await expectProblem(await ask("approver", "/v1/themes/snowflake:review", OPENS, {}), "invalid-request", 400);
    const review = (seen?: string) =>
      ask("approver", "/v1/themes/snowflake:review", OPENS + 4 * HOUR, { reason: "it was the drawing", seen });
    await expectProblem(await review(), "precondition-required", 428);
    await expectProblem(await review("sparkle@7"), "precondition-failed", 412);
    expect((await readPolicy()).themes).toMatchObject([{ theme: "snowflake", review: null }]);
    const reviewed = await review(GUARD);
    expect(await reviewed.json()).toMatchObject({ review: { by: "person:boris", reason: "it was the drawing" } });
    expect(await submit()).toMatchObject({ ok: true });
    expect((await catalog().readAudit({ target: "theme/snowflake", limit: 1 }))[0]).toMatchObject({
      action: "review",
      why: "it was the drawing",
    });
  });

  it("does not let a held campaign go on whose theme was halted meanwhile, until an approver has reviewed it", async () => {
    await startCampaign({ ...unstaged, key: "winter", priority: 3 }, BEFORE);
    expect(await step("winter", { kind: "hold", reason: "wait" }, "anna", BEFORE, "wait")).toMatchObject({ ok: true });
    await startCampaign(unstaged, BEFORE);
    await halt();
    const resume = () =>
      ask("marketer", "/v1/campaigns/winter:resume", OPENS + 3 * HOUR, { reason: "they have calmed down" });
    const refused = await expectProblem(await resume(), "conflict", 409);
    expect(refused.issues).toMatchObject([{ code: "theme-halted" }]);
    expect((await catalog().readDefinition("campaign", "winter"))?.lifecycle?.live?.state).toBe("holding");
    const review = { reason: "it was the drawing", seen: GUARD };
    expect((await ask("approver", "/v1/themes/snowflake:review", OPENS + 4 * HOUR, review)).status).toBe(200);
    const since = await expectProblem(await resume(), "conflict", 409);
    expect(since.detail).toContain(GUARD);
    await step("winter", { kind: "submit" }, "anna", OPENS + 4 * HOUR);
    await step("winter", { kind: "approve" }, "boris", OPENS + 4 * HOUR);
    await step("winter", { kind: "start" }, "anna", OPENS + 4 * HOUR);
    expect((await resume()).status).toBe(200);
  });

  it("lets a held campaign go on that comes only to those who ask, halted theme or not", async () => {
    await writeCampaign({ ...unstaged, key: "winter", delivery: "opt-in", priority: 3 }, BEFORE);
    const take = async (action: CampaignAction, now: number) =>
      expect(await step("winter", action, "anna", now, "for a reason")).toMatchObject({ ok: true });
    await take({ kind: "submit" }, BEFORE);
    await take({ kind: "start" }, BEFORE);
    await take({ kind: "hold", reason: "wait" }, BEFORE);
    await startCampaign(unstaged, BEFORE);
    await halt();
    await take({ kind: "resume", reason: "go on" }, OPENS + 2 * HOUR);
  });

  it("lets a halted theme be asked for all the while", async () => {
    await startCampaign(unstaged, BEFORE);
    await halt();
    await writeCampaign({ ...unstaged, key: "winter", delivery: "opt-in", priority: 3 }, OPENS);
    expect(await step("winter", { kind: "submit" }, "anna", OPENS)).toMatchObject({ ok: true });
  });

  it("does not let a campaign start that was approved before the theme was halted", async () => {
    await writeCampaign({ ...unstaged, key: "winter", priority: 3 }, BEFORE);
    await step("winter", { kind: "submit" }, "anna", BEFORE);
    await step("winter", { kind: "approve" }, "boris", BEFORE);
    await startCampaign(unstaged, BEFORE);
    await halt();
    expect(await step("winter", { kind: "start" }, "anna", OPENS + 2 * HOUR)).toMatchObject({
      ok: false,
      error: { type: "refused" },
    });
  });

  it("learns what is normal from the last quiet campaign of a category", async () => {
    expect((await readPolicy()).categories).toEqual(
      expect.arrayContaining([
        { category: "festive", sensitive: false, p0: 0.002, learntFrom: null },
        { category: "romance", sensitive: true, p0: 0.001, learntFrom: null },
      ]),
    );
    await startCampaign(unstaged, BEFORE);
    await feed(GUARD, 1, OPENS + HOUR, 128_000, 192);
    await guardFor(GUARD).look(ENDS + 7 * DAY);
    const [retrospective] = await readRetrospectives(ENDS + 8 * DAY);
    const { exposed, optedOut } = retrospective?.totals ?? {};
    const learnt = (2 * (optedOut ?? 0)) / (exposed ?? 1);
    expect(learnt).toBeGreaterThan(0.001);
    expect(learnt).toBeLessThan(0.005);
    expect((await readPolicy()).categories).toContainEqual({
      category: "festive",
      sensitive: false,
      p0: learnt,
      learntFrom: GUARD,
    });
    const next = await startCampaign(
      {
        ...unstaged,
        key: "winter",
        schedule: { ...unstaged.schedule, kind: "yearly", firstDay: "--09-01", lastDay: "--09-10" },
      },
      ENDS + 8 * DAY,
    );
    expect(next.plan.parameters.metrics.optedOut.p0).toBe(learnt);
  });

  it("freezes the parameters of a campaign when it starts, whatever is learnt meanwhile", async () => {
    const { plan } = await startCampaign(sparkle, BEFORE);
    const [retrospective] = await runInDurableObject(
      env.CATALOG.getByName("catalog"),
      async (instance): Promise<ToldRetrospective[]> => {
        await startCampaign({ ...unstaged, key: "winter", decoration: "star" }, BEFORE);
        await feed("winter@1", 1, OPENS + HOUR, 16_000, 24);
        await guardFor("winter@1").look(ENDS + 7 * DAY);
        return [...(await instance.listRetrospectives("winter"))];
      },
    );
    expect(retrospective).toMatchObject({ isFinal: true, level: "calm" });
    expect((await readOrder("sparkle")).plan).toEqual(plan);
  });
});

describe("a default-on campaign for many people", () => {
  it("needs stages, or a reason why not that its approver sees", async () => {
    await importMany(5_001);
    await writeCampaign(unstaged, BEFORE);
    const submit = () => step("sparkle", { kind: "submit" }, "anna", BEFORE);
    expect(await submit()).toMatchObject({
      ok: false,
      error: { type: "refused", issues: [{ code: "no-stages", path: "stages" }] },
    });
    await writeCampaign({ ...unstaged, unstagedBecause: "a minute of silence is for everybody at once" }, BEFORE);
    expect(await submit()).toMatchObject({ ok: true });
    await writeCampaign(sparkle, BEFORE);
    expect(await submit()).toMatchObject({ ok: true });
  });
});
