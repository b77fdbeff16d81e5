import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aboutPeople, tellChoices } from "../../src/domain/about.ts";
import { joinCells, NOBODY, withoutCell, type Cell } from "../../src/domain/cells.ts";

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

describe("about how many people chose something", () => {
  it("is a multiple of 50, and never tells nobody, or few, from one another", () => {
    const { tell, fewerThan } = tellChoices(1, SECRET);
    expect(tell(NOBODY)).toBeNull();
    for (const people of [1, 2, 5, 10, 19]) {
      // Only the largest of noise could lift them, of which there is less than one in 10,000.
      expect(listCells(10_000, people).filter((cell) => tell(cell) !== null).length).toBeLessThan(10);
    }
    fc.assert(
      fc.property(cells(0), (cell) => {
        const told = tell(cell);
        if (told !== null) expect([told % 50, told >= fewerThan]).toEqual([0, true]);
      }),
    );
  });

  it("has noise of at least 14, more where one choice shows in more numbers, and over 10,000 cells no bias", () => {
    for (const numbers of [1, 4, 28]) {
      const told = listCells(10_000, 5_000).map((cell) => tellChoices(numbers, SECRET).tell(cell) ?? 0);
      expect(deviationOf(told)).toBeGreaterThan(14 * Math.sqrt(numbers));
      expect(Math.abs(meanOf(told) - 5_000)).toBeLessThan(deviationOf(told) / 25);
    }
  });

  it("is the same for the same people, wherever and however they are counted, and another where the secret is", () => {
    fc.assert(
      fc.property(fc.array(cells(500), { minLength: 2, maxLength: 6 }), (parts) => {
        const sum = parts.reduce(joinCells, NOBODY);
        const turned = parts.toReversed().reduce(joinCells, NOBODY);
        const [first = NOBODY] = parts;
        expect(turned).toEqual(sum);
        expect(joinCells(withoutCell(sum, first), first)).toEqual(sum);
      }),
    );
    const told = (secret: string) => listCells(200, 5_000).map((cell) => tellChoices(4, secret).tell(cell));
    expect(told(SECRET)).toEqual(told(SECRET));
    expect(told(SECRET)).not.toEqual(told("another"));
  });

  it("moves, when one person comes to it, as if other people were counted", () => {
    const { tell } = tellChoices(1, SECRET);
    const one: Cell = { people: 1, key: 0x1234_5678 };
    const steps = listCells(10_000, 5_000).map((cell) => (tell(joinCells(cell, one)) ?? 0) - (tell(cell) ?? 0));
    expect(deviationOf(steps)).toBeGreaterThan(14 * Math.SQRT2);
    expect(Math.abs(meanOf(steps) - 1)).toBeLessThan(1.5);
  });
});
