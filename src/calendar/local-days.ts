import { Temporal } from "temporal-polyfill";
import type { FeastSchedule, OnceSchedule, YearlySchedule } from "../domain/campaign/schedule.ts";
import type { DayRange } from "./range.ts";

/*
 * The calendar days, wherever, of one occurrence of a schedule. They expect fields that `checkSchedule` accepts.
 */

export function daysOfOnce(schedule: OnceSchedule): DayRange {
  return { first: Temporal.PlainDate.from(schedule.firstDay), last: Temporal.PlainDate.from(schedule.lastDay) };
}

/** The occurrence that starts in `startYear`. In a year without it, 29 February is 28 February. */
export function daysOfYearly(schedule: YearlySchedule, startYear: number): DayRange {
  const crossesNewYear = schedule.lastDay < schedule.firstDay;
  return {
    first: Temporal.PlainMonthDay.from(schedule.firstDay).toPlainDate({ year: startYear }),
    last: Temporal.PlainMonthDay.from(schedule.lastDay).toPlainDate({ year: startYear + Number(crossesNewYear) }),
  };
}

export function daysOfFeast(schedule: FeastSchedule, feastDay: Temporal.PlainDate): DayRange {
  return {
    first: feastDay.add({ days: schedule.firstOffsetDays }),
    last: feastDay.add({ days: schedule.lastOffsetDays }),
  };
}
