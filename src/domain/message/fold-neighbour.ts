import type { Tongue } from "./tongue.ts";

/** One spelling for the letters of the languages beside Russian, as many write them on a Russian keyboard, or in Latin ones. */
const FOLDED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ё: "е",
    э: "е",
    є: "е",
    ә: "а",
    і: "и",
    ї: "и",
    ӣ: "и",
    ғ: "г",
    ґ: "г",
    қ: "к",
    ҡ: "к",
    ң: "н",
    ө: "о",
    ұ: "у",
    ү: "у",
    ў: "у",
    ӯ: "у",
    һ: "х",
    ҳ: "х",
    ҙ: "з",
    ҫ: "с",
    җ: "ж",
    ҷ: "ж",
    ъ: "",
    // Latin letters that stand for Cyrillic ones.
    a: "а",
    c: "с",
    e: "е",
    i: "и",
    o: "о",
    p: "р",
    x: "х",
    y: "у",
  }),
);

/** Uzbek in Latin letters, longest first. */
const LATIN = Object.entries({
  "o'": "ў",
  "g'": "ғ",
  sh: "ш",
  ch: "ч",
  ya: "я",
  yu: "ю",
  yo: "ё",
  ye: "е",
  ...Object.fromEntries(
    [..."abdefghijklmnopqrstuvwxyzc"].map((letter, at) => [letter, [..."абдефгҳижклмнопқрстувwхйзк"][at] ?? letter]),
  ),
});

const APOSTROPHES = /['’`‘ʻʼ]/gu;

/** Of these languages only Uzbek is written in Latin letters. */
export const foldFor = (tongue: Tongue, word: string): string =>
  tongue === "uz" || /\p{Script=Cyrillic}/u.test(word) ? foldNeighbour(word) : word.toLowerCase();

export function foldNeighbour(word: string): string {
  const lower = word.toLowerCase().replace(APOSTROPHES, "'");
  const cyrillic = /\p{Script=Cyrillic}/u.test(lower)
    ? lower
    : LATIN.reduce((text, [latin, letter]) => text.replaceAll(latin, letter), lower);
  return [...cyrillic.replaceAll("'", "")].map((letter) => FOLDED.get(letter) ?? letter).join("");
}
