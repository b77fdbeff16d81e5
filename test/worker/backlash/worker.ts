/**
 * The real shards, guards and catalog, under a clock that the simulation turns: each instant is handed in, and the
 * alarms, which follow the clock on the wall, are silent. Nothing else is changed but the size of the audience, which
 * is declared instead of imported.
 */
import { Catalog as RealCatalog } from "../../../src/catalog/object.ts";
import { asRpc } from "../../../src/contract/as-rpc.ts";
import type { GuardRpc } from "../../../src/contract/rpc-guard.ts";
import type { CatalogRpc, ProfileRow, ShardRpc } from "../../../src/contract/rpc.ts";
import { listShardNames, shardNameOf } from "../../../src/contract/shard-name.ts";
import { EMPTY_AUDIENCE, type AudienceTally } from "../../../src/domain/audience.ts";
import type { Campaign } from "../../../src/domain/campaign.ts";
import { coverageOf } from "../../../src/domain/guard-standing.ts";
import type { Json } from "../../../src/domain/segment.ts";
import { Guard as RealGuard } from "../../../src/guard/object.ts";
import { Shard as RealShard } from "../../../src/shard/object.ts";
import { ASK_WITHIN_TICKS, askDelayTicks, TICK_MS, type Minder } from "../../../scripts/backlash/crowd.ts";
import { rankPeople } from "../../../scripts/backlash/rank-people.ts";
import type { RealRunRequest } from "../../../scripts/backlash/real-run-request.ts";
import type { GuardedRun } from "../../../scripts/backlash/run-guard.ts";

export { Events } from "../../../src/events/object.ts";

const SHARDS = 16;
const ORIGIN = "https://simulation.invalid";

let declaredAudience = 0;

export class Shard extends RealShard {
  override async alarm(): Promise<void> {}

  override async countAudience(): Promise<AudienceTally> {
    const share = Math.round(declaredAudience / SHARDS);
    return { ...EMPTY_AUDIENCE, people: share, matching: share };
  }

  /** The phones of these people ask; answers how many show the decoration to somebody who did not ask for it. */
  async meet(subscriberIds: readonly string[], at: number): Promise<number> {
    let shown = 0;
    for (const subscriberId of subscriberIds) {
      const tray = await this.tray({ subscriberId, device: { platform: "ios" }, at, origin: ORIGIN });
      if (tray?.includes('"reason":"segment"') === true) shown++;
    }
    return shown;
  }

  /** These people switch the theme off. */
  async mind(subscriberIds: readonly string[], scope: `theme:${string}`, at: number): Promise<void> {
    for (const subscriberId of subscriberIds) {
      const device = { platform: "ios" };
      await this.choose({
        subscriberId,
        device,
        at,
        origin: ORIGIN,
        scope,
        value: "out",
        channel: "app",
        actor: "self",
      });
    }
  }
}

export class Guard extends RealGuard {
  override async alarm(): Promise<void> {}
}

export class Catalog extends RealCatalog {
  override async alarm(): Promise<void> {}
}

type SimulatedShard = ShardRpc & Pick<Shard, "meet" | "mind">;

export default {
  async fetch(request, env) {
    const run = await request.json<RealRunRequest>();
    return Response.json(await runReal(env, run));
  },
} satisfies ExportedHandler<Env>;

