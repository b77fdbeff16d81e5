/** For whom: whether a wish is another person's, or for another line than the one that it is sent from. */
import { closed } from "./gate.ts";
import type { Message } from "./read-message.ts";
import { is, isStrange } from "./word.ts";
import type { Evidence } from "./understanding.ts";

const PHONE_NUMBER = /\+?\d(?:[\s()-]*\d){6,}/u;
const OWN_NUMBER = /(?<!\p{L})(?:мо(?:й|его|ем|ему|им)|my)\s+(?:\p{L}+\s+)?(?:номер\p{L}*|number|phone)\s*:?\s*\+?\d/iu;

const OTHER_LINE =
  /(?<!\p{L})(?:(?:на|со?|с|у|on|from)\s+)?(?:друг(?:ой|ом|ого|ую|ому)|втор(?:ой|ом|ого|ую)|чуж(?:ой|ом|ого)|рабоч(?:ий|ем|его)|another|other|second)\s+(?:мо\p{L}{1,3}\s+)?(?:(?:номер|сим|лини|телефон)\p{L}*|number|sim|line|phone)(?!\p{L}*[\s(,]+с\s+котор\p{L}+\s+(?:я\s+)?(?:сейчас\s+)?пишу)/iu;

const NOT_MINE = /(?<!\p{L})не\s+мо(?:й|я|е)\s+(?:номер|телефон|сим|лини)\p{L}*/iu;

const KIN = String.raw`(?:мам|пап|муж|жен|сын|доч|брат|сестр|баб|дед|внук|внучк|друг|подруг|ребен|детск|тещ|свекр)\p{L}*`;
const KINS_PHONE = new RegExp(
  [
    String.raw`(?<!\p{L})(?:на|в|с|у)\s+${KIN}\s+(?:телефон|номер|симк|смартфон|айфон|аппарат)\p{L}*`,
    String.raw`(?<!\p{L})(?:телефон|номер|симка|смартфон)\p{L}*\s+${KIN}`,
    String.raw`^\s*${KIN}\s+(?:телефон|номер)\p{L}*\s*[,:]`,
    String.raw`(?<!\p{L})у\s+${KIN}\s+(?:на|в)\s+(?:телефоне|номере|экране|смартфоне|айфоне)(?!\p{L})(?!.*(?<!\p{L})(?:мне|меня|мой|моем|себе)(?!\p{L}))`,
    String.raw`(?<!\p{L})номер\p{L}*\s+(?:его|ее|её|их)(?!\p{L})|(?<!\p{L})(?:на|с|со|в)\s+(?:его|ее|её|их)\s+(?:номер|телефон|сим)\p{L}*|(?<!\p{L})номер\s+не\s+мой(?!\p{L})`,
    String.raw`(?<!\p{L})на\s+(?:мамин|папин|мужнин|бабушкин|дедушкин|сынов)\p{L}*`,
    String.raw`(?<!\p{L})my\s+(?:son|daughter|wife|husband|mom|mum|mother|dad|father|friend|kid|brother|sister)['’]?s\s+(?:phone|number|screen)`,
    String.raw`(?:ключит|убер|убра|сним|сня)\p{L}*\s[^,.!?]*(?:у|на)\s+всех(?!\p{L})(?!\s+(?:мо|свои|экран))`,
  ].join("|"),
  "iu",
);
/** "отключите Маше ёлку": somebody's name, before what is to be done. */
const NAMED = /(?:ключите|ключи|верните|поставьте|уберите|снимите|покажите)\s+[А-ЯЁ][а-яё]+[еуюи]\s+\p{L}+/u;

const THEIR = String.raw`(?:него|нее|неё|них|нему|ней|ним)`;
const OTHER_PERSON = new RegExp(
  [
    String.raw`(?<!\p{L})(?<!как\s)(?:у|для|с|к|от)\s+${THEIR}(?!\p{L})(?!\s+(?:\p{L}+\s+)?(?:весел|лучш|красив|уютн|прикольн|хорош|интересн|радостн|приятн|тепл|светл|как-то)\p{L}*)`,
    String.raw`(?<!\p{L})(?:не\s+мне|не\s+у\s+меня|not\s+(?:for\s+)?me)(?:\s*,|\s+(?:а|но|but))`,
    String.raw`(?<!\p{L})(?:он|она|они|кто-то)\s+(?:\p{L}+\s+){0,2}(?:хо(?:чет|тят|тел[аи]?)|проси(?:т|л|ла|ли)|прос(?:ят)|жела(?:ет|ют)|требу(?:ет|ют)|сказал[аи]?|говор(?:ит|ят)|написал[аи]?)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:he|she|they|someone|somebody)\s+(?:\p{L}+\s+){0,2}(?:want(?:s|ed)?|like[sd]?|ask(?:s|ed)|said|says|doesn['’]?t|don['’]?t|told|wrote)(?!\p{L})`,
  ].join("|"),
  "iu",
);

/** "программа читает экран, она говорит «снежинка»". */
const READS_ALOUD =
  /(?<!\p{L})(?:программ|озвуч|talkback|voiceover|диктор|читалк|скринридер|ассистент|голосов)\p{L}*[^.!?]*(?<!\p{L})(?:он|она|оно|it)\s+(?:\p{L}+\s+){0,2}(?:говорит|читает|произносит|says|reads)/iu;

/** Why the wish in a text may not be for the writer's own line; nothing, if it may be. */
export function findOtherPerson(text: string, { clauses }: Message): Evidence | undefined {
  if (clauses.length === 0) return undefined;
  if (PHONE_NUMBER.test(text) && !OWN_NUMBER.test(text)) return closed("for-another-line");
  const line = OTHER_LINE.exec(text) ?? NOT_MINE.exec(text);
  if (line !== null) return closed("for-another-line", [line[0].trim()]);
  const other = READS_ALOUD.test(text) ? null : OTHER_PERSON.exec(text);
  const person =
    (other !== null && isFromIt(other, text, clauses) ? null : other) ??
    KINS_PHONE.exec(text) ??
    namedIn(text, clauses);
  return person === null ? undefined : closed("for-another-person", [person[0].trim()]);
}

/** "звезду уберите, мне от неё ни жарко ни холодно": what the decoration does, where nobody else is spoken of. */
function isFromIt(found: RegExpExecArray, text: string, clauses: Message["clauses"]): boolean {
  if (!/^от(?!\p{L})/iu.test(found[0])) return false;
  const words = clauses.flatMap((clause) => clause.words);
  const name = words.find((word) => is(word, "theme") && !word.isSign);
  const at = name === undefined ? -1 : text.indexOf(name.written);
  return at !== -1 && at < found.index && !words.some((word) => is(word, "person"));
}

/** A name is a word that means nothing here. */
function namedIn(text: string, clauses: Message["clauses"]): RegExpExecArray | null {
  const found = NAMED.exec(text);
  const name = found?.[0].split(/\s+/u)[1];
  const isName = clauses.some(({ words }) => words.some((word) => word.written === name && isStrange(word)));
  return isName ? found : null;
}
