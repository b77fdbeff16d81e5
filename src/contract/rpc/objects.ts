import { murmur3 } from "../../domain/murmur3.ts";
import type { EventsRpc } from "./rpc-events.ts";
import type { GuardRpc } from "./rpc-guard.ts";
import type { CatalogRpc, ShardRpc } from "./rpc.ts";

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

/** How the object behind each binding is called. A test holds the bindings' classes against it. */
export interface BoundObjects {
  readonly SHARD: ShardRpc;
  readonly CATALOG: CatalogRpc;
  readonly GUARD: GuardRpc;
  readonly EVENTS: EventsRpc;
}

interface Namespace<Id> {
  getByName(name: string): unknown;
  get(id: Id): unknown;
}

/**
 * The object that a binding has by a name, or by an id that is known already. The generated types of stubs say the same of it,
 * but nest so deeply that the compiler gives up on comparing them; so this is the one place that takes their word for it.
 */
export function openObject<Binding extends keyof BoundObjects, Id extends object>(
  env: Readonly<Record<Binding, Namespace<Id>>>,
  binding: Binding,
  key: string | Id,
): BoundObjects[Binding] {
  const namespace = env[binding];
  const stub = typeof key === "string" ? namespace.getByName(key) : namespace.get(key);
  return stub as BoundObjects[Binding];
}
