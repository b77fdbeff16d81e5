/**
 * How fast a population is imported, end to end: HTTP, lines, checks, shards, disk. `node bench/import.ts [rows]`
 * The baseline is bare inserts of the same people into one shard, in the same run.
 */
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { bundledDefinitions } from "../src/definitions.generated.ts";
import { samplePerson } from "../src/domain/sample-population.ts";
import { startWorkerd, type RunningWorkerd } from "./start-workerd.ts";

const rows = Number(process.argv[2] ?? 200_000);
const ROUNDS = 3;
const ROWS_PER_TRANSACTION = 512;

const regions = bundledDefinitions.attributes.find((attribute) => attribute.key === "region")?.values ?? [];

interface Figure {
  readonly what: string;
  readonly rowsPerSecond: number;
}

const bare = await measureBareInserts();
const sixteen = await measureImports(16);
const one = await measureImports(1);
const figures = [bare, ...sixteen.figures, ...one.figures];

console.log(`\n| ${rows.toLocaleString("en-US")} rows, median of ${ROUNDS} | rows/s | ratio |\n|---|--:|--:|`);
for (const { what, rowsPerSecond } of figures) {
  const ratio = (rowsPerSecond / bare.rowsPerSecond).toFixed(2);
  console.log(`| ${what} | ${Math.round(rowsPerSecond).toLocaleString("en-US")} | ${ratio} |`);
}
console.log(`\nLargest resident memory of workerd: ${sixteen.peakMegabytes} MB (16 shards), ${one.peakMegabytes} MB (1 shard).`);

async function measureBareInserts(): Promise<Figure> {
  const workerd = await startWorkerd({
    config: "bench/worker/bare-inserts.toml",
    objects: { STORE: "Store" },
    variables: {},
  });
  try {
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await fetch(`${workerd.origin}/prepare?from=${round * rows}&rows=${rows}`);
      rates.push(await time(() => fetch(`${workerd.origin}/insert?rowsPerTransaction=${ROWS_PER_TRANSACTION}`)));
    }
    return { what: `bare inserts, one shard, ${ROWS_PER_TRANSACTION} rows a transaction (baseline)`, rowsPerSecond: median(rates) };
  } finally {
    await workerd.stop();
  }
}

async function measureImports(shards: number) {
  const workerd = await startWorkerd({
    config: "wrangler.toml",
    objects: { SHARD: "Shard", CATALOG: "Catalog" },
    variables: { ENVIRONMENT: "development", SHARDS: String(shards) },
  });
  try {
    const token = await fetchToken(workerd);
    const plain: number[] = [];
    const repeated: number[] = [];
    const packed: number[] = [];
    const phones: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const body = describePeople(`plain${round}`);
      plain.push(await importBody(workerd, token, body));
      repeated.push(await importBody(workerd, token, body));
      packed.push(await importBody(workerd, token, gzipSync(describePeople(`gzip${round}`)), { "Content-Encoding": "gzip" }));
      phones.push(await importBody(workerd, token, describePeople(`phone${round}`, round)));
    }
    const over = shards === 1 ? "1 shard" : `${shards} shards`;
    const figures = [
      { what: `import of new people, ${over}`, rowsPerSecond: median(plain) },
      { what: `the same again (all unchanged), ${over}`, rowsPerSecond: median(repeated) },
      { what: `gzip, ${over}`, rowsPerSecond: median(packed) },
      { what: `with a phone number each, ${over}`, rowsPerSecond: median(phones) },
    ];
    return { figures, peakMegabytes: await readPeakMemory(workerd.pid) };
  } finally {
    await workerd.stop();
  }
}

async function fetchToken({ origin }: RunningWorkerd): Promise<string> {
  const response = await fetch(`${origin}/dev/staff-tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "bench", roles: ["admin"] }),
  });
  return ((await response.json()) as { token: string }).token;
}

function describePeople(prefix: string, phoneBlock?: number): Buffer<ArrayBuffer> {
  const lines = Array.from({ length: rows }, (_, index) => {
    const { attributes } = samplePerson(index, 1, regions);
    const phone = phoneBlock === undefined ? {} : { phone: `+79${String(phoneBlock * rows + index).padStart(9, "0")}` };
    return `${JSON.stringify({ subscriberId: `${prefix}-${index}`, attributes, ...phone })}\n`;
  });
  return Buffer.from(lines.join(""));
}

/** Answers rows a second. */
async function importBody({ origin }: RunningWorkerd, token: string, body: Buffer<ArrayBuffer>, headers: Record<string, string> = {}): Promise<number> {
  return time(async () => {
    const response = await fetch(`${origin}/v1/subscribers:import`, {
      method: "POST",
      headers: { "Authorization": `Bearer ${token}`, "Content-Type": "application/x-ndjson", ...headers },
      body,
    });
    const report = (await response.json()) as { lines?: number; refused?: number };
    if (report.lines !== rows || report.refused !== 0) throw new Error(`not imported: ${JSON.stringify(report).slice(0, 500)}`);
  });
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return rows / ((performance.now() - startedAt) / 1_000);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function readPeakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1_000);
}
