import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { closeSync, openSync, renameSync, symlinkSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What SQLite keeps of a database. */
const PARTS = ["", "-wal", "-shm"] as const;
const GARBAGE = "no database";
const PAGE = 4096;

/** Takes a database away, with all that is kept beside it. */
export function removeDatabase(file: string): void {
  for (const part of PARTS) rmSync(file + part, { recursive: true, force: true });
}

/** Puts another in its place. What a running service has open stays open. */
export function replaceDatabase(file: string, other: string): void {
  removeDatabase(file);
  for (const part of PARTS) if (existsSync(other + part)) copyFileSync(other + part, file + part);
}

export function swapDatabases(one: string, other: string): void {
  const aside = join(dirname(one), `aside-${basename(one)}`);
  for (const [from, to] of [
    [one, aside],
    [other, one],
    [aside, other],
  ] as const) {
    for (const part of PARTS) if (existsSync(from + part)) renameSync(from + part, to + part);
  }
}

/** Brings all that is beside a database into it, as a service that is stopped in order leaves it. */
export function settleDatabase(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

export function settleAll(data: string): void {
  for (const name of readdirSync(join(data, "objects"), { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".sqlite")) settleDatabase(join(data, "objects", name));
  }
}

export function runSql(file: string, statements: string): void {
  const database = new DatabaseSync(file);
  database.exec(statements);
  database.close();
}

/** Overwrites bytes in place; a running service has the very file open. */
function overwrite(file: string, from: number, length: number): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, Buffer.alloc(length, GARBAGE), 0, length, from);
  closeSync(descriptor);
}

export const destroyHeader = (file: string) => overwrite(file, 0, 100);
export const destroyPage = (file: string, page: number) => overwrite(file, page * PAGE, PAGE);
export const countPages = (file: string) => Math.floor(statSync(file).size / PAGE);
export const empty = (file: string) => truncateSync(file, 0);

export function replaceByFolder(file: string): void {
  removeDatabase(file);
  mkdirSync(file);
}

export function replaceByLink(file: string): void {
  renameSync(file, `${file}.elsewhere`);
  symlinkSync(`${file}.elsewhere`, file);
}

export const writeGarbage = (file: string) => writeFileSync(file, GARBAGE.repeat(1_000));
