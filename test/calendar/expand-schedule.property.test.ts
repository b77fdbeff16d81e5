import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { expandSchedule } from "../../src/calendar/expand-schedule.ts";
import { feastDays } from "../../src/calendar/feasts.ts";
import type { Schedule, Window } from "../../src/domain/campaign/schedule.ts";
import { localClock } from "./local-clock.ts";
import { COVERED, ranges, schedules, zones } from "./schedule-arbitraries.ts";

const RUNS = { numRuns: 1000 };
const MINUTE = 60_000;
/** No zone's clocks jump farther in the years these properties look at. */
const FARTHEST_JUMP = 180 * MINUTE;

describe("the windows of any schedule in any zone", () => {
  it("are sorted, apart from each other, and touch the range", () => {
    fc.assert(
      fc.property(schedules, zones, ranges, (schedule, zone, range) => {
        const windows = expand(schedule, zone, range);
        windows.forEach(({ from, until }, index) => {
          expect(from).toBeLessThan(until);
          expect(from < range.until && range.from < until).toBe(true);
          expect(from).toBeGreaterThanOrEqual(windows[index - 1]?.until ?? 0);
        });
      }),
      RUNS,
    );
  });

  it("start on the wanted local day and end with the last, as soon as the clock shows the wanted time or later", () => {
    fc.assert(
      fc.property(schedules, zones, ranges, (schedule, zone, range) => {
        for (const { from, until } of expand(schedule, zone, range)) {
          const wanted = wantedSpans(schedule, from).filter(({ start }) => isFirstShownAt(from, start, zone));
          expect(wanted).toHaveLength(1);
          expect(wanted.every(({ end }) => isFirstShownAt(until, end, zone))).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it("start at the first and end at the last instant that shows their local time", () => {
    fc.assert(
      fc.property(schedules, zones, ranges, (schedule, zone, range) => {
        for (const { from, until } of expand(schedule, zone, range)) {
          for (let away = 15 * MINUTE; away <= FARTHEST_JUMP; away += 15 * MINUTE) {
            expect(localClock(from - away, zone) < localClock(from, zone)).toBe(true);
            if (schedule.endTime === undefined) continue;
            expect(localClock(until + away, zone) > localClock(until, zone)).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  it("hold exactly the instants at which the zone's clock shows a wanted time", () => {
    const someInstant = fc.integer({ min: COVERED.from, max: COVERED.until - 1 });
    fc.assert(
      fc.property(schedules, zones, someInstant, (schedule, zone, at) => {
        const isWanted = (clock: string) =>
          wantedSpans(schedule, at).some((span) => span.start <= clock && clock < span.end);
        const around = [at - FARTHEST_JUMP, at, at + FARTHEST_JUMP].map((near) => isWanted(localClock(near, zone)));
        fc.pre(around.every((wanted) => wanted === around[0]));
        expect(expand(schedule, zone, { from: at, until: at + 1 })).toHaveLength(around[0] === true ? 1 : 0);
      }),
      RUNS,
    );
  });

  it("are the same whether a range is expanded whole or in two parts", () => {
    fc.assert(
      fc.property(
        schedules,
        zones,
        ranges,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (schedule, zone, range, part) => {
          const cut = range.from + 1 + Math.floor((range.until - range.from - 2) * part);
          const left = expand(schedule, zone, { from: range.from, until: cut });
          const right = expand(schedule, zone, { from: cut, until: range.until });
          const known = new Set(left.map(({ from }) => from));
          expect([...left, ...right.filter(({ from }) => !known.has(from))]).toEqual(expand(schedule, zone, range));
        },
      ),
      RUNS,
    );
  });

  it("lose their first days, and nothing else, in a wave that starts later", () => {
    fc.assert(
      fc.property(schedules, zones, ranges, fc.integer({ min: 0, max: 60 }), (schedule, zone, range, days) => {
        const whole = expand(schedule, zone, range);
        for (const window of expand(schedule, zone, range, days)) {
          expect(whole.filter(({ until }) => until === window.until)).toHaveLength(1);
          const starts = wantedSpans(schedule, window.from, days).map(({ start }) => start);
          expect(starts.filter((start) => isFirstShownAt(window.from, start, zone))).toHaveLength(1);
        }
      }),
      RUNS,
    );
  });
});

function expand(schedule: Schedule, zone: string, range: Window, startsAfterDays = 0): readonly Window[] {
  const expanded = expandSchedule(schedule, zone, range, startsAfterDays);
  if (!expanded.ok) throw new Error(JSON.stringify(expanded.error));
  return expanded.value;
}

/** Does the clock show `clock`, or jump over it, at this minute and not before? */
function isFirstShownAt(at: number, clock: string, zone: string): boolean {
  return localClock(at - MINUTE, zone) < clock && clock <= localClock(at, zone);
}

/** What the clock must show where the seasons of the years about an instant start and end, by text alone. */
function wantedSpans(schedule: Schedule, at: number, startsAfterDays = 0): { start: string; end: string }[] {
  const { startTime = "00:00", endTime } = schedule;
  return wantedDays(schedule, new Date(at).getUTCFullYear()).map(([first, last]) => ({
    start: `${addDays(first, startsAfterDays)}T${startTime}`,
    end: endTime === undefined ? `${addDays(last, 1)}T00:00` : `${last}T${endTime}`,
  }));
}

function wantedDays(schedule: Schedule, year: number): (readonly [string, string])[] {
  const years = [year - 1, year, year + 1];
  switch (schedule.kind) {
    case "once":
      return [[schedule.firstDay, schedule.lastDay]];
    case "yearly": {
      const { firstDay, lastDay } = schedule;
      return years.map((start) => [inYear(firstDay, start), inYear(lastDay, lastDay < firstDay ? start + 1 : start)]);
    }
    case "feast":
      return years
        .flatMap((one) => {
          const days = feastDays(schedule.feast, one);
          return days.ok ? days.value : [];
        })
        .map((day) => [addDays(day, schedule.firstOffsetDays), addDays(day, schedule.lastOffsetDays)]);
  }
}

function inYear(monthDay: string, year: number): string {
  const day = `${year}${monthDay.slice(1)}`;
  return monthDay === "--02-29" && year % 4 !== 0 ? `${year}-02-28` : day;
}

function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
