/**
 * `npm run adversary -- --minutes 10 --seed 1`: the adversary (test/adversary) with new seeds, from the one given on,
 * until the minutes are over. Prints how many acts of how many seeds held, and the story of each that did not.
 * `--without scan,phone` leaves kinds of acts out, to look behind a fault that is known.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { writeAdversaryOrders } from "./adversary-orders.ts";
import { runScript } from "./run-script.ts";

/** Starting takes seconds, so a process is given several. */
const SEEDS_A_ROUND = 4;
const BY_HAND = { runs: 40, longest: 200 };
const MINUTE_MS = 60_000;

const root = join(import.meta.dirname, "..");

await runScript(holdOut);

async function holdOut(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
      without: { type: "string", default: "" },
    },
  });
  const minutes = readNumber("minutes", values.minutes);
  const firstSeed = readNumber("seed", values.seed);
  const without = values.without.split(",").filter((kind) => kind !== "");
  const endsAt = Date.now() + minutes * MINUTE_MS;
  const tally = { seeds: 0, acts: 0, stories: 0 };
  do {
    const seeds = Array.from({ length: SEEDS_A_ROUND }, (_, index) => firstSeed + tally.seeds + index);
    const { acts, stories } = await runRound(writeAdversaryOrders({ ...BY_HAND, seeds, without }));
    tally.seeds += seeds.length;
    tally.acts += acts;
    tally.stories += stories;
    console.log(`${tally.acts} acts with ${tally.seeds} seeds, ${tally.stories} divergences`);
  } while (Date.now() < endsAt);
  if (tally.stories > 0) throw new Error(`${tally.stories} of ${tally.seeds} seeds diverge; their stories are above.`);
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
async function runRound(orders: Readonly<Record<string, string>>): Promise<Round> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--project", "adversary", "--disableConsoleIntercept"], {
    cwd: root,
    env: { ...process.env, ...orders, NO_COLOR: "1" },
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
  if (round.ended < SEEDS_A_ROUND) throw new Error(`The run broke off:\n${output.join("\n")}`);
  return round;
}
