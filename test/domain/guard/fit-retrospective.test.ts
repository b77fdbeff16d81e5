import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitRetrospective } from "../../../src/domain/guard/fit-retrospective.ts";
import { PART_FEWER_THAN } from "../../../src/domain/guard/part-bound.ts";
import { FEWER_THAN } from "../../../src/domain/guard/tell-count.ts";
import { tellRetrospective, type ToldRetrospective } from "../../../src/domain/guard/tell-retrospective.ts";
import { answerRetrospective } from "../../../src/http/answer-guard.ts";
import { sampleRetrospective } from "../../support/sample-retrospective.ts";

const KINDS = ["exposed", "optedOut", "complained"] as const;

function tell(guard: string, exposed: number, optedOut: number, complained: number): ToldRetrospective {
  const unhappy = Math.max(optedOut, complained);
  return tellRetrospective(
    sampleRetrospective(guard, { exposed, optedOut, complained, unhappy }),
    "the installation's secret",
  );
}

const runs = fc
  .record({
    guard: fc.nat({ max: 10_000 }).map((number) => `spring@${number}`),
    exposed: fc.integer({ min: 0, max: 30_000 }),
    optedOut: fc.nat({ max: 2_000 }),
    complained: fc.nat({ max: 2_000 }),
  })
  .map(({ guard, exposed, optedOut, complained }) =>
    tell(guard, exposed, Math.min(optedOut, exposed), Math.min(complained, exposed)),
  );

type Shown = Pick<ToldRetrospective, "totals" | "byStage" | "byRegion" | "byPlatform">;

function listTooLarge({ totals, byStage, byRegion, byPlatform }: Shown) {
  return [...byStage, ...byRegion.parts, ...byPlatform.parts].flatMap((part) =>
    KINDS.filter((kind) => {
      const most = Math.min(totals[kind] ?? FEWER_THAN[kind] - 1, part.exposed ?? PART_FEWER_THAN - 1);
      return (part[kind] ?? 0) > most;
    }),
  );
}

describe("what is shown of a run that is over", () => {
  it("has no part that is larger than the total beside it", () => {
    const told = Array.from({ length: 50 }, (_, number) => tell(`spring@${number}`, 20_000, 900, 0));
    expect(told.flatMap(listTooLarge).length).toBeGreaterThan(20);
    expect(told.map(answerRetrospective).flatMap(listTooLarge)).toEqual([]);
    fc.assert(
      fc.property(runs, (run) => {
        expect(listTooLarge(fitRetrospective(run))).toEqual([]);
      }),
    );
  });

  it("is as it was told wherever no part was larger", () => {
    fc.assert(
      fc.property(runs, (run) => {
        fc.pre(listTooLarge(run).length === 0);
        expect(fitRetrospective(run)).toEqual(run);
      }),
    );
  });
});
