/**
 * How fast a population is imported, end to end: HTTP, lines, checks, shards, disk.
 *
 *   npm run bench:import -- [rows]
 *
 * The baseline is bare inserts of the same people into one shard, measured in every round between the others. Besides
 * rows a second it counts workerd's own CPU time, which says the same on a machine that is busy with something else.
 */
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { bundledDefinitions } from "../src/definitions.generated.ts";
import { samplePerson } from "../src/domain/rehearsal/sample-population.ts";
import { startWorkerd, type RunningWorkerd } from "../scripts/start-workerd.ts";

const rows = Number(process.argv[2] ?? 200_000);
const ROUNDS = 5;
const ROWS_PER_TRANSACTION = 512;
const BASELINE = `bare inserts, one shard, ${ROWS_PER_TRANSACTION} rows a transaction (baseline)`;
const OBJECTS = { SHARD: "Shard", CATALOG: "Catalog", EVENTS: "Events", GUARD: "Guard" };

/** `cpuMicroseconds` is workerd's CPU time for one row. */
interface Cost {
  readonly rowsPerSecond: number;
  readonly cpuMicroseconds: number;
}

/** What each thing cost that was measured. */
type Round = Readonly<Record<string, Cost>>;

const regions = bundledDefinitions.attributes.find((attribute) => attribute.key === "region")?.values ?? [];

const bare = await startWorkerd({
  config: "bench/worker/bare-inserts.toml",
  objects: { STORE: "Store" },
  variables: {},
});
const oneShard = await startGarland("1");
const manyShards = await startGarland("16");
try {
  const rounds: Round[] = [];
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

async function measureRound(round: number): Promise<Round> {
  await fetch(`${bare.origin}/prepare?from=${round * rows}&rows=${rows}`);
  const body = describePeople(`plain${round}`);
  const packed = gzipSync(describePeople(`packed${round}`));
  const numbered = describePeople(`numbered${round}`, round);
  return {
    [BASELINE]: await measure(bare, () => fetch(`${bare.origin}/insert?rowsPerTransaction=${ROWS_PER_TRANSACTION}`)),
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
  garland: RunningWorkerd,
  body: Buffer<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Cost> {
  const { origin } = garland;
  const token = await fetchToken(origin);
  return measure(garland, async () => {
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

async function measure({ pid }: RunningWorkerd, work: () => Promise<unknown>): Promise<Cost> {
  const cpuBefore = await readCpuSeconds(pid);
  const startedAt = performance.now();
  await work();
  const rowsPerSecond = rows / ((performance.now() - startedAt) / 1_000);
  return { rowsPerSecond, cpuMicroseconds: ((await readCpuSeconds(pid)) - cpuBefore) * (1e6 / rows) };
}

/** User and system time that a process has used so far (proc(5), fields 14 and 15, in hundredths of a second). */
async function readCpuSeconds(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/stat`, "utf8");
  const [user, system] = status
    .slice(status.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}

/** Medians over the rounds; ratios are those of the medians to the baseline's. */
function report(rounds: readonly Round[]): void {
  const costOf = (what: string): Cost => ({
    rowsPerSecond: median(rounds.map((round) => round[what]?.rowsPerSecond ?? 0)),
    cpuMicroseconds: median(rounds.map((round) => round[what]?.cpuMicroseconds ?? 0)),
  });
  const baseline = costOf(BASELINE);
  console.log(
    `| ${rows.toLocaleString("en-US")} rows, median of ${ROUNDS} rounds | rows/s | ratio | CPU µs a row | ratio |`,
  );
  console.log("|---|--:|--:|--:|--:|");
  for (const what of Object.keys(rounds[0] ?? {})) {
    const { rowsPerSecond, cpuMicroseconds } = costOf(what);
    const rate = `${Math.round(rowsPerSecond).toLocaleString("en-US")} | ${(rowsPerSecond / baseline.rowsPerSecond).toFixed(2)}`;
    const cpu = `${cpuMicroseconds.toFixed(1)} | ${(cpuMicroseconds / baseline.cpuMicroseconds).toFixed(1)}`;
    console.log(`| ${what} | ${rate} | ${cpu} |`);
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
