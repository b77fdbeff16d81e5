import { describe, expect, it } from "vitest";
import { countPairs } from "../../../src/domain/rehearsal/count-pairs.ts";

const day = (first: number, last = first + 1) => ({ from: first, until: last });

describe("the pairs of campaigns that may overlap for one person", () => {
  it("are those of which both are open at once, whether or not they are tried out", () => {
    expect(countPairs([], 9)).toBe(0);
    expect(countPairs([[day(1)]], 9)).toBe(0);
    expect(countPairs([[day(1)], [day(2)], [day(3)]], 9)).toBe(0);
    expect(countPairs([[day(1, 9)], [day(2)], [day(3)]], 9)).toBe(2);
    expect(countPairs([[day(1), day(5)], [day(5)], [day(5)]], 9)).toBe(3);
  });

  it("are in each stretch the losers of one winner, and of who wins if that is off", () => {
    const twenty = Array.from({ length: 20 }, () => [day(1)]);
    expect(countPairs(twenty, 1)).toBe(19 + 18);
    expect(countPairs(twenty, 2)).toBe(2 * (19 + 18));
    expect(countPairs(twenty, 30)).toBe(190);
  });
});
