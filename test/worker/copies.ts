/** What becomes of the files of objects: emptied, copied, and put back. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import type { env } from "cloudflare:workers";

export type Stub =
  | ReturnType<typeof env.SHARD.getByName>
  | ReturnType<typeof env.GUARD.getByName>
  | ReturnType<typeof env.EVENTS.getByName>
  | ReturnType<typeof env.CATALOG.getByName>;

/** Takes all that an object holds, as if its file were gone when it opens next. */
export async function empty(stub: Stub): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => storage.deleteAll());
  await evictDurableObject(stub);
}

/** Has it be another installation's, as a file that was put in its place would. */
export async function disown(stub: Stub): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    storage.kv.put("identity", { ...storage.kv.get<object>("identity"), installation: "of somebody else" });
  });
  await evictDurableObject(stub);
}

/** All that an object holds, table by table. */
export type Copy = Readonly<Record<string, readonly Record<string, SqlStorageValue>[]>>;

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A copy of an object's file, as a backup makes one. */
export function takeCopy(stub: Stub): Promise<Copy> {
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
export async function putBack(stub: Stub, { kept = [], ...tables }: Copy): Promise<void> {
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
    for (const key of Array.from(storage.kv.list(), ([each]) => each)) storage.kv.delete(key);
    for (const { key, value } of kept) storage.kv.put(String(key), JSON.parse(String(value)));
  });
  await evictDurableObject(stub);
}
