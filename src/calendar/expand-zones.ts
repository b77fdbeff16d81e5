import { fail, succeed, type Result } from "../domain/result.ts";
import type { Schedule, Window } from "../domain/campaign/schedule.ts";
import { canonicalZone } from "../domain/zone.ts";
import { unknownZone } from "./check-schedule.ts";
import { expandSchedule } from "./expand-schedule.ts";
import { findLocalSpans, placeSpans, type LocalSpan } from "./local-spans.ts";
import type { ScheduleIssue } from "./schedule-issue.ts";

/** The windows of every zone, each distinct list once: those of a zone are `windows[zoneToIndex[zone]]`. */
export interface ZoneWindows {
  readonly windows: readonly (readonly Window[])[];
  readonly zoneToIndex: Readonly<Record<string, number>>;
}

/** What `expandSchedule` answers for each of the zones, for all of them at once. */
export function expandZones(
  schedule: Schedule,
  zones: readonly string[],
  range: Window,
  startsAfterDays = 0,
): Result<ZoneWindows, readonly ScheduleIssue[]> {
  if (schedule.zone !== "own") {
    const expanded = expandSchedule(schedule, schedule.zone, range, startsAfterDays);
    if (!expanded.ok) return expanded;
    return succeed({ windows: [expanded.value], zoneToIndex: Object.fromEntries(zones.map((zone) => [zone, 0])) });
  }
  const spans = findLocalSpans(schedule, range, startsAfterDays);
  return spans.ok ? groupZones(spans.value, zones, range) : spans;
}

function groupZones(
  spans: readonly LocalSpan[],
  zones: readonly string[],
  range: Window,
): Result<ZoneWindows, readonly ScheduleIssue[]> {
  const windows: (readonly Window[])[] = [];
  const indexByWindows = new Map<string, number>();
  const indexByZone = new Map<string, number>();
  const zoneToIndex: Record<string, number> = {};
  const issues: ScheduleIssue[] = [];
  for (const zone of zones) {
    const known = canonicalZone(zone);
    if (known === undefined) {
      issues.push(unknownZone(zone));
      continue;
    }
    let index = indexByZone.get(known);
    if (index === undefined) {
      const placed = placeSpans(spans, known, range);
      const key = JSON.stringify(placed);
      index = indexByWindows.get(key) ?? windows.push(placed) - 1;
      indexByWindows.set(key, index);
      indexByZone.set(known, index);
    }
    zoneToIndex[zone] = index;
  }
  return issues.length > 0 ? fail(issues) : succeed({ windows, zoneToIndex });
}
