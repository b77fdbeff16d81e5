/**
 * Attacks by all numbers that a day tells: of rehearsals, of guards, and of what is told of everybody once a day. Whoever
 * guesses weighs each number by how likely it is in two worlds: in one the person has switched something off, in the other not.
 * They know how noise is made and how large it is; not the secret. The log odds of independent numbers add up.
 */
import { tellChoices, type DrawNoise } from "../../src/domain/about.ts";
import { openTeller, type ToldKind } from "../../src/domain/guard/tell-count.ts";
import { reportRehearsal, type ReportFrame } from "../../src/domain/rehearsal/rehearsal-report.ts";
import { openRandom, type Random } from "../chaos/random.ts";
import { chanceOfNoiseBelow, likelihoodOf, listSteps } from "../domain/guard/guess-from-told.ts";
import { addAll, drawFrom, frameOf, listTold, tallyPeople, weighNumbers, type Course } from "./rehearsed-people.ts";

/** Makes the noise of one answer. */
export type MakeNoise = (random: Random) => DrawNoise;

/** The log odds that a person has acted, from what somebody is told of a world in which they have, or have not. */
export type Weigh = (random: Random, hasActed: boolean) => number;

export interface Guessed {
  /** How often a guess is right. */
  readonly right: number;
  /** How often it should be by its own odds: the same with less luck in it. */
  readonly expected: number;
}

export function guessBy(weigh: Weigh, targets: number, seed: number): Guessed {
  const random = openRandom(seed);
  let [right, expected] = [0, 0];
  for (let target = 0; target < targets; target++) {
    const hasActed = random.next() < 0.5;
    const logOdds = weigh(random, hasActed);
    right += (logOdds === 0 ? 0.5 : Number(logOdds > 0 === hasActed)) / targets;
    expected += 1 / (1 + Math.exp(-Math.abs(logOdds))) / targets;
  }
  return { right, expected };
}

export const weighAll =
  (...parts: readonly Weigh[]): Weigh =>
  (random, hasActed) =>
    parts.reduce((sum, weigh) => sum + weigh(random, hasActed), 0);

/** What is rehearsed, and what the person is counted for in it. */
export interface Trial {
  readonly frame: ReportFrame;
  /** Without and with the act, among those whom the drafts are for. */
  readonly inside: readonly [Course, Course];
  /** The same of somebody for whom the drafts are not: what is live, and the words, are theirs all the same. */
  readonly outside: readonly [Course, Course];
}

/**
 * In each of so many seasons a campaign above another one is live, and of two drafts, one above the other, both are tried out. Who
 * switches the upper two off sees the lower two: their choice shows in all four decorations.
 */
export function tryFourAtOnce(seasons: number, attributes: number): Trial {
  const all = Array.from({ length: seasons }, (_, season) => ({
    tulip: `tulip-${season}`,
    tree: `tree-${season}`,
    gold: `gold-${season}`,
    snow: `snow-${season}`,
  }));
  const groups = Array.from({ length: attributes }, () => "own");
  const silent = Object.fromEntries(
    all.flatMap((season) => Object.values(season).map((key) => [key, [0, 0, 0, 0, 0]] as const)),
  );
  const off = Object.fromEntries(
    all.flatMap(({ tulip, gold, tree, snow }) => [
      ...[tulip, gold].map((key) => [key, [1, 0, 0, 1, 1]] as const),
      ...[tree, snow].map((key) => [key, [0, 0, 0, 0, 1]] as const),
    ]),
  );
  const course = (
    of: (season: (typeof all)[number]) => Course["sights"][number] & Pick<Course, "overlaps">,
    words: Course["words"],
  ): Course => ({
    sights: all.map((season) => of(season)),
    overlaps: all.flatMap((season) => of(season).overlaps),
    words,
    groups,
  });
  const reason = "segment";
  return {
    // Four campaigns a season, each pair of which is open at once.
    frame: frameOf(
      seasons,
      all.flatMap((season) => Object.values(season)),
      6 * seasons,
    ),
    inside: [
      course(
        ({ tulip, tree, gold, snow }) => ({
          live: tulip,
          candidate: gold,
          reason,
          overlaps: [snow, tulip, tree].map((loser) => [gold, loser]),
        }),
        silent,
      ),
      course(({ tree, snow }) => ({ live: tree, candidate: snow, reason, overlaps: [[snow, tree]] }), off),
    ],
    outside: [
      course(({ tulip, tree }) => ({ live: tulip, candidate: tulip, reason, overlaps: [[tulip, tree]] }), silent),
      course(({ tree }) => ({ live: tree, candidate: tree, reason, overlaps: [] }), off),
    ],
  };
}

