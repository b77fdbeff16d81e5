import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryNumbersOf, toEntry } from "../../src/tokens/entry-numbers.ts";

const keys = { linkKeys: [{ id: 1, secret: new Uint8Array(32).fill(7) }] };
const LARGEST = 10 ** 15 - 1;

describe("the numbers of entries", () => {
  it("lead back to the entry, and stay below what a float holds", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 0, max: LARGEST }), (subscriberId, entry) => {
        const { numberOf, entryOf } = entryNumbersOf(keys)(subscriberId);
        const number = numberOf(entry);
        expect(Number.isSafeInteger(number) && number >= 0 && number <= LARGEST).toBe(true);
        expect(entryOf(number)).toBe(entry);
      }),
    );
  });

  it("rise as often as they fall, so that they tell nothing of how many entries lie between two", () => {
    const countRises = (gap: number) =>
      Array.from({ length: 1_000 }, (_, person) => {
        const { numberOf } = entryNumbersOf(keys)(`person-${person}`);
        return numberOf(100 + gap) > numberOf(100) ? 1 : 0;
      }).reduce<number>((sum, rise) => sum + rise, 0);
    for (const gap of [1, 2, 50]) expect(Math.abs(countRises(gap) - 500)).toBeLessThan(80);
  });

  it("are others for another person and under another key", () => {
    const rotated = { linkKeys: [{ id: 2, secret: new Uint8Array(32).fill(8) }, ...keys.linkKeys] };
    const numbers = [
      entryNumbersOf(keys)("anna").numberOf(1),
      entryNumbersOf(keys)("vera").numberOf(1),
      entryNumbersOf(rotated)("anna").numberOf(1),
    ];
    expect(new Set(numbers).size).toBe(3);
  });

  it("name nothing where they are none", () => {
    const { entryOf } = entryNumbersOf(keys)("anna");
    for (const number of [-1, 0.5, LARGEST + 1, Number.NaN, Number.MAX_SAFE_INTEGER]) expect(entryOf(number)).toBe(0);
  });

  it("stand for the end of the history where none is named", () => {
    expect(toEntry(undefined, entryNumbersOf(keys)("anna"))).toBe(Number.MAX_SAFE_INTEGER);
  });
});
