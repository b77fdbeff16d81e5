import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findFreePort } from "../../scripts/free-port.ts";
import { RANDOM_KEY } from "./random-key.ts";

const root = join(import.meta.dirname, "../..");

/** `npm run serve`, as its own process. */
export interface Serving {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly origin: string;
  /** All that it has said so far. */
  said(): string;
  /** Resolves as soon as it has said this. Fails with all that it said if it ends without. */
  says(text: string): Promise<void>;
  /** Its exit code, once it has ended. */
  ended(): Promise<number | null>;
}

export interface ServingSetup {
  readonly data: string;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly command?: readonly [string, ...string[]];
}

const everyone = new Set<ChildProcess>();

/** Starts it in development with two shards, unless told otherwise, in a process group of its own. */
export async function startServing({ data, variables = {}, command }: ServingSetup): Promise<Serving> {
  const port = variables["PORT"] ?? String(await findFreePort());
  const [program, ...args] = command ?? [join(root, "node_modules/.bin/node"), "scripts/serve.ts"];
  const child = spawn(program, args, {
    cwd: root,
    env: {
      ...process.env,
      ENVIRONMENT: "development",
      SHARDS: "2",
      LINK_KEYS: `1:${RANDOM_KEY}`,
      GARLAND_BUILD: "no",
      HOST: "127.0.0.1",
      ...variables,
      PORT: port,
      GARLAND_DATA: data,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  everyone.add(child);
  let heard = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (heard += String(text)));
  const closed = once(child, "close");
  return {
    child,
    pid: child.pid ?? 0,
    origin: `http://127.0.0.1:${port}`,
    said: () => heard,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => heard.includes(text) && resolve();
        for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
        void closed.then(() => reject(new Error(`It ended without “${text}”:\n${heard}`)));
        look();
      }),
    async ended() {
      await closed;
      return child.exitCode;
    },
  };
}

/** Starts it, and waits until it says that it is ready. */
export async function serveUntilReady(setup: ServingSetup): Promise<Serving> {
  const serving = await startServing(setup);
  await serving.says("Garland is ready");
  return serving;
}

/** Starts it where it must be refused. Returns what it said, and its exit code. */
export async function serveRefused(setup: ServingSetup) {
  const serving = await startServing(setup);
  return { code: await serving.ended(), said: serving.said() };
}

/** As systemd stops it. */
export async function stopServing(serving: Serving): Promise<number | null> {
  serving.child.kill("SIGTERM");
  return serving.ended();
}

/** Whatever a test has left. */
export async function endAllServing(): Promise<void> {
  const left = [...everyone].filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  everyone.clear();
  await Promise.all(
    left.map(async (child) => {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    }),
  );
}

/** A process on Linux. */
export interface Relative {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
  readonly group: number;
}

export function listProcesses(): readonly Relative[] {
  return readdirSync("/proc").flatMap((entry): Relative[] => {
    const file = `/proc/${entry}/stat`;
    if (!/^\d+$/.test(entry) || !existsSync(file)) return [];
    const [, pid, name = "", state, parent, group] = /^(\d+) \((.*)\) (\S) (\d+) (\d+)/s.exec(readIfThere(file)) ?? [];
    // A zombie has ended; whoever started it has only not been told.
    return pid === undefined || state === "Z"
      ? []
      : [{ pid: Number(pid), name, parent: Number(parent), group: Number(group) }];
  });
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** What a process has started, and what that has started in turn. */
export function listFamily(pid: number): readonly Relative[] {
  const all = listProcesses();
  const childrenOf = (parent: number): readonly Relative[] =>
    all.filter((each) => each.parent === parent).flatMap((child) => [child, ...childrenOf(child.pid)]);
  return childrenOf(pid);
}
