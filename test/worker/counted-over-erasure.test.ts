import { installIn } from "./install-in.ts";
import { evictDurableObject, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import type { VersionedKey } from "../../src/contract/settings.ts";
import type { ChooseRequest } from "../../src/contract/rpc/rpc-tray.ts";
import type { CompiledCampaign } from "../../src/domain/decision/ruleset.ts";
import { openCountedMarks } from "../../src/shard/counted-marks.ts";
import { createMarks } from "../../src/tokens/marks.ts";
import { sampleCampaign, sampleRuleset } from "../support/sample-ruleset.ts";
import { ORIGIN } from "./client.ts";
import { shardNamed } from "./guarded-campaign.ts";

// Shards alone, without a catalog: rulesets are installed by hand.
afterEach(() => reset());

const SHARD = "under-test";
const GUARD = "new-year@1";
const AT = 150;
const KEPT_MS = 30 * 24 * 3_600_000;
const stub = () => env.SHARD.getByName(SHARD);
const shard = () => shardNamed(SHARD);

const watch = { guard: GUARD, stage: 0, opensAt: 100, closesAt: 300 };

async function install(version: number, campaign: Partial<CompiledCampaign> = { watch }, compiledAt = 0) {
  const ruleset = { ...sampleRuleset([sampleCampaign(campaign)], { version }), compiledAt };
  await installIn(shard(), JSON.stringify(ruleset));
}

const phone = (subscriberId: string, at = AT) => ({ subscriberId, device: { platform: "ios" }, at, origin: ORIGIN });
const see = (subscriberId: string) => shard().tray(phone(subscriberId));
const erase = (subscriberId: string) => shard().applyPopulation([{ kind: "erase", subscriberId }], 0);
const complain = (subscriberId: string) => shard().noteComplaint({ subscriberId, scope: "all", at: AT });
const say = (subscriberId: string, value: "in" | "out", more: Partial<ChooseRequest> = {}) =>
  shard().choose({ ...phone(subscriberId), scope: "theme:tree", value, channel: "app", actor: "self", ...more });

const readCounts = () =>
  runInDurableObject(stub(), (_, { storage }) => {
    const { counts } = storage.sql
      .exec<{ counts: string }>("SELECT counts FROM watched_campaigns WHERE guard = ?", GUARD)
      .one();
    return JSON.parse(counts) as unknown;
  });

const readMarks = () =>
  runInDurableObject(stub(), (_, { storage }) =>
    storage.sql.exec<{ guard: string; mark: string }>("SELECT guard, mark FROM counted_marks").toArray(),
  );

describe("whoever had everything erased and comes back", () => {
  it("is counted as what they were not counted as before, each once", async () => {
    await install(100);
    await see("anna");
    await erase("anna");
    await see("anna");
    await say("anna", "out");
    await erase("anna");
    await install(101, { watch: { ...watch, stage: 1 } });
    await say("anna", "out", { scope: "all" });
    await complain("anna");
    await see("boris");
    for (let round = 0; round < 3; round++) {
      await complain("boris");
      await erase("boris");
      await evictDurableObject(stub());
      await see("boris");
    }
    expect(await readCounts()).toEqual({
      byStage: [
        { exposed: 1, optedOut: 1, complained: 0, unhappy: 1 },
        { exposed: 1, optedOut: 0, complained: 1, unhappy: 1 },
      ],
      asked: 0,
      reached: 2,
    });
  });

  it("is counted once among those who asked, or were given it", async () => {
    await install(100);
    for (let round = 0; round < 3; round++) {
      await say("anna", "in", { at: AT + round });
      await say("boris", "in", { channel: "gift", at: AT + round });
      for (const person of ["anna", "boris"]) {
        await see(person);
        await erase(person);
      }
    }
    expect(await readCounts()).toEqual({ byStage: [], asked: 2, gifts: 1 });
  });

  it("is counted for a later campaign as anybody", async () => {
    await install(100, { watch: { ...watch, guard: "new-year@0" } });
    await see("anna");
    await erase("anna");
    await install(101);
    await see("anna");
    expect(await readCounts()).toMatchObject({ byStage: [{ exposed: 1 }] });
  });

  it("is told in their export for which campaigns", async () => {
    await install(100);
    await see("anna");
    expect((await shard().exportPerson("anna")).countedBefore).toEqual([]);
    await erase("anna");
    expect((await shard().exportPerson("anna")).countedBefore).toEqual([GUARD]);
    expect((await shard().exportPerson("boris")).countedBefore).toEqual([]);
  });
});

describe("what an erasure leaves of a count", () => {
  it("is keyed hashes that lead to nobody, can't be joined, and say nothing of when and where", async () => {
    await install(100);
    await see("anna");
    await say("anna", "out");
    await erase("anna");
    const rows = await readMarks();
    expect(rows).toHaveLength(2);
    for (const { guard, mark } of rows) {
      expect(guard).toBe(GUARD);
      expect(mark).toMatch(/^[\w-]{22}$/u);
    }
    expect(new Set(rows.map(({ mark }) => mark)).size).toBe(2);
  });

  it("is nothing of somebody who was not counted", async () => {
    await install(100);
    await say("anna", "out");
    await erase("anna");
    await shard().applyPopulation([{ kind: "upsert", subscriberId: "tester", profile: "{}", test: true }], 0);
    await see("tester");
    await erase("tester");
    expect(await readMarks()).toEqual([]);
  });

  it("goes when what people saw of the campaign goes", async () => {
    await install(100);
    await see("anna");
    await erase("anna");
    await install(101, {}, 300 + KEPT_MS);
    expect(await readMarks()).toHaveLength(1);
    await install(102, {}, 301 + KEPT_MS);
    expect(await readMarks()).toEqual([]);
  });

  it("is known under an older key as long as there is that key", async () => {
    const keyOf = (id: number): VersionedKey => ({ id, secret: new Uint8Array(32).fill(id) });
    await install(100);
    await runInDurableObject(stub(), (_, { storage }) => {
      const openUnder = (...ids: readonly number[]) =>
        openCountedMarks(storage, createMarks(ids.map(keyOf), "counted"));
      openUnder(1).keep(GUARD, "anna", ["exposed", "optedOut"]);
      expect(openUnder(2, 1).read(GUARD, "anna")).toEqual(new Set(["exposed", "optedOut"]));
      expect(openUnder(2, 1).read(GUARD, "boris")).toEqual(new Set());
      expect(openUnder(2).read(GUARD, "anna")).toEqual(new Set());
    });
  });
});