/** One draft above one live campaign; who switches it off sees nothing. */
export function tryOne(attributes: number): Trial {
  const groups = Array.from({ length: attributes }, () => "own");
  const [silent, off] = [{ tulip: [0, 0, 0, 0, 0] }, { tulip: [1, 0, 0, 1, 1] }];
  const overlaps = [["tulip", "tree"]] as const;
  return {
    frame: frameOf(1, ["tulip", "tree"], 1),
    inside: [
      { sights: [{ live: "tree", candidate: "tulip", reason: "segment" }], words: silent, overlaps, groups },
      { sights: [{ live: "tree", candidate: null, reason: "opted-out" }], words: off, overlaps: [], groups },
    ],
    outside: [
      { sights: [{ live: "tree", candidate: "tree", reason: "segment" }], words: silent, overlaps: [], groups },
      { sights: [{ live: "tree", candidate: "tree", reason: "segment" }], words: off, overlaps: [], groups },
    ],
  };
}

/** So many people of each of a trial's four courses, of whom the one who asks knows nothing. */
type Crowd = readonly (readonly [Course, number])[];

function meetCrowd({ inside, outside }: Trial, random: Random): Crowd {
  return [...inside, ...outside].map((course) => [course, 3_000 + random.below(20_000)]);
}

function ask({ frame }: Trial, crowd: Crowd, random: Random, noiseOf: MakeNoise): ReadonlyMap<string, number> {
  const tally = addAll(crowd.map(([course, people]) => tallyPeople(course, people)));
  return listTold(reportRehearsal(tally, frame, { secret: "", draw: noiseOf(random) }));
}

const weighTrial = ({ frame, inside, outside }: Trial) =>
  weighNumbers(frame, [...inside, ...outside], [...inside, ...outside]);

/** The log odds of a number that is normal and about one of two. */
const oddsOfNormal = (told: number, none: number, acted: number, variance: number): number =>
  ((acted - none) * (told - (acted + none) / 2)) / variance;

/** Asks about the same people with the person among those whom the drafts are for, and without, in pairs; each of another set. */
export function askWithAndWithout(trial: Trial, pairs: number, noiseOf: MakeNoise = drawFrom): Weigh {
  const numbers = [...weighTrial(trial)];
  return (random, hasActed) => {
    let logOdds = 0;
    for (let pair = 0; pair < pairs; pair++) {
      const crowd = meetCrowd(trial, random);
      const answer = (courses: Trial["inside"]) =>
        ask(trial, [...crowd, [courses[Number(hasActed)] ?? courses[0], 1]], random, noiseOf);
      const [one, other] = [answer(trial.inside), answer(trial.outside)];
      for (const [place, { adds, deviation }] of numbers) {
        const [a, b] = [one.get(place), other.get(place)];
        const [none = 0, acted = 0, noneOutside = 0, actedOutside = 0] = adds;
        if (a === undefined || b === undefined) continue;
        logOdds += oddsOfNormal(a - b, none - noneOutside, acted - actedOutside, 2 * deviation ** 2);
      }
    }
    return logOdds;
  };
}

