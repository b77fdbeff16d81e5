import { describe, expect, it } from "vitest";
import { findUntold, isUntold } from "../../src/console/campaign/untold.ts";

const NOTHING = { gained: null, lost: null, kept: null };
const FIGURES = [
  ["gained", null, 850],
  ["lost", undefined, 850],
  ["off", null, 400],
] as const;
const UNTOLD = { figures: FIGURES, rows: [NOTHING, NOTHING], conflicts: [{ people: null }] };

describe("a review", () => {
  it("of which no number is told says from how many people on the first is", () => {
    expect(findUntold(UNTOLD)).toBe(400);
    expect(findUntold({ ...UNTOLD, rows: [], conflicts: [] })).toBe(400);
  });

  it.each([
    ["a figure", { ...UNTOLD, figures: [...FIGURES, ["asked", 0, 400] as const] }],
    ["a row", { ...UNTOLD, rows: [NOTHING, { ...NOTHING, lost: 1_200 }] }],
    ["another campaign", { ...UNTOLD, conflicts: [{ people: 450 }] }],
  ])("that tells a number, of %s, says nothing of too few people", (_, shown) => {
    expect(findUntold(shown)).toBeUndefined();
  });
});

describe("a breakdown", () => {
  it("is told in one sentence only if none of its rows tells a number", () => {
    expect(isUntold([NOTHING, NOTHING])).toBe(true);
    expect(isUntold([NOTHING, { ...NOTHING, kept: 1_250 }])).toBe(false);
  });
});
