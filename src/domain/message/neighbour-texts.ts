import type { Tongue } from "./tongue.ts";

/** That something was switched off, in the languages spoken beside Russian. Not reviewed by a native speaker of any of them. */
export const SWITCHED_OFF: Readonly<Record<Tongue, (what: string) => string>> = {
  uk: (what) => `Готово, вимкнено: ${what}. Більше не показуватимемо.`,
  be: (what) => `Гатова, адключана: ${what}. Больш не будзем паказваць.`,
  kk: (what) => `Дайын, өшірілді: ${what}. Енді көрсетпейміз.`,
  tt: (what) => `Әзер, сүндерелде: ${what}. Бүтән күрсәтмибез.`,
  ba: (what) => `Әҙер, һүндерелде: ${what}. Башҡа күрһәтмәйбеҙ.`,
  uz: (what) => `Tayyor, oʻchirildi: ${what}. Boshqa koʻrsatmaymiz.`,
  tg: (what) => `Тайёр, хомӯш шуд: ${what}. Дигар нишон намедиҳем.`,
  ky: (what) => `Даяр, өчүрүлдү: ${what}. Мындан ары көрсөтпөйбүз.`,
};
