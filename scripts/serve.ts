/** `npm run serve`: the production bundle on plain workerd, with everything on this machine's disk. Stop it with SIGTERM. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseSettings, SETTING_NAMES } from "../src/contract/settings.ts";
import { buildConsole, bundleWorker } from "./bundle.ts";
import { findDataFolder } from "./data-folder.ts";
import { readPort, readVariable } from "./read-variable.ts";
import { runScript } from "./run-script.ts";
import { startTied, watchParent } from "./tie-process.ts";
import { waitUntilReady } from "./wait-until-ready.ts";
import { describeWorkerd, readObjects } from "./workerd-config.ts";

const root = join(import.meta.dirname, "..");
const DEFAULT_PORT = 8080;
const READY_WITHIN_MS = 60_000;
/** What carries one machine. */
const FIRST_SHARDS = "16";

await runScript(serve);

async function serve(): Promise<void> {
  const host = readVariable("HOST") ?? "127.0.0.1";
  const port = readPort(readVariable("PORT"), DEFAULT_PORT);
  const data = findDataFolder();
  const variables = await readVariables(data);
  const dist = resolve(readVariable("GARLAND_DIST") ?? join(root, "dist"));
  await mkdir(join(data, "objects"), { recursive: true });
  await writeFile(join(data, "shards"), variables["SHARDS"] ?? "");
  if (process.env["GARLAND_BUILD"] !== "no") {
    await buildConsole();
    await bundleWorker(dist);
  }
  if (!existsSync(join(dist, "index.js"))) throw new Error(`There is no bundle in ${dist}; run npm run build first.`);

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

  const workerd = join(root, "node_modules/.bin/workerd");
  const service = startTied(workerd, ["serve", config], { cwd: dist, env: process.env });
  const stopNow = () => void service.kill("SIGTERM");
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stopNow);
  watchParent(stopNow);
  const ended = once(service, "exit");
  const hasEnded = new AbortController();
  service.once("exit", () => hasEnded.abort(new Error("The service has ended; its last words are above.")));
  try {
    await waitUntilReady(`http://${host}:${port}`, READY_WITHIN_MS, hasEnded.signal);
  } catch (error) {
    if (service.killed) return;
    service.kill("SIGTERM");
    await ended;
    throw error;
  }
  console.log(`Garland is ready at http://${host}:${port}; its data is in ${data}`);
  const [code] = await ended;
  process.exitCode = service.killed ? 0 : Number(code ?? 1);
}

/** The service's variables, checked. Throws an error that names each that is not right. */
async function readVariables(data: string): Promise<Readonly<Record<string, string>>> {
  const variables: Record<string, string> = { ENVIRONMENT: "production" };
  for (const name of SETTING_NAMES) {
    const value = readVariable(name);
    if (value !== undefined) variables[name] = value;
  }
  const fixed = await readShardCount(data);
  const { SHARDS: wanted = fixed ?? FIRST_SHARDS } = variables;
  if (fixed !== undefined && Number(wanted) !== Number(fixed)) {
    throw new Error(`This installation was started with SHARDS=${fixed}; it can't be ${wanted} now.`);
  }
  const { shardCount } = parseSettings({ ...variables, SHARDS: wanted });
  return { ...variables, SHARDS: String(shardCount) };
}

/** The number of shards is fixed at the first start; another one later would hide what people chose. */
async function readShardCount(data: string): Promise<string | undefined> {
  const file = join(data, "shards");
  return existsSync(file) ? (await readFile(file, "utf8")).trim() : undefined;
}
