/** `npm run serve`: the production bundle on plain workerd, with everything on this machine's disk. Stop it with SIGTERM. */
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parseSettings, SETTING_NAMES } from "../src/contract/settings.ts";
import { putDamagedAlarmsAside } from "./alarm-files.ts";
import { fillBuildFolder, findCode } from "./build-folder.ts";
import { findDataFolder, openDataFolder } from "./data-folder.ts";
import { checkAddressIsFree, readListenAddress, type ListenAddress } from "./listen-address.ts";
import { openDataDisk } from "./disk/data-disk.ts";
import { openSpaceFile, removeSpaceOf, type SpaceFile } from "./disk/space-file.ts";
import { keepLooking, openDiskWatch, type DiskWatch } from "./disk/watch-disk.ts";
import { lockFolder, nameHolder } from "./lock-folder.ts";
import { readBallastMib, readVariable } from "./read-variable.ts";
import { runScript } from "./run-script.ts";
import { chooseShardCount, countShards, writeShardCount } from "./shard-count.ts";
import { endGroup, startTied, watchParent } from "./tie-process.ts";
import { waitUntilReady } from "./wait-until-ready.ts";
import { describeWorkerd, readObjects } from "./workerd-config.ts";

const root = join(import.meta.dirname, "..");
const DEFAULT_PORT = 8080;
const CONFIG = "garland.capnp";
const DEFAULT_BALLAST_MIB = 64;
/** The descriptor on which workerd says that it listens. */
const CONTROL = 3;

type Variables = Readonly<Record<string, string>>;

await runScript(serve);

/** Whatever can refuse a start is looked at before anything is built, and the variables before anything is written. */
async function serve(): Promise<void> {
  const stop = stopOnSignal();
  const address = readListenAddress(DEFAULT_PORT);
  const data = findDataFolder();
  const variables = readVariables(data);
  const ballastMib = readBallastMib(DEFAULT_BALLAST_MIB);
  const code = findCode();
  openDataFolder(data);
  const lock = lockFolder(data);
  await checkAddressIsFree(address, "npm run serve");
  const watch = openDiskWatch({ disk: openDataDisk(data), data, ballastMib, say: (line) => console.error(line) });
  // On a full disk the ballast makes room for the start.
  await watch.look({ isQuick: true });
  nameHolder(data, address.origin);

  const folder = join(data, "build");
  let space: SpaceFile | undefined;
  try {
    removeSpaceOf(join(folder, CONFIG));
    await fillBuildFolder(folder, code, stop);
    await writeShardCount(data, variables["SHARDS"] ?? "");
    putDamagedAlarmsAside(data);
    space = openSpaceFile(folder);
    await followDisk(watch, ballastMib, space, stop);
    await runWorkerd({ folder, data, address, variables, space: space.folder, lock, stop });
  } catch (error) {
    if (!stop.aborted) throw explainFullDisk(error, data);
  } finally {
    space?.close();
  }
}

/** Tells workerd how much room there is, as it is now, and from then on as it changes. */
async function followDisk(watch: DiskWatch, wantedMib: number, file: SpaceFile, stop: AbortSignal): Promise<void> {
  file.write(await watch.look({ isQuick: true }));
  const ballastMib = Math.floor(watch.ballastBytes() / 1024 ** 2);
  if (ballastMib < wantedMib)
    console.log(`The disk is small, so its ballast has ${ballastMib} MiB rather than ${wantedMib}.`);
  void keepLooking(async () => file.write(await watch.look()), stop);
}

function explainFullDisk(error: unknown, data: string): unknown {
  const isFull = error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
  if (!isFull) return error;
  return new Error(`The disk of ${data} has no room for the server's own files. Make room there, and start it again.`);
}

function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  const stopNow = () => stop.abort();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stopNow);
  watchParent(stopNow);
  return stop.signal;
}

/** The service's variables, checked. Throws an error that names each that is not right. */
function readVariables(data: string): Variables {
  const variables: Record<string, string> = { ENVIRONMENT: "production" };
  for (const name of SETTING_NAMES) {
    const value = readVariable(name);
    if (value !== undefined) variables[name] = value;
  }
  const { shardCount } = parseSettings({ ...variables, SHARDS: chooseShardCount(data, variables["SHARDS"]) });
  return { ...variables, SHARDS: String(shardCount) };
}

interface Run {
  /** With the bundle and its static files. */
  readonly folder: string;
  readonly data: string;
  readonly address: ListenAddress;
  readonly variables: Variables;
  /** Of the file that says how much room there is. */
  readonly space: string;
  /** The descriptor that keeps the data locked, if there is one. */
  readonly lock: number | undefined;
  readonly stop: AbortSignal;
}

/** Returns when workerd has ended because it was to stop; throws an error if it ends otherwise, or refuses to serve. */
async function runWorkerd({ folder, data, address, variables, space, lock, stop }: Run): Promise<void> {
  stop.throwIfAborted();
  const config = join(folder, CONFIG);
  const described = describeWorkerd({
    address: address.authority,
    entry: "index.js",
    objects: await readObjects(),
    variables: Object.keys(variables),
    storage: join(data, "objects"),
    assets: join(folder, "public"),
    space,
    mayCallPrivate: parseSettings(variables).mayCallPrivate,
  });
  await writeFile(config, described);
  const workerd = join(root, "node_modules/.bin/workerd");
  const service = startTied(workerd, ["serve", config, `--control-fd=${CONTROL}`], {
    cwd: folder,
    env: { ...process.env, ...variables },
    descriptors: ["pipe", ...(lock === undefined ? [] : [lock])],
  });
  const ended = once(service, "exit");
  const hasEnded = new AbortController();
  service.once("exit", () => hasEnded.abort(new Error("The service has ended; its last words are above.")));
  const stopService = () => void service.kill("SIGTERM");
  stop.addEventListener("abort", stopService);
  if (stop.aborted) stopService();
  try {
    await waitUntilItListens(service.stdio[CONTROL], hasEnded.signal);
    const describe = () =>
      `${countShards(data)} of ${variables["SHARDS"]} shards have a file; the catalog brings each the latest ruleset.`;
    await waitUntilReady(address.origin, { hasEnded: hasEnded.signal, describe });
    console.log(`Garland is ready at http://${address.authority}; its data is in ${data}`);
    await ended;
    hasEnded.signal.throwIfAborted();
  } finally {
    stopService();
    await ended;
    endGroup(service);
  }
}

/** Only what workerd says of itself shows that it is not another process that answers at its address. */
async function waitUntilItListens(control: unknown, hasEnded: AbortSignal): Promise<void> {
  if (!(control instanceof Readable)) throw new Error("workerd has no way to say that it listens.");
  await once(control.resume(), "data", { signal: hasEnded }).catch(() => hasEnded.throwIfAborted());
}
