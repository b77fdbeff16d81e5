/**
 * `npm run simulate:backlash`: what the guard does with campaigns of which we know how many people mind, compared with
 * the rules of peers, and Valentine's 2025 replayed. The same seeds give the same tables, which go into docs/guard.md.
 * Some of the campaigns run through the real shards, guards and catalog, and must end exactly as the functions say.
 */
import { isDeepStrictEqual } from "node:util";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { P0, planOf, planOfHearts } from "./backlash/campaigns.ts";
import { compareReplay, compareStaged, type ComparedRun } from "./backlash/compare-runs.ts";
import { idealCrowd, TICK_MS } from "./backlash/crowd.ts";
import { runGuard, type GuardedRun } from "./backlash/run-guard.ts";
import { runPeers } from "./backlash/run-peers.ts";
import { openRealObjects } from "./backlash/run-real.ts";
import { runReplay } from "./backlash/run-replay.ts";
import { DAY_BEGINS, PEOPLE_OF_THE_OPERATOR } from "./backlash/valentine.ts";

const AUDIENCE = 1_000_000;
const CAMPAIGNS = 1_000;
const RATES = [0.0005, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05];
/** Nine days: the stages take about five. */
const HORIZON_TICKS = (9 * 24 * 3_600_000) / TICK_MS;
const PEERS = ["fixed-threshold", "repeated-test", "group-sequential", "daily-look"] as const;
const VALENTINE_RATES = [0.005, 0.01, 0.03];

/** Campaigns that also run through the real objects: people, share who mind, seed. */
const REAL_RUNS = [
  [AUDIENCE, 0.01, 1],
  [AUDIENCE, 0.02, 2],
  [AUDIENCE, 0.05, 3],
  [50_000, 0.005, 4],
  [20_000, 0.001, 6],
] as const;

const seedOf = (rate: number, index: number) => Math.round(rate * 1e6) * 10_007 + index;

/** Each campaign is another installation's, so that its guard's own limits are drawn anew. */
const secretOf = (seed: number) => `simulated ${seed}`;

/** How every campaign went, by rate and rule. */
type Grid = ReadonlyMap<number, ReadonlyMap<string, readonly GuardedRun[]>>;

/** Pauses after each campaign, so that the real objects, in a process of their own, get their next questions. */
async function runGrid(): Promise<Grid> {
  const plan = planOf(AUDIENCE, ["shard"]);
  const grid = new Map<number, ReadonlyMap<string, readonly GuardedRun[]>>();
  for (const rate of RATES) {
    const runs = new Map<string, GuardedRun[]>(["guard", ...PEERS].map((rule) => [rule, []]));
    for (let index = 0; index < CAMPAIGNS; index++) {
      const seed = seedOf(rate, index);
      const crowd = idealCrowd(AUDIENCE, rate, seed);
      runs.get("guard")?.push(runGuard(crowd, plan, HORIZON_TICKS, secretOf(seed)));
      for (const [rule, run] of runPeers(crowd, plan.stages, P0, HORIZON_TICKS)) runs.get(rule)?.push(run);
      await setImmediate();
    }
    grid.set(rate, runs);
    console.log(`  ${CAMPAIGNS} campaigns at ${showRate(rate)} through the functions`);
  }
  return grid;
}

/** Holds the real objects against the functions. Throws at the first difference. */
async function runRealObjects(): Promise<number> {
  const objects = await openRealObjects();
  try {
    for (const [people, rate, seed] of REAL_RUNS) {
      compare(
        `${people} people, ${showRate(rate)}`,
        await compareStaged(objects, people, rate, seed, HORIZON_TICKS / 2),
      );
    }
    compare("Valentine's 2025", await compareReplay(objects, 20_000, 0.01, 14));
    return REAL_RUNS.length;
  } finally {
    await objects.close();
  }
}

function compare(what: string, { real, expected }: ComparedRun): void {
  if (!isDeepStrictEqual(real, expected)) {
    throw new Error(`${what}: the objects say ${JSON.stringify(real)}, the functions ${JSON.stringify(expected)}`);
  }
  console.log(
    `  ${what}, through the objects: ${real.outcome} after ${real.afterHours.toFixed(1)} h, ` +
      `${real.exposed} saw it, ${real.unhappy} minded`,
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
  const describe = ({ outcome, afterHours, exposed, unhappy }: GuardedRun, rate: number, isStaged: boolean) => {
    const at = outcome === "halted" ? moscow.format(DAY_BEGINS + afterHours * 3_600_000) : "not stopped";
    const spared = PEOPLE_OF_THE_OPERATOR - exposed;
    return [
      showRate(rate),
      isStaged ? "in stages" : "to everybody at once",
      at,
      showCount(exposed),
      showCount(unhappy),
      // Cut, so that nobody is forgotten.
      `${showCount(spared)} (${Math.floor((10_000 * spared) / PEOPLE_OF_THE_OPERATOR) / 100} %)`,
    ];
  };
  const rows = VALENTINE_RATES.flatMap((rate) => {
    const seed = seedOf(rate, 214);
    return [false, true].map((isStaged) => {
      const plan = planOfHearts(PEOPLE_OF_THE_OPERATOR, ["shard"], isStaged);
      return describe(runReplay(PEOPLE_OF_THE_OPERATOR, rate, seed, plan, secretOf(seed)), rate, isStaged);
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
    `At p0 itself, halts by mistake: ${falseHalts} of ${showCount(CAMPAIGNS)}. At a true 1 % all were halted, the worst with ${worst} ` +
    `people who had switched it off by then. At 0.1 % all ${showCount(completed)} went through all stages.`
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

${checkAims(grid)}

**What it costs until the halt**: people who have seen it / people who have switched it off, medians of the campaigns that
were halted.

${drawHarm(grid)}

Of the peers, the z-test at every look stops good campaigns by mistake (see its row of p0), and so does the daily one, which
also sees late; the group-sequential test errs seldom, but does not look before a fifth of the audience has seen it. The fixed
threshold does well here, thanks to its minimum of 1,000 people and to the stages; yet it promises nothing, and lets most campaigns with
half as many again as normal go on to everybody, where the guard halts or holds them.

*What ran where.* These tables come from the functions in \`src/domain\` that the objects call, as the objects are too slow
for ${showCount(RATES.length * CAMPAIGNS)} campaigns. To show that nothing is lost on the way, ${compared} campaigns and the replay below also ran through the real
\`Shard\`, \`Guard\` and \`Catalog\` in workerd, under a virtual clock (\`test/worker/backlash\`): every single person's phone
asked, every opt-out was a choice. Outcome, hour, exposed people and opt-outs had to be, and were, exactly the same.

#### Valentine's 2025, replayed

Hearts for everybody, each zone from its midnight on, with the policy that keeps sensitive themes for those who ask switched
off inside the simulation. Known is that many minded, not how many: three shares are tried. The people live as the
inhabitants of Russia do (${showCount(PEOPLE_OF_THE_OPERATOR)} lines of people), phones ask within six hours, and nobody minds in their sleep.

${drawValentine()}

Delivered to everybody at once, the hearts arrive while people sleep. When the first of them wake and mind, most of the country
has them already: a guard can take them away again before the day is over, but spares hardly anybody the sight. Stages do that, and
the policy does better still: nobody sees hearts who did not ask for them.
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

const [compared, grid] = await Promise.all([runRealObjects(), runGrid()]);
const text = report(grid, compared);
console.log(text);
writeIntoDocs(text);
