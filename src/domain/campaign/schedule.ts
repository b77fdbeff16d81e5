/**
 * When a campaign shows, as a marketer writes it. Days are calendar days in the schedule's zone, both inclusive;
 * every schedule ends. `src/calendar` expands schedules to windows.
 */
export type Schedule = OnceSchedule | YearlySchedule | FeastSchedule;

/** `own`: each subscriber's own zone; otherwise an IANA zone name such as `Europe/Moscow`. */
export type ScheduleZone = "own" | (string & {});

interface ScheduleBase {
  readonly zone: ScheduleZone;
  /** Local time `HH:MM` on the first day; midnight when absent. */
  readonly startTime?: string;
  /** Local time `HH:MM` on the last day at which it ends; the midnight that ends the last day when absent. */
  readonly endTime?: string;
}

/** `2025-03-04` to `2025-03-08`. */
export interface OnceSchedule extends ScheduleBase {
  readonly kind: "once";
  readonly firstDay: string;
  readonly lastDay: string;
}

/** `--12-20` to `--01-14`, every year; a last day before the first lies in the next year. */
export interface YearlySchedule extends ScheduleBase {
  readonly kind: "yearly";
  readonly firstDay: string;
  readonly lastDay: string;
}

/** From `firstOffsetDays` to `lastOffsetDays` after the feast's day, each year. */
export interface FeastSchedule extends ScheduleBase {
  readonly kind: "feast";
  readonly feast: Feast;
  readonly firstOffsetDays: number;
  readonly lastOffsetDays: number;
}

export const FEASTS = [
  "orthodox-easter",
  "western-easter",
  "maslenitsa",
  "chinese-new-year",
  "ramadan",
  "eid-al-fitr",
  "eid-al-adha",
  "orthodox-christmas",
  "navruz",
  "ysyakh",
  "mothers-day",
  "fathers-day",
  "victory-day",
  "knowledge-day",
] as const;

export type Feast = (typeof FEASTS)[number];

/** Half-open span of epoch milliseconds. */
export interface Window {
  readonly from: number;
  readonly until: number;
}
