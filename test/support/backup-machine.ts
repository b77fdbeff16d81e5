import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";
import { z } from "zod";
import { bundleWorker } from "../../scripts/bundle.ts";
import { statusSchema } from "../../src/contract/control.ts";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import { traySchema } from "../../src/contract/tray.ts";
import { hear, startGarland } from "../cli/run-garland.ts";
import { serveUntilReady, type Serving } from "./serve-process.ts";

const SHARDS = 2;
export const shard = (index: number) => `shard-${index}-of-${SHARDS}`;

/** A machine of an operator, with a folder for each service and each backup. */
export async function openMachine() {
  const folder = await mkdtemp(join(tmpdir(), "garland-backups-"));
  const dist = join(folder, "dist");
  const temporary = join(folder, "temporary");
  await mkdir(temporary);
  await bundleWorker(dist);

  /** `garland`, as whoever keeps the data calls it. Its temporary files have a folder of their own. */
  const start = (data: string, ...args: readonly string[]) =>
    startGarland(args, { GARLAND_DATA: data, GARLAND_BUILD: "no", GARLAND_DIST: dist, TMPDIR: temporary });

  return {
    start,
    temporary,
    place: (name: string) => join(folder, name),
    serve: (data: string) => serveUntilReady({ data, variables: { GARLAND_DIST: dist } }),
    garland: (data: string, ...args: readonly string[]) => hear(start(data, ...args)),
    listTemporary: () => readdir(temporary),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

export type Machine = Awaited<ReturnType<typeof openMachine>>;

export async function post({ origin }: Serving, path: string, body: unknown, token?: string): Promise<Response> {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
  expect(response.ok, `${path} ${response.status}`).toBe(true);
  return response;
}

async function tokenOf(service: Serving, path: string, body: object): Promise<string> {
  return z.object({ token: z.string() }).parse(await (await post(service, path, body)).json()).token;
}

export const adminOf = (service: Serving) => tokenOf(service, "/dev/staff-tokens", { name: "ada", roles: ["admin"] });

export async function openPerson(service: Serving, subscriberId: string) {
  const token = await tokenOf(service, "/dev/tokens", { subscriberId });
  const headers = { Authorization: `Bearer ${token}` };
  return {
    readTray: async () =>
      traySchema.parse(await (await fetch(`${service.origin}/v1/tray?platform=ios`, { headers })).json()),
    say: (scope: string, value = "out") => post(service, "/v1/me/choices", { scope, value }, token),
    readChoices: async () => (await fetch(`${service.origin}/v1/me/export`, { headers })).text(),
  };
}

export async function readStatus(service: Serving) {
  const headers = { Authorization: `Bearer ${await adminOf(service)}` };
  return statusSchema.parse(await (await fetch(`${service.origin}/v1/status`, { headers })).json());
}

/** Somebody whose words are in that shard. */
export const inShard = (index: number, prefix: string) => {
  const ids = Array.from({ length: 50 }, (_, each) => `${prefix}-${each}`);
  return ids.find((id) => shardNameOf(id, SHARDS) === shard(index)) ?? "";
};

/** Changes an object's file of a service that is stopped. */
export function change(data: string, path: string, statements: string): void {
  const database = new DatabaseSync(join(data, path));
  database.exec(statements);
  database.close();
}
