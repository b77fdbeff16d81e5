/** What an object's SQLite file tells of itself, without the service. */
import { DatabaseSync } from "node:sqlite";
import { deserialize } from "node:v8";
import { z } from "zod";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import type { KeptIdentity } from "../../src/domain/identity.ts";
import type { ClassName } from "./object-files.ts";

export interface ObjectFacts {
  /** Null: nobody has told it yet, or it is from before there were identities. */
  readonly identity: KeptIdentity | null;
  /** Of a shard. */
  readonly people?: number;
  readonly words?: number;
}

export interface CatalogFacts {
  readonly installation: string | null;
  readonly environment: "production" | "development" | null;
  readonly shards: number | null;
  /** Of every campaign that ever had one. */
  readonly guards: readonly string[];
  /** Objects that are known to keep something. */
  readonly born: readonly string[];
  /** Shards whose words are not there, or not all. */
  readonly missed: readonly string[];
  /** Its length, and the hash that covers all of it. */
  readonly audit: { readonly entries: number; readonly hash: string } | null;
}

/** By which tables the file of a class is known. */
const TABLE_OF: Partial<Record<ClassName, string>> = { Shard: "subscribers", Catalog: "installs", Guard: "reports" };

const identitySchema = z.object({ installation: z.string(), birth: z.int(), name: z.string().exactOptional() });
const environmentSchema = z.enum(["production", "development"]).nullable().catch(null);

/** Opens a file of objects, and closes it. Throws an error if it is no whole database. */
export function withDatabase<Value>(file: string, use: (database: DatabaseSync) => Value, readOnly = false): Value {
  const database = new DatabaseSync(file, { readOnly });
  try {
    return use(database);
  } finally {
    database.close();
  }
}

export function hasTable(database: DatabaseSync, name: string): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(name) !== undefined;
}

/** What SQLite finds wrong with a file; undefined: nothing. */
export function findCorruption(file: string): string | undefined {
  try {
    const found = withDatabase(file, (database) => database.prepare("PRAGMA quick_check(1)").get());
    const said = String(Object.values(found ?? {})[0]);
    return said === "ok" ? undefined : said.replaceAll("\n", " ");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function readObjectFacts(database: DatabaseSync, className: ClassName): ObjectFacts {
  const identity = readIdentity(database);
  if (className !== "Shard" || !hasTable(database, "subscribers")) return { identity };
  return { identity, people: count(database, "subscribers"), words: count(database, "choices") };
}

export function readCatalogFacts(database: DatabaseSync): CatalogFacts {
  const setting = (key: string) => {
    const row = hasTable(database, "settings")
      ? database.prepare("SELECT value FROM settings WHERE key = ?").get(key)
      : undefined;
    return row === undefined ? null : String(row["value"]);
  };
  const list = (table: string, query: string) =>
    hasTable(database, table)
      ? database
          .prepare(query)
          .all()
          .map(({ name }) => String(name))
      : [];
  const shards = setting("shardCount");
  const last = hasTable(database, "audit")
    ? database.prepare("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").get()
    : undefined;
  return {
    installation: setting("installation"),
    environment: environmentSchema.parse(setting("environment")),
    shards: shards === null ? null : Number(shards),
    guards: list("guards", "SELECT guard AS name FROM guards"),
    born: list("objects", "SELECT name FROM objects WHERE born > 0"),
    missed: list("objects", "SELECT name FROM objects WHERE kind = 'shard' AND state IN ('lost', 'older', 'foreign')"),
    audit: last === undefined ? null : { entries: Number(last["id"]), hash: String(last["hash"]) },
  };
}

/** Whether a file can be one of a class's: what is empty can be any. */
export function mayBeOf(database: DatabaseSync, className: ClassName): boolean {
  const tables = Object.values(TABLE_OF).filter((table) => hasTable(database, table));
  return tables.length === 0 || tables.includes(TABLE_OF[className] ?? "");
}

/** A shard to which somebody in the file belongs, if it is another one than this. */
export function findStray(database: DatabaseSync, shard: string, shards: number): string | undefined {
  if (!hasTable(database, "subscribers")) return undefined;
  for (const row of database.prepare("SELECT subscriber_id AS id FROM subscribers").iterate()) {
    const own = shardNameOf(String(row["id"]), shards);
    if (own !== shard) return own;
  }
  return undefined;
}

/** workerd keeps small values as V8 writes them. */
function readIdentity(database: DatabaseSync): KeptIdentity | null {
  if (!hasTable(database, "_cf_KV")) return null;
  const row = database.prepare("SELECT value FROM _cf_KV WHERE key = 'identity'").get();
  return row?.["value"] instanceof Uint8Array ? identitySchema.parse(deserialize(row["value"])) : null;
}

function count(database: DatabaseSync, table: "subscribers" | "choices"): number {
  return Number(database.prepare(`SELECT count(*) AS number FROM ${table}`).get()?.["number"]);
}
