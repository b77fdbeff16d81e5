/**
 * Runs a command for `startTied`, and ends it when its own standard input ends. Exits as the command does. The command has
 * this process's descriptors from 3 on, as many as the first argument says.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

const STOP_WITHIN_MS = 10_000;
const FIRST_DESCRIPTOR = 3;
/** The kernel ends the command if this process is killed; elsewhere `endGroup` does, unless all are killed at once. */
const DIE_WITH_PARENT = ["setpriv", "--pdeathsig", "KILL"] as const;

const [count = "0", ...wanted] = process.argv.slice(2);
const [command = "", ...args] = canDieWithParent() ? [...DIE_WITH_PARENT, ...wanted] : wanted;
const descriptors = Array.from({ length: Number(count) }, (_, index) => FIRST_DESCRIPTOR + index);
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit", ...descriptors] });
let isStopping = false;

function canDieWithParent(): boolean {
  const [program, ...options] = DIE_WITH_PARENT;
  return spawnSync(program, [...options, "true"], { stdio: "ignore" }).status === 0;
}

function stop(): void {
  if (isStopping) return;
  isStopping = true;
  child.kill("SIGTERM");
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), STOP_WITHIN_MS).unref();
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stop);
process.stdin.once("close", stop).resume();

const [code] = await once(child, "exit");
// What the command has started and left behind ends too; this process only takes note of it.
isStopping = true;
process.kill(-process.pid, "SIGTERM");
process.exit(typeof code === "number" ? code : 1);
