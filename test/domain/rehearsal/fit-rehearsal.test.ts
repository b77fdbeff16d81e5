import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toNoise, type DrawNoise } from "../../../src/domain/about.ts";
import type { Counts } from "../../../src/domain/counts.ts";
import { murmur3 } from "../../../src/domain/murmur3.ts";
import { fitRehearsal } from "../../../src/domain/rehearsal/fit-rehearsal.ts";
import {
  reportRehearsal,
  type Comparison,
  type RehearsalReport,
} from "../../../src/domain/rehearsal/rehearsal-report.ts";
import { addAll, frameOf, tallyPeople, type Course } from "../../support/rehearsed-people.ts";

const SLOTS = ["hearts", "tree"];
const STRETCHES = 2;

interface Crowd extends Pick<Course, "sights"> {
  /** See `Tally.words`. */
  readonly words: Counts;
  readonly isClash: boolean;
  readonly region: string;
  readonly size: number;
}

const slot = fc.constantFrom(null, ...SLOTS);
const sight: fc.Arbitrary<Course["sights"][number]> = fc
  .record({ live: slot, candidate: slot, pick: fc.nat(1) })
  .map(({ pick, ...slots }) => ({
    ...slots,
    reason:
      (slots.candidate === null ? (["opted-out", "holdout"] as const) : (["asked", "segment"] as const))[pick] ??
      "segment",
  }));

/** People with the same course; most of everybody may well have one, as on the day of a feast. */
const crowds: fc.Arbitrary<readonly Crowd[]> = fc.array(
  fc.record({
    sights: fc.array(sight, { minLength: STRETCHES, maxLength: STRETCHES }),
    words: fc.constantFrom<Counts[]>([0, 0, 0, 0, 0], [1, 0, 0, 1, 1], [0, 1, 0, 1, 1], [0, 0, 1, 0, 1]),
    isClash: fc.boolean(),
    region: fc.constantFrom("north", "south"),
    size: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 900, max: 20_000 })),
  }),
  { minLength: 1, maxLength: 5 },
);

/** As the service draws, or always as far as noise goes, one way or the other. */
const draws: fc.Arbitrary<DrawNoise> = fc
  .record({ seed: fc.nat(), isFar: fc.boolean() })
  .map(({ seed, isFar }) => (name) => {
    const part = (place: number) => murmur3(`${seed} ${place} ${name}`) / 2 ** 32;
    if (isFar) return part(0) < 0.5 ? toNoise([0, 0, 0, 0]) : toNoise([0.999, 0.999, 0.999, 0.999]);
    return toNoise([part(0), part(1), part(2), part(3)]);
  });

function report(list: readonly Crowd[], draw: DrawNoise): RehearsalReport {
  const tallies = list.map(({ sights, words, isClash, region, size }) => {
    const course: Course = {
      sights,
      words: { spring: words },
      overlaps: isClash ? [["spring", "winter"]] : [],
      groups: [region],
    };
    return tallyPeople(course, size);
  });
  return reportRehearsal(addAll(tallies), frameOf(STRETCHES, SLOTS, 1), { secret: "a secret", draw });
}

type Pair = readonly [what: string, part: number | null, most: number];

