import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { putDamagedAlarmsAside } from "../../scripts/alarm-files.ts";
import { bundleWorker } from "../../scripts/bundle.ts";
import { DEVELOPMENT_VARIABLES } from "../../scripts/development-variables.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { describeWorkerd, readObjects } from "../../scripts/workerd-config.ts";

const root = join(import.meta.dirname, "../..");
const POLL_MS = 20;
/** No answer of a service that is well takes so long, and no start. */
const PATIENCE_MS = 20_000;

export const SHARDS = 4;

/** A service on plain workerd, as people and operators reach it. */
export interface Service {
  readonly data: string;
  readonly origin: string;
  readonly pid: number;
  readonly startedAt: number;
  /** What workerd and the Worker have said. */
  said(): string;
  hasEnded(): boolean;
  end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

/** A machine that has the bundle once, and as many folders of data as there are faults to try. */
export async function openFaultMachine() {
  const folder = mkdtempSync(join(tmpdir(), "garland-faults-"));
  const dist = join(folder, "dist");
  await bundleWorker(dist);
  const objects = await readObjects();
  const running = new Set<Service>();

  return {
    place: (name: string) => join(folder, name),

    copy(from: string, name: string): string {
      const to = join(folder, name);
      cpSync(from, to, { recursive: true });
      return to;
    },

    /** Starts it, and waits for nothing. */
    async launch(data: string, variables: Readonly<Record<string, string>> = {}): Promise<Service> {
      const all = { ...DEVELOPMENT_VARIABLES, SHARDS: String(SHARDS), ...variables };
      const storage = join(data, "objects");
      mkdirSync(storage, { recursive: true });
      // As the server script does.
      putDamagedAlarmsAside(data, () => undefined);
      const address = `127.0.0.1:${await findFreePort()}`;
      const described = describeWorkerd({
        address,
        entry: "index.js",
        objects,
        variables: Object.keys(all),
        storage,
        mayCallPrivate: true,
      });
      const config = join(dist, `${address.replace(":", "-")}.capnp`);
      writeFileSync(config, described);
      const log = join(data, "log");
      const output = openSync(log, "a");
      const startedAt = Date.now();
      const child = spawn(join(root, "node_modules/.bin/workerd"), ["serve", config], {
        cwd: dist,
        env: { ...process.env, ...all },
        stdio: ["ignore", output, output],
      });
      closeSync(output);
      const service: Service = {
        data,
        origin: `http://${address}`,
        pid: child.pid ?? 0,
        startedAt,
        said: () => readFileSync(log, "utf8"),
        hasEnded: () => hasEnded(child),
        async end(signal) {
          running.delete(service);
          child.kill(signal);
          if (!hasEnded(child)) await once(child, "exit");
        },
      };
      running.add(service);
      return service;
    },

    /** Starts it, and waits only until it answers anything. */
    async start(data: string, variables: Readonly<Record<string, string>> = {}): Promise<Service> {
      const service = await this.launch(data, variables);
      await waitUntilItAnswers(service);
      return service;
    },

    async close(): Promise<void> {
      for (const service of running) await service.end("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Throws an error with all that it has said if it ends instead. */
export async function waitUntilItAnswers(service: Service): Promise<void> {
  for (;;) {
    const response = await fetch(`${service.origin}/livez`).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.ok === true) return;
    if (service.hasEnded() || Date.now() - service.startedAt > PATIENCE_MS)
      throw new Error(`No start:\n${service.said()}`);
    await wait(POLL_MS);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
