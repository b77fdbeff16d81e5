import { describe, expect, it } from "vitest";
import { checkSchedule } from "../../src/calendar/check-schedule.ts";
import type { FeastSchedule, OnceSchedule, Schedule, YearlySchedule } from "../../src/domain/campaign/schedule.ts";

const once = { kind: "once", zone: "own", firstDay: "2025-03-04", lastDay: "2025-03-08" } as const;
const yearly = { kind: "yearly", zone: "own", firstDay: "--12-20", lastDay: "--01-14" } as const;
const feast = {
  kind: "feast",
  zone: "own",
  feast: "maslenitsa",
  firstOffsetDays: 0,
  lastOffsetDays: 6,
} as const;

describe("checkSchedule", () => {
  it.each<readonly [string, Schedule]>([
    ["a few days", once],
    ["one day", { ...once, lastDay: "2025-03-04" }],
    ["a part of one day", { ...once, lastDay: "2025-03-04", startTime: "08:00", endTime: "08:01" }],
    ["a night", { ...once, lastDay: "2025-03-05", startTime: "23:00", endTime: "00:00" }],
    ["366 days", { ...once, firstDay: "2024-01-01", lastDay: "2024-12-31" }],
    ["a leap day", { ...once, firstDay: "2024-02-29", lastDay: "2024-02-29" }],
    ["a season across New Year", yearly],
    ["a yearly leap day", { ...yearly, firstDay: "--02-29", lastDay: "--02-29" }],
    ["300 days a year", { ...yearly, firstDay: "--03-01", lastDay: "--12-25" }],
    ["a fixed zone in any case", { ...once, zone: "europe/moscow" }],
    ["the week of a feast", feast],
    ["120 days about a feast", { ...feast, firstOffsetDays: -60, lastOffsetDays: 59 }],
  ])("accepts %s", (_, schedule) => {
    expect(checkSchedule(schedule)).toEqual([]);
  });

  it.each<readonly [string, Partial<OnceSchedule>, string, string]>([
    ["30 February", { firstDay: "2025-02-30" }, "bad-day", "firstDay"],
    ["29 February of a common year", { firstDay: "2025-02-29" }, "bad-day", "firstDay"],
    ["29 February 2100", { lastDay: "2100-02-29" }, "bad-day", "lastDay"],
    ["31 April", { lastDay: "2025-04-31" }, "bad-day", "lastDay"],
    ["month 13", { lastDay: "2025-13-01" }, "bad-day", "lastDay"],
    ["day 0", { lastDay: "2025-03-00" }, "bad-day", "lastDay"],
    ["a mistyped century", { lastDay: "2205-03-08" }, "bad-day", "lastDay"],
    ["a year before 1970", { firstDay: "1969-12-31" }, "bad-day", "firstDay"],
    ["a local order of day and month", { firstDay: "04.03.2025" }, "bad-day", "firstDay"],
    ["an instant for a day", { firstDay: "2025-03-04T00:00Z" }, "bad-day", "firstDay"],
    ["a month-day for a day", { firstDay: "--03-04" }, "bad-day", "firstDay"],
    ["no day", { firstDay: "" }, "bad-day", "firstDay"],
    ["hour 24", { startTime: "24:00" }, "bad-time", "startTime"],
    ["minute 60", { endTime: "12:60" }, "bad-time", "endTime"],
    ["a time without its zero", { startTime: "8:00" }, "bad-time", "startTime"],
    ["a time with seconds", { endTime: "08:00:00" }, "bad-time", "endTime"],
    ["an invented zone", { zone: "Europe/Moskow" }, "unknown-zone", "zone"],
    ["an offset for a zone", { zone: "+03:00" }, "unknown-zone", "zone"],
    ["the last day before the first", { lastDay: "2025-03-03" }, "ends-before-start", "lastDay"],
    ["a year for ever", { lastDay: "2026-03-05" }, "too-long", "lastDay"],
    [
      "an end at its start",
      { lastDay: "2025-03-04", startTime: "10:00", endTime: "10:00" },
      "ends-before-start",
      "endTime",
    ],
    ["an end at the midnight it starts", { lastDay: "2025-03-04", endTime: "00:00" }, "ends-before-start", "endTime"],
  ])("refuses a once schedule with %s", (_, change, code, path) => {
    expect(checkSchedule({ ...once, ...change })).toMatchObject([{ code, path }]);
  });

  it.each<readonly [string, Partial<YearlySchedule>, string, string]>([
    ["30 February", { firstDay: "--02-30" }, "bad-month-day", "firstDay"],
    ["month 0", { firstDay: "--00-10" }, "bad-month-day", "firstDay"],
    ["a full day", { lastDay: "2025-01-14" }, "bad-month-day", "lastDay"],
    ["a month-day without its dashes", { lastDay: "01-14" }, "bad-month-day", "lastDay"],
    ["every day of the year", { firstDay: "--01-01", lastDay: "--12-31" }, "too-long", "lastDay"],
    ["hardly a pause", { firstDay: "--12-20", lastDay: "--12-19" }, "too-long", "lastDay"],
    ["301 days", { firstDay: "--03-01", lastDay: "--12-26" }, "too-long", "lastDay"],
    ["29 to 28 February", { firstDay: "--02-29", lastDay: "--02-28" }, "too-long", "lastDay"],
    [
      "nothing left in a year without 29 February",
      { firstDay: "--02-28", lastDay: "--02-29", startTime: "12:00", endTime: "10:00" },
      "ends-before-start",
      "endTime",
    ],
  ])("refuses a yearly schedule with %s", (_, change, code, path) => {
    expect(checkSchedule({ ...yearly, ...change })).toMatchObject([{ code, path }]);
  });

  it.each<readonly [string, Partial<FeastSchedule>, string, string]>([
    ["half a day", { firstOffsetDays: -0.5 }, "bad-offset", "firstOffsetDays"],
    ["an endless offset", { lastOffsetDays: Infinity }, "bad-offset", "lastOffsetDays"],
    ["an offset of more than half a year", { firstOffsetDays: -181 }, "bad-offset", "firstOffsetDays"],
    ["the last offset before the first", { lastOffsetDays: -1 }, "ends-before-start", "lastOffsetDays"],
    ["121 days", { lastOffsetDays: 120 }, "too-long", "lastOffsetDays"],
  ])("refuses a feast schedule with %s", (_, change, code, path) => {
    expect(checkSchedule({ ...feast, ...change })).toMatchObject([{ code, path }]);
  });

  it("names everything that is wrong at once", () => {
    const issues = checkSchedule({ ...once, zone: "Mars", firstDay: "x", lastDay: "y", startTime: "z", endTime: "" });
    expect(issues.map(({ path }) => path)).toEqual(["firstDay", "lastDay", "startTime", "endTime", "zone"]);
  });

  it("quotes what was written, cut short, and says what to write instead", () => {
    const [issue] = checkSchedule({ ...once, firstDay: `2025-02-30${"0".repeat(1000)}` });
    expect(issue?.message).toMatch(/^"2025-02-300{30}…" is not a day: write one such as 2025-03-04/);
  });
});
