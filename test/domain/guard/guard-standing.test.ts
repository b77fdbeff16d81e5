import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATTRIBUTION_MS } from "../../../src/domain/guard/exposure.ts";
import { defaultGuardParameters } from "../../../src/domain/guard/guard-parameters.ts";
import {
  actionFor,
  applyAction,
  beginningOf,
  beginReports,
  beginStanding,
  closingOf,
  coverageOf,
  endOf,
  followLive,
  statusOf,
  watchOf,
  type GuardAction,
  type GuardPlan,
  type GuardStanding,
} from "../../../src/domain/guard/guard-standing.ts";
import type { Verdict } from "../../../src/domain/guard/guard.ts";
import { weighEvidence } from "../../../src/domain/guard/guard-evidence.ts";
import { LIVE_STATES, type LiveState } from "../../../src/domain/campaign/lifecycle.ts";
import { defaultStages } from "../../../src/domain/guard/stage-plan.ts";

const HOUR = 3_600_000;
const OPENS = 1_000 * HOUR;

const plan: GuardPlan = {
  guard: "sparkle@1",
  campaign: "sparkle",
  version: 1,
  theme: "snowflake",
  category: "festive",
  delivery: "default-on",
  parameters: defaultGuardParameters(false),
  stages: defaultStages(),
  audienceSize: 1_000_000,
  shards: ["shard-0", "shard-1"],
  startedAt: OPENS - 24 * HOUR,
  season: { from: OPENS, until: OPENS + 240 * HOUR },
};
const unstaged: GuardPlan = { ...plan, stages: [] };
const begun = beginStanding(plan);

const nobody = weighEvidence(plan.parameters, { exposed: 0, optedOut: 0, complained: 0, unhappy: 0 });
const verdictOf = (verdict: Partial<Verdict> & Pick<Verdict, "action">, at = OPENS + HOUR / 10) =>
  ({ at, evidence: nobody, ...verdict }) as Verdict;
const hold = verdictOf({ action: "hold", reasons: [{ kind: "inconclusive" }] });

/** One thing that the guard or a person does some time after the one before. */
type Move = { readonly after: number } & ({ readonly action: GuardAction } | { readonly live: LiveState });

const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    fc.record({
      after: fc.nat(30 * HOUR),
      action: fc.oneof(
        fc.constantFrom<GuardAction>({ kind: "freeze" }, { kind: "thaw" }, { kind: "complete" }, { kind: "halt" }),
        fc.nat(3).map((toStage): GuardAction => ({ kind: "advance", toStage })),
      ),
    }),
    fc.record({ after: fc.nat(30 * HOUR), live: fc.constantFrom(...LIVE_STATES) }),
  ),
  { maxLength: 12 },
);

const move = (standing: GuardStanding, one: Move, at: number) =>
  "action" in one ? applyAction(plan, standing, one.action, at) : followLive(plan, standing, one.live, at);

