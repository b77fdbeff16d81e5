import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeShardCount } from "../shard-count.ts";
import { checkRoom, counted, countHeld, findWrongNames, listBackupFiles, type BackupFile } from "./backup-files.ts";
import { birthAtRestore, readyCatalogCopy } from "./catalog-copy.ts";
import { withDatabase } from "./file-facts.ts";
import { describeInstant, readManifest, syncFolder, type Manifest } from "./manifest.ts";
import { CATALOG_PATH } from "./object-files.ts";
import { giveAway, newest, STAGING, whileNobodyServes } from "./staging.ts";
import { lookAtObjects, ownerOf, readStagedCatalog, stageFiles } from "./stage.ts";

/** What may be in a folder that counts as empty: a server and a restore make it anew. */
const NOTHING = [STAGING, "lost+found", "build", "holder.json", "lock.sqlite"];

/** Restores a whole backup into an empty data folder. What is there, is there all at once. Returns what to tell. */
export async function restoreAll(backup: string, data: string, stop: AbortSignal): Promise<string> {
  const manifest = readManifest(backup);
  const files = listBackupFiles(backup, manifest);
  refuse(manifest === null ? [] : findWrongNames(backup, manifest));
  refuseFull(data);
  await checkRoom(data, files, "Make room, or name a folder on another disk by GARLAND_DATA.");
  mkdirSync(data, { recursive: true });
  return whileNobodyServes(data, () => fill({ backup, data, manifest, files, stop }));
}

interface Filling {
  readonly backup: string;
  readonly data: string;
  readonly manifest: Manifest | null;
  readonly files: readonly BackupFile[];
  readonly stop: AbortSignal;
}

async function fill({ backup, data, manifest, files, stop }: Filling): Promise<string> {
  // Now nobody can fill it any more.
  refuseFull(data);
  const staging = join(data, STAGING);
  await rm(staging, { recursive: true, force: true });
  try {
    refuse(await stageFiles(backup, files, staging, stop));
    const catalog = readStagedCatalog(staging);
    const owner = ownerOf(manifest, catalog);
    if (owner === undefined || catalog === undefined)
      throw new Error(`${backup} has no catalog that can be read (objects/Catalog). Use another backup.`);
    const looked = lookAtObjects(staging, files, owner);
    refuse(looked.flatMap(({ wrong }) => wrong ?? []));
    const madeAt = manifest === null ? newest(backup, files) : Date.parse(manifest.madeAt);
    withDatabase(join(staging, CATALOG_PATH), (copy) => readyCatalogCopy(copy, birthAtRestore(Date.now())));

    stop.throwIfAborted();
    await rename(join(staging, "objects"), join(data, "objects"));
    await writeShardCount(data, String(owner.shards));
    await giveAway(data, data);
    await syncFolder(data);
    return [
      ...(manifest === null
        ? [
            `Warning: ${backup} has no manifest.json, so nobody can say whether it is all that there was, and as it was written.`,
          ]
        : []),
      ...(manifest?.missing ?? []).map(
        (name) =>
          `Warning: ${name} is not in the backup; it will be lost here, too, until it is put back from an earlier one.`,
      ),
      `${data} is as it was at ${describeInstant(madeAt)}: ${countHeld(looked.map(({ facts }) => facts ?? {}))} in ${counted(owner.shards, "shard", "shards")}.`,
      "What was said, stopped or erased since then is lost. Once the service is started, repeat the stops first, then the erasures.",
    ].join("\n");
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Throws an error if anything is wrong. */
function refuse(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(`${wrong.join("\n")}\nNothing was restored.`);
}

/** Throws an error if there is anything in the folder that a restore would mix with. */
function refuseFull(data: string): void {
  if (!existsSync(data)) return;
  const isEmpty = (name: string) => name === "objects" && readdirSync(join(data, name)).length === 0;
  const [found] = readdirSync(data).filter((name) => !NOTHING.includes(name) && !isEmpty(name));
  if (found === undefined) return;
  throw new Error(
    `${data} is not empty (${found}). Move it away first, or name another folder by GARLAND_DATA; --only puts one object back.`,
  );
}
