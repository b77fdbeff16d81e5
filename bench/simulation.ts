/**
 * How fast a draft is rehearsed on everybody, and how fast an audience is counted, end to end over HTTP.
 *
 *   npm run bench:simulation -- [people] [file for the report]
 *
 * The baseline is a bare scan that reads and parses the same rows, measured in every round beside the others, so that a
 * machine that is busy with something else slows down both.
 */
import { readFile, writeFile } from "node:fs/promises";
import { bundledDefinitions } from "../src/definitions.generated.ts";
import type { SimulationReport } from "../src/contract/simulation.ts";
import type { Campaign } from "../src/domain/campaign/campaign.ts";
import { startWorkerd } from "../scripts/start-workerd.ts";

const people = Number(process.argv[2] ?? 1_000_000);
const reportFile = process.argv[3];
const ROUNDS = 3;
const FILL_AT_ONCE = 20_000;
const BASELINE = "bare scan that parses the rows (baseline)";
const SEASON = { from: "2026-12-01", until: "2027-03-31", time: "12:00", zone: "own" };
const MARCH = "2027-03-06T12:00:00+03:00";

/** What a marketer may have in mind for the coming season. */
const spring = bundledDefinitions.campaigns.find((campaign) => campaign.key === "spring")!;
const drafts: readonly Campaign[] = [
  // The tulip for all people, not for women only.
  { ...spring, audience: { include: ["people"], exclude: [] } },
  {
    ...spring,
    key: "siberian-winter",
    label: { ru: "Сибирская зима: снежинка", en: "Siberian winter: the snowflake" },
    decoration: "snowflake",
    audience: { include: ["siberia", "far-east"], exclude: ["machines-and-corporate"] },
    schedule: { kind: "yearly", zone: "own", firstDay: "--01-10", lastDay: "--02-20" },
    priority: 200,
  },
];
const BY = ["region", "platform", "birthYear"];

/** Conditions as they come about while somebody types. */
const CONDITIONS = [
  { platform: "ios" },
  { platform: "ios", gender: "female" },
  { platform: "ios", gender: "female", birthYear: { $gte: 1990 } },
  { $inSegment: "siberia", $or: [{ services: "music" }, { tariff: { $in: ["breeze", "night-owl"] } }] },
  { $inSegment: "people", appVersion: { $vgte: "5.2.0" }, tenure: "over-10-years" },
];

interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Each rehearsal is another question: the same one would be answered as before, without counting. */
let questions = 0;

const garland = await startWorkerd({
  config: "bench/worker/rehearsal.toml",
  objects: { SHARD: "Shard", CATALOG: "Catalog", EVENTS: "Events", GUARD: "Guard" },
  variables: { ENVIRONMENT: "development", SHARDS: "16" },
});
try {
  const token = await fetchToken();
  await fill();
  const coldCount = await measure(() => post(token, "/v1/audiences:count", { condition: CONDITIONS[0] }));
  const rounds: Record<string, Cost>[] = [];
  const counts: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const condition of CONDITIONS) {
      counts.push(await measure(() => post(token, "/v1/audiences:count", { condition, by: ["region", "platform"] })));
    }
    rounds.push({
      [BASELINE]: await measure(() => fetch(`${garland.origin}/bench/scan`)),
      "rehearsal of an instant, live and candidate": await measure(() => simulate(token, { at: MARCH })),
      "rehearsal of a season, 121 days, live and candidate": await measure(() => simulate(token, SEASON)),
    });
  }
  print(rounds);
  const seconds = counts.map((cost) => cost.seconds);
  console.log(
    `\nAudience count over ${people.toLocaleString("en-US")} people: ${median(seconds).toFixed(2)} s (median of ` +
      `${seconds.length}), at most ${Math.max(...seconds).toFixed(2)} s; the first one, which reads all rows, ` +
      `${coldCount.seconds.toFixed(1)} s.`,
  );
  console.log(await describeWaiting(token));
  if (reportFile !== undefined) {
    await writeFile(reportFile, `${JSON.stringify(await simulate(token, SEASON), undefined, 1)}\n`);
  }
} finally {
  await garland.stop();
}

