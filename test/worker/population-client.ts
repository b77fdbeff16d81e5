import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { importReportSchema, populationCountSchema, type ImportReport } from "../../src/contract/population.ts";
import { listShardNames } from "../../src/contract/rpc/objects.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { samplePerson } from "../../src/domain/rehearsal/sample-population.ts";
import { call, shardFor } from "./client.ts";

const regions = bundledDefinitions.attributes.find((attribute) => attribute.key === "region")?.values ?? [];

/** Invented people, as lines of an import. */
export const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => samplePerson(from + index, 7, regions));

/** A Muscovite. */
export const person = (subscriberId: string, more: object = {}) => ({
  subscriberId,
  attributes: { region: "RU-MOW" },
  ...more,
});

/** Lines, which are objects or text as it stands. */
export const toNdjson = (lines: readonly unknown[]) =>
  lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");

export const staffHeaders = (...roles: string[]) => staffHeadersOf("importer", ...roles);

export async function staffHeadersOf(name: string, ...roles: string[]): Promise<{ Authorization: string }> {
  const response = await call("/dev/staff-tokens", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, roles }),
  });
  const { token } = await response.json<{ token: string }>();
  return { Authorization: `Bearer ${token}` };
}

export async function postImport(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const all = { ...(await staffHeaders("admin")), "Content-Type": "application/x-ndjson", ...headers };
  return call("/v1/subscribers:import", { method: "POST", headers: all, body });
}

/** Imports lines and answers the checked report. */
export async function importLines(
  lines: readonly unknown[],
  headers: Record<string, string> = {},
): Promise<ImportReport> {
  const response = await postImport(toNdjson(lines), headers);
  expect(response.status).toBe(200);
  return importReportSchema.parse(await response.json());
}

export async function exportAll(): Promise<string> {
  const response = await call("/v1/subscribers:export", { headers: await staffHeaders("admin") });
  expect(response.status).toBe(200);
  return new TextDecoder().decode(await response.arrayBuffer());
}

export async function countAll() {
  const response = await call("/v1/subscribers:count", { headers: await staffHeaders("admin") });
  return populationCountSchema.parse(await response.json());
}

type Rows = readonly Readonly<Record<string, SqlStorageValue>>[];

/** All rows of all tables of an object. */
function dumpTables(stub: DurableObjectStub): Promise<Readonly<Record<string, Rows>>> {
  return runInDurableObject(stub, (_, { storage: { sql } }) => {
    const query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'";
    const names = sql.exec<{ name: string }>(query).toArray();
    return Object.fromEntries(names.map(({ name }) => [name, sql.exec(`SELECT * FROM "${name}"`).toArray()]));
  });
}

/** Everything that any shard or the catalog has stored. */
export async function dumpEverything(): Promise<string> {
  const shards = listShardNames(Number(env.SHARDS)).map((name) => env.SHARD.getByName(name));
  return JSON.stringify(await Promise.all([...shards, env.CATALOG.getByName("catalog")].map(dumpTables)));
}

/** What a subscriber's shard has stored of them, by table. */
export async function rowsAbout(subscriberId: string): Promise<Readonly<Record<string, Rows>>> {
  const tables = Object.entries(await dumpTables(shardFor(subscriberId)));
  const about = tables.map(
    ([name, rows]) => [name, rows.filter((row) => row["subscriber_id"] === subscriberId)] as const,
  );
  return Object.fromEntries(about.filter(([, rows]) => rows.length > 0));
}

export const NO_REPORT: ImportReport = {
  lines: 0,
  imported: 0,
  deleted: 0,
  erased: 0,
  voided: 0,
  unchanged: 0,
  refused: 0,
  errorCount: 0,
  errors: [],
};
