import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aboutPeople, tellChoices } from "../../src/domain/about.ts";
import {
  addCells,
  addPerson,
  cellAt,
  emptyCells,
  joinCells,
  NOBODY,
  withoutCell,
  type Cell,
} from "../../src/domain/cells.ts";
import { drawNoiseFor } from "../../src/tokens/count-secrets.ts";

const SECRET = "a secret of the installation";
const cells = (least: number): fc.Arbitrary<Cell> =>
  fc.record({ people: fc.integer({ min: least, max: 100_000 }), key: fc.integer({ min: 0, max: 2 ** 32 - 1 }) });

/** Many cells of so many people, each of other ones. */
const listCells = (count: number, people: number): readonly Cell[] =>
  Array.from({ length: count }, (_, index) => ({ people, key: Math.imul(index + 1, 0x9e3779b1) >>> 0 }));

const meanOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const deviationOf = (numbers: readonly number[]) => {
  const mean = meanOf(numbers);
  return Math.sqrt(meanOf(numbers.map((number) => (number - mean) ** 2)));
};

describe("about how many people have some attributes", () => {
  it("is nobody exactly, and never a number from 1 to 19", () => {
    expect(aboutPeople(NOBODY, SECRET)).toBe(0);
    fc.assert(
      fc.property(cells(1), (cell) => {
        const told = aboutPeople(cell, SECRET);
        expect(told === null).toBe(cell.people < 20);
        expect(told ?? 20).toBeGreaterThanOrEqual(20);
      }),
    );
  });

  it("is no further from the truth than 7, by 3 on average, and over 10,000 cells not biased", () => {
    for (const people of [20, 23, 27, 400]) {
      const errors = listCells(10_000, people).map((cell) => (aboutPeople(cell, SECRET) ?? 0) - people);
      expect(Math.max(...errors.map(Math.abs))).toBeLessThanOrEqual(7);
      expect(meanOf(errors.map(Math.abs))).toBeLessThanOrEqual(3);
      expect(Math.abs(meanOf(errors))).toBeLessThan(0.14);
    }
  });
});

/** What one question is told with. */
const drawsOf = (question: string) => drawNoiseFor({ linkKeys: [{ id: 1, secret: new Uint8Array(32) }] }, question);
const listNames = (count: number) => Array.from({ length: count }, (_, index) => `number ${index}`);

describe("about how many people chose something", () => {
  it("is a multiple of 50, and never tells nobody, or few, from one another", () => {
    const { tell, fewerThan } = tellChoices(1, drawsOf("a"));
    for (const people of [0, 1, 2, 5, 10, 19]) {
      // Only the largest of noise could lift them, of which there is less than one in 2,000.
      const told = listNames(2_000).filter((name) => tell(people, name) !== null).length;
      expect(told).toBeLessThanOrEqual(people < 3 ? 0 : 2);
    }
    fc.assert(
      fc.property(fc.nat(100_000), fc.string(), (people, name) => {
        const told = tell(people, name);
        if (told !== null) expect([told % 50, told >= fewerThan]).toEqual([0, true]);
      }),
    );
  });

  it("has noise of at least 14, more where one choice shows in more numbers, and over 10,000 cells no bias", () => {
    for (const numbers of [1, 28]) {
      const { tell } = tellChoices(numbers, drawsOf(`of ${numbers}`));
      const told = listNames(10_000).map((name) => tell(5_000, name) ?? 0);
      expect(deviationOf(told)).toBeGreaterThan(14 * Math.sqrt(numbers));
      expect(Math.abs(meanOf(told) - 5_000)).toBeLessThan(deviationOf(told) / 25);
    }
  });

  it("has noise also where nothing is said to depend on anybody", () => {
    expect(tellChoices(0, drawsOf("a")).fewerThan).toBe(tellChoices(1, drawsOf("a")).fewerThan);
  });

  it("is larger in its noise where it may tell a smaller share", () => {
    expect(tellChoices(1, drawsOf("a"), 0.1).fewerThan).toBeGreaterThan(tellChoices(1, drawsOf("a")).fewerThan);
  });

  it("is the same for the same question and its day, and another for any other, whoever is counted", () => {
    const told = (question: string) => {
      const { tell } = tellChoices(4, drawsOf(question));
      return listNames(200).map((name) => tell(5_000, name));
    };
    expect(told("a")).toEqual(told("a"));
    expect(told("b")).not.toEqual(told("a"));
    const steps = told("a").map((number, index) => (told("b")[index] ?? 0) - (number ?? 0));
    expect(deviationOf(steps)).toBeGreaterThan(14 * Math.SQRT2);
  });
});

describe("cells", () => {
  it("have the same key for the same people, in whatever order and parts they are counted", () => {
    const keys = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(keys, fc.nat(20), (people, cut) => {
        const count = (list: readonly number[]) => {
          const one = emptyCells(2);
          for (const key of list) addPerson(one, 1, key);
          return one;
        };
        const whole = count(people);
        const parts = addCells(count(people.slice(cut).toReversed()), count(people.slice(0, cut)));
        expect(parts).toEqual(whole);
        expect(cellAt(whole, 1).people).toBe(people.length);
        const [first = NOBODY, ...others] = people.map((key) => ({ people: 1, key }));
        expect(withoutCell(cellAt(whole, 1), first)).toEqual(others.reduce(joinCells, NOBODY));
      }),
    );
  });
});
