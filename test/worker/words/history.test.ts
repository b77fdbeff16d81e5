import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldChoices, type Choice, type Scope } from "../../../src/domain/decision/choice.ts";
import { SHARD_MIGRATIONS } from "../../../src/shard/migrations.ts";
import { openSubscribers } from "../../../src/shard/subscribers.ts";
import { openHistory, type History } from "../../../src/shard/history.ts";
import { applyMigrations } from "../../../src/storage/apply-migrations.ts";
import { sampleCampaign, sampleRuleset } from "../../support/sample-ruleset.ts";
import { ORIGIN, useGarland } from "../client.ts";
import { openAgent, openPerson } from "./speak.ts";
import { expectProblem } from "../client.ts";
import { trayTextOf } from "../tray-text.ts";
import { installIn } from "../install-in.ts";

useGarland("2024-12-01T00:00:00Z");

const YEAR = 365 * 86_400_000;
const NOW = Date.parse("2024-12-31T12:00:00+03:00");

/** The history of a shard that nothing else uses. */
async function inHistory<Done>(
  work: (history: History, fold: () => object, storage: DurableObjectStorage) => Done,
): Promise<Done> {
  return runInDurableObject(env.SHARD.getByName("under-test"), (_, { storage }) => {
    const subscribers = openSubscribers(storage);
    const history = openHistory(storage, subscribers);
    return work(history, () => subscribers.read("anna").choices, storage);
  });
}

const say = (history: History, scope: Scope, value: "in" | "out", at = NOW, channel: Choice["channel"] = "app") =>
  history.add({ subscriberId: "anna", scope, value, at, channel, actor: "self" });

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom("say", "say", "say", "take back"),
    scope: fc.constantFrom<Scope>("all", "theme:tree", "category:festive"),
    value: fc.constantFrom<"in" | "out">("in", "out"),
    channel: fc.constantFrom<Choice["channel"]>("app", "web", "import", "gift"),
    years: fc.integer({ min: -5, max: 5 }),
    which: fc.nat(20),
  }),
  { minLength: 1, maxLength: 25 },
);

describe("a fold that is kept word by word", () => {
  it("is the one that the whole history gives, whatever is said, taken back and dated", async () => {
    let person = 0;
    await inHistory((history, _fold, storage) => {
      const subscribers = openSubscribers(storage);
      fc.assert(
        fc.property(steps, (list) => {
          const subscriberId = `person-${person++}`;
          const made: number[] = [];
          for (const { kind, scope, value, channel, years, which } of list) {
            const word = { subscriberId, scope, value, channel, actor: "self", at: NOW + years * YEAR } as const;
            if (kind === "say") made.push(history.add(word));
            const target = history.find(subscriberId, made[which % made.length] ?? 0);
            if (kind === "take back" && target?.isRetracted === false) history.retract(target, word);
          }
          const standing = history.page(subscriberId, null, 100).filter(({ isRetracted }) => !isRetracted);
          expect(subscribers.read(subscriberId).choices).toEqual(foldChoices(standing));
          expect(history.foldAt(subscriberId, NOW + 6 * YEAR)?.fold).toEqual(foldChoices(standing));
        }),
        { numRuns: 300 },
      );
    });
  });
});

describe("as of an instant", () => {
  it("everything counts up to the last entry that is stamped so, whatever came before it was stamped", async () => {
    await inHistory((history) => {
      say(history, "theme:tree", "in", NOW + YEAR);
      say(history, "all", "out", NOW);
      say(history, "theme:tree", "in", NOW + 1_000);
      const foldAt = (at: number) => Object.keys(history.foldAt("anna", at)?.fold ?? {});
      expect([foldAt(NOW - 1), foldAt(NOW), foldAt(NOW + YEAR)]).toEqual([
        [],
        ["theme:tree", "all"],
        ["theme:tree", "all"],
      ]);
      expect(history.foldAt("anna", NOW)?.fold["theme:tree"]).toEqual({ in: 1, inAt: NOW + YEAR });
    });
  });

  it("what was taken back later still stood then", async () => {
    await inHistory((history) => {
      const id = say(history, "all", "out", NOW);
      const target = history.find("anna", id);
      if (target !== undefined) {
        history.retract(target, { subscriberId: "anna", at: NOW + 5, channel: "web", actor: "self" });
      }
      expect(history.foldAt("anna", NOW + 4)?.fold).toEqual({ all: { out: id, outAt: NOW } });
      expect(history.foldAt("anna", NOW + 5)?.fold).toEqual({});
      expect(history.pageAt("anna", id, 10)).toMatchObject([{ id, isRetracted: false }]);
    });
  });
});

