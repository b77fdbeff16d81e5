import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, open, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { readShardCount, writeShardCount } from "../shard-count.ts";
import { checkRoom, countHeld, isObjectFile } from "./backup-files.ts";
import { readyCatalogCopy } from "./catalog-copy.ts";
import { readCatalogFacts, readObjectFacts, withDatabase, type CatalogFacts, type ObjectFacts } from "./file-facts.ts";
import { beginManifest, syncFolder, writeManifest, type ManifestFile } from "./manifest.ts";
import { CATALOG_PATH, CLASSES, classOf, nameObjects } from "./object-files.ts";

const root = join(import.meta.dirname, "../..");
/** An object that comes to be while a backup is made is copied after all, and the catalog again after it. */
const MOST_ROUNDS = 3;

const packageSchema = z.object({ version: z.string() });

export interface Taken {
  /** Whether there is a copy of everything that the catalog expects. */
  readonly isWhole: boolean;
  readonly lines: readonly string[];
}

/** Copies a data folder, each file as of one moment, while the service runs or not. What can't be copied keeps nothing else from it. */
export async function takeBackup(data: string, target: string): Promise<Taken> {
  const shards = readShardCount(data);
  if (shards === undefined) throw new Error(`There is no installation in ${data}; set GARLAND_DATA.`);
  if (existsSync(target)) throw new Error(`${target} is there already; name a new folder.`);
  const sources = CLASSES.flatMap((className) => listDatabases(data, className));
  const sizes = sources.map((path) => sizeOf(join(data, path)));
  await checkRoom(target, sizes, "Make room, or name a folder on another disk.");

  await mkdir(target, { recursive: true });
  await beginManifest(target);
  const copies: Copies = { data, target, done: new Map(), failed: new Map() };
  for (const path of sources) await copyObject(copies, path);
  const catalog = await copyLate(copies);

  await writeShardCount(target, String(shards));
  copies.done.set("shards", { at: new Date().toISOString(), facts: undefined });
  const names = nameObjects(shards, catalog?.guards ?? []);
  const files: ManifestFile[] = [];
  for (const [path, { at, facts }] of copies.done) {
    files.push(await describeCopy(target, path, { at, facts, name: names.get(path)?.name }));
  }
  const nameOf = (path: string) => names.get(path)?.name ?? path;
  const expected = (catalog?.born ?? []).filter(
    (name) => ![...copies.done.keys()].some((path) => nameOf(path) === name),
  );
  const missing = [...new Set([...Array.from(copies.failed.keys(), nameOf), ...expected])];
  await syncFolder(target);
  await writeManifest(target, {
    garland: readVersion(),
    madeAt: new Date().toISOString(),
    installation: catalog?.installation ?? null,
    environment: catalog?.environment ?? null,
    shards,
    audit: catalog?.audit ?? null,
    missing,
    files,
  });
  const reasons = new Map([...copies.failed].map(([path, reason]) => [nameOf(path), `can't be read (${reason})`]));
  const warnings = missing.map(
    (name) =>
      `${name} ${reasons.get(name) ?? "has no file"} in ${data}, so this backup has none. Look at /healthz for what to do.`,
  );
  const told = `${files.length} files of ${data} are in ${target}: ${countHeld(files)}.`;
  const damaged = (catalog?.missed ?? []).map(
    (name) =>
      `${name} has lost what it held, or a part of it, so this backup does not have it either. Keep earlier backups, and look at /healthz.`,
  );
  return { isWhole: missing.length + damaged.length === 0, lines: [...warnings, ...damaged, told] };
}

interface Copied {
  readonly at: string;
  readonly facts: ObjectFacts | undefined;
}

interface Copies {
  readonly data: string;
  readonly target: string;
  readonly done: Map<string, Copied>;
  /** Why, by path. */
  readonly failed: Map<string, string>;
}

/** Copies what the catalog knows and nobody had copied yet. */
async function copyLate(copies: Copies): Promise<CatalogFacts | undefined> {
  const { data, target, done, failed } = copies;
  for (let round = 1; ; round++) {
    if (!done.has(CATALOG_PATH)) return undefined;
    const catalog = withDatabase(join(target, CATALOG_PATH), readCatalogFacts);
    const born = new Set(catalog.born);
    const late = [...nameObjects(catalog.shards ?? 0, catalog.guards)]
      .filter(([path, { name }]) => born.has(name) && !done.has(path) && !failed.has(path))
      .map(([path]) => path)
      .filter((path) => existsSync(join(data, path)));
    if (late.length === 0 || round > MOST_ROUNDS) return catalog;
    await rm(join(target, CATALOG_PATH));
    for (const path of [...late, CATALOG_PATH]) await copyObject(copies, path);
  }
}

async function copyObject({ data, target, done, failed }: Copies, path: string): Promise<void> {
  const to = join(target, path);
  await mkdir(dirname(to), { recursive: true });
  const at = new Date().toISOString();
  try {
    // Written anew rather than copied page by page: what was deleted or erased is in no page of the copy.
    withDatabase(join(data, path), (source) => source.prepare("VACUUM INTO ?").run(to), true);
    const className = classOf(path);
    const facts = withDatabase(to, (copy) => {
      if (path === CATALOG_PATH) readyCatalogCopy(copy, 0);
      return className !== undefined && isObjectFile(path) ? readObjectFacts(copy, className) : undefined;
    });
    done.set(path, { at, facts });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (path === CATALOG_PATH) {
      throw new Error(
        `The catalog (${join(data, path)}) can't be copied: ${reason}. ${target} is half a backup: remove it, mend the catalog, and begin again.`,
        { cause: error },
      );
    }
    await rm(to, { force: true });
    done.delete(path);
    failed.set(path, reason);
  }
}

async function describeCopy(
  target: string,
  path: string,
  { at, facts, name }: Copied & { readonly name: string | undefined },
): Promise<ManifestFile> {
  const file = join(target, path);
  const handle = await open(file, "r");
  await handle.sync();
  await handle.close();
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  const { people, words } = facts ?? {};
  return {
    path,
    bytes: (await stat(file)).size,
    sha256: hash.digest("hex"),
    object: name ?? null,
    at,
    ...(facts !== undefined && { birth: facts.identity?.birth ?? null }),
    ...(people !== undefined && { people }),
    ...(words !== undefined && { words }),
  };
}

function listDatabases(data: string, className: string): readonly string[] {
  const folder = `objects/${className}`;
  if (!existsSync(join(data, folder))) return [];
  return readdirSync(join(data, folder))
    .filter((name) => name.endsWith(".sqlite"))
    .map((name) => `${folder}/${name}`);
}

/** With what is in the log beside it. */
function sizeOf(file: string): { readonly bytes: number } {
  const bytes = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return { bytes: bytes(file) + bytes(`${file}-wal`) };
}

function readVersion(): string {
  return packageSchema.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8"))).version;
}
