import { Temporal } from "temporal-polyfill";
import type { Feast, Window } from "../domain/campaign/schedule.ts";
import { TABLE_YEARS, EID_AL_FITR } from "./feast-tables.ts";
import { checkCoverage, daysAround } from "./feasts.ts";
import { findShortShowings, SHORT_DAYS, type Cover, type Shown, type ShortShowing } from "./find-short-showings.ts";
import type { DayRange, YearRange } from "./range.ts";

/** The days of a feast, `2027-05-09`, both included. */
export interface FeastSpan {
  readonly feast: Feast;
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface Coincidence extends FeastSpan {
  /** The zone by whose clocks its days are the feast's; absent: by those of the schedule, or everywhere. */
  readonly zone?: string;
  /** The day on which those first see it for whom its days are the feast's; absent: its first. */
  readonly seenFrom?: string;
  /** The campaigns that they see before and after; absent: none. */
  readonly covered?: readonly string[];
  /** They see it for much longer, but first on the feast, or in the 24 hours before it. */
  readonly isOpening?: true;
}

export interface Coincidences {
  /** The next one of each feast. */
  readonly found: readonly Coincidence[];
  /** Years in which the campaign shows and the feast's days are not known. */
  readonly unknown: readonly { readonly feast: Feast; readonly year: number }[];
}

/** A feast, and the zones in which people keep it. */
export interface FeastInZones {
  readonly feast: Feast;
  readonly zones: readonly string[];
}

/**
 * Which of the feasts somebody sees a campaign on, and not much longer: one that somebody sees for more than two weeks is a season,
 * which nobody takes for the feast of a day in it, unless that is its first: it can still be stopped after that. A campaign of given days is looked at whenever they are; one that comes again, as far as the
 * range and the tables of feasts go.
 */
export function findCoincidences(
  shown: Shown,
  feasts: readonly FeastInZones[],
  range: Window,
  covers: readonly Cover[] = [],
): Coincidences {
  const isOnce = shown.schedule.kind === "once";
  const until = isOnce ? LAST_INSTANT : Math.max(range.until, TABLES_END);
  const showingsIn = findShortShowings(shown, { from: range.from, until }, covers);
  const soon = Temporal.Instant.fromEpochMilliseconds(range.until).toZonedDateTimeISO("UTC").toPlainDate();
  const isSoon = ({ first }: DayRange) => isOnce || Temporal.PlainDate.compare(first, soon) <= 0;
  // The first days of a season years ahead may yet move, or be a feast's by chance in one year of ten.
  const isLookedAt = (showing: ShortShowing) => showing.isOpening !== true || isSoon(showing);
  const seen = feasts.map(({ feast, zones }) => ({ feast, showings: showingsIn(zones).filter(isLookedAt) }));
  return {
    found: seen.flatMap(({ feast, showings }) => findFirst(feast, showings)),
    unknown: seen.flatMap(({ feast, showings }) => {
      const years = showings.filter(isSoon).flatMap((days) => yearsUnknown(feast, days));
      return [...new Set(years)].map((year) => ({ feast, year }));
    }),
  };
}

/** 2100-01-01T00:00:00Z: no schedule shows later. */
const LAST_INSTANT = 4_102_444_800_000;

const TABLES_END = Temporal.ZonedDateTime.from(`${TABLE_YEARS.last + 1}-01-01[UTC]`).epochMilliseconds;

/** Of the showings on the feast's next days, the plainest. */
function findFirst(feast: Feast, showings: readonly ShortShowing[]): readonly Coincidence[] {
  if (showings.length === 0) return [];
  const years = showings.flatMap(({ first, last }) => [first.year, last.year]);
  const spans = spansOf(feast, { first: Math.min(...years), last: Math.max(...years) });
  const [next] = spans.flatMap((span) => {
    const [plainest] = showings.filter((days) => meets(span, days)).toSorted((one, other) => one.rank - other.rank);
    return plainest === undefined ? [] : [{ span, showing: plainest }];
  });
  if (next === undefined) return [];
  const { span, showing } = next;
  const { zone, isLate, covered, isOpening } = showing;
  return [
    {
      feast,
      firstDay: span.first.toString(),
      lastDay: span.last.toString(),
      ...(zone !== undefined && { zone }),
      ...(isLate && { seenFrom: showing.first.toString() }),
      ...(covered && { covered }),
      ...(isOpening && { isOpening }),
    },
  ];
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

/** In order. A feast that begins in one year may reach into the next. */
function spansOf(feast: Feast, { first, last }: YearRange): readonly DayRange[] {
  const years = Array.from({ length: Math.max(0, last - first + 2) }, (_, index) => first - 1 + index);
  return years.flatMap((year) => daysAround(feast, year)).map((day) => ({ first: day, last: lastDayOf(feast, day) }));
}

function yearsUnknown(feast: Feast, { first, last }: DayRange): readonly number[] {
  return [first.year, last.year].filter((year) => checkCoverage(feast, { first: year, last: year }) !== undefined);
}

/** Whoever begins in the middle of a feast of weeks, and goes on for longer, begins with nothing. */
function meets({ first, last }: DayRange, showing: ShortShowing): boolean {
  const isOfWeeks = first.until(last, { largestUnit: "days" }).days >= SHORT_DAYS;
  return overlap({ first, last: isOfWeeks && showing.isOpening === true ? first : last }, showing);
}

function overlap(one: DayRange, other: DayRange): boolean {
  const { compare } = Temporal.PlainDate;
  return compare(one.first, other.last) <= 0 && compare(other.first, one.last) <= 0;
}
