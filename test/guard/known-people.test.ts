import { describe, expect, it } from "vitest";
import type { PeopleTally } from "../../src/domain/condition/reach.ts";
import { askPeople, isOld, populationIn, type KnownPeople } from "../../src/guard/known-people.ts";

const HOUR = 3_600_000;

const ask = (answers: Readonly<Record<string, PeopleTally | "silent">>, known: KnownPeople | undefined, now: number) =>
  askPeople(
    Object.keys(answers),
    (shard) => ({
      countPeople: async () => {
        const answer = answers[shard];
        if (answer === undefined || answer === "silent") throw new Error("unreachable");
        return answer;
      },
    }),
    known,
    now,
  );

describe("the population that a guard knows", () => {
  it("is the larger of all imported and all seen, not the sum of what is larger in each shard", async () => {
    const known = await ask({ a: { imported: 100, seen: 0 }, b: { imported: 0, seen: 40 } }, undefined, 0);
    expect(populationIn(known)).toBe(100);
  });

  it("keeps what a silent shard said last, and takes one that never spoke for empty", async () => {
    const first = await ask({ a: { imported: 100, seen: 0 }, b: "silent" }, undefined, 0);
    expect(populationIn(first)).toBe(100);
    const second = await ask({ a: "silent", b: { imported: 7, seen: 0 } }, first, HOUR);
    expect(populationIn(second)).toBe(107);
  });

  it("is not known while no shard has ever answered", async () => {
    expect(populationIn(undefined)).toBeUndefined();
    expect(populationIn(await ask({ a: "silent" }, undefined, 0))).toBeUndefined();
  });

  it("is asked for each hour, also by a clock that went back", async () => {
    const known = await ask({ a: { imported: 1, seen: 0 }, b: "silent" }, undefined, 10 * HOUR);
    expect(isOld(undefined, 0)).toBe(true);
    expect([10.5, 11, 9].map((hours) => isOld(known, hours * HOUR))).toEqual([false, true, true]);
  });
});
