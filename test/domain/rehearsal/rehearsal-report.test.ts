import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Reason } from "../../../src/domain/decision/decision.ts";
import {
  reportRehearsal,
  type Comparison,
  type RehearsalReport,
} from "../../../src/domain/rehearsal/rehearsal-report.ts";
import { isShowable, type Counts } from "../../../src/domain/counts.ts";
import { addTallies, EMPTY_TALLY, type Slot, type Tally } from "../../../src/domain/rehearsal/tally.ts";

/** People to whom the same happens. */
interface Crowd {
  readonly live: Slot;
  readonly candidate: Slot;
  readonly reason: Reason;
  readonly region: string;
  readonly size: number;
}

const SLOTS = [null, "hearts", "tree", "tulip"];
const SHOWN: readonly Reason[] = ["segment", "asked"];
const NOT_SHOWN: readonly Reason[] = ["not-in-audience", "opted-out"];

const crowds: fc.Arbitrary<readonly Crowd[]> = fc.array(
  fc
    .record({
      live: fc.constantFrom(...SLOTS),
      candidate: fc.constantFrom(...SLOTS),
      pick: fc.nat(1),
      region: fc.constantFrom("north", "east", "south", "west"),
      size: fc.oneof(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 900 })),
    })
    .map(({ pick, ...crowd }) => ({
      ...crowd,
      reason: (crowd.candidate === null ? NOT_SHOWN : SHOWN)[pick] ?? "segment",
    })),
  { maxLength: 10 },
);

function tallyOf({ live, candidate, reason, region, size }: Crowd): Tally {
  const changes = new Map<string, Counts>();
  if (live !== null) changes.set(live, live === candidate ? [size, 0, 0] : [0, 0, size]);
  if (candidate !== null && candidate !== live) changes.set(candidate, [0, size, 0]);
  return {
    people: size,
    outcomes: new Map([[live, new Map([[candidate, new Map([[reason, [size]]])]])]]),
    changes,
    groups: new Map([["region", new Map([[region, { people: size, changes }]])]]),
    words: new Map(),
    overlaps: new Map(),
  };
}

const count = (list: readonly Crowd[]) => list.map(tallyOf).reduce(addTallies, EMPTY_TALLY);
const report = (list: readonly Crowd[]) => reportRehearsal(count(list), ["2027-03-08"]);

// What somebody who reads the report can compute: linear combinations of the numbers that it tells.

/** Everything that can happen to a person on one day. */
const CELLS = SLOTS.flatMap((live) =>
  SLOTS.flatMap((candidate) => (candidate === null ? NOT_SHOWN : SHOWN).map((reason) => ({ live, candidate, reason }))),
);
type Cell = (typeof CELLS)[number];
type Test = (cell: Cell) => boolean;

const COMPARISONS: readonly (readonly [keyof Comparison, (decoration: string) => Test])[] = [
  [
    "live",
    (decoration) =>
      ({ live }) =>
        live === decoration,
  ],
  [
    "candidate",
    (decoration) =>
      ({ candidate }) =>
        candidate === decoration,
  ],
  [
    "kept",
    (decoration) =>
      ({ live, candidate }) =>
        live === decoration && candidate === decoration,
  ],
  [
    "gained",
    (decoration) =>
      ({ live, candidate }) =>
        live !== decoration && candidate === decoration,
  ],
  [
    "lost",
    (decoration) =>
      ({ live, candidate }) =>
        live === decoration && candidate !== decoration,
  ],
];

/** Every question to which the report gives a number, a nought included that stands for not being mentioned. */
function listAnswered({ decorations, days: [day] }: RehearsalReport): readonly Test[] {
  const mentioned = new Set(decorations.map((entry) => entry.decoration));
  const reasons = new Set(day?.nothing.flatMap((entry) => entry.reasons));
  return [
    () => true,
    ...[...decorations, ...(day?.decorations ?? [])].flatMap((entry) =>
      COMPARISONS.flatMap(([name, toTest]) => (entry[name] === null ? [] : [toTest(entry.decoration)])),
    ),
    ...(day?.decorations ?? []).flatMap((entry) =>
      entry.reasons.map((group): Test => {
        return ({ candidate, reason }) => candidate === entry.decoration && group.reasons.includes(reason);
      }),
    ),
    ...(day?.nothing ?? []).flatMap((group): Test[] =>
      group.people === null ? [] : [({ candidate, reason }) => candidate === null && group.reasons.includes(reason)],
    ),
    ...["hearts", "tree", "tulip"]
      .filter((decoration) => !mentioned.has(decoration))
      .flatMap((decoration): Test[] => [
        ({ live }) => live === decoration,
        ({ candidate }) => candidate === decoration,
      ]),
    ...NOT_SHOWN.filter((reason) => !reasons.has(reason)).map((absent): Test => {
      return ({ candidate, reason }) => candidate === null && reason === absent;
    }),
  ];
}

