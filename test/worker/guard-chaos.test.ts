/** Shards and guard are evicted, alarms come late, reports twice, late or never, answers are lost: counts stay exact. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Catalog } from "../../src/catalog/object.ts";
import { bucketOf, BUCKET_COUNT } from "../../src/domain/decision/bucket.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Exposures } from "../../src/domain/guard/exposure.ts";
import type { ShardReport } from "../../src/domain/guard/guard-reports.ts";
import type { ToldVerdict } from "../../src/domain/guard/tell-guard.ts";
import { coverageAt } from "../../src/domain/decision/rollout.ts";
import { Guard } from "../../src/guard/object.ts";
import { useGarland } from "./client.ts";
import {
  DAY,
  guardFor,
  guardStub,
  HOUR,
  MINUTE,
  OPENS,
  readGuard,
  readOrder,
  shardNamed,
  shardNames,
  sparkle,
  startCampaign,
  switchOff,
  trayOf,
} from "./guarded-campaign.ts";

useGarland("2025-06-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const GUARD = "sparkle@1";
const PEOPLE = 1_400;
const END = OPENS + 46 * HOUR;
const TICK_MS = 10 * MINUTE;
const STALE_MS = 30 * MINUTE;
const GROWTH = ["thaw", "advance", "complete"];

const staged: Campaign = {
  ...sparkle,
  stages: [
    { percent: 45, minimumHours: 24 },
    { percent: 100, minimumHours: 24 },
  ],
};

/** Mulberry32: a small generator of numbers in [0, 1) from a 32-bit seed, by Tommy Ettinger, public domain. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A network between shards and guard, and between guard and catalog, on which nothing can be relied. */
function breakNetwork(random: () => number) {
  const { report } = Guard.prototype;
  const { carryOut } = Catalog.prototype;
  const late: ShardReport[] = [];
  const heardOf = new Map<string, number>();
  const growth: { readonly verdict: ToldVerdict; readonly oldest: number }[] = [];
  const network = { isDown: false, isSound: false, late, growth };

  async function deliver(this: Guard, one: ShardReport, now: number): Promise<void> {
    heardOf.set(one.shard, Math.max(heardOf.get(one.shard) ?? OPENS, one.countedAt));
    await report.call(this, one, now);
  }

  vi.spyOn(Guard.prototype, "report").mockImplementation(async function (this: Guard, one, now) {
    if (network.isSound) return deliver.call(this, one, now);
    if (network.isDown) throw new Error("down");
    const luck = random();
    if (luck < 0.05) throw new Error("lost on the way");
    if (luck < 0.1) {
      // It seems lost, and comes later.
      late.push(one);
      throw new Error("slow");
    }
    await deliver.call(this, one, now);
    if (luck < 0.4) await deliver.call(this, one, now);
    if (luck < 0.5) late.push(one);
    if (luck < 0.6) throw new Error("the acknowledgement was lost");
  });

  vi.spyOn(Catalog.prototype, "carryOut").mockImplementation(async function (this: Catalog, request) {
    if (request.action !== undefined && GROWTH.includes(request.action.kind)) {
      const oldest = Math.min(...shardNames.map((shard) => heardOf.get(shard) ?? OPENS));
      growth.push({ verdict: request.verdict, oldest });
    }
    if (!network.isSound && random() < 0.3) throw new Error("the catalog can't be reached");
    const order = await carryOut.call(this, request);
    if (!network.isSound && random() < 0.3) throw new Error("the answer was lost");
    return order;
  });
  return network;
}

async function evict(stub: Parameters<typeof evictDurableObject>[0]) {
  // Only what runs can be evicted.
  await runInDurableObject(stub, () => undefined);
  await evictDurableObject(stub);
}

/** What the ledgers of all shards hold: the truth that the guard must come to know. */
async function readLedgers() {
  const exposures = await Promise.all(
    shardNames.map((name) =>
      runInDurableObject(env.SHARD.getByName(name), (_, state) =>
        state.storage.sql.exec<{ exposures: string }>("SELECT exposures FROM subscribers").toArray(),
      ),
    ),
  );
  const people = exposures.flat().flatMap((row) => (JSON.parse(row.exposures) as Exposures)[GUARD] ?? []);
  return {
    exposed: people.length,
    optedOut: people.filter(({ optedOutAt }) => optedOutAt !== undefined).length,
    byStage: [0, 1, 2].map((stage) => people.filter((person) => person.stage === stage).length),
  };
}

