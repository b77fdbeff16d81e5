import { Temporal } from "temporal-polyfill";

/**
 * Days of the feasts that no short formula gives. The first and the last row lie outside `TABLE_YEARS`: they complete
 * the spans that reach over its edges (two weeks before a feast, say). To cover another year, add a row and move the
 * years.
 */
export const TABLE_YEARS = { first: 2024, last: 2035 } as const;

/**
 * First day of the first month of the Chinese calendar (GB/T 33661-2017), as printed by the Hong Kong Observatory.
 * Where the new moon falls close to midnight in Beijing, approximate calendars, ICU's among them, are a day off:
 * 2027 (23:56 on 6 February) and 2030 (00:07 on 3 February).
 */
export const CHINESE_NEW_YEAR = readDays(`
  2023-01-22
  2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13
  2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08
  2036-01-28
`);

/*
 * The Islamic feasts follow the Umm al-Qura calendar (Makkah; R. H. van Gent's tables), the civil calendar computed in
 * advance. A local sighting of the crescent, or a muftiate's own calendar, may move a feast by a day: the table is
 * what Garland uses. ICU's `islamic-umalqura` is one day late for Ramadan 2031, Eid al-Fitr in January 2033 and
 * Eid al-Adha 2033 and 2035.
 */

/** 1 Ramadan, the first day of the fast; twice in 2030. */
export const RAMADAN = readDays(`
  2023-03-23
  2024-03-11 2025-03-01 2026-02-18 2027-02-08 2028-01-28 2029-01-16
  2030-01-05 2030-12-26 2031-12-15 2032-12-04 2033-11-23 2034-11-12 2035-11-01
  2036-10-20
`);

/** 1 Shawwal; twice in 2033. */
export const EID_AL_FITR = readDays(`
  2023-04-21
  2024-04-10 2025-03-30 2026-03-20 2027-03-09 2028-02-26 2029-02-14
  2030-02-04 2031-01-24 2032-01-14 2033-01-02 2033-12-23 2034-12-12 2035-12-01
  2036-11-19
`);

/** 10 Dhu al-Hijja. */
export const EID_AL_ADHA = readDays(`
  2023-06-28
  2024-06-16 2025-06-06 2026-05-27 2027-05-16 2028-05-05 2029-04-24
  2030-04-13 2031-04-02 2032-03-22 2033-03-11 2034-03-01 2035-02-18
  2036-02-07
`);

function readDays(table: string): readonly Temporal.PlainDate[] {
  return table
    .trim()
    .split(/\s+/)
    .map((day) => Temporal.PlainDate.from(day));
}
