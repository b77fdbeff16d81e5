/**
 * Keeps every second server from a data folder. Two would each remember people's words that the other does not know of.
 */
import { spawnSync } from "node:child_process";
import { openSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";

/** What flock(1) exits with if another has the lock. */
const NOT_GIVEN = 1;
const SQLITE_BUSY = 5;

/**
 * Locks a folder. Throws an error that names who has it. Whoever inherits the descriptor keeps the folder locked for as long as
 * it lives; where there is none, only this process does.
 */
export function lockFolder(data: string): number | undefined {
  const descriptor = lockByFlock(data);
  if (descriptor === undefined) lockBySqlite(data);
  return descriptor;
}

/** Leaves word, in a folder that this process has locked, of which server has it, for whoever wants it meanwhile. */
export function nameHolder(data: string, origin: string): void {
  const holder: Holder = { pid: process.pid, machine: hostname(), since: new Date().toISOString(), origin };
  try {
    writeFileSync(join(data, "holder.json"), JSON.stringify(holder));
  } catch (error) {
    // It only helps whoever starts a second server, so a full disk is no reason not to serve.
    console.error(`${data} keeps no word of who serves it: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Node itself can't call flock(2). What flock(1) does to a descriptor that both have holds for this process too. */
function lockByFlock(data: string): number | undefined {
  const descriptor = openSync(data, "r");
  const { error, status } = spawnSync("flock", ["-n", "-x", "3"], {
    stdio: ["ignore", "ignore", "inherit", descriptor],
  });
  if (error !== undefined) {
    console.error(
      "There is no flock on this machine (it comes with util-linux), so the data folder is kept for this server only while its " +
        "script runs: after kill -9 of the script wait until workerd has ended too, before you start it again.",
    );
    return undefined;
  }
  if (status === NOT_GIVEN) throw new Error(describeHolder(data));
  if (status !== 0) throw new Error(`The data folder ${data} can't be locked; keep it on a disk of this machine.`);
  return descriptor;
}

/** Kept, as what is collected is closed, and what is closed holds no lock. */
let lockDatabase: DatabaseSync | undefined;

function lockBySqlite(data: string): void {
  lockDatabase = new DatabaseSync(join(data, "lock.sqlite"));
  try {
    lockDatabase.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    const isTaken = error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
    throw isTaken ? new Error(describeHolder(data), { cause: error }) : error;
  }
}

const holderSchema = z.object({ pid: z.int(), machine: z.string(), since: z.iso.datetime(), origin: z.string() });
type Holder = z.infer<typeof holderSchema>;

function describeHolder(data: string): string {
  const holder = readHolder(data);
  if (holder === undefined) return `${data} is served by another process, which has only just started. ${WHAT_TO_DO}`;
  const { pid, machine, since, origin } = holder;
  const who = `process ${pid} on ${machine} since ${since.slice(0, 19).replace("T", " ")} UTC, at ${origin}`;
  if (machine !== hostname() || isRunning(pid)) return `${data} is served by ${who}. ${WHAT_TO_DO}`;
  return `${data} was served by ${who}. It is gone, but what it started is still ending: try again in some seconds.`;
}

const WHAT_TO_DO = "Stop that server first, or give this one a folder of its own by GARLAND_DATA.";

function readHolder(data: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(join(data, "holder.json"), "utf8")));
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Of another user's process only this is told.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