describe("what is kept of a history", () => {
  it("is what bears on the fold, the last 200, and everything of three years", async () => {
    await inHistory((history, fold) => {
      const first = say(history, "category:romance", "out", NOW - 10 * YEAR);
      for (let word = 0; word < 300; word++) say(history, word % 2 === 0 ? "all" : "theme:tree", "in", NOW - 9 * YEAR);
      expect(history.page("anna", null, 1_000)).toHaveLength(301);
      for (let word = 0; word < 50; word++) say(history, "theme:tree", "out", NOW - YEAR);
      for (let word = 0; word < 10; word++) say(history, "gifts", "out", NOW);
      const kept = history.page("anna", null, 1_000);
      expect(kept.filter(({ at }) => at > NOW - 3 * YEAR)).toHaveLength(60);
      expect(kept.at(-1)).toMatchObject({ id: first, scope: "category:romance" });
      expect(kept.length).toBeLessThanOrEqual(201);
      expect(fold()).toMatchObject({ "category:romance": { out: first }, all: { in: 300 } });
    });
  });

  it("is not forgotten because of one word that bears the stamp of a clock that was far ahead", async () => {
    await inHistory((history) => {
      for (let word = 0; word < 300; word++) say(history, "all", "in", NOW);
      say(history, "theme:tree", "out", NOW + 10 * YEAR);
      say(history, "theme:tree", "in", NOW);
      expect(history.listHeld("anna", 0, 1_000)).toHaveLength(302);
    });
  });

  it("of three years is all of it, however much was said", async () => {
    await inHistory((history) => {
      for (let word = 0; word < 1_000; word++) say(history, "all", "out", NOW - YEAR);
      say(history, "all", "out", NOW);
      expect(history.listHeld("anna", 0, 5_000)).toHaveLength(1_001);
    });
  });

  it("is whatever an undo needs: the word before the last of a kind holds again", async () => {
    await inHistory((history, fold) => {
      const first = say(history, "theme:tree", "out", NOW - 5 * YEAR);
      for (let word = 0; word < 300; word++) say(history, "gifts", word % 2 === 0 ? "out" : "in", NOW - 4 * YEAR);
      for (let press = 0; press < 120; press++) {
        const target = history.find("anna", say(history, "theme:tree", "out", NOW, "web"));
        if (target === undefined) throw new Error("It was not kept");
        history.retract(target, { subscriberId: "anna", at: NOW, channel: "web", actor: "self" });
      }
      expect(fold()).toMatchObject({ "theme:tree": { out: first } });
    });
  });

  it("is no longer known to have been whole before what was forgotten", async () => {
    await inHistory((history) => {
      for (let word = 0; word < 300; word++) say(history, "all", "in", NOW - 5 * YEAR);
      for (let word = 0; word < 2; word++) say(history, "all", "out", NOW);
      expect(history.foldAt("anna", NOW - 5 * YEAR)).toBeDefined();
      expect(history.foldAt("anna", NOW - 6 * YEAR)).toBeUndefined();
      expect(history.foldAt("anna", NOW)?.fold).toMatchObject({ all: { out: 302 } });
    });
  });

  it("is said to support as it is: no longer known", async () => {
    const anna = await openPerson("anna");
    const longAgo = "2024-12-10T12:00:00+03:00";
    for (let word = 0; word < 310; word++) {
      await anna.choose(word % 2 === 0 ? "all" : "theme:tree", "out", longAgo);
    }
    for (const day of ["30", "31"]) await anna.choose("theme:hearts", "out", `2028-12-${day}T12:00:00+03:00`);
    await anna.choose("all", "out", "2028-12-31T12:00:00+03:00");
    const agent = await openAgent("boris");
    const at = encodeURIComponent("2024-12-05T12:00:00+03:00");
    const { detail } = await expectProblem(await agent.send("GET", `anna?at=${at}`), "refused", 422);
    expect(detail).toContain("no longer known");
  });
});

