import { describe, expect, it } from "vitest";
import { isOutgrown, knewSize, knowingOf, listSince } from "../../../src/domain/review/known-reasons.ts";
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
const counted = (matching: number, people = 20_000) => ({ matching, people });
const drawing: TwoReason = { code: "new-decoration", decoration: "star" };
const coincides: TwoReason = { code: "coincides", clash };
const ended: TwoReason = { code: "after-stop", start: "tree@1" };

const codes = (reasons: readonly TwoReason[]) => reasons.map(({ code }) => code);

describe("what a second person agreed to", () => {
  it("is each reason that there was, and none that came later", () => {
    const known = knowingOf([drawing, reach(5_000)], counted(5_000));
    expect(listSince([drawing, reach(5_000)], known)).toEqual([]);
    expect(codes(listSince([drawing, reach(5_000), coincides], known))).toEqual(["coincides"]);
    expect(listSince([coincides], knowingOf([coincides], counted(10)))).toEqual([]);
    const nextYear: TwoReason = { code: "coincides", clash: { ...clash, firstDay: "2028-01-07" } };
    expect(codes(listSince([nextYear], knowingOf([coincides], counted(10))))).toEqual(["coincides"]);
  });

  it("is a size, up to about twice of it", () => {
    const known = knowingOf([reach(5_000)], counted(5_000));
    expect(listSince([reach(10_000)], known)).toEqual([]);
    expect(codes(listSince([reach(20_000)], known))).toEqual(["reach"]);
    expect([10_000, 20_000].map((matching) => isOutgrown(known, counted(matching)))).toEqual([false, true]);
    expect(isOutgrown(known, undefined)).toBe(false);
  });

  it("grows with the people there are: a share stays the share that it was", () => {
    const known = knowingOf([reach(5_000)], counted(5_000));
    expect(isOutgrown(known, counted(20_000, 80_000))).toBe(false);
    const all = knowingOf([reach(5)], counted(5, 5));
    expect(isOutgrown(all, counted(40_000, 5))).toBe(false);
    expect(isOutgrown(all, counted(40_000, 40_000))).toBe(false);
  });

  it("is no size where nobody asked about one, and any where it could not be counted", () => {
    expect(knewSize(knowingOf([drawing], counted(0)))).toBe(false);
    expect(codes(listSince([reach(300)], knowingOf([drawing], counted(0))))).toEqual(["reach"]);
    expect(listSince([reach(300)], knowingOf([{ code: "unknown-reach" }], counted(0)))).toEqual([]);
  });

  it("is not kept as an exact number", () => {
    expect(knowingOf([reach(4_913)], counted(4_913)).agreedReach).toEqual({ atMost: 8_192, share: 0.25 });
  });

  it("does not depend on whose word it is, and leaves to others what was halted or stopped", () => {
    const words: readonly TwoReason[] = [{ code: "own-people", who: ["anna"] }, { code: "another-audience" }, ended];
    expect(listSince(words, knowingOf([drawing], counted(0)))).toEqual([]);
  });

  it("is everything, of what an earlier release approved", () => {
    expect(listSince([coincides, reach(9)], {})).toEqual([]);
    expect(knewSize({})).toBe(true);
  });
});
