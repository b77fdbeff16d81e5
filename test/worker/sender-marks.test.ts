import { evictDurableObject, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { parseSettings, type VersionedKey } from "../../src/contract/settings.ts";
import { openGifts } from "../../src/shard/gifts.ts";
import { loadShared } from "../../src/shard/load-shared.ts";
import { SHARD_MIGRATIONS } from "../../src/shard/migrations.ts";
import { openSubscribers } from "../../src/shard/subscribers.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { digestOf, sha256Hex } from "../../src/tokens/digest.ts";
import { createMarks } from "../../src/tokens/marks.ts";
import { sampleCampaign, sampleRuleset } from "../support/sample-ruleset.ts";
import { installIn } from "./install-in.ts";

afterEach(() => reset());

const RULESET = JSON.stringify(sampleRuleset([sampleCampaign()]));
const AT = 150;
const keyOf = (id: number): VersionedKey => ({ id, secret: new Uint8Array(32).fill(id) });
/** As a sender's shard tells the recipient's, and as it was kept once. */
const pairOf = (senderId: string) => sha256Hex(`olga\0${senderId}`).slice(0, 32);

let giftsSent = 0;
const offerFrom = (senderId: string) => ({
  giftId: `gift-${++giftsSent}`,
  recipientId: "olga",
  pair: pairOf(senderId),
  theme: "tree",
  at: AT,
});

/** A shard that decides, and that has been asked nothing yet. */
async function openShard() {
  const shard = env.SHARD.getByName("shard of olga");
  await installIn(shard, RULESET);
  return shard;
}

function readMarks(state: DurableObjectState): readonly string[] {
  return state.storage.sql
    .exec<{ mark: string }>("SELECT sender_mark AS mark FROM gifts UNION ALL SELECT sender_mark FROM gift_declines")
    .toArray()
    .map(({ mark }) => mark);
}

/** The gifts of a shard under other keys than its own. */
function openUnder(state: DurableObjectState, ...keyIds: readonly number[]) {
  const unused = () => {
    throw new Error("who declines says nothing about a theme, and nothing is sent from here");
  };
  const gifts = openGifts({
    ctx: state,
    marks: createMarks(keyIds.map(keyOf), "gifts"),
    givenMarks: createMarks(keyIds.map(keyOf), "given"),
    subscribers: openSubscribers(state.storage),
    choices: { choose: unused },
    findPhone: unused,
    shardOf: unused,
    report: unused,
  });
  const rules = loadShared(RULESET);
  const asking = { subscriberId: "olga", device: {}, at: AT, origin: "https://garland.test" };
  return {
    /** Whether the gift is put before the recipient, who declines it. */
    isOffered(senderId: string): boolean {
      const offer = offerFrom(senderId);
      gifts.offer(rules, offer);
      const [waiting] = gifts.listWaitingFor(rules, asking);
      if (waiting === undefined) return false;
      gifts.answer(rules, { ...asking, giftId: offer.giftId, answer: "decline", channel: "app", actor: "self" });
      return true;
    },
    blocked: () => gifts.held("olga").blockedSenders,
  };
}

describe("the mark of a sender", () => {
  it("is told by nobody who has the file but not the keys", async () => {
    const shard = await openShard();
    await shard.offerGift(offerFrom("anna"));
    await runInDurableObject(shard, (_, state) => {
      const [mark = ""] = readMarks(state);
      expect(mark).toMatch(/^[A-Za-z0-9_-]{22}$/);
      const guesses = [`olga\0anna`, `anna\0olga`, pairOf("anna")];
      expect(guesses.map(digestOf)).not.toContain(mark);
      expect(guesses.map((guess) => createMarks([keyOf(1)], "gifts").of(guess))).not.toContain(mark);
    });
  });

  it("that was kept without a key gets one when the shard opens, once, and goes on blocking", async () => {
    const shard = await openShard();
    await runInDurableObject(shard, (_, { storage: { sql } }) => {
      for (const [id, sender] of [
        ["old-1", "anna"],
        ["old-2", "boris"],
      ] as const) {
        sql.exec("INSERT INTO gifts VALUES ('olga', ?, ?, 'tree', 'declined', 100)", id, pairOf(sender));
      }
      const declines = "INSERT INTO gift_declines VALUES ('olga', ?, 1), ('olga', ?, 2), ('other', ?, 2)";
      sql.exec(declines, pairOf("anna"), pairOf("boris"), pairOf("boris"));
    });
    await evictDurableObject(shard);
    const first = await runInDurableObject(shard, (_, state) => readMarks(state));
    expect(first).toHaveLength(5);
    for (const mark of first) expect(mark).toMatch(/^[A-Za-z0-9_-]{22}$/);
    await evictDurableObject(shard);
    expect(await runInDurableObject(shard, (_, state) => readMarks(state))).toEqual(first);

    await shard.offerGift(offerFrom("boris"));
    expect((await held(shard)).received).toHaveLength(2);
    const offer = offerFrom("anna");
    await shard.offerGift(offer);
    expect((await held(shard)).received).toHaveLength(3);
    const asking = { subscriberId: "olga", device: {}, at: AT, origin: "https://garland.test" };
    await shard.answerGift({ ...asking, giftId: offer.giftId, answer: "decline", channel: "app", actor: "self" });
    expect((await held(shard)).blockedSenders).toBe(2);
  });

  it("is known under an older key as long as there is that key, and is renewed when it is met", async () => {
    await runInDurableObject(await openShard(), (_, state) => {
      const before = openUnder(state, 1);
      expect([before.isOffered("anna"), before.isOffered("boris"), before.isOffered("boris")]).toEqual([
        true,
        true,
        true,
      ]);
      expect([before.isOffered("boris"), before.blocked()]).toEqual([false, 1]);

      const rotated = openUnder(state, 2, 1);
      expect(rotated.isOffered("boris")).toBe(false);
      // One decline under each key are two.
      expect([rotated.isOffered("anna"), rotated.isOffered("anna"), rotated.blocked()]).toEqual([true, false, 2]);

      // Both have been met since, so nothing hangs on the old key any more.
      const after = openUnder(state, 2);
      expect([after.isOffered("anna"), after.isOffered("boris"), after.isOffered("vera")]).toEqual([
        false,
        false,
        true,
      ]);
    });
  });
});

describe("a shard of before declines were kept", () => {
  it("comes up to date with every block, every single decline and every pair that was counted", async () => {
    const shard = env.SHARD.getByName("shard of olga");
    await shard.status();
    await runInDurableObject(shard, (_, { storage }) => {
      const { sql } = storage;
      const tables =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%cf%' AND name NOT LIKE 'sqlite%'";
      for (const { name } of sql.exec<{ name: string }>(tables).toArray()) sql.exec(`DROP TABLE "${name}"`);
      const step = SHARD_MIGRATIONS.findIndex(({ name }) => name === "gifts-over-an-erasure");
      applyMigrations(storage, SHARD_MIGRATIONS.slice(0, step));
      const mark = (senderId: string) => createMarks(parseSettings(env).linkKeys, "gifts").of(pairOf(senderId));
      for (const [id, sender, state] of [
        ["old-1", "anna", "declined"],
        ["old-2", "boris", "declined"],
        ["old-3", "boris", "declined"],
        ["old-4", "clara", "shown"],
        ["old-5", "dora", "offered"],
      ] as const) {
        sql.exec("INSERT INTO gifts VALUES ('olga', ?, ?, 'tree', ?, 100)", id, mark(sender), state);
      }
      sql.exec("INSERT INTO gift_blocks VALUES ('olga', ?), ('olga', ?)", mark("boris"), mark("eva"));
    });
    await evictDurableObject(shard);
    await installIn(shard, RULESET);
    expect(await held(shard)).toMatchObject({ declinedSenders: 1, blockedSenders: 2 });
    await runInDurableObject(shard, (_, { storage: { sql } }) => {
      expect(sql.exec("SELECT count(*) AS pairs FROM counted_pairs").one()).toEqual({ pairs: 3 });
    });
  });
});

async function held(shard: Awaited<ReturnType<typeof openShard>>) {
  const { gifts } = await shard.exportPerson("olga");
  return gifts;
}
