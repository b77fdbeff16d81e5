import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { CampaignAction, StoredDefinition } from "../../src/contract/rpc/rpc-control.ts";
import type { GuardOrder, GuardRpc } from "../../src/contract/rpc/rpc-guard.ts";
import type { ShardRpc } from "../../src/contract/rpc/rpc.ts";
import { listShardNames, openObject, shardNameOf } from "../../src/contract/rpc/objects.ts";
import { parseSettings } from "../../src/contract/settings.ts";
import { traySchema, type Tray } from "../../src/contract/tray.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { closingOf } from "../../src/domain/guard/guard-standing.ts";
import type { ShardReport } from "../../src/domain/guard/guard-reports.ts";
import type { Json } from "../../src/domain/json.ts";
import { openGuardStorage } from "../../src/guard/storage.ts";
import { judge } from "../../src/guard/view-guard.ts";
import { noiseSecretOf } from "../../src/tokens/count-secrets.ts";
import { catalog, ORIGIN } from "./client.ts";
import { trayTextOf } from "./tray-text.ts";

export const HOUR = 3_600_000;
export const MINUTE = 60_000;
export const DAY = 24 * HOUR;

/** The season of `sparkle`: 10 to 19 June 2025, Moscow time. */
export const OPENS = Date.parse("2025-06-10T00:00:00+03:00");
export const ENDS = Date.parse("2025-06-20T00:00:00+03:00");

export const sparkle: Campaign = {
  key: "sparkle",
  label: { ru: "Снежинка", en: "Snowflake" },
  decoration: "snowflake",
  audience: { include: ["everyone"], exclude: [] },
  delivery: "default-on",
  requests: true,
  schedule: { kind: "once", zone: "Europe/Moscow", firstDay: "2025-06-10", lastDay: "2025-06-19" },
  waves: [],
  priority: 500,
  holdoutPercent: 0,
  stages: [
    { percent: 10, minimumHours: 24 },
    { percent: 100, minimumHours: 24 },
  ],
};

export const unstaged: Campaign = { ...sparkle, stages: [] };

/** Stores a campaign, whatever was there before. */
export async function writeCampaign(campaign: Campaign, now: number, actor = "anna"): Promise<StoredDefinition> {
  const written = await catalog().writeDefinition({
    kind: "campaign",
    key: campaign.key,
    body: JSON.parse(JSON.stringify(campaign)) as Json,
    expectedRevision: "any",
    actor,
    now,
  });
  expect(written).toMatchObject({ ok: true });
  if (!written.ok) throw new Error(written.error.detail);
  return written.value;
}

/** Takes a step in a campaign's lifecycle. */
export function step(key: string, action: CampaignAction, actor: string, now: number, why?: string) {
  return catalog().actOnCampaign({ key, action, actor, now, why });
}

/** Has a campaign written, submitted, approved and started, and answers its guard's order. */
export async function startCampaign(campaign: Campaign, now: number, why?: string): Promise<GuardOrder> {
  await writeCampaign(campaign, now);
  expect(await step(campaign.key, { kind: "submit" }, "anna", now, why)).toMatchObject({ ok: true });
  expect(await step(campaign.key, { kind: "approve" }, "boris", now)).toMatchObject({ ok: true });
  expect(await step(campaign.key, { kind: "start" }, "anna", now)).toMatchObject({ ok: true });
  return readOrder(campaign.key);
}

export async function readOrder(campaign: string): Promise<GuardOrder> {
  const [order] = await catalog().readOrders(campaign);
  if (order === undefined) throw new Error(`${campaign} was never started`);
  return order;
}

export function guardStub(name: string) {
  return env.GUARD.getByName(name);
}

export function guardFor(name: string): GuardRpc {
  return openObject(env, "GUARD", name);
}

/** What a guard tells. */
export async function readTold(name: string, now: number) {
  const view = await guardFor(name).read(now);
  if (view === null) throw new Error(`there is no guard ${name}`);
  return view;
}

/** What a guard knows inside, exactly; nothing of this is told. */
export function readGuard(name: string, now: number) {
  return runInDurableObject(guardStub(name), (_guard, { storage: durable }) => {
    const storage = openGuardStorage(durable);
    const order = storage.read("order");
    if (order === undefined) throw new Error(`there is no guard ${name}`);
    return {
      order,
      totals: storage.readTotals(),
      verdict: judge(
        storage,
        order,
        Math.min(now, closingOf(order.plan, order.standing)),
        noiseSecretOf(parseSettings(env)),
      ),
      haltedBy: storage.read("haltedBy") ?? null,
      probe: storage.read("probe") ?? null,
      history: storage.readHistory(),
    };
  });
}

export const shardNames = listShardNames(Number(env.SHARDS));

export function shardNamed(name: string): ShardRpc {
  return openObject(env, "SHARD", name);
}

export function shardOf(subscriberId: string): ShardRpc {
  return shardNamed(shardNameOf(subscriberId, shardNames.length));
}

/** Imports 300 people, `x0` to `x299`, of whom the first two live in the Far East and all others in Moscow. */
export async function bringPeople(): Promise<void> {
  for (let index = 0; index < 300; index++) {
    const subscriberId = `x${index}`;
    const profile = { region: index < 2 ? "RU-PRI" : "RU-MOW" };
    await shardOf(subscriberId).importProfiles([{ subscriberId, profile }]);
  }
}

/** Imports people of whom nothing else is known. */
export async function importMany(people: number): Promise<void> {
  const ids = Array.from({ length: people }, (_, index) => `x${index}`);
  for (const [name, members] of Map.groupBy(ids, (id) => shardNameOf(id, shardNames.length))) {
    const rows = members.map((subscriberId) => ({ kind: "upsert", subscriberId, profile: "{}", test: false }) as const);
    await shardNamed(name).applyPopulation(rows, 0);
  }
}

/** Has every shard send what its guards do not know yet. */
export async function reportAll(now: number): Promise<void> {
  await Promise.all(shardNames.map((name) => shardNamed(name).reportCounts(now)));
}

/** One person at an instant. */
export async function trayOf(subscriberId: string, at: number, device = { platform: "ios" }): Promise<Tray> {
  return traySchema.parse(
    JSON.parse(trayTextOf(await shardOf(subscriberId).tray({ subscriberId, device, at, origin: ORIGIN }))),
  );
}

export async function switchOff(
  subscriberId: string,
  at: number,
  scope: "all" | `theme:${string}` | `category:${string}` = "all",
) {
  const request = {
    subscriberId,
    device: {},
    at,
    origin: ORIGIN,
    scope,
    value: "out",
    channel: "app",
    actor: "self",
  } as const;
  expect(await shardOf(subscriberId).choose(request)).toMatchObject({ ok: true });
}

/** A report as a shard might send it; all people in the first stage. */
export function reportOf(
  shard: string,
  sequence: number,
  countedAt: number,
  exposed: number,
  optedOut = 0,
): ShardReport {
  return { shard, sequence, countedAt, byStage: [{ exposed, optedOut, complained: 0, unhappy: optedOut }], asked: 0 };
}

/** Feeds a guard fresh counts of every shard; people are spread evenly, opt-outs come last. */
export async function feed(guard: string, sequence: number, now: number, exposed: number, optedOut = 0): Promise<void> {
  const share = Math.ceil(exposed / shardNames.length);
  for (const [index, shard] of shardNames.entries()) {
    await guardFor(guard).report(
      reportOf(shard, sequence, now, share, index === shardNames.length - 1 ? optedOut : 0),
      now,
    );
  }
}