describe("a shard's words from before", () => {
  const before = SHARD_MIGRATIONS.findIndex(({ name }) => name === "words-in-order");

  it.each(Array.from({ length: before }, (_, index) => index + 1))(
    "are put in the order in which they were said (schema %i)",
    async (version) => {
      const stub = env.SHARD.getByName(`upgrade-${version}`);
      await stub.status();
      await runInDurableObject(stub, (_, { storage }) => {
        storage.sql.exec("PRAGMA defer_foreign_keys = ON");
        for (const { name } of storage.sql
          .exec<{ name: string }>(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%cf%' AND name NOT LIKE 'sqlite%'",
          )
          .toArray()) {
          storage.sql.exec(`DROP TABLE "${name}"`);
        }
        applyMigrations(storage, SHARD_MIGRATIONS.slice(0, version));
        const insert = (id: number, who: string, scope: string, value: string, at: number, more = {}) => {
          const { channel = "app", retracts = null }: { channel?: string; retracts?: number | null } = more;
          storage.sql.exec(
            `INSERT INTO choices (id, subscriber_id, scope, value, at, channel, actor, idempotency_key, retracts)
               VALUES (?, ?, ?, ?, ?, ?, 'self', ?, ?)`,
            id,
            who,
            scope,
            value,
            at,
            channel,
            `key-${id}`,
            retracts,
          );
        };
        const remember = (who: string, fold: object) =>
          storage.sql.exec("INSERT INTO subscribers (subscriber_id, choices) VALUES (?, ?)", who, JSON.stringify(fold));
        // Asked by a clock that was a year ahead, switched off by the right one.
        insert(1, "ahead", "theme:tree", "in", 150 + YEAR);
        insert(2, "ahead", "theme:tree", "out", 150);
        remember("ahead", { "theme:tree": { inAt: 150 + YEAR, outAt: 150 } });
        // An out that was taken back, and one before it that stands.
        insert(3, "undone", "all", "out", 110);
        insert(4, "undone", "theme:tree", "out", 120);
        insert(5, "undone", "theme:tree", "out", 130, { channel: "web", retracts: 4 });
        remember("undone", { all: { outAt: 110 } });
        // Another system's in, dated after the person's out.
        insert(6, "imported", "theme:tree", "out", 110);
        insert(7, "imported", "theme:tree", "in", 140, { channel: "import" });
        remember("imported", { "theme:tree": { outAt: 110, inAt: 140 } });
        insert(8, "asked", "theme:tree", "in", 110, { channel: "gift" });
        remember("asked", { "theme:tree": { inAt: 110, gift: true } });
      });
      await evictDurableObject(stub);
      await installIn(stub, JSON.stringify(sampleRuleset([sampleCampaign()])));
      const reasonFor = async (subscriberId: string) => {
        const tray = trayTextOf(await stub.tray({ subscriberId, device: {}, at: 150, origin: ORIGIN }));
        return (JSON.parse(tray) as { reason: string }).reason;
      };
      expect(await Promise.all(["ahead", "undone", "imported", "asked", "nobody"].map(reasonFor))).toEqual([
        "opted-out",
        "opted-out",
        "opted-out",
        "gift",
        "segment",
      ]);
      const kept = await runInDurableObject(stub, (_, { storage: { sql } }) =>
        sql.exec<{ choices: string }>("SELECT choices FROM subscribers WHERE subscriber_id = 'ahead'").one(),
      );
      expect(JSON.parse(kept.choices)).toEqual({ "theme:tree": { in: 1, inAt: 150 + YEAR, out: 2, outAt: 150 } });
      expect(await stub.history("undone")).toMatchObject([{ isRetracted: false }, { isRetracted: true }]);
    },
  );
});
