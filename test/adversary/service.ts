/** The real Worker and its real objects, called as the outside world calls them, at the hour of the world's clock. */
import { env, exports } from "cloudflare:workers";
import {
  abortAllDurableObjects,
  evictAllDurableObjects,
  evictDurableObject,
  listDurableObjectIds,
  reset,
} from "cloudflare:test";
import { z } from "zod";
import { listShardNames, openObject, shardNameOf } from "../../src/contract/rpc/objects.ts";
import type { CatalogRpc, ShardRpc } from "../../src/contract/rpc/rpc.ts";
import type { GuardRpc } from "../../src/contract/rpc/rpc-guard.ts";
import type { Role } from "../../src/contract/role.ts";
import { parseSettings } from "../../src/contract/settings.ts";
import type { Json } from "../../src/domain/json.ts";
import { disown, empty, putBack, takeCopy, type Copy } from "../worker/copies.ts";
import { issueDevelopmentStaffToken, issueDevelopmentToken } from "../../src/http/access/development-issuer.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { HOUR_MS } from "./seasons.ts";
import { ADDED, BEGINS_AT, type World } from "./world.ts";

export const ORIGIN = "https://garland.test";
export const shardNames = listShardNames(Number(env.SHARDS));

const TOKEN_LASTS_MS = 12 * HOUR_MS;

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export interface Question {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Issued {
  readonly token: string;
  readonly at: number;
}

const rulesetSchema = z.object({
  compiledAt: z.number(),
  themes: z.array(z.object({ key: z.string(), category: z.string() })),
  categories: z.array(z.object({ key: z.string(), sensitive: z.boolean() })),
});

export class Service {
  readonly #settings = parseSettings(env);
  readonly #issued = new Map<string, Issued>();
  #isChanged = true;
  #channelKey = "";
  #catalogCopy: Copy | undefined;
  readonly #shardCopies = new Map<string, Copy>();
  #firstRuleset = { version: 0, body: "" };
  /** What every gift is answered, ids apart. */
  giftAnswer: string | undefined;
  /** Reports of guards are numbered. */
  reports = 1_000_000;

  /** Begins a run: as at the first start, whatever staff did in the run before. */
  async open(world: World): Promise<void> {
    if (this.#isChanged) await this.#startAnew(world);
    this.#learn(world, this.#firstRuleset.version, this.#firstRuleset.body);
    const lines = world.people.map(({ subscriberId, profile, number }) =>
      JSON.stringify({ subscriberId, attributes: profile, phone: number }),
    );
    const headers = { ...(await this.asStaff(world, "root", "admin")), "Content-Type": "application/x-ndjson" };
    await this.call(world, "POST", "/v1/subscribers:import", { headers, body: lines.join("\n") });
  }

  /** Staff have changed something that the next run must not find. */
  noteChange(): void {
    this.#isChanged = true;
  }

  async call(world: World, method: string, path: string, { headers = {}, body }: Question = {}): Promise<Reply> {
    const response = await exports.default.fetch(`${ORIGIN}${path}`, {
      method,
      headers: { ...headers, [CLOCK_HEADER]: new Date(world.now).toISOString() },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async asSubscriber(world: World, subscriberId: string): Promise<Record<string, string>> {
    return { Authorization: `Bearer ${await this.tokenOf(world, subscriberId)}` };
  }

  tokenOf(world: World, subscriberId: string): Promise<string> {
    return this.#tokenFor(world, subscriberId, (now) => issueDevelopmentToken(this.#settings, subscriberId, now));
  }

  async asStaff(world: World, name: string, ...roles: readonly Role[]): Promise<Record<string, string>> {
    const issue = (now: number) => issueDevelopmentStaffToken(this.#settings, { name, roles }, now);
    const token = await this.#tokenFor(world, `${name} ${roles.join(" ")}`, issue);
    return { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  }

  /** The machine behind bot and SMS. */
  asChannel(): Record<string, string> {
    return { "X-API-Key": this.#channelKey, "Content-Type": "application/json" };
  }

  get catalog(): CatalogRpc {
    return openObject(env, "CATALOG", "catalog");
  }

  shardOf(subscriberId: string): ShardRpc {
    return openObject(env, "SHARD", shardNameOf(subscriberId, shardNames.length));
  }

  guard(name: string): GuardRpc {
    return openObject(env, "GUARD", name);
  }

  /** Takes a shard from memory; only what runs can be evicted. */
  async evictShardOf(subscriberId: string): Promise<void> {
    const stub = env.SHARD.getByName(shardNameOf(subscriberId, shardNames.length));
    await stub.status();
    await evictDurableObject(stub);
  }

  async evictCatalog(): Promise<void> {
    await this.catalog.status();
    await evictDurableObject(env.CATALOG.getByName("catalog"));
  }

  async evictAll(): Promise<void> {
    await evictAllDurableObjects();
  }

  /** Whether two people's words lie in the same shard. */
  isTogether(one: string, other: string): boolean {
    return shardNameOf(one, shardNames.length) === shardNameOf(other, shardNames.length);
  }

  /** Copies the catalog and every shard. */
  async takeCopies(): Promise<void> {
    this.#catalogCopy = await takeCopy(env.CATALOG.getByName("catalog"));
    for (const name of shardNames) this.#shardCopies.set(name, await takeCopy(env.SHARD.getByName(name)));
  }

  async putCatalogBack(): Promise<void> {
    if (this.#catalogCopy !== undefined) await putBack(env.CATALOG.getByName("catalog"), this.#catalogCopy);
  }

  /** If it holds less than it did, two people agree to go on with what there is. */
  async putShardBack(subscriberId: string, now: number): Promise<void> {
    const name = shardNameOf(subscriberId, shardNames.length);
    const copy = this.#shardCopies.get(name);
    if (copy === undefined) return;
    await putBack(env.SHARD.getByName(name), copy);
    // Whoever asks for anything has it ask what it is.
    await openObject(env, "SHARD", name)
      .age(now)
      .catch(() => null);
    const isOlder = (await this.catalog.status()).troubled.some(
      ({ object, state }) => object === name && state === "older",
    );
    if (!isOlder) return;
    for (const actor of ["person:anna", "person:ivan"]) {
      const repaired = await this.catalog.repair({ object: name, actor, now, why: "a copy" });
      if (!repaired.ok) throw new Error(repaired.error.detail);
    }
  }

  /** Takes a shard's file away, or puts another installation's in its place; what it returns puts the own one back. */
  async damageShardOf(subscriberId: string, what: "emptied" | "foreign"): Promise<() => Promise<void>> {
    const stub = env.SHARD.getByName(shardNameOf(subscriberId, shardNames.length));
    const copy = await takeCopy(stub);
    if (what === "emptied") await empty(stub);
    else await disown(stub);
    return () => putBack(stub, copy);
  }

  /** Lets two shards' files change places; what it returns has them change again. */
  async swapShards(one: string, other: string): Promise<() => Promise<void>> {
    const stubs = [one, other].map((id) => env.SHARD.getByName(shardNameOf(id, shardNames.length)));
    const copies = await Promise.all(stubs.map((stub) => takeCopy(stub)));
    const put = async (order: readonly number[]) => {
      for (const [index, stub] of stubs.entries()) {
        const copy = copies[order[index] ?? index];
        if (copy !== undefined) await putBack(stub, copy);
      }
    };
    await put([1, 0]);
    return () => put([0, 1]);
  }

  /** Until shards hold what the catalog has decided, some may still be held to less. */
  async settle(world: World): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      const status = await this.catalog.start(world.now);
      if (status.shards.every((version) => version === status.ruleset)) return;
    }
    world.diverge("the shards do not get what is in force, however often the catalog is started");
  }

  /** Kills all objects at once. */
  async kill(): Promise<void> {
    await abortAllDurableObjects();
  }

  /** Learns what is live if there is a ruleset that the world has not seen. */
  async learnRuleset(world: World): Promise<void> {
    const { ruleset: version } = await this.catalog.status();
    if (version === world.ruleset) return;
    const body = await this.catalog.readRuleset(version);
    if (body !== null) this.#learn(world, version, body);
  }

  #learn(world: World, version: number, body: string): void {
    const { compiledAt, themes, categories } = rulesetSchema.parse(JSON.parse(body));
    world.learn(version, compiledAt, themes, categories);
  }

  async #startAnew(world: World): Promise<void> {
    await resetAll();
    this.#issued.clear();
    this.giftAnswer = undefined;
    const { catalog } = this;
    await catalog.start(BEGINS_AT);
    for (const { key, ...rest } of ADDED) {
      // Parsed boundary: a campaign is plain JSON.
      const body = JSON.parse(JSON.stringify({ key, ...rest })) as Json;
      const act = { key, actor: "person:mara", now: BEGINS_AT };
      const done = [
        await catalog.writeDefinition({ ...act, kind: "campaign", body, expectedRevision: 0 }),
        await catalog.actOnCampaign({ ...act, action: { kind: "submit" } }),
        await catalog.actOnCampaign({ ...act, actor: "person:pavel", action: { kind: "approve" } }),
        await catalog.actOnCampaign({ ...act, action: { kind: "start" } }),
      ];
      if (done.some(({ ok }) => !ok)) throw new Error(`The world can't begin: ${JSON.stringify(done)}`);
    }
    const key = { name: "bot", roles: ["channel"] };
    const headers = await this.asStaff(world, "root", "admin");
    const created = await this.call(world, "POST", "/v1/service-keys", { headers, body: JSON.stringify(key) });
    const made = z.object({ key: z.string(), prefix: z.string() }).parse(JSON.parse(created.text));
    const second = await this.asStaff(world, "pavel", "approver");
    await this.call(world, "POST", `/v1/service-keys/${made.prefix}:confirm`, { headers: second });
    this.#channelKey = made.key;
    const { ruleset: version } = await catalog.status();
    this.#firstRuleset = { version, body: (await catalog.readRuleset(version)) ?? "" };
    this.#isChanged = false;
  }

  /** A token that is good at the server's hour, whatever its clock shows. */
  async #tokenFor(world: World, holder: string, issue: (now: number) => Promise<string>): Promise<string> {
    const known = this.#issued.get(holder);
    if (known !== undefined && known.at <= world.now && world.now < known.at + TOKEN_LASTS_MS) return known.token;
    const token = await issue(world.now);
    this.#issued.set(holder, { token, at: world.now });
    return token;
  }
}

/** A reset passes over objects that are not in memory, as they were evicted or idle, and leaves what they have stored. */
export async function resetAll(): Promise<void> {
  const [shards, catalogs, guards] = await Promise.all([
    listDurableObjectIds(env.SHARD),
    listDurableObjectIds(env.CATALOG),
    listDurableObjectIds(env.GUARD),
  ]);
  await Promise.all([
    ...shards.map((id) => openObject(env, "SHARD", id).status()),
    ...catalogs.map((id) => openObject(env, "CATALOG", id).status()),
    ...guards.map((id) => openObject(env, "GUARD", id).read(BEGINS_AT)),
  ]);
  await reset();
}
