/** `npm start`: the service on this machine, with an invented population. Stop it with Ctrl-C. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { buildConsole } from "./bundle.ts";
import { DEVELOPMENT_VARIABLES } from "./development-variables.ts";
import { checkAddressIsFree, listenAddress } from "./listen-address.ts";
import { readPort, readVariable } from "./read-variable.ts";
import { runScript } from "./run-script.ts";
import { endGroup, startTied, watchParent } from "./tie-process.ts";
import { waitUntilReady } from "./wait-until-ready.ts";
import { WRANGLER_TOML, wranglerEnvironment } from "./wrangler-environment.ts";

const PEOPLE = 20_000;
const DEFAULT_PORT = 8787;
const STOP_WITHIN_MS = 10_000;
const HOST = "127.0.0.1";

/** Settings that tell more of the service: Wrangler hands on none of this process's by itself. */
const WATCHING_VARIABLES = ["METRICS", "SERVER_TIMING", "LOG_SAMPLE_RATE"] as const;

const root = join(import.meta.dirname, "..");

await runScript(start);

async function start(): Promise<void> {
  const port = readPort(readVariable("PORT"), DEFAULT_PORT);
  await checkAddressIsFree(listenAddress(HOST, port), "npm start");
  const origin = `http://localhost:${port}`;
  console.log("Building the console…");
  await buildConsole();
  const service = startService(port);
  const hasEnded = watchEnd(service);
  const isStopping = stopOnSignal(service);
  try {
    await prepare(origin, hasEnded);
    await once(hasEnded, "abort");
    hasEnded.throwIfAborted();
  } catch (error) {
    if (!isStopping()) throw error;
  } finally {
    await stop(service);
  }
}

async function prepare(origin: string, hasEnded: AbortSignal): Promise<void> {
  console.log("Starting Garland…");
  await waitUntilReady(origin, { hasEnded, describe: () => "the Worker is being bundled." });
  await fillPopulation(origin, hasEnded);
  console.log(describe(origin));
}

function startService(port: number): ChildProcess {
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  const options = ["--ip", HOST, "--port", String(port), "--persist-to", ".wrangler/state"];
  const quiet = ["--show-interactive-dev-session=false", "--log-level=warn"];
  const watching = WATCHING_VARIABLES.flatMap((name) => {
    const value = readVariable(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const variables = [...Object.entries(DEVELOPMENT_VARIABLES), ...watching].flatMap(([name, value]) => [
    "--var",
    `${name}:${value}`,
  ]);
  const args = [wrangler, "dev", ...WRANGLER_TOML, ...options, ...variables, ...quiet];
  return startTied(process.execPath, args, { cwd: root, env: wranglerEnvironment() });
}

/** Aborted when the service ends, for whatever cause. */
function watchEnd(service: ChildProcess): AbortSignal {
  const end = new AbortController();
  service.once("exit", () => end.abort(new Error("The service has ended; its last words are above.")));
  return end.signal;
}

/** Answers a function that says whether the service was told to stop. */
function stopOnSignal(service: ChildProcess): () => boolean {
  let isStopping = false;
  const stopNow = () => {
    isStopping = true;
    service.kill("SIGTERM");
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stopNow);
  watchParent(stopNow);
  return () => isStopping;
}

async function stop(service: ChildProcess): Promise<void> {
  if (service.exitCode === null && service.signalCode === null) {
    const ended = once(service, "exit");
    service.kill("SIGTERM");
    await Promise.race([ended, wait(STOP_WITHIN_MS, undefined, { ref: false })]);
  }
  endGroup(service);
}

/** The people are the same every time, so filling the shards again changes nothing. */
async function fillPopulation(origin: string, hasEnded: AbortSignal): Promise<void> {
  const startedAt = Date.now();
  process.stdout.write(`Inventing ${PEOPLE.toLocaleString("en")} subscribers… `);
  const response = await fetch(`${origin}/dev/population`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ people: PEOPLE }),
    signal: hasEnded,
  });
  if (!response.ok) throw new Error(`failed with ${response.status}: ${await response.text()}`);
  console.log(`done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
}

function describe(origin: string): string {
  return `
Garland is ready.

  The phone page    ${origin}/demo
  The console       ${origin}/console
  The whole API     ${origin}/docs
  Health            ${origin}/healthz

Ask as a phone does:

  curl -H "Authorization: Bearer $(npx garland token demo-000042 --url ${origin})" "${origin}/v1/tray?platform=ios"

Ctrl-C stops it. What subscribers chose is kept in .wrangler/state; delete that folder to begin afresh.
`;
}
