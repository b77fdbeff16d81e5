import { describe, expect, it } from "vitest";
import type { RollBackPlan } from "../../src/contract/rpc/rpc-control.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { carryPolicy } from "./carry-policy.ts";
import { catalog, expectProblem, useGarland } from "./client.ts";
import { deskWith, openDesk, type Desk } from "./desk.ts";
import {
  DAY,
  feed,
  HOUR,
  OPENS,
  sparkle,
  startCampaign,
  step,
  trayOf,
  unstaged,
  writeCampaign,
} from "./guarded-campaign.ts";

const BEFORE = OPENS - DAY;
const LATER = OPENS + 3 * HOUR;
useGarland("2025-06-01T00:00:00Z");

const others: Campaign = { ...unstaged, priority: 501 };
const onPhones: Campaign = { ...unstaged, audience: { include: ["ios"], exclude: [] } };

const office = (name = "boris"): Promise<Desk> => openDesk(new Date(LATER).toISOString(), name, "approver", "admin");

async function latest(): Promise<number> {
  return (await catalog().status()).ruleset;
}

async function liveState(key: string) {
  const live = (await catalog().readDefinition("campaign", key))?.lifecycle?.live;
  return live === undefined ? undefined : { state: live.state, version: live.version };
}

async function preview(desk: Desk, version: number): Promise<RollBackPlan> {
  const answer = await desk("GET", `/v1/rulesets/${version}/rollback-preview`);
  expect(answer.status).toBe(200);
  return answer.json<RollBackPlan>();
}

/** Looks before it presses: both must say the same. */
async function rollBack(version: number, desk?: Desk) {
  const boris = desk ?? (await office());
  const foreseen = await preview(boris, version);
  const before = await latest();
  expect(await preview(boris, version)).toEqual(foreseen);
  expect(await latest()).toBe(before);
  const answer = await boris("POST", `/v1/rulesets/${version}:rollback`, { reason: "try", seen: foreseen.present });
  return { answer, foreseen };
}

