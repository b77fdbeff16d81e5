import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weighEvidence, type AlarmLevel } from "../../../src/domain/guard/guard-evidence.ts";
import { findGuardLimits } from "../../../src/domain/guard/guard-limits.ts";
import { defaultGuardParameters, guardParametersFor } from "../../../src/domain/guard/guard-parameters.ts";
import { AT_ONCE, drawLateness, LATEST, type Lateness } from "../../../src/domain/guard/lateness.ts";

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const lateness = fc.record({ warn: place, halt: place });
const counts = fc
  .record({ exposed: fc.nat(200_000), optedOut: fc.nat(1_500), complained: fc.nat(400), both: fc.nat(400) })
  .map(({ exposed, optedOut, complained, both }) => ({
    exposed: Math.max(exposed, optedOut + complained),
    optedOut,
    complained,
    unhappy: optedOut + complained - Math.min(both, optedOut, complained),
  }));
const RANKS: readonly AlarmLevel[] = ["calm", "warn", "halt"];
const rank = (level: AlarmLevel) => RANKS.indexOf(level);

/** At how many who switch it off, and nobody complains, a guard does it. */
function turnsAt(level: AlarmLevel, exposed: number, late: Lateness): number {
  const parameters = defaultGuardParameters(false);
  let optedOut = 0;
  const isReached = () => {
    const evidence = weighEvidence(parameters, { exposed, optedOut, complained: 0, unhappy: optedOut }, late);
    return rank(evidence.level) >= rank(level);
  };
  while (!isReached()) optedOut++;
  return optedOut;
}

describe("how late a guard warns and halts", () => {
  it("is never before the odds say so, so that the promise about mistakes holds", () => {
    fc.assert(
      fc.property(counts, lateness, fc.double({ min: 0.001, max: 0.005, noNaN: true }), (seen, late, p0) => {
        const parameters = guardParametersFor(p0);
        const [own, byOdds] = [weighEvidence(parameters, seen, late), weighEvidence(parameters, seen)];
        expect(rank(own.level)).toBeLessThanOrEqual(rank(byOdds.level));
        expect({ ...own, level: byOdds.level }).toEqual(byOdds);
      }),
      { numRuns: 2_000 },
    );
  });

  it("turns to no lower level for one more who minds", () => {
    fc.assert(
      fc.property(counts, lateness, fc.boolean(), (seen, late, complains) => {
        const parameters = defaultGuardParameters(false);
        const more = {
          exposed: seen.exposed,
          optedOut: seen.optedOut + 1,
          complained: seen.complained + Number(complains),
          unhappy: seen.unhappy + 1,
        };
        const [before, after] = [seen, more].map((each) => rank(weighEvidence(parameters, each, late).level));
        expect(after).toBeGreaterThanOrEqual(before ?? 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it("costs two people who switch it off where few are enough, a fifth of them at most where more are, and never more than 19", () => {
    for (const exposed of [50, 294, 1_000, 5_000, 20_000, 200_000]) {
      const { haltAt, haltBy } = findGuardLimits(defaultGuardParameters(false), exposed);
      const later = (haltBy ?? 0) - (haltAt ?? 0);
      expect(later).toBeGreaterThanOrEqual(2);
      expect(later).toBeLessThanOrEqual(Math.min(Math.max(2, 0.2 * (haltAt ?? 0)), 19));
      expect(turnsAt("halt", exposed, LATEST)).toBe(haltBy);
      expect(turnsAt("halt", exposed, AT_ONCE)).toBe(haltAt);
    }
  });

  it("is drawn for each start by itself, so that the person who passes a limit can't be foreseen", () => {
    const starts = Array.from({ length: 1_000 }, (_, start) => drawLateness("secret", `campaign-${start}@1`));
    const mostOften = (level: AlarmLevel, exposed: number) => {
      const times = new Map<number, number>();
      for (const late of starts) {
        const turns = turnsAt(level, exposed, late);
        times.set(turns, (times.get(turns) ?? 0) + 1);
      }
      return Math.max(...times.values()) / starts.length;
    };
    expect(mostOften("halt", 294)).toBeLessThan(0.38);
    expect(mostOften("halt", 5_000)).toBeLessThan(0.24);
    expect(mostOften("halt", 40_000)).toBeLessThan(0.08);
    expect(mostOften("warn", 5_000)).toBeLessThan(0.3);
  });

  it("is the same for a start at every look, and of warnings says nothing of halts", () => {
    const starts = Array.from({ length: 1_000 }, (_, start) => `campaign-${start}@1`);
    for (const start of starts) expect(drawLateness("secret", start)).toEqual(drawLateness("secret", start));
    const drawn = starts.map((start) => drawLateness("secret", start));
    const alike = drawn.filter(({ warn, halt }) => Math.floor(warn * 5) === Math.floor(halt * 5)).length;
    expect(alike / starts.length).toBeGreaterThan(0.15);
    expect(alike / starts.length).toBeLessThan(0.25);
  });
});
