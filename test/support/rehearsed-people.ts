/** People in a rehearsal, made of what happens to one of them: everybody of a kind is counted in the same numbers. */
import { toNoise, type DrawNoise } from "../../src/domain/about.ts";
import type { Counts } from "../../src/domain/counts.ts";
import type { Reason } from "../../src/domain/decision/decision.ts";
import {
  reportRehearsal,
  type Comparison,
  type RehearsalReport,
  type ReportFrame,
} from "../../src/domain/rehearsal/rehearsal-report.ts";
import { addTallies, EMPTY_TALLY, type GroupTally, type Slot, type Tally } from "../../src/domain/rehearsal/tally.ts";
import { murmur3 } from "../../src/domain/murmur3.ts";
import type { Random } from "../chaos/random.ts";

/** What one person sees in one stretch of days, live and under the candidate, and why. */
interface Sight {
  readonly live: Slot;
  readonly candidate: Slot;
  readonly reason: Reason;
}

/** All that a rehearsal counts one person for. */
export interface Course {
  /** One for each stretch. */
  readonly sights: readonly Sight[];
  /** By campaign; see `Tally.words`. */
  readonly words: Readonly<Record<string, Counts>>;
  /** Winner and loser. */
  readonly overlaps: readonly (readonly [string, string])[];
  /** Their value of each attribute. */
  readonly groups: readonly string[];
}

/** So many people, all of whom have the same course. */
export function tallyPeople({ sights, words, overlaps, groups }: Course, people: number): Tally {
  const outcomes = new Map<Slot, Map<Slot, Map<Reason, number[]>>>();
  for (const [stretch, { live, candidate, reason }] of sights.entries()) {
    const bySlot = outcomes.get(live) ?? new Map<Slot, Map<Reason, number[]>>();
    outcomes.set(live, bySlot);
    const byReason = bySlot.get(candidate) ?? new Map<Reason, number[]>();
    bySlot.set(candidate, byReason);
    const days = byReason.get(reason) ?? sights.map(() => 0);
    days[stretch] = people;
    byReason.set(reason, days);
  }
  const [seenLive, seen] = [new Set(sights.map(({ live }) => live)), new Set(sights.map((sight) => sight.candidate))];
  const changes = new Map<string, Counts>();
  for (const slot of new Set([...seenLive, ...seen])) {
    if (slot === null) continue;
    const isKept = seenLive.has(slot) && seen.has(slot);
    changes.set(slot, isKept ? [people, 0, 0] : seen.has(slot) ? [0, people, 0] : [0, 0, people]);
  }
  const cell = { people, key: 1 };
  const group: GroupTally = { people: cell, changes };
  const clashes = new Map<string, Map<string, Counts>>();
  for (const [winner, loser] of overlaps) {
    clashes.set(winner, (clashes.get(winner) ?? new Map<string, Counts>()).set(loser, [people]));
  }
  return {
    ...EMPTY_TALLY,
    people: cell,
    outcomes,
    changes,
    groups: new Map(groups.map((value, attribute) => [`attribute-${attribute}`, new Map([[value, group]])])),
    words: new Map(
      Object.entries(words).map(([campaign, counts]) => [campaign, counts.map((count) => count * people)]),
    ),
    overlaps: clashes,
  };
}

export const addAll = (tallies: readonly Tally[]): Tally => tallies.reduce(addTallies, EMPTY_TALLY);

/** The frame of a rehearsal in which each stretch is one day. */
export function frameOf(stretches: number, decorations: readonly string[], pairs: number): ReportFrame {
  const days = Array.from({ length: stretches }, (_, stretch) => ({ name: String(stretch), stretch }));
  return { days, decorations, pairs };
}

/** A keyed hash can't be told from it. */
export const drawFrom =
  (random: Random): DrawNoise =>
  () =>
    toNoise([random.next(), random.next(), random.next(), random.next()]);

