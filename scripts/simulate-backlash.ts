/**
 * `npm run simulate:backlash`: what the guard does with campaigns of which we know how many people mind, compared with
 * the rules of peers, and Valentine's 2025 replayed. The same seeds give the same tables, which go into docs/guard.md.
 * Some of the campaigns run through the real shards, guards and catalog, and must end exactly as the functions say.
 */
import { isDeepStrictEqual } from "node:util";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawMinders, idealCrowd, TICK_MS } from "./backlash/crowd.ts";
import { rankPeople, realCrowd } from "./backlash/rank-people.ts";
import { runGuard, type GuardedRun } from "./backlash/run-guard.ts";
import { runPeers } from "./backlash/run-peers.ts";
import { openRealObjects, type RealObjects } from "./backlash/run-real.ts";
import { runReplay } from "./backlash/run-replay.ts";
import { DAY_BEGINS, DAY_ENDS, PEOPLE_OF_THE_OPERATOR } from "./backlash/valentine.ts";
import { listShardNames } from "../src/contract/shard-name.ts";
import { bundledDefinitions } from "../src/definitions.generated.ts";
import type { Campaign } from "../src/domain/campaign.ts";
import { guardParametersFor } from "../src/domain/guard-parameters.ts";
import type { GuardPlan } from "../src/domain/guard-standing.ts";
import { defaultStages } from "../src/domain/stage-plan.ts";

const P0 = 0.002;
const AUDIENCE = 1_000_000;
const CAMPAIGNS = 1_000;
const RATES = [0.0005, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05];
/** Nine days: the stages take nearly five. */
const HORIZON_TICKS = (9 * 24 * 3_600_000) / TICK_MS;
const SHARDS = listShardNames(16);
const STARTS = Date.parse("2025-06-10T00:00:00Z");
const DAY_MS = 86_400_000;

const PEERS = ["fixed-threshold", "repeated-test", "group-sequential", "daily-look"] as const;
const VALENTINE_RATES = [0.005, 0.01, 0.03];
const REPLAYED_PEOPLE = 20_000;

/** Campaigns that also run through the real objects: people, share who mind, seed. */
const REAL_RUNS = [
  [AUDIENCE, 0.01, 1],
  [AUDIENCE, 0.01, 2],
  [AUDIENCE, 0.02, 3],
  [AUDIENCE, 0.05, 4],
  [50_000, 0.005, 5],
  [20_000, 0.002, 6],
  [20_000, 0.001, 7],
  [20_000, 0.0005, 8],
] as const;

const campaign: Campaign = {
  key: "simulated",
  label: { ru: "Снежинка", en: "Snowflake" },
  decoration: "snowflake",
  audience: { include: ["everyone"], exclude: [] },
  delivery: "default-on",
  requests: true,
  schedule: { kind: "once", zone: "UTC", firstDay: "2025-06-10", lastDay: "2025-06-30" },
  waves: [],
  priority: 500,
  holdoutPercent: 0,
  stages: defaultStages(),
};

const hearts: Campaign = {
  ...campaign,
  key: "hearts-as-they-were",
  decoration: "hearts",
  schedule: { kind: "once", zone: "own", firstDay: "2025-02-14", lastDay: "2025-02-14" },
  stages: [],
  unstagedBecause: "this is how it was",
};

function planOf(audienceSize: number, shards: readonly string[]): GuardPlan {
  return {
    guard: "simulated@1",
    campaign: "simulated",
    version: 1,
    theme: "snowflake",
    category: "festive",
    delivery: "default-on",
    parameters: guardParametersFor(P0),
    stages: campaign.stages,
    audienceSize,
    shards,
    startedAt: STARTS - DAY_MS,
    season: { from: STARTS, until: STARTS + 21 * DAY_MS },
  };
}

function planOfHearts(people: number, shards: readonly string[], isStaged: boolean): GuardPlan {
  return {
    ...planOf(people, shards),
    stages: isStaged ? defaultStages() : [],
    startedAt: DAY_BEGINS - DAY_MS,
    season: { from: DAY_BEGINS, until: DAY_ENDS },
  };
}

const seedOf = (rate: number, index: number) => Math.round(rate * 1e6) * 10_007 + index;

function runGrid(): ReadonlyMap<number, ReadonlyMap<string, readonly GuardedRun[]>> {
  const plan = planOf(AUDIENCE, ["shard"]);
  return new Map(
    RATES.map((rate) => {
      console.log(`  ${showRate(rate)}: ${CAMPAIGNS} campaigns…`);
      const runs = new Map<string, GuardedRun[]>(["guard", ...PEERS].map((rule) => [rule, []]));
      for (let index = 0; index < CAMPAIGNS; index++) {
        const crowd = idealCrowd(AUDIENCE, rate, seedOf(rate, index));
        runs.get("guard")?.push(runGuard(crowd, plan, HORIZON_TICKS));
        for (const [rule, run] of runPeers(crowd, plan.stages, P0, HORIZON_TICKS)) runs.get(rule)?.push(run);
      }
      return [rate, runs];
    }),
  );
}