/** Asks, in other words each time, before the person may have acted, and after it; up to so many others act meanwhile. */
export function askBeforeAndAfter(trial: Trial, times: number, others = 0): Weigh {
  const numbers = [...weighTrial(trial)];
  return (random, hasActed) => {
    const crowd = meetCrowd(trial, random);
    const acted = random.below(others + 1) + Number(hasActed);
    // Whoever acts leaves one course for the other.
    const after: Crowd = [...crowd, [trial.inside[0], -acted], [trial.inside[1], acted]];
    // How many others act is unknown too: even from none to all.
    const spread = ((others + 1) ** 2 - 1) / 12;
    const moved = new Map<string, { sum: number; answers: number }>();
    for (let time = 0; time < times; time++) {
      const [one, other] = [ask(trial, crowd, random, drawFrom), ask(trial, after, random, drawFrom)];
      for (const [place] of numbers) {
        const [a, b] = [one.get(place), other.get(place)];
        if (a === undefined || b === undefined) continue;
        const known = moved.get(place) ?? { sum: 0, answers: 0 };
        moved.set(place, { sum: known.sum + b - a, answers: known.answers + 1 });
      }
    }
    // One estimate of how many acted, from all numbers together, and then the odds.
    let [weight, sum] = [0, 0];
    for (const [place, { adds, deviation }] of numbers) {
      const change = (adds[1] ?? 0) - (adds[0] ?? 0);
      const known = moved.get(place);
      if (known === undefined || change === 0) continue;
      weight += (known.answers * change ** 2) / (2 * deviation ** 2);
      sum += (change * known.sum) / (2 * deviation ** 2);
    }
    return weight === 0 ? 0 : oddsOfNormal(sum / weight, others / 2, others / 2 + 1, 1 / weight + spread);
  };
}

/** As whoever knows what everybody else chose: nothing of what the person adds to is unknown but noise. */
export function askKnowingAllOthers(trial: Trial, times: number): Weigh {
  const numbers = [...weighTrial(trial)];
  return (random, hasActed) => {
    let logOdds = 0;
    const crowd = meetCrowd(trial, random);
    const courses = [...trial.inside, ...trial.outside];
    const exact = numbers.map(([place, telling]) => {
      const others = courses.reduce((sum, _, index) => sum + (telling.adds[index] ?? 0) * (crowd[index]?.[1] ?? 0), 0);
      return { place, others, telling };
    });
    for (let time = 0; time < times; time++) {
      const told = ask(trial, [...crowd, [trial.inside[Number(hasActed)] ?? trial.inside[0], 1]], random, drawFrom);
      for (const { place, others, telling } of exact) {
        const number = told.get(place);
        const [none = 0, acted = 0] = telling.adds;
        if (number === undefined) continue;
        logOdds += oddsOfNormal(number, others + none, others + acted, telling.deviation ** 2);
      }
    }
    return logOdds;
  };
}

/** As `about.ts` rounds, and leaves out what is small, written anew. */
const STEP = 50;
const leastTold = (deviation: number) => Math.ceil((deviation * 2 * Math.sqrt(3) + 1) / STEP) * STEP;

/** The log odds of a number that is told, or not, by all that is known of its noise. */
function oddsOfTold(told: number | undefined, none: number, acted: number, deviation: number): number {
  const fewest = leastTold(deviation);
  const chance = (people: number) => {
    const below = (noisy: number) => chanceOfNoiseBelow((noisy - people) / deviation);
    if (told === undefined) return below(fewest);
    return below(told + STEP / 2) - below(Math.max(told - STEP / 2, fewest));
  };
  const [ifNone, ifActed] = [chance(none), chance(acted)];
  // What can't be is seen for sure.
  return Math.log(Math.max(ifActed, Number.MIN_VALUE)) - Math.log(Math.max(ifNone, Number.MIN_VALUE));
}