const toVector = (test: Test) => CELLS.map((cell) => Number(test(cell)));

/** Whether the vector is a combination of the others. */
function isCombination(vector: readonly number[], others: readonly (readonly number[])[]): boolean {
  return rank([...others, vector]) === rank(others);
}

function rank(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row]);
  let found = 0;
  for (let column = 0; column < CELLS.length; column++) {
    const pivot = left.findIndex((row, index) => index >= found && Math.abs(row[column] ?? 0) > 1e-9);
    if (pivot < 0) continue;
    const [row = []] = left.splice(pivot, 1);
    left.splice(found, 0, row);
    for (const other of left.slice(found + 1)) {
      const factor = (other[column] ?? 0) / (row[column] ?? 1);
      for (const [at, value] of row.entries()) other[at] = (other[at] ?? 0) - factor * value;
    }
    found += 1;
  }
  return found;
}

describe("the report of a rehearsal", () => {
  it("tells no number from 1 to 19, anywhere", () => {
    fc.assert(
      fc.property(crowds, (list) => {
        const { people: _all, ...rest } = report(list);
        const numbers = JSON.stringify(rest).match(/(?<=:)\d+(?=[,}])/g) ?? [];
        for (const number of numbers) expect(isShowable(Number(number))).toBe(true);
      }),
    );
  });

  it("lets none be computed from the others, whatever they are added to or taken from", () => {
    const questions: readonly Test[] = [
      ...["hearts", "tree", "tulip"].flatMap((decoration) => COMPARISONS.map(([, toTest]) => toTest(decoration))),
      ...["hearts", "tree", "tulip"].flatMap((decoration) =>
        SHOWN.map(
          (shown): Test =>
            ({ candidate, reason }) =>
              candidate === decoration && reason === shown,
        ),
      ),
      ...NOT_SHOWN.map(
        (hidden): Test =>
          ({ candidate, reason }) =>
            candidate === null && reason === hidden,
      ),
      ({ candidate }) => candidate === null,
      ({ live }) => live === null,
    ];
    fc.assert(
      fc.property(crowds, (list) => {
        // That there are fewer than 20 subscribers at all is no secret.
        fc.pre(count(list).people >= 20);
        const answered = listAnswered(report(list)).map(toVector);
        for (const question of questions) {
          const people = list.filter(question).reduce((sum, crowd) => sum + crowd.size, 0);
          if (!isShowable(people)) expect(isCombination(toVector(question), answered)).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("tells exact numbers wherever none is small", () => {
    const list: readonly Crowd[] = [
      { live: null, candidate: "tulip", reason: "segment", region: "north", size: 300 },
      { live: "tulip", candidate: "tulip", reason: "asked", region: "north", size: 40 },
      { live: "tulip", candidate: "tulip", reason: "segment", region: "south", size: 500 },
      { live: "tulip", candidate: null, reason: "opted-out", region: "south", size: 60 },
      { live: null, candidate: null, reason: "not-in-audience", region: "south", size: 100 },
    ];
    const { decorations, days, people } = report(list);
    expect(people).toBe(1_000);
    const comparison = { live: 600, candidate: 840, kept: 540, gained: 300, lost: 60 };
    expect(decorations).toEqual([
      {
        decoration: "tulip",
        ...comparison,
        groups: {
          region: [
            { values: ["south"], people: 660, live: 560, candidate: 500, kept: 500, gained: 0, lost: 60 },
            { values: ["north"], people: 340, live: 40, candidate: 340, kept: 40, gained: 300, lost: 0 },
          ],
        },
      },
    ]);
    expect(days).toEqual([
      {
        firstDay: "2027-03-08",
        lastDay: "2027-03-08",
        decorations: [
          {
            decoration: "tulip",
            ...comparison,
            reasons: [
              { reasons: ["asked"], people: 40 },
              { reasons: ["segment"], people: 800 },
            ],
          },
        ],
        nothing: [
          { reasons: ["not-in-audience"], people: 100 },
          { reasons: ["opted-out"], people: 60 },
        ],
      },
    ]);
  });

  it("gives up the least telling reason, not the decoration, to keep a small number back", () => {
    const { days } = report([
      { live: null, candidate: "hearts", reason: "asked", region: "north", size: 7 },
      { live: null, candidate: "tulip", reason: "segment", region: "north", size: 500 },
      { live: null, candidate: null, reason: "opted-out", region: "north", size: 90 },
      { live: null, candidate: null, reason: "not-in-audience", region: "north", size: 400 },
    ]);
    expect(days[0]?.decorations).toMatchObject([
      { decoration: "hearts", candidate: null, gained: null, reasons: [] },
      { decoration: "tulip", candidate: 500, gained: 500 },
    ]);
    expect(days[0]?.nothing).toEqual([
      { reasons: ["opted-out"], people: 90 },
      { reasons: ["not-in-audience"], people: null },
    ]);
  });

  it("puts regions together that are small by themselves", () => {
    const { decorations } = report([
      { live: null, candidate: "tulip", reason: "segment", region: "north", size: 500 },
      { live: null, candidate: null, reason: "not-in-audience", region: "north", size: 100 },
      { live: null, candidate: "tulip", reason: "segment", region: "east", size: 12 },
      { live: null, candidate: "tulip", reason: "segment", region: "west", size: 200 },
    ]);
    expect(decorations[0]?.groups["region"]?.map(({ values, candidate }) => [values, candidate])).toEqual([
      [["north"], 500],
      [["east", "west"], 212],
    ]);
  });

  it("writes neighbouring days that are alike as one", () => {
    const outcomes = new Map<Slot, ReadonlyMap<Slot, ReadonlyMap<Reason, Counts>>>([
      [
        null,
        new Map([
          ["tree", new Map<Reason, Counts>([["segment", [0, 50, 50, 0]]])],
          [null, new Map<Reason, Counts>([["outside-window", [50, 0, 0, 50]]])],
        ]),
      ],
    ]);
    const { days } = reportRehearsal({ ...EMPTY_TALLY, people: 50, outcomes }, ["1", "2", "3", "4"]);
    expect(days.map(({ firstDay, lastDay }) => [firstDay, lastDay])).toEqual([
      ["1", "1"],
      ["2", "3"],
      ["4", "4"],
    ]);
  });
});

describe("what people have said about a campaign", () => {
  /** Of people: off, asked, gift, holding a choice at its theme, holding one in its category. */
  const words = (people: number, counts: Counts) =>
    reportRehearsal({ ...EMPTY_TALLY, people, words: new Map([["spring", counts]]) }, []).campaigns[0];

  it("is told exactly where nobody can be picked out", () => {
    expect(words(1_000, [50, 200, 30, 250, 300])).toEqual({
      campaign: "spring",
      off: 50,
      asked: 200,
      gift: 30,
      silent: 720,
      chosenTheme: 250,
      chosenCategory: 300,
    });
  });

  it("keeps a small number back together with the silent, so that it can't be computed", () => {
    expect(words(1_000, [7, 200, 0, 250, 255])).toEqual({
      campaign: "spring",
      off: null,
      asked: 200,
      gift: 0,
      silent: null,
      chosenTheme: 250,
      chosenCategory: null,
    });
  });

  it("never tells a number from 1 to 19, nor lets one be taken from the others", () => {
    const small = fc.oneof(fc.nat(25), fc.nat(600));
    fc.assert(
      fc.property(small, small, small, small, small, (off, asked, gift, elsewhere, silent) => {
        const people = off + asked + gift + silent + elsewhere;
        fc.pre(people >= 20);
        const theme = off + asked + gift;
        const told = words(people, [off, asked, gift, theme, theme + elsewhere]);
        const parts = [told?.off, told?.asked, told?.gift, told?.silent];
        for (const part of parts) expect(part === null || isShowable(part ?? 0)).toBe(true);
        const known = parts.filter((part) => typeof part === "number");
        expect(isShowable(people - known.reduce((sum, part) => sum + part, 0))).toBe(true);
        for (const scope of [told?.chosenTheme, told?.chosenCategory]) {
          if (typeof scope === "number") expect([scope, people - scope].every(isShowable)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("campaigns that would show at once", () => {
  it("are told in the order of their names, with numbers of people that are not small", () => {
    const overlaps = new Map([
      ["spring", new Map([["autumn", [500]]])],
      [
        "new-year",
        new Map([
          ["winter", [12]],
          ["autumn", [40]],
        ]),
      ],
    ]);
    expect(reportRehearsal({ ...EMPTY_TALLY, people: 1_000, overlaps }, []).overlaps).toEqual([
      { winner: "new-year", loser: "autumn", people: 40 },
      { winner: "new-year", loser: "winter", people: null },
      { winner: "spring", loser: "autumn", people: 500 },
    ]);
  });
});
