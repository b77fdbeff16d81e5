import { Temporal } from "temporal-polyfill";

/**
 * Orthodox Easter as a Gregorian day: the Julian computus (Meeus, Astronomical Algorithms, 2nd ed., ch. 8), then moved
 * by the days by which the two calendars differ that year (13 from 1900 to 2099).
 */
export function orthodoxEaster(year: number): Temporal.PlainDate {
  const fullMoonAge = (19 * (year % 19) + 15) % 30;
  const daysToSunday = (2 * (year % 4) + 4 * (year % 7) - fullMoonAge + 34) % 7;
  return fromMarchCount(year, fullMoonAge + daysToSunday + 114).add({ days: calendarGapDays(year) });
}

/** 25 December of the Julian calendar, as a Gregorian day of the year that follows: 7 January from 1901 to 2100. */
export function orthodoxChristmas(year: number): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year: year - 1, month: 12, day: 25 }).add({ days: calendarGapDays(year - 1) });
}

/** By how many days the Julian calendar is behind, from March of the year. */
function calendarGapDays(year: number): number {
  return Math.floor(year / 100) - Math.floor(year / 400) - 2;
}

/**
 * Western Easter: the anonymous Gregorian computus (Nature, 20 April 1876; also Meeus, ch. 8). The letters are those
 * of the published formula, whose steps have no names.
 */
export function westernEaster(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  return fromMarchCount(year, h + l - 7 * m + 114);
}

/** Both formulas end alike: 31 times the month plus the day before. */
function fromMarchCount(year: number, count: number): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year, month: Math.floor(count / 31), day: (count % 31) + 1 });
}
