import { describe, expect, it } from "vitest";
import { expandSchedule } from "../../src/calendar/expand-schedule.ts";
import type { OnceSchedule, Schedule, Window } from "../../src/domain/campaign/schedule.ts";
import { localClock } from "./local-clock.ts";

const tree = { kind: "yearly", zone: "own", firstDay: "--12-20", lastDay: "--01-14" } as const;
const tulip = { kind: "once", zone: "own", firstDay: "2025-03-04", lastDay: "2025-03-08" } as const;

describe("a yearly schedule", () => {
  it("crosses New Year, and shows the season in progress as well as those to come, whole", () => {
    expect(windows(tree, "Europe/Moscow", "2025-01-10", "2026-12-21")).toEqual([
      "2024-12-19T21:00Z/2025-01-14T21:00Z",
      "2025-12-19T21:00Z/2026-01-14T21:00Z",
      "2026-12-19T21:00Z/2027-01-14T21:00Z",
    ]);
  });

  it.each([
    ["Europe/Kaliningrad", 2],
    ["Europe/Moscow", 3],
    ["Europe/Samara", 4],
    ["Asia/Yekaterinburg", 5],
    ["Asia/Omsk", 6],
    ["Asia/Krasnoyarsk", 7],
    ["Asia/Novosibirsk", 7],
    ["Asia/Irkutsk", 8],
    ["Asia/Yakutsk", 9],
    ["Asia/Vladivostok", 10],
    ["Asia/Magadan", 11],
    ["Asia/Kamchatka", 12],
  ])("puts the tree up at midnight in %s, UTC+%i, and takes it down at midnight", (zone, offsetHours) => {
    const expanded = expandSchedule(tree, zone, range("2024-12-01", "2025-02-01"));
    const midnight = (utc: number) => utc - offsetHours * 3_600_000;
    const season = { from: midnight(Date.UTC(2024, 11, 20)), until: midnight(Date.UTC(2025, 0, 15)) };
    expect(expanded).toEqual({ ok: true, value: [season] });
    expect([localClock(season.from, zone), localClock(season.until, zone)]).toEqual([
      "2024-12-20T00:00",
      "2025-01-15T00:00",
    ]);
  });

  it("takes 28 February for 29 February in common years", () => {
    const leap = { ...tree, zone: "UTC", firstDay: "--02-29", lastDay: "--02-29" } as const;
    expect(windows(leap, "UTC", "2023-01-01", "2025-01-01")).toEqual([
      "2023-02-28T00:00Z/2023-03-01T00:00Z",
      "2024-02-29T00:00Z/2024-03-01T00:00Z",
    ]);
    const untilLeap = { ...leap, firstDay: "--02-20" };
    expect(windows(untilLeap, "UTC", "2024-01-01", "2026-01-01")).toEqual([
      "2024-02-20T00:00Z/2024-03-01T00:00Z",
      "2025-02-20T00:00Z/2025-03-01T00:00Z",
    ]);
  });
});

describe("a once schedule", () => {
  it("includes its last day", () => {
    expect(windows(tulip, "Asia/Kamchatka", "2025-01-01", "2026-01-01")).toEqual([
      "2025-03-03T12:00Z/2025-03-08T12:00Z",
    ]);
  });

  it("keeps to its times of day, and to its own zone whatever the subscriber's", () => {
    const fixed = { ...tulip, zone: "europe/moscow", startTime: "08:30", endTime: "22:15" } as const;
    for (const zone of ["Asia/Kamchatka", "no zone at all"]) {
      expect(windows(fixed, zone, "2025-01-01", "2026-01-01")).toEqual(["2025-03-04T05:30Z/2025-03-08T19:15Z"]);
    }
  });

  it("touches a half-open range only from inside", () => {
    const utc = { ...tulip, zone: "UTC" } as const;
    const [from, until] = [Date.UTC(2025, 2, 4), Date.UTC(2025, 2, 9)];
    const countIn = (start: number, end: number) => {
      const expanded = expandSchedule(utc, "UTC", { from: start, until: end });
      return expanded.ok ? expanded.value.length : expanded.error;
    };
    expect(countIn(from - 9, from)).toBe(0);
    expect(countIn(from - 9, from + 1)).toBe(1);
    expect(countIn(until - 1, until + 9)).toBe(1);
    expect(countIn(until, until + 9)).toBe(0);
  });
});

