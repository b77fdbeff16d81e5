import { afterEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import type { weighedProposalSchema } from "../../src/contract/policy.ts";
import { DEFAULT_LIMITS } from "../../src/domain/limits.ts";
import { proposeAndCarry } from "./carry-policy.ts";
import type { CampaignAction, StoredDefinition } from "../../src/contract/rpc/rpc-control.ts";
import type { Role } from "../../src/contract/role.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Ruleset } from "../../src/domain/decision/ruleset.ts";
import { catalog, expectProblem, useGarland } from "./client.ts";
import { deskWith, openDesk } from "./desk.ts";
import {
  DAY,
  HOUR,
  MINUTE,
  OPENS,
  guardFor,
  readGuard,
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
const NOW = OPENS + 12 * HOUR;

/** Comes unasked to the Far East, where at first so few live that it goes on wherever its limit was drawn. */
const eastern: Campaign = { ...sparkle, audience: { include: ["far-east"], exclude: [] }, stages: [] };
const staged: Campaign = { ...eastern, stages: [{ percent: 100, minimumHours: 24 }] };

async function importTo(region: string, prefix: string, people: number) {
  for (let index = 0; index < people; index++) {
    await shardOf(`${prefix}${index}`).importProfiles([{ subscriberId: `${prefix}${index}`, profile: { region } }]);
  }
}

const take = async (action: CampaignAction, actor: string, now: number) =>
  expect(await step("sparkle", action, actor, now, "for a reason")).toMatchObject({ ok: true });

async function startAlone(campaign: Campaign) {
  await importTo("RU-MOW", "west", 498);
  await importTo("RU-PRI", "east", 2);
  await writeCampaign(campaign, BEFORE);
  await take({ kind: "submit" }, "person:anna", BEFORE);
  await take({ kind: "start" }, "person:anna", BEFORE);
}

/** People move to the Far East, and their phones ask. */
async function moveEast(people: number, now: number) {
  await importTo("RU-PRI", "new", people);
  for (let index = 0; index < people; index++) await trayOf(`new${index}`, now);
  await reportAll(now);
}

async function wordNow() {
  const stored: StoredDefinition | null = await catalog().readDefinition("campaign", "sparkle");
  return stored?.lifecycle?.live?.word;
}

async function liveCampaign() {
  const [latest] = await catalog().listRulesets();
  const ruleset = JSON.parse((await catalog().readRuleset(latest?.version ?? 0)) ?? "null") as Ruleset;
  return ruleset.campaigns.find(({ key }) => key === "sparkle");
}

const sees = async (subscriberId: string, at: number) => (await trayOf(subscriberId, at)).decision === "show";
const desk = (name: string, ...roles: readonly Role[]) => openDesk(new Date(NOW).toISOString(), name, ...roles);

describe("a campaign that one person alone has started", () => {
  it("says so, and goes on while few have seen it", async () => {
    await startAlone(eastern);
    expect(await wordNow()).toEqual({ kind: "one", of: ["person:anna", "anna"] });
    await trayOf("east0", NOW);
    await trayOf("east1", NOW);
    await reportAll(NOW);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "one", heldBy: "nobody" });
  });

  it.each([
    ["without stages", eastern],
    ["in stages", staged],
  ])("%s holds itself past one in a hundred: who has it keeps it, and nobody new gets it", async (_, campaign) => {
    await startAlone(campaign);
    const at = OPENS + 3 * DAY;
    await moveEast(6, at);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "awaited", heldBy: "guard" });
    expect(await wordNow()).toMatchObject({ kind: "one", awaitedSince: at });
    expect(await liveCampaign()).toMatchObject({ state: "running", isClosed: true });
    expect(await sees("new0", at)).toBe(true);
    expect(await sees("east0", at)).toBe(false);
    const view = await readGuard("sparkle@1", at);
    expect(view.verdict).toMatchObject({ action: "hold", reasons: [{ kind: "one-word" }] });
  });

  it("tells once that it waits for a second person", async () => {
    await startAlone(eastern);
    const url = "https://chat.example.com/hook";
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(null, { status: 204 }));
    const address = { id: crypto.randomUUID(), url, kinds: null, secret: "x" };
    await catalog().addWebhook({ ...address, actor: "person:ada", now: BEFORE });
    await moveEast(6, NOW);
    await reportAll(NOW + 10 * MINUTE);
    await guardFor("sparkle@1").look(NOW + 15 * MINUTE);
    const told = await catalog().listDeliveries({ limit: 50 });
    expect(told.map(({ kind }) => kind).filter((kind) => kind.startsWith("guard."))).toEqual(["guard.asks-second"]);
  });

  it("is not let go on by a resume, nor by a hold and a resume, nor by another start of one person", async () => {
    await startAlone(eastern);
    await moveEast(6, NOW);
    const anna = await desk("anna", "marketer");
    const refused = await anna("POST", "/v1/campaigns/sparkle:resume", { reason: "it is fine" });
    expect((await expectProblem(refused, "conflict", 409)).detail).toContain("confirm");
    await take({ kind: "hold", reason: "look" }, "person:anna", NOW + MINUTE);
    await take({ kind: "resume", reason: "fine" }, "person:anna", NOW + 2 * MINUTE);
    await guardFor("sparkle@1").look(NOW + 3 * MINUTE);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "awaited", heldBy: "guard" });
    expect(await sees("east0", NOW + 4 * MINUTE)).toBe(false);
    expect(await sees("new0", NOW + 4 * MINUTE)).toBe(true);

    await importTo("RU-MOW", "crowd", 700);
    await writeCampaign({ ...eastern, priority: 501 }, NOW + 5 * MINUTE);
    await take({ kind: "submit" }, "person:anna", NOW + 6 * MINUTE);
    await take({ kind: "start" }, "person:anna", NOW + 7 * MINUTE);
    expect(await wordNow()).toMatchObject({ kind: "one", awaitedSince: NOW });
    expect(await liveCampaign()).toMatchObject({ isClosed: true });
  });

  it("goes on once a second person confirms it, who is neither an author nor a machine", async () => {
    await startAlone(eastern);
    await moveEast(6, NOW);
    const anna = await desk("anna", "marketer", "approver");
    const own = await expectProblem(await anna("POST", "/v1/campaigns/sparkle:confirm", {}), "another-person", 403);
    expect(own.detail).toContain("wrote a part of this");
    const ada = await desk("ada", "admin");
    const made = await ada("POST", "/v1/service-keys", { name: "robot", roles: ["approver"] });
    const { key } = await made.json<{ key: string }>();
    const robot = deskWith(key, new Date(NOW).toISOString());
    await expectProblem(await robot("POST", "/v1/campaigns/sparkle:confirm", {}), "another-person", 403);
    expect(await sees("east0", NOW)).toBe(false);

    const boris = await desk("boris", "approver");
    expect((await boris("POST", "/v1/campaigns/sparkle:confirm", {})).status).toBe(200);
    expect(await wordNow()).toEqual({ kind: "two" });
    expect(await liveCampaign()).not.toHaveProperty("isClosed");
    expect(await sees("east0", NOW + MINUTE)).toBe(true);
    await importTo("RU-PRI", "more", 20);
    await moveEast(12, NOW + HOUR);
    await guardFor("sparkle@1").look(NOW + 2 * HOUR);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "two", heldBy: "nobody" });
    const again = await boris("POST", "/v1/campaigns/sparkle:confirm", {});
    expect((await expectProblem(again, "conflict", 409)).detail).toContain("two people");
  });

  it("is weighed against the people of now: those who came in give room, and those who went take it", async () => {
    await startAlone(eastern);
    await trayOf("east0", NOW);
    await trayOf("east1", NOW);
    await reportAll(NOW);
    await importTo("RU-MOW", "crowd", 400);
    await moveEast(4, NOW + 10 * MINUTE);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "one" });
    const gone = Array.from({ length: 400 }, (_, index) => `crowd${index}`);
    for (const subscriberId of gone) await shardOf(subscriberId).applyPopulation([{ kind: "delete", subscriberId }], 0);
    await guardFor("sparkle@1").look(NOW + 2 * HOUR);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "awaited" });
  });
});

