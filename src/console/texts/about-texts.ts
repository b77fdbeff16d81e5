import { number as numberEn } from "./en-numbers.ts";
import { number as numberRu } from "./ru-numbers.ts";

/** How numbers of people are said that are only about right. */
const en = {
  about: (people: number) => `about ${numberEn.format(people)}`,
  fewer: (than: number) => `fewer than ${numberEn.format(than)}`,
  inNumbers: (exposed: string, optedOut: string) => `saw it unasked: ${exposed}, switched it off: ${optedOut}`,
  why: "Numbers of people are about right and move in steps, a quarter of an hour apart at least, so that nobody can tell what one person did; the guard itself decides on exact ones.",
};

const ru: typeof en = {
  about: (people) => `около ${numberRu.format(people)}`,
  fewer: (than) => `меньше ${numberRu.format(than)}`,
  inNumbers: (exposed, optedOut) => `увидели без просьбы: ${exposed}, выключили: ${optedOut}`,
  why: "Числа людей приблизительны и меняются ступенями, не чаще раза в четверть часа: по ним не узнать, что сделал один человек. Сам страж решает по точным числам.",
};

/** They come with the pages of what runs and of lessons. */
export const ABOUT_TEXTS = { ru, en } as const;