/** Holds the real objects against the functions. Throws at the first difference. */
async function compareWithObjects(objects: RealObjects): Promise<number> {
  for (const [people, rate, seed] of REAL_RUNS) {
    const minders = drawMinders(people, rate, seed);
    const ticks = HORIZON_TICKS / 2;
    const real = await objects.run({
      campaign,
      categories: [],
      startedAt: STARTS - DAY_MS,
      course: { kind: "staged", people, minders, ticks },
    });
    const plan = planOf(people, SHARDS);
    const expected = runGuard(realCrowd(rankPeople(campaign.key, people), minders, SHARDS), plan, ticks);
    compare(`${people} people, ${showRate(rate)}`, real, expected);
  }
  return REAL_RUNS.length;
}

/** The replay through the real objects: romance counts as harmless in that installation, as nobody knew better then. */
async function compareReplay(objects: RealObjects): Promise<void> {
  const [rate, seed] = [0.01, 14];
  const real = await objects.run({
    campaign: hearts,
    categories: bundledDefinitions.categories
      .filter(({ key }) => key === "romance")
      .map((category) => ({ ...category, sensitive: false })),
    startedAt: DAY_BEGINS - DAY_MS,
    course: { kind: "replayed", people: REPLAYED_PEOPLE, rate, seed },
  });
  compare(
    "Valentine's 2025",
    real,
    runReplay(REPLAYED_PEOPLE, rate, seed, planOfHearts(REPLAYED_PEOPLE, SHARDS, false)),
  );
}

function compare(what: string, real: GuardedRun, expected: GuardedRun): void {
  if (!isDeepStrictEqual(real, expected)) {
    throw new Error(`${what}: the objects say ${JSON.stringify(real)}, the functions ${JSON.stringify(expected)}`);
  }
  console.log(
    `  ${what}: ${real.outcome} after ${real.afterHours.toFixed(1)} h, ${real.exposed} saw it, ${real.unhappy} minded`,
  );
}

// Tables

const showCount = (count: number) => Math.round(count).toLocaleString("en-US");
const showRate = (rate: number) => `${Number((rate * 100).toFixed(3))} %`;

function showShare(part: number, whole: number): string {
  return `${Number(((100 * part) / whole).toFixed(1))} %`;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

type Grid = ReturnType<typeof runGrid>;

const RULE_NAMES = ["guard", "threshold 2·p0", "z-test, always", "group-sequential", "z-test, daily"];

const haltsOf = (runs: readonly GuardedRun[] = []) => runs.filter(({ outcome }) => outcome === "halted");

function drawHalts(grid: Grid): string {
  const rows = [...grid].map(([rate, runs]) => {
    const guard = runs.get("guard") ?? [];
    const waiting = guard.filter(({ outcome }) => outcome === "waiting").length;
    const passed = guard.filter(({ outcome }) => outcome === "passed").length;
    const shares = PEERS.map((rule) => showShare(haltsOf(runs.get(rule)).length, CAMPAIGNS));
    const halted = showShare(haltsOf(guard).length, CAMPAIGNS);
    return [showRate(rate), halted, showShare(waiting, CAMPAIGNS), showShare(passed, CAMPAIGNS), ...shares];
  });
  return table(["true rate", "guard halts", "holds", "passes", ...RULE_NAMES.slice(1)], rows);
}

function drawHarm(grid: Grid): string {
  const rows = [...grid]
    .filter(([rate]) => rate > P0)
    .map(([rate, runs]) => {
      const cells = ["guard", ...PEERS].map((rule) => {
        const halts = haltsOf(runs.get(rule));
        if (halts.length === 0) return "never halts";
        return `${showCount(median(halts.map((run) => run.exposed)))} / ${showCount(median(halts.map((run) => run.unhappy)))}`;
      });
      return [showRate(rate), ...cells];
    });
  return table(["true rate", ...RULE_NAMES], rows);
}

function drawValentine(): string {
  const moscow = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Moscow",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const describe = ({ outcome, afterHours, exposed, unhappy }: GuardedRun, rate: number, size: number) => {
    const at = outcome === "halted" ? moscow.format(DAY_BEGINS + afterHours * 3_600_000) : "not stopped";
    const spared = PEOPLE_OF_THE_OPERATOR - exposed;
    return [
      showRate(rate),
      size === PEOPLE_OF_THE_OPERATOR ? "to everybody at once" : "first stage of 5,000",
      at,
      showCount(exposed),
      showCount(unhappy),
      `${showCount(spared)} (${showShare(spared, PEOPLE_OF_THE_OPERATOR)})`,
    ];
  };
  const rows = VALENTINE_RATES.flatMap((rate) => {
    const seed = seedOf(rate, 214);
    return [PEOPLE_OF_THE_OPERATOR, 5_000].map((size) => {
      const plan = planOfHearts(PEOPLE_OF_THE_OPERATOR, ["shard"], size !== PEOPLE_OF_THE_OPERATOR);
      return describe(runReplay(size, rate, seed, plan), rate, size);
    });
  });
  return table(["minded", "delivered", "stopped (Moscow)", "had seen it", "had switched it off", "spared"], rows);
}

