import type { Window } from "../../domain/campaign/schedule.ts";
import { dateFormat } from "../parts/date-format.ts";

/** Two calendar days, both inclusive, such as 2026-12-20 and 2027-01-14. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

/** Where clocks are read that are the same for everybody. */
const COMMON_ZONE = "Europe/Moscow";

/** Windows that touch or overlap in any zone, as one; with the days that people's own calendars show. */
export interface Stretch extends Window {
  readonly days: DayRange;
}

interface ZonedWindow extends Window {
  readonly zone: string;
}

/** Joins the windows of all zones, which are in the order of `zones`. */
export function joinZones(zones: readonly string[], windowsByZone: readonly (readonly Window[])[]): readonly Stretch[] {
  const [first] = windowsByZone;
  // Everywhere at the same instants: by one clock, on whose calendar the days are.
  const isCommon = windowsByZone.every((windows) => JSON.stringify(windows) === JSON.stringify(first));
  const all = zones
    .flatMap((zone, index) =>
      (windowsByZone[index] ?? []).map(({ from, until }): ZonedWindow => ({
        from,
        until,
        zone: isCommon ? COMMON_ZONE : zone,
      })),
    )
    .toSorted((one, other) => one.from - other.from);
  const groups: ZonedWindow[][] = [];
  let until = -Infinity;
  for (const window of all) {
    const last = groups.at(-1);
    if (last !== undefined && window.from <= until) last.push(window);
    else groups.push([window]);
    until = Math.max(last === undefined ? -Infinity : until, window.until);
  }
  return groups.flatMap(toStretch);
}

function toStretch(windows: readonly ZonedWindow[]): readonly Stretch[] {
  const [earliest] = windows;
  const latest = windows.toSorted((one, other) => other.until - one.until)[0];
  if (earliest === undefined || latest === undefined) return [];
  const days = { first: dayIn(earliest.zone, earliest.from), last: dayIn(latest.zone, latest.until - 1) };
  return [{ from: earliest.from, until: latest.until, days }];
}

/** The calendar day in a zone at an instant, such as 2026-12-20. */
export function dayIn(zone: string, at: number): string {
  const parts = dateFormat("en", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** A day such as 2026-12-20 for people: "20 Dec". */
export function formatDay(day: string, locale: string): string {
  return dateFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(Date.parse(day));
}

/** The same in a list that goes beyond the year's end. */
export function formatDayOfYear(day: string, locale: string): string {
  return dateFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(day),
  );
}
