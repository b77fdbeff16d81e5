import type { AttributeDefinition } from "../domain/condition/attribute.ts";

/**
 * What Garland refuses to know about people: beliefs, private life and everything else that law protects most strictly
 * (GDPR articles 9 and 10, 152-FZ article 10). No holiday icon is worth keeping it.
 *
 * Patterns are matched at the beginnings of words in keys, values and labels, in English, Russian and transliterated
 * Russian; a blank at a pattern's end stands for the end of a word.
 */
const FORBIDDEN: readonly { readonly about: string; readonly pattern: string }[] = [
  {
    about: "religion or belief",
    pattern:
      "relig|faith |church|mosque|synagogue|christian|orthodox|catholic|protestant|muslim|islam|judai|buddhis|atheis|" +
      "confession|worldview|религи|вероисповед|верующ|конфесси|церк|мечет|синагог|христиан|православ|" +
      "католи|мусульм|ислам|иудаи|иудей|буддис|атеи|verois|veruyu|konfess|tserk|cerk|mechet|hristian|khristian|" +
      "pravoslav|musulm|iudai",
  },
  {
    about: "marital status",
    pattern:
      "marital|marriage|married|unmarried|spouse|husband|wife |divorc|widow|семейн\\p{L}* (?:положен|статус)|брак(?:е|у)? |" +
      "брачн|женат|замуж|супруг|развед(?:е|ё)н|холост|вдов|seme[iy]n\\p{L}* (?:polo[zj]|status)|brachn|zhenat|" +
      "zamu[zj]h|suprug|holost|kholost|razveden|vdov",
  },
  {
    about: "health",
    pattern:
      "(?<!battery |device )health|medical|medicine|disease|illness|diagnos[ei]s |disabilit|handicap|pregnan|hiv |" +
      "здоровь|болезн|диагноз|инвалид|беремен|медицин|психиатр|zdorov|bolezn|diagnoz|invalidnost|beremen|medits|psihiatr",
  },
  {
    about: "politics",
    pattern:
      "politic|voter|voting |partisan|party (?:member|affiliation)|electora|политическ|политвзгляд|партийн|избирател|" +
      "partijn|partiyn|izbiratel",
  },
  {
    about: "ethnicity",
    pattern:
      "ethnic|race |races |racial|nationalit|skin colou?r|этнич|этнос|национальност|народност|раса |расов|etnich|" +
      "na(?:ts|c)ionalno|narodnost|rasa |rasov",
  },
  {
    about: "sexual orientation",
    pattern:
      "sexual|(?<!screen |display |device )orientation|homosex|bisex|lgbt|gay |lesbian|transgender|сексуал|" +
      "ориентаци\\p{L}* (?!экран|дисплея)|гомосекс|бисекс|лгбт|гей |лесби|интимн|seksual|orienta(?:ts|c)i[yj]a |gomoseks|lesbi",
  },
  {
    about: "a criminal record",
    pattern:
      "crimes? |criminal|convict|felon|prison|offender|судим|уголовн|преступ|осужд(?:е|ё)н|sudimost|ugolovn|prestup|osu[zj]h?den",
  },
  {
    about: "union membership",
    pattern: "trade union|(?<!european )union |профсоюз|profso[uy]",
  },
];

const MATCHERS = FORBIDDEN.map(({ about, pattern }) => ({ about, regex: new RegExp(`(?<= )(?:${pattern})`, "u") }));

/** Why this attribute must not exist, with the words that say so; undefined if nothing speaks against it. */
export function whyForbidden(attribute: AttributeDefinition): string | undefined {
  const options = attribute.values ?? [];
  const texts = [attribute, ...options].flatMap((named) => [
    "key" in named ? named.key : named.value,
    ...Object.values(named.label),
  ]);
  for (const text of texts) {
    const match = MATCHERS.find(({ regex }) => regex.test(spaceOut(text)));
    if (match === undefined) continue;
    return (
      `“${text}” looks like a fact about ${match.about}. Garland keeps none: the law protects it, and no decoration ` +
      "is worth a leak. Remove the attribute; sensitive themes already reach only people who ask for them"
    );
  }
  return undefined;
}

/** `maritalStatus` and `Marital-status` both become ` marital status `. */
function spaceOut(text: string): string {
  const words = text
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return ` ${(words ?? []).join(" ")} `;
}
