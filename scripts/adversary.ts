/**
 * `npm run adversary -- --minutes 10 --seed 1`: the adversary (test/adversary) with new seeds, from the one given on,
 * until the minutes are over. Prints how many acts of how many seeds held, and the story of each that did not.
 * `--without scan,phone` leaves kinds of acts out, to look behind a fault that is known. `--planted` plants each of the
 * known faults (planted-faults.ts) instead, and says how soon the acts of every day find it. `--who people` or `--who
 * staff` plays one of the two only, and `--fault halt` plants those only in whose names that is.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { EVERY_DAY, writeAdversaryOrders, type AdversaryOrders } from "./adversary-orders.ts";
import { PLANTED_FAULTS, type PlantedFault } from "./planted-faults.ts";
import { PLANTED_STAFF_FAULTS } from "./planted-staff-faults.ts";
import { runScript } from "./run-script.ts";

/** Starting takes seconds, so a process is given several. */
const SEEDS_A_ROUND = 4;
const BY_HAND = { runs: 40, longest: 200 };
const MINUTE_MS = 60_000;

const root = join(import.meta.dirname, "..");

/** A test that plays, and the faults that it is to find. */
interface Player {
  readonly test: string;
  readonly faults: readonly PlantedFault[];
}

const PEOPLE: Player = { test: "test/adversary/adversary.test.ts", faults: PLANTED_FAULTS };
const STAFF: Player = { test: "test/adversary/staff.test.ts", faults: PLANTED_STAFF_FAULTS };

const PLAYERS: Readonly<Record<string, readonly Player[]>> = {
  both: [PEOPLE, STAFF],
  people: [PEOPLE],
  staff: [STAFF],
};

/** So many seeds are tried before a planted fault counts as overlooked. */
const SEEDS_A_FAULT = 3;
/** More than every day has time for. */
const PLANTED_RUNS = 36;

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
      without: { type: "string", default: "" },
      planted: { type: "boolean", default: false },
      who: { type: "string", default: "both" },
      fault: { type: "string", default: "" },
    },
  });
  const firstSeed = readNumber("seed", values.seed);
  const players = PLAYERS[values.who];
  if (players === undefined) throw new Error(`--who must be one of ${Object.keys(PLAYERS).join(", ")}.`);
  if (values.planted) return findPlanted(firstSeed, players, values.fault);
  return holdOut(firstSeed, players, readNumber("minutes", values.minutes), values.without.split(","));
});

async function holdOut(
  firstSeed: number,
  players: readonly Player[],
  minutes: number,
  kinds: readonly string[],
): Promise<void> {
  const without = kinds.filter((kind) => kind !== "");
  const endsAt = Date.now() + minutes * MINUTE_MS;
  const tally = { seeds: 0, acts: 0, stories: 0 };
  do {
    const seeds = Array.from({ length: SEEDS_A_ROUND }, (_, index) => firstSeed + tally.seeds + index);
    const { acts, stories } = await runRound({ ...BY_HAND, seeds, without }, players);
    tally.seeds += seeds.length;
    tally.acts += acts;
    tally.stories += stories;
    console.log(`${tally.acts} acts with ${tally.seeds} seeds, ${tally.stories} divergences`);
  } while (Date.now() < endsAt);
  if (tally.stories > 0) throw new Error(`${tally.stories} of ${tally.seeds} seeds diverge; their stories are above.`);
}

/** Plants one fault after the other, and tries them with a few seeds each. Throws if any is overlooked. */
async function findPlanted(firstSeed: number, players: readonly Player[], part: string): Promise<void> {
  const overlooked: string[] = [];
  const all = players.flatMap((player) => player.faults.map(({ name }) => ({ name, player })));
  const faults = all.filter(({ name }) => name.includes(part));
  for (const { name, player } of faults) {
    console.log(`\nPlanted: ${name}`);
    let isFound = false;
    for (let seed = firstSeed; seed < firstSeed + SEEDS_A_FAULT && !isFound; seed += 1) {
      isFound =
        (await runRound({ ...EVERY_DAY, runs: PLANTED_RUNS, seeds: [seed], fault: name }, [player])).stories > 0;
    }
    if (!isFound) overlooked.push(name);
  }
  if (overlooked.length > 0) throw new Error(`${overlooked.length} were overlooked:\n${overlooked.join("\n")}`);
  console.log(`\nAll ${faults.length} were found.`);
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
async function runRound(orders: AdversaryOrders, players: readonly Player[]): Promise<Round> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const tests = players.map(({ test }) => test);
  const options = ["run", "--project", "adversary", ...tests, "--disableConsoleIntercept"];
  const child = spawn(process.execPath, [vitest, ...options], {
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
  if (round.ended < orders.seeds.length * players.length) throw new Error(`The run broke off:\n${output.join("\n")}`);
  return round;
}