async function runReal(
  env: Env,
  { campaign, categories, people, minders, startedAt, ticks, profiles }: RealRunRequest,
): Promise<GuardedRun> {
  declaredAudience = people;
  const catalog = asRpc<CatalogRpc>(env.CATALOG.getByName("catalog"));
  const shards = listShardNames(SHARDS);
  const shardOf = (name: string) => asRpc<SimulatedShard>(env.SHARD.getByName(name));
  await catalog.start(startedAt);
  for (const category of categories) await write(catalog, "category", category.key, category, startedAt);
  await importAll(shardOf, profiles);
  const order = await startCampaign(catalog, campaign, startedAt);
  const { guard: guardName, season, stages } = order.plan;
  const guard = asRpc<GuardRpc>(env.GUARD.getByName(guardName));
  const theme = `theme:${order.plan.theme}` as const;

  const ranked = rankPeople(campaign.key, people);
  const asking = new Map<number, string[]>();
  const minding = new Map<number, Minder[]>();
  const put = <Item>(map: Map<number, Item[]>, tick: number, item: Item) =>
    map.set(tick, [...(map.get(tick) ?? []), item]);
  let [covered, nextMinder] = [0, 0];

  for (let tick = 0; tick <= ticks; tick++) {
    const now = season.from + tick * TICK_MS;
    const standing = (await catalog.readOrder(campaign.key))?.standing ?? order.standing;
    const reached = ranked.covered(coverageOf(standing, now));
    const asked = Array.from({ length: ASK_WITHIN_TICKS }, (): string[] => []);
    for (let rank = covered; rank < reached; rank++) asked[askDelayTicks(rank)]?.push(ranked.idOf(rank));
    for (const [delay, ids] of asked.entries()) asking.set(tick + delay, [...(asking.get(tick + delay) ?? []), ...ids]);
    for (; (minders[nextMinder]?.rank ?? Infinity) < reached; nextMinder++) {
      const minder = minders[nextMinder];
      if (minder !== undefined) put(minding, tick + askDelayTicks(minder.rank) + minder.delayTicks, minder);
    }
    covered = Math.max(covered, reached);

    for (const [name, ids] of Map.groupBy(asking.get(tick) ?? [], (id) => shardNameOf(id, SHARDS))) {
      const shown = await shardOf(name).meet(ids, now);
      if (shown !== ids.length)
        throw new Error(`${ids.length - shown} of ${ids.length} people who are covered saw nothing`);
    }
    asking.delete(tick);
    for (const { rank, complains } of minding.get(tick) ?? []) {
      const id = ranked.idOf(rank);
      const shard = shardOf(shardNameOf(id, SHARDS));
      await shard.mind([id], theme, now);
      if (complains) await shard.noteComplaint({ subscriberId: id, scope: theme, at: now });
    }
    minding.delete(tick);

    for (const name of shards) {
      await shardOf(name).reportCounts(now);
      const view = await guard.read(now);
      if (view?.order.standing.end !== null) return summarize("halted", now);
    }
  }
  const { standing } = (await catalog.readOrder(campaign.key)) ?? order;
  return standing.stage >= stages.length
    ? summarize("passed", stages.length === 0 ? season.from + ticks * TICK_MS : standing.stageStartedAt)
    : summarize("waiting", season.from + ticks * TICK_MS);

  async function summarize(outcome: GuardedRun["outcome"], at: number): Promise<GuardedRun> {
    const { exposed, optedOut, unhappy } = (await guard.read(at))?.totals ?? { exposed: 0, optedOut: 0, unhappy: 0 };
    return { outcome, afterHours: (at - season.from) / 3_600_000, exposed, optedOut, unhappy };
  }
}

async function importAll(shardOf: (name: string) => SimulatedShard, profiles: readonly ProfileRow[]): Promise<void> {
  for (const [name, rows] of Map.groupBy(profiles, ({ subscriberId }) => shardNameOf(subscriberId, SHARDS))) {
    await shardOf(name).importProfiles(rows);
  }
}

async function write(
  catalog: CatalogRpc,
  kind: "category" | "campaign",
  key: string,
  body: object,
  now: number,
): Promise<void> {
  const written = await catalog.writeDefinition({
    kind,
    key,
    body: JSON.parse(JSON.stringify(body)) as Json,
    expectedRevision: "any",
    actor: "simulation",
    now,
  });
  if (!written.ok) throw new Error(JSON.stringify(written.error));
}

async function startCampaign(catalog: CatalogRpc, campaign: Campaign, now: number) {
  await write(catalog, "campaign", campaign.key, campaign, now);
  for (const [kind, actor] of [
    ["submit", "anna"],
    ["approve", "boris"],
    ["start", "anna"],
  ] as const) {
    const action = kind === "submit" ? ({ kind, needsTwo: true } as const) : ({ kind } as const);
    const done = await catalog.actOnCampaign({ key: campaign.key, action, actor, now });
    if (!done.ok) throw new Error(JSON.stringify(done.error));
  }
  const order = await catalog.readOrder(campaign.key);
  if (order === null) throw new Error("it was not started");
  return order;
}