describe("in chaos", () => {
  it("counts stay exact, nothing advances on stale data, and the campaign gets through", async () => {
    const random = randomFrom(1);
    await startCampaign(staged, OPENS - DAY);
    const network = breakNetwork(random);
    const queue = Array.from({ length: PEOPLE }, (_, index) => `c${index}`).toSorted(
      (one, other) => bucketOf("sparkle", one) - bucketOf("sparkle", other),
    );
    const seen: string[] = [];
    const guardStages = new Set<number>();
    let [lastCoverage, evictions] = [0, 0];

    for (let now = OPENS; now < END; now += TICK_MS) {
      // A long outage, just when the first stage would be over.
      network.isDown = now > OPENS + 23 * HOUR && now < OPENS + 29 * HOUR;
      const { standing } = await readOrder("sparkle");
      const coverage = coverageAt(standing.rollout ?? undefined, now);
      expect(coverage).toBeGreaterThanOrEqual(lastCoverage);
      lastCoverage = coverage;

      while (queue[0] !== undefined && bucketOf("sparkle", queue[0]) < coverage * BUCKET_COUNT) {
        const person = queue.shift()!;
        expect(await trayOf(person, now)).toMatchObject({ decision: "show", reason: "segment" });
        seen.push(person);
      }
      if (seen.length > 0) await trayOf(seen[Math.floor(random() * seen.length)]!, now);
      // About as many as are normal: more, by chance, would halt it rightly.
      if (standing.stage > 0 && random() < 0.02) await switchOff(seen[Math.floor(random() * seen.length)]!, now);

      await Promise.all(shardNames.map((name) => random() < 0.9 && shardNamed(name).reportCounts(now)));
      const arrived = network.late.splice(0).filter(() => random() < 0.5);
      for (const report of arrived.toSorted(() => random() - 0.5)) {
        await guardFor(GUARD)
          .report(report, now)
          .catch(() => undefined);
      }
      if (random() < 0.3) await guardFor(GUARD).look(now);
      if (random() < 0.1) {
        const victims = [
          guardStub(GUARD),
          env.CATALOG.getByName("catalog"),
          ...shardNames.map((name) => env.SHARD.getByName(name)),
        ];
        await evict(victims[Math.floor(random() * victims.length)]!);
        evictions++;
      }
      // The guard itself, for certain, in the middle of each stage.
      if ((now - OPENS) % (12 * HOUR) === 11 * HOUR) {
        await evict(guardStub(GUARD));
        guardStages.add((await readOrder("sparkle")).standing.stage);
      }
      if (network.isDown) expect((await readOrder("sparkle")).standing.stage).toBe(0);
    }

    network.isSound = true;
    await Promise.all(shardNames.map((name) => shardNamed(name).reportCounts(END)));
    await guardFor(GUARD).look(END);

    const { totals, order } = await readGuard(GUARD, END);
    const truth = await readLedgers();
    expect({ exposed: totals.exposed, optedOut: totals.optedOut }).toEqual({
      exposed: truth.exposed,
      optedOut: truth.optedOut,
    });
    expect([0, 1, 2].map((stage) => totals.byStage[stage]?.exposed ?? 0)).toEqual(truth.byStage);
    expect(truth.exposed).toBe(seen.length);
    expect(order).toEqual(await readOrder("sparkle"));
    expect(order.standing.stage).toBeGreaterThanOrEqual(1);
    expect(network.growth.length).toBeGreaterThan(0);
    for (const { verdict, oldest } of network.growth) expect(verdict.at - oldest).toBeLessThanOrEqual(STALE_MS);
    expect(evictions).toBeGreaterThan(10);
    expect([...guardStages]).toEqual(expect.arrayContaining([0, 1]));
  }, 180_000);
});
