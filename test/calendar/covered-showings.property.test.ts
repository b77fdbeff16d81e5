import fc from "fast-check";
import { expect, test } from "vitest";
import { findShortShowings, type Cover } from "../../src/calendar/find-short-showings.ts";
import type { Schedule } from "../../src/domain/campaign/schedule.ts";

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2026, 0, 1);
const textOf = (day: number) => new Date(FIRST + day * DAY_MS).toISOString().slice(0, 10);
const once = (first: number, days: number): Schedule => ({
  kind: "once",
  zone: "UTC",
  firstDay: textOf(first),
  lastDay: textOf(first + days - 1),
});

test("whoever sees a campaign for two weeks or less between others is found, whichever of those they see", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 80 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 40 })), { maxLength: 3 }),
      fc.nat(),
      (days, others, seed) => {
        const covers = others.map(([first, length], index): Cover => ({
          key: `above${index}`,
          schedule: once(first, length),
          waves: [],
        }));
        const shown = { schedule: once(10, days), waves: [], delivery: "default-on", stages: [] } as const;
        const range = { from: FIRST, until: FIRST + 200 * DAY_MS };
        const found = findShortShowings(shown, range, covers)(["UTC"]);
        // Somebody who is in the audience of some of the others, and of no more.
        const seen = others.filter((_, index) => ((seed >> index) & 1) === 1);
        const isSeen = (day: number) =>
          day >= 10 && day < 10 + days && seen.every(([first, length]) => day < first || day >= first + length);
        for (let day = 0; day < 130; day++) {
          if (!isSeen(day) || isSeen(day - 1)) continue;
          let last = day;
          while (isSeen(last + 1)) last++;
          if (last - day + 1 > 14) continue;
          const isFound = found.some(
            (showing) => showing.first.toString() === textOf(day) && showing.last.toString() === textOf(last),
          );
          expect(isFound).toBe(true);
        }
        for (const { covered = [] } of found) expect(covered.length).toBeLessThanOrEqual(2);
      },
    ),
  );
});
