/**
 * `npm run adversary -- --minutes 10 --seed 1`: the adversary (test/adversary) with new seeds, from the one given on,
 * until the minutes are over. Prints how many acts of how many seeds held, and the story of each that did not.
 * `--without scan,phone` leaves kinds of acts out, to look behind a fault that is known. `--planted` plants each of the
 * known faults (planted-faults.ts) instead, and says how soon the acts of every day find it.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { EVERY_DAY, writeAdversaryOrders, type AdversaryOrders } from "./adversary-orders.ts";
import { PLANTED_FAULTS } from "./planted-faults.ts";
import { runScript } from "./run-script.ts";

/** Starting takes seconds, so a process is given several. */
const SEEDS_A_ROUND = 4;
const BY_HAND = { runs: 40, longest: 200 };
const MINUTE_MS = 60_000;

const root = join(import.meta.dirname, "..");

/** So many seeds are tried before a planted fault counts as overlooked. */
const SEEDS_A_FAULT = 3;

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
      without: { type: "string", default: "" },
      planted: { type: "boolean", default: false },
    },
  });
  const firstSeed = readNumber("seed", values.seed);
  if (values.planted) return findPlanted(firstSeed);
  return holdOut(firstSeed, readNumber("minutes", values.minutes), values.without.split(","));
});

async function holdOut(firstSeed: number, minutes: number, kinds: readonly string[]): Promise<void> {
  const without = kinds.filter((kind) => kind !== "");
  const endsAt = Date.now() + minutes * MINUTE_MS;
  const tally = { seeds: 0, acts: 0, stories: 0 };
  do {
    const seeds = Array.from({ length: SEEDS_A_ROUND }, (_, index) => firstSeed + tally.seeds + index);
    const { acts, stories } = await runRound({ ...BY_HAND, seeds, without });
    tally.seeds += seeds.length;
    tally.acts += acts;
    tally.stories += stories;
    console.log(`${tally.acts} acts with ${tally.seeds} seeds, ${tally.stories} divergences`);
  } while (Date.now() < endsAt);
  if (tally.stories > 0) throw new Error(`${tally.stories} of ${tally.seeds} seeds diverge; their stories are above.`);
}

/** Plants one fault after the other, and tries them with a few seeds each. Throws if any is overlooked. */
async function findPlanted(firstSeed: number): Promise<void> {
  const overlooked: string[] = [];
  for (const { name } of PLANTED_FAULTS) {
    console.log(`\nPlanted: ${name}`);
    let isFound = false;
    for (let seed = firstSeed; seed < firstSeed + SEEDS_A_FAULT && !isFound; seed += 1) {
      isFound = (await runRound({ ...EVERY_DAY, seeds: [seed], fault: name })).stories > 0;
    }
    if (!isFound) overlooked.push(name);
  }
  if (overlooked.length > 0) throw new Error(`${overlooked.length} were overlooked:\n${overlooked.join("\n")}`);
  console.log(`\nAll ${PLANTED_FAULTS.length} were found.`);
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number of at least 1.`);
  return value;
}

interface Round {
  readonly acts: number;
  readonly stories: number;
}

/** Runs the project once, repeating what it says of seeds. Throws if it breaks off. */
async function runRound(orders: AdversaryOrders): Promise<Round> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--project", "adversary", "--disableConsoleIntercept"], {
    cwd: root,
    env: { ...process.env, ...writeAdversaryOrders(orders), NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const round = { acts: 0, stories: 0, ended: 0 };
  const output: string[] = [];
  let isStory = false;
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const takeIn = (line: string) => {
    output.push(line);
    const [, acts] = /^seed \d+: (\d+) acts/.exec(line) ?? [];
    if (acts !== undefined) round.ended += 1;
    round.acts += Number(acts ?? 0);
    if (/^seed \d+ diverges after/.test(line)) round.stories += 1;
    isStory = /^seed \d+ diverges after/.test(line) || (isStory && /^(\d+\. |→)/.test(line));
    if (acts !== undefined || isStory) console.log(line);
  };
  createInterface({ input: child.stdout }).on("line", takeIn);
  createInterface({ input: child.stderr }).on("line", takeIn);
  await closed;
  if (round.ended < orders.seeds.length) throw new Error(`The run broke off:\n${output.join("\n")}`);
  return round;
}