/** Every number with each whole that stands beside it. */
function listPairs({ people, fewerThan, decorations, campaigns, overlaps, days }: RehearsalReport): readonly Pair[] {
  const all = (place: string, { live, candidate, kept, gained, lost }: Comparison, most: number): readonly Pair[] =>
    Object.entries({ live, candidate, kept, gained, lost }).map(([name, part]) => [`${place} ${name}`, part, most]);
  const inside = ({ live, candidate, lost, gained }: Comparison, least: number): readonly Pair[] => [
    ["lost of live", lost, live ?? least - 1],
    ["gained of candidate", gained, candidate ?? least - 1],
  ];
  const of = (place: string, part: Comparison, whole: Comparison, least: number): readonly Pair[] =>
    (["live", "candidate", "kept", "gained", "lost"] as const).map((name) => [
      `${place} ${name} of ${name}`,
      part[name],
      whole[name] ?? least - 1,
    ]);
  return [
    ...decorations.flatMap((decoration) => [
      ...all(decoration.decoration, decoration, people),
      ...inside(decoration, fewerThan.decorations),
      ...(decoration.groups["attribute-0"] ?? []).flatMap((group) => [
        ...all("group", group, group.people ?? 19),
        ...of("group", group, decoration, fewerThan.decorations),
        ...inside(group, fewerThan.groups),
      ]),
    ]),
    ...campaigns.flatMap(({ campaign: _campaign, ...words }): Pair[] => [
      ...Object.entries(words).map(([name, part]): Pair => [name, part, people]),
      ["theme of category", words.chosenTheme, words.chosenCategory ?? fewerThan.campaigns - 1],
    ]),
    ...overlaps.map((overlap): Pair => ["overlap", overlap.people, people]),
    ...days.flatMap((day) => [
      ...day.nothing.map((reason): Pair => ["nothing", reason.people, people]),
      ...day.decorations.flatMap((shown): Pair[] => {
        const whole = decorations.find(({ decoration }) => decoration === shown.decoration);
        const { live = null, candidate = null, kept = null } = whole ?? {};
        const onAnyDay = { live, candidate, kept, gained: candidate, lost: live };
        return [
          ...all("day", shown, people),
          ...of("day", shown, onAnyDay, fewerThan.decorations),
          ...inside(shown, fewerThan.days),
          ...shown.reasons.map((reason): Pair => ["reason", reason.people, shown.candidate ?? fewerThan.days - 1]),
        ];
      }),
    ]),
  ];
}

const listTooLarge = (told: RehearsalReport) =>
  listPairs(told).filter(([, part, most]) => part !== null && part > most);

describe("what is shown of a rehearsal", () => {
  it("has no part that is larger than a whole beside it, however noise falls", () => {
    fc.assert(
      fc.property(crowds, draws, (list, draw) => {
        expect(listTooLarge(fitRehearsal(report(list, draw)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("is as it was told wherever no part was larger", () => {
    fc.assert(
      fc.property(crowds, draws, (list, draw) => {
        const told = report(list, draw);
        fc.pre(listTooLarge(told).length === 0);
        expect(fitRehearsal(told)).toEqual(told);
      }),
    );
  });

  it("still adds up from the numbers of one row, in steps of 50, and says nothing of few", () => {
    fc.assert(
      fc.property(crowds, draws, (list, draw) => {
        const { decorations, days, fewerThan } = fitRehearsal(report(list, draw));
        const rows = [
          ...decorations.map((row) => [row, fewerThan.decorations] as const),
          ...decorations.flatMap(({ groups }) =>
            (groups["attribute-0"] ?? []).map((row) => [row, fewerThan.groups] as const),
          ),
          ...days.flatMap((day) => day.decorations.map((row) => [row, fewerThan.days] as const)),
        ];
        for (const [{ live, candidate, kept, gained, lost }, least] of rows) {
          expect(candidate).toBe(kept === null && gained === null ? null : (kept ?? 0) + (gained ?? 0));
          expect(live).toBe(kept === null && lost === null ? null : (kept ?? 0) + (lost ?? 0));
          for (const number of [live, gained, lost]) expect(number ?? least).toBeGreaterThanOrEqual(least);
          for (const number of [live, kept, gained, lost]) expect((number ?? 0) % 50).toBe(0);
        }
      }),
    );
  });

  it("says of a day on which everybody sees one decoration no more than there are people", () => {
    const sights = [0, 1].map(() => ({ live: "tree", candidate: "tree", reason: "segment" }) as const);
    const everybody = [{ sights, words: [0, 0, 0, 0, 0], isClash: false, region: "north", size: 5_000 }];
    const told = report(everybody, () => toNoise([0.8, 0.8, 0.8, 0.8]));
    expect(told.days[0]?.decorations[0]?.candidate).toBeGreaterThan(told.people);
    const [day] = fitRehearsal(told).days;
    expect(day?.decorations[0]?.candidate).toBeLessThanOrEqual(told.people);
    expect(day?.decorations[0]?.reasons[0]?.people).toBeLessThanOrEqual(told.people);
  });
});
