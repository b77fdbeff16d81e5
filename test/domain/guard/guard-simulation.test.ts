import { describe, expect, it } from "vitest";
import { logEvidence, logSafe, weighEvidence } from "../../../src/domain/guard/guard-evidence.ts";
import { defaultGuardParameters } from "../../../src/domain/guard/guard-parameters.ts";
import type { PeopleCounts } from "../../../src/domain/guard/guard-reports.ts";

const PARAMETERS = defaultGuardParameters(false);
const { p0 } = PARAMETERS.metrics.optedOut;
const CAMPAIGNS = 2_000;
const TIMEOUT_MS = 120_000;

/** Mulberry32: a small generator of numbers in [0, 1) from a 32-bit seed, by Tommy Ettinger, public domain. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How many people are exposed up to and with the next one who minds: geometric. */
function exposuresUntilNext(rate: number, random: () => number): number {
  return 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - rate));
}

/** One campaign: at every event the counts are looked at, until `isOver`, or until everybody is exposed. */
interface Walk {
  readonly optOutRate: number;
  readonly complaintRate: number;
  /** Those who complain are among those who opt out, not others. */
  readonly complainersOptOut: boolean;
  readonly audience: number;
}

function walk(
  { optOutRate, complaintRate, complainersOptOut, audience }: Walk,
  random: () => number,
  isOver: (counts: PeopleCounts) => boolean,
): PeopleCounts | undefined {
  let [optedOut, complained, unhappy] = [0, 0, 0];
  const othersRate = complainersOptOut ? optOutRate - complaintRate : optOutRate;
  let nextOptOut = exposuresUntilNext(othersRate, random);
  let nextComplaint = exposuresUntilNext(complaintRate, random);
  for (;;) {
    const exposed = Math.min(nextOptOut, nextComplaint);
    if (exposed > audience) return undefined;
    const optsOut = nextOptOut === exposed;
    const complains = nextComplaint === exposed;
    if (optsOut || (complains && complainersOptOut)) optedOut++;
    if (complains) complained++;
    unhappy++;
    if (optsOut) nextOptOut += exposuresUntilNext(othersRate, random);
    if (complains) nextComplaint += exposuresUntilNext(complaintRate, random);
    const counts = { exposed, optedOut, complained, unhappy };
    if (isOver(counts)) return counts;
  }
}

const isHalted = (counts: PeopleCounts) => weighEvidence(PARAMETERS, counts).level === "halt";

function haltsOf(campaign: Walk, campaigns: number, seed: number): readonly PeopleCounts[] {
  const random = randomFrom(seed);
  return Array.from({ length: campaigns }, () => walk(campaign, random, isHalted)).filter((halt) => halt !== undefined);
}

const normal: Walk = {
  optOutRate: p0,
  complaintRate: PARAMETERS.metrics.complained.p0,
  complainersOptOut: false,
  audience: 200_000,
};

