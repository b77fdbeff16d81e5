import { expandZones, type ZoneWindows } from "../calendar/expand-zones.ts";
import type { ScheduleIssue } from "../calendar/schedule-issue.ts";
import type { Result } from "../domain/result.ts";
import { listZoneNames } from "../domain/zone.ts";
import type { Schedule, Window } from "../domain/campaign/schedule.ts";

type Expansion = Result<ZoneWindows, readonly ScheduleIssue[]>;

/** Two waves each of more campaigns than run in a year. */
const MOST_REMEMBERED = 128;

const remembered = new Map<string, Expansion>();

/**
 * What `expandZones` answers for all zones. Expanding is most of the work of a publish, and a stop or a new stage publishes
 * the schedules that were there before, so the latest answers are kept.
 */
export function expandRemembered(schedule: Schedule, range: Window, startsAfterDays: number): Expansion {
  const key = JSON.stringify([schedule, range, startsAfterDays]);
  const known = remembered.get(key);
  const expansion = known ?? expandZones(schedule, listZoneNames(), range, startsAfterDays);
  remembered.delete(key);
  remembered.set(key, expansion);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) break;
    remembered.delete(oldest);
  }
  return expansion;
}
