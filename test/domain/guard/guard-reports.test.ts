import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acceptReport,
  findHeard,
  findSilentShards,
  mergeShardReports,
  NO_REPORTS,
  type PeopleCounts,
  type ShardReport,
} from "../../../src/domain/guard/guard-reports.ts";

const MINUTE = 60_000;
const SHARDS = ["shard-0", "shard-1", "shard-2", "shard-3"];

const stageCounts: fc.Arbitrary<PeopleCounts> = fc.record({
  exposed: fc.nat(10_000),
  optedOut: fc.nat(50),
  complained: fc.nat(20),
  unhappy: fc.nat(60),
});

/** Reports as shards make them: the sequence number identifies the content. */
const reports: fc.Arbitrary<readonly ShardReport[]> = fc.uniqueArray(
  fc.record({
    shard: fc.constantFrom(...SHARDS),
    sequence: fc.nat(12),
    countedAt: fc.nat(10_000_000),
    byStage: fc.array(stageCounts, { maxLength: 4 }),
    asked: fc.nat(100),
    gifts: fc.nat(100),
  }),
  { selector: ({ shard, sequence }) => `${shard}:${sequence}`, maxLength: 25 },
);

const takeIn = (list: readonly ShardReport[]) => list.reduce(acceptReport, NO_REPORTS);

const report = (shard: string, sequence: number, countedAt: number, exposed = 0): ShardReport => ({
  shard,
  sequence,
  countedAt,
  byStage: [{ exposed, optedOut: 0, complained: 0, unhappy: 0 }],
  asked: 0,
});

describe("the reports of the shards", () => {
  it("come to the same in any order and however often they are repeated", () => {
    fc.assert(
      fc.property(
        reports.chain((list) => {
          const repeated = [...list, ...list, ...list];
          return fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(repeated, { minLength: repeated.length }),
            fc.shuffledSubarray(repeated),
          );
        }),
        ([list, shuffled, retries]) => {
          const once = takeIn(list);
          expect(takeIn(shuffled)).toEqual(once);
          expect(retries.reduce(acceptReport, once)).toBe(once);
          expect(mergeShardReports(takeIn(shuffled))).toEqual(mergeShardReports(once));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("count exactly what each shard said last, by stage and in sum", () => {
    fc.assert(
      fc.property(reports, (list) => {
        const last = SHARDS.flatMap((shard) =>
          list
            .filter((one) => one.shard === shard)
            .toSorted((a, b) => b.sequence - a.sequence)
            .slice(0, 1),
        );
        const totals = mergeShardReports(takeIn(list));
        for (const key of ["exposed", "optedOut", "complained", "unhappy"] as const) {
          const expected = last.flatMap((one) => one.byStage).reduce((sum, stage) => sum + stage[key], 0);
          expect(totals[key]).toBe(expected);
          for (const stage of [0, 1, 2, 3]) {
            const ofStage = last.reduce((sum, one) => sum + (one.byStage[stage]?.[key] ?? 0), 0);
            expect(totals.byStage[stage]?.[key] ?? 0).toBe(ofStage);
          }
        }
        expect(totals.asked).toBe(last.reduce((sum, one) => sum + one.asked, 0));
        expect(totals.gifts).toBe(last.reduce((sum, one) => sum + (one.gifts ?? 0), 0));
      }),
      { numRuns: 1_000 },
    );
  });

  it("leave the state that they are added to as it was", () => {
    const before = takeIn([report("shard-0", 1, 0, 10)]);
    acceptReport(before, report("shard-0", 2, 0, 20));
    expect(mergeShardReports(before).exposed).toBe(10);
    expect(NO_REPORTS.size).toBe(0);
  });
});

describe("a shard", () => {
  const now = 1_000 * MINUTE;

  it("is silent until its first report, and again once that is older than the limit", () => {
    const heard = takeIn([
      report("shard-0", 1, now),
      report("shard-1", 1, now - 30 * MINUTE),
      report("shard-2", 1, now - 30 * MINUTE - 1),
    ]);
    expect(findSilentShards(heard, SHARDS, now, 30)).toEqual([
      { shard: "shard-2", lastReportAt: now - 30 * MINUTE - 1 },
      { shard: "shard-3", lastReportAt: undefined },
    ]);
  });

  it("with nothing new stays fresh by its heartbeat: the same counts, counted again", () => {
    const first = takeIn([report("shard-0", 1, now - 60 * MINUTE, 7)]);
    const beaten = acceptReport(first, report("shard-0", 2, now, 7));
    expect(findSilentShards(first, ["shard-0"], now, 30)).toHaveLength(1);
    expect(findSilentShards(beaten, ["shard-0"], now, 30)).toEqual([]);
    expect(mergeShardReports(beaten)).toEqual(mergeShardReports(first));
  });

  it("does not come to life by an old report that arrives late", () => {
    const last = report("shard-0", 9, now - 40 * MINUTE);
    const late = report("shard-0", 8, now - 45 * MINUTE);
    expect(findSilentShards(takeIn([last, late, last]), ["shard-0"], now, 30)).toHaveLength(1);
  });

  it("whose clock runs far ahead counts as silent", () => {
    expect(findSilentShards(takeIn([report("shard-0", 1, now + 31 * MINUTE)]), ["shard-0"], now, 30)).toHaveLength(1);
    expect(findSilentShards(takeIn([report("shard-0", 1, now + MINUTE)]), ["shard-0"], now, 30)).toEqual([]);
  });
});

describe("what was heard", () => {
  const now = 60 * MINUTE;

  it("is of the shards that have counted lately; the zero of the beginning is known until it begins", () => {
    const reports = takeIn([
      report("shard-0", 3, now - MINUTE),
      report("shard-1", 9, now - 31 * MINUTE),
      report("shard-2", 0, now - MINUTE),
    ]);
    expect(findHeard(reports, SHARDS, now, 30)).toEqual({ of: 4, missing: ["shard-1", "shard-2", "shard-3"] });
    const beginning = takeIn(SHARDS.map((shard) => report(shard, 0, now)));
    expect(findHeard(beginning, SHARDS, now, 30)).toEqual({ of: 4, missing: [] });
  });

  it("never leaves out a shard that is silent", () => {
    fc.assert(
      fc.property(reports, fc.nat(10_000_000), (list, at) => {
        const heard = findHeard(takeIn(list), SHARDS, at, 30);
        const silent = findSilentShards(takeIn(list), SHARDS, at, 30).map(({ shard }) => shard);
        expect(heard.missing).toEqual(expect.arrayContaining(silent));
        expect(heard.of).toBe(SHARDS.length);
      }),
    );
  });
});
