/**
 * How long a stop of everything takes, from the request to the answer after the last of all warm shards, on plain workerd;
 * and that no decision after the answer disobeys. The baseline, in every round beside it, writes one small row in each of the
 * same shards, which is the least that a stop would take if each shard had to store it before it is acknowledged. At the end the
 * process is killed, and the time is taken until everybody is answered again.
 *
 *   npm run bench:stop
 *   BENCH_SHARDS=1024 BENCH_DISK=busy npm run bench:stop      beside a process that writes and syncs without pause
 */
import { spawn } from "node:child_process";
import { startWorkerd } from "../scripts/start-workerd.ts";

const SHARDS = Number(process.env["BENCH_SHARDS"] ?? 256);
const IS_BUSY = process.env["BENCH_DISK"] === "busy";
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 15);
const PEOPLE = 2_000;
const PHONES = 40;

let garland = await startWorkerd({
  config: "bench/worker/rehearsal.toml",
  objects: { SHARD: "Shard", CATALOG: "Catalog", EVENTS: "Events", GUARD: "Guard" },
  variables: { ENVIRONMENT: "development", SHARDS: String(SHARDS) },
});

/** As another service on the same disk would. */
const KEEP_WRITING = "while :; do dd if=/dev/zero of=beside bs=1M count=64 conv=fsync 2>/dev/null; done";

type Headers = Readonly<Record<string, string>>;

async function post(path: string, body: object, headers: Headers = {}): Promise<Record<string, unknown>> {
  const response = await fetch(`${garland.origin}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

async function measureMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const bearer = ({ token }: Record<string, unknown>): Headers => ({ Authorization: `Bearer ${String(token)}` });

function describe(what: string, times: readonly number[], baseline: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `| ${what} | ${median.toFixed(0)} | ${(sorted.at(-1) ?? 0).toFixed(0)} | ${(median / baseline).toFixed(1)} |`;
}

try {
  await post("/dev/population", { people: PEOPLE });
  const staff = bearer(await post("/dev/staff-tokens", { name: "bench", roles: ["admin", "approver", "marketer"] }));
  const phones = await Promise.all(
    Array.from({ length: PHONES }, async (_, index) =>
      bearer(await post("/dev/tokens", { subscriberId: `demo-${String(index * 7).padStart(6, "0")}` })),
    ),
  );
  const at = encodeURIComponent(new Date(Date.UTC(new Date().getUTCFullYear(), 11, 31, 12)).toISOString());
  const countShown = async () => {
    const trays = await Promise.all(
      phones.map(async (headers) => {
        const response = await fetch(`${garland.origin}/v1/tray?platform=ios&at=${at}`, { headers });
        return (await response.json()) as { decision: string };
      }),
    );
    return trays.filter(({ decision }) => decision === "show").length;
  };

  const writer = IS_BUSY ? spawn("sh", ["-c", KEEP_WRITING], { cwd: garland.storage, detached: true }) : undefined;
  const stops: number[] = [];
  const baselines: number[] = [];
  let disobeyed = 0;
  let asked = 0;
  for (let round = 0; round < ROUNDS; round++) {
    baselines.push(await measureMs(() => fetch(`${garland.origin}/bench/touch`)));
    if ((await countShown()) === 0) throw new Error("Nothing is shown before the stop: this would prove nothing.");
    let report: Record<string, unknown> = {};
    stops.push(await measureMs(async () => (report = await post("/v1/stop", { reason: "benchmark" }, staff))));
    if (report["acknowledged"] !== SHARDS) throw new Error(`Only ${String(report["acknowledged"])} acknowledged.`);
    disobeyed += await countShown();
    asked += PHONES;
    await post("/v1/resume", { reason: "benchmark" }, staff);
  }
  await post("/v1/stop", { reason: "benchmark" }, staff);
  const restart = await measureMs(async () => {
    garland = await garland.crash();
    if ((await countShown()) !== 0) throw new Error("A restart forgets the stop.");
  });
  if (writer?.pid !== undefined) process.kill(-writer.pid);
  const rulesets = await fetch(`${garland.origin}/v1/rulesets/1`, { headers: staff });
  const rulesetBytes = (await rulesets.arrayBuffer()).byteLength;
  const baseline = baselines.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  console.log(`| ${SHARDS} warm shards, ${ROUNDS} rounds | median ms | longest ms | ratio |\n|---|--:|--:|--:|`);
  console.log(describe("one small row written in each (baseline)", baselines, baseline));
  console.log(describe("stop of everything, until the answer", stops, baseline));
  console.log(
    `\nFrom kill -9 until it is started again, healthy, and ${PHONES} phones are answered (nothing, as it is stopped): ${restart.toFixed(0)} ms.`,
  );
  console.log(`A ruleset has ${(rulesetBytes / 1024).toFixed(0)} KiB.`);
  console.log(`Decisions asked for after the answers: ${asked}; that disobeyed: ${disobeyed}.`);
} finally {
  await garland.stop();
}
