import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  groupSequentialBound,
  PEER_RULES,
  PLANNED_LOOKS,
  type PeerRule,
} from "../../../src/domain/guard/guard-peers.ts";

const P0 = 0.002;
const RUNS = { numRuns: 1_000 };

const rule = (key: PeerRule["key"]): PeerRule => PEER_RULES.find((one) => one.key === key)!;
const halts = (key: PeerRule["key"], optedOut: number, exposed: number, lookIndex = 5) =>
  rule(key).halts({ optedOut, exposed, p0: P0, lookIndex });

describe("the rules of peers", () => {
  it.each<[PeerRule["key"], number, number, number, boolean]>([
    ["fixed-threshold", 8, 2000, 5, false],
    ["fixed-threshold", 9, 2000, 5, true],
    ["fixed-threshold", 900, 999, 5, false],
    // 5,000 · 0.002 = 10 are normal, give or take 3.159: 1.645 of those more is 15.2.
    ["repeated-test", 15, 5000, 5, false],
    ["repeated-test", 16, 5000, 5, true],
    ["repeated-test", 900, 999, 5, false],
    ["daily-look", 15, 5000, 5, false],
    ["daily-look", 16, 5000, 5, true],
    // At the last look 1.751 of those: 15.53; at the first 3.915 of those: 22.4.
    ["group-sequential", 15, 5000, 5, false],
    ["group-sequential", 16, 5000, 5, true],
    ["group-sequential", 22, 5000, 1, false],
    ["group-sequential", 23, 5000, 1, true],
    ["group-sequential", 0, 0, 1, false],
  ])("%s with %d of %d at look %d: %s", (key, optedOut, exposed, lookIndex, expected) => {
    expect(halts(key, optedOut, exposed, lookIndex)).toBe(expected);
  });

  it("say how often they look", () => {
    expect(Object.fromEntries(PEER_RULES.map(({ key, looks }) => [key, looks]))).toEqual({
      "fixed-threshold": "always",
      "repeated-test": "always",
      "group-sequential": "planned",
      "daily-look": "daily",
    });
  });

  it("halt with more opt-outs wherever they halt with fewer", () => {
    const look = fc.record({
      optedOut: fc.nat(200),
      exposed: fc.nat(100_000),
      p0: fc.double({ min: 1e-4, max: 0.05, noNaN: true }),
      lookIndex: fc.integer({ min: 1, max: PLANNED_LOOKS }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...PEER_RULES), look, fc.nat(50), ({ halts: decides }, seen, more) => {
        if (decides(seen)) expect(decides({ ...seen, optedOut: seen.optedOut + more })).toBe(true);
      }),
      RUNS,
    );
  });
});

describe("the group-sequential bounds", () => {
  it("fall from look to look as O'Brien and Fleming's", () => {
    const bounds = [1, 2, 3, 4, 5].map((look) => Number(groupSequentialBound(look).toFixed(3)));
    expect(bounds).toEqual([3.915, 2.769, 2.261, 1.958, 1.751]);
  });

  it("err in 5 % over all looks together: integrated over a random walk with five normal steps", () => {
    expect(crossingProbability((look) => groupSequentialBound(look) * Math.sqrt(look))).toBeCloseTo(0.05, 3);
  });
});

/** The chance that a walk with `PLANNED_LOOKS` standard normal steps is ever at or above its limit, on a grid. */
function crossingProbability(limitAt: (look: number) => number): number {
  const step = 0.02;
  const lowest = -14;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let alive: { readonly at: number; readonly mass: number }[] = [{ at: 0, mass: 1 }];
  for (let look = 1; look <= PLANNED_LOOKS; look++) {
    const cells = Math.round((limitAt(look) - lowest) / step);
    const width = (limitAt(look) - lowest) / cells;
    alive = Array.from({ length: cells }, (_, index) => {
      const at = lowest + (index + 0.5) * width;
      return { at, mass: alive.reduce((sum, from) => sum + from.mass * density(at - from.at), 0) * width };
    });
  }
  return 1 - alive.reduce((sum, { mass }) => sum + mass, 0);
}
