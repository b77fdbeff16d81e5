import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { ChooseRequest } from "../../src/contract/rpc/rpc-tray.ts";
import { traySchema, type Tray } from "../../src/contract/tray.ts";
import { foldChoices, type ChoiceFold, type Scope } from "../../src/domain/decision/choice.ts";
import { decide } from "../../src/domain/decision/decide.ts";
import { loadRuleset } from "../../src/domain/decision/load-ruleset.ts";
import { viewerOf } from "../../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../../src/regex/linear-regex.ts";
import { SHARD_MIGRATIONS } from "../../src/shard/migrations.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { sampleCampaign, sampleRuleset } from "../support/sample-ruleset.ts";
import { ORIGIN, useGarland } from "./client.ts";
import { trayTextOf } from "./tray-text.ts";
import { installIn } from "./install-in.ts";

useGarland("2024-12-01T00:00:00Z");

const AT = 150;
const request = { subscriberId: "anna", device: {}, at: AT, origin: ORIGIN };

const choice = (scope: Scope, value: "in" | "out", more: Partial<ChooseRequest> = {}): ChooseRequest => ({
  ...request,
  scope,
  value,
  channel: "app",
  actor: "self",
  ...more,
});

/** A shard of its own, with the sample ruleset in the given version. */
async function openShard(version = 100) {
  const stub = env.SHARD.getByName("under-test");
  await installIn(stub, JSON.stringify(sampleRuleset([sampleCampaign()], { version })));
  return stub;
}

const decisionOf = async (stub: Awaited<ReturnType<typeof openShard>>) =>
  traySchema.parse(JSON.parse(trayTextOf(await stub.tray(request))));

