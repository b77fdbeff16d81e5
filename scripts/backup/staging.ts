import { closeSync, lstatSync, statSync } from "node:fs";
import { lchown, readdir } from "node:fs/promises";
import { join } from "node:path";
import { lockFolder, nameHolder } from "../lock-folder.ts";
import type { BackupFile } from "./backup-files.ts";

/** Below a data folder, so that what was looked at is put in place by a new name, which is whole or not there. */
export const STAGING = "restoring";

/** What others are told who want the folder meanwhile. */
const HOLDER = "no address, for a restore";

/** Does something while no server can have the folder. Throws an error that says who has it, if one does. */
export async function whileNobodyServes<Value>(data: string, work: () => Promise<Value>): Promise<Value> {
  const lock = lockFolder(data);
  nameHolder(data, HOLDER);
  try {
    return await work();
  } finally {
    // Where there is no descriptor, the lock ends with this process.
    if (lock !== undefined) closeSync(lock);
  }
}

/** Gives what root has written to whom the folder belongs: the service's user. */
export async function giveAway(path: string, like: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(like);
  await lchown(path, uid, gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of await readdir(path)) await giveAway(join(path, name), like);
}

/** When the last of some files was written. */
export function newest(folder: string, files: readonly BackupFile[]): number {
  return Math.max(0, ...files.map(({ path }) => statSync(join(folder, path)).mtimeMs));
}
