/**
 * `npm run bench:words [-- <entries>]`: what a word costs somebody who has said much (100,000 things), as a ratio to somebody
 * who has said ten, in the same run, on plain workerd: choices that add an entry, presses of an off link and their undo,
 * `GET /v1/me`. The two take turns.
 */
import { cpus, loadavg } from "node:os";
import { performance } from "node:perf_hooks";
import { readObjects } from "../scripts/workerd-config.ts";
import { startWorkerd } from "../scripts/start-workerd.ts";
import { median } from "./compare-speeds.ts";

const FEW = 10;
const MANY = Number(process.argv[2] ?? 100_000);
const ROUNDS = 400;
const AT_ONCE = 16;
const STARTED_AT = Date.now();

const server = await startWorkerd({
  config: "wrangler.toml",
  objects: await readObjects(),
  variables: { ENVIRONMENT: "development", SHARDS: "1" },
});

interface Person {
  say(): Promise<unknown>;
  pressAndUndo(): Promise<unknown>;
  lookBack(): Promise<unknown>;
}

try {
  const [talker, quiet] = [await openPerson("talker"), await openPerson("quiet")];
  const began = performance.now();
  for (let said = 0; said < MANY; said += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, MANY - said) }, () => talker.say()));
  }
  const perSecond = Math.round(MANY / ((performance.now() - began) / 1_000));
  for (let said = 0; said < FEW; said++) await quiet.say();
  console.log(`${cpus().length} × ${cpus()[0]?.model}, load average ${loadavg()[0]?.toFixed(1)}`);
  console.log(`${MANY} entries were written at ${perSecond} a second.\n`);
  console.log(`| median of ${ROUNDS} | ${FEW} entries | ${MANY} entries | ratio |`);
  console.log("| --- | --: | --: | --: |");
  for (const [name, act] of [
    ["a choice that adds an entry", (person: Person) => person.say()],
    ["a press of an off link and its undo", (person: Person) => person.pressAndUndo()],
    ["`GET /v1/me`", (person: Person) => person.lookBack()],
  ] as const) {
    const samples: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, person] of [quiet, talker].entries()) {
        const startedAt = performance.now();
        await act(person);
        samples[index]?.push(performance.now() - startedAt);
      }
    }
    const [few, many] = samples.map(median);
    const ratio = ((many ?? 0) / (few ?? 1)).toFixed(2);
    console.log(`| ${name} | ${few?.toFixed(2)} ms | ${many?.toFixed(2)} ms | ${ratio} |`);
  }
} finally {
  await server.stop();
}

async function openPerson(subscriberId: string): Promise<Person> {
  const init = { method: "POST", headers: { "Content-Type": "application/json" } };
  const issued = await ask("/dev/tokens", { ...init, body: JSON.stringify({ subscriberId }) });
  // Parsed boundary: the development issuer's own answer.
  const { token } = JSON.parse(issued) as { token: string };
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const { off } = JSON.parse(await ask("/v1/tray?platform=ios", { headers })) as { off: { url: string } };
  const link = new URL(off.url).pathname;
  let [said, hour] = [0, 0];
  return {
    // Never what was said last: that would add nothing.
    say: () => {
      const scope = ["all", "theme:tree", "category:romance"][said++ % 3];
      return ask("/v1/me/choices", { method: "POST", headers, body: JSON.stringify({ scope, value: "out" }) });
    },
    // An hour later each time: so many presses are taken back in an hour and no more.
    pressAndUndo: async () => {
      const page = await press(link, "List-Unsubscribe=One-Click", ++hour);
      const undo = /name="undo" value="([^"]+)"/u.exec(page)?.[1];
      if (undo === undefined) throw new Error("the press added nothing");
      await press(link, new URLSearchParams({ undo }).toString(), hour);
    },
    lookBack: () => ask("/v1/me", { headers }),
  };
}

function press(link: string, body: string, hour: number): Promise<string> {
  const headers = {
    "Content-Type": "application/x-www-form-urlencoded",
    Accept: "text/html",
    "X-Garland-Now": new Date(STARTED_AT + hour * 3_600_000).toISOString(),
  };
  return ask(link, { method: "POST", headers, body });
}

async function ask(path: string, init: RequestInit): Promise<string> {
  const response = await fetch(server.origin + path, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${path.split("/")[1]} was answered ${response.status}: ${text}`);
  return text;
}
