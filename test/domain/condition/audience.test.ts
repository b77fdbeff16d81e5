import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addAudiences,
  EMPTY_AUDIENCE,
  reportAudience,
  type AudienceTally,
} from "../../../src/domain/condition/audience.ts";
import { isShowable } from "../../../src/domain/counts.ts";

const SECRET = "a secret of the installation";

/** People of whom nobody else is; how many there are says who. */
function tallyOf(people: number, matching: number, region: string | null): AudienceTally {
  const keyOf = (part: number) => Math.imul(part, 0x9e3779b1) >>> 0;
  return {
    people: { people, key: keyOf(people) },
    matching: { people: matching, key: keyOf(matching) },
    groups: new Map([["region", new Map([[region, [people, matching, keyOf(people), keyOf(matching)]]])]]),
  };
}

const crowds: fc.Arbitrary<readonly AudienceTally[]> = fc.array(
  fc
    .record({
      region: fc.constantFrom("RU-MOW", "RU-TA", "RU-AL", null),
      people: fc.oneof(fc.nat(45), fc.nat(2_000)),
      share: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ region, people, share }): AudienceTally => tallyOf(people, Math.floor((people * share) / 100), region)),
  { maxLength: 8 },
);

const join = (list: readonly AudienceTally[]) => list.reduce(addAudiences, EMPTY_AUDIENCE);

describe("the report of an audience", () => {
  it("tells of no group from 1 to 19 people, neither of those who match nor of those who do not", () => {
    fc.assert(
      fc.property(crowds, (list) => {
        const { total, matching, share, groups } = reportAudience(join(list), SECRET);
        if (matching === null) expect(groups["region"] ?? []).toEqual([]);
        else expect(isShowable(matching)).toBe(true);
        expect(share === null).toBe(matching === null || total === 0);
        for (const group of groups["region"] ?? []) {
          expect(isShowable(group.matching)).toBe(true);
          expect(group.matching).toBeLessThanOrEqual(group.total);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("loses nobody: the groups of an attribute add up to about the whole", () => {
    fc.assert(
      fc.property(crowds, (list) => {
        const { total, matching, groups } = reportAudience(join(list), SECRET);
        fc.pre(matching !== null && list.length > 0);
        const parts = groups["region"] ?? [];
        const about = (sum: number, whole: number | null) =>
          expect(Math.abs(sum - (whole ?? 0))).toBeLessThanOrEqual(7 * 5);
        about(
          parts.reduce((sum, group) => sum + group.total, 0),
          total,
        );
        about(
          parts.reduce((sum, group) => sum + group.matching, 0),
          matching,
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it("puts the largest group first, and those that are joined last", () => {
    const tallies = [
      tallyOf(500, 300, "RU-MOW"),
      tallyOf(900, 400, "RU-TA"),
      tallyOf(3, 1, "RU-AL"),
      tallyOf(60, 30, null),
    ];
    const { total, matching, share, groups } = reportAudience(join(tallies), SECRET);
    expect(groups["region"]?.map(({ values }) => values)).toEqual([["RU-TA"], ["RU-MOW"], ["RU-AL", null]]);
    expect(groups["region"]?.map((group) => Math.round(group.total / 20) * 20)).toEqual([900, 500, 60]);
    expect(Math.abs(total - 1_463)).toBeLessThanOrEqual(7);
    expect(share).toBe((matching ?? 0) / total);
  });

  it("orders groups by what is told of them and by name, so that their order tells nothing of how many they are", () => {
    const small = ["RU-ORL", "RU-AL", "RU-KGN", "RU-BEL"].map((region, at) => tallyOf(4 - at, 1, region));
    const alike = ["RU-SAM", "RU-DA"].flatMap((region) => [tallyOf(431, 200, region)]);
    const { groups } = reportAudience(join([...small, ...alike, tallyOf(900, 400, "RU-TA")]), SECRET);
    const rows = groups["region"] ?? [];
    const together = rows.at(-1)?.values ?? [];
    expect(together).toEqual(together.toSorted());
    expect(together).toEqual(expect.arrayContaining(["RU-AL", "RU-BEL", "RU-KGN", "RU-ORL"]));
    const told = rows.slice(0, -1).map(({ total, values }) => [-total, values[0]] as const);
    expect(told).toEqual(told.toSorted(([a, x], [b, y]) => a - b || ((x ?? "") < (y ?? "") ? -1 : 1)));
  });

  it("never finds more people who match than there are, and everybody where all do", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 5_000 }), (people) => {
        const { total, matching, share } = reportAudience(tallyOf(people, people, "RU-TA"), SECRET);
        expect([matching, share]).toEqual([total, 1]);
      }),
    );
  });

  it("of nobody has no share", () => {
    expect(reportAudience(EMPTY_AUDIENCE, SECRET)).toEqual({ total: 0, matching: 0, share: null, groups: {} });
  });
});
