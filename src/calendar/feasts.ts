import { Temporal } from "temporal-polyfill";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { Feast } from "../domain/campaign/schedule.ts";
import { orthodoxChristmas, orthodoxEaster, westernEaster } from "./easter.ts";
import { CHINESE_NEW_YEAR, EID_AL_ADHA, EID_AL_FITR, RAMADAN, TABLE_YEARS } from "./feast-tables.ts";
import type { YearRange } from "./range.ts";
import type { ScheduleIssue } from "./schedule-issue.ts";

/** Garland does not know on which day a feast falls in `year`; `covered` are the years it knows. */
export interface FeastIssue extends ScheduleIssue {
  readonly code: "feast-not-covered";
  readonly feast: Feast;
  readonly year: number;
  readonly covered: YearRange;
}

interface FeastCalendar {
  readonly covered: YearRange;
  /** Days in a covered year, or in the year before or after them, in order. */
  readonly daysIn: (year: number) => readonly Temporal.PlainDate[];
}

/** The Monday that begins Maslenitsa (Cheesefare) week, which ends on Forgiveness Sunday, 49 days before Easter. */
const MASLENITSA_BEFORE_EASTER_DAYS = 55;

const CALENDARS = {
  "orthodox-easter": computed(orthodoxEaster),
  "western-easter": computed(westernEaster),
  maslenitsa: computed((year) => orthodoxEaster(year).subtract({ days: MASLENITSA_BEFORE_EASTER_DAYS })),
  "chinese-new-year": tabulated(CHINESE_NEW_YEAR),
  ramadan: tabulated(RAMADAN),
  "eid-al-fitr": tabulated(EID_AL_FITR),
  "eid-al-adha": tabulated(EID_AL_ADHA),
  "orthodox-christmas": computed(orthodoxChristmas, 1901),
  navruz: computed(yearly("--03-21"), 2010),
  ysyakh: computed(yearly("--06-21"), 2018),
  "mothers-day": computed((year) => lastSundayUpTo(`${year}-11-30`), 1998),
  "fathers-day": computed((year) => lastSundayUpTo(`${year}-10-21`), 2021),
  "victory-day": computed(yearly("--05-09"), 1945),
  "knowledge-day": computed(yearly("--09-01"), 1984),
} as const satisfies Record<Feast, FeastCalendar>;

/**
 * The ISO days on which a feast falls in a Gregorian year, in order: one, or two where a lunar year fits twice
 * (Ramadan 2030, Eid al-Fitr 2033). A feast of several days is given by its first.
 */
export function feastDays(feast: Feast, year: number): Result<readonly string[], FeastIssue> {
  const issue = checkCoverage(feast, { first: year, last: year });
  return issue === undefined ? succeed(daysAround(feast, year).map(String)) : fail(issue);
}

/** Says which of the years is the first that the feast's calendar does not know; undefined if it knows them all. */
export function checkCoverage(feast: Feast, years: YearRange): FeastIssue | undefined {
  const { covered } = CALENDARS[feast];
  if (years.first >= covered.first && years.last <= covered.last) return undefined;
  const year = years.first < covered.first ? years.first : Math.max(years.first, covered.last + 1);
  return {
    code: "feast-not-covered",
    path: "feast",
    feast,
    year,
    covered,
    message:
      `The day of ${feast} is known for ${covered.first} to ${covered.last}, not for ${year}: ` +
      "give that year's days in a schedule of kind once.",
  };
}

/** Like `feastDays`, and known for one more year on either side of the covered ones. */
export function daysAround(feast: Feast, year: number): readonly Temporal.PlainDate[] {
  return CALENDARS[feast].daysIn(year);
}

/** `first`: the first year in which it was kept on that day, as far as there is a source. */
function computed(dayIn: (year: number) => Temporal.PlainDate, first = 1900): FeastCalendar {
  return { covered: { first, last: 2099 }, daysIn: (year) => [dayIn(year)] };
}

function yearly(monthDay: string): (year: number) => Temporal.PlainDate {
  const day = Temporal.PlainMonthDay.from(monthDay);
  return (year) => day.toPlainDate({ year });
}

/** The third Sunday of a month falls on the 21st at the latest. */
function lastSundayUpTo(day: string): Temporal.PlainDate {
  const latest = Temporal.PlainDate.from(day);
  return latest.subtract({ days: latest.dayOfWeek % 7 });
}

function tabulated(days: readonly Temporal.PlainDate[]): FeastCalendar {
  return { covered: TABLE_YEARS, daysIn: (year) => days.filter((day) => day.year === year) };
}
