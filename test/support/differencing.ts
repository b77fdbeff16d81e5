/**
 * Attacks by somebody of the staff who wants to know what one person chose, or is: whatever questions their day allows, they
 * put so that the answers differ by that person only, and take one from the other. They know how noise is made, how large it
 * is, and everything but the secret and what people chose. Noise is drawn at random here: a keyed hash can't be told from it.
 */
import { toNoise, type DrawNoise } from "../../src/domain/about.ts";
import { reportAudience, type AudienceTally } from "../../src/domain/condition/audience.ts";
import { joinCells, type Cell } from "../../src/domain/cells.ts";
import type { Counts } from "../../src/domain/counts.ts";
import type { Reason } from "../../src/domain/decision/decision.ts";
import { reportRehearsal, type Comparison, type RehearsalReport } from "../../src/domain/rehearsal/rehearsal-report.ts";
import { EMPTY_TALLY, type GroupTally, type Slot, type Tally } from "../../src/domain/rehearsal/tally.ts";
import { openRandom, type Random } from "../chaos/random.ts";

/** How an audience is asked about, with and without the person. */
export interface Plan {
  /** Pairs of rehearsals, each in another wider set of people. */
  readonly pairs: number;
  /** Attributes to break down by; the person is in one group of each. */
  readonly by: number;
  /** Days of a draft that grows: another set on each of them, the person in all. */
  readonly stretches: number;
  /** People around the person. */
  readonly others: readonly [number, number];
}

const TRIED = "tulip";
const LIVE = "tree";
const SEES: Reason = "segment";
const OFF: Reason = "opted-out";

/** Guesses, for so many people, whether they switched the theme off; resolves to the share of right guesses. */
export function guessChoices(plan: Plan, targets: number, seed: number): number {
  return shareOfRight(targets, seed, (random, isOff) => {
    let [evidence, expected] = [0, 0];
    for (let pair = 0; pair < plan.pairs; pair++) {
      const crowd = meetCrowd(plan, random);
      const [withThem, without] = [tell(plan, crowd, { isOff }, random), tell(plan, crowd, null, random)];
      for (const { difference, sign, deviation } of listDifferences(withThem, without)) {
        evidence += (sign * difference) / deviation ** 2;
        // With somebody who sees it, it would be one more; with somebody for whom it is off, one less of those.
        expected += sign / deviation ** 2;
      }
    }
    return evidence < expected / 2;
  });
}

/** By what never changes if the person is in neither: whether two answers are equal to the last digit. */
export function guessByEquality(plan: Plan, targets: number, seed: number): number {
  return shareOfRight(targets, seed, (random, isOff) => {
    const crowd = meetCrowd(plan, random);
    const numbers = (report: RehearsalReport) => JSON.stringify([report.decorations[0]?.gained, report.decorations]);
    return numbers(tell(plan, crowd, { isOff }, random)) === numbers(tell(plan, crowd, null, random));
  });
}

/** The same for an attribute: whether the person is in an audience that somebody typed. Any difference tells that they are. */
export function guessAttributes(pairs: number, targets: number, seed: number): number {
  return shareOfRight(targets, seed, (random, isIn, secret) => {
    for (let pair = 0; pair < pairs; pair++) {
      const others: Cell = { people: 100 + random.below(5_000), key: random.below(2 ** 32) };
      const person: Cell = { people: 1, key: random.below(2 ** 32) };
      const count = (matching: Cell) => {
        const tally: AudienceTally = { people: EVERYBODY, matching, groups: new Map() };
        return reportAudience(tally, secret).matching;
      };
      if (count(isIn ? joinCells(others, person) : others) !== count(others)) return true;
    }
    return false;
  });
}

/** By lists of one's own: the person alone, or among so few that a number would tell; told at all is taken for a yes. */
export function guessBySmallNumbers(questions: number, targets: number, seed: number): number {
  const plan: Plan = { pairs: 1, by: 0, stretches: 1, others: [0, 0] };
  return shareOfRight(targets, seed, (random, isOff) => {
    for (let question = 0; question < questions; question++) {
      const crowd: Crowd = { gained: random.below(19), off: 0, ofGroups: [], ofDays: [] };
      const { days } = tell(plan, crowd, { isOff }, random);
      if (days.some(({ nothing }) => nothing.some(({ reasons }) => reasons.includes(OFF)))) return true;
    }
    return random.next() < 0.5;
  });
}

/** By asking before and after one person may have said it, as often as a day allows; so many others did meanwhile. */
export function guessByLookingTwice(questions: number, others: number, targets: number, seed: number): number {
  return shareOfRight(targets, seed, (random, isOff) => {
    const before = 5_000 + random.below(5_000);
    const after = before + random.below(others + 1) + Number(isOff);
    const off = (people: number) => {
      const words = new Map([["spring", [people, 0, 0, people, people]]]);
      const noise = { secret: "", draw: drawFrom(random) };
      const frame = { days: [], decorations: [], pairs: 0 };
      return reportRehearsal({ ...EMPTY_TALLY, words }, frame, noise).campaigns[0]?.off ?? 0;
    };
    let moved = 0;
    for (let question = 0; question < questions / 2; question++) moved += off(after) - off(before);
    return moved / (questions / 2) > (others + 1) / 2;
  });
}

const drawFrom =
  (random: Random): DrawNoise =>
  () =>
    toNoise([random.next(), random.next(), random.next(), random.next()]);

