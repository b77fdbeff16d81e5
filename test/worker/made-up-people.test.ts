/** Whom staff or a machine names, but nobody imported, and whose phone has never asked, is nobody: they count nowhere. */
import { describe, expect, it } from "vitest";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Actor } from "../../src/contract/rpc/rpc-tray.ts";
import type { Channel } from "../../src/domain/decision/choice.ts";
import { simulationReportSchema } from "../../src/contract/simulation.ts";
import { catalog, ORIGIN, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import {
  DAY,
  HOUR,
  OPENS,
  bringPeople,
  readGuard,
  reportAll,
  shardOf,
  sparkle,
  startCampaign,
  step,
  trayOf,
  unstaged,
  writeCampaign,
} from "./guarded-campaign.ts";

useGarland("2025-06-01T00:00:00Z");

const BEFORE = OPENS - DAY;
const NOW = OPENS + 12 * HOUR;
const few: Campaign = { ...sparkle, audience: { include: ["far-east"], exclude: [] }, stages: [] };

const write = (subscriberId: string, text: string) =>
  shardOf(subscriberId).hear({
    subscriberId,
    device: {},
    origin: ORIGIN,
    at: BEFORE,
    channel: "sms",
    machine: "service:bot",
    said: { kind: "text", text },
  });

const choose = (subscriberId: string, actor: Actor, channel: Channel, at = BEFORE) =>
  shardOf(subscriberId).choose({
    subscriberId,
    device: {},
    origin: ORIGIN,
    at,
    scope: "theme:hearts",
    value: "out",
    actor,
    channel,
  });

async function reviewOf(campaign: Campaign) {
  await writeCampaign(campaign, BEFORE, "person:anna");
  expect(await step(campaign.key, { kind: "submit" }, "person:anna", BEFORE)).toMatchObject({ ok: true });
  return (await catalog().readDefinition("campaign", campaign.key))?.lifecycle?.review;
}

describe("people whom only staff or machines have named", () => {
  it("may not fit an audience, and are none of all people, whatever is entered for them", async () => {
    await bringPeople();
    for (let index = 0; index < 40; index++) {
      await write(`made-up-${index}`, "включите ёлку");
      await choose(`made-up-too-${index}`, "agent:nina", "agent");
      await choose(`made-up-also-${index}`, "self", "link");
    }
    expect(await reviewOf(few)).toMatchObject({ state: "approved" });
    const ada = await openDesk(new Date(BEFORE).toISOString(), "ada", "viewer");
    const counted = await ada("POST", "/v1/audiences:count", { condition: {} });
    const { total } = await counted.json<{ total: number }>();
    expect(Math.abs(total - 300)).toBeLessThan(10);
    const rehearsed = await ada("POST", "/v1/simulations", { at: new Date(NOW).toISOString() });
    const { people } = simulationReportSchema.parse(await rehearsed.json());
    expect(Math.abs(people - 300)).toBeLessThan(10);
  });

  it("count once their own phone asks", async () => {
    await bringPeople();
    for (let index = 0; index < 10; index++) await trayOf(`made-up-${index}`, BEFORE);
    expect(await reviewOf(few)).toMatchObject({ state: "submitted", whyTwo: [{ code: "reach", unknown: 10 }] });
  });

  it("count no more once they are deleted or erased, though they have said something", async () => {
    await bringPeople();
    for (let index = 0; index < 10; index++) {
      const subscriberId = `gone-${index}`;
      await trayOf(subscriberId, BEFORE);
      await write(subscriberId, "включите ёлку");
      const kind = index % 2 === 0 ? "erase" : "delete";
      await shardOf(subscriberId).applyPopulation([{ kind, subscriberId }], BEFORE);
    }
    expect(await reviewOf(few)).toMatchObject({ state: "approved" });
  });
});

describe("what staff are told of a person's tray, or a press of an off link", () => {
  it.each<[string, Actor, Channel, object]>([
    ["by an agent", "agent:nina", "agent", { exposed: 0, reached: 1 }],
    ["behind a link", "self", "link", { exposed: 0, reached: 1 }],
    ["on their phone", "self", "app", { exposed: 1, reached: 1 }],
  ])("is evidence that they saw it only if it was on their phone: %s", async (_, actor, channel, counts) => {
    await bringPeople();
    await startCampaign(unstaged, OPENS - HOUR);
    expect(await choose("x5", actor, channel, NOW)).toMatchObject({ ok: true });
    await reportAll(NOW);
    expect((await readGuard("sparkle@1", NOW)).totals).toMatchObject(counts);
  });
});
