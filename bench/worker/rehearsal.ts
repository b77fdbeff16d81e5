/** For bench/simulation.ts and bench/stop.ts: Garland itself, whose shards can also be filled, scanned and touched barely. */
import { listShardNames, shardNameOf } from "../../src/contract/rpc/objects.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { murmur3 } from "../../src/domain/murmur3.ts";
import type { ChoiceFold } from "../../src/domain/decision/choice.ts";
import { sampleDevice, samplePerson } from "../../src/domain/rehearsal/sample-population.ts";
import garland, { Shard as GarlandShard } from "../../src/index.ts";

export { Catalog, Events, Guard } from "../../src/index.ts";

const SEED = 2025;
const PAGE_ROWS = 5_000;
const SPOKEN_AT = Date.parse("2026-02-14T12:00:00Z");

const regions = bundledDefinitions.attributes.find((attribute) => attribute.key === "region")?.values ?? [];

/** What people said last year, as shares of all of them; everybody else is silent. */
const WORDS: readonly (readonly [share: number, fold: ChoiceFold])[] = [
  [0.015, { all: { outAt: SPOKEN_AT } }],
  [0.02, { "category:romance": { outAt: SPOKEN_AT } }],
  [0.03, { "theme:hearts": { outAt: SPOKEN_AT } }],
  [0.012, { "theme:hearts": { inAt: SPOKEN_AT } }],
  [0.008, { "theme:tulip": { inAt: SPOKEN_AT } }],
  [0.004, { "category:festive": { outAt: SPOKEN_AT } }],
  [0.001, { "theme:hearts": { inAt: SPOKEN_AT, gift: true } }],
];

/** Subscriber, profile, device and choices; the last three as JSON text. */
type Row = readonly [string, string, string, string];

export class Shard extends GarlandShard {
  async fill(rows: readonly Row[]): Promise<void> {
    this.ctx.storage.sql.exec(
      `INSERT INTO subscribers (subscriber_id, profile, device, choices, revision, imported)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 3 <> '{}', 1 FROM json_each(?)`,
      JSON.stringify(rows),
    );
  }

  /** The baseline of a stop: one small row is written, and is safe when the answer leaves. */
  async touch(): Promise<void> {
    this.ctx.storage.kv.put("touched", Date.now());
  }

  /** The baseline of a rehearsal: every row is read and parsed, page by page as in a rehearsal, and nothing else happens. */
  async scanBarely(): Promise<number> {
    let people = 0;
    let known = 0;
    for (let after = "", rows = PAGE_ROWS; rows === PAGE_ROWS;) {
      rows = 0;
      const cursor = this.ctx.storage.sql.exec<{ id: string; profile: string; device: string; choices: string }>(
        `SELECT subscriber_id AS id, profile, device, choices FROM subscribers
           WHERE subscriber_id > ? ORDER BY subscriber_id LIMIT ?`,
        after,
        PAGE_ROWS,
      );
      for (const { id, profile, device, choices } of cursor) {
        const parsed: readonly object[] = [profile, device, choices].map((text) => JSON.parse(text) as object);
        if (parsed.length === 3) known += 1;
        after = id;
        rows += 1;
      }
      people += rows;
      await scheduler.wait(0);
    }
    return known === people ? people : 0;
  }
}

interface Bindings extends Env {
  readonly SHARD: Env["SHARD"] & DurableObjectNamespace<Shard>;
}

async function fill(env: Bindings, from: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, offset): Row => {
    const { subscriberId, attributes } = samplePerson(from + offset, SEED, regions);
    const device = sampleDevice(from + offset, SEED, regions);
    return [subscriberId, JSON.stringify(attributes), JSON.stringify(device), JSON.stringify(wordOf(subscriberId))];
  });
  const byShard = Map.groupBy(rows, ([subscriberId]) => shardNameOf(subscriberId, Number(env.SHARDS)));
  await Promise.all(Array.from(byShard, ([name, own]) => env.SHARD.getByName(name).fill(own)));
}

function wordOf(subscriberId: string): ChoiceFold {
  let left = murmur3(`word:${subscriberId}`) / 2 ** 32;
  for (const [share, fold] of WORDS) {
    left -= share;
    if (left < 0) return fold;
  }
  return {};
}

export default {
  async fetch(request, env, context) {
    if (!request.url.includes("/bench/")) return garland.fetch(request, env, context);
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/bench/fill") {
      await fill(env, Number(searchParams.get("from")), Number(searchParams.get("count")));
      return new Response();
    }
    if (pathname === "/bench/touch") {
      await Promise.all(listShardNames(Number(env.SHARDS)).map((name) => env.SHARD.getByName(name).touch()));
      return new Response();
    }
    if (pathname === "/bench/scan") {
      const names = listShardNames(Number(env.SHARDS));
      const counts = await Promise.all(names.map((name) => env.SHARD.getByName(name).scanBarely()));
      return Response.json(counts.reduce((sum, count) => sum + count, 0));
    }
    return garland.fetch(request, env, context);
  },
} satisfies ExportedHandler<Bindings>;
