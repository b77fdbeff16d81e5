import { Temporal } from "temporal-polyfill";
import type { Label } from "../domain/label.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { FEASTS, type Feast, type Window } from "../domain/campaign/schedule.ts";
import { checkCoverage, daysAround } from "./feasts.ts";
import { checkRange, daysOf } from "./range.ts";
import type { ScheduleIssue } from "./schedule-issue.ts";

/** A feast on a timeline. */
export interface FeastDay {
  readonly feast: Feast;
  /** ISO calendar day; of a feast of several days, the first. */
  readonly day: string;
  readonly label: Label;
}

const LABELS = {
  "orthodox-easter": { ru: "Православная Пасха", en: "Orthodox Easter" },
  "western-easter": { ru: "Католическая Пасха", en: "Western Easter" },
  maslenitsa: { ru: "Начало Масленицы", en: "Maslenitsa begins" },
  "chinese-new-year": { ru: "Китайский Новый год", en: "Chinese New Year" },
  ramadan: { ru: "Начало Рамадана", en: "Ramadan begins" },
  "eid-al-fitr": { ru: "Ураза-байрам", en: "Eid al-Fitr" },
  "eid-al-adha": { ru: "Курбан-байрам", en: "Eid al-Adha" },
} as const satisfies Record<Feast, Label>;

/**
 * Every feast on the days (in UTC) that a range touches, by day. A range with a year that some feast's calendar does
 * not know is refused, with an issue for each such feast.
 */
export function listFeastDays(range: Window): Result<readonly FeastDay[], readonly ScheduleIssue[]> {
  const rangeIssues = checkRange(range);
  if (rangeIssues.length > 0) return fail(rangeIssues);
  const { first, last } = daysOf(range);
  const years = Array.from({ length: last.year - first.year + 1 }, (_, index) => first.year + index);
  const feastIssues = FEASTS.flatMap((feast) => checkCoverage(feast, { first: first.year, last: last.year }) ?? []);
  if (feastIssues.length > 0) return fail(feastIssues);
  const { compare } = Temporal.PlainDate;
  const found = FEASTS.flatMap((feast) =>
    years
      .flatMap((year) => daysAround(feast, year))
      .filter((day) => compare(first, day) <= 0 && compare(day, last) <= 0)
      .map((day) => ({ feast, day: day.toString(), label: LABELS[feast] })),
  );
  return succeed(found.sort((one, other) => compare(one.day, other.day)));
}
