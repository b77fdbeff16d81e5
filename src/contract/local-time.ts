import type { Language } from "../domain/label.ts";

const LOCALES: Readonly<Record<Language, string>> = { ru: "ru-RU", en: "en-GB" };

/**
 * Words instants so that they can follow "at": "14:05", and on another day than the reader's, "14:05 on 14 February".
 */
export function createTimeFormat(zone: string, language: Language, now: number): (at: number) => string {
  const locale = LOCALES[language];
  const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(locale, { timeZone: zone, day: "numeric", month: "long" });
  const today = day.format(now);
  return (at) => {
    const date = day.format(at);
    if (date === today) return clock.format(at);
    return language === "ru" ? `${clock.format(at)} ${date}` : `${clock.format(at)} on ${date}`;
  };
}