describe("a feast schedule", () => {
  const easter = {
    kind: "feast",
    zone: "UTC",
    feast: "orthodox-easter",
    firstOffsetDays: 0,
    lastOffsetDays: 6,
  } as const;

  it("moves with its feast", () => {
    expect(windows(easter, "UTC", "2024-01-01", "2026-01-01")).toEqual([
      "2024-05-05T00:00Z/2024-05-12T00:00Z",
      "2025-04-20T00:00Z/2025-04-27T00:00Z",
    ]);
  });

  it("shows Maslenitsa from its Monday to Forgiveness Sunday", () => {
    expect(windows({ ...easter, feast: "maslenitsa" }, "UTC", "2025-01-01", "2026-01-01")).toEqual([
      "2025-02-24T00:00Z/2025-03-03T00:00Z",
    ]);
  });

  it("comes twice in a year in which its feast does", () => {
    const month = { ...easter, feast: "ramadan", firstOffsetDays: -1, lastOffsetDays: 0 } as const;
    expect(windows(month, "UTC", "2030-01-01", "2031-01-01")).toEqual([
      "2030-01-04T00:00Z/2030-01-06T00:00Z",
      "2030-12-25T00:00Z/2030-12-27T00:00Z",
    ]);
  });

  it("reaches into the range from a feast of the year before or after it", () => {
    const before = { ...easter, feast: "eid-al-fitr", firstOffsetDays: 20, lastOffsetDays: 60 } as const;
    expect(windows(before, "UTC", "2034-01-01", "2034-01-20")).toEqual(["2034-01-12T00:00Z/2034-02-22T00:00Z"]);
    const after = { ...easter, feast: "chinese-new-year", firstOffsetDays: -60, lastOffsetDays: 0 } as const;
    expect(windows(after, "UTC", "2035-11-01", "2036-01-01")).toEqual(["2035-11-29T00:00Z/2036-01-29T00:00Z"]);
  });

  it("is refused for a range with a year that the table does not cover, and says which it covers", () => {
    const expanded = expandSchedule({ ...easter, feast: "ramadan" }, "UTC", range("2035-06-01", "2036-12-01"));
    expect(expanded).toMatchObject({
      ok: false,
      error: [{ code: "feast-not-covered", path: "feast", year: 2036, covered: { first: 2024, last: 2035 } }],
    });
    expect(expandSchedule({ ...easter, feast: "ramadan" }, "UTC", range("2023-12-31", "2024-02-01"))).toMatchObject({
      ok: false,
      error: [{ code: "feast-not-covered", year: 2023 }],
    });
  });
});

describe("a wave", () => {
  it("starts its days later and ends with the campaign", () => {
    expect(windows(tree, "Europe/Moscow", "2024-12-01", "2025-02-01", 7)).toEqual([
      "2024-12-26T21:00Z/2025-01-14T21:00Z",
    ]);
  });

  it("counts calendar days, also across a change of clocks", () => {
    const spring = { ...tulip, firstDay: "2025-03-28", lastDay: "2025-04-05", startTime: "09:00" } as const;
    expect(windows(spring, "Europe/Berlin", "2025-01-01", "2026-01-01", 3)).toEqual([
      "2025-03-31T07:00Z/2025-04-05T22:00Z",
    ]);
  });

  it("may have its last day only, and has no window past the end", () => {
    expect(windows(tulip, "UTC", "2025-01-01", "2026-01-01", 4)).toEqual(["2025-03-08T00:00Z/2025-03-09T00:00Z"]);
    expect(windows(tulip, "UTC", "2025-01-01", "2026-01-01", 5)).toEqual([]);
    expect(windows({ ...tulip, startTime: "12:00", endTime: "11:00" }, "UTC", "2025-01-01", "2026-01-01", 4)).toEqual(
      [],
    );
    expect(windows(tree, "UTC", "2024-01-01", "2026-01-01", 300)).toEqual([]);
  });
});