/** A list of the person and of so many accounts of one's own, of which everything is known; told at all, or not, tells as well. */
export function askAmongOwnAccounts(trial: Trial, accounts: number, times: number): Weigh {
  // Days are left out where little of them is told: whether their numbers are there depends on each other.
  const numbers = [...weighTrial(trial)].filter(([place]) => !place.startsWith("on "));
  return (random, hasActed) => {
    let logOdds = 0;
    for (let time = 0; time < times; time++) {
      const crowd: Crowd = [
        [trial.inside[0], accounts],
        [trial.inside[Number(hasActed)] ?? trial.inside[0], 1],
      ];
      const told = ask(trial, crowd, random, drawFrom);
      for (const [place, { adds, deviation }] of numbers) {
        const [none = 0, acted = 0] = adds;
        logOdds += oddsOfTold(told.get(place), accounts * none + none, accounts * none + acted, deviation);
      }
    }
    return logOdds;
  };
}

/** A quarter of an hour each. */
const PERIODS_OF_DAY = 96;

/**
 * Reads the pages of guards all day, each of which counts the person if they act. Nobody else acts but accounts of one's own, one
 * in each period, so that the count creeps over the ends of steps.
 */
export function watchGuards(guards: number, kinds: readonly ToldKind[]): Weigh {
  const steps = new Map(kinds.map((kind) => [kind, listSteps(kind, 400)]));
  return (random, hasActed) => {
    const actsIn = random.below(PERIODS_OF_DAY);
    let logOdds = 0;
    for (let guard = 0; guard < guards; guard++) {
      const tell = openTeller(`guard-${guard}@1`, `secret ${random.next()}`);
      for (const kind of kinds) {
        const before = 100 + random.below(100);
        const without = Array.from({ length: PERIODS_OF_DAY }, (_, period) => before + period);
        const withThem = without.map((people, period) => people + Number(period >= actsIn));
        const told = (hasActed ? withThem : without).map((people) => steps.get(kind)?.get(tell(kind, people)) ?? 0);
        const [ifActed, ifNone] = [likelihoodOf(kind, withThem, told), likelihoodOf(kind, without, told)];
        logOdds += Math.log(Math.max(ifActed, Number.MIN_VALUE)) - Math.log(Math.max(ifNone, Number.MIN_VALUE));
      }
    }
    return logOdds;
  };
}

/** What is told of everybody once a day: in how many numbers one act shows, of how many that it may show in. */
interface ToldDaily {
  readonly numbers: number;
  readonly shows: number;
}

/** An out at everything withdraws so many wishes. */
export const withdrawn = (wishes: number): ToldDaily => ({ numbers: 4, shows: wishes });
export const REASONS: ToldDaily = { numbers: 2, shows: 2 };
/** A person who says no at several scopes is in a number of each. */
export const saidNoAt = (scopes: number): ToldDaily => ({ numbers: 1, shows: scopes });

/** Reads it on the day of the act, the count parked by accounts of one's own where it is told as often as not. */
export function readParked({ numbers, shows }: ToldDaily): Weigh {
  return (random, hasActed) => {
    const { tell, fewerThan } = tellChoices(numbers, drawFrom(random));
    let logOdds = 0;
    for (let number = 0; number < shows; number++) {
      const told = tell(fewerThan + Number(hasActed), String(number)) ?? undefined;
      logOdds += oddsOfTold(told, fewerThan, fewerThan + 1, DAILY_NOISE * Math.sqrt(numbers));
    }
    return logOdds;
  };
}

/** As `about.ts` has it, written anew. */
const DAILY_NOISE = 20;

/** Reads it before midnight and after, the person having acted between, or not; of the others nothing is known but that none did. */
export function readAroundMidnight({ numbers, shows }: ToldDaily): Weigh {
  return (random, hasActed) => {
    const people = 1_000 + random.below(10_000);
    const read = (count: number) => {
      const { tell } = tellChoices(numbers, drawFrom(random));
      return Array.from({ length: shows }, (_, number) => tell(count, String(number)) ?? 0);
    };
    const [before, after] = [read(people), read(people + Number(hasActed))];
    const variance = 2 * DAILY_NOISE ** 2 * numbers;
    return after.reduce((sum, told, index) => sum + oddsOfNormal(told - (before[index] ?? 0), 0, 1, variance), 0);
  };
}
