/** Runs a Worker as it is deployed, on plain workerd: `wrangler dev` is a tool for developers and several times slower. */
import { execFile, spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { findFreePort } from "./free-port.ts";
import { describeWorkerd } from "./workerd-config.ts";
import { wranglerEnvironment } from "./wrangler-environment.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const workerd = join(root, "node_modules/.bin/workerd");
const READY_WITHIN_MS = 30_000;
const POLL_MS = 100;

/** A Worker to run. */
export interface WorkerSetup {
  /** Its wrangler file; one beside the repository's own is named after its entry, such as `bare-inserts.toml`. */
  readonly config: string;
  /** Durable Object classes by binding. */
  readonly objects: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** No file may become larger than so many KiB: as good as a full disk. */
  readonly maximumFileKib?: number | undefined;
}

export interface RunningWorkerd {
  readonly origin: string;
  /** Of the workerd process. */
  readonly pid: number;
  /** Where the objects' files lie, a folder for each class. */
  readonly storage: string;
  /**
   * Ends it without a warning, and starts it again on what is on the disk; another limit or variables may be given, and
   * something to do meanwhile.
   */
  crash(
    changes?: Partial<Pick<WorkerSetup, "maximumFileKib" | "variables">>,
    meanwhile?: () => Promise<void>,
  ): Promise<RunningWorkerd>;
  stop(): Promise<void>;
}

/** Bundles and starts a Worker with empty storage; stopping it removes everything it stored. */
export async function startWorkerd(setup: WorkerSetup): Promise<RunningWorkerd> {
  const { config } = setup;
  const folder = await mkdtemp(join(tmpdir(), "garland-workerd-"));
  const bundle = ["deploy", "--dry-run", "--config", join(root, config), "--env=", "--outdir", folder];
  await run(join(root, "node_modules/.bin/wrangler"), bundle, { cwd: root, env: wranglerEnvironment() });
  await mkdir(join(folder, "storage"));
  return startIn(folder, setup);
}

async function startIn(folder: string, setup: WorkerSetup): Promise<RunningWorkerd> {
  const { config, objects, variables, maximumFileKib } = setup;
  const address = `127.0.0.1:${await findFreePort()}`;
  const entry = config === "wrangler.toml" ? "index.js" : `${basename(config, ".toml")}.js`;
  const file = join(folder, "config.capnp");
  const names = Object.keys(variables);
  const mayCallPrivate = variables["PRIVATE_WEBHOOKS"] !== "off";
  const storage = join(folder, "storage");
  await writeFile(file, describeWorkerd({ address, entry, objects, variables: names, storage, mayCallPrivate }));
  const service = launch(file, folder, variables, maximumFileKib);
  await waitUntilReady(`http://${address}`, service);
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    service.kill(signal);
    if (!hasEnded(service)) await once(service, "exit");
  };
  return {
    origin: `http://${address}`,
    pid: service.pid ?? 0,
    storage: join(folder, "storage"),
    async crash(changes = {}, meanwhile = async () => {}) {
      await end("SIGKILL");
      await meanwhile();
      return startIn(folder, { ...setup, maximumFileKib: undefined, ...changes });
    },
    async stop() {
      await end("SIGTERM");
      await rm(folder, { recursive: true });
    },
  };
}

function launch(
  file: string,
  cwd: string,
  variables: WorkerSetup["variables"],
  maximumFileKib: number | undefined,
): ChildProcess {
  const env = { ...process.env, ...variables };
  const options: SpawnOptions = { cwd, env, stdio: ["ignore", "inherit", "inherit"] };
  if (maximumFileKib === undefined) return spawn(workerd, ["serve", file], options);
  // POSIX counts in blocks of 512 bytes; without the trap the signal would end the process at the first such write.
  const limited = `trap '' XFSZ; ulimit -f ${maximumFileKib * 2}; exec "$0" serve "$1"`;
  return spawn("sh", ["-c", limited, workerd, file], options);
}

async function waitUntilReady(origin: string, service: ChildProcess): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS && !hasEnded(service); waitedMs += POLL_MS) {
    const response = await fetch(`${origin}/healthz`).catch(() => undefined);
    const isServing = response?.ok === true || (await response?.text())?.includes('"status":"damaged"') === true;
    if (isServing && !hasEnded(service)) return;
    await setTimeout(POLL_MS);
  }
  service.kill("SIGTERM");
  throw new Error(`workerd was not ready at ${origin} within ${READY_WITHIN_MS / 1_000} s`);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