function shareOfRight(
  targets: number,
  seed: number,
  guess: (random: Random, truth: boolean, secret: string) => boolean,
): number {
  const random = openRandom(seed);
  let right = 0;
  for (let target = 0; target < targets; target++) {
    const truth = random.next() < 0.5;
    if (guess(random, truth, `secret ${seed} ${random.next()}`) === truth) right += 1;
  }
  return right / targets;
}

/** The others, of whom the one who asks knows nothing: who sees what is tried out, who had switched it off. */
interface Crowd {
  readonly gained: number;
  readonly off: number;
  /** In the person's group, of each attribute, and in the rest. */
  readonly ofGroups: readonly (readonly [number, number])[];
  readonly ofDays: readonly { readonly gained: number; readonly off: number }[];
}

const EVERYBODY: Cell = { people: 48_900_000, key: 7 };

function meetCrowd({ by, stretches, others: [least, most] }: Plan, random: Random): Crowd {
  const people = least + random.below(most - least + 1);
  const off = Math.round(people * 0.05 * random.next());
  const gained = people - off;
  return {
    gained,
    off,
    ofGroups: Array.from({ length: by }, () => {
      const own = Math.round(gained * (0.2 + 0.6 * random.next()));
      return [own, gained - own] as const;
    }),
    ofDays: Array.from({ length: stretches }, (_, day) => {
      const share = (day + 1) / stretches;
      return { gained: Math.round(gained * share), off: Math.round(off * share) };
    }),
  };
}

interface Person {
  readonly isOff: boolean;
}

/** Rehearses a draft above what is live, of which everybody gained is lost: the person as well, unless it is off for them. */
function tell({ by, stretches }: Plan, crowd: Crowd, person: Person | null, random: Random): RehearsalReport {
  const [sees, isOff] = [Number(person?.isOff === false), Number(person?.isOff === true)];
  const changesOf = (gained: number, kept: number) =>
    new Map([
      [TRIED, [0, gained, 0]],
      [LIVE, [kept, 0, gained]],
    ]);
  const groupOf = (gained: number): GroupTally => ({
    people: { people: gained, key: 1 },
    changes: changesOf(gained, 0),
  });
  const days = crowd.ofDays.length === 0 ? [{ gained: crowd.gained, off: crowd.off }] : crowd.ofDays;
  const tally: Tally = {
    ...EMPTY_TALLY,
    people: EVERYBODY,
    changes: changesOf(crowd.gained + sees, crowd.off + isOff),
    groups: new Map(
      crowd.ofGroups.map(([own, rest], attribute) => [
        `attribute-${attribute}`,
        new Map([
          ["own", groupOf(own + sees)],
          ["rest", groupOf(rest)],
        ]),
      ]),
    ),
    outcomes: new Map<Slot, ReadonlyMap<Slot, ReadonlyMap<Reason, Counts>>>([
      [
        LIVE,
        new Map<Slot, ReadonlyMap<Reason, Counts>>([
          [TRIED, new Map([[SEES, days.map(({ gained }) => gained + sees)]])],
          [null, new Map([[OFF, days.map(({ off }) => off + isOff)]])],
        ]),
      ],
    ]),
  };
  const frame = {
    days: days.map((_, day) => ({ name: String(day), stretch: day })),
    decorations: [TRIED, LIVE],
    pairs: 1,
  };
  const report = reportRehearsal(tally, frame, { secret: "", draw: drawFrom(random) });
  if (stretches > 0 && Object.keys(report.decorations[0]?.groups ?? {}).length !== by)
    throw new Error("a breakdown is missing");
  return report;
}

interface Difference {
  readonly difference: number;
  /** By how much it would be larger if the person saw what is tried out. */
  readonly sign: 1 | -1;
  readonly deviation: number;
}

/** The differences of all numbers that tell on the person. */
function listDifferences(one: RehearsalReport, other: RehearsalReport): readonly Difference[] {
  const found: Difference[] = [];
  const note = (sign: 1 | -1, fewerThan: number, a?: number | null, b?: number | null) => {
    if (typeof a === "number" && typeof b === "number") {
      found.push({ difference: a - b, sign, deviation: fewerThan });
    }
  };
  const compare = (fewerThan: number, a?: Comparison, b?: Comparison) => {
    note(1, fewerThan, a?.gained, b?.gained);
    note(1, fewerThan, a?.lost, b?.lost);
  };
  for (const [place, decoration] of one.decorations.entries()) {
    const same = other.decorations[place];
    compare(one.fewerThan.decorations, decoration, same);
    for (const [attribute, groups] of Object.entries(decoration.groups)) {
      const own = (list: typeof groups | undefined) => list?.find(({ values }) => values.includes("own"));
      compare(one.fewerThan.groups, own(groups), own(same?.groups[attribute]));
    }
  }
  for (const day of one.days) {
    const same = other.days.find(({ firstDay }) => firstDay === day.firstDay);
    const tried = (report?: typeof day) => report?.decorations.find(({ decoration }) => decoration === TRIED);
    compare(one.fewerThan.days, tried(day), tried(same));
    const off = (report?: typeof day) => report?.nothing.find(({ reasons }) => reasons.includes(OFF))?.people;
    note(-1, one.fewerThan.days, off(day), off(same));
  }
  return found;
}
