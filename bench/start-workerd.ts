/** Runs a Worker as it is deployed, on plain workerd: `wrangler dev` is a tool for developers and several times slower. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { describeWorkerd } from "../scripts/workerd-config.ts";
import { wranglerEnvironment } from "../scripts/wrangler-environment.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const READY_WITHIN_MS = 30_000;
const POLL_MS = 100;

/** A Worker to run. */
export interface WorkerSetup {
  /** Its wrangler file; one beside the repository's own is named after its entry, such as `bare-inserts.toml`. */
  readonly config: string;
  /** Durable Object classes by binding. */
  readonly objects: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
}

export interface RunningWorkerd {
  readonly origin: string;
  /** Of the workerd process. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** Bundles and starts a Worker with empty storage; stopping it removes everything it stored. */
export async function startWorkerd({ config, objects, variables }: WorkerSetup): Promise<RunningWorkerd> {
  const folder = await mkdtemp(join(tmpdir(), "garland-bench-"));
  const bundle = ["deploy", "--dry-run", "--config", join(root, config), "--env=", "--outdir", folder];
  await run(join(root, "node_modules/.bin/wrangler"), bundle, { cwd: root, env: wranglerEnvironment() });
  const storage = join(folder, "storage");
  await mkdir(storage);
  const address = `127.0.0.1:${await findFreePort()}`;
  const entry = config === "wrangler.toml" ? "index.js" : `${basename(config, ".toml")}.js`;
  const file = join(folder, "config.capnp");
  await writeFile(file, describeWorkerd({ address, entry, objects, variables, storage }));
  const service = spawn(join(root, "node_modules/.bin/workerd"), ["serve", file], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  await waitUntilReady(`http://${address}`, service);
  return {
    origin: `http://${address}`,
    pid: service.pid ?? 0,
    async stop() {
      service.kill("SIGTERM");
      if (!hasEnded(service)) await once(service, "exit");
      await rm(folder, { recursive: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function waitUntilReady(origin: string, service: ChildProcess): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS && !hasEnded(service); waitedMs += POLL_MS) {
    const response = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (response?.ok === true && !hasEnded(service)) return;
    await setTimeout(POLL_MS);
  }
  service.kill("SIGTERM");
  throw new Error(`workerd was not ready at ${origin} within ${READY_WITHIN_MS / 1_000} s`);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
