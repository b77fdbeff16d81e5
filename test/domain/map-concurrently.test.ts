import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapConcurrently } from "../../src/domain/map-concurrently.ts";

describe("mapConcurrently", () => {
  it("answers in order and never has more than the limit under way, in whatever order the calls end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.nat({ max: 30 }),
        fc.integer({ min: 1, max: 8 }),
        async (scheduler, size, limit) => {
          let underWay = 0;
          let most = 0;
          const items = Array.from({ length: size }, (_, index) => index);
          const mapped = mapConcurrently(items, limit, async (item) => {
            underWay += 1;
            most = Math.max(most, underWay);
            await scheduler.schedule(Promise.resolve());
            underWay -= 1;
            return item * 2;
          });
          expect(await scheduler.waitFor(mapped)).toEqual(items.map((item) => item * 2));
          expect(most).toBe(Math.min(size, limit));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("fails with the first failure and begins nothing after it", async () => {
    const begun: number[] = [];
    const mapped = mapConcurrently([1, 2, 3, 4], 1, async (item) => {
      begun.push(item);
      if (item === 2) throw new RangeError("two");
    });
    await expect(mapped).rejects.toThrow("two");
    expect(begun).toEqual([1, 2]);
  });
});
