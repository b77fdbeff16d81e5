import type { Language } from "../domain/label.ts";

const LOCALES: Readonly<Record<Language, string>> = { ru: "ru-RU", en: "en-GB" };

/**
 * Words instants so that they can follow "at": "14:05 (UTC+3)", and on another day than the reader's, "14:05 on 14 February (UTC+3)".
 */
export function createTimeFormat(zone: string, language: Language, now: number): (at: number) => string {
  const locale = LOCALES[language];
  const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(locale, { timeZone: zone, day: "numeric", month: "long" });
  const offset = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" });
  const today = day.format(now);
  return (at) => {
    const date = day.format(at);
    const name = offset.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const here = `(${name.replace("GMT", "UTC")})`;
    if (date === today) return `${clock.format(at)} ${here}`;
    return language === "ru" ? `${clock.format(at)} ${date} ${here}` : `${clock.format(at)} on ${date} ${here}`;
  };
}

/** How spans and days are worded for one reader; see `createSpanFormat`. */
export interface SpanFormat {
  formatSpan(from: number, until: number): string;
  formatDay(at: number): string;
}

/**
 * Words half-open spans by the reader's clock: "6–8 March" if both ends are midnights, else with the hours; with the
 * year where it is not the present one. Days are worded with their year always.
 */
export function createSpanFormat(zone: string, language: Language, now: number): SpanFormat {
  const locale = LOCALES[language];
  const date = { timeZone: zone, day: "numeric", month: "long" } as const;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const year = new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric" });
  const fullDay = new Intl.DateTimeFormat(locale, { ...date, year: "numeric" });
  const thisYear = year.format(now);
  return {
    formatSpan(from, until) {
      const isWholeDays = [from, until].every((at) => clock.format(at) === "00:00");
      const last = isWholeDays ? until - 1 : until;
      const isThisYear = [from, last].every((at) => year.format(at) === thisYear);
      const format = new Intl.DateTimeFormat(locale, {
        ...date,
        ...(isThisYear ? {} : { year: "numeric" }),
        ...(isWholeDays ? {} : { hour: "2-digit", minute: "2-digit" }),
      });
      return spellYear(format.formatRange(from, last));
    },
    formatDay: (at) => spellYear(fullDay.format(at)),
  };
}

/** A sentence may end after a year; the abbreviation's own full stop would make two. */
function spellYear(text: string): string {
  return text.replaceAll(/\sг\./g, "\u00a0года");
}
