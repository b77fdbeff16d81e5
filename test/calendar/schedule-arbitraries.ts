import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { checkSchedule } from "../../src/calendar/check-schedule.ts";
import { FEASTS, type Schedule } from "../../src/domain/campaign/schedule.ts";
import { isZoneOfPlace, listZoneNames } from "../../src/domain/zone.ts";

export const zones = fc.constantFrom(...listZoneNames().filter(isZoneOfPlace));

const minuteOfDay = fc.integer({ min: 0, max: 1439 }).map((minute) => {
  const digits = (value: number) => String(value).padStart(2, "0");
  return `${digits(Math.floor(minute / 60))}:${digits(minute % 60)}`;
});

const times = fc.record({ startTime: minuteOfDay, endTime: minuteOfDay }, { requiredKeys: [] });

/** Days of 2024 to 2033, so that every feast table covers the ranges around them. */
const days = fc
  .integer({ min: 0, max: 3652 })
  .map((count) => Temporal.PlainDate.from("2024-01-01").add({ days: count }));

const monthDays = fc.integer({ min: 0, max: 365 }).map((count) => {
  const day = Temporal.PlainDate.from("2024-01-01").add({ days: count });
  return `-${day.toString().slice(4)}`;
});

const once = fc
  .record({ first: days, length: fc.integer({ min: 0, max: 365 }), times })
  .map(({ first, length, times: chosen }) => ({
    kind: "once" as const,
    zone: "own",
    firstDay: first.toString(),
    lastDay: first.add({ days: length }).toString(),
    ...chosen,
  }));

const yearly = fc
  .record({ firstDay: monthDays, lastDay: monthDays, times })
  .map(({ times: chosen, ...rest }) => ({ kind: "yearly" as const, zone: "own", ...rest, ...chosen }));

const feast = fc
  .record({
    feast: fc.constantFrom(...FEASTS),
    firstOffsetDays: fc.integer({ min: -180, max: 180 }),
    length: fc.integer({ min: 0, max: 119 }),
    times,
  })
  .map(({ firstOffsetDays, length, times: chosen, feast: name }) => ({
    kind: "feast" as const,
    zone: "own",
    feast: name,
    firstOffsetDays,
    lastOffsetDays: Math.min(180, firstOffsetDays + length),
    ...chosen,
  }));

/** Schedules that can be used, in each subscriber's own zone. */
export const schedules: fc.Arbitrary<Schedule> = fc
  .oneof(once, yearly, feast)
  .filter((schedule) => checkSchedule(schedule).length === 0);

/** Instants half a year inside the years of the feast tables: what an offset reaches from there is covered too. */
export const COVERED = { from: Date.UTC(2024, 6, 1), until: Date.UTC(2035, 6, 1) } as const;

const LONGEST_RANGE_MINUTES = 3 * 365 * 1440;

/** Ranges of up to three years. */
export const ranges = fc
  .record({
    from: fc.integer({ min: COVERED.from, max: COVERED.until - LONGEST_RANGE_MINUTES * 60_000 }),
    lengthMinutes: fc.integer({ min: 1, max: LONGEST_RANGE_MINUTES }),
  })
  .map(({ from, lengthMinutes }) => ({ from, until: from + lengthMinutes * 60_000 }));
