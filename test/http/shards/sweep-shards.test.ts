import { describe, expect, it } from "vitest";
import type { RehearseRequest } from "../../../src/contract/rpc/rpc-simulation.ts";
import type { SimulationProgress } from "../../../src/contract/simulation.ts";
import { fail, succeed } from "../../../src/domain/result.ts";
import { EMPTY_TALLY } from "../../../src/domain/rehearsal/tally.ts";
import { sweepShards } from "../../../src/http/shards/sweep-shards.ts";
import { inBoth } from "../../../src/contract/problem.ts";

/** A shard with so many slices of 100 people. */
function shardOf(slices: number, asked: RehearseRequest[] = []) {
  return {
    asked,
    async rehearse(request: RehearseRequest) {
      asked.push(request);
      const slice = Number(request.after) + 1;
      return succeed({
        tally: { ...EMPTY_TALLY, people: { people: 100, key: 0 } },
        next: slice < slices ? String(slice) : null,
      });
    },
  };
}

const quietly = { onProgress: async () => undefined, signal: new AbortController().signal };

describe("a sweep over shards", () => {
  it("asks every shard for every slice once, and tells how far it has come", async () => {
    const shards = [shardOf(3), shardOf(1), shardOf(2)];
    const told: SimulationProgress[] = [];
    const swept = await sweepShards(shards, "plan", {
      ...quietly,
      onProgress: async (progress) => void told.push(progress),
    });
    expect(swept).toMatchObject({ ok: true, value: { people: { people: 600, key: 0 } } });
    expect(shards.map((shard) => shard.asked.map((request) => request.after))).toEqual([
      ["", "1", "2"],
      [""],
      ["", "1"],
    ]);
    expect(told.at(-1)).toEqual({ shardsDone: 3, shards: 3, subscribersDone: 600 });
    expect(told.map((progress) => progress.subscribersDone)).toEqual([100, 200, 300, 400, 500, 600]);
  });

  it("asks for nothing more once nobody waits for it", async () => {
    const abort = new AbortController();
    const shards = Array.from({ length: 40 }, () => shardOf(10));
    const swept = await sweepShards(shards, "plan", { signal: abort.signal, onProgress: async () => abort.abort() });
    expect(swept.ok).toBe(false);
    // The first slice of each shard that was under way; no second one.
    expect(shards.flatMap((shard) => shard.asked).every((request) => request.after === "")).toBe(true);
    expect(shards.flatMap((shard) => shard.asked).length).toBeLessThan(40);
  });

  it("ends with the first failure, and counts nobody twice or not at all", async () => {
    const superseded = { type: "conflict", ...inBoth({ ru: "другой набор правил", en: "another ruleset" }) } as const;
    const shards = [shardOf(1_000), { rehearse: async () => fail(superseded) }];
    expect(await sweepShards(shards, "plan", quietly)).toEqual(fail(superseded));
  });

  it("says so when a shard can't be reached, instead of leaving its people out", async () => {
    const broken = { rehearse: () => Promise.reject(new Error("Network connection lost.")) };
    expect(await sweepShards([shardOf(1), broken], "plan", quietly)).toMatchObject({ error: { type: "not-ready" } });
  });
});
