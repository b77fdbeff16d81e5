import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import { Catalog } from "../../src/catalog/object.ts";
import type { FailingDuty } from "../../src/domain/failing-duty.ts";
import { Guard } from "../../src/guard/object.ts";
import { Shard } from "../../src/shard/object.ts";
import { SHARDS, useGarland } from "./client.ts";
import {
  DAY,
  feed,
  guardStub,
  HOUR,
  MINUTE,
  OPENS,
  readGuard,
  startCampaign,
  trayOf,
  unstaged,
} from "./guarded-campaign.ts";
import { give, numberOf } from "./giving.ts";

useGarland("2025-03-01T00:00:00Z");

let lines: Record<string, unknown>[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => {
    // Parsed boundary: every line is JSON.
    lines.push(JSON.parse(line) as Record<string, unknown>);
  });
});
afterEach(() => vi.restoreAllMocks());

const shardOf = (person: string) => env.SHARD.getByName(shardNameOf(person, SHARDS));
const listFailed = () => lines.filter(({ event }) => event === "duty-failed").map(({ object, duty }) => [object, duty]);
/** Makes it so much later than it is. */
const passTime = (spanMs: number) => {
  const later = Date.now() + spanMs;
  vi.spyOn(Date, "now").mockReturnValue(later);
};

describe("a shard whose guard can't be reached", () => {
  it("says so by its age, in no words of anybody, also after it was evicted, until the report has come through", async () => {
    await startCampaign(unstaged, OPENS - DAY);
    const report = vi.spyOn(Guard.prototype, "report").mockRejectedValue(new Error("anna was here"));
    await trayOf("anna", OPENS + HOUR);
    const stub = shardOf("anna");
    await runDurableObjectAlarm(stub);
    await evictDurableObject(stub);
    const readTroubles = async (): Promise<readonly FailingDuty[]> => (await stub.age(Date.now())).failingDuties;
    expect(await readTroubles()).toMatchObject([
      { duty: "report to guards", failures: 1, reason: "no report could be brought to sparkle@1" },
    ]);
    expect(JSON.stringify(lines)).not.toContain("anna");
    report.mockRestore();
    await runDurableObjectAlarm(stub);
    expect(await readTroubles()).toEqual([]);
  });
});

describe("a shard that can't deliver gifts", () => {
  it("forgets what is over all the same", async () => {
    const stub = shardOf("anna");
    vi.spyOn(Catalog.prototype, "reportGifts").mockRejectedValue(new Error("unreachable"));
    expect((await give("anna", numberOf(1))).status).toBe(202);
    await runInDurableObject(stub, (_, { storage }) => {
      const now = Date.now();
      storage.sql.exec("INSERT INTO used_keys VALUES ('anna', 'self', 'digest', 1, ?)", now - 3 * DAY);
      storage.sql.exec("INSERT OR REPLACE INTO upkeep (only_row, swept_at) VALUES (1, ?)", now - 1.5 * DAY);
    });
    passTime(10 * MINUTE);
    await expect(runDurableObjectAlarm(stub)).resolves.toBe(true);
    const kept = await runInDurableObject(stub, (_, { storage }) =>
      storage.sql.exec("SELECT digest FROM used_keys WHERE digest = 'digest'").toArray(),
    );
    expect(kept).toEqual([]);
    expect(listFailed()).toEqual([[shardNameOf("anna", SHARDS), "move gifts"]]);
    expect(await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())).not.toBeNull();
  });
});

describe("a guard", () => {
  it("goes on checking a halt though there is nothing to learn from a shard that can't be reached, and says so", async () => {
    await startCampaign(unstaged, OPENS - DAY);
    await feed("sparkle@1", 1, OPENS + HOUR, 800, 11);
    vi.spyOn(Shard.prototype, "summarizeExposures").mockRejectedValue(new Error("unreachable"));
    passTime(10 * MINUTE);
    await expect(runDurableObjectAlarm(guardStub("sparkle@1"))).resolves.toBe(true);
    expect((await readGuard("sparkle@1", Date.now())).probe).toMatchObject({ at: Date.now(), unreachable: 0 });
    expect(listFailed()).toEqual([["guard sparkle@1", "look back"]]);
  });
});
