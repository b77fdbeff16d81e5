import { spawn, type ChildProcess, type IOType } from "node:child_process";
import { join } from "node:path";

const PARENT_POLL_MS = 500;

export interface TiedOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What the process has as its descriptors from 3 on. */
  readonly descriptors?: readonly (number | IOType)[];
  /** Where what it says goes; else where this process's goes. */
  readonly output?: number;
}

/**
 * Starts a process that ends with this one, however this one ends: its keeper waits for the end of a pipe, which the system
 * closes even after SIGKILL. It is in a group of its own, so that Ctrl-C reaches only this process, which then ends it in order.
 */
export function startTied(
  command: string,
  args: readonly string[],
  { cwd, env, descriptors = [], output }: TiedOptions,
) {
  const keeper = join(import.meta.dirname, "keep-tied.ts");
  return spawn(process.execPath, [keeper, String(descriptors.length), command, ...args], {
    cwd,
    env,
    stdio: ["pipe", output ?? "inherit", output ?? "inherit", ...descriptors],
    detached: true,
  });
}

/** Calls back once if whoever started this process has gone: npm may be killed without a word to what it runs. */
export function watchParent(onGone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_POLL_MS);
  timer.unref();
}

/** Ends what is left of a tied process and all that it started. */
export function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left.
  }
}
