/** A second person's word stands for the reasons that they were asked about, and for none that come later. */
import { beforeEach, describe, expect, it } from "vitest";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Role } from "../../src/contract/role.ts";
import { catalog, expectProblem, importPeople, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import {
  DAY,
  bringPeople,
  feed,
  guardFor,
  reportOf,
  shardNames,
  sparkle,
  step,
  trayOf,
  writeCampaign,
} from "./guarded-campaign.ts";

useGarland("2026-11-01T00:00:00Z");

const NOW = Date.parse("2026-12-01T12:00:00+03:00");
const EVE = Date.parse("2027-01-06T15:00:00+03:00");
const ANNA = "person:anna";
const BORIS = "person:boris";

/** For everybody, for weeks around Orthodox Christmas. */
const winter: Campaign = {
  ...sparkle,
  key: "winter",
  decoration: "star",
  audience: { include: ["people"], exclude: [] },
  stages: [],
  priority: 600,
  schedule: { kind: "once", zone: "Europe/Moscow", firstDay: "2026-12-01", lastDay: "2027-01-31" },
};

beforeEach(async () => {
  await step("new-year", { kind: "stop", reason: "a test" }, "person:vera", NOW);
  await bringPeople();
});

const lifecycleOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle;

async function approve(campaign: Campaign, now = NOW) {
  await writeCampaign(campaign, now, ANNA);
  expect(await step(campaign.key, { kind: "submit" }, ANNA, now)).toMatchObject({ ok: true });
  expect(await step(campaign.key, { kind: "approve" }, BORIS, now)).toMatchObject({ ok: true });
}

const start = (key: string, now = NOW, startsAt?: number) =>
  step(key, { kind: "start", ...(startsAt !== undefined && { startsAt }) }, ANNA, now);

const REFUSED = { ok: false, error: { type: "another-person" } };

async function sees(key: string, at: number): Promise<boolean> {
  const { decision, campaign } = await trayOf("x0", at);
  return decision === "show" && campaign === key;
}

describe("an approval for how many a campaign reaches", () => {
  it("lets it start, but not so that it is first seen on a sensitive feast", async () => {
    await approve(winter);
    expect(await start("winter", NOW, EVE)).toMatchObject(REFUSED);
    expect(await start("winter", EVE)).toMatchObject(REFUSED);
    const refused = await start("winter", EVE);
    expect(JSON.stringify(refused)).toContain("Christmas");
    expect(await step("winter", { kind: "return", note: "look again" }, BORIS, EVE)).toMatchObject({ ok: true });
    expect(await step("winter", { kind: "submit" }, ANNA, EVE)).toMatchObject({ ok: true });
    expect(await step("winter", { kind: "approve" }, BORIS, EVE)).toMatchObject({ ok: true });
    expect(await start("winter", EVE)).toMatchObject({ ok: true });
  });

  it("lets it start and go on at once", async () => {
    await approve(winter);
    expect(await start("winter")).toMatchObject({ ok: true });
    expect(await step("winter", { kind: "hold", reason: "wait" }, ANNA, NOW + 1_000)).toMatchObject({ ok: true });
    expect(await step("winter", { kind: "resume", reason: "go" }, ANNA, NOW + DAY)).toMatchObject({ ok: true });
    expect(await sees("winter", NOW + DAY)).toBe(true);
  });

  it("does not let what nobody has seen yet go on on a sensitive feast", async () => {
    await approve({ ...winter, stages: sparkle.stages });
    expect(await start("winter")).toMatchObject({ ok: true });
    expect(await step("winter", { kind: "hold", reason: "wait" }, ANNA, NOW + 1_000)).toMatchObject({ ok: true });
    expect(await step("winter", { kind: "resume", reason: "go" }, ANNA, EVE)).toMatchObject(REFUSED);
    expect(await sees("winter", EVE)).toBe(false);
  });

  it("does not let a rollback first show it on a sensitive feast, nor to more than two have agreed to since", async () => {
    await importPeople(
      Array.from({ length: 20 }, (_, index) => ({ subscriberId: `n${index}`, profile: { region: "RU-NVS" } })),
    );
    await approve(winter);
    expect(await start("winter")).toMatchObject({ ok: true });
    const rulesets = await catalog().listRulesets();
    const wide = Math.max(...rulesets.map(({ version }) => version));
    await writeCampaign({ ...winter, audience: { include: ["siberia"], exclude: [] } }, NOW, ANNA);
    for (const [kind, who] of [
      ["submit", ANNA],
      ["approve", BORIS],
      ["start", ANNA],
    ] as const) {
      expect(await step("winter", { kind }, who, NOW + DAY)).toMatchObject({ ok: true });
    }
    expect(await sees("winter", NOW + 2 * DAY)).toBe(false);
    for (const now of [NOW + 2 * DAY, EVE]) {
      await catalog().rollBack({ version: wide, actor: "person:vera", now, why: "as it was" });
      expect(await sees("winter", now)).toBe(false);
    }
  });
});

describe("a reason that comes between", () => {
  const few: Campaign = { ...winter, key: "few", audience: { include: ["siberia"], exclude: [] }, stages: [] };
  const bringInto = (people: number, from = 0) =>
    importPeople(
      Array.from({ length: people }, (_, index) => ({
        subscriberId: `n${from + index}`,
        profile: { region: "RU-NVS" },
      })),
    );

  it("the submission and the approval is no reason that was read: it is submitted again", async () => {
    await bringInto(8);
    await writeCampaign(few, NOW, ANNA);
    expect(await step("few", { kind: "submit" }, ANNA, NOW)).toMatchObject({ ok: true });
    await bringInto(100, 8);
    const refused = await step("few", { kind: "approve" }, BORIS, NOW);
    expect(refused).toMatchObject({ ok: false, error: { type: "conflict" } });
    expect((await lifecycleOf("few"))?.review).toMatchObject({ state: "submitted" });
    await step("few", { kind: "return", note: "look again" }, BORIS, NOW);
    expect(await step("few", { kind: "submit" }, ANNA, NOW)).toMatchObject({ ok: true });
    expect(await step("few", { kind: "approve" }, BORIS, NOW)).toMatchObject({ ok: true });
  });

  it("a start and a resume is asked about, as of an audience that has grown meanwhile", async () => {
    await bringInto(8);
    await approve(few);
    expect(await start("few")).toMatchObject({ ok: true });
    await step("few", { kind: "hold", reason: "wait" }, ANNA, NOW + 1_000);
    await bringInto(100, 8);
    expect(await step("few", { kind: "resume", reason: "go" }, ANNA, NOW + DAY)).toMatchObject(REFUSED);
  });

  it("a confirmation and a resume is asked about, too: a feast, and how many there are by then", async () => {
    const two = { ...winter, key: "few", audience: { include: ["far-east"], exclude: [] }, stages: sparkle.stages };
    await writeCampaign(two, NOW, ANNA);
    expect(await step("few", { kind: "submit" }, ANNA, NOW)).toMatchObject({ ok: true });
    expect(await start("few")).toMatchObject({ ok: true });
    expect(await step("few", { kind: "confirm" }, BORIS, NOW + 500)).toMatchObject({ ok: true });
    expect((await lifecycleOf("few"))?.live).toMatchObject({ agreedReach: { atMost: 16 } });
    await step("few", { kind: "hold", reason: "wait" }, ANNA, NOW + 1_000);
    expect(await step("few", { kind: "resume", reason: "go" }, ANNA, EVE)).toMatchObject(REFUSED);
    await importPeople(
      Array.from({ length: 100 }, (_, index) => ({ subscriberId: `e${index}`, profile: { region: "RU-PRI" } })),
    );
    expect(await step("few", { kind: "resume", reason: "go" }, ANNA, NOW + DAY)).toMatchObject(REFUSED);
  });
});

describe("what comes while it runs", () => {
  const few: Campaign = { ...winter, key: "few", audience: { include: ["siberia"], exclude: [] }, stages: [] };
  const bring = (from: number, people: number, region: string) =>
    importPeople(
      Array.from({ length: people }, (_, index) => ({ subscriberId: `n${from + index}`, profile: { region } })),
    );

  it("is held where many more have seen it than two people agreed to, and whoever has it keeps it", async () => {
    await bring(0, 8, "RU-NVS");
    await bring(8, 400, "RU-MOW");
    await approve(few);
    expect(await start("few")).toMatchObject({ ok: true });
    const { agreedReach } = (await lifecycleOf("few"))?.live ?? {};
    expect((await lifecycleOf("few"))?.live?.word).toEqual({ kind: "two" });
    expect(agreedReach).toMatchObject({ atMost: 16 });
    await feed("few@1", 1, NOW + 60_000, 25);
    expect((await lifecycleOf("few"))?.live?.word).toEqual({ kind: "two" });
    await feed("few@1", 2, NOW + 180_000, 33);
    expect((await lifecycleOf("few"))?.live?.word).toMatchObject({
      kind: "one",
      of: [ANNA],
      awaitedFor: { code: "outgrown", atMost: 16 },
    });
    expect(await step("few", { kind: "confirm" }, BORIS, NOW + 200_000)).toMatchObject({ ok: true });
    const confirmed = (await lifecycleOf("few"))?.live;
    expect(confirmed).toMatchObject({ word: { kind: "two" }, agreedReach: { atMost: 64 } });
    await feed("few@1", 3, NOW + 400_000, 60);
    expect((await lifecycleOf("few"))?.live?.word).toEqual({ kind: "two" });
  });

  it("is held for those to whom a machine shows it, too: whoever makes keys could bring it to anybody", async () => {
    await bring(0, 8, "RU-NVS");
    await bring(8, 400, "RU-MOW");
    await approve(few);
    expect(await start("few")).toMatchObject({ ok: true });
    for (const shard of shardNames) {
      await guardFor("few@1").report({ ...reportOf(shard, 1, NOW + 60_000, 1), reached: 500 }, NOW + 60_000);
    }
    expect((await lifecycleOf("few"))?.live?.word).toMatchObject({ kind: "one", awaitedFor: { code: "outgrown" } });
  });

  it("goes on where everybody was agreed to, however many they become", async () => {
    await approve(winter);
    expect(await start("winter")).toMatchObject({ ok: true });
    expect((await lifecycleOf("winter"))?.live?.agreedReach).toMatchObject({ share: 1 });
    await feed("winter@1", 1, NOW + 60_000, 5_000);
    await feed("winter@1", 2, NOW + 180_000, 50_000);
    expect((await lifecycleOf("winter"))?.live?.word).toEqual({ kind: "two" });
  });

  it("is held where it would first be seen on a feast, nobody having been asked about that", async () => {
    await approve({ ...winter, key: "low", priority: 500 });
    await approve({ ...winter, key: "high", decoration: "tulip", priority: 700 });
    for (const key of ["low", "high"]) expect(await start(key)).toMatchObject({ ok: true });
    expect(await step("high", { kind: "stop", reason: "enough" }, ANNA, EVE)).toMatchObject({ ok: true });
    expect((await lifecycleOf("low"))?.live?.word).toMatchObject({
      kind: "one",
      awaitedFor: { code: "revealed" },
    });
    expect(await sees("low", EVE + 1_000)).toBe(false);
  });
});

describe("who agrees", () => {
  const open = (name: string, ...roles: readonly Role[]) => openDesk(new Date(NOW).toISOString(), name, ...roles);
  const tagsOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.tags ?? {};
  const submit = async (campaign: Campaign) => {
    await writeCampaign(campaign, NOW, ANNA);
    expect(await step(campaign.key, { kind: "submit" }, ANNA, NOW)).toMatchObject({ ok: true });
  };

  it("approves what they have read, and nothing that was put in its place since", async () => {
    const boris = await open("boris", "viewer", "approver");
    await submit(winter);
    const { review: read } = await tagsOf("winter");
    await submit({ ...winter, decoration: "snowflake" });
    const approve = (seen: string | undefined) => boris("POST", "/v1/campaigns/winter:approve", { seen });
    await expectProblem(await approve(read), "precondition-failed", 412);
    await expectProblem(await approve(undefined), "precondition-required", 428);
    expect((await lifecycleOf("winter"))?.review).toMatchObject({ state: "submitted" });
    expect((await approve((await tagsOf("winter")).review)).status).toBe(200);
  });

  it("approves the reasons that they have read, and no submission of the same content for more of them", async () => {
    const boris = await open("boris", "viewer", "approver");
    await importPeople(
      Array.from({ length: 4 }, (_, index) => ({ subscriberId: `s${index}`, profile: { region: "RU-NVS" } })),
    );
    await submit({ ...winter, decoration: "snowflake", audience: { include: ["siberia"], exclude: [] } });
    const read = await tagsOf("winter");
    await step("winter", { kind: "return", note: "a mistake" }, ANNA, NOW);
    await importPeople(
      Array.from({ length: 40 }, (_, index) => ({ subscriberId: `s${index}`, profile: { region: "RU-NVS" } })),
    );
    expect(await step("winter", { kind: "submit" }, ANNA, NOW)).toMatchObject({ ok: true });
    const approve = (seen: string | undefined) => boris("POST", "/v1/campaigns/winter:approve", { seen });
    await expectProblem(await approve(read.review), "precondition-failed", 412);
    expect((await approve((await tagsOf("winter")).review)).status).toBe(200);
  });

  it("confirms what it waits for as they have read it, and nothing that has come to it since", async () => {
    const boris = await open("boris", "viewer", "approver");
    await submit({ ...winter, audience: { include: ["far-east"], exclude: [] } });
    expect(await start("winter")).toMatchObject({ ok: true });
    const { live: read } = await tagsOf("winter");
    const anna = await open("anna", "viewer", "admin");
    const one = { subscriberId: "f1", attributes: { region: "RU-PRI" } };
    await anna("POST", "/v1/subscribers:import", one, { "Content-Type": "application/x-ndjson" });
    expect((await lifecycleOf("winter"))?.live?.word).toMatchObject({ awaitedFor: { code: "own-people" } });
    const confirm = (seen: string | undefined) => boris("POST", "/v1/campaigns/winter:confirm", { seen });
    await expectProblem(await confirm(read), "precondition-failed", 412);
    expect((await confirm((await tagsOf("winter")).live)).status).toBe(200);
  });

  it("confirms what they have read, and nothing that was started since", async () => {
    const boris = await open("boris", "viewer", "approver");
    const few = { ...winter, audience: { include: ["far-east"], exclude: [] } };
    await submit(few);
    expect(await start("winter")).toMatchObject({ ok: true });
    const { live: read } = await tagsOf("winter");
    await submit({ ...few, priority: 999 });
    expect(await start("winter", NOW + 1_000)).toMatchObject({ ok: true });
    const confirm = (seen: string | undefined) => boris("POST", "/v1/campaigns/winter:confirm", { seen });
    await expectProblem(await confirm(read), "precondition-failed", 412);
    await expectProblem(await confirm(undefined), "precondition-required", 428);
    expect((await confirm((await tagsOf("winter")).live)).status).toBe(200);
    expect((await lifecycleOf("winter"))?.live?.word).toEqual({ kind: "two" });
  });
});

describe("an approval for something else than how many it reaches", () => {
  const few: Campaign = { ...winter, key: "few", audience: { include: ["siberia"], exclude: [] } };

  async function approveNewDrawing() {
    const stored = await catalog().readDefinition("decoration", "star");
    const body = { ...Object(stored?.body), accent: "#D6337D" };
    const act = { actor: ANNA, now: NOW, expectedRevision: stored?.revision ?? 0 };
    expect(await catalog().writeDefinition({ kind: "decoration", key: "star", body, ...act })).toMatchObject({
      ok: true,
    });
    await approve(few);
  }

  it("holds itself beyond what one person may show, and who approved it may agree to more", async () => {
    await approveNewDrawing();
    const review = (await lifecycleOf("few"))?.review;
    expect(review).toMatchObject({ state: "approved" });
    expect(await start("few")).toMatchObject({ ok: true });
    expect((await lifecycleOf("few"))?.live?.word).toMatchObject({ kind: "one" });
    expect((await lifecycleOf("few"))?.live?.word).not.toMatchObject({ of: expect.arrayContaining([BORIS]) });
    expect(await step("few", { kind: "confirm" }, BORIS, NOW + 1_000)).toMatchObject({ ok: true });
    expect((await lifecycleOf("few"))?.live?.word).toEqual({ kind: "two" });
  });

  it("does not stand for those who are brought into its audience before it starts", async () => {
    await approveNewDrawing();
    await importPeople(
      Array.from({ length: 200 }, (_, index) => ({ subscriberId: `n${index}`, profile: { region: "RU-NVS" } })),
    );
    expect(await start("few")).toMatchObject(REFUSED);
  });
});
