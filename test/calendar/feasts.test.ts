import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { feastDays } from "../../src/calendar/feasts.ts";
import { FEASTS, type Feast } from "../../src/domain/campaign/schedule.ts";

const KNOWN = {
  "orthodox-easter": [
    "1900-04-22 1918-05-05 1983-05-08 2000-04-30 2010-04-04 2021-05-02 2023-04-16 2024-05-05 2025-04-20 2026-04-12",
    "2027-05-02 2028-04-16 2029-04-08 2030-04-28 2031-04-13 2032-05-02 2033-04-24 2034-04-09 2035-04-29 2078-05-08",
  ],
  "western-easter": [
    "1900-04-15 1913-03-23 1943-04-25 1954-04-18 1981-04-19 2000-04-23 2008-03-23 2024-03-31 2025-04-20 2026-04-05",
    "2027-03-28 2028-04-16 2029-04-01 2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25 2038-04-25",
    "2049-04-18 2076-04-19",
  ],
  maslenitsa: ["2023-02-20 2024-03-11 2025-02-24 2026-02-16 2027-03-08 2028-02-21 2029-02-12 2030-03-04"],
  "chinese-new-year": [
    "2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31",
    "2034-02-19 2035-02-08",
  ],
  ramadan: [
    "2024-03-11 2025-03-01 2026-02-18 2027-02-08 2028-01-28 2029-01-16 2030-01-05 2030-12-26 2031-12-15 2032-12-04",
    "2033-11-23 2034-11-12 2035-11-01",
  ],
  "eid-al-fitr": [
    "2024-04-10 2025-03-30 2026-03-20 2027-03-09 2028-02-26 2029-02-14 2030-02-04 2031-01-24 2032-01-14 2033-01-02",
    "2033-12-23 2034-12-12 2035-12-01",
  ],
  "eid-al-adha": [
    "2024-06-16 2025-06-06 2026-05-27 2027-05-16 2028-05-05 2029-04-24 2030-04-13 2031-04-02 2032-03-22 2033-03-11",
    "2034-03-01 2035-02-18",
  ],
  "orthodox-christmas": ["1901-01-07 1918-01-07 2000-01-07 2024-01-07 2025-01-07 2026-01-07 2027-01-07 2099-01-07"],
  navruz: ["2010-03-21 2026-03-21 2027-03-21"],
  ysyakh: ["2018-06-21 2021-06-21 2024-06-21 2027-06-21"],
  "mothers-day": [
    "2013-11-24 2014-11-30 2021-11-28 2022-11-27 2023-11-26 2024-11-24 2025-11-30 2026-11-29 2027-11-28 2030-11-24",
  ],
  "fathers-day": ["2021-10-17 2022-10-16 2023-10-15 2024-10-20 2025-10-19 2026-10-18 2027-10-17 2028-10-15"],
  "victory-day": ["1945-05-09 2025-05-09 2027-05-09"],
  "knowledge-day": ["1984-09-01 2026-09-01 2027-09-01"],
} as const satisfies Record<Feast, readonly string[]>;

