import { evictDurableObject, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ChooseRequest } from "../../src/contract/rpc/rpc-tray.ts";
import type { AttributeDefinition } from "../../src/domain/condition/attribute.ts";
import { GUARD_MIGRATIONS } from "../../src/guard/migrations.ts";
import { Guard } from "../../src/guard/object.ts";
import { openGuardStorage } from "../../src/guard/storage.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { sampleCampaign, sampleRuleset } from "../support/sample-ruleset.ts";
import { ORIGIN } from "./client.ts";
import { shardNamed } from "./guarded-campaign.ts";
import { installIn } from "./install-in.ts";

// Shards alone, without a catalog: rulesets are installed by hand.
afterEach(() => reset());

const AT = 150;
const GUARD = "new-year@1";
const SHARDS = ["one", "two", "three"] as const;
type ShardName = (typeof SHARDS)[number];

const account: AttributeDefinition = {
  key: "account",
  source: "profile",
  type: "string",
  label: { ru: "Лицевой счёт", en: "Account" },
  household: true,
};

async function openShards(): Promise<void> {
  const watch = { guard: GUARD, stage: 0, opensAt: 100, closesAt: 300 };
  const ruleset = { ...sampleRuleset([sampleCampaign({ watch })], { version: 100 }), attributes: [account] };
  for (const shard of SHARDS) await installIn(shardNamed(shard), JSON.stringify(ruleset));
}

/** Somebody sees the campaign; of an account, if it is known. */
async function see(shard: ShardName, subscriberId: string, accountNumber?: string): Promise<void> {
  const profile = accountNumber === undefined ? {} : { account: accountNumber };
  await shardNamed(shard).importProfiles([{ subscriberId, profile }]);
  await shardNamed(shard).tray({ subscriberId, device: {}, at: AT, origin: ORIGIN });
}

const out = (shard: ShardName, subscriberId: string, more: Partial<ChooseRequest> = {}) =>
  shardNamed(shard).choose({
    subscriberId,
    device: {},
    at: AT,
    origin: ORIGIN,
    scope: "all",
    value: "out",
    channel: "app",
    actor: "self",
    ...more,
  });

/** What the guard knows once every shard has reported. */
async function report() {
  for (const shard of SHARDS) await shardNamed(shard).reportCounts(AT);
  return runInDurableObject(env.GUARD.getByName(GUARD), (_, { storage }) => {
    const { optedOut, complained, unhappy, repeated } = openGuardStorage(storage).readTotals();
    return { optedOut, complained, unhappy, repeated };
  });
}

describe("outs of one account", () => {
  it("count once, in whichever shards its people are and in whatever order they are told", async () => {
    await openShards();
    await see("one", "anna", "A-1");
    await see("two", "boris", "A-1");
    await see("three", "clara", "A-1");
    await see("one", "dmitri", "A-2");
    await see("two", "eva");
    for (const [shard, who] of [
      ["one", "anna"],
      ["three", "clara"],
      ["one", "dmitri"],
      ["two", "eva"],
    ] as const) {
      await out(shard, who);
    }
    expect(await report()).toMatchObject({ optedOut: 4, repeated: { optedOut: 1, unhappy: 1, complained: 0 } });
    await out("two", "boris");
    expect(await report()).toMatchObject({ optedOut: 5, repeated: { optedOut: 2, unhappy: 2, complained: 0 } });
  });

  it("count once also when the same report comes again, and after a guard or a shard was evicted", async () => {
    await openShards();
    for (const who of ["anna", "boris", "clara"]) await see("one", who, "A-1");
    await out("one", "anna");
    const refused = vi.spyOn(Guard.prototype, "report").mockRejectedValue(new Error("not reachable"));
    await shardNamed("one").reportCounts(AT);
    refused.mockRestore();
    await out("one", "boris");
    await evictDurableObject(env.SHARD.getByName("one"));
    expect(await report()).toMatchObject({ optedOut: 2, repeated: { optedOut: 1 } });
    await evictDurableObject(env.GUARD.getByName(GUARD));
    expect(await report()).toMatchObject({ optedOut: 2, repeated: { optedOut: 1 } });
    await out("one", "clara");
    expect(await report()).toMatchObject({ optedOut: 3, repeated: { optedOut: 2 } });
  });

  it("are told to the guard by marks that lead to no account, and forgotten once it has them", async () => {
    await openShards();
    await see("one", "anna", "ACC-77001");
    await out("one", "anna");
    const rows = () =>
      runInDurableObject(env.SHARD.getByName("one"), (_, { storage }) =>
        storage.sql.exec<{ marks: string }>("SELECT marks FROM tied_people").toArray(),
      );
    const [row] = await rows();
    expect(row?.marks).toMatch(/^\["[\w-]{22}"\]$/u);
    await report();
    expect(await rows()).toEqual([]);
  });
});

describe("an account that people are put into after they have seen the campaign", () => {
  it("makes nobody count less who minds", async () => {
    await openShards();
    const people = ["anna", "boris", "clara"];
    for (const who of people) await see("one", who);
    await see("two", "dmitri", "A-1");
    for (const who of people) {
      await shardNamed("one").importProfiles([{ subscriberId: who, profile: { account: "A-1" } }]);
      await out("one", who);
    }
    await out("two", "dmitri");
    expect(await report()).toMatchObject({ optedOut: 4, repeated: { optedOut: 0, unhappy: 0 } });
  });

  it("ties them all the same in what they see afterwards", async () => {
    await openShards();
    for (const who of ["anna", "boris"]) {
      await see("one", who, "A-1");
      await shardNamed("one").importProfiles([{ subscriberId: who, profile: { account: "A-2" } }]);
      await see("one", who, "A-1");
      await out("one", who);
    }
    expect(await report()).toMatchObject({ optedOut: 2, repeated: { optedOut: 1 } });
  });
});

