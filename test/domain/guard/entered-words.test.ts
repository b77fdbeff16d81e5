import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeVerdict } from "../../../src/domain/guard/describe-guard.ts";
import { openTeller } from "../../../src/domain/guard/tell-count.ts";
import { tellVerdict } from "../../../src/domain/guard/tell-guard.ts";
import { countBeyondShare, entererOf } from "../../../src/domain/guard/entered-words.ts";
import { leastToHalt, logEvidence, weighEvidence } from "../../../src/domain/guard/guard-evidence.ts";
import {
  GUARD_METRICS,
  defaultGuardParameters,
  guardParametersFor,
} from "../../../src/domain/guard/guard-parameters.ts";

const parameters = defaultGuardParameters(false);
const anyParameters = fc.constantFrom(parameters, defaultGuardParameters(true), guardParametersFor(0.005, 3));

describe("whoever enters words for others", () => {
  it.each([
    ["self", undefined],
    ["agent:Nina", "nina"],
    ["agent:nina ", "nina"],
    ["person:nina", "nina"],
    ["agent:service:k3v9x0ab", "machines"],
    ["service:another0", "machines"],
  ])("is one however their name is spelt, and all machines are one: %s", (actor, one) => {
    expect(entererOf(actor)).toBe(one);
  });

  it("never halts a campaign with fewer than five of them, whatever they enter", () => {
    const voices = fc.array(fc.record({ outs: fc.nat(3_000), complaints: fc.nat(3_000), both: fc.nat(3_000) }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(anyParameters, fc.nat(2_000_000), voices, (given, exposed, entered) => {
        const of = (pick: (one: { outs: number; complaints: number; both: number }) => number) => entered.map(pick);
        const both = ({ outs, complaints, both: same }: (typeof entered)[number]) => Math.min(outs, complaints, same);
        const counted = {
          optedOut: of(({ outs }) => outs),
          complained: of(({ complaints }) => complaints),
          unhappy: of((one) => one.outs + one.complaints - both(one)),
        };
        const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
        const { level } = weighEvidence(given, {
          exposed,
          optedOut: sum(counted.optedOut),
          complained: sum(counted.complained),
          unhappy: sum(counted.unhappy),
          entered: counted,
        });
        expect(level).not.toBe("halt");
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes nothing from what others said themselves, and adds as much as five would need of each", () => {
    const own = { exposed: 100, optedOut: 5, complained: 0, unhappy: 5 };
    expect(weighEvidence(parameters, own).level).toBe("halt");
    const entered = { optedOut: [20], complained: [], unhappy: [20] };
    const all = { ...own, optedOut: 25, unhappy: 25, entered };
    expect(weighEvidence(parameters, all).level).toBe("halt");
    const four = { ...all, optedOut: 24, unhappy: 24 };
    expect(weighEvidence(parameters, four).level).toBe("halt");
    const three = { ...all, optedOut: 23, unhappy: 23 };
    expect(weighEvidence(parameters, three)).toMatchObject({ level: "warn", beyondShare: 19 });
    const ofFive = { optedOut: [4, 4, 4, 4, 4], complained: [], unhappy: [4, 4, 4, 4, 4] };
    const byFive = { exposed: 100, optedOut: 20, complained: 0, unhappy: 20, entered: ofFive };
    expect(weighEvidence(parameters, byFive).level).toBe("halt");
  });

  it("warns as loudly as if people had said it, and keeps the next stage closed", () => {
    const entered = { optedOut: [20], complained: [], unhappy: [20] };
    const evidence = weighEvidence(parameters, { exposed: 100, optedOut: 20, complained: 0, unhappy: 20, entered });
    expect(evidence).toMatchObject({ level: "warn", isSafe: false, beyondShare: 19 });
    const verdict = tellVerdict({ at: 0, action: "warn", evidence }, parameters, openTeller("new-year@1", "a secret"));
    const said = (language: "ru" | "en") => describeVerdict(verdict, { language, formatTime: () => "14:05" });
    expect(said("ru")).toContain("сама кампания не остановлена: много слов за людей внесли немногие сотрудники");
    expect(said("en")).toContain("it was not stopped, as few members of staff or machines entered many of these");
    expect(said("ru") + said("en")).not.toMatch(/19|20/);
  });
});

describe("how few are enough for a halt", () => {
  it("is the least number that is, by one metric alone", () => {
    fc.assert(
      fc.property(anyParameters, fc.constantFrom(...GUARD_METRICS), fc.nat(2_000_000), (given, metric, exposed) => {
        const { p0, weight } = given.metrics[metric];
        const odds = (people: number) => Math.log(weight) + logEvidence(people, p0 * exposed, given.haltRatios);
        const least = leastToHalt(given, metric, exposed);
        expect(odds(least)).toBeGreaterThanOrEqual(Math.log(given.haltOdds));
        expect(odds(least - 1)).toBeLessThan(Math.log(given.haltOdds));
      }),
    );
  });

  it("is shared by five, and each may always have one", () => {
    expect(countBeyondShare([7, 3, 1], 5)).toBe(8);
    expect(countBeyondShare([7, 3, 1], 29)).toBe(2);
    expect(countBeyondShare([], 5)).toBe(0);
  });
});
