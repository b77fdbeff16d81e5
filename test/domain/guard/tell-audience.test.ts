import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tellAudience, tellShare } from "../../../src/domain/guard/tell-audience.ts";

describe("how large an audience is, as staff is told", () => {
  it("is nobody for nobody, one answer for few, and else in tens", () => {
    expect(tellAudience(0)).toBe(0);
    for (let people = 1; people < 25; people++) expect(tellAudience(people)).toBe(20);
    fc.assert(
      fc.property(fc.integer({ min: 25, max: 50_000_000 }), (people) => {
        expect(tellAudience(people) % 10).toBe(0);
        expect(Math.abs(tellAudience(people) - people)).toBeLessThanOrEqual(5);
      }),
    );
  });

  it("is not in the share that a stage of so many people is, either", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 50_000_000 }), (people) => {
        const [one, other] = [5_000 / people, 5_000 / (people + 1)].map(tellShare);
        expect(Math.abs((one ?? 0) - (other ?? 0))).toBeLessThanOrEqual(0.001 + 1e-9);
        expect(one).toBe(Number((one ?? 0).toFixed(3)));
      }),
    );
  });
});
