import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultGuardParameters } from "../../../src/domain/guard/guard-parameters.ts";
import {
  acceptReport,
  NO_REPORTS,
  type PeopleCounts,
  type ShardReports,
} from "../../../src/domain/guard/guard-reports.ts";
import { evaluateGuard, type GuardSituation, type GuardStatus } from "../../../src/domain/guard/guard.ts";
import { defaultStages, stageShare } from "../../../src/domain/guard/stage-plan.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const START = 1_000 * HOUR;
const SHARDS = ["shard-0", "shard-1"];
const AUDIENCE = 1_000_000;

const people = (exposed: number, optedOut = 0, complained = 0): PeopleCounts => ({
  exposed,
  optedOut,
  complained,
  unhappy: Math.max(optedOut, complained),
});

/** All counts in the first shard, both shards heard at `countedAt`. */
const heardAt = (countedAt: number, counts: PeopleCounts): ShardReports =>
  [counts, people(0)].reduce(
    (reports, stage, index) =>
      acceptReport(reports, { shard: `shard-${index}`, sequence: 1, countedAt, byStage: [stage], asked: 0 }),
    NO_REPORTS,
  );

const GOOD = people(4_900, 3);
const BAD = people(600, 9);
const DOUBTFUL = people(500, 5);

/** A day into the first stage, everything fresh and well: the next stage may open. */
const situation = (changes: Partial<GuardSituation> = {}, counts = GOOD): GuardSituation => {
  const now = changes.now ?? START + 24 * HOUR;
  return {
    parameters: defaultGuardParameters(false),
    reports: heardAt(now - MINUTE, counts),
    shards: SHARDS,
    now,
    status: "running",
    stages: defaultStages(),
    stage: 0,
    stageStartedAt: START,
    coverage: 0.005,
    audienceSize: AUDIENCE,
    ...changes,
  };
};

const LONG_AGO = START + 24 * HOUR - 31 * MINUTE;

describe("a campaign that goes well", () => {
  it("opens the next stage once this one had its time and its people, and the proof is there", () => {
    expect(evaluateGuard(situation())).toMatchObject({ action: "advance", toStage: 1, at: START + 24 * HOUR });
    expect(evaluateGuard(situation({ stage: 2, coverage: 0.2 }))).toMatchObject({ action: "advance", toStage: 3 });
  });

  it("is complete after the last stage", () => {
    expect(evaluateGuard(situation({ stage: 3, coverage: 1 })).action).toBe("complete");
  });

  it("waits for the stage's minimum time, to the millisecond", () => {
    const until = START + 24 * HOUR;
    expect(evaluateGuard(situation({ now: until - 1 }))).toMatchObject({
      action: "continue",
      waitsFor: [{ kind: "minimum-time", until }],
    });
  });

  it("waits until the rollout has reached the stage's share", () => {
    expect(evaluateGuard(situation({ coverage: 0.0049 }))).toMatchObject({
      action: "continue",
      waitsFor: [{ kind: "growing" }],
    });
    expect(evaluateGuard(situation({ coverage: 0.0049, now: START + HOUR }))).toMatchObject({
      waitsFor: [{ kind: "growing" }, { kind: "minimum-time" }],
    });
  });

  it("is watched on after all stages, and has nothing left to wait for", () => {
    expect(evaluateGuard(situation({ status: "full", stage: 3, coverage: 1 }))).toMatchObject({
      action: "continue",
      waitsFor: [],
    });
    expect(evaluateGuard(situation({ stages: [], coverage: 1 }))).toMatchObject({ action: "continue", waitsFor: [] });
  });
});

describe("a campaign that may hurt", () => {
  it.each<[string, Partial<GuardSituation>]>([
    ["in its first hour", { now: START + HOUR, coverage: 0.001 }],
    ["when the stage is over", {}],
    ["while a person holds it", { status: "held-by-hand" }],
    ["after all stages", { status: "full", stage: 3, coverage: 1 }],
    ["on stale numbers", { reports: heardAt(LONG_AGO, BAD) }],
    ["on hold and stale", { status: "held-by-hand", reports: heardAt(LONG_AGO, BAD) }],
    ["while a shard has never reported", { shards: [...SHARDS, "shard-2"] }],
    ["without stages", { stages: [] }],
  ])("is halted %s", (_when, changes) => {
    expect(evaluateGuard(situation(changes, BAD)).action).toBe("halt");
  });

  it("stays halted whatever the numbers say later", () => {
    expect(evaluateGuard(situation({ status: "halted" })).action).toBe("halt");
    expect(evaluateGuard(situation({ status: "halted", reports: NO_REPORTS })).action).toBe("halt");
  });

  it("is warned about, and opens no stage meanwhile", () => {
    expect(evaluateGuard(situation({}, DOUBTFUL)).action).toBe("warn");
    expect(evaluateGuard(situation({ stage: 3, coverage: 1 }, DOUBTFUL)).action).toBe("warn");
    expect(evaluateGuard(situation({ status: "full" }, DOUBTFUL)).action).toBe("warn");
  });

  it("is halted by complaints as well", () => {
    expect(evaluateGuard(situation({}, people(2_000, 0, 9))).action).toBe("halt");
  });
});

