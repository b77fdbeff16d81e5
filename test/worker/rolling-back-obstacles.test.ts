import { expect, it } from "vitest";
import type { RollBackPlan } from "../../src/contract/rpc/rpc-control.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { DEFAULT_LIMITS } from "../../src/domain/limits.ts";
import { carryPolicy } from "./carry-policy.ts";
import { catalog, importPeople, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import { DAY, feed, HOUR, OPENS, startCampaign, step, unstaged, writeCampaign } from "./guarded-campaign.ts";

const BEFORE = OPENS - DAY;
const LATER = OPENS + 3 * HOUR;
useGarland("2025-06-01T00:00:00Z");

const asked: Campaign = { ...unstaged, delivery: "opt-in" };

/** On one person's word. */
async function startAlone(campaign: Campaign, now: number): Promise<void> {
  await writeCampaign(campaign, now);
  expect(await step(campaign.key, { kind: "submit" }, "person:anna", now)).toMatchObject({ ok: true });
  expect(await step(campaign.key, { kind: "start" }, "person:anna", now)).toMatchObject({ ok: true });
}

const latest = async () => (await catalog().status()).ruleset;

const carry = async (kind: "theme" | "limits" | "attribute", key: string, body: object | null) =>
  expect(await carryPolicy(catalog(), [{ kind, key, body }], OPENS)).toMatchObject({ ok: true });

/** Rolls back over HTTP, having looked at what becomes of it; nothing but what was foreseen happens. */
async function rollBack(version: number) {
  const boris = await openDesk(new Date(LATER).toISOString(), "boris", "approver");
  const foreseen = await (await boris("GET", `/v1/rulesets/${version}/rollback-preview`)).json<RollBackPlan>();
  const answer = await boris("POST", `/v1/rulesets/${version}:rollback`, { reason: "try", seen: foreseen.present });
  expect(answer.status).toBe(200);
  expect((await answer.json<{ rollback: RollBackPlan }>()).rollback).toEqual(foreseen);
  const [sparkle] = foreseen.campaigns.filter(({ key }) => key === "sparkle");
  expect(sparkle).toMatchObject({ outcome: "left-out" });
  expect(sparkle?.sentence?.ru).toMatch(/[а-я]/);
  const live = (await catalog().readDefinition("campaign", "sparkle"))?.lifecycle?.live;
  expect(live?.state).not.toBe("running");
  return sparkle?.code;
}

it("a rollback leaves out what has become sensitive since", async () => {
  await startCampaign(unstaged, BEFORE);
  const shown = await latest();
  await startAlone(asked, BEFORE);
  const snowflake = bundledDefinitions.themes.find(({ key }) => key === "snowflake");
  await carry("theme", "snowflake", { ...snowflake, category: "national" });
  expect(await rollBack(shown)).toBe("sensitive");
});

it("a rollback leaves out what waits for its theme's review", async () => {
  await startCampaign(unstaged, BEFORE);
  const shown = await latest();
  await startAlone(asked, BEFORE);
  await startCampaign({ ...unstaged, key: "winter", priority: 700 }, BEFORE);
  await feed("winter@1", 1, OPENS + HOUR, 4_000, 80);
  expect(await rollBack(shown)).toBe("theme-review");
});

it("a rollback leaves out what would reach too many at once", async () => {
  await importPeople([{ subscriberId: "s1", profile: { region: "RU-MOW" } }]);
  await startCampaign(unstaged, BEFORE);
  const shown = await latest();
  await startAlone(asked, BEFORE);
  await carry("limits", "limits", { ...DEFAULT_LIMITS, mostUnstagedPeople: 0 });
  expect(await rollBack(shown)).toBe("no-stages");
});

it("a rollback leaves out what breaks a rule by now", async () => {
  const label = { ru: "Тариф", en: "Plan" };
  await carry("attribute", "plan", { key: "plan", type: "string", source: "profile", label, purpose: label });
  const condition = { plan: "gold" };
  const segment = { kind: "segment", key: "golden", actor: "anna", now: BEFORE, expectedRevision: "any" } as const;
  const body = { key: "golden", label, condition, examples: [] };
  expect(await catalog().writeDefinition({ ...segment, body })).toMatchObject({ ok: true });
  await startCampaign({ ...unstaged, audience: { include: ["golden"], exclude: [] } }, BEFORE);
  const shown = await latest();
  await startAlone(asked, BEFORE);
  expect(await catalog().deleteDefinition(segment)).toMatchObject({ ok: true });
  await carry("attribute", "plan", null);
  expect(await rollBack(shown)).toBe("breaks-a-rule");
});

it("a rollback leaves out what one person alone may not start any more", async () => {
  const people = (count: number, region: string) =>
    importPeople(
      Array.from({ length: count }, (_, index) => ({ subscriberId: `${region}-${index}`, profile: { region } })),
    );
  await people(199, "RU-MOW");
  await people(1, "RU-PRI");
  await startAlone({ ...unstaged, audience: { include: ["far-east"], exclude: [] } }, BEFORE);
  const shown = await latest();
  await startAlone(asked, BEFORE);
  await people(40, "RU-PRI");
  expect(await rollBack(shown)).toBe("needs-two");
});
