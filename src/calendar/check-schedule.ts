import { Temporal } from "temporal-polyfill";
import type { Schedule } from "../domain/campaign/schedule.ts";
import { isZoneOfPlace } from "../domain/zone.ts";
import { daysOfFeast, daysOfOnce, daysOfYearly } from "./local-days.ts";
import type { DayRange } from "./range.ts";
import type { ScheduleIssue, ScheduleIssueCode } from "./schedule-issue.ts";

/** Longest season, in days. A yearly one must pause, or it would never end; a feast's must not meet the next feast. */
const LONGEST_DAYS = { once: 366, yearly: 300, feast: 120 } as const satisfies Record<Schedule["kind"], number>;

/** Half a year: beyond it the feast of another year would be nearer. */
const FARTHEST_OFFSET_DAYS = 180;

const FIRST_YEAR = 1970;
const LAST_YEAR = 2099;

/** Neither it nor the next has a 29 February, so it shows the shortest form of a yearly season. */
const COMMON_YEAR = 2025;

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const MONTH_DAY = /^--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Everything that is wrong with a schedule as it stands, whatever the zone or year; empty when it can be used. */
export function checkSchedule(schedule: Schedule): readonly ScheduleIssue[] {
  const fieldIssues = [...checkDays(schedule), ...checkTime(schedule, "startTime"), ...checkTime(schedule, "endTime")];
  return [...fieldIssues, ...checkZone(schedule), ...(fieldIssues.length > 0 ? [] : checkLength(schedule))];
}

export function unknownZone(zone: string): ScheduleIssue {
  return issue("unknown-zone", "zone", `${quote(zone)} is not a time zone: write an IANA name such as Europe/Moscow.`);
}

function checkDays(schedule: Schedule): readonly ScheduleIssue[] {
  if (schedule.kind === "feast") {
    return (["firstOffsetDays", "lastOffsetDays"] as const)
      .filter((path) => !isOffset(schedule[path]))
      .map((path) =>
        issue("bad-offset", path, `${schedule[path]} must be a whole number of days, at most 180 before or after.`),
      );
  }
  const { code, isGood, example } = DAY_FORMS[schedule.kind];
  return (["firstDay", "lastDay"] as const)
    .filter((path) => !isGood(schedule[path]))
    .map((path) => issue(code, path, `${quote(schedule[path])} is not a day: write one such as ${example}.`));
}

const DAY_FORMS = {
  once: { code: "bad-day", isGood: isDay, example: "2025-03-04, of the years 1970 to 2099" },
  yearly: { code: "bad-month-day", isGood: isMonthDay, example: "--12-20 for 20 December" },
} as const;

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const { year, daysInMonth } = Temporal.PlainYearMonth.from(text.slice(0, -3));
  return year >= FIRST_YEAR && year <= LAST_YEAR && Number(text.slice(-2)) <= daysInMonth;
}

function isMonthDay(text: string): boolean {
  return MONTH_DAY.test(text) && isDay(text.replace("--", "2024-"));
}

function isOffset(days: number): boolean {
  return Number.isInteger(days) && Math.abs(days) <= FARTHEST_OFFSET_DAYS;
}

function checkTime(schedule: Schedule, path: "startTime" | "endTime"): readonly ScheduleIssue[] {
  const time = schedule[path];
  if (time === undefined || TIME.test(time)) return [];
  return [issue("bad-time", path, `${quote(time)} is not a time: write HH:MM, from 00:00 to 23:59.`)];
}

function checkZone({ zone }: Schedule): readonly ScheduleIssue[] {
  return zone === "own" || isZoneOfPlace(zone) ? [] : [unknownZone(zone)];
}

function checkLength(schedule: Schedule): readonly ScheduleIssue[] {
  const { first, last } = exampleDays(schedule);
  const { startTime = "00:00", endTime = "24:00" } = schedule;
  const days = first.until(last).days + 1;
  const path = schedule.kind === "feast" ? "lastOffsetDays" : "lastDay";
  if (days === 1 && endTime <= startTime) {
    return [issue("ends-before-start", "endTime", `It ends at ${endTime}, not after its start at ${startTime}.`)];
  }
  if (days < 1) return [issue("ends-before-start", path, "The last day is before the first: swap them.")];
  const longest = LONGEST_DAYS[schedule.kind];
  if (days <= longest) return [];
  return [issue("too-long", path, `It lasts ${days} days, longer than the ${longest} allowed: end it earlier.`)];
}

function exampleDays(schedule: Schedule): DayRange {
  switch (schedule.kind) {
    case "once":
      return daysOfOnce(schedule);
    case "yearly":
      return daysOfYearly(schedule, COMMON_YEAR);
    case "feast":
      return daysOfFeast(schedule, Temporal.PlainDate.from({ year: COMMON_YEAR, month: 1, day: 1 }));
  }
}

function issue(code: ScheduleIssueCode, path: string, message: string): ScheduleIssue {
  return { code, path, message };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
