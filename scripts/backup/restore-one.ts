import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readShardCount } from "../shard-count.ts";
import { checkRoom, countHeld, findWrongFiles, listBackupFiles, type BackupFile } from "./backup-files.ts";
import { birthAtRestore, expectCopy, readyCatalogCopy } from "./catalog-copy.ts";
import { readCatalogFacts, readObjectFacts, withDatabase, type CatalogFacts } from "./file-facts.ts";
import { describeInstant, readManifest, syncFolder, type Manifest } from "./manifest.ts";
import { CATALOG_PATH, findObject, type ClassName } from "./object-files.ts";
import { giveAway, newest, STAGING, whileNobodyServes } from "./staging.ts";
import { lookAtObjects, stageFiles } from "./stage.ts";

/** Where what is replaced goes. */
const ASIDE = "aside";

export interface OneOrder {
  readonly backup: string;
  readonly data: string;
  /** As `garland repair` takes it: shard-7. */
  readonly object: string;
  /** Whether to go on although something is said against it. */
  readonly acceptsOlder: boolean;
  readonly stop: AbortSignal;
}

interface Wanted {
  readonly path: string;
  readonly name: string;
  readonly className: ClassName;
}

/** Puts one object of a stopped service back. Whatever can refuse it is looked at before anything is touched. Returns what to tell. */
export async function restoreOne(order: OneOrder): Promise<string> {
  const { data } = order;
  if (!existsSync(join(data, "objects"))) {
    throw new Error(`There is no installation in ${data}; set GARLAND_DATA, or restore the whole backup.`);
  }
  return whileNobodyServes(data, () => putBack(order));
}

async function putBack({ backup, data, object, acceptsOlder, stop }: OneOrder): Promise<string> {
  const manifest = readManifest(backup);
  const live = readLive(data);
  const shards = live?.shards ?? readShardCount(data) ?? manifest?.shards;
  if (shards === undefined)
    throw new Error(`Nothing in ${data} says how many shards there are. Restore the catalog first: --only catalog.`);
  const wanted = findObject(object, shards, live?.guards ?? []);
  if (wanted === undefined)
    throw new Error(`${data} has no object ${object}. Name a shard such as shard-7, a guard, events-0, or catalog.`);
  const installation = wanted.className === "Catalog" ? findInstallation(data) : live?.installation;
  if (wanted.className !== "Catalog" && live === undefined) {
    throw new Error(
      `The catalog of ${data} can't be read, and it must take ${wanted.name} in. Restore it first: --only catalog.`,
    );
  }
  refuseOthers({ backup, data, manifest, installation, shards });
  const files = chooseFiles(backup, manifest, wanted);
  await checkRoom(data, files, "Make room first.");
  const at =
    manifest?.files.find(({ path }) => path === wanted.path)?.at ?? new Date(newest(backup, files)).toISOString();
  if (!acceptsOlder && wanted.className !== "Shard")
    throw new Error(
      `${WARNINGS[wanted.className](wanted.name, describeInstant(at))} Nothing was touched. To do it, say --accept-older.`,
    );

  const staging = join(data, STAGING);
  await rm(staging, { recursive: true, force: true });
  try {
    const owner = { installation: installation ?? null, shards, guards: live?.guards ?? [] };
    const wrong = await stageFiles(backup, files, staging, stop);
    const [looked] = wrong.length > 0 ? [] : lookAtObjects(staging, files, owner);
    const said = wrong[0] ?? looked?.wrong;
    if (said !== undefined) throw new Error(`${said} Nothing was touched.`);
    const staged = join(staging, wanted.path);
    if (wanted.className === "Catalog") {
      const found = withDatabase(staged, readCatalogFacts);
      refuseOthers({ backup, data, manifest: null, installation, shards, found });
      withDatabase(staged, (copy) => readyCatalogCopy(copy, birthAtRestore(Date.now())));
    }
    stop.throwIfAborted();
    // First: from here on the copy is waited for, and until it is there its absence is noticed.
    const birth = looked?.facts?.identity?.birth ?? null;
    if (wanted.className !== "Catalog")
      withDatabase(join(data, CATALOG_PATH), (catalog) => expectCopy(catalog, wanted.name, birth));
    const wrote = lastWritten(join(data, wanted.path));
    const aside = await putAside(data, wanted);
    await rename(staged, join(data, wanted.path));
    await syncFolder(dirname(join(data, wanted.path)));
    return describeDone({ wanted, at, wrote, aside, manifest, facts: looked?.facts ?? {} });
  } finally {
    await rm(staging, { recursive: true, force: true });
    await giveAway(data, data);
  }
}

function readLive(data: string): CatalogFacts | undefined {
  if (!existsSync(join(data, CATALOG_PATH))) return undefined;
  try {
    const facts = withDatabase(join(data, CATALOG_PATH), readCatalogFacts);
    return facts.shards === null ? undefined : facts;
  } catch {
    return undefined;
  }
}

/** Whose a folder is whose catalog can't say it: its shards know. */
function findInstallation(data: string): string | undefined {
  const folder = join(data, "objects/Shard");
  const found = new Map<string, number>();
  for (const name of existsSync(folder) ? readdirSync(folder).filter(isObjectName) : []) {
    const installation = tryToRead(join(folder, name));
    if (installation !== undefined) found.set(installation, (found.get(installation) ?? 0) + 1);
  }
  const [most] = [...found].sort(([, one], [, other]) => other - one);
  return most?.[0];
}

