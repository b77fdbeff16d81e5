import fc from "fast-check";
import { expect, it } from "vitest";
import { sayDay, sayDays } from "../../src/domain/say-day.ts";
import { sayUtcMinute } from "../../src/domain/say-utc-minute.ts";

const NAMES = { ru: "ru-RU", en: "en-GB" } as const;

/** As the platform's own calendar says it. */
function asCalendars(at: number, language: keyof typeof NAMES): string {
  const format = new Intl.DateTimeFormat(NAMES[language], { dateStyle: "long", timeZone: "UTC" });
  return format.format(at).replace(/\u00a0?\s?г\.$/, "");
}

it("names every day and minute as the calendar does", () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2400, 0, 1) }), (at) => {
      const [day, time] = new Date(at).toISOString().slice(0, 16).split("T");
      for (const language of ["ru", "en"] as const) {
        expect(sayDay(day ?? "")[language]).toBe(asCalendars(at, language));
        expect(sayUtcMinute(at)[language]).toBe(`${asCalendars(at, language)}, ${time} UTC`);
      }
    }),
  );
});

it("says a stretch of days without what both its ends have", () => {
  expect(sayDays("2027-05-09", "2027-05-09").ru).toBe("9 мая 2027");
  expect(sayDays("2027-05-08", "2027-05-10").en).toBe("8–10 May 2027");
  expect(sayDays("2027-02-08", "2027-03-08").ru).toBe("8 февраля – 8 марта 2027");
  expect(sayDays("2026-12-31", "2027-01-02").en).toBe("31 December 2026 – 2 January 2027");
});