describe("a campaign that two people wanted", () => {
  it("is not held for how many see it", async () => {
    await importTo("RU-MOW", "west", 198);
    await importTo("RU-PRI", "east", 2);
    await writeCampaign({ ...eastern, audience: { include: ["everyone"], exclude: [] } }, BEFORE);
    await take({ kind: "submit" }, "person:anna", BEFORE);
    await take({ kind: "approve" }, "person:boris", BEFORE);
    await take({ kind: "start" }, "person:anna", BEFORE);
    expect(await wordNow()).toEqual({ kind: "two" });
    await moveEast(6, NOW);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "two", heldBy: "nobody" });
  });
});

describe("a campaign without stages that a person holds", () => {
  it("stays with who has it, comes to nobody new, and to everybody again when it is resumed", async () => {
    await startAlone(eastern);
    expect(await sees("east0", NOW)).toBe(true);
    await take({ kind: "hold", reason: "look" }, "person:boris", NOW);
    expect(await sees("east0", NOW + MINUTE)).toBe(true);
    expect(await trayOf("east1", NOW + MINUTE)).toMatchObject({ decision: "none", reason: "not-yet-rolled-out" });
    await take({ kind: "resume", reason: "fine" }, "person:anna", NOW + HOUR);
    expect(await sees("east1", NOW + HOUR)).toBe(true);
  });
});

