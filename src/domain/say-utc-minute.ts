import type { Label } from "./label.ts";
import { MONTHS, sayDay } from "./say-day.ts";
import { MINUTE_MS } from "./time-units.ts";

const MINUTES_A_DAY = 1_440;

/** “2 November 2026, 09:30 UTC”, for sentences of which nobody knows in which zone they are read. */
export function sayUtcMinute(at: number): Label {
  const minutes = Math.floor(at / MINUTE_MS);
  const minute = minutes - Math.floor(minutes / MINUTES_A_DAY) * MINUTES_A_DAY;
  const day = sayDay(dayOf(Math.floor(minutes / MINUTES_A_DAY)));
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)} UTC`;
  return { ru: `${day.ru}, ${time}`, en: `${day.en}, ${time}` };
}

/** Of a day counted from 1970-01-01, in years that begin in March, so that the leap day is the last: 146,097 days make 400 years. */
function dayOf(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const inEra = shifted - era * 146_097;
  const leaps = Math.floor(inEra / 1_460) - Math.floor(inEra / 36_524) + Math.floor(inEra / 146_096);
  const year = Math.floor((inEra - leaps) / 365);
  const inYear = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return `${year + era * 400 + (month <= 2 ? 1 : 0)}-${two(month)}-${two(day)}`;
}

/** As it stands in a sentence of either language. */
const SAID = /(\d{1,2}) (\p{L}+) (\d{4}), (\d{2}):(\d{2}) UTC(?![+-])/gu;

/** A sentence with its instants as `put` words them: whoever reads it has a zone of their own. */
export function replaceUtcMinutes(sentence: string, put: (at: number) => string): string {
  if (!sentence.includes(" UTC")) return sentence;
  return sentence.replaceAll(SAID, (said, day: string, name: string, year: string, hour: string, minute: string) => {
    const month = MONTHS.findIndex(({ ru, en }) => ru === name || en === name);
    if (month === -1) return said;
    const days = daysUntil(Number(year), month + 1, Number(day));
    return put((days * MINUTES_A_DAY + Number(hour) * 60 + Number(minute)) * MINUTE_MS);
  });
}

/** Days since 1970-01-01: the way back of `dayOf`. */
function daysUntil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const inEra = shifted - era * 400;
  const inYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leaps = Math.floor(inEra / 4) - Math.floor(inEra / 100);
  return era * 146_097 + inEra * 365 + leaps + inYear - 719_468;
}

const two = (count: number): string => String(count).padStart(2, "0");