describe("an account that many share", () => {
  const everybody = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

  it("ties twelve people, and nobody of those who share it once they are more", async () => {
    await openShards();
    for (const [index, who] of everybody(15).entries()) {
      const shard = SHARDS[index % SHARDS.length] ?? "one";
      await see(shard, who, "COMPANY");
      await out(shard, who);
      const people = index + 1;
      const repeated = people > 12 ? 0 : index;
      expect(await report()).toMatchObject({ optedOut: people, repeated: { optedOut: repeated, unhappy: repeated } });
    }
  });

  it("leaves those tied who share something else as well, and ties nobody after an eviction either", async () => {
    await openShards();
    for (const who of everybody(12)) {
      await see("one", who, "COMPANY");
      await out("one", who, who === "p0" || who === "p1" ? { pressMarks: ["press"] } : {});
    }
    expect(await report()).toMatchObject({ optedOut: 12, repeated: { optedOut: 11 } });
    await see("two", "p12", "COMPANY");
    await out("two", "p12");
    expect(await report()).toMatchObject({ optedOut: 13, repeated: { optedOut: 1 } });
    await evictDurableObject(env.GUARD.getByName(GUARD));
    await see("three", "p13", "COMPANY");
    await out("three", "p13", { pressMarks: ["press"] });
    expect(await report()).toMatchObject({ optedOut: 14, repeated: { optedOut: 2 } });
  });
});

describe("outs of one press for several lines", () => {
  it("count once, and join the accounts that the lines belong to", async () => {
    await openShards();
    await see("one", "anna", "A-1");
    await see("two", "anna-work", "B-1");
    await see("three", "boris", "B-1");
    await see("one", "clara");
    await see("two", "clara-work");
    await out("three", "boris");
    await out("one", "clara", { pressMarks: ["p2"] });
    await out("two", "clara-work", { pressMarks: ["p2"] });
    expect(await report()).toMatchObject({ optedOut: 3, repeated: { optedOut: 1 } });
    await out("one", "anna", { pressMarks: ["p1"] });
    await out("two", "anna-work", { pressMarks: ["p1"] });
    expect(await report()).toMatchObject({ optedOut: 5, repeated: { optedOut: 3 } });
  });
});

describe("complaints of one account", () => {
  it("count once too, and a person who does both is one of the unhappy", async () => {
    await openShards();
    await see("one", "anna", "A-1");
    await see("two", "boris", "A-1");
    await shardNamed("one").noteComplaint({ subscriberId: "anna", scope: "all", at: AT });
    await shardNamed("two").noteComplaint({ subscriberId: "boris", scope: "all", at: AT });
    await out("one", "anna");
    expect(await report()).toEqual({
      optedOut: 1,
      complained: 2,
      unhappy: 2,
      repeated: { optedOut: 0, complained: 1, unhappy: 1 },
    });
  });
});

describe("a guard's schema", () => {
  it("that knew units only goes on counting them once", async () => {
    const stub = env.GUARD.getByName("upgrade-of-units");
    await stub.read(AT);
    await runInDurableObject(stub, (_, { storage }) => {
      for (const table of ["tied_members", "repeated_counts", "tied_positions", "entered_voices"])
        storage.sql.exec(`DROP TABLE ${table}`);
      for (const table of ["notes", "reports", "history", "_migrations"]) storage.sql.exec(`DROP TABLE ${table}`);
      const step = GUARD_MIGRATIONS.findIndex(({ name }) => name === "people-with-their-marks");
      applyMigrations(storage, GUARD_MIGRATIONS.slice(0, step));
      // Three people of "a" and "b", of whom one was counted first; and one of "c".
      storage.sql.exec(
        "INSERT INTO tied_marks VALUES ('optedOut', 'a', 1), ('optedOut', 'b', 1), ('optedOut', 'c', 2)",
      );
      storage.sql.exec("INSERT INTO repeated_counts VALUES ('optedOut', 2)");
    });
    await evictDurableObject(stub);
    const tied = [
      { entry: 1, counted: ["optedOut"], marks: ["b"] },
      { entry: 2, counted: ["optedOut"], marks: ["c", "a"] },
      { entry: 3, counted: ["optedOut"], marks: ["d"] },
    ] as const;
    await stub.report({ shard: "one", sequence: 1, countedAt: AT, byStage: [], asked: 0, tied: [...tied] }, AT);
    await runInDurableObject(stub, (_, { storage }) => {
      expect(openGuardStorage(storage).readTotals().repeated.optedOut).toBe(2 + 1 + 2);
    });
  });

  it.each(GUARD_MIGRATIONS.map((migration, index) => [index, migration.name] as const))(
    "comes up to date from before step %i (%s), with nobody repeated",
    async (earlier) => {
      const stub = env.GUARD.getByName(`upgrade-${earlier}`);
      await stub.read(AT);
      await runInDurableObject(stub, (_, { storage }) => {
        for (const { name } of storage.sql
          .exec<{ name: string }>(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%cf%' AND name NOT LIKE 'sqlite%'",
          )
          .toArray()) {
          storage.sql.exec(`DROP TABLE "${name}"`);
        }
        applyMigrations(storage, GUARD_MIGRATIONS.slice(0, earlier));
      });
      await evictDurableObject(stub);
      expect(await stub.read(AT)).toBeNull();
      await stub.report({ shard: "one", sequence: 1, countedAt: AT, byStage: [], asked: 0 }, AT);
      await runInDurableObject(stub, (_, { storage }) => {
        expect(openGuardStorage(storage).readTotals().repeated.optedOut).toBe(0);
      });
    },
  );
});
