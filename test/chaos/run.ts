/**
 * `npm run chaos -- --kills 300 --seed 7`: a service on plain workerd whose process is killed at random instants, while
 * clients say all there is to say to it. After each restart, and at the end, whatever was acknowledged must hold, and nothing
 * may be stuck.
 */
import { createServer } from "node:http";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openFaultMachine, waitUntilItAnswers, type Service } from "../support/fault-machine.ts";
import { readHealth } from "../support/fault-people.ts";
import { eraseMe, importPeople, pressLink, sayWords, writeMessage } from "./people.ts";
import { openRandom } from "./random.ts";
import { addWebhook, changeKeys, openStops, runCampaign, subscribeToStops } from "./staff.ts";
import { asStaff, read, type Promised, type Story, type World } from "./world.ts";
import { z } from "zod";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "300" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    clients: { type: "string", default: "6" },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);

/** A service that is not ready so long after its start is stuck. */
const READY_WITHIN_MS = 20_000;
/** What goes on by itself, such as gifts and webhooks, is done so long after the last kill. */
const DONE_WITHIN_MS = 180_000;
/** Of these kills, some come while it starts. */
const EARLY_SHARE = 0.25;
const LONGEST_EARLY_MS = 600;
const LONGEST_LIFE_MS = 1_200;
/** So many of all promises are looked at after each restart; the newest of them in any case. */
const CHECKED_EACH_TIME = 25;
const NEWEST = 15;

const random = openRandom(seed);
const machine = await openFaultMachine();
const data = machine.place("data");
const counts = new Map<string, number>();
const heard = new Map<string, number>();
const told = new Set<string>();
const receiver = createServer((request, response) => {
  const delivery = String(request.headers["garland-delivery"]);
  const kind = String(request.headers["garland-event"]);
  if (!told.has(delivery)) heard.set(kind, (heard.get(kind) ?? 0) + 1);
  told.add(delivery);
  request.resume();
  response.end();
});
await once(receiver.listen(0, "127.0.0.1"), "listening");
const address = receiver.address();
if (typeof address !== "object" || address === null) throw new Error("no receiver");

let service: Service = await machine.start(data);
let drawn = 0;
const world: World = {
  random,
  origin: () => service.origin,
  tokens: new Map(),
  draw: () => (drawn += 1),
  count: (act) => void counts.set(act, (counts.get(act) ?? 0) + 1),
  receiver: `http://127.0.0.1:${address.port}/`,
  heard,
};

const promises: Promised[] = [];
const violations: string[] = [];
const readyTimes: number[] = [];
const startedAt = Date.now();
let checks = 0;
let isOver = false;

async function untilReady(): Promise<void> {
  for (;;) {
    const { code, status, troubled } = await readHealth(service);
    if (code === 200) break;
    if (Date.now() - service.startedAt > READY_WITHIN_MS) {
      throw new Error(`stuck: ${code} ${status} ${troubled.join(", ")}\n${service.said().slice(-3_000)}`);
    }
    await wait(20);
  }
  readyTimes.push(Date.now() - service.startedAt);
}

async function check(promised: Promised): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      checks += 1;
      return await promised.check(world);
    } catch (error) {
      if (attempt === 20) return `can't be asked: ${String(error)}`;
      await wait(100);
    }
  }
}

async function checkAll(those: readonly Promised[], after: string): Promise<void> {
  for (let from = 0; from < those.length; from += 16) {
    const some = those.slice(from, from + 16);
    const said = await Promise.all(some.map(check));
    said.forEach((what, index) => {
      if (what !== undefined) violations.push(`${after}: ${some[index]?.name}: ${what}`);
    });
  }
}

await untilReady();
await subscribeToStops(world);
const stops = openStops();
promises.push(stops.promised);

const STORIES: readonly [Story, ...Story[]] = [
  sayWords,
  sayWords,
  sayWords,
  pressLink,
  writeMessage,
  eraseMe,
  importPeople,
  runCampaign,
  changeKeys,
  addWebhook,
];

async function live(story: () => Story): Promise<void> {
  while (!isOver) {
    try {
      await story()(world, (promised) => void promises.push(promised));
    } catch (error) {
      violations.push(`a client failed: ${String(error)}`);
    }
    await wait(1 + random.below(10));
  }
}

const clients = [
  ...Array.from({ length: Number(values.clients) }, () => live(() => random.pick(STORIES))),
  live(() => stops.story),
];

console.log(`Seed ${seed}: ${kills} kills.`);
for (let kill = 1; kill <= kills; kill++) {
  const isEarly = random.next() < EARLY_SHARE;
  await wait(random.below(isEarly ? LONGEST_EARLY_MS : LONGEST_LIFE_MS));
  await service.end("SIGKILL");
  service = await machine.launch(data);
  if (kill % 25 === 0) console.log(`${kill} kills, ${sum(counts)} acknowledged acts, ${checks} checks`);
  if (random.next() < EARLY_SHARE) continue;
  await waitUntilItAnswers(service);
  await untilReady();
  const newest = promises.slice(-NEWEST);
  const others = Array.from({ length: CHECKED_EACH_TIME - NEWEST }, () => promises[random.below(promises.length)]);
  const looked = [stops.promised, ...newest, ...others.flatMap((one) => one ?? [])];
  await checkAll(
    looked.filter(({ isLater }) => isLater !== true),
    `after kill ${kill}`,
  );
  if (violations.length > 0) break;
}
isOver = true;
await Promise.all(clients);
await waitUntilItAnswers(service);
await untilReady();

const doneBy = Date.now() + DONE_WITHIN_MS;
for (;;) {
  // Gifts and webhooks go on by themselves, and take their time.
  const before = violations.length;
  await checkAll(promises, "at the end");
  const { failingDuties } = read(
    await asStaff(world, "anna", "/v1/status"),
    z.object({ failingDuties: z.array(z.object({ duty: z.string(), reason: z.string() })) }),
  );
  for (const { duty, reason } of failingDuties) violations.push(`stuck duty: ${duty}: ${reason}`);
  const missing = stops.countStops() - (heard.get("everything.stopped") ?? 0);
  if (missing > 0) violations.push(`${missing} stops were told to nobody`);
  if (violations.length === before || Date.now() > doneBy) break;
  violations.length = before;
  await wait(2_000);
}

const sorted = readyTimes.toSorted((one, other) => one - other);
const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
console.log(`${sum(counts)} acknowledged acts: ${[...counts].map(([act, count]) => `${count} ${act}`).join(", ")}`);
console.log(`${promises.length} promises, ${checks} checks, ${minutes} minutes.`);
console.log(`Ready after a kill: median ${sorted[Math.floor(sorted.length / 2)]} ms, longest ${sorted.at(-1)} ms.`);
const events = new Map<string, number>();
for (const [, event = ""] of service.said().matchAll(/"event":"([^"]+)"/g)) {
  events.set(event, (events.get(event) ?? 0) + 1);
}
console.log(`Logged: ${[...events].map(([event, count]) => `${count} ${event}`).join(", ")}`);
for (const violation of violations) console.log(violation);
console.log(
  violations.length === 0 ? "Nothing lost, nothing stuck." : `${violations.length} violations; seed ${seed}.`,
);
receiver.closeAllConnections();
receiver.close();
await machine.close();
process.exitCode = violations.length === 0 ? 0 : 1;

function sum(all: ReadonlyMap<string, number>): number {
  return [...all.values()].reduce((total, count) => total + count, 0);
}
