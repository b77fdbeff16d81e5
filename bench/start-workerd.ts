/** Runs a Worker as it is deployed, on plain workerd: `wrangler dev` is a tool for developers and several times slower. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { execFile } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { wranglerEnvironment } from "../scripts/wrangler-environment.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const READY_WITHIN_MS = 30_000;

/** A Worker to run: its wrangler file, its object classes by binding, and its variables. */
export interface WorkerSetup {
  readonly config: string;
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
export async function startWorkerd(setup: WorkerSetup): Promise<RunningWorkerd> {
  const folder = await mkdtemp(join(tmpdir(), "garland-bench-"));
  const bundle = ["deploy", "--dry-run", "--config", join(root, setup.config), "--outdir", folder];
  await run(join(root, "node_modules/.bin/wrangler"), bundle, { cwd: root, env: wranglerEnvironment() });
  await mkdir(join(folder, "storage"));
  const port = await findFreePort();
  await writeFile(join(folder, "config.capnp"), describeWorker(setup, port));
  const service = spawn(join(root, "node_modules/.bin/workerd"), ["serve", join(folder, "config.capnp")], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  await waitUntilReady(origin);
  return {
    origin,
    pid: service.pid ?? 0,
    async stop() {
      service.kill("SIGTERM");
      if (service.exitCode === null && service.signalCode === null) await once(service, "exit");
      await rm(folder, { recursive: true });
    },
  };
}

function describeWorker({ config, objects, variables }: WorkerSetup, port: number): string {
  const entry = config.includes("/") ? `${config.split("/").at(-1)?.replace(/\.toml$/, "")}.js` : "index.js";
  const namespaces = Object.values(objects).map(
    (className) => `(className = "${className}", uniqueKey = "${className}", enableSql = true)`,
  );
  const bindings = [
    ...Object.entries(objects).map(([name, className]) => `(name = "${name}", durableObjectNamespace = "${className}")`),
    ...Object.entries(variables).map(([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`),
  ];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "storage", disk = (path = "storage", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "${entry}")],
  compatibilityDate = "2026-10-01",
  bindings = [${bindings.join(", ")}],
  durableObjectNamespaces = [${namespaces.join(", ")}],
  durableObjectStorage = (localDisk = "storage"),
);
`;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function waitUntilReady(origin: string): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while (performance.now() < until) {
    const isReady = await fetch(`${origin}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await setTimeout(100);
  }
  throw new Error(`${origin} was not ready within ${READY_WITHIN_MS / 1_000} s`);
}
