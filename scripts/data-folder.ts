import { accessSync, constants, mkdirSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { readVariable } from "./read-variable.ts";

/** Where a self-hosted service keeps everything: GARLAND_DATA, or `data` beside the code. */
export function findDataFolder(): string {
  return resolve(readVariable("GARLAND_DATA") ?? join(import.meta.dirname, "../data"));
}

/** What a server writes there; of whatever else is in the folder nothing is asked. */
const WRITTEN = ["objects", "build", "shards", "holder.json", "lock.sqlite"];

/** Makes a data folder that is not there yet. Throws an error that names what in it can't be written, and why. */
export function openDataFolder(data: string): void {
  let path = data;
  const check = (entry: string) => {
    path = entry;
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
    // It has gone meanwhile: another server has the folder, which is not for this to find out.
    if (isFolder === undefined) return;
    accessSync(path, constants.R_OK | constants.W_OK | (isFolder ? constants.X_OK : 0));
    if (isFolder) for (const name of readdirSync(entry)) check(join(entry, name));
  };
  try {
    mkdirSync(join(data, "objects"), { recursive: true });
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const name of readdirSync(data).filter((each) => WRITTEN.includes(each))) check(join(data, name));
  } catch (error) {
    throw new Error(`The data folder ${data} can't be used: ${explain(error, path)}`, { cause: error });
  }
}

function explain(error: unknown, path: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const user = process.getuid?.();
  if (code === "EACCES" || code === "EPERM") {
    return `the user who starts it${user === undefined ? "" : ` (${user})`} may not write ${path} or below. Make it theirs by chown -R.`;
  }
  if (code === "EROFS") return `the file system of ${path} can only be read. Mount it for writing.`;
  if (code === "ENOTDIR" || code === "EEXIST")
    return `something on the way to ${path} is a file. Name a folder by GARLAND_DATA.`;
  if (code === "ENOSPC") return "its disk is full.";
  return error instanceof Error ? error.message : String(error);
}
