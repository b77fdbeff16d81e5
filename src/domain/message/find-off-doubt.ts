/**
 * Whether it is in doubt that a message asks to switch off at all. What shows less needs little care, and yet nobody is to lose
 * what they only asked about, or what stood beside a wish for something else.
 */
import { findOtherObject } from "./find-other-object.ts";
import { businessIn, speaksOfDecoration } from "./find-subject.ts";
import { isOneSlip, NEGATIONS } from "./one-slip.ts";
import { isSwitching } from "./read-verbs.ts";
import type { Clause, Message } from "./read-message.ts";
import type { RuleRow } from "./rule-row.ts";
import { OFF_DOUBT_RULE_ROWS } from "./rules/doubt-rules.ts";
import { UNMEANT_OFF } from "./find-unmeant.ts";
import type { Signal } from "./signal.ts";
import { toPattern } from "./to-pattern.ts";
import type { Evidence } from "./understanding.ts";
import { is, isStrange, plain, type Word } from "./word.ts";
import { DOUBT_WORDS } from "./words/doubt-words.ts";

interface SwitchingOff {
  /** The writer's own words, cleaned. */
  readonly text: string;
  readonly message: Message;
  readonly wishes: readonly Signal[];
}

type FindDoubt = (wish: SwitchingOff) => readonly string[] | undefined;

export interface OffDoubtRule extends RuleRow {
  readonly find: FindDoubt;
}

const ELSEWHERE = toPattern(DOUBT_WORDS.elsewhere);

const wishedIn = ({ message, wishes }: SwitchingOff): readonly Clause[] => {
  const places = new Set(wishes.map(({ clause }) => clause));
  return message.clauses.filter((_clause, at) => places.has(at));
};

const inClauses = (
  clauses: readonly Clause[],
  find: (word: Word, at: number, words: readonly Word[]) => boolean,
): readonly string[] | undefined => {
  const found = clauses.flatMap(({ words }) => words.filter((word, at) => find(word, at, words)));
  return found.length === 0 ? undefined : found.map(({ written }) => written);
};

/** "н нужны", "ен отключайте": a scrap that may have been a negation, beside what it would turn round. */
const findSlip = (wish: SwitchingOff) =>
  inClauses(wishedIn(wish), (word, at, words) => {
    const next = words[at + 1];
    const written = plain(word);
    if (
      next !== undefined &&
      is(next, "off") &&
      next.form !== "noun" &&
      !(HER.test(written) && isToHer(next, words[at - 1])) &&
      NOT_BEFORE.some((one) => one.word.test(written) && one.verb.test(plain(next)))
    )
      return true;
    const isModal = next !== undefined && is(next, "want", "permit") && words.some((one) => LASTING.test(plain(one)));
    if (isModal && NOT_BEFORE.some((one) => one.word.test(written))) return true;
    const isScrap =
      isStrange(word) && /^\p{L}{1,3}$/u.test(written) && NEGATIONS.some((one) => isOneSlip(written, one));
    // "выключи те": the ending of the order, parted from it.
    if (written === "те" && words[at - 1]?.form?.startsWith("order") === true) return false;
    return isScrap && next !== undefined && (isSwitching(next) || is(next, "want", "permit", "theme"));
  });

/** "Как её убрать", "вы её уберите": who spares something says it in the other aspect. */
const HER = /^(?:ее|нее)$/u;

/** "Прошу её убрать": who wants something spared never says it in that aspect. */
const isToHer = (verb: Word, before: Word | undefined): boolean =>
  is(before, "how", "permit", "able") ||
  verb.form === "order-once" ||
  (verb.form === "infinitive" && is(before, "want") && !LASTING.test(plain(verb)));

/** Verbs that say what is done over and over: with them people mostly say what is not to be done. */
const LASTING = /^(?:убира|отключа|выключа|снима|удаля|скрыва|прята)/u;

/** A finger away from "не", and never said just before such a verb. */
const NOT_BEFORE = [
  { word: /^(?:на|ее|нее|ге)$/u, verb: /./u },
  { word: /^(?:ну|но|ни|же)$/u, verb: LASTING },
] as const;

