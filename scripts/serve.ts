/** `npm run serve`: the production bundle on plain workerd, with everything on this machine's disk. Stop it with SIGTERM. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { SETTING_NAMES } from "../src/contract/settings.ts";
import { findDataFolder } from "./data-folder.ts";
import { runScript } from "./run-script.ts";
import { describeWorkerd, readObjects } from "./workerd-config.ts";
import { wranglerEnvironment } from "./wrangler-environment.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const READY_WITHIN_MS = 60_000;
const POLL_MS = 200;

await runScript(serve);

async function serve(): Promise<void> {
  const host = process.env["HOST"] ?? "127.0.0.1";
  const port = process.env["PORT"] ?? "8080";
  const data = findDataFolder();
  const dist = resolve(process.env["GARLAND_DIST"] ?? join(root, "dist"));
  await mkdir(join(data, "objects"), { recursive: true });
  if (process.env["GARLAND_BUILD"] !== "no") await build(dist);
  if (!existsSync(join(dist, "index.js"))) throw new Error(`There is no bundle in ${dist}; run npm run build first.`);

  const variables: Record<string, string> = { ENVIRONMENT: "production", SHARDS: await fixShardCount(data) };
  for (const name of SETTING_NAMES) {
    const value = process.env[name];
    if (name !== "SHARDS" && value !== undefined && value !== "") variables[name] = value;
  }
  const config = join(dist, "garland.capnp");
  const objects = await readObjects();
  await writeFile(
    config,
    describeWorkerd({
      address: `${host}:${port}`,
      entry: "index.js",
      objects,
      variables,
      storage: join(data, "objects"),
      assets: join(root, "public"),
    }),
    { mode: 0o600 },
  );

  const service = spawn(join(root, "node_modules/.bin/workerd"), ["serve", config], {
    cwd: dist,
    stdio: ["ignore", "inherit", "inherit"],
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => service.kill("SIGTERM"));
  const ended = once(service, "exit");
  await Promise.race([waitUntilReady(`http://${host}:${port}`), ended]);
  if (service.exitCode === null) console.log(`Garland is ready at http://${host}:${port}; its data is in ${data}`);
  const [code, signal] = await ended;
  process.exitCode = signal === "SIGTERM" ? 0 : Number(code ?? 1);
}

/** The console, and the bundle as it is deployed to Cloudflare. */
async function build(dist: string): Promise<void> {
  await run(join(root, "node_modules/.bin/vite"), ["build", "--logLevel", "error"], { cwd: root });
  const args = ["deploy", "--dry-run", "--outdir", dist];
  await run(join(root, "node_modules/.bin/wrangler"), args, { cwd: root, env: wranglerEnvironment() });
}

/** The number of shards is fixed at the first start; another one later would hide what people chose. */
async function fixShardCount(data: string): Promise<string> {
  const file = join(data, "shards");
  const wanted = process.env["SHARDS"];
  if (!existsSync(file)) {
    await writeFile(file, wanted ?? "16");
    return wanted ?? "16";
  }
  const fixed = (await readFile(file, "utf8")).trim();
  if (wanted !== undefined && wanted !== fixed) {
    throw new Error(`This installation was started with SHARDS=${fixed}; it can't be ${wanted} now.`);
  }
  return fixed;
}

async function waitUntilReady(origin: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS; waitedMs += POLL_MS) {
    const response = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (response?.ok === true) return;
    if (response?.status === 500) throw new Error("The service refuses to start; its reason is above.");
    await wait(POLL_MS);
  }
  throw new Error(`The service was not ready within ${READY_WITHIN_MS / 1000} s.`);
}
