/** The real Worker, called by people of whom each holds every role, and every key that they can make themselves. */
import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { z } from "zod";
import { openCatalogStorage } from "../../../src/catalog/storage.ts";
import { markSettled } from "../../../src/catalog/uncarried.ts";
import { listShardNames, openObject } from "../../../src/contract/rpc/objects.ts";
import type { CatalogRpc } from "../../../src/contract/rpc/rpc.ts";
import type { GuardRpc } from "../../../src/contract/rpc/rpc-guard.ts";
import { ROLES } from "../../../src/contract/role.ts";
import { parseSettings } from "../../../src/contract/settings.ts";
import { traySchema } from "../../../src/contract/tray.ts";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { issueDevelopmentStaffToken, issueDevelopmentToken } from "../../../src/http/access/development-issuer.ts";
import { CLOCK_HEADER } from "../../../src/http/app.ts";
import { readGuard } from "../../worker/guarded-campaign.ts";
import { readBefore } from "../../worker/read-before.ts";
import { HOUR_MS } from "../seasons.ts";
import { ORIGIN, resetAll, type Reply } from "../service.ts";
import type { Human } from "./authorship.ts";
import { OWNERS } from "./crowd.ts";
import { readRuleset, type Policy } from "./live-content.ts";
import { BEGINS_AT, type SeenTray, type StaffWorld } from "./staff-world.ts";

/** How somebody acts: as themselves, by a key that they made, or by a key that this key made. */
export const MEANS = ["token", "key", "key of a key"] as const;

export interface By {
  readonly human: Human;
  readonly means: (typeof MEANS)[number];
}

/** Whatever one person starts alone is mostly of these. */
const OF_ONE = ["star", "tulip"];

const MAKER_OF = { key: "token", "key of a key": "key" } as const;

const TOKEN_LASTS_MS = 11 * HOUR_MS;

const keySchema = z.object({ key: z.string() });
const shards = listShardNames(Number(env.SHARDS));

/** As much as tells of a call who makes it. */
type Headers = Readonly<Record<string, string>>;

const deviceOf = (phone: string): string => `?platform=${phone}&timezone=Europe/Moscow`;

export class StaffService {
  readonly #settings = parseSettings(env);
  readonly #keys = new Map<string, string>();
  readonly #tokens = new Map<string, { readonly token: string; readonly at: number }>();
  #reports = 1_000_000;
  #wishers = 0;
  #seenAt = 0;
  /** The policy that was looked for in a ruleset last. */
  #carried: Policy | undefined;

  /**
   * `isFirstDay`: nobody has been imported yet, and no phone has asked. `isUpgraded`: an earlier release let one person alone write
   * the themes of what is shown to few.
   */
  async open(world: StaffWorld, isFirstDay: boolean, isUpgraded = false): Promise<void> {
    await resetAll();
    this.#keys.clear();
    this.#tokens.clear();
    await this.catalog.start(BEGINS_AT);
    if (isUpgraded) await this.#leaveUncarried(world);
    for (const campaign of bundledDefinitions.campaigns) world.campaigns.set(campaign.key, campaign);
    if (isFirstDay) {
      world.story.tell("It is the first day: nobody has been imported, and no phone has asked.");
    } else {
      await this.importPeople(world, world.crowd.importAll(), "RU-MOW");
      await this.ask(world);
    }
    const { ruleset } = await this.catalog.status();
    const { version, live, policy } = readRuleset((await this.catalog.readRuleset(ruleset)) ?? "");
    world.trust(live);
    world.check(version, live, policy);
    this.#carried = world.policy;
    await this.#see(world, live);
  }