function checkAims(grid: Grid): string {
  const guard = (rate: number) => grid.get(rate)?.get("guard") ?? [];
  const falseHalts = haltsOf(guard(P0)).length;
  const atOnePercent = guard(0.01);
  const worst = Math.max(...atOnePercent.map(({ unhappy }) => unhappy));
  const completed = guard(0.001).filter(({ outcome }) => outcome === "passed").length;
  const isMet =
    falseHalts <= CAMPAIGNS / 100 &&
    haltsOf(atOnePercent).length === CAMPAIGNS &&
    worst < 60 &&
    completed === CAMPAIGNS;
  if (!isMet) throw new Error(`The aims are not met: ${JSON.stringify({ falseHalts, worst, completed })}`);
  return (
    `At p0 itself ${falseHalts} of ${showCount(CAMPAIGNS)} campaigns were halted by mistake. At a true 1 % all were halted, ` +
    `the worst with ${worst} people who had switched it off by then. At 0.1 % all ${showCount(completed)} went through all stages.`
  );
}

function report(grid: Grid, compared: number): string {
  return `
\`npm run simulate:backlash\` makes ${showCount(CAMPAIGNS)} campaigns of each kind, with the same seeds every time: an
audience of a million, the default stages, p0 = ${showRate(P0)}. Everybody minds with the same chance, whatever the others
do; phones ask within two hours, whoever minds switches it off two hours later on average, and a quarter of them complain
as well. Counts are looked at every ten minutes, for nine days. Peers look at the same people, and their stages open by the
clock alone. **How often is a campaign halted**, and what becomes of the others under the guard (\`holds\`: stays in a
stage for want of proof)?

${drawHalts(grid)}

${checkAims(grid)} **What it costs until the halt**: people who have seen it / people who have switched it off, medians of the campaigns that
were halted.

${drawHarm(grid)}

The tests of peers either stop good campaigns (the z-test at every look: see its row of p0), or see late (one look a day),
or are sure of nothing before a fifth of the audience has seen it (group-sequential).

*What ran where.* These tables come from the functions in \`src/domain\` that the objects call, as the objects are too slow
for ${showCount(RATES.length * CAMPAIGNS)} campaigns. To show that nothing is lost on the way, ${compared} campaigns and the replay below also ran through the real
\`Shard\`, \`Guard\` and \`Catalog\` in workerd, under a virtual clock (\`test/worker/backlash\`): every single person's phone
asked, every opt-out was a choice. Outcome, hour, exposed people and opt-outs had to be, and were, exactly the same.

#### Valentine's 2025, replayed

Hearts for everybody, each zone from its midnight on, with the policy that keeps sensitive themes for those who ask switched
off inside the simulation. Known is that many minded, not how many: three shares are tried. The people live as the
inhabitants of Russia do (${showCount(PEOPLE_OF_THE_OPERATOR)} lines of people), phones ask within six hours, and nobody minds in their sleep.

${drawValentine()}

Delivered to everybody at once, the Far East wakes up for the country: the guard stops the hearts before most people in
the west have got them, but only after hundreds of thousands of others have. With stages it is a matter of some thousands; and
under the policy nobody sees hearts who did not ask for them.
`;
}

function writeIntoDocs(text: string): void {
  const target = join(import.meta.dirname, "../docs/guard.md");
  const document = readFileSync(target, "utf8");
  const marked = /(<!-- simulation:begin -->\n)[^]*(<!-- simulation:end -->)/;
  if (!marked.test(document)) throw new Error("docs/guard.md has lost its marks <!-- simulation:begin --> and end");
  writeFileSync(
    target,
    document.replace(marked, (_all, begin: string, end: string) => `${begin}${text}\n${end}`),
  );
}

console.log("Through the real objects:");
const objects = await openRealObjects();
let compared = 0;
try {
  compared = await compareWithObjects(objects);
  await compareReplay(objects);
} finally {
  await objects.close();
}
console.log("Through the functions:");
const text = report(runGrid(), compared);
console.log(text);
writeIntoDocs(text);
