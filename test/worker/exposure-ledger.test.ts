import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ChooseRequest } from "../../src/contract/rpc/rpc-tray.ts";
import type { Exposures } from "../../src/domain/guard/exposure.ts";
import { Guard } from "../../src/guard/object.ts";
import { mergeShardReports, type ShardReport } from "../../src/domain/guard/guard-reports.ts";
import type { CompiledCampaign, Watch } from "../../src/domain/decision/ruleset.ts";
import { sampleCampaign, sampleRuleset, waveOf } from "../support/sample-ruleset.ts";
import { ORIGIN } from "./client.ts";
import { shardNamed } from "./guarded-campaign.ts";
import { installIn } from "./install-in.ts";

// Shards alone, without a catalog: rulesets are installed by hand.
afterEach(() => reset());

const SHARD = "under-test";
const AT = 150;
const stub = () => env.SHARD.getByName(SHARD);
const shard = () => shardNamed(SHARD);

const watch = (changes: Partial<Watch> = {}): Watch => ({
  guard: "new-year@1",
  stage: 0,
  opensAt: 100,
  closesAt: 300,
  ...changes,
});

async function install(campaigns: readonly Partial<CompiledCampaign>[], version = 100) {
  const ruleset = sampleRuleset(
    campaigns.map((campaign) => sampleCampaign({ watch: watch(), ...campaign })),
    { version },
  );
  await installIn(shard(), JSON.stringify(ruleset));
}

const phone = (subscriberId: string, at = AT) => ({ subscriberId, device: { platform: "ios" }, at, origin: ORIGIN });
const see = (subscriberId: string, at = AT) => shard().tray(phone(subscriberId, at));

const say = (
  subscriberId: string,
  scope: ChooseRequest["scope"],
  value: "in" | "out",
  more: Partial<ChooseRequest> = {},
) => shard().choose({ ...phone(subscriberId), scope, value, channel: "app", actor: "self", ...more });

/** What the shard tells its guards. */
async function countsOf(guard = "new-year@1") {
  await shard().reportCounts(AT);
  const reports = await runInDurableObject(env.GUARD.getByName(guard), (_, state) =>
    state.storage.sql
      .exec<{ body: string }>("SELECT body FROM reports")
      .toArray()
      .map(({ body }) => JSON.parse(body) as ShardReport),
  );
  const { exposed, optedOut, complained, unhappy, asked } = mergeShardReports(
    new Map(reports.map((report) => [report.shard, report])),
  );
  return { exposed, optedOut, complained, unhappy, asked };
}

const exposuresOf = (subscriberId: string) =>
  runInDurableObject(stub(), (_, state) => {
    const [row] = state.storage.sql
      .exec<{ exposures: string }>("SELECT exposures FROM subscribers WHERE subscriber_id = ?", subscriberId)
      .toArray();
    return JSON.parse(row?.exposures ?? "{}") as Exposures;
  });

async function evict() {
  // Only what runs can be evicted.
  await shard().status();
  await evictDurableObject(stub());
}

const NOBODY = { exposed: 0, optedOut: 0, complained: 0, unhappy: 0, asked: 0 };