describe("a campaign of which too little is known", () => {
  it("holds on stale numbers, however good, and names who is silent since when", () => {
    const reports = heardAt(LONG_AGO, GOOD);
    expect(evaluateGuard(situation({ reports }))).toMatchObject({
      action: "hold",
      reasons: [{ kind: "stale", silent: SHARDS.map((shard) => ({ shard, lastReportAt: LONG_AGO })) }],
    });
    expect(evaluateGuard(situation({ reports, status: "full" })).action).toBe("hold");
  });

  it("holds while one shard has never reported: that is not zero opt-outs", () => {
    expect(evaluateGuard(situation({ shards: [...SHARDS, "shard-2"] }))).toMatchObject({
      action: "hold",
      reasons: [{ kind: "stale", silent: [{ shard: "shard-2", lastReportAt: undefined }] }],
    });
  });

  it("holds after the minimum time if nobody, or too few, have seen it", () => {
    for (const counts of [people(0), people(400), people(4_900, 20)]) {
      expect(evaluateGuard(situation({}, counts))).toMatchObject({
        action: "hold",
        reasons: [{ kind: "inconclusive" }],
      });
    }
  });

  it("holds while a person holds it, also on proof that all is well, and tells every reason", () => {
    expect(evaluateGuard(situation({ status: "held-by-hand" }))).toMatchObject({
      action: "hold",
      reasons: [{ kind: "held-by-hand" }],
    });
    const silent = evaluateGuard(situation({ status: "held-by-hand", reports: heardAt(LONG_AGO, DOUBTFUL) }));
    expect(silent).toMatchObject({
      action: "hold",
      reasons: [{ kind: "stale" }, { kind: "held-by-hand" }],
      evidence: { level: "warn" },
    });
  });
});

describe("no situation whatever", () => {
  const situations = fc
    .record({
      counts: fc.record({ exposed: fc.nat(60_000), optedOut: fc.nat(60), complained: fc.nat(12), rest: fc.nat(12) }),
      silenceMinutes: fc.nat(60),
      neverReported: fc.boolean(),
      status: fc.constantFrom<GuardStatus>("running", "held-by-hand", "full", "halted"),
      stage: fc.nat(4),
      elapsedMinutes: fc.nat(60 * 30),
      coverage: fc.constantFrom(0, 0.005, 0.02, 0.1, 0.2, 1),
      isSensitive: fc.boolean(),
    })
    .map(({ counts: { rest, ...counts }, silenceMinutes, neverReported, elapsedMinutes, isSensitive, ...given }) => {
      const now = START + elapsedMinutes * MINUTE;
      const unhappy = Math.max(counts.optedOut, counts.complained) + Math.min(rest, counts.optedOut, counts.complained);
      return situation({
        ...given,
        now,
        parameters: defaultGuardParameters(isSensitive),
        reports: heardAt(now - silenceMinutes * MINUTE, { ...counts, unhappy }),
        shards: neverReported ? [...SHARDS, "shard-2"] : SHARDS,
      });
    });
  const isFresh = ({ reports, shards, now }: GuardSituation) =>
    shards.every((shard) => now - (reports.get(shard)?.countedAt ?? Number.NEGATIVE_INFINITY) <= 30 * MINUTE);

  it("lets a campaign advance on stale or missing numbers, too early, half grown, on hold, in doubt or unproven", () => {
    fc.assert(
      fc.property(situations, (given) => {
        const verdict = evaluateGuard(given);
        if (verdict.action !== "advance" && verdict.action !== "complete") return;
        const stage = given.stages[given.stage]!;
        expect(isFresh(given)).toBe(true);
        expect(given.status).toBe("running");
        expect(given.now - given.stageStartedAt).toBeGreaterThanOrEqual(stage.minimumHours * HOUR);
        expect(given.coverage).toBeGreaterThanOrEqual(stageShare(stage, given.audienceSize));
        expect(verdict.evidence.logSafeOdds).toBeGreaterThanOrEqual(Math.log(10));
        expect(verdict.evidence.logOdds).toBeLessThan(Math.log(10));
        expect(verdict.action === "complete").toBe(given.stage === given.stages.length - 1);
      }),
      { numRuns: 5_000 },
    );
  });

  it("keeps the evidence for a halt from halting, or halts without it", () => {
    fc.assert(
      fc.property(situations, (given) => {
        const { action, evidence } = evaluateGuard(given);
        const isProven = evidence.logOdds >= Math.log(given.parameters.haltOdds) && evidence.unhappy >= 5;
        expect(action === "halt").toBe(isProven || given.status === "halted");
        if (evidence.level === "warn") expect(["warn", "hold", "halt"]).toContain(action);
      }),
      { numRuns: 5_000 },
    );
  });
});
