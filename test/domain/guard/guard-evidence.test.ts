import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logEvidence, logSafe, oddsOf, weighEvidence } from "../../../src/domain/guard/guard-evidence.ts";
import {
  defaultGuardParameters,
  GUARD_METRICS,
  guardParametersFor,
  HALT_RATIOS,
  SAFE_RATIOS,
} from "../../../src/domain/guard/guard-parameters.ts";
import type { PeopleCounts } from "../../../src/domain/guard/guard-reports.ts";

const RUNS = { numRuns: 2_000 };
const people = fc.oneof(fc.nat(40), fc.nat(10_000_000));
const expectedPeople = fc.oneof(
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
);
const moreExpected = fc.double({ min: 1e-3, max: 1e6, noNaN: true });

describe("the evidence that people mind", () => {
  it.each([
    [0, 0, 0],
    [5, 0.6, 5.111291],
    [8, 1.708, 4.881538],
    [10, 2.564, 4.879462],
    [20, 7.8, 5.133538],
    [100, 60, 7.522959],
    [5000, 1000, 4045.397803],
    [0, 1e6, -1000001.791759],
  ])("after %d opt-outs where %d are normal is e to the %d", (optedOut, expected, logOdds) => {
    expect(Math.abs(logEvidence(optedOut, expected) - logOdds)).toBeLessThanOrEqual(1e-6);
  });

  it.each([
    [0, 3.36, 2.346853],
    [5, 12.54, 2.303202],
  ])("and that they do not, after %d where %d would be bad, is e to the %d", (optedOut, expected, logOdds) => {
    expect(Math.abs(logSafe(optedOut, expected) - logOdds)).toBeLessThanOrEqual(1e-6);
  });

  it("is the plain mean of the bets wherever that can be computed", () => {
    const mean = (ratios: readonly number[], k: number, e: number) =>
      ratios.reduce((sum, r) => sum + r ** k * Math.exp(-(r - 1) * e), 0) / ratios.length;
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 20, noNaN: true }), (optedOut, expected) => {
        expect(logEvidence(optedOut, expected)).toBeCloseTo(Math.log(mean(HALT_RATIOS, optedOut, expected)), 8);
        expect(logSafe(optedOut, expected)).toBeCloseTo(Math.log(mean(SAFE_RATIOS, optedOut, expected)), 8);
      }),
      RUNS,
    );
  });

  it("rises with every opt-out and falls with every exposure; the proof of safety does the opposite", () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 1000 }), expectedPeople, moreExpected, (k, more, e, moreE) => {
        expect(logEvidence(k + more, e)).toBeGreaterThan(logEvidence(k, e));
        expect(logEvidence(k, e + moreE)).toBeLessThan(logEvidence(k, e));
        expect(logSafe(k + more, e)).toBeLessThan(logSafe(k, e));
        expect(logSafe(k, e + moreE)).toBeGreaterThan(logSafe(k, e));
      }),
      RUNS,
    );
  });

  it("stays a finite number from (0, 0) to ten million opt-outs where a thousand million are normal", () => {
    const corners = [0, 1e7].flatMap((k) => [0, 1e9].map((e): [number, number] => [k, e]));
    for (const [k, e] of corners) {
      expect(logEvidence(k, e)).toSatisfy(Number.isFinite);
      expect(logSafe(k, e)).toSatisfy(Number.isFinite);
    }
    fc.assert(
      fc.property(people, expectedPeople, (k, e) => {
        expect(logEvidence(k, e)).toSatisfy(Number.isFinite);
        expect(logSafe(k, e)).toSatisfy(Number.isFinite);
        expect(oddsOf(logEvidence(k, e))).toSatisfy(Number.isFinite);
      }),
      RUNS,
    );
  });

  it("depends on sums alone: any batches, in any order, give the same", () => {
    const batch = fc.record({ exposed: fc.nat(5000), optedOut: fc.nat(30) });
    fc.assert(
      fc.property(
        fc
          .array(batch, { minLength: 1, maxLength: 20 })
          .chain((batches) =>
            fc.tuple(fc.constant(batches), fc.shuffledSubarray(batches, { minLength: batches.length })),
          ),
        ([batches, shuffled]) => {
          const sum = (list: readonly { exposed: number; optedOut: number }[]) =>
            list.reduce((total, { exposed, optedOut }) => ({ k: total.k + optedOut, e: total.e + 0.002 * exposed }), {
              k: 0,
              e: 0,
            });
          const one = sum(batches);
          const other = sum(shuffled);
          expect(logEvidence(other.k, other.e)).toBeCloseTo(logEvidence(one.k, one.e), 6);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

/** The largest number of normally expected people at which so many opt-outs reach the odds, found by halving. */
function toleratedUpTo(logOddsAt: (expected: number) => number, odds: number): number {
  let reached = 0;
  let missed = 100;
  while (missed - reached > 1e-9) {
    const middle = (reached + missed) / 2;
    if (logOddsAt(middle) >= Math.log(odds)) reached = middle;
    else missed = middle;
  }
  return reached;
}

const HALT_TABLE = [
  { k: 5, halt: 0.68, exposures: 340, warn: 1.22 },
  { k: 6, halt: 1.02, exposures: 508, warn: 1.67 },
  { k: 7, halt: 1.39, exposures: 695, warn: 2.15 },
  { k: 8, halt: 1.78, exposures: 892, warn: 2.65 },
  { k: 10, halt: 2.66, exposures: 1330, warn: 3.75 },
  { k: 12, halt: 3.63, exposures: 1816, warn: 4.91 },
  { k: 15, halt: 5.24, exposures: 2620, warn: 6.73 },
  { k: 20, halt: 8.14, exposures: 4071, warn: 9.92 },
  { k: 30, halt: 14.5, exposures: 7245, warn: 16.7 },
  { k: 40, halt: 21.3, exposures: 10667, warn: 23.6 },
  { k: 60, halt: 35.2, exposures: 17590, warn: 37.5 },
];

describe("the halt table of the notes", () => {
  it.each(HALT_TABLE)("holds for $k opt-outs, to the last digit that it prints", ({ k, halt, exposures, warn }) => {
    const lastDigitOf = (printed: number) => (printed < 10 ? 0.01 : 0.1);
    const halted = toleratedUpTo((e) => logEvidence(k, e), 100);
    const warned = toleratedUpTo((e) => logEvidence(k, e), 10);
    expect(Math.abs(halted - halt)).toBeLessThan(lastDigitOf(halt));
    expect(Math.abs(warned - warn)).toBeLessThan(lastDigitOf(warn));
    expect(Math.abs(halted / 0.002 - exposures)).toBeLessThan(lastDigitOf(halt) / 0.002);
    expect(logEvidence(k, halted - 1e-6)).toBeGreaterThan(Math.log(100));
    expect(logEvidence(k, halted + 1e-6)).toBeLessThan(Math.log(100));
  });

  it("is in docs/guard.md with the limits in force, where opt-outs weigh 0.7 and nobody complains", () => {
    const page = readFileSync(new URL("../../../docs/guard.md", import.meta.url), "utf8");
    const parameters = defaultGuardParameters(false);
    const exposedAtMost = (k: number, odds: number) => {
      const logOddsAt = (expected: number) =>
        weighEvidence(parameters, {
          exposed: expected / parameters.metrics.optedOut.p0,
          optedOut: k,
          complained: 0,
          unhappy: k,
        }).logOdds;
      return Math.floor(toleratedUpTo(logOddsAt, odds) / parameters.metrics.optedOut.p0).toLocaleString("en");
    };
    for (const { k } of HALT_TABLE) {
      const { haltOdds, warnOdds } = parameters;
      const alone = toleratedUpTo((e) => logEvidence(k, e), haltOdds).toFixed(2);
      expect(page).toContain(`| ${k} | ${alone} | ${exposedAtMost(k, haltOdds)} | ${exposedAtMost(k, warnOdds)} |`);
    }
  });
});

const counts = (exposed: number, optedOut: number, complained: number, unhappy = Math.max(optedOut, complained)) =>
  ({ exposed, optedOut, complained, unhappy }) satisfies PeopleCounts;

const anyCounts = fc
  .record({ exposed: fc.nat(1_000_000), optedOut: fc.nat(400), complained: fc.nat(100), both: fc.nat(100) })
  .map(({ exposed, optedOut, complained, both }) =>
    counts(exposed, optedOut, complained, optedOut + complained - Math.min(both, optedOut, complained)),
  );
const anyParameters = fc.constantFrom(defaultGuardParameters(false), defaultGuardParameters(true));

describe("the whole evidence", () => {
  const parameters = defaultGuardParameters(false);

  it("is the mean of the metrics' odds by their weights, and shows each part", () => {
    fc.assert(
      fc.property(anyParameters, anyCounts, (given, seen) => {
        const { parts, logOdds } = weighEvidence(given, seen);
        for (const metric of GUARD_METRICS) {
          expect(parts[metric].people).toBe(seen[metric]);
          expect(parts[metric].expected).toBe(given.metrics[metric].p0 * seen.exposed);
          expect(parts[metric].logOdds).toBe(logEvidence(seen[metric], given.metrics[metric].p0 * seen.exposed));
        }
        const [low, high] = [parts.optedOut.logOdds, parts.complained.logOdds].toSorted((a, b) => a - b);
        expect(logOdds).toBeGreaterThanOrEqual(low! - 1e-9);
        expect(logOdds).toBeLessThanOrEqual(high! + 1e-9);
        fc.pre(high! < 500);
        const mean = 0.7 * Math.exp(parts.optedOut.logOdds) + 0.3 * Math.exp(parts.complained.logOdds);
        expect(Math.exp(logOdds) / mean).toBeCloseTo(1, 9);
      }),
      RUNS,
    );
  });

  it("halts on complaints alone when they are many", () => {
    expect(weighEvidence(parameters, counts(2000, 0, 9)).level).toBe("halt");
    expect(weighEvidence(parameters, counts(2000, 0, 0)).level).toBe("calm");
  });

  it.each([
    ["four people are too few, whatever the odds", counts(10, 4, 0), "calm"],
    ["three opt-outs and three complaints of the same three people are too few", counts(10, 3, 3, 3), "calm"],
    ["five people suffice", counts(10, 5, 0), "halt"],
    ["three who opted out and two others who complained are five people", counts(10, 3, 2, 5), "halt"],
    ["five in 500 are a warning", counts(500, 5, 0), "warn"],
    ["five in 5,000 are nothing", counts(5000, 5, 0), "calm"],
  ])("%s", (_why, seen, level) => {
    expect(weighEvidence(parameters, seen).level).toBe(level);
  });

  it("never alarms about fewer than five people, nor calls safe what only lacks people for an alarm", () => {
    fc.assert(
      fc.property(anyParameters, anyCounts, (given, seen) => {
        const { level, isSafe, logOdds, logSafeOdds, unhappy } = weighEvidence(given, seen);
        if (unhappy < 5) expect(level).toBe("calm");
        else expect(level === "halt").toBe(logOdds >= Math.log(given.haltOdds));
        expect(isSafe).toBe(logSafeOdds >= Math.log(10) && logOdds < Math.log(10));
      }),
      RUNS,
    );
    const fewButLoud = weighEvidence(parameters, counts(900, 0, 4));
    expect(fewButLoud.logSafeOdds).toBeGreaterThan(Math.log(10));
    expect(fewButLoud).toMatchObject({ level: "calm", isSafe: false });
  });

  it("takes nobody's silence for proof: nobody exposed is neither bad nor safe", () => {
    const none = weighEvidence(parameters, counts(0, 0, 0));
    expect(none).toMatchObject({ level: "calm", isSafe: false });
    expect(none.logOdds).toBeCloseTo(0, 12);
    expect(none.logSafeOdds).toBeCloseTo(0, 12);
  });
});

describe("the parameters", () => {
  it("tolerate 2 in 1,000, half as many for a sensitive theme, and are plain JSON", () => {
    expect(defaultGuardParameters(false).metrics.optedOut.p0).toBe(0.002);
    expect(defaultGuardParameters(true).metrics.optedOut.p0).toBe(0.001);
    for (const parameters of [
      defaultGuardParameters(false),
      defaultGuardParameters(true),
      guardParametersFor(0.0014),
    ]) {
      const { metrics, pBad } = parameters;
      expect(pBad).toBeCloseTo(3 * metrics.optedOut.p0, 12);
      expect(metrics.complained.p0).toBeCloseTo(metrics.optedOut.p0 / 4, 12);
      expect(metrics.optedOut.weight + metrics.complained.weight).toBe(1);
      expect(JSON.parse(JSON.stringify(parameters))).toEqual(parameters);
    }
  });

  it("leave all processes of one start together within one false halt in a hundred, however many edits there are", () => {
    const odds = Array.from({ length: 200 }, (_, edits) => guardParametersFor(0.002, edits).haltOdds);
    expect(odds.slice(0, 4)).toEqual([125, 1_000, 2_000, 4_000]);
    expect(odds.reduce((sum, each) => sum + 1 / each, 0)).toBeLessThanOrEqual(0.01 + 1e-12);
  });

  it("are the ones of the design", () => {
    expect(defaultGuardParameters(false)).toMatchObject({
      haltOdds: 125,
      warnOdds: 10,
      advanceOdds: 10,
      minimumPeople: 5,
      staleAfterMinutes: 30,
      haltRatios: [2, 3, 5, 8, 16, 32],
      safeRatios: [0.1, 0.2, 0.35, 0.5, 0.7],
    });
  });
});
