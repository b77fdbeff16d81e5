/** Whoever enters words for others is evidence only to some extent, whichever way they enter them. */
import { reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import type { ChooseRequest } from "../../src/contract/rpc/rpc-tray.ts";
import type { AttributeDefinition } from "../../src/domain/condition/attribute.ts";
import { openGuardStorage } from "../../src/guard/storage.ts";
import { sampleCampaign, sampleRuleset } from "../support/sample-ruleset.ts";
import { ORIGIN } from "./client.ts";
import { shardNamed } from "./guarded-campaign.ts";
import { installIn } from "./install-in.ts";

// Shards alone, without a catalog: rulesets are installed by hand.
afterEach(() => reset());

const AT = 150;
const GUARD = "new-year@1";
const SHARDS = ["one", "two"] as const;
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

const asking = (subscriberId: string) => ({ subscriberId, device: {}, at: AT, origin: ORIGIN });

async function see(shard: ShardName, subscriberId: string, profile: Record<string, string> = {}): Promise<void> {
  await shardNamed(shard).importProfiles([{ subscriberId, profile }]);
  await shardNamed(shard).tray(asking(subscriberId));
}

async function out(shard: ShardName, who: string, more: Partial<ChooseRequest>, profile = {}): Promise<void> {
  await see(shard, who, profile);
  const word = { ...asking(who), scope: "all", value: "out", channel: "agent", actor: "agent:nina", ...more } as const;
  expect(await shardNamed(shard).choose(word)).toMatchObject({ ok: true });
}

async function press(shard: ShardName, who: string, enteredBy?: string) {
  await see(shard, who);
  const action = { kind: "choose", scope: "all", value: "out" } as const;
  const message = {
    ...asking(who),
    channel: "bot",
    machine: "service:bot",
    enteredBy,
    said: { kind: "button", language: "ru", action },
  } as const;
  expect(await shardNamed(shard).hear(message)).toMatchObject({ ok: true });
}

/** What the guard knows once every shard has reported. */
async function report() {
  for (const shard of SHARDS) await shardNamed(shard).reportCounts(AT);
  return runInDurableObject(env.GUARD.getByName(GUARD), (_, { storage }) => {
    const { optedOut, complained, unhappy, repeated, entered } = openGuardStorage(storage).readTotals();
    return { optedOut, complained, unhappy, repeated, entered };
  });
}

describe("outs and complaints that somebody enters for others", () => {
  it("are told by whoever enters them, over all shards, however often a report comes", async () => {
    await openShards();
    await out("one", "anna", {});
    await out("two", "boris", {});
    await out("two", "clara", { actor: "agent:Nina" });
    await out("one", "dmitri", { actor: "agent:oleg" });
    await out("one", "eva", { actor: "self", channel: "app" });
    await see("two", "fyodor");
    const complaint = { subscriberId: "fyodor", scope: "all", at: AT, enteredBy: "person:oleg" } as const;
    await shardNamed("two").noteComplaint(complaint);
    const told = {
      optedOut: 5,
      complained: 1,
      unhappy: 6,
      entered: { optedOut: [3, 1], complained: [1], unhappy: [3, 2] },
    };
    expect(await report()).toMatchObject(told);
    expect(await report()).toMatchObject(told);
  });

  it("are all machines' together, whichever key brings them and whichever link was pressed", async () => {
    await openShards();
    await out("one", "anna", { actor: "agent:service:k3v9x0ab" });
    await out("two", "boris", { actor: "agent:service:another0", channel: "link" });
    const { entered } = await report();
    expect(entered?.optedOut).toEqual([2]);
  });

  it("are all machines' together in messages as well, where nobody but its maker trusts the key", async () => {
    await openShards();
    await press("one", "anna", "service:k3v9x0ab");
    await press("two", "boris", "service:another0");
    expect((await report()).entered?.optedOut).toEqual([2]);
  });

  it("are nobody's where people say it themselves, on their phones, pages and links, and in messages", async () => {
    await openShards();
    for (const [who, channel] of [
      ["anna", "app"],
      ["boris", "web"],
      ["clara", "link"],
    ] as const) {
      await out("one", who, { actor: "self", channel });
    }
    await press("two", "dmitri");
    expect((await report()).entered).toBeUndefined();
  });

  it("are one voice of an account, and all of an account that turns out to be too large for one", async () => {
    await openShards();
    const people = Array.from({ length: 13 }, (_, index) => `p${index}`);
    for (const who of people.slice(0, 12)) await out("one", who, {}, { account: "A-1" });
    expect((await report()).entered?.optedOut).toEqual([1]);
    await out("two", "p12", {}, { account: "A-1" });
    expect(await report()).toMatchObject({ optedOut: 13, repeated: { optedOut: 0 }, entered: { optedOut: [13] } });
  });
});
