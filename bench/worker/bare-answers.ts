/**
 * The baselines of bench/fetch.ts and bench/ofrep.ts: a route that answers constant bytes, and one that first asks an object, which reads
 * one row by its primary key: the limit of an answer that is strongly consistent. And flagd-core behind a bare route.
 */
import { DurableObject } from "cloudflare:workers";
import { FlagdCore } from "@openfeature/flagd-core";
import { listShardNames, shardNameOf } from "../../src/contract/rpc/objects.ts";

interface Bindings {
  readonly STORE: DurableObjectNamespace<Store>;
  readonly SHARDS: string;
}

type Row = readonly [subscriberId: string, profile: string, device: string];

export class Store extends DurableObject<Bindings> {
  #answer = "";

  constructor(context: DurableObjectState, env: Bindings) {
    super(context, env);
    context.storage.sql.exec(
      `CREATE TABLE IF NOT EXISTS subscribers (subscriber_id TEXT PRIMARY KEY, profile TEXT, device TEXT) WITHOUT ROWID`,
    );
    // In memory like Garland's ruleset, and like it still there when the object was put to sleep between two turns.
    this.#answer = context.storage.kv.get<string>("answer") ?? "";
  }

  async prepare(answer: string): Promise<void> {
    this.ctx.storage.kv.put("answer", answer);
    this.#answer = answer;
  }

  async fill(rows: readonly Row[]): Promise<void> {
    this.ctx.storage.sql.exec(
      "INSERT OR REPLACE INTO subscribers SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)",
      JSON.stringify(rows),
    );
  }

  async answer(subscriberId: string): Promise<string> {
    const [row] = this.ctx.storage.sql
      .exec("SELECT profile, device FROM subscribers WHERE subscriber_id = ?", subscriberId)
      .toArray();
    return row === undefined ? "" : this.#answer;
  }
}

let constant = "";

/** The three seasons as flagd's rules; it knows neither windows nor choices. Workers forbid its compiler. */
const flagd = new FlagdCore(undefined, undefined, { disableDynamicCodeGeneration: true });
flagd.setConfigurations(
  JSON.stringify({
    flags: {
      "tray-icon-key": {
        state: "ENABLED",
        variants: { tree: "tree", tulip: "tulip", none: "none" },
        defaultVariant: "none",
        targeting: {
          if: [
            { in: [{ var: "platform" }, ["ios", "android"]] },
            "tree",
            { and: [{ "===": [{ var: "gender" }, "female"] }, { ">=": [{ var: "birthYear" }, 1940] }] },
            "tulip",
            "none",
          ],
        },
      },
      "tray-icon-visible": {
        state: "ENABLED",
        variants: { on: true, off: false },
        defaultVariant: "off",
        targeting: { if: [{ in: [{ var: "platform" }, ["ios", "android"]] }, "on", "off"] },
      },
      "tray-refresh-seconds": {
        state: "ENABLED",
        variants: { season: 21_600, quiet: 86_400 },
        defaultVariant: "season",
      },
    },
  }),
);

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const headers = { "Content-Type": "application/json", "Cache-Control": "private, no-cache" };
    if (pathname === "/static") return new Response(constant, { headers });
    if (pathname === "/object") {
      const subscriberId = searchParams.get("id") ?? "";
      const store = env.STORE.getByName(shardNameOf(subscriberId, Number(env.SHARDS)));
      const answer = await store.answer(subscriberId);
      return new Response(answer, { status: answer === "" ? 404 : 200, headers });
    }
    if (pathname === "/flagd") {
      const { context } = await request.json<{ context: Record<string, string> }>();
      const flags = flagd
        .resolveAll(context)
        .map(({ flagKey, value, reason, variant }) => ({ key: flagKey, value, reason, variant }));
      return new Response(JSON.stringify({ flags }), { headers });
    }
    if (pathname === "/answer") {
      constant = await request.text();
      const names = listShardNames(Number(env.SHARDS));
      await Promise.all(names.map((name) => env.STORE.getByName(name).prepare(constant)));
    }
    if (pathname === "/fill") {
      const rows = await request.json<Row[]>();
      const byShard = Map.groupBy(rows, ([subscriberId]) => shardNameOf(subscriberId, Number(env.SHARDS)));
      await Promise.all(Array.from(byShard, ([name, own]) => env.STORE.getByName(name).fill(own)));
    }
    return new Response("ok");
  },
} satisfies ExportedHandler<Bindings>;
