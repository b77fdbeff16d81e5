import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { murmur3 } from "../../../src/domain/murmur3.ts";
import { weighEvidence } from "../../../src/domain/guard/guard-evidence.ts";
import { defaultGuardParameters } from "../../../src/domain/guard/guard-parameters.ts";
import type { Verdict } from "../../../src/domain/guard/guard.ts";
import { FEWER_THAN, openTeller, type ToldKind } from "../../../src/domain/guard/tell-count.ts";
import { sampleRetrospective } from "../../support/sample-retrospective.ts";
import { tellCounts, tellVerdict } from "../../../src/domain/guard/tell-guard.ts";
import { tellRetrospective } from "../../../src/domain/guard/tell-retrospective.ts";
import { likelihoodOf, likelihoodOfPart, listSteps } from "./guess-from-told.ts";

const parameters = defaultGuardParameters(false);
const KINDS = ["exposed", "optedOut", "complained", "asked", "gifts"] as const;
const kinds = fc.constantFrom(...KINDS);
const secrets = fc.string({ minLength: 1, maxLength: 8 });

const meanOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

describe("a count as a guard tells it", () => {
  it("never falls, moves for five people at least, and is one answer for few and for nobody", () => {
    fc.assert(
      fc.property(kinds, secrets, fc.integer({ min: 100, max: 2_000 }), (kind, secret, upTo) => {
        const tell = openTeller("sparkle@1", secret);
        let [told, since]: [number, number] = [0, 0];
        for (let people = 0; people <= upTo; people++) {
          const now = tell(kind, people) ?? 0;
          if (people < 50) expect(now).toBe(0);
          if (people >= FEWER_THAN[kind]) expect(now).toBeGreaterThan(0);
          expect(now).toBeGreaterThanOrEqual(told);
          if (now !== told) {
            expect(people - since).toBeGreaterThanOrEqual(5);
            [told, since] = [now, people];
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is right on average over secrets, and by a quarter or less where a thousand are counted", () => {
    for (const kind of ["exposed", "optedOut"] as const) {
      for (const people of [500, 1_000, 5_000, 100_000]) {
        const told = Array.from({ length: 2_000 }, (_, secret) => openTeller("a@1", String(secret))(kind, people) ?? 0);
        const deviation = Math.sqrt(meanOf(told.map((number) => (number - people) ** 2)));
        expect(Math.abs(meanOf(told) - people)).toBeLessThan(deviation / 10);
        if (people >= 1_000) expect(deviation / people).toBeLessThan(0.25);
      }
    }
  });

  it("is the same however often and in whatever order it is asked for, and another where the guard is", () => {
    const list = (guard: string, counts: readonly number[]) => {
      const tell = openTeller(guard, "a secret");
      return counts.map((people) => tell("optedOut", people));
    };
    const counts = Array.from({ length: 300 }, (_, index) => index * 7);
    expect(list("a@1", counts.toReversed()).toReversed()).toEqual(list("a@1", counts));
    expect(list("a@2", counts)).not.toEqual(list("a@1", counts));
  });
});

describe("what a guard tells", () => {
  it("is made of what is told, and of nothing that is exact", () => {
    const levels = fc.constantFrom("calm", "warn", "halt");
    fc.assert(
      fc.property(
        fc.nat(20_000),
        fc.nat(3_000),
        fc.nat(300),
        fc.nat(9),
        levels,
        secrets,
        (exposed, off, complained, more, level, secret) => {
          const tell = openTeller("sparkle@1", secret);
          const verdictOf = (optedOut: number, repeated: number): Verdict => {
            const counts = { exposed, optedOut, complained, unhappy: Math.max(optedOut, complained) };
            const acts = { optedOut: repeated, complained: 0, unhappy: repeated };
            return {
              at: 0,
              evidence: { ...weighEvidence(parameters, { ...counts, repeated: acts }), level },
              action: "continue",
              waitsFor: [],
            };
          };
          const [one, other] = [verdictOf(off, 0), verdictOf(off + more, Math.min(off, more))];
          fc.pre(tell("optedOut", off) === tell("optedOut", off + more));
          expect(tellVerdict(other, parameters, tell)).toEqual(tellVerdict(one, parameters, tell));
        },
      ),
    );
  });

  it("never says odds beyond its level, nor that more minded than saw it", () => {
    fc.assert(
      fc.property(fc.nat(3_000), fc.nat(3_000), secrets, (exposed, share, secret) => {
        const optedOut = Math.min(share, exposed);
        const tell = openTeller("sparkle@1", secret);
        const evidence = weighEvidence(parameters, { exposed, optedOut, complained: 0, unhappy: optedOut });
        const verdict: Verdict = { at: 0, evidence, action: "continue", waitsFor: [] };
        const told = tellVerdict(verdict, parameters, tell).evidence;
        const range = { calm: [0, 10], warn: [10, 125], halt: [125, Number.MAX_SAFE_INTEGER] }[told.level];
        expect(told.odds).toBeGreaterThanOrEqual(range[0] ?? 0);
        expect(told.odds).toBeLessThanOrEqual(range[1] ?? 0);
        const counts = tellCounts({ exposed, optedOut }, tell);
        expect(counts.optedOut ?? 0).toBeLessThanOrEqual(counts.exposed ?? Infinity);
      }),
    );
  });
});

/** So many of others act in each period, for each of these kinds; a target acts in one of the periods, or not. */
interface Course {
  readonly others: Readonly<Partial<Record<ToldKind, readonly number[]>>>;
  readonly actsIn: number;
}

function drawCourse(target: number, kindsMoved: readonly ToldKind[]): Course {
  const random = (name: string, below: number) => murmur3(`course:${target}:${name}`) % below;
  const periods = 10 + random("periods", 25);
  // From campaigns where hardly anybody acts to such where many do at once.
  const busy = [2, 4, 12, 40][random("busy", 4)] ?? 2;
  const others = Object.fromEntries(
    kindsMoved.map((kind) => {
      let people = random(`${kind} before`, 200);
      const counts = Array.from({ length: periods }, (_, period) => (people += random(`${kind} ${period}`, busy)));
      return [kind, counts];
    }),
  );
  return { others, actsIn: random("acts in", periods) };
}

const TARGETS = 1_000;
const SECRET = "the installation's secret";

/** All that a viewer reads in the end of a run of which each part has so many. */
function tellParts(target: number, exposed: number, optedOut: number) {
  const counts = { exposed, optedOut, complained: 0, unhappy: optedOut };
  const told = tellRetrospective(sampleRetrospective(`campaign-${target}@1`, counts), SECRET);
  return [told.byStage[0], told.byRegion.parts[0], told.byPlatform.parts[0]];
}

interface Guessed {
  /** How often the best guess of all that a target acted is right: exactly, given what was told. */
  readonly expected: number;
  /** How often it was right. */
  readonly right: number;
}

function guess(kindsMoved: readonly ToldKind[], readsParts: boolean): Guessed {
  const steps = new Map(kindsMoved.map((kind) => [kind, listSteps(kind, 2_700)]));
  let [expected, right] = [0, 0];
  for (let target = 0; target < TARGETS; target++) {
    const { others, actsIn } = drawCourse(target, kindsMoved);
    const hasActed = murmur3(`coin:${target}`) % 2 === 1;
    const tell = openTeller(`campaign-${target}@1`, SECRET);
    let [ifSo, ifNot] = [1, 1];
    for (const kind of kindsMoved) {
      const without = others[kind] ?? [];
      const withTarget = without.map((people, period) => people + Number(period >= actsIn));
      const told = (hasActed ? withTarget : without).map((people) => steps.get(kind)?.get(tell(kind, people)) ?? 0);
      ifSo *= likelihoodOf(kind, withTarget, told);
      ifNot *= likelihoodOf(kind, without, told);
    }
    if (readsParts) {
      const isHearsay = kindsMoved.includes("exposed");
      const [seen, off] = [20_000 + target, 300 + target];
      for (const part of tellParts(target, seen + Number(isHearsay && hasActed), off + Number(hasActed))) {
        ifSo *= likelihoodOfPart(part?.optedOut ?? null, off + 1);
        ifNot *= likelihoodOfPart(part?.optedOut ?? null, off);
        if (!isHearsay) continue;
        ifSo *= likelihoodOfPart(part?.exposed ?? null, seen + 1);
        ifNot *= likelihoodOfPart(part?.exposed ?? null, seen);
      }
    }
    expect(ifSo + ifNot).toBeGreaterThan(0);
    expected += Math.max(ifSo, ifNot) / (ifSo + ifNot) / TARGETS;
    right += (ifSo === ifNot ? 0.5 : Number(ifSo > ifNot === hasActed)) / TARGETS;
  }
  return { expected, right };
}

describe("whoever polls around one person's act and knows what everybody else did", () => {
  it.each<[string, readonly ToldKind[], boolean]>([
    ["switched it off", ["optedOut"], false],
    ["complained", ["complained"], false],
    ["switched off what a machine was told for them", ["optedOut", "exposed"], false],
    ["accepted a gift", ["asked", "gifts"], false],
    ["switched it off, from the retrospective too", ["optedOut"], true],
    ["switched off what a machine was told for them, from the retrospective too", ["optedOut", "exposed"], true],
  ])("tells in 52 of 100 at most whether that person %s", (_what, kindsMoved, readsParts) => {
    const { expected, right } = guess(kindsMoved, readsParts);
    expect(expected).toBeLessThanOrEqual(0.52);
    // By luck it may be a little more, or less, in one thousand: three standard deviations.
    expect(Math.abs(right - 0.5)).toBeLessThanOrEqual(0.02 + 3 * Math.sqrt(0.25 / TARGETS));
  });

  it("reckons nothing as possible that is not", () => {
    const { optedOut = [] } = drawCourse(1, ["optedOut"]).others;
    const steps = listSteps("optedOut", 700);
    const tell = openTeller("a@1", SECRET);
    const told = optedOut.map((people) => steps.get(tell("optedOut", people)) ?? 0);
    expect(likelihoodOf("optedOut", optedOut, told)).toBeGreaterThan(0);
    const shifted = told.map((step) => step + 200);
    expect(likelihoodOf("optedOut", optedOut, shifted)).toBe(0);
  });
});
