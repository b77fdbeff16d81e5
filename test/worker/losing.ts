import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { catalog } from "./client.ts";

type Stub =
  | ReturnType<typeof env.SHARD.getByName>
  | ReturnType<typeof env.GUARD.getByName>
  | ReturnType<typeof env.EVENTS.getByName>;

/** Takes all that an object holds, as if its file were gone when it opens next. */
export async function empty(stub: Stub): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => storage.deleteAll());
  await evictDurableObject(stub);
}

/** Has it keep another identity, as a file that was put in its place would; undefined: one from before identities. */
export async function rename(stub: Stub, identity: object | undefined): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    if (identity === undefined) storage.kv.delete("identity");
    else storage.kv.put("identity", { isConfirmed: true, ...identity });
  });
  await evictDurableObject(stub);
}

export function readIdentity(stub: Stub): Promise<unknown> {
  return runInDurableObject(stub, (_, { storage }) => storage.kv.get("identity"));
}

/** A new life of the catalog, which asks everybody. */
export async function restartCatalog(now: number) {
  await evictDurableObject(env.CATALOG.getByName("catalog"));
  return catalog().start(now);
}

/** Calls the SQL of the catalog. */
export function inCatalog<Row extends Record<string, SqlStorageValue>>(statement: string): Promise<Row[]> {
  return runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) =>
    storage.sql.exec<Row>(statement).toArray(),
  );
}
