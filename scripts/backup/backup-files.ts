/** A backup's files, as they are found and as they are copied: nothing that is a link, or not in the manifest, is ever followed. */
import { createHash } from "node:crypto";
import { constants, existsSync, lstatSync, readdirSync } from "node:fs";
import { mkdir, open, statfs } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CLASSES, classOf, isAlarmFile, isBackupPath } from "./object-files.ts";
import { OWN_NAMES, type Manifest, type ManifestFile } from "./manifest.ts";

/** Room that a service needs besides its data, to begin with. */
const SPARE_BYTES = 32 * 1024 ** 2;

/** A file to copy; what it must be is known only if there is a manifest. */
export interface BackupFile {
  readonly path: string;
  readonly bytes: number;
  readonly expected?: ManifestFile;
}

interface Entry {
  readonly path: string;
  readonly kind: "file" | "folder" | "other";
  readonly bytes: number;
}

/** Everything in a backup but what says what it is. Links are named, and not followed. */
function listEntries(backup: string, folder = ""): readonly Entry[] {
  return readdirSync(join(backup, folder)).flatMap((name) => {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (OWN_NAMES.includes(path)) return [];
    const found = lstatSync(join(backup, path));
    if (found.isDirectory()) return [{ path, kind: "folder", bytes: 0 }, ...listEntries(backup, path)];
    return [{ path, kind: found.isFile() ? "file" : "other", bytes: found.size }];
  });
}

/** What of a backup is not as its manifest says, so far as names, kinds and sizes tell: a line each. */
export function findWrongNames(backup: string, { files }: Pick<Manifest, "files">): readonly string[] {
  const entries = listEntries(backup);
  const known = new Set(files.map(({ path }) => path));
  const added = entries.flatMap(({ path, kind }) => {
    if (known.has(path) || (kind === "folder" && isFolderOfCopies(path))) return [];
    if (kind === "other") return [`${path} is a link or no plain file, and no part of the backup. Take it out.`];
    return [
      `${path} was added: the manifest does not know it. Take it out; if somebody has served this folder, use another copy.`,
    ];
  });
  return [...findWrongFiles(backup, files), ...added];
}

/** The same of some files only. */
export function findWrongFiles(backup: string, files: readonly ManifestFile[]): readonly string[] {
  const entries = new Map(listEntries(backup).map((entry) => [entry.path, entry]));
  return files.flatMap((file) => {
    const { path, bytes } = file;
    const entry = entries.get(path);
    const name = describeFile(file);
    if (entry === undefined) return [`${name} is missing. ${ANOTHER_COPY}`];
    if (entry.kind !== "file") {
      return [`${name} is not a file, but a ${entry.kind === "folder" ? "folder" : "link"}. ${ANOTHER_COPY}`];
    }
    if (entry.bytes === bytes) return [];
    const what = entry.bytes < bytes ? "was cut off" : "has grown";
    return [`${name} ${what}: it has ${count(entry.bytes)} bytes instead of ${count(bytes)}. ${ANOTHER_COPY}`];
  });
}

/** Objects that the backup was made without. */
export function describeMissing({ missing }: Pick<Manifest, "missing">): readonly string[] {
  return missing.map(
    (name) =>
      `${name} is not in it: it had no file when the backup was made, or could not be read. Take it from an earlier backup.`,
  );
}

function isFolderOfCopies(path: string): boolean {
  return path === "objects" || CLASSES.some((className) => path === `objects/${className}`);
}

const ANOTHER_COPY = "Use another copy of this backup, or another backup.";

/** By what it is called where people see it. */
export function describeFile({ path, object }: Pick<ManifestFile, "path" | "object">): string {
  if (object !== null) return `${object} (${path})`;
  return isAlarmFile(path) ? `${path} (alarms)` : path;
}

/** What is to be copied of a backup. Without a manifest that is whatever looks like a part of it. */
export function listBackupFiles(backup: string, manifest: Manifest | null): readonly BackupFile[] {
  if (manifest !== null) return manifest.files.map((file) => ({ path: file.path, bytes: file.bytes, expected: file }));
  const link = listEntries(backup).find(
    ({ path, kind }) => kind === "other" && (path === "shards" || path.startsWith("objects")),
  );
  if (link !== undefined)
    throw new Error(
      `${join(backup, link.path)} is a link or no plain file. Copy the folder anew, with what links lead to.`,
    );
  // Of a folder that was copied while the service was stopped, the last words may still be in the log beside the file.
  return listEntries(backup).filter(({ path, kind }) => kind === "file" && isBackupPath(path.replace(/-wal$/, "")));
}

/** What is wrong with a copy; undefined: nothing. The file and its copy are read and written once. */
export async function copyChecked(
  backup: string,
  { path, expected }: BackupFile,
  to: string,
  stop: AbortSignal,
): Promise<string | undefined> {
  await mkdir(dirname(to), { recursive: true });
  // Only the last name of a path is kept from being a link by this; folders were looked at before.
  const source = await open(join(backup, path), constants.O_RDONLY | constants.O_NOFOLLOW);
  const target = await open(to, "wx", 0o600);
  const hash = createHash("sha256");
  try {
    for await (const chunk of source.createReadStream({ autoClose: false })) {
      stop.throwIfAborted();
      hash.update(chunk);
      await target.writeFile(chunk);
    }
    await target.sync();
  } finally {
    await source.close();
    await target.close();
  }
  if (expected === undefined || hash.digest("hex") === expected.sha256) return undefined;
  return `${describeFile(expected)} was changed: its SHA-256 is not the manifest's. ${ANOTHER_COPY}`;
}

/** Throws an error that says so if a folder's disk has no room for so much. */
export async function checkRoom(
  folder: string,
  files: readonly Pick<BackupFile, "bytes">[],
  instead: string,
): Promise<void> {
  let place = resolve(folder);
  while (!existsSync(place)) place = dirname(place);
  const { bavail, bsize } = await statfs(place);
  const missing = whatIsMissing(files, bavail * bsize);
  if (missing > 0)
    throw new Error(`The disk of ${place} is too full: ${describeBytes(missing)} more are needed. ${instead}`);
}

/** How many bytes there are too few of for some files. */
export function whatIsMissing(files: readonly Pick<BackupFile, "bytes">[], free: number): number {
  const needed = files.reduce((sum, { bytes }) => sum + bytes, SPARE_BYTES);
  return Math.max(0, needed - free);
}

function describeBytes(bytes: number): string {
  return `${count(Math.ceil(bytes / 1024 ** 2))} MiB`;
}

/** Whether files of that path have an object's content. */
export function isObjectFile(path: string): boolean {
  return path.endsWith(".sqlite") && classOf(path) !== undefined && !isAlarmFile(path);
}

export const count = (number: number) => number.toLocaleString("en-US");

/** A number of things, in words. */
export const counted = (number: number, one: string, many: string) => `${count(number)} ${number === 1 ? one : many}`;

/** What is counted of an object, or of several. */
export function countHeld(
  held: readonly { readonly people?: number | undefined; readonly words?: number | undefined }[],
): string {
  const total = (what: "people" | "words") => held.reduce((sum, each) => sum + (each[what] ?? 0), 0);
  return `${counted(total("people"), "person", "people")}, ${counted(total("words"), "word", "words")}`;
}