describe("an exposure", () => {
  it("is counted at the first sight of a decoration that nobody asked for, and never again", async () => {
    await install([{}]);
    for (const at of [AT, AT + 1, AT + 2]) await see("anna", at);
    await see("boris");
    expect(await countsOf()).toEqual({ ...NOBODY, exposed: 2 });
    expect(await exposuresOf("anna")).toEqual({ "new-year@1": { seenAt: AT, stage: 0 } });
  });

  it("costs a phone that asks again neither a write nor a second read", async () => {
    await install([{}]);
    await see("anna");
    const cost = await runInDurableObject(stub(), async (instance, state) => {
      const { sql } = state.storage;
      const countChanges = () => sql.exec<{ n: number }>("SELECT total_changes() AS n").one().n;
      const before = countChanges();
      const exec = vi.spyOn(sql, "exec");
      for (let turn = 0; turn < 10; turn++) await instance.tray(phone("anna"));
      const statements = exec.mock.calls.map(([query]) => query);
      exec.mockRestore();
      return { statements, written: countChanges() - before };
    });
    expect(cost.written).toBe(0);
    expect(cost.statements).toHaveLength(10);
    expect(new Set(cost.statements).size).toBe(1);
  });

  it("is counted once though one phone asks many times at once", async () => {
    await install([{}]);
    await Promise.all(Array.from({ length: 20 }, () => see("anna")));
    expect(await countsOf()).toEqual({ ...NOBODY, exposed: 1 });
  });

  it("carries the stage in which it was first", async () => {
    await install([{ watch: watch({ stage: 1 }) }]);
    await see("anna");
    await install([{ watch: watch({ stage: 2 }) }], 101);
    await see("anna");
    await see("boris");
    expect(await exposuresOf("anna")).toMatchObject({ "new-year@1": { stage: 1 } });
    expect(await exposuresOf("boris")).toMatchObject({ "new-year@1": { stage: 2 } });
  });

  it("of those who asked is counted apart, once", async () => {
    await install([{}]);
    await say("anna", "theme:tree", "in");
    await see("anna");
    expect(await countsOf()).toEqual({ ...NOBODY, asked: 1 });
    await say("anna", "theme:tree", "out", { at: AT + 1 });
    expect(await countsOf()).toEqual({ ...NOBODY, asked: 1 });
  });

  it("of a gift is known as one", async () => {
    await install([{}]);
    await say("anna", "theme:tree", "in", { channel: "gift" });
    expect(await exposuresOf("anna")).toEqual({ "new-year@1": { askedAt: AT, isGift: true } });
    expect(await shard().summarizeExposures("new-year@1")).toMatchObject([{ exposed: 0, gifts: 1 }]);
  });

  it("is not made by explaining, by pages, or by drafts that nobody watches", async () => {
    await install([{}]);
    await shard().explain(phone("anna"));
    await shard().overview(phone("anna"));
    expect(await countsOf()).toEqual(NOBODY);
    const { watch: _watch, ...draft } = sampleCampaign();
    await installIn(shard(), JSON.stringify(sampleRuleset([draft], { version: 101 })));
    await see("boris");
    expect(await exposuresOf("boris")).toEqual({});
  });

  it("of the operator's own test lines does not count", async () => {
    await install([{}]);
    await shard().applyPopulation([{ kind: "upsert", subscriberId: "tester", profile: "{}", test: true }], 0);
    await see("tester");
    await say("tester", "all", "out");
    expect(await countsOf()).toEqual(NOBODY);
  });

  it("counts test lines as well where there are so many that a guard would be blind", async () => {
    await install([{}]);
    const lines = Array.from({ length: 21 }, (_, index) => `tester-${index}`);
    const rows = lines.map((subscriberId) => ({ kind: "upsert", subscriberId, profile: "{}", test: true }) as const);
    await shard().applyPopulation(rows.slice(1), 0);
    await see("tester-1");
    expect(await countsOf()).toEqual(NOBODY);
    await shard().applyPopulation(rows.slice(0, 1), 0);
    for (const line of lines) await see(line);
    expect(await countsOf()).toMatchObject({ exposed: 21 });
  });

  it("is forgotten with the person, and stays counted", async () => {
    await install([{}]);
    await see("anna");
    await say("anna", "all", "out");
    await shard().applyPopulation([{ kind: "erase", subscriberId: "anna" }], 0);
    expect(await exposuresOf("anna")).toEqual({});
    expect(await countsOf()).toMatchObject({ exposed: 1, optedOut: 1 });
  });
});

describe("an out", () => {
  it.each(["theme:tree", "category:festive", "all"] as const)(
    "at %s is held against the campaign, once",
    async (scope) => {
      await install([{}]);
      await see("anna");
      await say("anna", scope, "out");
      await say("anna", "all", "out", { at: AT + 1 });
      await say("anna", "theme:tree", "out", { at: AT + 2 });
      expect(await countsOf()).toEqual({ ...NOBODY, exposed: 1, optedOut: 1, unhappy: 1 });
    },
  );

  it.each(["theme:tulip", "category:romance", "gifts"] as const)("at %s is not about it", async (scope) => {
    await install([{}]);
    await see("anna");
    await say("anna", scope, "out");
    expect(await countsOf()).toEqual({ ...NOBODY, exposed: 1 });
  });

  it.each(["web", "bot", "sms", "agent"] as const)("counts from the channel %s too", async (channel) => {
    await install([{}]);
    await see("anna");
    await say("anna", "all", "out", { channel });
    expect(await countsOf()).toMatchObject({ optedOut: 1 });
  });

  it("that the operator imports says nothing of the campaign", async () => {
    await install([{}]);
    await see("anna");
    await say("anna", "all", "out", { channel: "import" });
    expect(await countsOf()).toEqual({ ...NOBODY, exposed: 1 });
  });

  it("of somebody who has not seen it says nothing of it", async () => {
    await install([{}]);
    await say("anna", "all", "out");
    await see("anna");
    expect(await countsOf()).toEqual(NOBODY);
  });

  it("that is taken back stays counted: somebody did mind", async () => {
    await install([{}]);
    await see("anna");
    const out = await say("anna", "all", "out");
    await shard().retract({
      ...phone("anna"),
      choiceId: out.ok ? out.value.choiceId : 0,
      channel: "web",
      actor: "self",
    });
    await say("anna", "all", "out", { at: AT + 9 });
    expect(await countsOf()).toEqual({ ...NOBODY, exposed: 1, optedOut: 1, unhappy: 1 });
  });

  it("counts until the guard closes, and not after", async () => {
    await install([{}]);
    await see("anna");
    await see("boris");
    await say("anna", "all", "out", { at: 300 });
    await say("boris", "all", "out", { at: 301 });
    expect(await countsOf()).toEqual({ ...NOBODY, exposed: 2, optedOut: 1, unhappy: 1 });
  });

  it("is held against every campaign of the theme that the person saw", async () => {
    await install([{}]);
    await see("anna");
    await install([{ watch: watch({ guard: "new-year@2" }) }], 101);
    await see("anna");
    await see("boris");
    await say("anna", "all", "out");
    expect(await countsOf("new-year@1")).toMatchObject({ exposed: 1, optedOut: 1 });
    expect(await countsOf("new-year@2")).toMatchObject({ exposed: 2, optedOut: 1 });
  });

  it("does not depend on what else is in the tray", async () => {
    const tulip = {
      key: "tulip",
      decoration: "tulip",
      theme: "tulip",
      watch: watch({ guard: "tulip@1" }),
      waves: [waveOf([{ from: 200, until: 280 }])],
    };
    await install([{}, tulip]);
    await see("anna", 150);
    await see("anna", 250);
    await say("anna", "category:festive", "out", { at: 260 });
    expect(await countsOf("new-year@1")).toMatchObject({ exposed: 1, optedOut: 1 });
    expect(await countsOf("tulip@1")).toMatchObject({ exposed: 1, optedOut: 1 });
  });
});