describe("a rollback", () => {
  it("leaves out what the guard halted since, though another content was started after it", async () => {
    await startCampaign(unstaged, BEFORE);
    const shown = await latest();
    await feed("sparkle@1", 1, OPENS + HOUR, 4_000, 80);
    expect(await liveState("sparkle")).toEqual({ state: "halted", version: 1 });
    await catalog().reviewTheme("snowflake", "we looked", { actor: "zoe", now: OPENS + 2 * HOUR });
    await startCampaign(others, OPENS + 2 * HOUR, "mended");
    const { answer, foreseen } = await rollBack(shown);
    expect(answer.status).toBe(200);
    expect(foreseen.campaigns).toMatchObject([{ key: "sparkle", outcome: "left-out", code: "halted", ends: true }]);
    expect(foreseen.campaigns[0]?.sentence?.ru).toContain("откат не возвращает");
    expect((await answer.json<{ rollback: RollBackPlan }>()).rollback).toEqual(foreseen);
    expect(await liveState("sparkle")).toEqual({ state: "stopped", version: 2 });
  });

  it("leaves out what a person stopped since, also when the campaign was deleted and made anew", async () => {
    await startCampaign(unstaged, BEFORE);
    const shown = await latest();
    await step("sparkle", { kind: "stop", reason: "enough" }, "anna", OPENS, "enough");
    const gone = { kind: "campaign", key: "sparkle", expectedRevision: "any", actor: "anna", now: OPENS } as const;
    expect(await catalog().deleteDefinition(gone)).toMatchObject({ ok: true });
    const boris = await office();
    expect((await preview(boris, shown)).campaigns).toMatchObject([{ outcome: "left-out", code: "deleted" }]);
    await startCampaign(others, OPENS + HOUR);
    expect(await liveState("sparkle")).toEqual({ state: "running", version: 2 });
    const { foreseen } = await rollBack(shown, boris);
    expect(foreseen.campaigns).toMatchObject([{ outcome: "left-out", code: "stopped", ends: true }]);
    expect(await liveState("sparkle")).toEqual({ state: "stopped", version: 2 });
  });

  it("leaves halted what is halted, so that two people may still take off what policy halted", async () => {
    const away = await latest();
    await startCampaign(unstaged, BEFORE);
    await startCampaign(others, OPENS);
    const festive = (await catalog().readDefinition("category", "festive"))?.body;
    const stricter = [{ kind: "category", key: "festive", body: { ...Object(festive), sensitive: true } }] as const;
    expect(await carryPolicy(catalog(), stricter, OPENS + HOUR)).toMatchObject({ ok: true });
    expect(await liveState("sparkle")).toEqual({ state: "halted", version: 1 });
    for (const version of [away, away + 1]) await (await rollBack(version)).answer.text();
    expect(await liveState("sparkle")).toEqual({ state: "halted", version: 1 });
    const { plan, standing } = (await catalog().readOrders("sparkle"))[0] ?? {};
    expect(standing?.end).toBeNull();
    expect(plan?.guard).toBe("sparkle@1");
  });

  it("says who rolled back where what it ended takes two people to come again", async () => {
    const away = await latest();
    await startCampaign(unstaged, BEFORE);
    expect((await rollBack(away)).answer.status).toBe(200);
    expect(await liveState("sparkle")).toEqual({ state: "stopped", version: 1 });
    await writeCampaign({ ...unstaged, key: "copy" }, LATER, "person:nina");
    await step("copy", { kind: "submit" }, "person:nina", LATER);
    const whyTwo = (await catalog().readDefinition("campaign", "copy"))?.lifecycle?.review;
    const ended = { code: "after-stop", start: "sparkle@1", by: "person:boris", rollback: away };
    expect(whyTwo).toMatchObject({ whyTwo: expect.arrayContaining([expect.objectContaining(ended)]) });
    const [entry] = await catalog().readAudit({ target: "campaign/sparkle", limit: 1 });
    expect(entry).toMatchObject({ actor: "person:boris", action: "stop", why: "try" });
  });

  it("brings other words back without a new start, and lets nothing go on that is held", async () => {
    await startCampaign(unstaged, BEFORE);
    const shown = await latest();
    await startCampaign(others, OPENS);
    await step("sparkle", { kind: "hold", reason: "wait" }, "anna", OPENS + HOUR, "wait");
    const { answer, foreseen } = await rollBack(shown, await office("zoe"));
    expect(answer.status).toBe(200);
    expect(foreseen.campaigns).toMatchObject([{ key: "sparkle", outcome: "returns", code: null }]);
    expect(foreseen.changes).toContainEqual({
      path: "campaigns.sparkle.snapshot.campaign.priority",
      before: 501,
      after: 500,
    });
    expect(await liveState("sparkle")).toEqual({ state: "holding", version: 1 });
    expect((await catalog().readOrders("sparkle")).map(({ plan }) => plan.guard)).toEqual(["sparkle@1"]);
  });

  it("brings an audience back with the guard that it had, and whoever has the decoration and fits keeps it", async () => {
    await startCampaign(onPhones, BEFORE);
    const shown = await latest();
    expect((await trayOf("x1", OPENS)).decision).toBe("show");
    await writeCampaign({ ...sparkle, audience: { include: ["android"], exclude: [] } }, OPENS + HOUR);
    // Nobody who has asked has such a phone, so one person's word is enough.
    await step("sparkle", { kind: "submit" }, "anna", OPENS + HOUR);
    expect(await step("sparkle", { kind: "start" }, "anna", OPENS + HOUR)).toMatchObject({ ok: true });
    expect((await trayOf("x1", OPENS + HOUR)).decision).toBe("none");
    expect((await rollBack(shown, await office("zoe"))).answer.status).toBe(200);
    expect((await trayOf("x1", LATER)).decision).toBe("show");
    expect((await catalog().readOrders("sparkle")).map(({ plan }) => plan.guard)).toEqual(["sparkle@1", "sparkle@2"]);
  });

  it("is not made by an author of what would return, nor by a machine", async () => {
    await startCampaign(unstaged, BEFORE);
    const shown = await latest();
    await startCampaign(others, OPENS);
    const author = { version: shown, actor: "anna", now: LATER, why: "try" };
    expect(await catalog().previewRollBack(author)).toMatchObject({
      value: { campaigns: [{ outcome: "left-out", code: "own-work" }] },
    });
    const ada = await office("ada");
    const made = await ada("POST", "/v1/service-keys", { name: "robot", roles: ["approver"] });
    const machine = deskWith((await made.json<{ key: string }>()).key, new Date(LATER).toISOString());
    await expectProblem(
      await machine("POST", `/v1/rulesets/${shown}:rollback`, { reason: "try" }),
      "another-person",
      403,
    );
    expect(await liveState("sparkle")).toEqual({ state: "running", version: 1 });
  });

  it("to the present, to no version, or after another one is refused in words, and changes nothing", async () => {
    await startCampaign(unstaged, BEFORE);
    const shown = await latest();
    await startCampaign({ ...sparkle, key: "flurry" }, BEFORE);
    const zoe = await office("zoe");
    const present = await latest();
    const to = (version: number, seen?: number) =>
      zoe("POST", `/v1/rulesets/${version}:rollback`, { reason: "try", ...(seen === undefined ? {} : { seen }) });
    await expectProblem(await to(present), "conflict", 409);
    await expectProblem(await to(999), "not-found", 404);
    expect((await to(shown, present)).status).toBe(200);
    const second = await expectProblem(await to(shown, present), "conflict", 409);
    expect(second.detail).toContain("published meanwhile");
    await expectProblem(await to(shown), "conflict", 409);
    expect(await latest()).toBe(present + 1);
  });
});

describe("a copy", () => {
  it("of what a person stopped takes two people while its season lasts, whatever its key and delivery", async () => {
    await startCampaign(unstaged, BEFORE);
    await step("sparkle", { kind: "stop", reason: "enough" }, "anna", OPENS, "enough");
    const copy: Campaign = { ...unstaged, key: "copy", delivery: "opt-in" };
    const write = { kind: "campaign", key: "copy", expectedRevision: 0, actor: "anna", now: LATER } as const;
    expect(await catalog().writeDefinition({ ...write, body: JSON.parse(JSON.stringify(copy)) })).toMatchObject({
      ok: true,
    });
    await step("copy", { kind: "submit" }, "anna", LATER);
    expect((await catalog().readDefinition("campaign", "copy"))?.lifecycle?.review).toMatchObject({
      state: "submitted",
      whyTwo: [{ code: "after-stop", start: "sparkle@1" }],
    });
  });
});

describe("a halted theme", () => {
  it("is reviewed by nobody who wrote or approved a part of what was halted, and by no machine", async () => {
    await startCampaign(unstaged, BEFORE);
    await feed("sparkle@1", 1, OPENS + HOUR, 4_000, 80);
    const review = (actor: string) => catalog().reviewTheme("snowflake", "we looked", { actor, now: LATER });
    expect(await review("anna")).toMatchObject({ error: { type: "another-person" } });
    expect(await review("service:abcdefgh")).toMatchObject({ error: { type: "another-person" } });
    expect(await review("boris")).toMatchObject({ error: { type: "another-person" } });
    expect(await review("zoe")).toMatchObject({ ok: true });
  });
});
