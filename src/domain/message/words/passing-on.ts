/** How people, programs and phones mark words that are not the writer's. Every pattern takes what it marks. */

const join = (parts: readonly string[]): string => parts.join("|");
const START = String.raw`(?:^|(?<=\n))[ \t]*`;
const REST_OF_ALL = String.raw`[^]*$`;
const REST_OF_LINE = String.raw`[^\n]*`;

/** From here on everything is another message. */
const FORWARDS = [
  String.raw`[-—–_ ]*(?:пересланн?о[ея]?|пересланное сообщение|переслано|пересылаю|forwarded(?: message)?|fwd?|fw|original message|исходное сообщение)(?![\p{L}])[^\n:]{0,40}(?::|[-—–_]|\n)`,
  String.raw`(?:on|в|во) [^\n]{3,60}(?:wrote|написал(?:а|и)?|пишет)\s*:`,
  String.raw`(?:from|от кого|от|sender)\s*:\s*\S`,
  String.raw`[\p{L}\d ._-]{1,40}\s+(?:wrote|написал(?:а|и)?|пишет)\s*:\s*\n`,
];

const MARKED = String.raw`(?<!\p{L})(?:пересланное сообщение|переслано(?: от \p{L}+)?\s*:|forwarded message)`;

/** Where the writer speaks again: "вот и я прошу", "— пишу". */
const OWN_AGAIN = String.raw`(?<=[\n»"”.!?—–-]\s*)(?:вот(?:,)?\s+(?:и\s+)?(?:я|пишу|мы|и\s+пишу)|и\s+я\s+(?:тоже\s+)?(?:прошу|пишу|хочу|спрашиваю)|(?:ну\s+)?пишу(?!\p{L})|от\s+себя|теперь\s+(?:от\s+себя|я))`;
const HEADER = `(?:${START}(?:${join(FORWARDS)})|${MARKED})`;

/** What is forwarded ends with its quotation marks, or where the writer speaks again. */
export const FORWARDED = new RegExp(
  `${HEADER}(?:[^«»"“”]{0,40}(?:«[^»]*»|“[^”]*”|"[^"]*")|[^]*?(?=${OWN_AGAIN})|${REST_OF_ALL})`,
  "giu",
);

const TIME = String.raw`\d{1,2}[:.]\d{2}(?::\d{2})?`;
const DATE = String.raw`\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?`;
const STAMP = String.raw`\[?(?:${DATE}[, ]*)?(?:${TIME}|${DATE})\]?`;

/** A line of a chat as it was copied: when, who, what. */
export const LOGGED = new RegExp(
  `(?<!\\S)(?:${STAMP}[,\\s]*[-–—]?\\s*\\p{Lu}[\\p{L} ]{1,30}:|\\p{Lu}[\\p{L} ]{1,30},?\\s*${STAMP}\\s*:?)\\s*${REST_OF_LINE}`,
  "gu",
);

const WHO = String.raw`(?:муж|жена|мама|мать|папа|отец|сестра|брат|подруга|друг|сосед(?:ка)?|дочь|дочка|сын|внук|внучка|бабушка|дедушка|коллега|начальник|тёща|теща|свекровь|он|она|они|кто-то|мне|нам|пришло|пришла|вот что|friend|wife|husband|mom|mum|mother|dad|father|sister|brother|daughter|son|boss|colleague|neighbou?r|she|he|they|someone|somebody)`;
const SAID = String.raw`(?:написал(?:а|и)?|пишут|пишет|писал(?:а|и)?|прислал(?:а|и)?|пришл[оа]|приходит|присылают|сказал(?:а|и)?|говорит|говорят|спросил(?:а|и)?|спрашивает|ответил(?:а|и)?|просит|просил(?:а|и)?|велел(?:а|и)?|смс|сообщение|wrote|writes|said|says|sent|texted|asked|asks|told|message)`;

