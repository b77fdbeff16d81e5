/**
 * How long a stop of everything takes, from the request to the last of 256 warm shards, on plain workerd; and that no
 * decision after the answer disobeys. The baseline, in the same run, is one call to each of the same shards that does
 * nothing but answer its status.
 *
 *   npm run bench:stop
 */
import { startWorkerd } from "./start-workerd.ts";

const SHARDS = 256;
const ROUNDS = 15;
const PEOPLE = 2_000;

const server = await startWorkerd({
  config: "wrangler.toml",
  objects: { SHARD: "Shard", CATALOG: "Catalog", GUARD: "Guard" },
  variables: { ENVIRONMENT: "development", SHARDS: String(SHARDS) },
});

try {
  const json = { "Content-Type": "application/json" };
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.origin}${path}`, {
      method: "POST",
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  await post("/dev/population", { people: PEOPLE });
  const { token } = await post("/dev/staff-tokens", { name: "bench", roles: ["admin", "approver", "viewer"] });
  const staff = { Authorization: `Bearer ${String(token)}` };
  const people = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const issued = await post("/dev/tokens", { subscriberId: `demo-${String(index * 7).padStart(6, "0")}` });
      return { Authorization: `Bearer ${String(issued["token"])}` };
    }),
  );
  const at = encodeURIComponent(new Date(Date.UTC(new Date().getUTCFullYear(), 11, 31, 12)).toISOString());
  const countShown = async () => {
    const trays = await Promise.all(
      people.map(async (headers) =>
        (await fetch(`${server.origin}/v1/tray?platform=ios&at=${at}`, { headers })).json(),
      ),
    );
    return trays.filter((tray) => (tray as { decision: string }).decision === "show").length;
  };

  const stops: number[] = [];
  const baselines: number[] = [];
  let disobeyed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const counted = performance.now();
    const counts = await fetch(`${server.origin}/v1/subscribers:count`, { headers: staff });
    await counts.arrayBuffer();
    baselines.push(performance.now() - counted);
    if ((await countShown()) === 0) throw new Error("Nothing is shown before the stop; the benchmark proves nothing.");
    const started = performance.now();
    const report = await post("/v1/stop", { reason: "benchmark" }, staff);
    stops.push(performance.now() - started);
    if (report["acknowledged"] !== SHARDS)
      throw new Error(`Only ${String(report["acknowledged"])} shards acknowledged.`);
    disobeyed += await countShown();
    await post("/v1/resume", { reason: "benchmark" }, staff);
  }
  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const worst = Math.max(...stops);
  console.log(`stop of ${SHARDS} warm shards: median ${median(stops).toFixed(0)} ms, worst ${worst.toFixed(0)} ms`);
  console.log(`baseline, one counting call to each shard: median ${median(baselines).toFixed(0)} ms`);
  console.log(
    `ratio ${(median(stops) / median(baselines)).toFixed(2)}; decisions that disobeyed after the answer: ${disobeyed}`,
  );
} finally {
  await server.stop();
}
