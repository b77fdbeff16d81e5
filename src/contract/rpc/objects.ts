import { murmur3 } from "../../domain/decision/bucket.ts";

/**
 * The name of the shard that holds a subscriber. The count is part of the name: with another count every name is
 * new, and an object without a ruleset answers "not ready" instead of forgetting what people chose.
 */
export function shardNameOf(subscriberId: string, shardCount: number): string {
  return shardName(murmur3(`shard:${subscriberId}`) % shardCount, shardCount);
}

function shardName(index: number, shardCount: number): string {
  return `shard-${index}-of-${shardCount}`;
}

export function listShardNames(shardCount: number): readonly string[] {
  return Array.from({ length: shardCount }, (_, index) => shardName(index, shardCount));
}

/**
 * A stub as the interface that its object implements. The generated stub types say the same, but nest so deeply that
 * the compiler gives up on comparing them.
 */
export function asRpc<Rpc>(stub: unknown): Rpc {
  return stub as Rpc;
}