/** Every number that is drawn for, by its place in the answer; what is made of them is left out. */
export function listTold(report: RehearsalReport): ReadonlyMap<string, number> {
  const told = new Map<string, number>();
  const note = (place: string, people: number | null) => {
    if (people !== null) told.set(place, people);
  };
  const compare = (place: string, { live, gained, lost }: Comparison) => {
    note(`${place} live`, live);
    note(`${place} gained`, gained);
    note(`${place} lost`, lost);
  };
  for (const { decoration, groups, ...comparison } of report.decorations) {
    compare(decoration, comparison);
    for (const [attribute, list] of Object.entries(groups)) {
      for (const { values, ...group } of list) compare(`${decoration} of ${attribute} ${values.join(",")}`, group);
    }
  }
  for (const { campaign, off, asked, gift, chosenTheme, chosenCategory } of report.campaigns) {
    for (const [word, people] of Object.entries({ off, asked, gift, chosenTheme, chosenCategory })) {
      note(`${campaign} ${word}`, people);
    }
  }
  for (const { winner, loser, people } of report.overlaps) note(`${winner} over ${loser}`, people);
  for (const { firstDay, decorations, nothing } of report.days) {
    const because = (place: string, reasons: typeof nothing) => {
      for (const entry of reasons) note(`${place} because ${entry.reasons.join()}`, entry.people);
    };
    for (const { decoration, reasons, ...comparison } of decorations) {
      // The same draw: what is told twice tells nothing more.
      if (
        !areSame(
          comparison,
          report.decorations.find((total) => total.decoration === decoration),
        )
      ) {
        compare(`on ${firstDay} ${decoration}`, comparison);
      }
      because(`on ${firstDay} ${decoration}`, reasons);
    }
    because(`on ${firstDay}`, nothing);
  }
  return told;
}

const areSame = (one: Comparison, other: Comparison | undefined) =>
  one.live === other?.live && one.gained === other.gained && one.lost === other.lost;

/** What one number tells of people. */
export interface Telling {
  /** How much one person adds to it, by the course that they take, in the order that was asked for. */
  readonly adds: readonly number[];
  /** The standard deviation of its noise. */
  readonly deviation: number;
}

/** So many that neither steps nor what is told as few matter. */
const COPIES = 2 ** 30;

/** As if so many did what one does. */
function copy(tally: Tally): Tally {
  let copies = tally;
  for (let people = 1; people < COPIES; people *= 2) copies = addTallies(copies, copies);
  return copies;
}

/**
 * How much somebody adds to each number of an answer by each of some tallies, and how large the number's noise is; found by
 * asking about so many that noise is nothing beside them, and with so much noise that people are nothing beside it. The
 * crowd must be in all numbers that matter.
 */
export function weighTallies(
  frame: ReportFrame,
  crowd: readonly Tally[],
  tallies: readonly Tally[],
): ReadonlyMap<string, Telling> {
  const answer = (all: readonly Tally[], noise: number) =>
    // No two numbers alike, as neighbouring days that are alike would be told as one.
    listTold(reportRehearsal(addAll(all), frame, { secret: "", draw: (name) => noise + (murmur3(name) % 1e5) }));
  const everybody = crowd.map(copy);
  const [still, noisy] = [answer(everybody, 0), answer(everybody, COPIES)];
  const joined = tallies.map((tally) => answer([...everybody, copy(tally)], 0));
  return new Map(
    [...still].map(([place, people]) => [
      place,
      {
        adds: joined.map((told) => Math.round(((told.get(place) ?? 0) - people) / COPIES)),
        deviation: ((noisy.get(place) ?? 0) - people) / COPIES,
      },
    ]),
  );
}

/** The same of courses. */
export function weighNumbers(
  frame: ReportFrame,
  crowd: readonly Course[],
  courses: readonly Course[],
): ReadonlyMap<string, Telling> {
  const tally = (course: Course) => tallyPeople(course, 1);
  return weighTallies(frame, crowd.map(tally), courses.map(tally));
}

/** By how many deviations all numbers of an answer together set the first two courses apart. */
export function setApart(numbers: ReadonlyMap<string, Telling>): number {
  const squares = [...numbers.values()].map(
    // What is told exactly must be the same for both.
    ({ adds: [one = 0, other = 0], deviation }) => (one === other ? 0 : ((other - one) / deviation) ** 2),
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}