describe("where clocks jump", () => {
  const day = (text: string, change: Partial<OnceSchedule> = {}): Schedule => ({
    kind: "once",
    zone: "own",
    ...change,
    firstDay: text,
    lastDay: text,
  });

  it.each([
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z/2018-11-05T02:00Z"],
    ["Africa/Cairo", "2024-04-26", "2024-04-25T22:00Z/2024-04-26T21:00Z"],
    ["Asia/Beirut", "2025-03-30", "2025-03-29T22:00Z/2025-03-30T21:00Z"],
    ["America/Havana", "2025-03-09", "2025-03-09T05:00Z/2025-03-10T04:00Z"],
  ])("a day of %s whose midnight is skipped (%s) starts at the first instant there is", (zone, date, window) => {
    expect(windows(day(date), zone, "2010-01-01", "2030-01-01")).toEqual([window]);
  });

  it.each([
    ["Africa/Cairo", "2024-04-25", "2024-04-24T22:00Z/2024-04-25T22:00Z"],
    ["America/Sao_Paulo", "2018-11-03", "2018-11-03T03:00Z/2018-11-04T03:00Z"],
  ])("the day before it in %s (%s) ends at that same instant", (zone, date, window) => {
    expect(windows(day(date), zone, "2010-01-01", "2030-01-01")).toEqual([window]);
  });

  it.each([
    ["America/Havana", "2024-11-02", "2024-11-02T04:00Z/2024-11-03T04:00Z"],
    ["America/Havana", "2024-11-03", "2024-11-03T04:00Z/2024-11-04T05:00Z"],
    ["Africa/Cairo", "2024-10-31", "2024-10-30T21:00Z/2024-10-31T22:00Z"],
    ["Africa/Cairo", "2024-11-01", "2024-10-31T22:00Z/2024-11-01T22:00Z"],
  ])("days of %s around a repeated midnight (%s) meet without overlapping", (zone, date, window) => {
    expect(windows(day(date), zone, "2010-01-01", "2030-01-01")).toEqual([window]);
  });

  it.each([
    ["02:30", "2025-03-30T01:00Z"],
    ["02:00", "2025-03-30T01:00Z"],
    ["03:00", "2025-03-30T01:00Z"],
    ["01:59", "2025-03-30T00:59Z"],
  ])("a start or end at %s on Berlin's spring day means %s", (time, instant) => {
    expect(windows(day("2025-03-30", { startTime: time }), "Europe/Berlin", "2025-01-01", "2026-01-01")).toEqual([
      `${instant}/2025-03-30T22:00Z`,
    ]);
    expect(windows(day("2025-03-30", { endTime: time }), "Europe/Berlin", "2025-01-01", "2026-01-01")).toEqual([
      `2025-03-29T23:00Z/${instant}`,
    ]);
  });

  it("starts at the first and ends at the last occurrence of a repeated autumn time", () => {
    expect(windows(day("2025-10-26", { startTime: "02:30" }), "Europe/Berlin", "2025-01-01", "2026-01-01")).toEqual([
      "2025-10-26T00:30Z/2025-10-26T23:00Z",
    ]);
    expect(windows(day("2025-10-26", { endTime: "02:30" }), "Europe/Berlin", "2025-01-01", "2026-01-01")).toEqual([
      "2025-10-25T22:00Z/2025-10-26T01:30Z",
    ]);
    expect(windows(day("2024-10-31", { startTime: "23:30" }), "Africa/Cairo", "2024-01-01", "2025-01-01")).toEqual([
      "2024-10-31T20:30Z/2024-10-31T22:00Z",
    ]);
  });

  it("knows a change of half an hour", () => {
    expect(
      windows(day("2025-10-05", { startTime: "02:15" }), "Australia/Lord_Howe", "2025-01-01", "2026-01-01"),
    ).toEqual(["2025-10-04T15:30Z/2025-10-05T13:00Z"]);
  });

  it("has no window for times or days that a zone's clocks leave out", () => {
    const night = day("2025-03-30", { startTime: "02:10", endTime: "02:50" });
    expect(windows(night, "Europe/Berlin", "2025-01-01", "2026-01-01")).toEqual([]);
    expect(windows(night, "Europe/Moscow", "2025-01-01", "2026-01-01")).toEqual([
      "2025-03-29T23:10Z/2025-03-29T23:50Z",
    ]);
    expect(windows(day("2011-12-30"), "Pacific/Apia", "2011-01-01", "2013-01-01")).toEqual([]);
    expect(windows(day("2011-12-30", { startTime: "10:00" }), "Pacific/Apia", "2011-01-01", "2013-01-01")).toEqual([]);
  });

  it("joins the days around one that a zone left out", () => {
    const days = { ...tulip, firstDay: "2011-12-29", lastDay: "2011-12-31" } as const;
    expect(windows(days, "Pacific/Apia", "2011-01-01", "2013-01-01")).toEqual(["2011-12-29T10:00Z/2011-12-31T10:00Z"]);
    const fromNowhere = { ...days, firstDay: "2011-12-30" };
    expect(windows(fromNowhere, "Pacific/Apia", "2011-01-01", "2013-01-01")).toEqual([
      "2011-12-30T10:00Z/2011-12-31T10:00Z",
    ]);
    const toNowhere = { ...days, lastDay: "2011-12-30" };
    expect(windows(toNowhere, "Pacific/Apia", "2011-01-01", "2013-01-01")).toEqual([
      "2011-12-29T10:00Z/2011-12-30T10:00Z",
    ]);
  });
});

