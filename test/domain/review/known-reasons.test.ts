import { describe, expect, it } from "vitest";
import { knewSize, knowingOf, listSince, outgrows } from "../../../src/domain/review/known-reasons.ts";
import type { TwoReason } from "../../../src/domain/review/why-two.ts";

const clash = {
  feast: "orthodox-christmas",
  label: { ru: "Рождество", en: "Christmas" },
  category: "religion",
  firstDay: "2027-01-07",
  lastDay: "2027-01-07",
  regions: null,
} as const;
const reach = (matching: number) => ({ code: "reach", matching, people: 20_000, unknown: 0, share: 0.01 }) as const;
const drawing: TwoReason = { code: "new-decoration", decoration: "star" };
const coincides: TwoReason = { code: "coincides", clash };
const ended: TwoReason = { code: "after-stop", start: "tree@1" };

const codes = (reasons: readonly TwoReason[]) => reasons.map(({ code }) => code);

describe("what a second person agreed to", () => {
  it("is each reason that there was, and none that came later", () => {
    const known = knowingOf([drawing, reach(5_000)], 5_000);
    expect(listSince([drawing, reach(5_000)], known)).toEqual([]);
    expect(codes(listSince([drawing, reach(5_000), coincides], known))).toEqual(["coincides"]);
    expect(listSince([coincides], knowingOf([coincides], 10))).toEqual([]);
    const nextYear: TwoReason = { code: "coincides", clash: { ...clash, firstDay: "2028-01-07" } };
    expect(codes(listSince([nextYear], knowingOf([coincides], 10)))).toEqual(["coincides"]);
  });

  it("is a size, up to about twice of it", () => {
    const known = knowingOf([reach(5_000)], 5_000);
    expect(listSince([reach(10_000)], known)).toEqual([]);
    expect(codes(listSince([reach(20_000)], known))).toEqual(["reach"]);
    expect([outgrows(10_000, known), outgrows(20_000, known), outgrows(undefined, known)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("is no size where nobody asked about one, and any where it could not be counted", () => {
    expect(knewSize(knowingOf([drawing], 0))).toBe(false);
    expect(codes(listSince([reach(300)], knowingOf([drawing], 0)))).toEqual(["reach"]);
    expect(listSince([reach(300)], knowingOf([{ code: "unknown-reach" }], 0))).toEqual([]);
  });

  it("is not kept as an exact number", () => {
    expect(knowingOf([reach(4_913)], 4_913).knownReach).toBe(8_192);
  });

  it("does not depend on whose word it is, and leaves to others what was halted or stopped", () => {
    const words: readonly TwoReason[] = [{ code: "own-people", who: ["anna"] }, { code: "another-audience" }, ended];
    expect(listSince(words, knowingOf([drawing], 0))).toEqual([]);
  });

  it("is everything, of what an earlier release approved", () => {
    expect(listSince([coincides, reach(9)], {})).toEqual([]);
    expect(knewSize({})).toBe(true);
  });
});
