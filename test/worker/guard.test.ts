import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Catalog } from "../../src/catalog/object.ts";
import { Publisher } from "../../src/catalog/publisher.ts";
import { bucketOf, BUCKET_COUNT } from "../../src/domain/decision/bucket.ts";
import { coverageAt } from "../../src/domain/decision/rollout.ts";
import type { Ruleset } from "../../src/domain/decision/ruleset.ts";
import { GUARD_MIGRATIONS } from "../../src/guard/migrations.ts";
import { Shard } from "../../src/shard/object.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { catalog, useGarland } from "./client.ts";
import {
  DAY,
  ENDS,
  feed,
  guardFor,
  guardStub,
  HOUR,
  MINUTE,
  OPENS,
  readGuard,
  readTold,
  readOrder,
  reportAll,
  reportOf,
  shardNames,
  shardOf,
  sparkle,
  startCampaign,
  step,
  switchOff,
  trayOf,
  unstaged,
  writeCampaign,
} from "./guarded-campaign.ts";

useGarland("2025-06-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const BEFORE = OPENS - DAY;

async function liveCampaign(key = "sparkle") {
  const [latest] = await catalog().listRulesets();
  const ruleset = JSON.parse((await catalog().readRuleset(latest?.version ?? 0)) ?? "null") as Ruleset;
  return ruleset.campaigns.find((campaign) => campaign.key === key);
}

const rulesetVersion = async () => (await catalog().status()).ruleset;

/** Feeds a healthy first stage, a little more than a day long. */
async function passFirstStage(guard = "sparkle@1") {
  await feed(guard, 1, OPENS + 2 * HOUR, 1_600);
  const passed = OPENS + DAY;
  await feed(guard, 2, passed, 1_600);
  return passed;
}

describe("a campaign with stages", () => {
  it("begins with its first stage, from the first instant of its season", async () => {
    const { plan, standing } = await startCampaign(sparkle, BEFORE);
    expect(plan).toMatchObject({
      guard: "sparkle@1",
      season: { from: OPENS, until: ENDS },
      theme: "snowflake",
      category: "festive",
    });
    expect(standing).toMatchObject({
      stage: 0,
      stageStartedAt: OPENS,
      rollout: { startedAt: OPENS, from: 0, to: 0.1 },
    });
    expect(await liveCampaign()).toMatchObject({
      rollout: { startedAt: OPENS, from: 0, to: 0.1, perHour: 0.02 },
      watch: { guard: "sparkle@1", stage: 0, opensAt: OPENS, closesAt: ENDS + 7 * DAY },
    });
  });

  it("opens the next stage by itself when all is well, and never takes anything from anybody", async () => {
    await startCampaign(sparkle, BEFORE);
    const passed = await passFirstStage();
    const { standing } = await readOrder("sparkle");
    expect(standing).toMatchObject({ stage: 1, stageStartedAt: passed, rollout: { from: 0.1, to: 1 } });
    expect(await liveCampaign()).toMatchObject({
      watch: { stage: 1 },
      rollout: { startedAt: passed, from: 0.1, to: 1 },
    });
    expect((await catalog().readAudit({ target: "campaign/sparkle", limit: 1 }))[0]).toMatchObject({
      actor: "guard",
      action: "advance",
      why: expect.stringMatching(
        /^Fewer than .*; odds more than 10 : 1 that all is well: stage 2 opened at 00:00 \(UTC\+3\)\.$/,
      ),
    });
  });

  it("opens itself to everybody after the last stage, and is watched on", async () => {
    await startCampaign(sparkle, BEFORE);
    const passed = await passFirstStage();
    const later = passed + 3 * DAY;
    await feed("sparkle@1", 3, later, 16_000);
    expect((await readOrder("sparkle")).standing).toMatchObject({ stage: 2, rollout: { from: 1, to: 1 } });
    await feed("sparkle@1", 4, later + HOUR, 16_000, 200);
    expect((await readOrder("sparkle")).standing.end).toEqual({ kind: "halted", at: later + HOUR });
  });

  it("does not open a stage before its time, without proof, or on old numbers", async () => {
    await startCampaign(sparkle, BEFORE);
    await feed("sparkle@1", 1, OPENS + DAY - 1, 1_600);
    expect((await readOrder("sparkle")).standing.stage).toBe(0);
    await guardFor("sparkle@1").look(OPENS + DAY + HOUR);
    expect(await readGuard("sparkle@1", OPENS + DAY + HOUR)).toMatchObject({
      order: { standing: { stage: 0 } },
      verdict: { action: "hold", reasons: [{ kind: "stale" }] },
    });
    await feed("sparkle@1", 2, OPENS + DAY + 2 * HOUR, 100);
    expect(await readGuard("sparkle@1", OPENS + DAY + 2 * HOUR)).toMatchObject({
      order: { standing: { stage: 0 } },
      verdict: { action: "hold", reasons: [{ kind: "inconclusive" }] },
    });
  });

  it("stops growing while a shard is silent, and goes on from where it was when it is back", async () => {
    await startCampaign(sparkle, BEFORE);
    await feed("sparkle@1", 1, OPENS + HOUR, 160);
    const silentFor = OPENS + HOUR + 31 * MINUTE;
    for (const shard of shardNames.slice(1))
      await guardFor("sparkle@1").report(reportOf(shard, 2, silentFor, 10), silentFor);
    const held = await readOrder("sparkle");
    expect(held.standing.heldBy).toBe("guard");
    const coverage = coverageAt(held.standing.rollout!, silentFor);
    expect(coverage).toBeGreaterThanOrEqual(0.02 * (91 / 60));
    expect(coverageAt(held.standing.rollout!, silentFor + DAY)).toBe(coverage);

    const back = silentFor + 20 * MINUTE;
    await guardFor("sparkle@1").report(reportOf(shardNames[0]!, 2, back, 10), back);
    const { standing } = await readOrder("sparkle");
    expect(standing).toMatchObject({ heldBy: "nobody", rollout: { from: coverage, to: 0.1, startedAt: back } });
  });

  it("counts the zero of a shard before the beginning as known, and its silence after it as silence", async () => {
    await startCampaign(sparkle, BEFORE);
    const verdictAt = async (now: number) => (await readGuard("sparkle@1", now)).verdict;
    expect(await verdictAt(OPENS + 30 * MINUTE)).toMatchObject({ action: "continue" });
    expect(await verdictAt(OPENS + 31 * MINUTE)).toMatchObject({ action: "hold", reasons: [{ kind: "stale" }] });
  });
});

describe("a person", () => {
  it("holds a campaign, so that it grows no further, and lets it go on", async () => {
    await startCampaign(sparkle, BEFORE);
    const now = OPENS + 2 * HOUR;
    expect(await step("sparkle", { kind: "hold", reason: "wait for the weather" }, "anna", now, "wait")).toMatchObject({
      ok: true,
    });
    expect((await liveCampaign())?.rollout?.perHour).toBe(0);
    await feed("sparkle@1", 1, now, 1_600);
    expect(await readGuard("sparkle@1", now)).toMatchObject({
      order: { standing: { heldBy: "person" } },
      verdict: { action: "hold", reasons: [{ kind: "held-by-hand" }] },
    });
    await step("sparkle", { kind: "resume", reason: "sun" }, "anna", now + HOUR, "sun");
    expect(await liveCampaign()).toMatchObject({ rollout: { startedAt: now + HOUR, to: 0.1, perHour: 0.02 } });
  });

  it("holds no halt up", async () => {
    await startCampaign(sparkle, BEFORE);
    await step("sparkle", { kind: "hold", reason: "wait" }, "anna", OPENS + HOUR, "wait");
    await feed("sparkle@1", 1, OPENS + 2 * HOUR, 160, 8);
    expect((await readOrder("sparkle")).standing.end?.kind).toBe("halted");
    expect(await liveCampaign()).toMatchObject({ state: "halted" });
  });

  it("goes on when a rollback takes back something else", async () => {
    await startCampaign(sparkle, BEFORE);
    const before = await rulesetVersion();
    await startCampaign({ ...sparkle, key: "flurry" }, BEFORE);
    const passed = await passFirstStage();
    const back = { version: before, actor: "boris", now: passed + HOUR, why: "try" };
    expect(await catalog().rollBack(back)).toMatchObject({
      value: { rollback: { campaigns: [{ key: "flurry", outcome: "ends" }] } },
    });
    expect(await liveCampaign()).toMatchObject({
      watch: { stage: 1 },
      rollout: { from: 0.1, to: 1, startedAt: passed },
    });
  });
});

describe("a halt", () => {
  it("comes at once, everywhere, and leaves the decoration to those who asked", async () => {
    await startCampaign(unstaged, BEFORE);
    const now = OPENS + HOUR;
    const people = Array.from({ length: 60 }, (_, index) => `p${index}`);
    await Promise.all(people.map((person) => trayOf(person, now)));
    const asking = {
      subscriberId: "fan",
      device: {},
      at: now,
      origin: "https://x.test",
      scope: "theme:snowflake",
      value: "in",
      channel: "app",
      actor: "self",
    } as const;
    await shardOf("fan").choose(asking);
    await Promise.all(people.slice(0, 7).map((person) => switchOff(person, now + MINUTE, "theme:snowflake")));
    await reportAll(now + 2 * MINUTE);

    const { standing } = await readOrder("sparkle");
    expect(standing.end?.kind).toBe("halted");
    expect(await catalog().status()).toMatchObject({ isLive: true });
    for (const person of people) {
      const tray = await trayOf(person, now + 3 * MINUTE);
      expect(tray.decision).toBe("none");
      if (tray.reason === "halted") expect(tray.refresh.afterSeconds).toBeLessThanOrEqual(2 * 3_600);
    }
    expect(await trayOf("fan", now + 3 * MINUTE)).toMatchObject({ decision: "show", reason: "asked" });
    const view = await readGuard("sparkle@1", now + 3 * MINUTE);
    expect(view.haltedBy).toMatchObject({ action: "halt", evidence: { unhappy: 7 } });
    expect(view.totals).toMatchObject({ exposed: 60, optedOut: 7, asked: 1 });
  });

  it("is decided by the odds, not by fewer than five people", async () => {
    await startCampaign(unstaged, BEFORE);
    await feed("sparkle@1", 1, OPENS + HOUR, 16, 4);
    expect((await readOrder("sparkle")).standing.end).toBeNull();
    await feed("sparkle@1", 2, OPENS + HOUR + 1, 16, 7);
    expect((await readOrder("sparkle")).standing.end?.kind).toBe("halted");
  });

  it("compiles nothing, so that nothing that marketers have written meanwhile can hinder it", async () => {
    await startCampaign(unstaged, BEFORE);
    const compile = vi.spyOn(Publisher.prototype, "compile");
    await writeCampaign({ ...unstaged, priority: 499 }, OPENS);
    await feed("sparkle@1", 1, OPENS + HOUR, 160, 9);
    expect(compile).not.toHaveBeenCalled();
    expect(await liveCampaign()).toMatchObject({ state: "halted", priority: 500 });
  });

  it("is checked by asking shards what people really get, and raises the alarm if anybody still gets it", async () => {
    const kinds = ["guard.still-shown"] as const;
    const url = "http://127.0.0.1:9/pager";
    await catalog().addWebhook({ id: crypto.randomUUID(), url, kinds, secret: "x", actor: "ada", now: BEFORE });
    await startCampaign(unstaged, BEFORE);
    const now = OPENS + HOUR;
    const people = Array.from({ length: 40 }, (_, index) => `p${index}`);
    await Promise.all(people.map((person) => trayOf(person, now)));
    await Promise.all(people.slice(0, 7).map((person) => switchOff(person, now)));
    // One shard does not take the news.
    const { install } = Shard.prototype;
    vi.spyOn(Shard.prototype, "install").mockImplementation(async function (this: Shard, body, identity) {
      const isDeaf = (JSON.parse(body) as Ruleset).campaigns.some(({ state }) => state === "halted");
      if (isDeaf && (await this.summarizeExposures("sparkle@1")).some(({ exposed, optedOut }) => exposed > optedOut)) {
        throw new Error("unreachable");
      }
      return install.call(this, body, identity);
    });
    const { obey } = Shard.prototype;
    vi.spyOn(Shard.prototype, "obey").mockImplementation(async function (this: Shard, stopState, identity) {
      const isDeaf = (await this.summarizeExposures("sparkle@1")).some(({ exposed, optedOut }) => exposed > optedOut);
      if (isDeaf) throw new Error("unreachable");
      return obey.call(this, stopState, identity);
    });
    await reportAll(now + MINUTE);
    await guardFor("sparkle@1").look(now + 2 * MINUTE);
    const { probe } = await readGuard("sparkle@1", now + 2 * MINUTE);
    expect(probe?.stillShown).toBeGreaterThan(0);
    expect(probe).toMatchObject({ at: now + 2 * MINUTE, unreachable: 0, checked: people.length });
    // Once, however often it is found again.
    await guardFor("sparkle@1").look(now + 2 * MINUTE + 1);
    expect((await catalog().listDeliveries({ limit: 10 })).map(({ kind }) => kind)).toEqual(kinds);

    vi.restoreAllMocks();
    await runDurableObjectAlarm(env.CATALOG.getByName("catalog"));
    await guardFor("sparkle@1").look(now + 3 * MINUTE);
    expect((await readGuard("sparkle@1", now + 3 * MINUTE)).probe).toMatchObject({ stillShown: 0 });
  });

  it("is undone only by two people with a reason, as a new version with the same buckets", async () => {
    await startCampaign(unstaged, BEFORE);
    await feed("sparkle@1", 1, OPENS + HOUR, 160, 9);
    const now = OPENS + 2 * HOUR;
    expect(await step("sparkle", { kind: "resume", reason: "please" }, "anna", now)).toMatchObject({
      ok: false,
      error: { type: "conflict" },
    });
    await catalog().reviewTheme("snowflake", "the drawing was wrong and is mended", { actor: "zoe", now });
    expect(await step("sparkle", { kind: "submit" }, "anna", now)).toMatchObject({
      ok: false,
      error: { type: "conflict", detail: expect.stringContaining("say in reason why") },
    });
    expect(await step("sparkle", { kind: "submit" }, "anna", now, "mended")).toMatchObject({
      ok: true,
    });
    expect(await step("sparkle", { kind: "approve" }, "anna", now)).toMatchObject({
      ok: false,
      error: { type: "another-person" },
    });
    expect(await step("sparkle", { kind: "approve" }, "boris", now)).toMatchObject({ ok: true });
    expect(await step("sparkle", { kind: "start" }, "anna", now)).toMatchObject({ ok: true });
    const order = await readOrder("sparkle");
    expect(order).toMatchObject({ plan: { guard: "sparkle@2", version: 2 }, standing: { end: null } });
    expect(await liveCampaign()).toMatchObject({ state: "running", watch: { guard: "sparkle@2" } });
    expect((await readGuard("sparkle@2", now)).totals.exposed).toBe(0);
  });

  it("takes back what was approved before anybody knew", async () => {
    await startCampaign(unstaged, BEFORE);
    await writeCampaign({ ...unstaged, priority: 400 }, OPENS);
    await step("sparkle", { kind: "submit" }, "anna", OPENS);
    await step("sparkle", { kind: "approve" }, "boris", OPENS);
    await feed("sparkle@1", 1, OPENS + HOUR, 160, 9);
    expect(await step("sparkle", { kind: "start" }, "anna", OPENS + HOUR)).toMatchObject({
      ok: false,
      error: { type: "conflict" },
    });
  });

  it("stays a halt when somebody stops the campaign as well", async () => {
    await startCampaign(unstaged, BEFORE);
    await feed("sparkle@1", 1, OPENS + HOUR, 160, 9);
    await step("sparkle", { kind: "stop", reason: "for good" }, "anna", OPENS + HOUR, "for good");
    expect((await readOrder("sparkle")).standing.end?.kind).toBe("halted");
    await catalog().reviewTheme("snowflake", "looked at it", { actor: "boris", now: OPENS + HOUR });
    expect(await step("sparkle", { kind: "submit" }, "anna", OPENS + HOUR)).toMatchObject({
      ok: false,
    });
  });
});

describe("what a guard asks of the catalog", () => {
  it("is done once, however often it is asked", async () => {
    const { plan, revision } = await startCampaign(sparkle, BEFORE);
    await passFirstStage();
    const version = await rulesetVersion();
    const { verdict } = await readTold("sparkle@1", OPENS + DAY);
    const asked = { guard: plan.guard, sequence: 1, revision, verdict, now: verdict.at, notices: [] };
    const order = await catalog().carryOut({ ...asked, action: { kind: "advance", toStage: 1 } });
    expect(order?.standing.stage).toBe(1);
    expect(await rulesetVersion()).toBe(version);
  });

  it("is not done when it rests on a standing that is no more", async () => {
    const { revision } = await startCampaign(sparkle, BEFORE);
    await step("sparkle", { kind: "hold", reason: "wait" }, "anna", OPENS + HOUR, "wait");
    const { verdict } = await readTold("sparkle@1", OPENS + DAY);
    const asked = { guard: "sparkle@1", sequence: 1, revision, verdict, now: verdict.at, notices: [] };
    const order = await catalog().carryOut({ ...asked, action: { kind: "advance", toStage: 1 } });
    expect(order?.standing).toMatchObject({ stage: 0, heldBy: "person" });
  });

  it("is not done for a version that is no longer live", async () => {
    await startCampaign(unstaged, BEFORE);
    await startCampaign({ ...unstaged, decoration: "tree" }, BEFORE + 1);
    expect((await readGuard("sparkle@1", OPENS)).order.standing.end?.kind).toBe("superseded");
    const { verdict } = await readTold("sparkle@1", OPENS + DAY);
    const asked = { guard: "sparkle@1", sequence: 1, revision: 1, verdict, now: verdict.at, notices: [] };
    await catalog().carryOut({ ...asked, action: { kind: "halt" } });
    expect(await liveCampaign()).toMatchObject({ state: "running", watch: { guard: "sparkle@2" } });
    expect(await catalog().carryOut({ ...asked, guard: "ghost@1" })).toBeNull();
  });

  it("is asked again when the answer was lost, and then nobody is let in on old numbers", async () => {
    await startCampaign(sparkle, BEFORE);
    await feed("sparkle@1", 1, OPENS + DAY - 20 * MINUTE, 1_600);
    const { carryOut } = Catalog.prototype;
    const lost = vi.spyOn(Catalog.prototype, "carryOut").mockRejectedValue(new Error("unreachable"));
    await guardFor("sparkle@1").look(OPENS + DAY);
    expect(lost).toHaveBeenCalled();
    expect((await readOrder("sparkle")).standing.stage).toBe(0);
    lost.mockRestore();
    expect(Catalog.prototype.carryOut).toBe(carryOut);
    // Two hours later the proof is old: no shard has been heard of since.
    await guardFor("sparkle@1").look(OPENS + DAY + 2 * HOUR);
    expect((await readOrder("sparkle")).standing.stage).toBe(0);
    await feed("sparkle@1", 2, OPENS + DAY + 3 * HOUR, 1_600);
    expect((await readOrder("sparkle")).standing.stage).toBe(1);
  });

  it("takes nothing from anybody when it is asked again much later", async () => {
    await startCampaign(sparkle, BEFORE);
    await feed("sparkle@1", 1, OPENS + HOUR, 160);
    const lost = vi.spyOn(Catalog.prototype, "carryOut").mockRejectedValue(new Error("unreachable"));
    // Wants to freeze the rollout at some 3 %; meanwhile it grows on.
    await guardFor("sparkle@1").look(OPENS + HOUR + 31 * MINUTE);
    expect(lost).toHaveBeenCalled();
    lost.mockRestore();
    const now = OPENS + 3 * HOUR;
    const before = coverageAt((await readOrder("sparkle")).standing.rollout!, now);
    await guardFor("sparkle@1").look(now);
    const { standing } = await readOrder("sparkle");
    expect(standing.heldBy).toBe("guard");
    expect(coverageAt(standing.rollout!, now)).toBeGreaterThanOrEqual(before);
  });

  it("is known to have been done when only the answer was lost", async () => {
    await startCampaign(sparkle, BEFORE);
    await feed("sparkle@1", 1, OPENS + DAY - 20 * MINUTE, 1_600);
    const { carryOut } = Catalog.prototype;
    vi.spyOn(Catalog.prototype, "carryOut").mockImplementation(async function (this: Catalog, request) {
      await carryOut.call(this, request);
      throw new Error("the answer was lost");
    });
    await guardFor("sparkle@1").look(OPENS + DAY);
    vi.restoreAllMocks();
    const version = await rulesetVersion();
    await guardFor("sparkle@1").look(OPENS + DAY + MINUTE);
    expect(await readGuard("sparkle@1", OPENS + DAY + MINUTE)).toMatchObject({ order: { standing: { stage: 1 } } });
    expect(await rulesetVersion()).toBe(version);
  });
});

describe("a guard", () => {
  it("keeps its order, its counts and its verdict when it is evicted", async () => {
    await startCampaign(sparkle, BEFORE);
    await feed("sparkle@1", 1, OPENS + HOUR, 800, 2);
    const before = await readGuard("sparkle@1", OPENS + HOUR);
    await evictDurableObject(guardStub("sparkle@1"));
    expect(await readGuard("sparkle@1", OPENS + HOUR)).toEqual(before);
  });

  it("ignores reports that come twice or late", async () => {
    await startCampaign(sparkle, BEFORE);
    const [shard = ""] = shardNames;
    const guard = guardFor("sparkle@1");
    await guard.report(reportOf(shard, 5, OPENS + HOUR, 50, 1), OPENS + HOUR);
    for (const sequence of [5, 4, 1])
      await guard.report(reportOf(shard, sequence, OPENS + 2 * HOUR, 9_999, 99), OPENS + HOUR);
    expect((await readGuard("sparkle@1", OPENS + HOUR)).totals).toMatchObject({ exposed: 50, optedOut: 1 });
  });

  it("keeps a history that stays small and keeps every turn", async () => {
    await startCampaign(unstaged, BEFORE);
    const [shard = ""] = shardNames;
    await runInDurableObject(guardStub("sparkle@1"), async (guard) => {
      for (let turn = 0; turn < 2_000; turn++) {
        await guard.report(reportOf(shard, turn + 1, OPENS + turn * 6 * MINUTE, turn * 10), OPENS + turn * 6 * MINUTE);
      }
    });
    const { history } = await readGuard("sparkle@1", OPENS);
    expect(history.length).toBeLessThanOrEqual(1_000);
    expect(history.length).toBeGreaterThan(300);
    expect(history[0]?.at).toBe(OPENS);
    expect(history.map(({ exposed }) => exposed)).toEqual(
      history.map(({ exposed }) => exposed).toSorted((a, b) => a - b),
    );
    expect(new Set(history.map(({ action }) => action))).toEqual(new Set(["continue", "hold"]));
  });

  it("has a schema whose history is append-only", async () => {
    await startCampaign(sparkle, BEFORE);
    await runInDurableObject(guardStub("sparkle@1"), (_, state) => {
      expect(() => applyMigrations(state.storage, GUARD_MIGRATIONS)).not.toThrow();
      expect(() => applyMigrations(state.storage, [])).toThrow(/but this code has "none"/);
    });
  });

  it("covers exactly the people whose buckets the rollout has reached", async () => {
    await startCampaign(sparkle, BEFORE);
    const now = OPENS + 3 * HOUR;
    const people = Array.from({ length: 100 }, (_, index) => `q${index}`);
    for (const person of people) {
      const isCovered = bucketOf("sparkle", person) < 0.06 * BUCKET_COUNT;
      expect((await trayOf(person, now)).decision).toBe(isCovered ? "show" : "none");
    }
    await reportAll(now);
    const covered = people.filter((person) => bucketOf("sparkle", person) < 0.06 * BUCKET_COUNT).length;
    expect((await readGuard("sparkle@1", now)).totals.exposed).toBe(covered);
  });
});