/** "удалите ёлку из корзины", "уберите спам про ёлку", "ёлка есть, а связи нет, отключите". */
function findElsewhere(wish: SwitchingOff): readonly string[] | undefined {
  const { message, wishes } = wish;
  const found = inClauses(wishedIn(wish), (word) => ELSEWHERE.test(plain(word)) && !is(word, "impatient", "how-long"));
  if (found !== undefined) return found;
  for (const { clause, at } of wishes) {
    const said = message.clauses[clause];
    if (said === undefined) continue;
    const other = findOtherObject(said, at);
    if (other !== undefined) return other;
    // "не надо цветов, надо связь".
    const wanted = message.clauses.find((one) => one !== said && isBusinessWanted(one));
    if (wanted !== undefined) return wanted.words.map(({ written }) => written);
    const service = findService(said) ?? (said.words.some((word) => is(word, "theme")) ? undefined : inNaming(message));
    if (service !== undefined) return [service];
    const isNamed = speaksOfDecoration(said);
    const isCancelled = is(said.words[at], "cancel");
    const others = message.clauses.filter((one) => one !== said && (isCancelled || isFailing(one)));
    const business = others.flatMap(businessIn);
    if (business.length > 0 && (!isNamed || isCancelled)) return business;
  }
  return undefined;
}

const isBusinessWanted = ({ words }: Clause): boolean =>
  (is(words[0], "want") || is(words[1], "want") || words.some((word) => is(word, "give", "on") && isOrder(word))) &&
  words.some((word) => is(word, "foreign") || PERSON_WANTED.test(plain(word))) &&
  !words.some((word) => is(word, "negator", "without", "theme", "thing", "off"));

const isOrder = ({ form }: Word): boolean => form === undefined || form.startsWith("order");

/** "Подписка «Звёзды» отключите", "мелодию про ёлочку отключите": what it is a part of, or a name of. */
function findService({ words }: Clause): string | undefined {
  const name = words.findIndex((word) => is(word, "theme"));
  return words.find(
    (word, at) => at < name && SERVICE.test(plain(word)) && !is(words[at - 1], "preposition", "without", "negator"),
  )?.written;
}

/** "Гороскоп со звёздами снимает деньги, отключите". */
const inNaming = ({ clauses }: Message): string | undefined =>
  clauses
    .filter(({ words }) => words.some((word) => is(word, "theme")))
    .map((clause) => findService(clause))
    .find((service) => service !== undefined);

const SERVICE =
  /^(?:подписк|подписок|услуг|тариф|опци|сервис|рассылк|гороскоп|мелоди|гудок|гудк|акци|канал|телеканал|пакет|стикер|наклейк|открытк|ммс|mms|песн|ролик|видео|фото|игра$|игру$|игре$|обои|магазин|кафе|ресторан|поселок|subscription|service|plan|song|channel|sticker|photo|video|game)/u;

/** "мне нужен живой оператор". */
const PERSON_WANTED =
  /^(?:оператор$|оператора$|специалист|консультант|сотрудник|менеджер|человек|agent|operator|human)/u;

/** "связи нет", "the internet is not working". */
const isFailing = ({ words }: Clause): boolean =>
  words.some((word) => is(word, "no", "negator") || (is(word, "vanish") && word.form?.startsWith("past") === true));

/** "Можно будет потом отключить?", "смогу ли отключить?" ask what will be possible. */
function findLater({ text, message: { asks, clauses } }: SwitchingOff): readonly string[] | undefined {
  const isPossible = clauses.some(({ words }) => words.some((word) => is(word, "able", "permit", "whether")));
  const found = LATER.exec(text) ?? (asks || isPossible ? WILL_BE_ABLE.exec(text) : null);
  return found !== null && (asks || isPossible) ? [found[0].trim()] : undefined;
}

const WILL_BE_ABLE =
  /(?<!\p{L})(?:если\s+(?:\p{L}+\s+)?(?:надоест|захочу|захочется|разонравится|передумаю|не\s+понравится|что)|смогу|сможем|будет ли возможность|получится ли|will i be able)(?!\p{L})/iu;

/** "Не знаю, убирать ли", "убрать или оставить?", "надо ли", "сколько стоит": the writer weighs it. */
function findWeighing({ text }: SwitchingOff): readonly string[] | undefined {
  const found = WEIGHING.exec(text);
  return found === null ? undefined : [found[0].trim()];
}

