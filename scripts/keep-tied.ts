/** Runs a command for `startTied`, and ends it when its own standard input ends. Exits as the command does. */
import { spawn } from "node:child_process";
import { once } from "node:events";

const STOP_WITHIN_MS = 10_000;

const [command = "", ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
let isStopping = false;

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
