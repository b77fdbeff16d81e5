import { existsSync, readdirSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What carries one machine. */
const FIRST_SHARDS = "16";

/**
 * The number of shards to serve a folder with, as text: the wanted one, or what the installation was started with. Throws an
 * error if those differ: with another number people's choices would not be found. Writes nothing.
 */
export function chooseShardCount(data: string, wanted: string | undefined): string {
  const fixed = readShardCount(data);
  if (fixed !== undefined) {
    if (wanted === undefined || Number(wanted) === fixed) return String(fixed);
    throw new Error(`This installation was started with SHARDS=${fixed}; it can't be ${wanted} now.`);
  }
  const shards = countShards(data);
  if (wanted === undefined && shards > 0) {
    const what = "set SHARDS to what the installation was started with";
    throw new Error(`${data} has ${shards} shards, but neither a catalog nor a file says how many there are: ${what}.`);
  }
  if (shards > Number(wanted)) {
    throw new Error(`${data} has ${shards} shards, so SHARDS=${wanted} is not what the installation was started with.`);
  }
  return wanted ?? FIRST_SHARDS;
}

/** What an installation was started with: by its catalog, or by the file beside it if the catalog can't say. */
export function readShardCount(data: string): number | undefined {
  return readFromCatalog(data) ?? readFromFile(data);
}

/** Keeps the number where backups and people find it. The file is whole at any time. */
export async function writeShardCount(data: string, count: string): Promise<void> {
  // A full disk is no reason not to serve.
  if (readFromFile(data) === Number(count)) return;
  const written = await open(join(data, "shards.new"), "w");
  await written.writeFile(count);
  await written.sync();
  await written.close();
  await rename(join(data, "shards.new"), join(data, "shards"));
}

function readFromFile(data: string): number | undefined {
  const file = join(data, "shards");
  const text = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function readFromCatalog(data: string): number | undefined {
  for (const file of listDatabases(data, "Catalog")) {
    try {
      const catalog = new DatabaseSync(file, { readOnly: true });
      try {
        const row = catalog.prepare("SELECT value FROM settings WHERE key = 'shardCount'").get();
        if (row !== undefined) return Number(row["value"]);
      } finally {
        catalog.close();
      }
    } catch {
      // It was not started yet, or is damaged: what is wrong with it, the service finds out and tells.
    }
  }
  return undefined;
}

/** How many shards have been opened ever. */
export function countShards(data: string): number {
  return listDatabases(data, "Shard").length;
}

/** The files of a class's objects. */
function listDatabases(data: string, className: string): readonly string[] {
  const folder = join(data, "objects", className);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite")
    .map((name) => join(folder, name));
}
