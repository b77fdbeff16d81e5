import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weighEvidence } from "../../../src/domain/guard/guard-evidence.ts";
import { NOBODY_REPEATED } from "../../../src/domain/guard/guard-reports.ts";
import { defaultGuardParameters } from "../../../src/domain/guard/guard-parameters.ts";
import { learnTolerance } from "../../../src/domain/guard/guard-policy.ts";
import { applyAction, beginStanding, type GuardPlan } from "../../../src/domain/guard/guard-standing.ts";
import {
  breakDown,
  composeRetrospective,
  type ExposureCell,
  type Retrospective,
  type RetrospectiveParts,
} from "../../../src/domain/guard/retrospective.ts";
import { tellRetrospective, type ToldRetrospective } from "../../../src/domain/guard/tell-retrospective.ts";

const DAY = 24 * 3_600_000;

const plan: GuardPlan = {
  guard: "sparkle@1",
  campaign: "sparkle",
  version: 1,
  theme: "snowflake",
  category: "festive",
  delivery: "default-on",
  parameters: defaultGuardParameters(false),
  stages: [],
  audienceSize: 100_000,
  shards: ["shard-0"],
  startedAt: 0,
  season: { from: DAY, until: 5 * DAY },
};

function retrospectiveOf(exposed: number, optedOut: number, changes: Partial<RetrospectiveParts> = {}): Retrospective {
  const counts = { exposed, optedOut, complained: 0, unhappy: optedOut };
  return composeRetrospective({
    plan,
    standing: beginStanding(plan),
    totals: { ...counts, byStage: [counts], asked: 7, gifts: 3, reached: exposed, repeated: NOBODY_REPEATED },
    verdict: { at: DAY, evidence: weighEvidence(plan.parameters, counts), action: "continue", waitsFor: [] },
    cells: [],
    history: [],
    endedAt: 5 * DAY,
    now: 12 * DAY,
    ...changes,
  });
}

const cells: fc.Arbitrary<readonly ExposureCell[]> = fc.array(
  fc
    .record({
      region: fc.constantFrom("RU-MOW", "RU-TA", "RU-AL", "RU-KAM", null),
      platform: fc.constantFrom("ios", "android", null),
      exposed: fc.oneof(fc.nat(45), fc.nat(2_000)),
      optedShare: fc.integer({ min: 0, max: 100 }),
      complainedShare: fc.integer({ min: 0, max: 100 }),
      gifts: fc.nat(3),
    })
    .map(({ exposed, optedShare, complainedShare, ...rest }) => ({
      ...rest,
      exposed,
      optedOut: Math.floor((exposed * optedShare) / 100),
      complained: Math.floor((exposed * complainedShare) / 100),
    })),
  { maxLength: 12 },
);

const COUNTS = ["exposed", "optedOut", "complained"] as const;
const sumOf = (list: readonly Pick<ExposureCell, (typeof COUNTS)[number]>[], count: (typeof COUNTS)[number]) =>
  list.reduce((sum, part) => sum + part[count], 0);
const totalsOf = (list: readonly ExposureCell[], goneSince = 0) => ({
  exposed: sumOf(list, "exposed") + goneSince,
  optedOut: sumOf(list, "optedOut"),
  complained: sumOf(list, "complained"),
  unhappy: 0,
});

describe("a breakdown of the people who saw a campaign", () => {
  it("loses nobody", () => {
    fc.assert(
      fc.property(cells, fc.nat(30), (list, goneSince) => {
        const totals = totalsOf(list, goneSince);
        const { parts } = breakDown(list, totals, ({ region }) => region);
        for (const count of COUNTS) expect(sumOf(parts, count)).toBe(totals[count]);
      }),
      { numRuns: 500 },
    );
  });

  it("puts who has left since under no value, instead of losing them", () => {
    const list = [
      {
        region: "RU-MOW",
        platform: "ios",
        exposed: 500,
        optedOut: 40,
        complained: 0,
        gifts: 0,
        repeated: NOBODY_REPEATED,
      },
    ];
    expect(breakDown(list, { exposed: 560, optedOut: 60, complained: 0, unhappy: 60 }, (cell) => cell.region)).toEqual({
      parts: [
        { value: "RU-MOW", exposed: 500, optedOut: 40, complained: 0 },
        { value: null, exposed: 60, optedOut: 20, complained: 0 },
      ],
    });
  });
});

describe("a retrospective", () => {
  it("is provisional until nobody can mind any more, and then final", () => {
    expect(retrospectiveOf(900, 1, { now: 12 * DAY - 1 }).isFinal).toBe(false);
    expect(retrospectiveOf(900, 1)).toMatchObject({ isFinal: true, outcome: "completed", asked: 7, p0: 0.002 });
  });

  it("says that the campaign was halted, and adds up the gifts", () => {
    const standing = applyAction(plan, beginStanding(plan), { kind: "halt" }, 2 * DAY);
    const list = [1, 2].map((gifts) => ({
      region: "RU-MOW",
      platform: "ios",
      exposed: 40,
      optedOut: 0,
      complained: 0,
      gifts,
    }));
    expect(retrospectiveOf(80, 0, { standing, cells: list, endedAt: 2 * DAY })).toMatchObject({
      outcome: "halted",
      gifts: 3,
      byPlatform: { parts: [{ value: "ios", exposed: 80 }] },
    });
  });
});

describe("what counts as normal in a category", () => {
  const told = (exposed: number | null, optedOut: number | null): ToldRetrospective => {
    const retrospective = tellRetrospective(retrospectiveOf(20_000, 24), "a secret");
    return { ...retrospective, totals: { exposed, optedOut, complained: null } };
  };
  const quiet = told(100_000, 120);

  it.each<[string, boolean, readonly ToldRetrospective[], number, string | null]>([
    ["0.2 % while nothing is known", false, [], 0.002, null],
    ["0.1 % for a sensitive one", true, [], 0.001, null],
    ["twice the rate of its last quiet campaign", false, [quiet], 0.0024, "sparkle@1"],
    [
      "no more than 0.1 % for a sensitive one, whatever its category had learnt before",
      true,
      [quiet],
      0.001,
      "sparkle@1",
    ],
    ["never less than 0.1 %", false, [told(100_000, null)], 0.001, "sparkle@1"],
    ["no more than while nothing is known, if few minded", false, [told(5_000, null)], 0.002, "sparkle@1"],
    ["never more than 0.5 %", false, [told(100_000, 400)], 0.005, "sparkle@1"],
    ["nothing that a small campaign says", false, [told(4_990, null)], 0.002, null],
    ["nothing that a halted one says", false, [{ ...quiet, outcome: "halted" }], 0.002, null],
    ["nothing that one says which ended under a warning", false, [{ ...quiet, level: "warn" }], 0.002, null],
    ["nothing that people say who had asked for it", false, [{ ...quiet, delivery: "opt-in" }], 0.002, null],
    ["nothing before all is said", false, [{ ...quiet, isFinal: false }], 0.002, null],
    [
      "what the last one says, not the best one",
      false,
      [{ ...quiet, guard: "old@1", endedAt: 1, totals: { ...quiet.totals, optedOut: 300 } }, quiet],
      0.0024,
      "sparkle@1",
    ],
  ])("is %s", (_what, isSensitive, retrospectives, p0, learntFrom) => {
    const tolerance = learnTolerance(isSensitive, retrospectives);
    expect(tolerance.p0).toBeCloseTo(p0, 12);
    expect(tolerance.learntFrom).toBe(learntFrom);
  });
});
