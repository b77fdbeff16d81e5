import { Temporal } from "temporal-polyfill";
import type { Feast, Schedule, Window } from "../domain/campaign/schedule.ts";
import { checkSchedule } from "./check-schedule.ts";
import { EID_AL_FITR } from "./feast-tables.ts";
import { checkCoverage, daysAround } from "./feasts.ts";
import { findOccurrences } from "./local-spans.ts";
import { checkRange, daysOf, type DayRange } from "./range.ts";

/** A longer campaign is a season: nobody takes it for the feast of a day in it. */
const SHORT_DAYS = 14;

/** The days of a feast, `2027-05-09`, both included. */
export interface FeastSpan {
  readonly feast: Feast;
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface Coincidences {
  readonly found: readonly FeastSpan[];
  /** Years in which the campaign shows and the feast's days are not known. */
  readonly unknown: readonly { readonly feast: Feast; readonly year: number }[];
}

/** Which of the feasts a short campaign shows on, in the time ahead; a long one on none. Days are compared, wherever they are. */
export function findCoincidences(schedule: Schedule, feasts: readonly Feast[], range: Window): Coincidences {
  if (checkSchedule(schedule).length > 0 || checkRange(range).length > 0) return { found: [], unknown: [] };
  const occurrences = findOccurrences(schedule, range);
  const ahead = daysOf(range);
  const short = (occurrences.ok ? occurrences.value : []).filter(
    (days) => overlap(days, ahead) && days.first.until(days.last).days < SHORT_DAYS,
  );
  const found = feasts.flatMap((feast) =>
    uniqueBy(
      short.flatMap((days) => spansOf(feast, days).filter((span) => overlap(span, days))),
      String,
    ).map(({ first, last }) => ({ feast, firstDay: first.toString(), lastDay: last.toString() })),
  );
  const unknown = feasts.flatMap((feast) =>
    uniqueBy(
      short.flatMap((days) => yearsUnknown(feast, days)),
      String,
    ).map((year) => ({ feast, year })),
  );
  return { found, unknown };
}

/** The last of a feast's days; Ramadan lasts until the eve of Eid al-Fitr. */
export function lastDayOf(feast: Feast, first: Temporal.PlainDate): Temporal.PlainDate {
  if (feast !== "ramadan") return first.add({ days: (LENGTHS[feast] ?? 1) - 1 });
  const eid = EID_AL_FITR.find((day) => Temporal.PlainDate.compare(day, first) > 0);
  return eid === undefined ? first.add({ days: LONGEST_RAMADAN - 1 }) : eid.subtract({ days: 1 });
}

const LONGEST_RAMADAN = 30;

/** Feasts of several days: 1–3 Shawwal, 10–13 Dhu al-Hijja, and the week up to Forgiveness Sunday. */
const LENGTHS: Readonly<Partial<Record<Feast, number>>> = { "eid-al-fitr": 3, "eid-al-adha": 4, maslenitsa: 7 };

/** A feast that begins in one year may reach into the next. */
function spansOf(feast: Feast, { first, last }: DayRange): readonly DayRange[] {
  const years = Array.from({ length: last.year - first.year + 2 }, (_, index) => first.year - 1 + index);
  return years
    .flatMap((year) => daysAround(feast, year))
    .map((day) => ({ first: day, last: lastDayOf(feast, day), toString: () => day.toString() }));
}

function yearsUnknown(feast: Feast, { first, last }: DayRange): readonly number[] {
  return [first.year, last.year].filter((year) => checkCoverage(feast, { first: year, last: year }) !== undefined);
}

function overlap(one: DayRange, other: DayRange): boolean {
  const { compare } = Temporal.PlainDate;
  return compare(one.first, other.last) <= 0 && compare(other.first, one.last) <= 0;
}

function uniqueBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [nameOf(item), item])).values()];
}