function isObjectName(name: string): boolean {
  return /^[0-9a-f]{64}\.sqlite$/.test(name);
}

function tryToRead(file: string): string | undefined {
  try {
    return withDatabase(file, (shard) => readObjectFacts(shard, "Shard").identity?.installation);
  } catch {
    return undefined;
  }
}

interface Sides {
  readonly backup: string;
  readonly data: string;
  readonly manifest: Manifest | null;
  readonly installation: string | null | undefined;
  readonly shards: number;
  /** What the backup's own catalog says. */
  readonly found?: CatalogFacts;
}

/** Throws an error if a backup is another installation's. */
function refuseOthers({ backup, data, manifest, installation, shards, found }: Sides): void {
  const theirs = found?.installation ?? manifest?.installation;
  if (theirs !== undefined && theirs !== null && typeof installation === "string" && theirs !== installation) {
    throw new Error(
      `${backup} is of another installation (${theirs}) than ${data} (${installation}). Nothing was touched; name a backup of this one.`,
    );
  }
  const counted = found?.shards ?? manifest?.shards;
  if (counted === undefined || counted === null || counted === shards) return;
  throw new Error(
    `${backup} has ${counted} shards, and ${data} has ${shards}. Nothing was touched; name a backup of this one.`,
  );
}

/** The object's file, and in a folder that was copied its log. */
function chooseFiles(backup: string, manifest: Manifest | null, { path, name }: Wanted): readonly BackupFile[] {
  const files = listBackupFiles(backup, manifest).filter((file) => [path, `${path}-wal`].includes(file.path));
  if (!files.some((file) => file.path === path)) {
    throw new Error(
      `${backup} has no file of ${name} (${path}). Nothing was touched; look for it in an earlier backup.`,
    );
  }
  const [wrong] = findWrongFiles(
    backup,
    files.flatMap(({ expected }) => expected ?? []),
  );
  if (wrong !== undefined) throw new Error(`${wrong} Nothing was touched.`);
  return files;
}

const WARNINGS: Readonly<Record<Exclude<ClassName, "Shard">, (name: string, at: string) => string>> = {
  Catalog: (_, at) =>
    `The catalog would be as it was at ${at}. At its start it asks every shard and guard, and heals: what is stopped or halted in any of them stays so, ` +
    "what was started since then is not shown any more, and its next ruleset is above theirs (audit: heal). " +
    "Definitions, approvals, webhooks, keys and the audit since then are forgotten: a service key that was revoked is valid again, one that was made is unknown. Look at keys, and at what is live, before you let people in.",
  Guard: (name, at) =>
    `The guard ${name} would be as it was at ${at}: it counts on with what shards report next, but forgets who of those since then belong together, so it may stop its campaign sooner.`,
  Events: (name) => `${name} keeps nothing that lasts and begins anew by itself: there is nothing to gain.`,
};

/** When anything was last written to a file or its log. */
function lastWritten(file: string): number | undefined {
  const times = [file, `${file}-wal`].flatMap((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Keeps what was there, named after the object and the second; undefined: there was nothing. */
async function putAside(data: string, { path, name }: Wanted): Promise<string | undefined> {
  const folder = dirname(join(data, path));
  const names = (await readdir(folder).catch(() => [])).filter((each) => isOf(each, basename(path)));
  await mkdir(folder, { recursive: true });
  if (names.length === 0) return undefined;
  const aside = await nameAside(join(data, ASIDE), name);
  // The file itself goes first: without it the object is lost, and says so, whatever happens next.
  for (const each of names.toSorted()) await rename(join(folder, each), join(aside, each));
  return aside;
}

/** A file, or what SQLite keeps beside it. */
function isOf(name: string, file: string): boolean {
  return [file, `${file}-wal`, `${file}-shm`].includes(name);
}

async function nameAside(folder: string, name: string): Promise<string> {
  const base = `${name}.${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}Z`;
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? base : `${base}.${number}`);
    if (existsSync(path)) continue;
    await mkdir(path, { recursive: true });
    return path;
  }
}

interface Done {
  readonly wanted: Wanted;
  readonly at: string;
  /** When what is aside was last written. */
  readonly wrote: number | undefined;
  readonly aside: string | undefined;
  readonly manifest: Manifest | null;
  readonly facts: { readonly people?: number; readonly words?: number };
}

function describeDone({ wanted: { name, className }, at, wrote, aside, manifest, facts }: Done): string {
  const counts = facts.people === undefined ? "" : `, with ${countHeld([facts])}`;
  const from = describeInstant(at);
  const last =
    wrote === undefined || wrote < Date.parse(at)
      ? "until now"
      : `until ${describeInstant(wrote)}, when its file was last written`;
  return [
    ...(manifest === null
      ? ["Warning: the backup has no manifest.json, so nobody can say whether this file is as it was written."]
      : []),
    `${name} is as it was at ${from}${counts}.`,
    ...(className === "Shard"
      ? [
          `What its people said from ${from} ${last}, is lost. Which words that were can't be known from here: your own log of choices tells. Repeat erasures since then, too.`,
        ]
      : []),
    ...(aside === undefined
      ? ["There was no file to put aside."]
      : [`What was there is in ${aside}. Delete it when nobody needs it: erased people may still be in it.`]),
    "Start the service: it takes the copy in, brings it the latest ruleset with every stop, and writes it into the audit.",
  ].join("\n");
}
