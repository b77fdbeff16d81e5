/**
 * How fast a population is imported, end to end: HTTP, lines, checks, shards, disk.
 *
 *   node bench/import.ts [rows]
 *
 * The baseline is bare inserts of the same people into one shard, measured in every round between the others, so that
 * a machine that is busy with something else slows down both.
 */
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { bundledDefinitions } from "../src/definitions.generated.ts";
import { samplePerson } from "../src/domain/sample-population.ts";
import { startWorkerd, type RunningWorkerd } from "./start-workerd.ts";

const rows = Number(process.argv[2] ?? 200_000);
const ROUNDS = 5;
const ROWS_PER_TRANSACTION = 512;
const BASELINE = `bare inserts, one shard, ${ROWS_PER_TRANSACTION} rows a transaction (baseline)`;
const OBJECTS = { SHARD: "Shard", CATALOG: "Catalog", EVENTS: "Events", GUARD: "Guard" };

const regions = bundledDefinitions.attributes.find((attribute) => attribute.key === "region")?.values ?? [];

const bare = await startWorkerd({
  config: "bench/worker/bare-inserts.toml",
  objects: { STORE: "Store" },
  variables: {},
});
const oneShard = await startGarland("1");
const manyShards = await startGarland("16");
try {
  const rounds: Readonly<Record<string, number>>[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(round));
  report(rounds);
  const memory = { one: await readPeakMemory(oneShard.pid), many: await readPeakMemory(manyShards.pid) };
  console.log(`\nLargest resident memory of workerd: ${memory.one} MB (1 shard), ${memory.many} MB (16 shards).`);
} finally {
  await Promise.all([bare.stop(), oneShard.stop(), manyShards.stop()]);
}

function startGarland(shards: string): Promise<RunningWorkerd> {
  return startWorkerd({
    config: "wrangler.toml",
    objects: OBJECTS,
    variables: { ENVIRONMENT: "development", SHARDS: shards },
  });
}

/** Rows a second, by what was measured. */
async function measureRound(round: number): Promise<Readonly<Record<string, number>>> {
  await fetch(`${bare.origin}/prepare?from=${round * rows}&rows=${rows}`);
  const body = describePeople(`plain${round}`);
  const packed = gzipSync(describePeople(`packed${round}`));
  const numbered = describePeople(`numbered${round}`, round);
  return {
    [BASELINE]: await time(() => fetch(`${bare.origin}/insert?rowsPerTransaction=${ROWS_PER_TRANSACTION}`)),
    "import of new people, 1 shard": await importBody(oneShard, body),
    "import of new people, 16 shards": await importBody(manyShards, body),
    "the same again (all unchanged), 16 shards": await importBody(manyShards, body),
    "new people, gzip, 16 shards": await importBody(manyShards, packed, { "Content-Encoding": "gzip" }),
    "new people with a phone number each, 16 shards": await importBody(manyShards, numbered),
  };
}

function describePeople(prefix: string, phoneBlock?: number): Buffer<ArrayBuffer> {
  const lines = Array.from({ length: rows }, (_, index) => {
    const { attributes } = samplePerson(index, 1, regions);
    const phone = phoneBlock === undefined ? {} : { phone: `+79${String(phoneBlock * rows + index).padStart(9, "0")}` };
    return `${JSON.stringify({ subscriberId: `${prefix}-${index}`, attributes, ...phone })}\n`;
  });
  return Buffer.from(lines.join(""));
}

async function importBody(
  { origin }: RunningWorkerd,
  body: Buffer<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<number> {
  const token = await fetchToken(origin);
  return time(async () => {
    const response = await fetch(`${origin}/v1/subscribers:import`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/x-ndjson", ...headers },
      body,
    });
    const answer = (await response.json()) as { lines?: number; refused?: number };
    if (answer.lines !== rows || answer.refused !== 0) {
      throw new Error(`The import went wrong: ${JSON.stringify(answer).slice(0, 500)}`);
    }
  });
}

async function fetchToken(origin: string): Promise<string> {
  const response = await fetch(`${origin}/dev/staff-tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "bench", roles: ["admin"] }),
  });
  return ((await response.json()) as { token: string }).token;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return rows / ((performance.now() - startedAt) / 1_000);
}

/** The median rate, and the median of each round's ratio to the baseline of that round. */
function report(rounds: readonly Readonly<Record<string, number>>[]): void {
  console.log(`| ${rows.toLocaleString("en-US")} rows, median of ${ROUNDS} rounds | rows/s | ratio |\n|---|--:|--:|`);
  for (const what of Object.keys(rounds[0] ?? {})) {
    const rate = median(rounds.map((round) => round[what] ?? 0));
    const ratio = median(rounds.map((round) => (round[what] ?? 0) / (round[BASELINE] ?? 1)));
    console.log(`| ${what} | ${Math.round(rate).toLocaleString("en-US")} | ${ratio.toFixed(2)} |`);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Megabytes. */
async function readPeakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1_000);
}
