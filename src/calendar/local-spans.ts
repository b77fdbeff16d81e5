import { Temporal } from "temporal-polyfill";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { FeastSchedule, Schedule, Window } from "../domain/campaign/schedule.ts";
import { checkSchedule } from "./check-schedule.ts";
import { checkCoverage, daysAround } from "./feasts.ts";
import { daysOfFeast, daysOfOnce, daysOfYearly } from "./local-days.ts";
import { instantOf, type Occurrence } from "./local-instant.ts";
import { checkRange, yearsOf, type DayRange } from "./range.ts";
import type { ScheduleIssue } from "./schedule-issue.ts";

/** As long as the longest schedule: a later wave would never show. */
const LONGEST_DELAY_DAYS = 366;

/** One occurrence of a schedule on the clocks of whatever zone. */
export interface LocalSpan {
  readonly start: Temporal.PlainDateTime;
  readonly end: Temporal.PlainDateTime;
  readonly endIfRepeated: Occurrence;
}

/**
 * The occurrences, in order, that could touch the range in some zone, each started `startsAfterDays` late; those that
 * such a start leaves nothing of are left out.
 */
export function findLocalSpans(
  schedule: Schedule,
  range: Window,
  startsAfterDays: number,
): Result<readonly LocalSpan[], readonly ScheduleIssue[]> {
  const issues = [...checkSchedule(schedule), ...checkRange(range), ...checkDelay(startsAfterDays)];
  if (issues.length > 0) return fail(issues);
  const occurrences = findOccurrences(schedule, range);
  if (!occurrences.ok) return occurrences;
  return succeed(
    occurrences.value
      .map((days) => toLocalSpan(schedule, days, startsAfterDays))
      .filter((span) => Temporal.PlainDateTime.compare(span.start, span.end) < 0),
  );
}

/**
 * The windows of the spans in one zone: those that touch the range, whole. A span that falls into a gap of the
 * zone's clocks has no window.
 */
export function placeSpans(spans: readonly LocalSpan[], zone: string, range: Window): readonly Window[] {
  return spans
    .map(({ start, end, endIfRepeated }) => ({
      from: instantOf(start, zone, "earlier"),
      until: instantOf(end, zone, endIfRepeated),
    }))
    .filter(({ from, until }) => from < until && from < range.until && range.from < until);
}

/** The days of a schedule's occurrences in the years that a range touches, and in their neighbours. */
function findOccurrences(schedule: Schedule, range: Window): Result<readonly DayRange[], readonly ScheduleIssue[]> {
  switch (schedule.kind) {
    case "once":
      return succeed([daysOfOnce(schedule)]);
    case "yearly":
      return succeed(yearsAround(range).map((year) => daysOfYearly(schedule, year)));
    case "feast":
      return findFeastOccurrences(schedule, range);
  }
}

function findFeastOccurrences(
  schedule: FeastSchedule,
  range: Window,
): Result<readonly DayRange[], readonly ScheduleIssue[]> {
  const issue = checkCoverage(schedule.feast, yearsOf(range));
  if (issue !== undefined) return fail([issue]);
  const feastDays = yearsAround(range).flatMap((year) => daysAround(schedule.feast, year));
  return succeed(feastDays.map((day) => daysOfFeast(schedule, day)));
}

/** The years of the range and their neighbours, from which an occurrence, or a zone ahead of UTC, may reach into it. */
function yearsAround(range: Window): readonly number[] {
  const { first, last } = yearsOf(range);
  return Array.from({ length: last - first + 3 }, (_, index) => first - 1 + index);
}

function toLocalSpan({ startTime, endTime }: Schedule, { first, last }: DayRange, startsAfterDays: number): LocalSpan {
  const start = first.add({ days: startsAfterDays }).toPlainDateTime(startTime);
  return endTime === undefined
    ? { start, end: last.add({ days: 1 }).toPlainDateTime(), endIfRepeated: "earlier" }
    : { start, end: last.toPlainDateTime(endTime), endIfRepeated: "later" };
}

function checkDelay(startsAfterDays: number): readonly ScheduleIssue[] {
  if (Number.isInteger(startsAfterDays) && startsAfterDays >= 0 && startsAfterDays <= LONGEST_DELAY_DAYS) return [];
  const message = `A wave starts a whole number of days after its campaign, 0 to 366, not ${startsAfterDays}.`;
  return [{ code: "bad-delay", path: "startsAfterDays", message }];
}
