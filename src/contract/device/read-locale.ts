import { canonicalLocale } from "../../domain/locale.ts";
import { readPlainText } from "./plain-text.ts";

/** Lists of preferences have their first few read. */
const MOST_READ = 4;

/** Scripts, as POSIX says them after an @. */
const MODIFIERS: ReadonlyMap<string, string> = new Map([
  ["latin", "Latn"],
  ["cyrillic", "Cyrl"],
  ["devanagari", "Deva"],
  ["arabic", "Arab"],
]);

/** Chinese scripts, as Windows had them once. */
const OLD_SCRIPTS: ReadonlyMap<string, string> = new Map([
  ["CHS", "Hans"],
  ["CHT", "Hant"],
]);

/** Countries in three letters, or in words, as some systems have them: those whose subscribers are met most. */
const COUNTRIES = tabulate(`
  AM ARM Armenia, AZ AZE Azerbaijan, BY BLR Belarus, CN CHN China, DE DEU Germany, EE EST Estonia, ES ESP Spain,
  FR FRA France, GB GBR United_Kingdom, GE GEO Georgia, IL ISR Israel, IN IND India, IT ITA Italy, JP JPN Japan,
  KG KGZ Kyrgyzstan, KZ KAZ Kazakhstan, LT LTU Lithuania, LV LVA Latvia, MD MDA Moldova, MN MNG Mongolia, PL POL Poland,
  RS SRB Serbia, RU RUS Russia, TJ TJK Tajikistan, TM TKM Turkmenistan, TR TUR Turkey, UA UKR Ukraine,
  US USA United_States, UZ UZB Uzbekistan, VN VNM Vietnam`);

/** Languages by the names under which systems show them. */
const LANGUAGES = tabulate(`
  be Belarusian беларуская, de German Deutsch, en English английский, es Spanish español, fr French français,
  hy Armenian հայերեն, ka Georgian ქართული, kk Kazakh қазақ қазақ_тілі, ru Russian русский, tr Turkish türkçe,
  tt Tatar татар, uk Ukrainian українська, uz Uzbek o‘zbek, zh Chinese 中文`);

/**
 * The language and region of a phone as BCP 47 writes them, without extensions: from Android's, Apple's, browsers' and
 * POSIX's ways of writing, and from lists of preferences the first that can be read. Undefined for what names no language.
 */
export function readLocale(said: unknown): string | undefined {
  const text = readPlainText(said)?.trim();
  if (text === undefined || text === "NaN") return undefined;
  // Android's qualifiers, b+sr+Latn; an address may have lost the pluses.
  if (/^b[+ ][a-z]{2,3}\b/i.test(text)) return readTag(text.slice(2).replaceAll(/[+ ]/g, "-"));
  const list = text.replace(/^[[{]|[\]}]$/g, "").split(/[,;|]/);
  return (
    list
      .slice(0, MOST_READ)
      .map(readPreference)
      .find((locale) => locale !== undefined) ?? readName(text)
  );
}

/** One of a list; systems put remarks in brackets after it. */
function readPreference(text: string): string | undefined {
  const [, tag] =
    /^\s*([^\s()]+)\s*(?:\([^()]*\)\s*)?$/.exec(text.replace(/^\s*([a-z]{2}) ([A-Z]{2})\s*$/, "$1-$2")) ?? [];
  return tag === undefined ? undefined : readTag(tag);
}

/** One tag: `ru_RU`, `zh_CN_#Hans`, `ru_RU.UTF-8`, `sr_RS@latin`, `en_US@rg=ruzzzz`, `ru-rRU`, `rus-RUS`, `ruRU`. */
function readTag(tag: string): string | undefined {
  const [base = "", modifier = ""] = tag.split("@");
  const [name = ""] = base.replaceAll("#", "").split(".");
  const [language = "", ...rest] = name.replace(/^([a-z]{2})([A-Z]{2})$/, "$1-$2").split(/[-_]/);
  const script = MODIFIERS.get(modifier.toLowerCase());
  const parts = rest.map((part) => OLD_SCRIPTS.get(part) ?? readCountry(part) ?? part.replace(/^r(?=[A-Z]{2}$)/, ""));
  return canonicalLocale([language, ...(script === undefined ? [] : [script]), ...parts].join("-"));
}

function readCountry(part: string): string | undefined {
  return /^[A-Z]{3}$/.test(part) ? COUNTRIES.get(part.toLowerCase()) : undefined;
}

/** A language in words, as Windows' programs say it (`Russian_Russia.1251`) and as people read it (`русский`). */
function readName(text: string): string | undefined {
  const [language = "", country = ""] = (text.split(/[.(]/)[0] ?? "").trim().toLowerCase().split("_");
  const known = LANGUAGES.get(language.trim());
  return known && canonicalLocale([known, COUNTRIES.get(country.trim()) ?? ""].join("-"));
}

/** Reads "code name name, code name": each name leads to its code. Underscores stand for spaces. */
function tabulate(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(",").flatMap((row) => {
      const [code = "", ...names] = row.trim().split(/\s+/);
      return names.map((name) => [name.replaceAll("_", " ").toLowerCase(), code] as const);
    }),
  );
}
