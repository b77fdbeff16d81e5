import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** Node keeps what it has compiled here from one run to the next, which halves the time of each. */
const COMPILE_CACHE = join(tmpdir(), "garland-compile-cache");
const PROGRAM = join(import.meta.dirname, "../../scripts/garland.ts");

export interface Outcome {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the `garland` command as a person would. */
export function runGarland(...args: readonly string[]): Promise<Outcome> {
  return hear(startGarland(args));
}

/** The same, with variables of its own, as its own process. */
export function startGarland(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const { GARLAND_URL: _unset, ...env } = process.env;
  return spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Waits until it has ended. */
export async function hear(child: ReturnType<typeof startGarland>): Promise<Outcome> {
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { exitCode, output, errors };
}
