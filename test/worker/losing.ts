import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { catalog } from "./client.ts";

type Stub =
  | ReturnType<typeof env.SHARD.getByName>
  | ReturnType<typeof env.GUARD.getByName>
  | ReturnType<typeof env.EVENTS.getByName>;

type AnyStub = Stub | ReturnType<typeof env.CATALOG.getByName>;

/** Takes all that an object holds, as if its file were gone when it opens next. */
export async function empty(stub: Stub): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => storage.deleteAll());
  await evictDurableObject(stub);
}

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

/** All that an object holds, table by table. */
type Copy = Readonly<Record<string, readonly Record<string, SqlStorageValue>[]>>;

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A copy of an object's file, as a backup makes one. */
export function takeCopy(stub: AnyStub): Promise<Copy> {
  return runInDurableObject(stub, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'",
      )
      .toArray();
    const rows = tables.map(({ name }) => [name, storage.sql.exec(`SELECT * FROM ${quote(name)}`).toArray()]);
    const kept = [...storage.kv.list()];
    return {
      ...Object.fromEntries(rows),
      kept: kept.map(([key, value]) => ({ key, value: JSON.stringify(value) })),
    } as Copy;
  });
}

/** Puts an earlier copy of its file in the place of what an object holds, and has it load that. */
export async function putBack(stub: AnyStub, { kept = [], ...tables }: Copy): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    for (const [name, rows] of Object.entries(tables)) {
      storage.sql.exec(`DELETE FROM ${quote(name)}`);
      for (const row of rows) {
        const columns = Object.keys(row);
        const marks = columns.map(() => "?").join(", ");
        storage.sql.exec(
          `INSERT INTO ${quote(name)} (${columns.map(quote).join(", ")}) VALUES (${marks})`,
          ...Object.values(row),
        );
      }
    }
    for (const [key] of storage.kv.list()) storage.kv.delete(key);
    for (const { key, value } of kept) storage.kv.put(String(key), JSON.parse(String(value)));
  });
  await evictDurableObject(stub);
}