describe("looked at after every single event", () => {
  it.each([
    ["people who complain are others than those who opt out", false, 11],
    ["everybody who complains opts out as well", true, 12],
  ])(
    "a campaign just at the limit of normal is halted in at most 1 of 100 cases, if %s",
    (_how, complainersOptOut, seed) => {
      const halts = haltsOf({ ...normal, complainersOptOut }, CAMPAIGNS, seed);
      expect(halts.length / CAMPAIGNS).toBeLessThanOrEqual(0.01);
      expect(halts.length).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  it(
    "opt-outs alone keep that promise too, without the minimum of five people",
    () => {
      const random = randomFrom(13);
      let halted = 0;
      for (let campaign = 0; campaign < CAMPAIGNS; campaign++) {
        let optedOut = 0;
        for (let exposed = 0; exposed <= 200_000;) {
          exposed += exposuresUntilNext(p0, random);
          optedOut++;
          if (logEvidence(optedOut, p0 * exposed) >= Math.log(100)) {
            halted++;
            break;
          }
        }
      }
      expect(halted / CAMPAIGNS).toBeLessThanOrEqual(0.01);
      expect(halted).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  it(
    "a quiet campaign, with half of what is normal, is hardly ever halted, and never if nobody complains",
    () => {
      const quiet = { ...normal, optOutRate: p0 / 2, complaintRate: PARAMETERS.metrics.complained.p0 / 2 };
      expect(haltsOf(quiet, CAMPAIGNS, 14).length / CAMPAIGNS).toBeLessThanOrEqual(0.002);
      expect(haltsOf({ ...quiet, complaintRate: 1e-12 }, CAMPAIGNS, 16)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    "a campaign that 1 % of people switch off is always halted, before 60 people were made unhappy",
    () => {
      const halts = haltsOf({ ...normal, optOutRate: 0.01, audience: 1_000_000 }, CAMPAIGNS, 15);
      expect(halts).toHaveLength(CAMPAIGNS);
      expect(Math.max(...halts.map(({ unhappy }) => unhappy))).toBeLessThan(60);
    },
    TIMEOUT_MS,
  );
});

const LINES = 4;

/**
 * How many campaigns are halted among owners of four lines, who switch all four off with one tap. `ownerRate`: how many
 * owners do. The lines of an owner are seen one after the other, and the counts are looked at after every press.
 */
function haltsAmongOwners(ownerRate: number, tiesAreKnown: boolean, seed: number): number {
  const random = randomFrom(seed);
  let halted = 0;
  for (let campaign = 0; campaign < CAMPAIGNS; campaign++) {
    let owners = 0;
    for (let presses = 1; owners * LINES <= normal.audience; presses++) {
      owners += exposuresUntilNext(ownerRate, random);
      const optedOut = presses * LINES;
      const repeated = tiesAreKnown ? optedOut - presses : 0;
      const counts = { exposed: owners * LINES, optedOut, complained: 0, unhappy: optedOut };
      const known = { ...counts, repeated: { optedOut: repeated, complained: 0, unhappy: repeated } };
      if (weighEvidence(PARAMETERS, known).level === "halt") {
        halted++;
        break;
      }
    }
  }
  return halted / CAMPAIGNS;
}

describe("among owners of four lines, who switch all of them off at once", () => {
  it("a campaign at the limit of normal is halted in at most 1 of 100 cases, and would be more often line by line", () => {
    expect(haltsAmongOwners(p0, false, 17)).toBeGreaterThan(0.05);
    expect(haltsAmongOwners(p0, true, 17)).toBeLessThanOrEqual(0.01);
  });

  it("so is one where each line of theirs is a reason of its own to do it", () => {
    const ownerRate = 1 - (1 - p0) ** LINES;
    expect(haltsAmongOwners(ownerRate, false, 18)).toBeGreaterThan(0.9);
    expect(haltsAmongOwners(ownerRate, true, 18)).toBeLessThanOrEqual(0.01);
    expect(haltsAmongOwners(ownerRate, true, 18)).toBeGreaterThan(0);
  });

  it("one that 4 % of the owners switch off is always halted", () => {
    expect(haltsAmongOwners(0.04, true, 19)).toBe(1);
  });

  it("everybody counts for the next stage, so that it does not open the sooner", () => {
    const counts = { exposed: 5_000, optedOut: 12, complained: 0, unhappy: 12 };
    const repeated = { optedOut: 9, complained: 0, unhappy: 9 };
    const [apart, together] = [counts, { ...counts, repeated }].map((seen) => weighEvidence(PARAMETERS, seen));
    expect(together?.logSafeOdds).toBe(apart?.logSafeOdds);
    expect(together?.parts.optedOut).toMatchObject({ people: 12, independent: 3 });
  });
});

/** The chances of 0, 1, 2 … hits in `trials` tries, as far as they matter. */
function binomial(trials: number, rate: number): readonly number[] {
  const chances = [(1 - rate) ** trials];
  for (let hits = 1; hits <= trials && hits <= 40; hits++) {
    chances.push(((chances[hits - 1]! * (trials - hits + 1)) / hits) * (rate / (1 - rate)));
  }
  return chances;
}

/** The smallest number of exposed people after which so many opt-outs are still proof that all is well. */
function exposedForProof(optedOut: number): number {
  let [tooFew, enough] = [-1, 1_000_000];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (logSafe(optedOut, PARAMETERS.pBad * middle) >= Math.log(PARAMETERS.advanceOdds)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/**
 * The chance that the proof is ever there in the first 300 opt-outs of a campaign with this rate, tried at every single
 * exposure: exactly, for the gate opens if there are no more than k opt-outs when `exposedForProof(k)` people have seen it.
 */
function chanceOfOpening(rate: number): number {
  let opened = 0;
  let exposed = 0;
  let chances: readonly number[] = [1];
  for (let optedOut = 0; optedOut < 300; optedOut++) {
    const enough = exposedForProof(optedOut);
    const more = binomial(enough - exposed, rate);
    const next = Array.from({ length: 400 }, () => 0);
    for (const [before, chance] of chances.entries()) {
      if (chance < 1e-18) continue;
      for (const [added, share] of more.entries()) {
        if (before + added < next.length) next[before + added]! += chance * share;
      }
    }
    opened += next[optedOut]!;
    next[optedOut] = 0;
    chances = next;
    exposed = enough;
  }
  return opened;
}

describe("the gate to the next stage", () => {
  it("opens in at most 1 of 10 cases for a campaign exactly as bad as is not allowed, and makes use of that", () => {
    const chance = chanceOfOpening(PARAMETERS.pBad);
    expect(chance).toBeLessThanOrEqual(0.1);
    expect(chance).toBeGreaterThan(0.09);
  });

  it.each([1.1, 1.5, 2, 5])("opens less often for a campaign %d times as bad", (factor) => {
    const chance = chanceOfOpening(PARAMETERS.pBad * factor);
    expect(chance).toBeLessThan(chanceOfOpening(PARAMETERS.pBad) / factor);
    expect(chance).toBeGreaterThan(0);
  });

  it("opens in the same share of simulated campaigns", () => {
    const random = randomFrom(20);
    let opened = 0;
    for (let campaign = 0; campaign < CAMPAIGNS; campaign++) {
      let exposed = 0;
      for (let optedOut = 0; exposed < 50_000; optedOut++) {
        // Between two opt-outs the proof only grows, so the last exposure before the next opt-out decides.
        exposed += exposuresUntilNext(PARAMETERS.pBad, random);
        if (logSafe(optedOut, PARAMETERS.pBad * (exposed - 1)) >= Math.log(PARAMETERS.advanceOdds)) {
          opened++;
          break;
        }
      }
    }
    const threeStandardErrors = 3 * Math.sqrt((0.1 * 0.9) / CAMPAIGNS);
    expect(Math.abs(opened / CAMPAIGNS - chanceOfOpening(PARAMETERS.pBad))).toBeLessThan(threeStandardErrors);
  });

  it("is open after 5,000 people for nearly every campaign with half of what is normal", () => {
    const random = randomFrom(30);
    let opened = 0;
    for (let campaign = 0; campaign < CAMPAIGNS; campaign++) {
      let optedOut = 0;
      for (let next = exposuresUntilNext(p0 / 2, random); next <= 5_000; next += exposuresUntilNext(p0 / 2, random)) {
        optedOut++;
      }
      if (logSafe(optedOut, PARAMETERS.pBad * 5_000) >= Math.log(PARAMETERS.advanceOdds)) opened++;
    }
    expect(opened / CAMPAIGNS).toBeGreaterThan(0.99);
  });
});
