/** What `/v1/tray` costs on plain workerd, against bare routes that answer the same bytes. */
import { median } from "./compare-speeds.ts";
import { load, type Cost, type Question } from "./load.ts";
import { markdownTable } from "./markdown-table.ts";
import { listPeople } from "./sample-people.ts";
import { startWorkerd, type RunningWorkerd } from "./start-workerd.ts";

const ASKERS = 400;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 2);
const FILL_AT_ONCE = 20_000;
/** A fixed instant at which a decoration is shown: without one, phones that are off their moment get a new ETag each second. */
const AT = encodeURIComponent("2026-12-31T12:00:00Z");
const SETUPS = [
  { shards: 1, people: 20_000 },
  { shards: 256, people: 20_000 },
  { shards: 256, people: 1_000_000 },
];

export async function measureFetches(): Promise<string> {
  const tables: string[] = [];
  const wanted = process.env["BENCH_SETUP"];
  for (const [index, setup] of SETUPS.entries()) {
    if (wanted === undefined || wanted === String(index)) tables.push(await measureSetup(setup));
  }
  return tables.join("\n\n");
}

async function measureSetup({ shards, people }: (typeof SETUPS)[number]): Promise<string> {
  const variables = { ENVIRONMENT: "development", SHARDS: String(shards) };
  const bare = await startWorkerd({ config: "bench/worker/bare-answers.toml", objects: { STORE: "Store" }, variables });
  const garland = await startWorkerd({
    config: "bench/worker/rehearsal.toml",
    objects: { SHARD: "Shard", CATALOG: "Catalog", EVENTS: "Events", GUARD: "Guard" },
    variables,
  });
  try {
    await fillGarland(garland, people);
    const askers = listPeople(ASKERS);
    const fresh = await Promise.all(askers.map(async (person) => askFor(garland, person.subscriberId, person.device)));
    const [answer = "", etags] = await collectAnswers(garland, fresh);
    await fillBare(bare, people);
    await fetch(`${bare.origin}/answer`, { method: "POST", body: answer });
    const known = fresh.map((question, index) => ({
      ...question,
      headers: { ...question.headers, "If-None-Match": etags[index] ?? "" },
    }));
    const toObject = askers.map(({ subscriberId }) => ({ path: `/object?id=${subscriberId}`, headers: {} }));
    const plans: readonly (readonly [string, RunningWorkerd, readonly Question[], number])[] = [
      ["bare static route (b)", bare, [{ path: "/static", headers: {} }], 200],
      ["bare route, one object, one row (a)", bare, toObject, 200],
      ["/v1/tray, 200", garland, fresh, 200],
      ["/v1/tray, 304", garland, known, 304],
    ];
    for (const [, server, questions, status] of plans) await load(server, questions, { status, seconds: 1 });
    const costs = plans.map(() => [] as Cost[]);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, [, server, questions, status]] of plans.entries()) {
        costs[index]?.push(await load(server, questions, { status, seconds: SECONDS }));
      }
    }
    const title = `${shards} ${shards === 1 ? "shard" : "shards"}, ${people.toLocaleString("en-US")} people, ${answer.length} characters`;
    return `${title}\n\n${report(plans.map(([name], index) => [name, costs[index] ?? []]))}`;
  } finally {
    await Promise.all([bare.stop(), garland.stop()]);
  }
}

function report(measured: readonly (readonly [string, readonly Cost[]])[]): string {
  const middle = (costs: readonly Cost[], of: keyof Cost) => median(costs.map((cost) => cost[of]));
  const baseline = measured[1]?.[1] ?? [];
  const rows = measured.map(([name, costs]) => {
    const rate = middle(costs, "requestsPerSecond");
    const cpu = middle(costs, "cpuMicroseconds");
    return [
      name,
      Math.round(rate).toLocaleString("en-US"),
      (rate / middle(baseline, "requestsPerSecond")).toFixed(2),
      cpu.toFixed(0),
      (cpu / middle(baseline, "cpuMicroseconds")).toFixed(2),
      middle(costs, "p50Ms").toFixed(1),
      middle(costs, "p99Ms").toFixed(1),
    ];
  });
  return markdownTable(["", "requests/s", "of (a)", "CPU µs a request", "of (a)", "p50 ms", "p99 ms"], rows);
}

async function askFor(
  { origin }: RunningWorkerd,
  subscriberId: string,
  device: Readonly<Record<string, string>>,
): Promise<Question> {
  const response = await fetch(`${origin}/dev/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ subscriberId }),
  });
  const { token } = (await response.json()) as { token: string };
  const path = `/v1/tray?${new URLSearchParams(device)}&at=${AT}`;
  return { path, headers: { Authorization: `Bearer ${token}` } };
}

/** Asks each question once, so that what is news is written before anything is measured; answers a typical body. */
async function collectAnswers(
  { origin }: RunningWorkerd,
  questions: readonly Question[],
): Promise<readonly [string | undefined, readonly string[]]> {
  const etags: string[] = [];
  const bodies: string[] = [];
  for (const { path, headers } of questions) {
    const response = await fetch(`${origin}${path}`, { headers: { ...headers } });
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${body}`);
    etags.push(response.headers.get("ETag") ?? "");
    bodies.push(body);
  }
  const shown = bodies.filter((body) => body.includes('"decision":"show"'));
  if (shown.length < bodies.length / 2) throw new Error(`Only ${shown.length} of ${bodies.length} are shown anything.`);
  return [shown[0], etags];
}

async function fillGarland({ origin }: RunningWorkerd, people: number): Promise<void> {
  for (let from = 0; from < people; from += FILL_AT_ONCE) {
    const count = Math.min(FILL_AT_ONCE, people - from);
    const response = await fetch(`${origin}/bench/fill?from=${from}&count=${count}`);
    if (!response.ok) throw new Error(`The people could not be stored: ${response.status}`);
  }
}

/** The baseline holds as many rows, under the same ids. */
async function fillBare({ origin }: RunningWorkerd, people: number): Promise<void> {
  const sample = listPeople(ASKERS);
  for (let from = 0; from < people; from += FILL_AT_ONCE) {
    const rows = Array.from({ length: Math.min(FILL_AT_ONCE, people - from) }, (_, offset) => {
      const { profile, device } = sample[offset % ASKERS] ?? {};
      return [`demo-${String(from + offset).padStart(6, "0")}`, JSON.stringify(profile), JSON.stringify(device)];
    });
    const response = await fetch(`${origin}/fill`, { method: "POST", body: JSON.stringify(rows) });
    if (!response.ok) throw new Error(`The rows could not be stored: ${response.status}`);
  }
}
