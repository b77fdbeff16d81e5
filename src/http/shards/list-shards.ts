import type { ShardRpc } from "../../contract/rpc/rpc.ts";
import type { Services } from "../services.ts";

/**
 * Every shard once by its name, in a lasting order. Shards are reached by the keys that they hold, so keys are tried
 * until each shard has one: about n·ln n of them for n shards.
 */
export function nameShards({ settings, shardOf, shardNameOf }: Services): ReadonlyMap<string, ShardRpc> {
  const keys = new Map<string, string>();
  for (let attempt = 0; keys.size < settings.shardCount; attempt++) {
    const key = `sweep-${attempt}`;
    const name = shardNameOf(key);
    if (!keys.has(name)) keys.set(name, key);
  }
  return new Map(Array.from(keys, ([name, key]) => [name, shardOf(key)]));
}

/** Every shard once, in a lasting order. */
export function listShards(services: Services): readonly ShardRpc[] {
  return [...nameShards(services).values()];
}
