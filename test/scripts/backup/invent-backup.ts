import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { serialize } from "node:v8";
import { beginManifest, writeManifest, type Manifest } from "../../../scripts/backup/manifest.ts";
import { CATALOG_PATH, pathOf } from "../../../scripts/backup/object-files.ts";
import { shardNameOf } from "../../../src/contract/rpc/objects.ts";

const AT = "2026-11-30T01:00:00.000Z";
const SHARDS = 2;
export const SHARD_PATHS = [0, 1].map((index) => pathOf("Shard", shardName(index)));

function shardName(index: number): string {
  return `shard-${index}-of-${SHARDS}`;
}

interface Invention {
  readonly installation?: string;
  /** By which each shard was born. */
  readonly birth?: number;
  readonly changes?: Partial<Manifest>;
}

/** Data as a small installation has it, so far as files tell: two shards with a person each, who said a word. */
export function inventData(folder: string, { installation = "one", birth = 1 }: Invention = {}): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "shards"), String(SHARDS));
  for (const [index, path] of SHARD_PATHS.entries()) {
    const id =
      Array.from({ length: 99 }, (_, each) => `person-${each}`).find(
        (each) => shardNameOf(each, SHARDS) === shardName(index),
      ) ?? "";
    write(join(folder, path), (shard) => {
      shard.exec(`CREATE TABLE subscribers (subscriber_id TEXT); CREATE TABLE choices (id INTEGER PRIMARY KEY);
        CREATE TABLE _cf_KV (key TEXT, value BLOB); INSERT INTO subscribers VALUES ('${id}'); INSERT INTO choices VALUES (1)`);
      const identity = serialize({ installation, birth, isConfirmed: true });
      shard.prepare("INSERT INTO _cf_KV VALUES ('identity', ?)").run(identity);
    });
  }
  write(join(folder, CATALOG_PATH), (catalog) => {
    catalog.exec(`CREATE TABLE settings (key TEXT, value TEXT); CREATE TABLE installs (shard TEXT, version INTEGER);
      CREATE TABLE guards (guard TEXT, followed INTEGER); CREATE TABLE objects (name TEXT, birth INTEGER, born INTEGER, kind TEXT DEFAULT 'shard', state TEXT DEFAULT 'known');
      INSERT INTO settings VALUES ('installation', '${installation}'), ('shardCount', '${SHARDS}'), ('environment', 'production')`);
    for (const index of SHARD_PATHS.keys()) {
      catalog.prepare("INSERT INTO installs VALUES (?, 5)").run(shardName(index));
      catalog.prepare("INSERT INTO objects (name, birth, born) VALUES (?, ?, ?)").run(shardName(index), birth, birth);
    }
  });
}

/** The same as a backup. */
export async function inventBackup(folder: string, { changes = {}, ...invention }: Invention = {}): Promise<void> {
  inventData(folder, invention);
  await beginManifest(folder);
  const describe = (path: string, object: string | null) => ({
    path,
    bytes: statSync(join(folder, path)).size,
    sha256: createHash("sha256")
      .update(readFileSync(join(folder, path)))
      .digest("hex"),
    object,
    at: AT,
  });
  await writeManifest(folder, {
    garland: "0.1.0",
    madeAt: AT,
    installation: invention.installation ?? "one",
    environment: "production",
    shards: SHARDS,
    audit: null,
    missing: [],
    files: [
      ...SHARD_PATHS.map((path, index) => ({ ...describe(path, shardName(index)), birth: 1, people: 1, words: 1 })),
      describe(CATALOG_PATH, "catalog"),
      describe("shards", null),
    ],
    ...changes,
  });
}

function write(file: string, fill: (database: DatabaseSync) => void): void {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  fill(database);
  database.close();
}