  async importPeople(world: StaffWorld, ids: readonly string[], region: string): Promise<void> {
    const lines = ids.map((subscriberId) => JSON.stringify({ subscriberId, attributes: { region } }));
    const mara = await this.#credentialsOf(world, { human: "mara", means: "token" });
    const headers = { ...mara, "Content-Type": "application/x-ndjson" };
    await this.#send(world, "POST", "/v1/subscribers:import", headers, lines.join("\n"));
    for (const id of ids) world.crowd.move(id, region);
    world.lone.noteImport("mara");
    this.#seenAt = 0;
  }

  /** Everybody's phone asks for the first time, and they say what they have to say. */
  async ask(world: StaffWorld): Promise<void> {
    if (world.crowd.hasAsked) return;
    world.crowd.ask();
    for (const { id, phone, said } of OWNERS) {
      for (const word of said) {
        const headers = { ...(await this.#subscriber(world, id)), "Idempotency-Key": `${id}-${word.scope}` };
        const reply = await this.#send(
          world,
          "POST",
          `/v1/me/choices${deviceOf(phone)}`,
          headers,
          JSON.stringify(word),
        );
        if (reply.status >= 300) throw new Error(reply.text);
      }
    }
    this.#seenAt = 0;
  }

  /** A machine hands in a wish of each of some people whom nobody has imported; returns how many were kept. */
  async enterWords(world: StaffWorld, by: By, count: number): Promise<number> {
    let kept = 0;
    for (let index = 0; index < count; index++) {
      const subscriberId = `w${(this.#wishers += 1)}`;
      const text = "включите мне сердечки";
      const { status } = await this.call(world, by, "POST", "/v1/messages", { subscriberId, channel: "bot", text });
      if (status === 200) kept += 1;
    }
    return kept;
  }

  async call(world: StaffWorld, by: By, method: string, path: string, body?: unknown): Promise<Reply> {
    const headers = {
      ...(await this.#credentialsOf(world, by)),
      ...(method === "PUT" || method === "DELETE" ? { "If-Match": "*" } : {}),
    };
    if (body === undefined) return this.#send(world, method, path, headers);
    const said = await readBefore(path, body, async (read) => (await this.#send(world, "GET", read, headers)).text);
    return this.#send(world, method, path, headers, JSON.stringify(said));
  }

  get catalog(): CatalogRpc {
    return openObject(env, "CATALOG", "catalog");
  }

  /** Holds what is live against the world, and what phones show if that can have changed. */
  async look(world: StaffWorld): Promise<void> {
    const before = world.live;
    const { ruleset } = await this.catalog.status();
    const isNew = ruleset !== world.ruleset;
    // What is carried must be published, so what is published is looked at then, too.
    if (isNew || world.policy !== this.#carried) {
      const { version, live, policy } = readRuleset((await this.catalog.readRuleset(ruleset)) ?? "");
      world.check(version, live, policy);
      this.#carried = world.policy;
    }
    if (isNew || world.now - this.#seenAt > HOUR_MS) await this.#see(world, before);
  }

  /** All phones ask again, whether or not anything is new. */
  async seeAnew(world: StaffWorld): Promise<void> {
    await this.#see(world, world.live);
  }

  /** A guard of what people have of a campaign learns that far too many mind. Returns whether there was any to learn it. */
  async tellMany(world: StaffWorld, key: string, which: number): Promise<boolean> {
    const orders = await this.catalog.readOrders(key);
    const order = orders[which % Math.max(1, orders.length)];
    if (order === undefined || order.standing.end !== null) return false;
    world.madeUp.add(order.plan.guard);
    for (const shard of shards) {
      const counts = { exposed: 1_000, optedOut: 200, complained: 0, unhappy: 200 };
      const sequence = (this.#reports += 1);
      const report = { shard, sequence, countedAt: world.now, byStage: [counts], asked: 0 };
      await this.#guard(order.plan.guard).report(report, world.now);
    }
    return true;
  }

  /** Has every shard report, and adds up what the guards of a campaign count; undefined if any was told other numbers. */
  async count(world: StaffWorld, key: string): Promise<number | undefined> {
    const orders = await this.catalog.readOrders(key);
    const isRunning = world.live.some((one) => one.key === key && one.state === "running");
    const over = orders.find(({ standing }) => standing.end !== null)?.plan.guard;
    if (isRunning && over !== undefined) world.diverge(`${over} watches no more, and people have what it watched (8)`);
    if (over !== undefined || orders.some(({ plan }) => world.madeUp.has(plan.guard))) return undefined;
    for (const shard of shards) await openObject(env, "SHARD", shard).reportCounts(world.now);
    const inside = await Promise.all(orders.map(({ plan }) => readGuard(plan.guard, world.now)));
    return inside.reduce((sum, { totals }) => sum + totals.exposed, 0);
  }

  async #see(world: StaffWorld, before: StaffWorld["live"]): Promise<void> {
    if (!world.crowd.hasAsked) return;
    this.#seenAt = world.now;
    const seen = await Promise.all(
      OWNERS.map(async ({ id, phone }): Promise<readonly [string, SeenTray]> => {
        const headers = await this.#subscriber(world, id);
        const { status, text } = await this.#send(world, "GET", `/v1/tray${deviceOf(phone)}`, headers);
        if (status !== 200) world.diverge(`${id} is refused their tray (${status}): ${text}`);
        const { decision, campaign, reason } = traySchema.parse(JSON.parse(text));
        const isShown = decision === "show";
        return [id, { campaign: isShown ? campaign : null, isUnasked: isShown && reason === "segment" }];
      }),
    );
    world.see(new Map(seen), before);
  }

  async #leaveUncarried(world: StaffWorld): Promise<void> {
    world.story.tell(`It was upgraded: nobody has carried the themes ${OF_ONE.join(" and ")}.`);
    const rows = await Promise.all(
      OF_ONE.map(async (key) => {
        const stored = await this.catalog.readDefinition("theme", key);
        return { part: `theme/${key}` as const, revision: stored?.revision ?? 0 };
      }),
    );
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) =>
      markSettled(openCatalogStorage(storage), rows),
    );
    world.lone.noteUncarried(OF_ONE);
  }

  #guard(name: string): GuardRpc {
    return openObject(env, "GUARD", name);
  }

  async #send(world: StaffWorld, method: string, path: string, headers: Headers, body?: string): Promise<Reply> {
    const response = await exports.default.fetch(`${ORIGIN}${path}`, {
      method,
      headers: { "Content-Type": "application/json", ...headers, [CLOCK_HEADER]: new Date(world.now).toISOString() },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  /** Keys are made when they are used first. */
  async #credentialsOf(world: StaffWorld, { human, means }: By): Promise<Headers> {
    if (means === "token") {
      const staff = { name: human, roles: ROLES };
      return this.#bearer(world, human, (now) => issueDevelopmentStaffToken(this.#settings, staff, now));
    }
    const name = `${human} ${means}`;
    const known = this.#keys.get(name);
    if (known !== undefined) return { Authorization: `Bearer ${known}` };
    const maker = { human, means: MAKER_OF[means] };
    const made = await this.call(world, maker, "POST", "/v1/service-keys", { name: means, roles: ROLES });
    const { key } = keySchema.parse(JSON.parse(made.text));
    this.#keys.set(name, key);
    return { Authorization: `Bearer ${key}` };
  }

  #subscriber(world: StaffWorld, id: string): Promise<Headers> {
    return this.#bearer(world, id, (now) => issueDevelopmentToken(this.#settings, id, now));
  }

  async #bearer({ now }: StaffWorld, holder: string, issue: (now: number) => Promise<string>): Promise<Headers> {
    const known = this.#tokens.get(holder);
    const isGood = known !== undefined && now < known.at + TOKEN_LASTS_MS;
    const token = isGood ? known.token : await issue(now);
    if (!isGood) this.#tokens.set(holder, { token, at: now });
    return { Authorization: `Bearer ${token}` };
  }
}
