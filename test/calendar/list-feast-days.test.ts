import { describe, expect, it } from "vitest";
import { listFeastDays } from "../../src/calendar/list-feast-days.ts";

describe("listFeastDays", () => {
  it("lists the feasts of a year by day, each with its last day", () => {
    const listed = listFeastDays({ from: Date.UTC(2025, 0, 1), until: Date.UTC(2026, 0, 1) });
    const spans = listed.ok
      ? listed.value.days.map(({ feast, firstDay, lastDay }) => [feast, firstDay, lastDay].join(" "))
      : [];
    expect(spans).toEqual([
      "orthodox-christmas 2025-01-07 2025-01-07",
      "chinese-new-year 2025-01-29 2025-01-29",
      "maslenitsa 2025-02-24 2025-03-02",
      "ramadan 2025-03-01 2025-03-29",
      "navruz 2025-03-21 2025-03-21",
      "eid-al-fitr 2025-03-30 2025-04-01",
      "orthodox-easter 2025-04-20 2025-04-20",
      "western-easter 2025-04-20 2025-04-20",
      "victory-day 2025-05-09 2025-05-09",
      "eid-al-adha 2025-06-06 2025-06-09",
      "ysyakh 2025-06-21 2025-06-21",
      "knowledge-day 2025-09-01 2025-09-01",
      "fathers-day 2025-10-19 2025-10-19",
      "mothers-day 2025-11-30 2025-11-30",
    ]);
  });

  it("includes the days on which the range begins and ends, and none outside", () => {
    const days = (from: number, until: number) => {
      const listed = listFeastDays({ from, until });
      return listed.ok ? listed.value.days.map(({ firstDay }) => firstDay) : listed.error;
    };
    expect(days(Date.UTC(2025, 2, 1, 12), Date.UTC(2025, 2, 30) + 1)).toEqual([
      "2025-03-01",
      "2025-03-21",
      "2025-03-30",
    ]);
    expect(days(Date.UTC(2025, 2, 2), Date.UTC(2025, 2, 21))).toEqual([]);
    expect(days(Date.UTC(2030, 11, 1), Date.UTC(2031, 1, 1))).toEqual([
      "2030-12-26",
      "2031-01-07",
      "2031-01-23",
      "2031-01-24",
    ]);
  });

  it("leaves out feasts whose calendar does not cover the range, and names each with the years that it covers", () => {
    const listed = listFeastDays({ from: Date.UTC(2035, 0, 1), until: Date.UTC(2036, 0, 2) });
    const { days, unknown } = listed.ok ? listed.value : { days: [], unknown: [] };
    const lunar = ["chinese-new-year", "ramadan", "eid-al-fitr", "eid-al-adha"];
    expect(unknown).toEqual(lunar.map((feast) => ({ feast, covered: { first: 2024, last: 2035 } })));
    expect(days.some(({ feast }) => lunar.includes(feast))).toBe(false);
    expect(days.map(({ feast }) => feast)).toContain("orthodox-easter");
  });

  it("refuses a range that is not one", () => {
    expect(listFeastDays({ from: 1, until: 1 })).toMatchObject({ ok: false, error: [{ code: "bad-range" }] });
  });
});
