/** Why a schedule can't be used, or expanded over a range. */
export interface ScheduleIssue {
  readonly code: ScheduleIssueCode;
  /** The field of the schedule (`firstDay`, `zone`), or the argument (`range`, `startsAfterDays`), that is wrong. */
  readonly path: string;
  /** What is wrong and what to do, in English. */
  readonly message: string;
}

export type ScheduleIssueCode =
  | "bad-day"
  | "bad-month-day"
  | "bad-offset"
  | "bad-time"
  | "unknown-zone"
  | "ends-before-start"
  | "too-long"
  | "feast-not-covered"
  | "bad-range"
  | "bad-delay";
