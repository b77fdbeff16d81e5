import { TROUBLE_MESSAGES } from "../../domain/identity.ts";
import type { Services } from "../services.ts";

/** Of each shard, however many requests to it fail. */
const TOLD_EVERY_MS = 5_000;
/** Of all shards, in one process. */
const TOLD_PER_SECOND = 20;

/** A request to a shard that failed, as the catalog and the log are told of it. */
export interface ShardFailure {
  readonly shard: string;
  /** SQLite's code, or the kind of error; nobody's data. */
  readonly reason: string;
}

const shardsOf = new WeakMap<object, string>();

/** Notes of every error which shard it is from; nothing else is different. */
export function watchShards({ shardOf, shardNameOf }: Pick<Services, "shardOf" | "shardNameOf">): Services["shardOf"] {
  return (subscriberId) => {
    const shard = shardOf(subscriberId);
    return new Proxy(shard, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return async (...parameters: readonly unknown[]): Promise<unknown> => {
          try {
            return await Reflect.apply(method, target, parameters);
          } catch (error) {
            if (typeof error === "object" && error !== null) shardsOf.set(error, shardNameOf(subscriberId));
            throw error;
          }
        };
      },
    });
  };
}

/** The shard that an error is from; undefined if it is from none. */
export function shardOfError(error: unknown): string | undefined {
  return typeof error === "object" && error !== null ? shardsOf.get(error) : undefined;
}

/** The same, as there is to tell of it: nothing of a shard that has told of itself. */
export function describeShardFailure(error: unknown): ShardFailure | undefined {
  const shard = shardOfError(error);
  if (shard === undefined || !(error instanceof Error)) return undefined;
  if (Object.values(TROUBLE_MESSAGES).includes(error.message)) return undefined;
  const reason = /\bSQLITE_[A-Z]+\b/u.exec(error.message)?.[0] ?? error.name;
  return { shard, reason };
}

/** Tells the catalog of shards whose requests fail, and not more often than that helps anybody. */
export function openShardAlarm() {
  const toldAt = new Map<string, number>();
  let second = 0;
  let told = 0;

  return async (
    { catalog, now }: Pick<Services, "catalog" | "now">,
    { shard, reason }: ShardFailure,
  ): Promise<void> => {
    const at = now();
    const sinceMs = at - (toldAt.get(shard) ?? -Infinity);
    if (sinceMs >= 0 && sinceMs < TOLD_EVERY_MS) return;
    const current = Math.floor(at / 1_000);
    if (current !== second) [second, told] = [current, 0];
    if (told >= TOLD_PER_SECOND) return;
    told += 1;
    toldAt.set(shard, at);
    // A catalog that can't be reached asks everybody when it is back.
    await catalog.suspect(shard, reason).catch(() => undefined);
  };
}
