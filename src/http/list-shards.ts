import type { ShardRpc } from "../contract/rpc.ts";
import type { Services } from "./services.ts";

/**
 * Every shard once, in a lasting order. Shards are reached by the keys that they hold, so keys are tried until each
 * shard has one: about n·ln n of them for n shards.
 */
export function listShards({ settings, shardOf, shardNameOf }: Services): readonly ShardRpc[] {
  const keys = new Map<string, string>();
  for (let attempt = 0; keys.size < settings.shardCount; attempt++) {
    const key = `sweep-${attempt}`;
    const name = shardNameOf(key);
    if (!keys.has(name)) keys.set(name, key);
  }
  return Array.from(keys.values(), shardOf);
}