async function fetchToken(): Promise<string> {
  const response = await fetch(`${garland.origin}/dev/staff-tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "bench", roles: ["marketer"] }),
  });
  return ((await response.json()) as { token: string }).token;
}

async function fill(): Promise<void> {
  const startedAt = performance.now();
  for (let from = 0; from < people; from += FILL_AT_ONCE) {
    const count = Math.min(FILL_AT_ONCE, people - from);
    const response = await fetch(`${garland.origin}/bench/fill?from=${from}&count=${count}`);
    if (!response.ok) throw new Error(`filling failed: ${await response.text()}`);
  }
  console.log(`Filled 16 shards in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s.\n`);
}

async function post(token: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${garland.origin}${path}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} failed: ${await response.text()}`);
  return response.json();
}

async function simulate(token: string, when: object): Promise<SimulationReport> {
  questions += 1;
  const campaigns = drafts.map((draft) => ({ ...draft, priority: draft.priority + questions }));
  const asked = { definitions: { campaigns }, by: BY, ...when };
  const report = (await post(token, "/v1/simulations", asked)) as SimulationReport;
  if (Math.abs(report.people - people) > 7) throw new Error(`${report.people} people were rehearsed, not ${people}`);
  return report;
}

async function measure(work: () => Promise<unknown>): Promise<Cost> {
  const cpuBefore = await readCpuSeconds();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  return { seconds, cpuSeconds: (await readCpuSeconds()) - cpuBefore };
}

/** User and system time that workerd has used so far (proc(5), fields 14 and 15, in hundredths of a second). */
async function readCpuSeconds(): Promise<number> {
  const status = await readFile(`/proc/${garland.pid}/stat`, "utf8");
  const [user, system] = status
    .slice(status.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}

/** How long subscribers wait for their tray while everybody is rehearsed, and while nobody is. */
async function describeWaiting(token: string): Promise<string> {
  const issued = await fetch(`${garland.origin}/dev/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ subscriberId: "demo-000042" }),
  });
  const { token: own } = (await issued.json()) as { token: string };
  const ask = async () => {
    const startedAt = performance.now();
    await (await fetch(`${garland.origin}/v1/tray`, { headers: { Authorization: `Bearer ${own}` } })).text();
    return performance.now() - startedAt;
  };
  const idle: number[] = [];
  for (let asked = 0; asked < 200; asked++) idle.push(await ask());
  const busy: number[] = [];
  let isBusy = true;
  const rehearsal = simulate(token, SEASON).finally(() => (isBusy = false));
  while (isBusy) busy.push(await ask());
  await rehearsal;
  const shown = (waits: readonly number[]) =>
    `${median(waits).toFixed(0)} ms (median), ${Math.max(...waits).toFixed(0)} ms (longest of ${waits.length})`;
  return `A subscriber waits ${shown(idle)} with nothing else going on, ${shown(busy)} during a rehearsal.`;
}

/** Medians over the rounds; ratios are those of the medians to the baseline's. */
function print(rounds: readonly Readonly<Record<string, Cost>>[]): void {
  const costOf = (what: string) => ({
    rate: people / median(rounds.map((round) => round[what]?.seconds ?? 0)),
    cpu: (median(rounds.map((round) => round[what]?.cpuSeconds ?? 0)) * 1e6) / people,
  });
  const baseline = costOf(BASELINE);
  console.log(
    `| ${people.toLocaleString("en-US")} people, median of ${ROUNDS} rounds | people/s | ratio | CPU µs a person | ratio |`,
  );
  console.log("|---|--:|--:|--:|--:|");
  for (const what of Object.keys(rounds[0] ?? {})) {
    const { rate, cpu } = costOf(what);
    const speed = `${Math.round(rate).toLocaleString("en-US")} | ${(rate / baseline.rate).toFixed(2)}`;
    console.log(`| ${what} | ${speed} | ${cpu.toFixed(1)} | ${(cpu / baseline.cpu).toFixed(2)} |`);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
