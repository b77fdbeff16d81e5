/** What `/v1/tray` costs on plain workerd, against bare routes that answer the same bytes. */
import { median } from "./compare-speeds.ts";
import { costOfMillion } from "./cost.ts";
import { load, type Cost, type Question } from "./load.ts";
import { markdownTable } from "./markdown-table.ts";
import { listPeople } from "./sample-people.ts";
import { startWorkerd, type RunningWorkerd } from "../scripts/start-workerd.ts";

const ASKERS = 400;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 2);
const FILL_AT_ONCE = 20_000;
/** A fixed instant at which a decoration is shown: without one, phones that are off their moment get a new ETag each second. */
const AT = encodeURIComponent("2026-12-31T12:00:00Z");
const SETUPS = [
  { shards: 1, people: 20_000 },
  { shards: 256, people: 20_000 },
  { shards: 256, people: Number(process.env["BENCH_PEOPLE"] ?? 1_000_000) },
];

export async function measure(): Promise<string> {
  const tables: string[] = [];
  const wanted = process.env["BENCH_SETUP"];
  for (const [index, setup] of SETUPS.entries()) {
    if (wanted === undefined || wanted === String(index)) tables.push(await measureSetup(setup));
  }
  return tables.join("\n\n");
}

async function measureSetup({ shards, people }: (typeof SETUPS)[number]): Promise<string> {
  // Off links lead to a fixed address, as in production.
  const variables = { ENVIRONMENT: "development", SHARDS: String(shards), PUBLIC_ORIGIN: "https://decor.example" };
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
    const plans: readonly Plan[] = [
      ["bare static route (b)", bare, [{ path: "/static", headers: {} }], 200],
      ["bare route, one object, one row (a)", bare, toObject, 200],
      ["/v1/tray, 200", garland, fresh, 200],
      ["/v1/tray, 304", garland, known, 304],
    ];
    const costs = await takeTurns(plans);
    const title = `${shards} ${shards === 1 ? "shard" : "shards"}, ${people.toLocaleString("en-US")} people, ${answer.length} characters`;
    return `${title}\n\n${reportCosts(costs, 1)}\n\n${priceOf(costs[2]?.[1] ?? [])}`;
  } finally {
    await Promise.all([bare.stop(), garland.stop()]);
  }
}

function priceOf(costs: readonly Cost[]): string {
  const cpuMicroseconds = median(costs.map((cost) => cost.cpuMicroseconds));
  // Sixteen at once: each waits for the others most of the time, and an object is at work for a part of the rest.
  const objectMilliseconds = median(costs.map((cost) => cost.p50Ms));
  return costOfMillion({ cpuMicroseconds, objectMilliseconds, objectCalls: 1, rowsRead: 1 });
}

/** What to measure: its name, the server, what it is asked, and the status of every answer. */
export type Plan = readonly [name: string, server: RunningWorkerd, questions: readonly Question[], status: number];

/** Warms all up, then measures them by turns. */
export async function takeTurns(plans: readonly Plan[]): Promise<readonly (readonly [string, readonly Cost[]])[]> {
  for (const [, server, questions, status] of plans) await load(server, questions, { status, seconds: 1 });
  const costs = plans.map(([name]): [string, Cost[]] => [name, []]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, [, server, questions, status]] of plans.entries()) {
      costs[index]?.[1].push(await load(server, questions, { status, seconds: SECONDS }));
    }
  }
  return costs;
}

/** Medians, and their ratios to those of the baseline. */
export function reportCosts(measured: readonly (readonly [string, readonly Cost[]])[], baselineIndex: number): string {
  const middle = (costs: readonly Cost[], of: keyof Cost) => median(costs.map((cost) => cost[of]));
  const [baselineName = "", baseline = []] = measured[baselineIndex] ?? [];
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
  const ratio = `of ${/\((\w)\)$/.exec(baselineName)?.[0] ?? "the baseline"}`;
  return markdownTable(["", "requests/s", ratio, "CPU µs a request", ratio, "p50 ms", "p99 ms"], rows);
}

/** A token of the development issuer's. */
export async function fetchToken({ origin }: RunningWorkerd, subscriberId: string): Promise<string> {
  const response = await fetch(`${origin}/dev/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ subscriberId }),
  });
  return ((await response.json()) as { token: string }).token;
}

async function askFor(
  garland: RunningWorkerd,
  subscriberId: string,
  device: Readonly<Record<string, string>>,
): Promise<Question> {
  const token = await fetchToken(garland, subscriberId);
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
