import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addAudiences,
  EMPTY_AUDIENCE,
  reportAudience,
  type AudienceTally,
} from "../../../src/domain/condition/audience.ts";
import { isShowable } from "../../../src/domain/counts.ts";

const crowds: fc.Arbitrary<readonly AudienceTally[]> = fc.array(
  fc
    .record({
      region: fc.constantFrom("RU-MOW", "RU-TA", "RU-AL", null),
      people: fc.oneof(fc.nat(45), fc.nat(2_000)),
      share: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ region, people, share }) => {
      const matching = Math.floor((people * share) / 100);
      return { people, matching, groups: new Map([["region", new Map([[region, [people, matching]]])]]) };
    }),
  { maxLength: 8 },
);

const join = (list: readonly AudienceTally[]) => list.reduce(addAudiences, EMPTY_AUDIENCE);

describe("the report of an audience", () => {
  it("tells of no group from 1 to 19 people, neither of those who match nor of those who do not", () => {
    fc.assert(
      fc.property(crowds, (list) => {
        const { total, matching, share, groups } = reportAudience(join(list));
        if (matching === null) expect(groups["region"] ?? []).toEqual([]);
        else expect([matching, total - matching].every(isShowable)).toBe(true);
        expect(share === null).toBe(matching === null || total === 0);
        for (const group of groups["region"] ?? []) {
          expect([group.matching, group.total - group.matching].every(isShowable)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("loses nobody: the groups of an attribute add up to the whole", () => {
    fc.assert(
      fc.property(crowds, (list) => {
        const { total, matching, groups } = reportAudience(join(list));
        fc.pre(matching !== null && list.length > 0);
        const parts = groups["region"] ?? [];
        expect(parts.reduce((sum, group) => sum + group.total, 0)).toBe(total);
        expect(parts.reduce((sum, group) => sum + group.matching, 0)).toBe(matching);
      }),
      { numRuns: 1_000 },
    );
  });

  it("puts the largest group first, and those that are joined last", () => {
    const regions: readonly (readonly [string | null, readonly [number, number]])[] = [
      ["RU-MOW", [500, 300]],
      ["RU-TA", [900, 400]],
      ["RU-AL", [3, 1]],
      [null, [60, 30]],
    ];
    const tally = { people: 1_463, matching: 731, groups: new Map([["region", new Map(regions)]]) };
    expect(reportAudience(tally)).toEqual({
      total: 1_463,
      matching: 731,
      share: 731 / 1_463,
      groups: {
        region: [
          { values: ["RU-TA"], total: 900, matching: 400 },
          { values: ["RU-MOW"], total: 500, matching: 300 },
          { values: ["RU-AL", null], total: 63, matching: 31 },
        ],
      },
    });
  });

  it("of nobody has no share", () => {
    expect(reportAudience(EMPTY_AUDIENCE)).toEqual({ total: 0, matching: 0, share: null, groups: {} });
  });
});