describe("expandSchedule", () => {
  it("refuses a zone it does not know, and says so", () => {
    expect(expandSchedule(tulip, "Mars/Olympus", range("2025-01-01", "2026-01-01"))).toEqual({
      ok: false,
      error: [
        {
          code: "unknown-zone",
          path: "zone",
          message: '"Mars/Olympus" is not a time zone: write an IANA name such as Europe/Moscow.',
        },
      ],
    });
  });

  it.each([
    [{ from: 2, until: 1 }],
    [{ from: 1, until: 1 }],
    [{ from: -1, until: 1 }],
    [{ from: 0, until: 4_102_444_800_001 }],
    [{ from: 0.5, until: 1 }],
    [{ from: 0, until: Number.NaN }],
    [{ from: 0, until: Infinity }],
  ])("refuses the range %j", (bad) => {
    expect(expandSchedule(tulip, "UTC", bad)).toMatchObject({
      ok: false,
      error: [{ code: "bad-range", path: "range" }],
    });
  });

  it.each([-1, 0.5, 367, Number.NaN])("refuses a wave that starts %d days after", (days) => {
    expect(expandSchedule(tulip, "UTC", range("2025-01-01", "2026-01-01"), days)).toMatchObject({
      ok: false,
      error: [{ code: "bad-delay", path: "startsAfterDays" }],
    });
  });

  it("refuses what checkSchedule refuses, with the same issues", () => {
    expect(
      expandSchedule({ ...tulip, firstDay: "2025-02-30", zone: "Mars" }, "UTC", range("2025-01-01", "2026-01-01")),
    ).toMatchObject({ ok: false, error: [{ path: "firstDay" }, { path: "zone" }] });
  });

  it("expands every year up to 2099", () => {
    const all = expandSchedule({ ...tree, zone: "UTC" }, "UTC", { from: 0, until: 4_102_444_800_000 });
    expect(all.ok ? all.value.length : all.error).toBe(131);
  });
});

function range(first: string, end: string): Window {
  return { from: Date.parse(first), until: Date.parse(end) };
}

function windows(schedule: Schedule, zone: string, first: string, end: string, startsAfterDays?: number) {
  const expanded = expandSchedule(schedule, zone, range(first, end), startsAfterDays);
  if (!expanded.ok) return expanded.error;
  const write = (at: number) => new Date(at).toISOString().replace(":00.000Z", "Z");
  return expanded.value.map(({ from, until }) => `${write(from)}/${write(until)}`);
}