/** "Муж написал: …": what stands behind the colon is what he wrote. A name before a colon says it as well. */
export const TOLD = new RegExp(
  join([
    String.raw`(?<!\p{L})${WHO}(?!\p{L})[^\n:.!?]{0,40}(?<!\p{L})${SAID}(?!\p{L})[^\n:.!?]{0,30}:\s*(?:«[^»]*»?|“[^”]*”?|"[^"]*"?|[^\n]*)`,
    String.raw`(?<!\p{L})(?:цитирую|цитата|quote)\s*:\s*(?:«[^»]*»?|“[^”]*”?|"[^"]*"?|[^\n]*)`,
    String.raw`${START}${WHO}\s*:\s*[^\n]*`,
  ]),
  "giu",
);

/** What a phone or a messenger sends when somebody taps a reaction. */
const REACTIONS = [
  String.raw`(?:liked|loved|laughed at|emphasi[sz]ed|questioned|disliked|reacted [^\n]{0,12} to)\s+(?:[“"«]|an? )`,
  String.raw`(?:понравилось|нравится|не понравилось|отметил[аи]?\s+(?:как\s+)?\p{L}*|поставил[аи]?\s+[^\n«“"]{1,20}\s+на|реакция\s+[^\n«“"]{0,12}\s*(?:на|к)|выделил[аи]?)\s*:?\s*[«“"]`,
];

/** Openings of replies and questions of ours. */
const OURS = [
  String.raw`(?:готово, отключили:|уже отключено:|включили:|уже включено:|записали[:!]|боимся понять вас неправильно|что (?:отключить|включить)\? выберите|спасибо, что написали|вернули как было|хорошая мысль! нажмите)`,
  String.raw`(?:done: |already switched off|switched on: |already on: |noted[:!]|we would rather not get you wrong|what shall we switch|thank you for (?:telling us|writing)|put back as it was|lovely idea! press)`,
];

export const ECHOES = new RegExp(`${START}(?:${join([...REACTIONS, ...OURS])})${REST_OF_LINE}`, "giu");

/** "--", "С уважением, Анна", "Отправлено с iPhone": who writes, and with what. */
/** "внучка сказала писать вам": an advice, and no wish of hers. */
export const ADVISED =
  /(?<!\p{L})(?:внуч\p{L}+|внук|сын|дочка|дочь|сестра|брат|муж|жена|зять|невестка|соседка|сосед|подруга|друг|коллега|девушка)\s+(?:мне\s+)?(?:сказал|посоветовал|подсказал|велел)[аи]?,?\s+(?:что\s+|чтобы?\s+)?(?:надо\s+|нужно\s+|можно\s+)?(?:написать|писать|напиши|отправить|позвонить|обратиться)(?:\s+(?:вам|сюда|к вам|в поддержку|в чат))?/giu;

/** "уберите у меня сердечки и отдайте их сестре, она просила 89…": what somebody else is to have is no part of the wish before it. */
export const GIVEN_ON =
  /(?<=(?<!\p{L})(?:уб[еи]р|отключ|выключ|сним|удал)\p{L}*(?:\s[^.!?\n]*)?)(?:,|\s+(?:и|а|лучше))\s+(?:лучше\s+)?(?:отдай|передай|подари|перекинь|перенеси|переведи|отправь)(?:те)?\s+(?:(?:ее|её|его|их)\s+)?(?:мо\p{L}+\s+)?(?:мам|пап|жен|муж|сын|доч|сестр|брат|подруг|друг|внуч|внук|баб|дед|сосед|коллег|свекр|тещ|тёщ)[^.!?\n]*/giu;

export const SIGNED = new RegExp(
  join([
    String.raw`\n[ \t]*-{2,}[ \t]*\n[^]*$`,
    String.raw`(?:^|[\n.!,])[ \t]*(?:отправлено (?:с|из)|sent (?:from|via)|get outlook for)(?!\p{L})[^\n]*`,
    String.raw`[\n.!,][ \t]*(?:с уважением|best regards|kind regards|regards|sincerely)(?!\p{L})[^\n]{0,60}$`,
  ]),
  "giu",
);
