import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Stub } from "./copies.ts";
import { catalog } from "./client.ts";

/** Has it keep another identity, as a file that was put in its place would; undefined: one from before identities. */
export async function rename(stub: Stub, identity: object | undefined): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    if (identity === undefined) storage.kv.delete("identity");
    else storage.kv.put("identity", identity);
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
