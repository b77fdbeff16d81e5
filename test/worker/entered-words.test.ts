/** What staff and machines enter in people's names shows them nothing sooner or later than they would have seen it, unless they asked. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Actor } from "../../src/contract/rpc/rpc-tray.ts";
import type { Channel, ChoiceValue, Scope } from "../../src/domain/decision/choice.ts";
import { SHARD_MIGRATIONS } from "../../src/shard/migrations.ts";
import { openSubscribers } from "../../src/shard/subscribers.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { catalog, ORIGIN, useGarland } from "./client.ts";
import { DAY, HOUR, bringPeople, shardOf, sparkle, step, trayOf, writeCampaign } from "./guarded-campaign.ts";

useGarland("2026-12-01T00:00:00Z");

const NOW = Date.parse("2026-12-02T12:00:00+03:00");
const EVE = Date.parse("2027-01-06T22:00:00+03:00");
const CHRISTMAS = Date.parse("2027-01-07T00:05:00+03:00");

/** Around Orthodox Christmas, for the two people of the Far East. */
const lower: Campaign = {
  ...sparkle,
  key: "lower",
  decoration: "star",
  audience: { include: ["far-east"], exclude: [] },
  stages: [],
  priority: 600,
  schedule: { kind: "once", zone: "Europe/Moscow", firstDay: "2026-12-10", lastDay: "2027-01-12" },
};
/** Above it all the time. */
const upper: Campaign = { ...lower, key: "upper", decoration: "tulip", priority: 700 };

beforeEach(async () => {
  await step("new-year", { kind: "stop", reason: "a test" }, "person:vera", NOW);
  await bringPeople();
});

const reviewOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle?.review;

async function startAlone(campaign: Campaign, actor = "person:nina") {
  await writeCampaign(campaign, NOW, actor);
  expect(await step(campaign.key, { kind: "submit" }, actor, NOW)).toMatchObject({ ok: true });
  expect(await step(campaign.key, { kind: "start" }, actor, NOW)).toMatchObject({ ok: true });
}

async function startByTwo(campaign: Campaign) {
  await startAlone(campaign);
  expect(await step(campaign.key, { kind: "confirm" }, "person:boris", NOW)).toMatchObject({ ok: true });
}

async function say(
  scope: Scope,
  value: ChoiceValue,
  at: number,
  actor: Actor = "agent:nina",
  channel: Channel = actor === "self" ? "app" : "agent",
) {
  const word = { subscriberId: "x0", device: {}, origin: ORIGIN, scope, value, at, actor, channel } as const;
  const said = await shardOf("x0").choose(word);
  if (!said.ok) throw new Error(said.error.detail);
  return said.value.choiceId;
}

async function write(text: string, at: number) {
  const message = {
    subscriberId: "x0",
    device: {},
    origin: ORIGIN,
    at,
    channel: "sms",
    machine: "service:bot",
  } as const;
  expect(await shardOf("x0").hear({ ...message, said: { kind: "text", text } })).toMatchObject({ ok: true });
}

async function sees(at: number): Promise<string | null> {
  const { decision, campaign } = await trayOf("x0", at);
  return decision === "show" ? campaign : null;
}

describe("an out that somebody else entered", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["by an agent", () => say("theme:tulip", "out", EVE)],
    ["by an agent's key", () => say("theme:tulip", "out", EVE, "agent:service:k3v9x0ab")],
    ["by a channel's machine", () => write("отключите тюльпан", EVE)],
    ["behind a link that whoever may evaluate is given", () => say("theme:tulip", "out", EVE, "self", "link")],
  ])("shows nobody what lay below on one person's word: %s", async (_, enter) => {
    await startAlone(lower);
    await startAlone(upper, "person:oleg");
    expect(await sees(EVE - HOUR)).toBe("upper");
    await enter();
    expect(await sees(CHRISTMAS)).toBeNull();
    expect(await sees(CHRISTMAS + 3 * DAY)).toBeNull();
  });

  it("shows nothing by being taken back", async () => {
    const entry = await say("theme:star", "out", NOW);
    await startAlone(lower);
    expect(await sees(EVE - HOUR)).toBeNull();
    const request = { subscriberId: "x0", device: {}, origin: ORIGIN, at: EVE } as const;
    const back = { ...request, choiceId: entry, channel: "agent", actor: "agent:nina" } as const;
    expect(await shardOf("x0").retract(back)).toMatchObject({ ok: true });
    expect(await sees(CHRISTMAS)).toBeNull();
  });

  it("takes from nobody what they have", async () => {
    await startAlone(lower);
    expect(await sees(EVE - 9 * DAY)).toBe("lower");
    await say("theme:tulip", "out", EVE);
    expect(await sees(CHRISTMAS)).toBe("lower");
  });

  it("lets what two people want go on as ever, and what is started later", async () => {
    await startByTwo(lower);
    await startAlone(upper, "person:oleg");
    await say("theme:tulip", "out", EVE);
    expect(await sees(CHRISTMAS)).toBe("lower");
  });

  it("is none where a person has said it on their own phone", async () => {
    await startAlone(lower);
    await startAlone(upper, "person:oleg");
    await say("theme:tulip", "out", EVE - 9 * DAY, "self");
    expect(await sees(EVE - 8 * DAY)).toBe("lower");
  });
});

