/** Languages by the script that goes without saying: what IANA's registry of subtags calls Suppress-Script. */
const SCRIPTS_UNDERSTOOD: Readonly<Record<string, string>> = {
  Arab: "ar fa ps ur",
  Armn: "hy",
  Beng: "as bn",
  Cyrl: "be bg kk mk ru uk",
  Deva: "hi mr ne",
  Ethi: "am ti",
  Geor: "ka",
  Grek: "el",
  Gujr: "gu",
  Guru: "pa",
  Hebr: "he",
  Jpan: "ja",
  Khmr: "km",
  Knda: "kn",
  Kore: "ko",
  Laoo: "lo",
  Latn: `af ca cs da de en es et eu fi fo fr fy ga gl hr hu id is it lb lt lv mg ms mt nb nl nn no pl pt
    rm ro sk sl so sq sv sw tr vi xh zu`,
  Mlym: "ml",
  Mymr: "my",
  Orya: "or",
  Sinh: "si",
  Taml: "ta",
  Telu: "te",
  Thai: "th",
};

const UNDERSTOOD: ReadonlyMap<string, string> = new Map(
  Object.entries(SCRIPTS_UNDERSTOOD).flatMap(([script, languages]) =>
    languages.split(/\s+/).map((language) => [language, script]),
  ),
);

/** Codes for no language in particular, and what programs say when they know none. */
const NO_LANGUAGE: ReadonlySet<string> = new Set(["all", "any", "def", "mis", "mul", "nil", "und", "unk", "zxx"]);

/** The longest tag that is read; nobody's language takes more. */
const MAXIMUM_CHARACTERS = 100;

/** Chinese tongues, which were once written after their group's code: `zh-yue-HK`. */
const CHINESE = /^(?:cmn|yue|nan|hak|wuu|gan|hsn)$/;

/**
 * A language, its script where that says something, and a region, as BCP 47 writes them: `ru-RU`, `sr-Latn-RS`,
 * `es-419`. Old codes become today's (`iw` is `he`), separators, case and order don't matter, and extensions and variants
 * are left out. Undefined for what names no language.
 */
export function canonicalLocale(text: string): string | undefined {
  if (text.length > MAXIMUM_CHARACTERS || !/^[\w-]+$/.test(text)) return undefined;
  const [first = "", ...rest] = text.split(/[-_]/);
  let language = first.toLowerCase();
  if (!/^[a-z]{2,3}$/.test(language) || NO_LANGUAGE.has(language)) return undefined;
  let script = "";
  let region = "";
  for (const part of rest) {
    // A single letter begins extensions.
    if (part.length === 1) break;
    if (script === "" && /^[a-z]{4}$/i.test(part)) script = part;
    else if (region === "" && /^(?:[a-z]{2}|\d{3})$/i.test(part)) region = part;
    else if (language === "zh" && region === "" && CHINESE.test(part.toLowerCase())) language = part.toLowerCase();
  }
  return modernize([language, script, region].filter((part) => part !== "").join("-"));
}

/** With today's codes and case, without a script that goes without saying. */
function modernize(tag: string): string | undefined {
  const [modern] = Intl.getCanonicalLocales(tag);
  const [language = "", script = "", ...rest] = (modern ?? tag).split("-");
  return UNDERSTOOD.get(language) === script ? [language, ...rest].join("-") : modern;
}
