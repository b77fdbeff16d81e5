import { Temporal } from "temporal-polyfill";
import { fail, succeed, type Result } from "../domain/result.ts";
import { FEASTS, type Feast, type Window } from "../domain/campaign/schedule.ts";
import { checkCoverage, daysAround } from "./feasts.ts";
import { lastDayOf, type FeastSpan } from "./find-coincidences.ts";
import { checkRange, daysOf, type YearRange } from "./range.ts";
import type { ScheduleIssue } from "./schedule-issue.ts";

export interface FeastDays {
  /** By their first days. */
  readonly days: readonly FeastSpan[];
  /** Feasts that are left out, as their days are not known for all of the range: and the years for which they are. */
  readonly unknown: readonly { readonly feast: Feast; readonly covered: YearRange }[];
}

/** Every feast that begins on a day (in UTC) that a range touches; of a feast that is not known for all of it, none. */
export function listFeastDays(range: Window): Result<FeastDays, readonly ScheduleIssue[]> {
  const rangeIssues = checkRange(range);
  if (rangeIssues.length > 0) return fail(rangeIssues);
  const { first, last } = daysOf(range);
  const years = Array.from({ length: last.year - first.year + 1 }, (_, index) => first.year + index);
  const { compare } = Temporal.PlainDate;
  const issues = FEASTS.flatMap((feast) => checkCoverage(feast, { first: first.year, last: last.year }) ?? []);
  const unknown = issues.map(({ feast, covered }) => ({ feast, covered }));
  const known = FEASTS.filter((feast) => unknown.every((issue) => issue.feast !== feast));
  const found = known.flatMap((feast) =>
    years
      .flatMap((year) => daysAround(feast, year))
      .filter((day) => compare(first, day) <= 0 && compare(day, last) <= 0)
      .map((day) => ({ feast, firstDay: day.toString(), lastDay: lastDayOf(feast, day).toString() })),
  );
  return succeed({ days: found.sort((one, other) => compare(one.firstDay, other.firstDay)), unknown });
}
