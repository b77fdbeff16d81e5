import type { Label } from "./label.ts";

export const MONTHS: readonly Label[] = [
  { ru: "января", en: "January" },
  { ru: "февраля", en: "February" },
  { ru: "марта", en: "March" },
  { ru: "апреля", en: "April" },
  { ru: "мая", en: "May" },
  { ru: "июня", en: "June" },
  { ru: "июля", en: "July" },
  { ru: "августа", en: "August" },
  { ru: "сентября", en: "September" },
  { ru: "октября", en: "October" },
  { ru: "ноября", en: "November" },
  { ru: "декабря", en: "December" },
];

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `2027-05-09` as people say it; what is no day, as it is. */
export function sayDay(day: string): Label {
  const read = readDay(day);
  return read === undefined ? { ru: day, en: day } : inBoth(read, (name) => `${read.day} ${name} ${read.year}`);
}

/** The days from one to another: “8 February – 8 March 2027”. */
export function sayDays(first: string, last: string): Label {
  const [from, to] = [readDay(first), readDay(last)];
  if (first === last) return sayDay(first);
  const end = sayDay(last);
  if (from === undefined || to === undefined || from.year !== to.year) {
    const begin = sayDay(first);
    return { ru: `${begin.ru} – ${end.ru}`, en: `${begin.en} – ${end.en}` };
  }
  if (from.month === to.month) return { ru: `${from.day}–${end.ru}`, en: `${from.day}–${end.en}` };
  const begin = inBoth(from, (name) => `${from.day} ${name}`);
  return { ru: `${begin.ru} – ${end.ru}`, en: `${begin.en} – ${end.en}` };
}

interface ReadDay {
  readonly year: string;
  readonly month: Label;
  readonly day: number;
}

function readDay(text: string): ReadDay | undefined {
  const [, year = "", month, day] = DAY.exec(text) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? undefined : { year, month: name, day: Number(day) };
}

function inBoth({ month }: ReadDay, say: (name: string) => string): Label {
  return { ru: say(month.ru), en: say(month.en) };
}