describe("feastDays", () => {
  it.each(FEASTS)("gives the published days of %s, and no others in those years", (feast) => {
    const published = KNOWN[feast].join(" ").split(" ");
    const years = [...new Set(published.map((day) => Number(day.slice(0, 4))))];
    expect(years.flatMap((year) => daysIn(feast, year))).toEqual(published);
  });

  it("gives both days of a feast that falls twice in one Gregorian year", () => {
    expect(daysIn("ramadan", 2030)).toEqual(["2030-01-05", "2030-12-26"]);
    expect(daysIn("eid-al-fitr", 2033)).toEqual(["2033-01-02", "2033-12-23"]);
  });

  it("keeps to what the rules of both Easters imply, from 1900 to 2099", () => {
    for (let year = 1900; year <= 2099; year += 1) {
      const [western, orthodox] = [dayIn("western-easter", year), dayIn("orthodox-easter", year)];
      expect([western.dayOfWeek, orthodox.dayOfWeek]).toEqual([7, 7]);
      expect(within(western, "03-22", "04-25"), `${western}`).toBe(true);
      expect(within(orthodox, "04-04", "05-08"), `${orthodox}`).toBe(true);
      expect([0, 7, 28, 35]).toContain(western.until(orthodox).days);
    }
  });

  it("agrees on both Easters with the formulas of Gauss, from 1900 to 2099", () => {
    for (let year = 1900; year <= 2099; year += 1) {
      expect(`${dayIn("western-easter", year)}`).toBe(westernEasterByGauss(year));
      expect(`${dayIn("orthodox-easter", year)}`).toBe(orthodoxEasterByGauss(year));
    }
  });

  it("begins Maslenitsa on the Monday of the week that ends 49 days before Orthodox Easter", () => {
    for (let year = 1900; year <= 2099; year += 1) {
      const monday = dayIn("maslenitsa", year);
      expect(monday.dayOfWeek).toBe(1);
      expect(monday.add({ days: 6 }).until(dayIn("orthodox-easter", year)).days).toBe(49);
    }
  });

  it.each([
    ["mothers-day", 1998, "11-24", "11-30"],
    ["fathers-day", 2021, "10-15", "10-21"],
  ] as const)("keeps %s to its Sunday of the month, from %i to 2099", (feast, first, earliest, latest) => {
    for (let year = first; year <= 2099; year += 1) {
      const day = dayIn(feast, year);
      expect(day.dayOfWeek).toBe(7);
      expect(within(day, earliest, latest), `${day}`).toBe(true);
    }
  });

  it("gives 25 December of the Julian calendar as Orthodox Christmas", () => {
    const julianDay = (year: number) => Math.floor(365.25 * (year + 4_716)) + Math.floor(30.6001 * 13) + 25 - 1_524;
    const epoch = Temporal.PlainDate.from("2000-01-01");
    for (let year = 1901; year <= 2099; year += 1) {
      expect(epoch.until(dayIn("orthodox-christmas", year)).days).toBe(julianDay(year - 1) - 2_451_545);
    }
  });

  it.each(["ramadan", "eid-al-fitr", "eid-al-adha", "chinese-new-year"] as const)(
    "leaves no gap in the table of %s: a lunar year, or thirteen moons, from each day to the next",
    (feast) => {
      const days = coveredDays(feast).map((day) => Temporal.PlainDate.from(day));
      const lengths = days.slice(1).map((day, index) => days[index]?.until(day).days);
      const allowed = feast === "chinese-new-year" ? [353, 354, 355, 383, 384, 385] : [354, 355];
      expect(lengths.filter((length) => length === undefined || !allowed.includes(length))).toEqual([]);
    },
  );

  it.each([
    ["chinese-new-year", "chinese", 1, 1, ["2027-02-06", "2030-02-03"]],
    ["ramadan", "islamic-umalqura", 9, 1, ["2031-12-15"]],
    ["eid-al-fitr", "islamic-umalqura", 10, 1, ["2033-01-02"]],
    ["eid-al-adha", "islamic-umalqura", 12, 10, ["2033-03-11", "2035-02-18"]],
  ] as const)("agrees on %s with ICU's %s calendar, but for the days on which ICU is known to err", (...row) => {
    const [feast, calendar, month, day, icuErrs] = row;
    const icu = daysByIcu(calendar, month, day);
    const disputed = coveredDays(feast).filter((own) => !icu.has(own));
    expect(icuErrs).toEqual(expect.arrayContaining(disputed));
    const nextDay = (own: string) => Temporal.PlainDate.from(own).add({ days: 1 }).toString();
    const dayBefore = (own: string) => Temporal.PlainDate.from(own).subtract({ days: 1 }).toString();
    expect(disputed.filter((own) => !icu.has(nextDay(own)) && !icu.has(dayBefore(own)))).toEqual([]);
  });

  it.each([
    ["ramadan", 2023, 2024, 2035],
    ["chinese-new-year", 2036, 2024, 2035],
    ["eid-al-fitr", 2036, 2024, 2035],
    ["eid-al-adha", 2050, 2024, 2035],
    ["orthodox-easter", 1899, 1900, 2099],
    ["western-easter", 2100, 1900, 2099],
    ["maslenitsa", 2100, 1900, 2099],
    ["orthodox-christmas", 1900, 1901, 2099],
    ["navruz", 2009, 2010, 2099],
    ["ysyakh", 2017, 2018, 2099],
    ["mothers-day", 1997, 1998, 2099],
    ["fathers-day", 2020, 2021, 2099],
    ["victory-day", 1944, 1945, 2099],
    ["knowledge-day", 2100, 1984, 2099],
  ] as const)("does not guess the day of %s in %i, and says which years it knows", (feast, year, first, last) => {
    const answer = feastDays(feast, year);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: "feast-not-covered", path: "feast", feast, year, covered: { first, last } },
    });
    if (!answer.ok) expect(answer.error.message).toContain(`${first} to ${last}, not for ${year}`);
  });
});

function daysIn(feast: Feast, year: number): readonly string[] {
  const days = feastDays(feast, year);
  if (!days.ok) throw new Error(days.error.message);
  return days.value;
}

function dayIn(feast: Feast, year: number): Temporal.PlainDate {
  return Temporal.PlainDate.from(String(daysIn(feast, year)));
}

function coveredDays(feast: Feast): readonly string[] {
  return Array.from({ length: 12 }, (_, index) => daysIn(feast, 2024 + index)).flat();
}

function within(day: Temporal.PlainDate, first: string, last: string): boolean {
  const monthDay = day.toString().slice(5);
  return first <= monthDay && monthDay <= last;
}

/** With the numbers 24 and 5, which hold from 1900 to 2099, and its two exceptions. */
function westernEasterByGauss(year: number): string {
  const moon = (19 * (year % 19) + 24) % 30;
  const sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
  const isTooLate = moon + sunday === 35 || (moon === 28 && sunday === 6 && year % 19 > 10);
  return marchDay(year, 22 + moon + sunday - (isTooLate ? 7 : 0));
}

function orthodoxEasterByGauss(year: number): string {
  const moon = (19 * (year % 19) + 15) % 30;
  const sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 6) % 7;
  return marchDay(year, 22 + moon + sunday + 13);
}

function marchDay(year: number, day: number): string {
  return new Date(Date.UTC(year, 2, day)).toISOString().slice(0, 10);
}

function daysByIcu(calendar: string, month: number, day: number): ReadonlySet<string> {
  const format = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, { timeZone: "UTC", month: "numeric", day: "numeric" });
  const found = new Set<string>();
  for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2036, 0, 1); at += 86_400_000) {
    const parts = format.formatToParts(at);
    const value = (type: string) => parts.find((part) => part.type === type)?.value;
    if (value("month") === `${month}` && value("day") === `${day}`) found.add(new Date(at).toISOString().slice(0, 10));
  }
  return found;
}