describe("a wish that an agent entered", () => {
  it("works at once", async () => {
    await startAlone(lower);
    await say("theme:star", "out", NOW, "self");
    expect(await sees(EVE)).toBeNull();
    await say("theme:star", "in", EVE);
    expect(await trayOf("x0", EVE)).toMatchObject({ campaign: "lower", reason: "asked" });
  });
});

describe("what people are shown who asked for it", () => {
  const asked: Campaign = {
    ...upper,
    key: "asked",
    delivery: "opt-in",
    schedule: { kind: "once", zone: "Europe/Moscow", firstDay: "2026-12-10", lastDay: "2027-01-06" },
  };
  const onChristmas = (more: object) => ({
    state: "submitted",
    whyTwo: [{ code: "coincides", clash: { feast: "orthodox-christmas", covered: ["asked"], ...more } }],
  });

  it("hides no days of what lies below, whoever asked in their names", async () => {
    await startAlone(asked);
    await writeCampaign(lower, NOW, "person:petra");
    expect(await step("lower", { kind: "submit" }, "person:petra", NOW)).toMatchObject({ ok: true });
    expect(await reviewOf("lower")).toMatchObject(onChristmas({ seenFrom: "2027-01-07" }));
  });

  it("takes two where it comes to lie above", async () => {
    await startAlone(lower);
    await writeCampaign(asked, NOW, "person:petra");
    expect(await step("asked", { kind: "submit" }, "person:petra", NOW)).toMatchObject({ ok: true });
    expect(await reviewOf("asked")).toMatchObject(onChristmas({ campaign: "lower" }));
  });
});

describe("a shard from before this was kept", () => {
  it("knows from the words that it holds for whom others have spoken, and when last", async () => {
    const stub = env.SHARD.getByName("upgrade-entered");
    await stub.status();
    await runInDurableObject(stub, (_, { storage }) => {
      const tables = storage.sql.exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%cf%' AND name NOT LIKE 'sqlite%'",
      );
      for (const { name } of tables.toArray()) storage.sql.exec(`DROP TABLE "${name}"`);
      const before = SHARD_MIGRATIONS.findIndex(({ name }) => name === "words-entered-by-others");
      applyMigrations(storage, SHARD_MIGRATIONS.slice(0, before));
      const words: readonly (readonly [string, string, string, number])[] = [
        ["agent", "agent", "agent:nina", 10],
        ["agent", "app", "self", 20],
        ["sms", "sms", "self", 30],
        ["own", "app", "self", 40],
        ["link", "link", "self", 45],
        ["imported", "import", "service:k3v9x0ab", 50],
      ];
      for (const [who, channel, actor, at] of words) {
        storage.sql.exec("INSERT OR IGNORE INTO subscribers (subscriber_id, choices) VALUES (?, '{}')", who);
        storage.sql.exec(
          "INSERT INTO choices (subscriber_id, scope, value, at, channel, actor) VALUES (?, 'all', 'out', ?, ?, ?)",
          who,
          at,
          channel,
          actor,
        );
      }
    });
    await evictDurableObject(stub);
    await stub.status();
    const known = await runInDurableObject(stub, (_, { storage }) => {
      const subscribers = openSubscribers(storage);
      return ["agent", "sms", "own", "link", "imported", "nobody"].map((who) => subscribers.read(who).enteredAt);
    });
    expect(known).toEqual([10, 30, undefined, 45, undefined, undefined]);
  });
});
