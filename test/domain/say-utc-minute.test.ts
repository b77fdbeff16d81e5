import fc from "fast-check";
import { expect, it } from "vitest";
import { sayDay, sayDays } from "../../src/domain/say-day.ts";
import { replaceUtcMinutes, sayUtcMinute } from "../../src/domain/say-utc-minute.ts";

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

it("finds in a sentence the very minute that it said, in either language", () => {
  const minute = fc.integer({ min: Date.UTC(1900, 0, 1) / 60_000, max: Date.UTC(2400, 0, 1) / 60_000 });
  fc.assert(
    fc.property(minute, minute, (one, other) => {
      for (const language of ["ru", "en"] as const) {
        const [first, second] = [sayUtcMinute(one * 60_000)[language], sayUtcMinute(other * 60_000)[language]];
        const put = replaceUtcMinutes(`«А», ${first}; “B” (${second}).`, (at) => `<${at / 60_000}>`);
        expect(put).toBe(`«А», <${one}>; “B” (<${other}>).`);
      }
    }),
  );
});

it("leaves what only looks like a minute, and zones, as they are", () => {
  for (const text of ["Moscow, UTC+3", "2 foo 2026, 09:30 UTC", "2 May 2026, 09:30 UTC+3", "noon UTC"])
    expect(replaceUtcMinutes(text, () => "!")).toBe(text);
});

it("says a stretch of days without what both its ends have", () => {
  expect(sayDays("2027-05-09", "2027-05-09").ru).toBe("9 мая 2027");
  expect(sayDays("2027-05-08", "2027-05-10").en).toBe("8–10 May 2027");
  expect(sayDays("2027-02-08", "2027-03-08").ru).toBe("8 февраля – 8 марта 2027");
  expect(sayDays("2026-12-31", "2027-01-02").en).toBe("31 December 2026 – 2 January 2027");
});
