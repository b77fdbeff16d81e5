/**
 * How long it takes from a person's word to its being obeyed: npm run bench:obeyed
 *
 * Each person is shown the tree; one channel says "off", and the very next request of another is asked. Every answer
 * must obey. Times are milliseconds over HTTP on this machine, and as a ratio to asking alone (baseline: GET /v1/tray).
 */
import { createTestHarness } from "wrangler";
import { DEVELOPMENT_VARIABLES } from "../scripts/development-variables.ts";
import { keepWranglerOffline } from "../scripts/wrangler-environment.ts";
import type { CatalogRpc } from "../src/contract/rpc/rpc.ts";

const PEOPLE = Number(process.env["BENCH_PEOPLE"] ?? 200);
/** How many of the invented people are asked for at most, to find enough of those who are shown the tree. */
const SPARE = 3;
const AT = "2026-12-31T12:00:00Z";
const JSON_TYPE = { "Content-Type": "application/json" };
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

interface Person {
  readonly subscriberId: string;
  readonly token: string;
  readonly offUrl: string;
  readonly pageUrl: string;
}

keepWranglerOffline();
const harness = createTestHarness({ workers: [{ configPath: "./wrangler.toml", vars: DEVELOPMENT_VARIABLES }] });
try {
  const { origin } = (await harness.listen()).url;
  const worker = harness.getWorker<{ CATALOG: { getByName(name: string): Pick<CatalogRpc, "start"> } }>();
  await (await worker.getEnv()).CATALOG.getByName("catalog").start(Date.UTC(2026, 10, 24, 9));
  await fetch(`${origin}/healthz`);
  const agent = await agentHeaders(origin);

  const ways: Readonly<Record<string, (person: Person) => Promise<Response>>> = {
    "app: POST /v1/me/choices": ({ token }) =>
      post(`${origin}/v1/me/choices?at=${AT}`, '{"scope":"theme:tree","value":"out"}', {
        ...JSON_TYPE,
        ...bearer(token),
      }),
    "link: POST /o/{token}": ({ offUrl }) => post(`${offUrl}?at=${AT}`, "List-Unsubscribe=One-Click", FORM),
    "page: POST /me/{token}": ({ pageUrl }) => post(`${pageUrl}?at=${AT}`, "off=theme%3Atree", FORM),
    "support: POST …/choices": ({ subscriberId }) =>
      post(`${origin}/v1/support/subscribers/${subscriberId}/choices`, '{"scope":"theme:tree","value":"out"}', {
        ...JSON_TYPE,
        ...agent,
      }),
  };

  const next = await queuePeople(origin, SPARE * (Object.keys(ways).length * PEOPLE + 1));
  const baseline = await measureAsking(origin, await next());
  console.log(`${PEOPLE} people a way. Asking alone (GET /v1/tray): median ${baseline.toFixed(2)} ms`);
  for (const [name, say] of Object.entries(ways)) {
    const times: number[] = [];
    let obeyed = 0;
    while (times.length < PEOPLE) {
      const person = await next();
      const start = performance.now();
      const said = await say(person);
      await said.arrayBuffer();
      if (!said.ok) throw new Error(`${name} answered ${said.status}`);
      const tray = await readTray(origin, person.token);
      times.push(performance.now() - start);
      if (tray.decision === "none") obeyed += 1;
    }
    const middle = median(times);
    const row = `${middle.toFixed(2)} ms median, ${percentile(times, 0.99).toFixed(2)} ms p99`;
    console.log(`${name}: ${obeyed} of ${PEOPLE} obeyed by the next request; word and next answer together ${row},`);
    console.log(`  ${(middle / baseline).toFixed(1)} times asking alone`);
    if (obeyed !== PEOPLE) process.exitCode = 1;
  }
} finally {
  await harness.close();
}

/** Somebody who is shown the tree; undefined for those whom the campaign holds out, or has not reached yet. */
async function openPerson(origin: string, subscriberId: string): Promise<Person | undefined> {
  const { token } = await readJson<{ token: string }>(
    await post(`${origin}/dev/tokens`, JSON.stringify({ subscriberId }), JSON_TYPE),
  );
  const tray = await readTray(origin, token);
  if (tray.decision !== "show") return undefined;
  const { url } = await readJson<{ url: string }>(await post(`${origin}/v1/me/page-links`, "", bearer(token)));
  return { subscriberId, token, offUrl: tray.off.url, pageUrl: url };
}

/**
 * Stores invented people and answers the next one who is shown the tree, time after time. They are test lines: so many
 * who switch off would have the guard halt the campaign, and then nobody could be seen to be obeyed any more.
 */
async function queuePeople(origin: string, people: number): Promise<() => Promise<Person>> {
  await (await post(`${origin}/dev/population`, JSON.stringify({ people, test: true }), JSON_TYPE)).arrayBuffer();
  let index = 0;
  return async () => {
    while (index < people) {
      const person = await openPerson(origin, `demo-${String(index++).padStart(6, "0")}`);
      if (person !== undefined) return person;
    }
    throw new Error(`Too few of ${people} people are shown the tree: nothing is proven.`);
  };
}

async function measureAsking(origin: string, person: Person): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < PEOPLE; index++) {
    const start = performance.now();
    await readTray(origin, person.token);
    times.push(performance.now() - start);
  }
  return median(times);
}

async function agentHeaders(origin: string): Promise<Record<string, string>> {
  const body = JSON.stringify({ name: "agent", roles: ["support"] });
  const { token } = await readJson<{ token: string }>(
    await post(`${origin}/dev/staff-tokens`, body, { ...JSON_TYPE, "X-Garland-Now": AT }),
  );
  return { ...bearer(token), "X-Garland-Now": AT };
}

async function readTray(origin: string, token: string) {
  const response = await fetch(`${origin}/v1/tray?platform=ios&at=${AT}`, { headers: bearer(token) });
  return readJson<{ decision: string; off: { url: string } }>(response);
}

function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(url, { method: "POST", headers, body });
}

async function readJson<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error(`${new URL(response.url).pathname} answered ${response.status}`);
  // Parsed boundary: the service checks its own answers in its tests.
  return (await response.json()) as Answer;
}

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

function median(times: readonly number[]): number {
  return percentile(times, 0.5);
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