describe("whatever guard and people do, in whatever order", () => {
  it("coverage never falls, so nobody inside loses the decoration, and never grows faster than 2 % an hour (invariant 5)", () => {
    fc.assert(
      fc.property(moves, (list) => {
        let standing = begun;
        let [now, covered] = [OPENS, coverageOf(begun, OPENS)];
        for (const one of list) {
          const next = now + one.after;
          const before = coverageOf(standing, next);
          expect(before).toBeGreaterThanOrEqual(covered);
          // A freeze stands at the coverage of a minute later, which a shard may have shown already.
          expect(before - covered).toBeLessThanOrEqual(0.02 * (one.after / HOUR) + 0.02 / 60 + 1e-9);
          standing = move(standing, one, next);
          expect(coverageOf(standing, next)).toBeGreaterThanOrEqual(before);
          [now, covered] = [next, coverageOf(standing, next)];
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("what has ended stays ended, as it ended first (invariant 4)", () => {
    fc.assert(
      fc.property(moves, fc.constantFrom<LiveState>("halted", "stopped", "completed"), (list, how) => {
        const ended = followLive(plan, begun, how, OPENS + HOUR);
        const end = { kind: how, at: OPENS + HOUR };
        expect(ended.end).toEqual(end);
        let [standing, now] = [ended, OPENS + HOUR];
        for (const one of list) standing = move(standing, one, (now += one.after));
        expect(standing.end).toEqual(end);
        // Nor does a guard ask for anything more.
        expect(actionFor(verdictOf({ action: "advance", toStage: 1 }), standing)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a guarded campaign", () => {
  it("begins with the season, however early it was started, and at its start when that comes later", () => {
    expect(beginningOf(plan)).toBe(OPENS);
    expect(begun).toMatchObject({ stage: 0, stageStartedAt: OPENS, heldBy: "nobody", end: null });
    expect(coverageOf(begun, OPENS)).toBe(0);
    expect(coverageOf(begun, OPENS + HOUR)).toBe(0.005);
    expect(beginningOf({ ...plan, startedAt: OPENS + HOUR })).toBe(OPENS + HOUR);
  });

  it("is for everybody at once without stages", () => {
    const standing = beginStanding(unstaged);
    expect(standing.rollout).toBeNull();
    expect(coverageOf(standing, OPENS)).toBe(1);
    expect(statusOf(unstaged, standing)).toBe("full");
    const held = followLive(unstaged, standing, "holding", OPENS + HOUR);
    expect(coverageOf(followLive(unstaged, held, "running", OPENS + 2 * HOUR), OPENS + 2 * HOUR)).toBe(1);
  });

  it("counts until seven days after its end, whichever end comes", () => {
    expect([endOf(plan, begun), closingOf(plan, begun)]).toEqual([
      OPENS + 240 * HOUR,
      OPENS + 240 * HOUR + ATTRIBUTION_MS,
    ]);
    const halted = applyAction(plan, begun, { kind: "halt" }, OPENS + HOUR);
    expect(watchOf(plan, halted)).toEqual({
      guard: "sparkle@1",
      stage: 0,
      opensAt: OPENS,
      closesAt: OPENS + HOUR + ATTRIBUTION_MS,
    });
  });

  it("knows the zeros of the time before its beginning, and nothing later", () => {
    expect([...beginReports(plan, OPENS - HOUR).values()].map(({ countedAt }) => countedAt)).toEqual([
      OPENS - HOUR,
      OPENS - HOUR,
    ]);
    expect(beginReports(plan, OPENS + HOUR).get("shard-1")?.countedAt).toBe(OPENS);
  });

  it.each<[string, GuardStanding, string]>([
    ["running in its stages", begun, "running"],
    ["held by a person", followLive(plan, begun, "holding", OPENS), "held-by-hand"],
    ["full when all stages are passed", applyAction(plan, begun, { kind: "complete" }, OPENS), "full"],
    ["halted for good", applyAction(plan, begun, { kind: "halt" }, OPENS), "halted"],
  ])("is %s", (_what, standing, status) => {
    expect(statusOf(plan, standing)).toBe(status);
  });

  it("goes on to everybody when it is thawed after its last stage", () => {
    const full = applyAction(plan, begun, { kind: "complete" }, OPENS + HOUR);
    const frozen = applyAction(plan, full, { kind: "freeze" }, OPENS + 2 * HOUR);
    const thawed = applyAction(plan, frozen, { kind: "thaw" }, OPENS + 3 * HOUR);
    expect(frozen.heldBy).toBe("guard");
    expect(thawed).toMatchObject({ heldBy: "nobody", rollout: { to: 1, perHour: 0.02 } });
  });

  it("follows what people do, and changes nothing that is so already", () => {
    expect(followLive(plan, begun, "running", OPENS)).toBe(begun);
    const held = followLive(plan, begun, "holding", OPENS);
    expect(followLive(plan, held, "holding", OPENS + HOUR)).toBe(held);
  });
});

describe("what a verdict asks for", () => {
  const frozen = applyAction(plan, begun, { kind: "freeze" }, OPENS + HOUR / 10);
  const held = followLive(plan, begun, "holding", OPENS + HOUR / 10);

  it.each<[string, Verdict, GuardStanding, GuardAction | undefined]>([
    ["a halt, to end it", verdictOf({ action: "halt" }), begun, { kind: "halt" }],
    ["the last stage passed, to complete it", verdictOf({ action: "complete" }), begun, { kind: "complete" }],
    [
      "an advance, the next stage",
      verdictOf({ action: "advance", toStage: 2 }),
      begun,
      { kind: "advance", toStage: 2 },
    ],
    ["a hold, to freeze what grows", hold, begun, { kind: "freeze" }],
    ["a hold, nothing where it is frozen already", hold, frozen, undefined],
    ["a hold, nothing where a person holds it", hold, held, undefined],
    ["a hold, nothing where the stage has reached its share", { ...hold, at: OPENS + 30 * HOUR }, begun, undefined],
    [
      "good news, to thaw what the guard froze",
      verdictOf({ action: "continue", waitsFor: [] }),
      frozen,
      { kind: "thaw" },
    ],
    ["a warning, the same: the stage goes on", verdictOf({ action: "warn" }), frozen, { kind: "thaw" }],
    ["good news, nothing where a person holds it", verdictOf({ action: "continue", waitsFor: [] }), held, undefined],
  ])("is, after %s", (_what, verdict, standing, action) => {
    expect(actionFor(verdict, standing)).toEqual(action);
  });
});
