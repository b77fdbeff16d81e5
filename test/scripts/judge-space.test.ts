import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AT_FIRST,
  giveUpMaking,
  judgeSpace,
  planSpace,
  type BallastSize,
  type SpaceState,
} from "../../scripts/disk/judge-space.ts";

const MIB = 1024 ** 2;
const PLAN = planSpace(64, 1024 ** 4);
const LOW: SpaceState = { mode: "low", calm: 0 };
const FULL: SpaceState = { mode: "full", calm: 0 };

const judge = (state: SpaceState, freeMib: number, ballast: BallastSize, refusal?: string) =>
  judgeSpace(state, { freeBytes: freeMib * MIB, ballast, refusal }, PLAN);

describe("the room on a disk", () => {
  it("is planned by the ballast: twice as much is kept, half as much again ends it, and a small disk has a small ballast", () => {
    expect(PLAN).toEqual({
      ballastBytes: 64 * MIB,
      reserveBytes: 4 * MIB,
      keptBytes: 128 * MIB,
      enoughBytes: 192 * MIB,
    });
    expect(planSpace(64, 32 * MIB)).toMatchObject({ ballastBytes: 2 * MIB, reserveBytes: MIB / 4 });
    const { ballastBytes, reserveBytes } = planSpace(1, 0);
    expect(ballastBytes).toBeGreaterThan(reserveBytes);
  });

  it("is low as soon as less is left than is kept, and then the ballast is given up but for a reserve", () => {
    expect(judge(AT_FIRST, 128, "whole")).toMatchObject({ state: { mode: "enough" }, ballast: "whole" });
    expect(judge(AT_FIRST, 127, "whole")).toEqual({ state: LOW, ballast: "reserve" });
    expect(judge(LOW, 1, "reserve")).toEqual({ state: LOW, ballast: "reserve" });
  });

  it("is low at the start where a ballast would leave too little", () => {
    expect(judge(AT_FIRST, 191, "none")).toEqual({ state: LOW, ballast: "reserve" });
    expect(judge(AT_FIRST, 15, "none")).toEqual({ state: LOW, ballast: "none" });
    expect(judge(AT_FIRST, 192, "none")).toMatchObject({ state: { mode: "enough" }, ballast: "whole" });
  });

  it("has come to its end where nothing can be written, however much is free: then the reserve goes too", () => {
    for (const refusal of ["ENOSPC", "EROFS", "EDQUOT", "EIO"]) {
      expect(judge(AT_FIRST, 1_000_000, "whole", refusal)).toEqual({ state: FULL, ballast: "none" });
      expect(judge(LOW, 0, "reserve", refusal)).toEqual({ state: FULL, ballast: "none" });
    }
  });

  it("is for outs again only when the reserve can be put back beside it", () => {
    expect(judge(FULL, 4, "none")).toEqual({ state: FULL, ballast: "none" });
    expect(judge(FULL, 16, "none")).toEqual({ state: LOW, ballast: "reserve" });
  });

  it("is enough again when a new ballast and half as much again have been there three times in a row", () => {
    let state = LOW;
    for (const [freeMib, mode, ballast] of [
      [252, "low", "reserve"],
      [251, "low", "reserve"],
      [252, "low", "reserve"],
      [252, "low", "reserve"],
      [252, "enough", "whole"],
    ] as const) {
      const judged = judge(state, freeMib, "reserve");
      expect([judged.state.mode, judged.ballast]).toEqual([mode, ballast]);
      state = judged.state;
    }
  });

  it("is tried for again only after a minute where a ballast could not be made", () => {
    let state = giveUpMaking();
    const wanted: BallastSize[] = [];
    for (let look = 0; look < 40 && state.mode !== "enough"; look++) {
      const judged = judge(state, 1_000, "reserve", look < 5 ? "EDQUOT" : undefined);
      wanted.push(judged.ballast);
      state = judged.state;
    }
    expect([wanted.length, wanted.at(-1)]).toEqual([33, "whole"]);
  });

  it("is never called enough with less than is kept, and never taken by a ballast on a disk that refuses", () => {
    const seen = fc.record({
      freeBytes: fc.nat(512 * MIB),
      ballast: fc.constantFrom<BallastSize>("whole", "reserve", "none"),
      refusal: fc.constantFrom(undefined, undefined, "EROFS"),
    });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 60 }), (looks) => {
        let state = AT_FIRST;
        for (const look of looks) {
          const judged = judgeSpace(state, look, PLAN);
          if (look.refusal !== undefined) expect(judged).toMatchObject({ ballast: "none", state: { mode: "full" } });
          if (judged.state.mode === "enough") expect(look.freeBytes).toBeGreaterThanOrEqual(PLAN.keptBytes);
          expect(judged.ballast === "whole").toBe(judged.state.mode === "enough");
          state = judged.state;
        }
      }),
    );
  });
});