describe("a shard", () => {
  it("says that it is not ready before its first ruleset, instead of deciding without one", async () => {
    expect(await env.SHARD.getByName("empty").tray(request)).toMatchObject({ type: "not-ready" });
    expect(await env.SHARD.getByName("empty").choose(choice("all", "out"))).toMatchObject({
      ok: false,
      error: { type: "not-ready" },
    });
  });

  it("keeps its ruleset and every choice when it is evicted", async () => {
    const stub = await openShard();
    expect(await decisionOf(stub)).toMatchObject({ decision: "show", ruleset: 100 });
    expect(await stub.choose(choice("theme:tree", "out"))).toMatchObject({ ok: true });
    await evictDurableObject(stub);
    expect(await decisionOf(stub)).toMatchObject({ decision: "none", reason: "opted-out", ruleset: 100 });
  });

  it("takes only newer rulesets, whatever the order in which they arrive", async () => {
    const stub = await openShard(100);
    const older = JSON.stringify(sampleRuleset([], { version: 99 }));
    const same = JSON.stringify(sampleRuleset([], { version: 100 }));
    expect(await installIn(stub, older)).toBe("ahead");
    expect(await installIn(stub, same)).toBe("ahead");
    expect(await decisionOf(stub)).toMatchObject({ decision: "show", ruleset: 100 });
    expect(await installIn(stub, JSON.stringify(sampleRuleset([], { version: 101 })))).toBe("acknowledged");
    expect(await decisionOf(stub)).toMatchObject({ decision: "none", reason: "no-campaign", ruleset: 101 });
  });

  it("answers a choice with the tray as it is after it", async () => {
    const stub = await openShard();
    const reply = await stub.choose(choice("all", "out"));
    expect(reply.ok && JSON.parse(reply.value.tray.text)).toMatchObject({ decision: "none", reason: "opted-out" });
  });

  it("refuses a theme or category that does not exist, and stores nothing", async () => {
    const stub = await openShard();
    for (const scope of ["theme:ghost", "category:ghost"] as const) {
      expect(await stub.choose(choice(scope, "out"))).toMatchObject({ ok: false, error: { type: "refused" } });
    }
    expect(await stub.history("anna")).toEqual([]);
  });

  it("takes a repeated Idempotency-Key for the same request, and refuses it for another that switches on", async () => {
    const stub = await openShard();
    const first = await stub.choose(choice("theme:tree", "out", { idempotencyKey: "k1" }));
    await stub.choose(choice("theme:tree", "in", { at: 160 }));
    const again = await stub.choose(choice("theme:tree", "out", { idempotencyKey: "k1" }));
    expect(first.ok && again.ok && again.value.choiceId).toBe(first.ok && first.value.choiceId);
    expect(await decisionOf(stub)).toMatchObject({ decision: "show", reason: "asked" });
    const other = await stub.choose(choice("all", "in", { idempotencyKey: "k1" }));
    expect(other).toMatchObject({ ok: false, error: { type: "conflict" } });
  });

  it("stores an out under a used key anew, and forgets keys after a week", async () => {
    const stub = await openShard();
    await stub.choose(choice("theme:tree", "in", { idempotencyKey: "k1" }));
    expect(await stub.choose(choice("all", "out", { idempotencyKey: "k1" }))).toMatchObject({
      ok: true,
      value: { isNew: true },
    });
    expect(await decisionOf(stub)).toMatchObject({ decision: "none", reason: "opted-out" });
    const nextWeek = AT + 7 * 86_400_000;
    expect(await stub.choose(choice("theme:tree", "in", { idempotencyKey: "k1", at: nextWeek }))).toMatchObject({
      ok: true,
      value: { isNew: true },
    });
  });

  it("knows each speaker's keys apart", async () => {
    const stub = await openShard();
    await stub.choose(choice("theme:tree", "in", { idempotencyKey: "k1", actor: "agent:boris", channel: "agent" }));
    expect(await stub.choose(choice("theme:hearts", "in", { idempotencyKey: "k1" }))).toMatchObject({ ok: true });
  });

  it("does not make a person's history longer when they say the same again", async () => {
    const stub = await openShard();
    for (let press = 0; press < 5; press++) await stub.choose(choice("all", "out", { at: AT + press }));
    expect(await stub.history("anna")).toHaveLength(1);
  });

  it("takes a choice back as if it had not been said, once and for all", async () => {
    const stub = await openShard();
    await stub.choose(choice("theme:tree", "out", { at: 110 }));
    const all = await stub.choose(choice("all", "out", { at: 120 }));
    const choiceId = all.ok ? all.value.choiceId : 0;
    for (let press = 0; press < 2; press++) {
      expect(await stub.retract({ ...request, choiceId, channel: "web", actor: "self" })).toMatchObject({ ok: true });
    }
    expect(await decisionOf(stub)).toMatchObject({ decision: "none", reason: "opted-out" });
    expect((await stub.history("anna")).map(({ scope, isRetracted }) => [scope, isRetracted])).toEqual([
      ["theme:tree", false],
      ["all", true],
    ]);
    const missing = await stub.retract({ ...request, choiceId: 9_999, channel: "web", actor: "self" });
    expect(missing).toMatchObject({ ok: false, error: { type: "not-found" } });
  });

  it("does not let anybody take back another person's choice", async () => {
    const stub = await openShard();
    const mine = await stub.choose(choice("all", "out"));
    const choiceId = mine.ok ? mine.value.choiceId : 0;
    const theirs = await stub.retract({ ...request, subscriberId: "mallory", choiceId, channel: "web", actor: "self" });
    expect(theirs).toMatchObject({ ok: false, error: { type: "not-found" } });
    expect(await decisionOf(stub)).toMatchObject({ reason: "opted-out" });
  });

  it("writes nothing for a phone that asks again", async () => {
    const stub = await openShard();
    const phone = { ...request, device: { platform: "ios" } };
    await stub.tray(phone);
    const written = await runInDurableObject(stub, async (instance, state) => {
      const before = state.storage.sql.exec<{ n: number }>("SELECT total_changes() AS n").one().n;
      for (let turn = 0; turn < 10; turn++) await instance.tray(phone);
      return state.storage.sql.exec<{ n: number }>("SELECT total_changes() AS n").one().n - before;
    });
    expect(written).toBe(0);
  });

  it("reads one row, the person's own, for a phone that asks again", async () => {
    const stub = await openShard();
    const phone = { ...request, device: { platform: "ios" } };
    await stub.choose(choice("theme:hearts", "in"));
    await stub.tray(phone);
    const counted = await runInDurableObject(stub, async (instance, { storage: { sql } }) => {
      const exec = vi.spyOn(sql, "exec");
      await instance.tray(phone);
      const cursors = exec.mock.results.flatMap(({ type, value }) => (type === "return" ? [value] : []));
      exec.mockRestore();
      return cursors.map(({ rowsRead, rowsWritten }) => ({ rowsRead, rowsWritten }));
    });
    expect(counted).toEqual([{ rowsRead: 1, rowsWritten: 0 }]);
  });

  it("keeps what was chosen when a profile is imported again", async () => {
    const stub = await openShard();
    await stub.choose(choice("all", "out"));
    await stub.importProfiles([{ subscriberId: "anna", profile: { gender: "female" }, device: { platform: "ios" } }]);
    expect(await decisionOf(stub)).toMatchObject({ reason: "opted-out" });
    await stub.importProfiles([{ subscriberId: "anna", profile: { gender: "male" } }]);
    const rows = await runInDurableObject(stub, (_, state) =>
      state.storage.sql.exec("SELECT profile, device FROM subscribers").toArray(),
    );
    expect(rows).toEqual([{ profile: '{"gender":"male"}', device: '{"platform":"ios"}' }]);
  });

  it("remembers every word that it has answered, obeys it, and is killed in between (invariant 3)", async () => {
    const stub = await openShard();
    const steps = fc.array(
      fc.record({
        scope: fc.constantFrom<Scope>("all", "theme:tree", "category:festive", "gifts"),
        value: fc.constantFrom<"in" | "out">("in", "out"),
      }),
      { minLength: 1, maxLength: 3 },
    );
    const rules = loadRuleset(sampleRuleset([sampleCampaign()]), compileLinearPattern);
    let person = 0;
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(11), async (list, deathAfter) => {
        const subscriberId = `p${person++}`;
        for (const [index, { scope, value }] of list.entries()) {
          expect(await stub.choose(choice(scope, value, { subscriberId, at: 100 + index }))).toMatchObject({
            ok: true,
          });
          if (index === deathAfter) await evictDurableObject(stub);
        }
        const said = await stub.history(subscriberId);
        // An out that stands as this speaker's last word is no news; everything else is.
        const news = list.filter(({ scope, value }, index) => {
          const before = list.slice(0, index);
          const isSame = before.at(-1)?.scope === scope && before.at(-1)?.value === "out";
          return value === "in" || !isSame;
        });
        expect(said.map(({ scope, value }) => ({ scope, value }))).toEqual(news);
        const choices = foldChoices(said);
        const expected = decide(rules, viewerOf(rules, { subscriberId, profile: {}, choices }, {}), AT);
        const { decision, reason } = JSON.parse(trayTextOf(await stub.tray({ ...request, subscriberId }))) as Tray;
        expect({ decision, reason }).toEqual({ decision: expected.decision, reason: expected.reason });
        const stored = await runInDurableObject(stub, (_, state) =>
          state.storage.sql
            .exec<{ choices: string }>("SELECT choices FROM subscribers WHERE subscriber_id = ?", subscriberId)
            .one(),
        );
        expect(JSON.parse(stored.choices) as ChoiceFold).toEqual(choices);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a shard's schema", () => {
  it.each(SHARD_MIGRATIONS.map((migration, index) => [index, migration.name] as const))(
    "comes up to date from the schema before step %i (%s), keeping the rows",
    async (earlier) => {
      const stub = env.SHARD.getByName(`upgrade-${earlier}`);
      await stub.status();
      await runInDurableObject(stub, (_, state) => {
        const { sql } = state.storage;
        for (const { name } of sql
          .exec<{ name: string }>(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%cf%' AND name NOT LIKE 'sqlite%'",
          )
          .toArray()) {
          sql.exec(`DROP TABLE "${name}"`);
        }
        applyMigrations(state.storage, SHARD_MIGRATIONS.slice(0, earlier));
        if (earlier > 0) {
          const isInOrder = earlier > SHARD_MIGRATIONS.findIndex(({ name }) => name === "words-in-order");
          const fold = { all: isInOrder ? { out: 1, outAt: 1 } : { outAt: 1 } };
          sql.exec("INSERT INTO subscribers (subscriber_id, choices) VALUES ('old', ?)", JSON.stringify(fold));
          sql.exec(
            `INSERT INTO choices (subscriber_id, scope, value, at, channel, actor) VALUES ('old', 'all', 'out', 1, 'app', 'self')`,
          );
        }
      });
      await evictDurableObject(stub);
      await installIn(stub, JSON.stringify(sampleRuleset([sampleCampaign()])));
      expect(JSON.parse(trayTextOf(await stub.tray({ ...request, subscriberId: "old" })))).toMatchObject({
        decision: earlier > 0 ? "none" : "show",
      });
    },
  );

  it("is not applied twice, and refuses a history that is not its own", async () => {
    const stub = await openShard();
    await runInDurableObject(stub, (_, state) => {
      expect(() => applyMigrations(state.storage, SHARD_MIGRATIONS)).not.toThrow();
      expect(() => applyMigrations(state.storage, [])).toThrow(/but this code has "none"/);
      const renamed = SHARD_MIGRATIONS.map((migration) => ({ ...migration, name: `${migration.name}-renamed` }));
      expect(() => applyMigrations(state.storage, renamed)).toThrow(/Migration 0/);
    });
  });
});
