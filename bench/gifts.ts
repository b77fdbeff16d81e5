/**
 * `npm run bench:gifts`: whether the time that `POST /v1/gifts` takes tells anything of the number (invariant 7). 10,000
 * gifts, in random order, to customers, strangers and people who want no gifts; then two-sample Kolmogorov–Smirnov tests
 * between each two of the three samples.
 */
import { startWorkerd } from "../scripts/start-workerd.ts";

const REQUESTS = 10_000;
const GIFTS_OF_A_SENDER = 3;
const PEOPLE = 2_000;
const KINDS = ["known", "unknown", "blocked"] as const;
type Kind = (typeof KINDS)[number];

const server = await startWorkerd({
  config: "wrangler.toml",
  objects: { SHARD: "Shard", CATALOG: "Catalog", EVENTS: "Events", GUARD: "Guard" },
  variables: { ENVIRONMENT: "development", SHARDS: "16" },
});

try {
  await expectOk(await fetch(`${server.origin}/healthz`));
  const staff = await tokenOf("/dev/staff-tokens", { name: "bench", roles: ["admin"] });
  await importPeople(staff);
  await switchGiftsOff();
  const senders: string[] = [];
  for (let index = 0; index * GIFTS_OF_A_SENDER < REQUESTS; index++) {
    senders.push(await tokenOf("/dev/tokens", { subscriberId: `sender-${index}` }));
  }
  const samples: Record<Kind, number[]> = { known: [], unknown: [], blocked: [] };
  const bodies = new Set<string>();
  const random = createRandom(20_250_308);
  for (let index = 0; index < REQUESTS; index++) {
    const kind = KINDS[Math.floor(random() * KINDS.length)] ?? "known";
    const token = senders[Math.floor(index / GIFTS_OF_A_SENDER)] ?? "";
    const body = JSON.stringify({ to: numberFor(kind, random), theme: "tulip" });
    const began = performance.now();
    const response = await fetch(`${server.origin}/v1/gifts`, { method: "POST", headers: headersFor(token), body });
    const text = await response.text();
    samples[kind].push(performance.now() - began);
    bodies.add(`${response.status} ${text.replace(/"giftId":"[^"]+"/u, "")}`);
  }
  console.log(`${REQUESTS} gifts, ${bodies.size} different answer(s) apart from ids: ${[...bodies].join("; ")}`);
  for (const kind of KINDS) {
    const sorted = samples[kind].toSorted((one, other) => one - other);
    const at = (share: number) => (sorted[Math.floor(share * sorted.length)] ?? 0).toFixed(2);
    console.log(`${kind}: ${sorted.length} requests, p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms`);
  }
  const pairs = [
    ["known", "unknown"],
    ["known", "blocked"],
    ["unknown", "blocked"],
  ] as const;
  for (const [one, other] of pairs) {
    const { distance, pValue } = compareSamples(samples[one], samples[other]);
    console.log(`${one} and ${other}: D = ${distance.toFixed(4)}, p = ${pValue.toFixed(3)}`);
  }
} finally {
  await server.stop();
}

function headersFor(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
}

async function expectOk(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return response;
}

async function tokenOf(path: string, body: object): Promise<string> {
  const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await expectOk(await fetch(server.origin + path, init));
  // Parsed boundary: the development issuer's own answer.
  return ((await response.json()) as { token: string }).token;
}

/** The first half are customers who may be given something, the second half want no gifts. */
async function importPeople(staff: string): Promise<void> {
  const lines = Array.from({ length: PEOPLE }, (_, index) =>
    JSON.stringify({ subscriberId: `person-${index}`, attributes: { region: "RU-MOW" }, phone: phoneOf(index) }),
  );
  const headers = { Authorization: `Bearer ${staff}`, "Content-Type": "application/x-ndjson" };
  const response = await fetch(`${server.origin}/v1/subscribers:import`, {
    method: "POST",
    headers,
    body: lines.join("\n"),
  });
  console.log(`imported: ${(await (await expectOk(response)).text()).slice(0, 160)}`);
}

async function switchGiftsOff(): Promise<void> {
  for (let index = PEOPLE / 2; index < PEOPLE; index++) {
    const headers = headersFor(await tokenOf("/dev/tokens", { subscriberId: `person-${index}` }));
    const body = JSON.stringify({ scope: "gifts", value: "out" });
    await expectOk(await fetch(`${server.origin}/v1/me/choices`, { method: "POST", headers, body }));
  }
}

function phoneOf(index: number): string {
  return `+7916${String(index).padStart(7, "0")}`;
}

function numberFor(kind: Kind, random: () => number): string {
  if (kind === "unknown") return phoneOf(1_000_000 + Math.floor(random() * 1_000_000));
  return phoneOf((kind === "known" ? 0 : PEOPLE / 2) + Math.floor((random() * PEOPLE) / 2));
}

/** Two-sample Kolmogorov–Smirnov test; p by Kolmogorov's asymptotic series (Smirnov, 1948). */
function compareSamples(one: readonly number[], other: readonly number[]): { distance: number; pValue: number } {
  const [a, b] = [one.toSorted((x, y) => x - y), other.toSorted((x, y) => x - y)];
  let distance = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    while (i < a.length && (a[i] ?? Infinity) <= value) i += 1;
    while (j < b.length && (b[j] ?? Infinity) <= value) j += 1;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length));
  const lambda = (size + 0.12 + 0.11 / size) * distance;
  let sum = 0;
  for (let k = 1; k <= 100; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * lambda * lambda);
  return { distance, pValue: Math.min(1, Math.max(0, sum)) };
}

/** Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
