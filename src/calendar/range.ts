import { Temporal } from "temporal-polyfill";
import type { Window } from "../domain/campaign/schedule.ts";
import type { ScheduleIssue } from "./schedule-issue.ts";

/** Calendar years, both inclusive. */
export interface YearRange {
  readonly first: number;
  readonly last: number;
}

/** Calendar days, both inclusive. */
export interface DayRange {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
}

/** 2100-01-01T00:00:00Z: calendars beyond it are not checked. */
const LATEST_UNTIL = 4_102_444_800_000;

/** A range is good if it is whole epoch milliseconds, not empty, in the years 1970 to 2099. */
export function checkRange({ from, until }: Window): readonly ScheduleIssue[] {
  const good = Number.isInteger(from) && Number.isInteger(until) && 0 <= from && from < until && until <= LATEST_UNTIL;
  if (good) return [];
  const message = `The range ${from} to ${until} must be whole epoch milliseconds of 1970 to 2099, the start first.`;
  return [{ code: "bad-range", path: "range", message }];
}

/** The calendar days, in UTC, that a range touches. */
export function daysOf({ from, until }: Window): DayRange {
  return { first: dayAt(from), last: dayAt(until - 1) };
}

/** The calendar years, in UTC, that a range touches. */
export function yearsOf(range: Window): YearRange {
  const { first, last } = daysOf(range);
  return { first: first.year, last: last.year };
}

function dayAt(at: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("UTC").toPlainDate();
}