describe("a complaint", () => {
  it("is counted beside the out, and the person once", async () => {
    await install([{}]);
    for (const person of ["anna", "boris"]) await see(person);
    await say("anna", "all", "out");
    for (const at of [AT, AT + 1]) await shard().noteComplaint({ subscriberId: "anna", scope: "theme:tree", at });
    await shard().noteComplaint({ subscriberId: "boris", scope: "all", at: AT });
    await shard().noteComplaint({ subscriberId: "stranger", scope: "all", at: AT });
    expect(await countsOf()).toEqual({ ...NOBODY, exposed: 2, optedOut: 1, complained: 2, unhappy: 2 });
  });
});

describe("a report", () => {
  it("comes by alarm, and goes on coming until the guard has it", async () => {
    await install([{}]);
    await see("anna");
    const report = vi.spyOn(Guard.prototype, "report").mockRejectedValue(new Error("unreachable"));
    for (let alarm = 0; alarm < 3; alarm++) expect(await runDurableObjectAlarm(stub())).toBe(true);
    report.mockRestore();
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect(await countsOf()).toEqual({ ...NOBODY, exposed: 1 });
  });

  it("is not sent again while there is nothing new, but for a sign of life", async () => {
    await install([{ watch: watch({ closesAt: 100_000_000 }) }]);
    await see("anna");
    const sequences: number[] = [];
    for (const now of [1_000, 2_000, 599_999, 601_000, 602_000, 1_201_000]) {
      await shard().reportCounts(now);
      sequences.push(
        await runInDurableObject(
          env.GUARD.getByName("new-year@1"),
          (_, state) => state.storage.sql.exec<{ n: number }>("SELECT max(sequence) AS n FROM reports").one().n,
        ),
      );
    }
    expect(sequences.map((sequence) => sequence - sequences[0]!)).toEqual([0, 0, 0, 1, 1, 2]);
  });

  it("names its shard also when an alarm has just woken it", async () => {
    await install([{}]);
    await see("anna");
    await evictDurableObject(stub());
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    const names = await runInDurableObject(env.GUARD.getByName("new-year@1"), (_, state) =>
      state.storage.sql.exec("SELECT shard FROM reports").toArray(),
    );
    expect(names).toEqual([{ shard: SHARD }]);
  });
});

describe("the ledger and its counts", () => {
  it("agree whatever happens in whatever order, through evictions", async () => {
    const steps = fc.array(
      fc.record({
        person: fc.constantFrom("a", "b", "c", "d"),
        what: fc.constantFrom("see", "out", "in", "complain", "evict", "report"),
        scope: fc.constantFrom("all" as const, "theme:tree" as const, "theme:tulip" as const),
      }),
      { maxLength: 12 },
    );
    let round = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        round++;
        const guard = `new-year@${round}`;
        await install([{ watch: watch({ guard }) }], 100 + round);
        for (const [index, { person, what, scope }] of list.entries()) {
          const subscriberId = `${round}-${person}`;
          if (what === "see") await see(subscriberId, AT + index);
          else if (what === "complain") await shard().noteComplaint({ subscriberId, scope, at: AT + index });
          else if (what === "evict") await evict();
          else if (what === "report") await shard().reportCounts(AT + index);
          else await say(subscriberId, scope, what, { at: AT + index });
        }
        const people = (
          await Promise.all(["a", "b", "c", "d"].map((person) => exposuresOf(`${round}-${person}`)))
        ).flatMap((exposures) => exposures[guard] ?? []);
        const seen = people.filter(({ seenAt }) => seenAt !== undefined);
        const counts = await countsOf(guard);
        expect(counts).toEqual({
          exposed: seen.length,
          optedOut: seen.filter(({ optedOutAt }) => optedOutAt !== undefined).length,
          complained: seen.filter(({ complainedAt }) => complainedAt !== undefined).length,
          unhappy: seen.filter(({ optedOutAt, complainedAt }) => (optedOutAt ?? complainedAt) !== undefined).length,
          asked: people.filter(({ askedAt }) => askedAt !== undefined).length,
        });
        expect(counts.optedOut).toBeLessThanOrEqual(counts.exposed);
      }),
      { numRuns: 40 },
    );
  });
});
