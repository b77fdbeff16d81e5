import { LANGUAGES, type Language } from "../domain/label.ts";

/** The page's language: `?lang=` if given, else the browser's first known preference, else Russian. */
export function chooseLanguage(asked: string | undefined, acceptLanguage: string | undefined): Language {
  const preferences = (acceptLanguage ?? "")
    .split(",")
    .map((entry) => {
      const [tag = "", ...parameters] = entry.trim().split(";");
      const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find((text) => text !== undefined);
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .sort((one, other) => other.quality - one.quality)
    .map((entry) => entry.language);
  return [asked, ...preferences].find(isLanguage) ?? "ru";
}

function isLanguage(text: string | undefined): text is Language {
  return LANGUAGES.some((language) => language === text);
}