describe("a share that policy makes stricter", () => {
  it("holds at once what runs on one person's word and has reached more, and the proposal has named it", async () => {
    await startAlone(eastern);
    await trayOf("east0", NOW);
    await trayOf("east1", NOW);
    await reportAll(NOW);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "one", heldBy: "nobody" });
    const boris = await desk("boris", "approver");
    const body = { ...DEFAULT_LIMITS, oneWordShare: 0.003 };
    const changes = [{ kind: "limits", key: "limits", body, baseRevision: 0 }];
    const proposed = await boris("POST", "/v1/policy/proposals", { changes, reason: "be careful" });
    const { id, effect, consequences } = await proposed.json<z.infer<typeof weighedProposalSchema>>();
    expect(consequences?.campaigns).toMatchObject([{ campaign: "sparkle", becomes: "held-beyond", share: 0.003 }]);
    expect(consequences?.sentences).toMatchObject([
      { en: expect.stringMatching(/“Snowflake” runs on one person's word: once more than 0.3 % of people/) },
    ]);
    expect((await boris("POST", `/v1/policy/proposals/${id}:carry`, { effect })).status).toBe(200);
    await guardFor("sparkle@1").look(NOW + MINUTE);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "awaited", heldBy: "guard" });
    expect(await wordNow()).toMatchObject({ awaitedFor: { code: "reach", share: 0.003 } });
    await importTo("RU-PRI", "late", 1);
    expect(await sees("late0", NOW + HOUR)).toBe(false);
    expect(await sees("east0", NOW + HOUR)).toBe(true);
  });

  it("stays strict for what runs when policy is loosened again", async () => {
    await startAlone(eastern);
    const [boris, ada] = [await desk("boris", "approver"), await desk("ada", "admin")];
    const set = async (oneWordShare: number, baseRevision: number) => {
      const body = { ...DEFAULT_LIMITS, oneWordShare };
      return proposeAndCarry(boris, ada, [{ kind: "limits", key: "limits", body, baseRevision }]);
    };
    expect((await set(0.003, 0)).status).toBe(200);
    expect((await set(0.01, 1)).status).toBe(200);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "one", oneWordShare: 0.003 });
    await trayOf("east0", NOW);
    await trayOf("east1", NOW);
    await reportAll(NOW);
    expect((await readOrder("sparkle")).standing).toMatchObject({ words: "awaited" });
  });
});
