import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weighEvidence } from "../../../src/domain/guard/guard-evidence.ts";
import { findGuardLimits } from "../../../src/domain/guard/guard-limits.ts";
import { defaultGuardParameters, guardParametersFor } from "../../../src/domain/guard/guard-parameters.ts";

describe("the limits of the guard in people", () => {
  // From the table "How few it takes" in docs/guard.md.
  it.each([
    [294, 5],
    [295, 6],
    [3_883, 20],
    [3_884, 21],
  ])("of %d exposed people %d halt a campaign", (exposed, haltAt) => {
    expect(findGuardLimits(defaultGuardParameters(false), exposed).haltAt).toBe(haltAt);
  });

  it("are none for so few people that the guard never acts", () => {
    expect(findGuardLimits(defaultGuardParameters(false), 4)).toMatchObject({ warnAt: null, haltAt: null });
  });

  it("are exactly where the guard changes its mind", () => {
    const rate = fc.double({ min: 0.001, max: 0.005, noNaN: true });
    fc.assert(
      fc.property(rate, fc.integer({ min: 5, max: 5_000_000 }), (p0, exposed) => {
        const parameters = guardParametersFor(p0);
        const weigh = (optedOut: number) =>
          weighEvidence(parameters, { exposed, optedOut, complained: 0, unhappy: optedOut });
        const { warnAt, haltAt, safeUpTo } = findGuardLimits(parameters, exposed);
        expect(weigh(haltAt ?? 0).level).toBe("halt");
        expect(weigh((haltAt ?? 0) - 1).level).not.toBe("halt");
        expect(weigh(warnAt ?? 0).level).not.toBe("calm");
        expect(weigh((warnAt ?? 0) - 1).level).toBe("calm");
        if (safeUpTo !== null) expect(weigh(safeUpTo).isSafe).toBe(true);
        expect(weigh((safeUpTo ?? -1) + 1).isSafe).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
