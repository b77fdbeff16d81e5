/** The real Worker, called by people of whom each holds every role, and every key that they can make themselves. */
import { env, exports } from "cloudflare:workers";
import { reset } from "cloudflare:test";
import { z } from "zod";
import { listShardNames, openObject } from "../../../src/contract/rpc/objects.ts";
import type { CatalogRpc } from "../../../src/contract/rpc/rpc.ts";
import { ROLES } from "../../../src/contract/role.ts";
import { parseSettings } from "../../../src/contract/settings.ts";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import type { Json } from "../../../src/domain/json.ts";
import { issueDevelopmentStaffToken } from "../../../src/http/access/development-issuer.ts";
import { CLOCK_HEADER } from "../../../src/http/app.ts";
import { HOUR_MS } from "../seasons.ts";
import { ORIGIN, type Reply } from "../service.ts";
import { BEGINS_AT } from "../world.ts";
import { HUMANS, type Human } from "./authorship.ts";
import { describeContent, type LiveContent, type Policy, type StaffWorld } from "./staff-world.ts";

/** How somebody acts: as themselves, by a key that they made, or by a key that this key made. */
export const MEANS = ["token", "key", "key of a key"] as const;

export interface By {
  readonly human: Human;
  readonly means: (typeof MEANS)[number];
}

const TOKEN_LASTS_MS = 11 * HOUR_MS;
const PEOPLE = 40;

const keySchema = z.object({ key: z.string() });

const segmentSchema = z.object({ key: z.string(), condition: z.json() });

const rulesetSchema = z.object({
  segments: z.array(segmentSchema),
  themes: z.array(z.object({ key: z.string(), category: z.string() })),
  categories: z.array(z.object({ key: z.string(), sensitive: z.boolean() })),
  decorations: z.array(z.object({ key: z.string(), theme: z.string(), path: z.string() })),
  campaigns: z.array(
    z.object({
      key: z.string(),
      state: z.enum(["running", "halted", "stopped"]),
      theme: z.string(),
      decoration: z.string(),
      delivery: z.enum(["default-on", "opt-in"]),
      requests: z.boolean(),
      audience: z.object({ include: z.array(z.string()), exclude: z.array(z.string()) }),
    }),
  ),
});

export class StaffService {
  readonly #settings = parseSettings(env);
  readonly #keys = new Map<string, string>();
  readonly #tokens = new Map<string, { readonly token: string; readonly at: number }>();
  #reports = 1_000_000;

  async open(world: StaffWorld): Promise<void> {
    await reset();
    this.#keys.clear();
    this.#tokens.clear();
    await this.catalog.start(BEGINS_AT);
    for (const human of HUMANS) {
      for (const [means, by] of [
        ["key", "token"],
        ["key of a key", "key"],
      ] as const) {
        const body = { name: means, roles: ROLES };
        const made = await this.call(world, { human, means: by }, "POST", "/v1/service-keys", body);
        this.#keys.set(`${human} ${means}`, keySchema.parse(JSON.parse(made.text)).key);
      }
    }
    const lines = Array.from({ length: PEOPLE }, (_, index) =>
      JSON.stringify({ subscriberId: `s${index}`, attributes: { region: "RU-MOW" } }),
    );
    const root = { human: "mara", means: "token" } as const;
    await this.#send(world, root, "POST", "/v1/subscribers:import", lines.join("\n"), "application/x-ndjson");
    for (const campaign of bundledDefinitions.campaigns) world.campaigns.set(campaign.key, campaign);
    const { version, live, policy } = await this.readLive();
    world.trust(live);
    world.check(version, live, policy);
  }

  call(world: StaffWorld, by: By, method: string, path: string, body?: unknown): Promise<Reply> {
    return this.#send(world, by, method, path, body === undefined ? undefined : JSON.stringify(body));
  }

  get catalog(): CatalogRpc {
    return openObject(env, "CATALOG", "catalog");
  }

  /** Holds what is live against the world, if there is anything new. */
  async look(world: StaffWorld): Promise<void> {
    const { ruleset } = await this.catalog.status();
    if (ruleset === world.ruleset) return;
    const { version, live, policy } = await this.readLive();
    world.check(version, live, policy);
  }

  /** The guard of a campaign learns that far too many mind. Returns whether it is halted. */
  async halt(world: StaffWorld, key: string): Promise<boolean> {
    const [order] = await this.catalog.readOrders(key);
    if (order === undefined || order.standing.end !== null) return false;
    for (const shard of listShardNames(Number(env.SHARDS))) {
      const counts = { exposed: 1_000, optedOut: 200, complained: 0, unhappy: 200 };
      const sequence = (this.#reports += 1);
      await openObject(env, "GUARD", order.plan.guard).report(
        { shard, sequence, countedAt: world.now, byStage: [counts], asked: 0 },
        world.now,
      );
    }
    return (await this.catalog.readOrders(key))[0]?.standing.end?.kind === "halted";
  }

  async readLive(): Promise<{
    readonly version: number;
    readonly live: readonly LiveContent[];
    readonly policy: Policy;
  }> {
    const { ruleset: version } = await this.catalog.status();
    const { segments, themes, categories, decorations, campaigns } = rulesetSchema.parse(
      JSON.parse((await this.catalog.readRuleset(version)) ?? ""),
    );
    const conditions = new Map(segments.map(({ key, condition }) => [key, condition as Json]));
    return {
      version,
      policy: {
        themes: new Map(themes.map(({ key, category }) => [key, category])),
        sensitive: new Set(categories.filter(({ sensitive }) => sensitive).map(({ key }) => key)),
      },
      live: campaigns.map((campaign) => ({
        key: campaign.key,
        state: campaign.state,
        theme: campaign.theme,
        isDefaultOn: campaign.delivery === "default-on",
        content: describeContent(
          campaign,
          decorations.find(({ key }) => key === campaign.decoration),
          (key) => conditions.get(key),
        ),
      })),
    };
  }

  async #send(
    world: StaffWorld,
    by: By,
    method: string,
    path: string,
    body: string | undefined,
    type = "application/json",
  ): Promise<Reply> {
    const response = await exports.default.fetch(`${ORIGIN}${path}`, {
      method,
      headers: {
        "Content-Type": type,
        Authorization: `Bearer ${await this.#credentialOf(world, by)}`,
        [CLOCK_HEADER]: new Date(world.now).toISOString(),
        ...(method === "PUT" || method === "DELETE" ? { "If-Match": "*" } : {}),
      },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async #credentialOf({ now }: StaffWorld, { human, means }: By): Promise<string> {
    if (means !== "token") return this.#keys.get(`${human} ${means}`) ?? "";
    const known = this.#tokens.get(human);
    if (known !== undefined && now < known.at + TOKEN_LASTS_MS) return known.token;
    const token = await issueDevelopmentStaffToken(this.#settings, { name: human, roles: ROLES }, now);
    this.#tokens.set(human, { token, at: now });
    return token;
  }
}