const WEIGHING = new RegExp(
  [
    String.raw`(?<!\p{L})(?:не знаю|не уверен[а-я]*|сомневаюсь|не решил[аи]?|не определил[а-я]*|not sure|don['’]?t know|wondering if)(?!\p{L})(?!,?\s*(?:\p{L}+\s+)?(?:как|где|куда|туда|кому|откуда|what|how|where))`,
    String.raw`(?<!(?:появи|верне|вылез|приде|лови|есть)[^.!?]*)(?<!\p{L})(?:или|либо)\s+(?:нет|не\s|оставить|оставьте|пусть)|(?<!\p{L})or\s+(?:not|keep|leave)(?!\p{L})`,
    String.raw`\?\s*(?:а\s+|но\s+)?(?:зачем|для\s+чего|why)\s*\?`,
    String.raw`(?<!\p{L})(?:иначе|в\s+противном\s+случае|otherwise)\s+(?:\p{L}+\s+)?(?:убер|убир|отключ|выключ|сним|удал|turn|remove)`,
    String.raw`(?<!\p{L})(?:сколько\s+(?:это\s+|будет\s+)?стоит|how much)(?!\p{L})`,
    String.raw`(?<!\p{L})(?<!(?:how|where|when)\s)(?:do|should|must|shall|would)\s+i\s+(?:need|have|turn|remove|switch|disable)`,
    String.raw`(?<!\p{L})как\s+(?:\p{L}+\s+)?сам(?:ой|ому)(?!\p{L})|(?<!\p{L})по\s+(?:порядку|шагам)(?!\p{L})|пошагово|step by step`,
    String.raw`(?<!\p{L})(?:почему|отчего)\s[^.!?]*нельзя\s[^.!?]*(?:сам(?:ой|ому|им|остоятельно)?|в\s+(?:настройках|меню)|кнопк\p{L}+)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:кто|кого)\s+(?:\p{L}+\s+){0,3}(?:просил|может|имеет\s+право)\p{L}*|(?<!\p{L})может\s+(?:только|лишь)(?!\p{L})|(?<!\p{L})(?:узнать|проверить|понять)\s[^.!?]*\p{L}+(?:лась|лись|лся|ено|ена|ены)\s+ли(?!\p{L})`,
    String.raw`(?<!\p{L})(?:что\s+(?:это\s+)?за|откуда|что\s+это)\s[^]*не\s+(?:стира|оттира|отмыва|смыва|отлепля|отклеива|соскреба)\p{L}+`,
    String.raw`(?<!\p{L})(?:обязательно|обязан\p{L}*)\s+ли(?!\p{L})|(?<!\p{L})не\s+(?:понимаю|понял\p{L}*|вижу)\s+(?:зачем|смысла)\s+(?:убира|убра|отключ|выключ|снима|снять)`,
    String.raw`(?<!\p{L})will you(?!\p{L})(?![^.!?]*please)`,
    String.raw`(?<!\p{L})то\s+ли\s[^.!?]*[\s,]то\s+ли(?!\p{L})`,
  ].join("|"),
  "iu",
);

/** "раньше не нужна была, а теперь нравится". */
function findLiking({ message: { clauses }, wishes }: SwitchingOff): readonly string[] | undefined {
  if (!wishes.every(({ rule }) => rule.startsWith("does-not-want"))) return undefined;
  return inClauses(clauses, (word, at, words) => {
    const isDenied = words.slice(Math.max(0, at - 3), at).some((before) => is(before, "negator"));
    return LIKING.test(plain(word)) && !isDenied;
  });
}

const LIKING = /^(?:нравится|нравятся|понравил|люблю|обожаю|love|loved|adore)/u;

const LATER =
  /(?<!\p{L})(?:потом|попозже|позже|позднее|в любой момент|когда-нибудь|в любое время|later|any ?time|in the future|someday|later on)(?!\p{L})/iu;

/** "То выключите, то включите" tells what happens. */
function findNowAndThen({ text }: SwitchingOff): readonly string[] | undefined {
  const found = /(?<!\p{L})то\s[^.!?\n]{2,60},\s*то\s/iu.exec(text);
  return found === null ? undefined : ["то"];
}

/** "Сама отключится?", "will the tree turn off by itself?" */
function findByItself({ text, message }: SwitchingOff): readonly string[] | undefined {
  const found =
    /(?<!\p{L})(?:сам[аои]?\s+(?:\p{L}+\s+)?(?:отключ|выключ|пропад|исчез|убер)\p{L}*|by itself|by themselves|on its own)/iu.exec(
      text,
    );
  return found !== null && message.asks ? [found[0]] : undefined;
}

const OFF_DOUBTS = {
  "slipped-negation": findSlip,
  "about-something-else": findElsewhere,
  "some-other-time": findLater,
  weighed: findWeighing,
  liked: findLiking,
  "now-and-then": findNowAndThen,
  "by-itself": findByItself,
  ...UNMEANT_OFF,
} as const satisfies Readonly<Record<string, FindDoubt>>;

export const OFF_DOUBT_RULES: readonly OffDoubtRule[] = OFF_DOUBT_RULE_ROWS.map((row) => ({
  ...row,
  find: OFF_DOUBTS[row.rule],
}));

export function findOffDoubt(wish: SwitchingOff, rules: readonly OffDoubtRule[]): Evidence | undefined {
  for (const { rule, find } of rules) {
    const words = find(wish);
    if (words !== undefined) return { rule: `doubt-${rule}`, words: words.slice(0, 6) };
  }
  return undefined;
}
