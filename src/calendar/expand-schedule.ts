import { fail, succeed, type Result } from "../domain/result.ts";
import type { Schedule, Window } from "../domain/campaign/schedule.ts";
import { canonicalZone } from "../domain/zone.ts";
import { unknownZone } from "./check-schedule.ts";
import { findLocalSpans, placeSpans } from "./local-spans.ts";
import type { ScheduleIssue } from "./schedule-issue.ts";

/**
 * The windows of a schedule that touch the range: whole (not cut at its edges), in order, apart from each other.
 * `zone`, an IANA name, is used when the schedule's zone is `own`. A wave starts `startsAfterDays` calendar days
 * late and ends with the campaign; it may have no window.
 *
 * Where clocks jump, a start or end inside the gap is the first instant after it; where an hour repeats, a start is
 * its first occurrence and an `endTime` its last. The midnight that ends a last day is where the next day begins.
 */
export function expandSchedule(
  schedule: Schedule,
  zone: string,
  range: Window,
  startsAfterDays = 0,
): Result<readonly Window[], readonly ScheduleIssue[]> {
  const spans = findLocalSpans(schedule, range, startsAfterDays);
  if (!spans.ok) return spans;
  const wanted = schedule.zone === "own" ? zone : schedule.zone;
  const known = canonicalZone(wanted);
  return known === undefined ? fail([unknownZone(wanted)]) : succeed(placeSpans(spans.value, known, range));
}
