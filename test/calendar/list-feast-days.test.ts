import { describe, expect, it } from "vitest";
import { listFeastDays } from "../../src/calendar/list-feast-days.ts";

describe("listFeastDays", () => {
  it("lists the feasts of a year by day, each with a label in both languages", () => {
    const listed = listFeastDays({ from: Date.UTC(2025, 0, 1), until: Date.UTC(2026, 0, 1) });
    expect(listed).toEqual({
      ok: true,
      value: [
        { feast: "chinese-new-year", day: "2025-01-29", label: { ru: "Китайский Новый год", en: "Chinese New Year" } },
        { feast: "maslenitsa", day: "2025-02-24", label: { ru: "Начало Масленицы", en: "Maslenitsa begins" } },
        { feast: "ramadan", day: "2025-03-01", label: { ru: "Начало Рамадана", en: "Ramadan begins" } },
        { feast: "eid-al-fitr", day: "2025-03-30", label: { ru: "Ураза-байрам", en: "Eid al-Fitr" } },
        { feast: "orthodox-easter", day: "2025-04-20", label: { ru: "Православная Пасха", en: "Orthodox Easter" } },
        { feast: "western-easter", day: "2025-04-20", label: { ru: "Католическая Пасха", en: "Western Easter" } },
        { feast: "eid-al-adha", day: "2025-06-06", label: { ru: "Курбан-байрам", en: "Eid al-Adha" } },
      ],
    });
  });

  it("includes the days on which the range begins and ends, and none outside", () => {
    const days = (from: number, until: number) => {
      const listed = listFeastDays({ from, until });
      return listed.ok ? listed.value.map(({ day }) => day) : listed.error;
    };
    expect(days(Date.UTC(2025, 2, 1, 12), Date.UTC(2025, 2, 30) + 1)).toEqual(["2025-03-01", "2025-03-30"]);
    expect(days(Date.UTC(2025, 2, 2), Date.UTC(2025, 2, 30))).toEqual([]);
    expect(days(Date.UTC(2030, 11, 1), Date.UTC(2031, 1, 1))).toEqual(["2030-12-26", "2031-01-23", "2031-01-24"]);
  });

  it("refuses a range that some calendars do not cover, and names each of them", () => {
    const listed = listFeastDays({ from: Date.UTC(2035, 0, 1), until: Date.UTC(2036, 0, 2) });
    expect(listed.ok ? [] : listed.error.map(({ message }) => message.split(" is ")[0])).toEqual([
      "The day of chinese-new-year",
      "The day of ramadan",
      "The day of eid-al-fitr",
      "The day of eid-al-adha",
    ]);
  });

  it("refuses a range that is not one", () => {
    expect(listFeastDays({ from: 1, until: 1 })).toMatchObject({ ok: false, error: [{ code: "bad-range" }] });
  });
});
