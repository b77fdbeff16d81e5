/** Doubts that the words around a wish cast on it, whatever the wish says: irony, other times, other people, other things. */
import { plainText } from "./letters.ts";
import { withoutOccasions } from "./occasions.ts";
import type { Clause, Message } from "./read-message.ts";
import type { Signal } from "./signal.ts";
import { is, isStrange, plain, saysNothing, type Word } from "./word.ts";
import {
  ANOTHER_DAY,
  ANOTHER_SCREEN,
  AWAY_FROM_ME,
  BEFORE,
  CHANGED,
  HOW_OTHERS,
  IN_ITS_PLACE,
  IRONY,
  ITSELF,
  KEEPING,
  NOBODYS,
  NOT_NOW,
  OTHERS_OWN,
  PARTED,
  PHONES_OWN,
  REAL,
  SCENERY,
  SCREENSHOT,
  THOUGHT,
  TO_SOMEBODY,
  WHAT_THEN,
  WHERE_THE_SWITCH,
} from "./words/unmeant-words.ts";

interface Wish {
  /** Cleaned, with its punctuation. */
  readonly text: string;
  readonly message: Message;
  readonly wishes: readonly Signal[];
}

type Find = (wish: Wish) => readonly string[] | undefined;

const findBy =
  (pattern: RegExp): Find =>
  ({ text }) => {
    const found = pattern.exec(plainText(text));
    return found === null ? undefined : [found[0].trim().slice(0, 40)];
  };

const clausesOf = ({ message, wishes }: Wish): readonly Clause[] => {
  const places = new Set(wishes.map(({ clause }) => clause));
  return message.clauses.filter((_clause, at) => places.has(at));
};

/** "ёлка у мамы", "тюльпаны от мужа": with or from somebody. */
const findHolder: Find = (wish) => {
  for (const { words } of clausesOf(wish)) {
    if (words.some((word) => is(word, "also"))) continue;
    const at = words.findIndex(
      (word, index) =>
        is(word, "person") && words.slice(Math.max(0, index - 2), index).some(isBy) && !isCompared(words, index),
    );
    const before = words[at - 1];
    if (at !== -1 && before !== undefined) return [before.written, words[at]?.written ?? ""];
  }
  return undefined;
};

/** "такую же, как у мужа", "like my wife has". */
const isCompared = (words: readonly Word[], at: number): boolean =>
  words.slice(Math.max(0, at - 4), at).some(({ written }) => LIKE.test(plainText(written)));

const LIKE = /^(?:как|как у|так\p{L}{2,3}(?: же)?|like|same)$/u;

const BY = /^(?:у|от|from|at)$/iu;
const isBy = (word: Word): boolean => BY.test(word.written);

/** "дайте лист", "верните мои цветы": what people also hold in their hands is asked for only by a verb of switching. */
const findHandheld: Find = (wish) => {
  for (const { words } of clausesOf(wish)) {
    const said = words.map(({ written }) => plainText(written));
    const isGiven =
      said.some((word) => GIVEN.test(word)) ||
      (said.some((word) => MINE.test(word)) && said.some((word) => RETURNED.test(word))) ||
      (said.length <= BARE &&
        said.some((word) => RETURNED.test(word) || WISHED.test(word)) &&
        said.some((word) => MANY_FLOWERS.test(word)));
    const isOnlyShown = words.some((word, at) => is(word, "on") && SWITCHING.test(said[at] ?? ""));
    const name = words.find(
      (word, at) =>
        is(word, "theme") && (SHEET.test(said[at] ?? "") ? !isOnlyShown : isGiven && FLOWERS.test(said[at] ?? "")),
    );
    if (name !== undefined) return [name.written];
    // "the star map"
    const noun = words.find(
      (word, at) => saysNothing(word) && /^[a-z]{3,}$/iu.test(word.written) && is(words[at - 1], "theme"),
    );
    if (noun !== undefined) return [noun.written];
  }
  return undefined;
};

const SHEET = /^(?:лист|листа|дерево|дерева)$/u;
const FLOWERS = /^(?:цветы|цветов|flowers|звезду|star|ели|ель|дерево|heart|сердце)$/u;
/** "хочу цветы": two words may be said to anybody. */
const BARE = 3;
const WISHED = /^(?:хочу|want|add)$/u;
const MANY_FLOWERS = /^(?:цветы|цветов|ели|star)$/u;
const GIVEN = /^(?:дай(?:те)?|подай(?:те)?|пришли(?:те)?|шлите|подари(?:те)?|отдай(?:те)?|give|send)$/u;
const RETURNED = /^(?:верн|отда|возврат|return|bring)/u;
const MINE = /^(?:мо[йияею]\p{L}*|мою|my|mine)$/u;
const SWITCHING = /^(?:включ|подключ|активир|вкл$|постав|добав|покаж)/u;

/** "у вас в салоне ёлка, включите": a clause that names it and tells of somewhere else, or of somebody whom the wish is about. */
const findScene: Find = ({ text, message, wishes }) => {
  if (TAKEN_FOR.test(text)) return undefined;
  const wished = new Set(wishes.map(({ clause }) => clause));
  const spoken = message.clauses.filter((_clause, at) => wished.has(at));
  const beside = message.clauses.flatMap(({ words }) => words.filter(({ written }) => REAL.test(plainText(written))));
  if (beside.length > 0) return beside.map(({ written }) => written);
  const described = message.clauses.flatMap(({ words }) =>
    words.filter(
      (word, at) => PHONES_OWN.test(plain(word)) && /^со?$/u.test(plain(words[at + 1])) && is(words[at + 2], "theme"),
    ),
  );
  if (described.length > 0) return described.map(({ written }) => written);
  if (spoken.some(({ words }) => words.some((word) => is(word, "theme", "category")))) return undefined;
  const phones = message.clauses.flatMap(({ words }) => words.filter((_word, at) => isPhonesOwn(words, at)));
  if (phones.length > 0 && !spoken.some(isBesideName)) return phones.map(({ written }) => written);
  const naming = message.clauses.filter(({ words }, at) => !wished.has(at) && words.some((word) => is(word, "theme")));
  const elsewhere = naming.map(({ words }) => words.find((_word, at) => isStrangePlace(words, at))).find(Boolean);
  if (elsewhere !== undefined) return [elsewhere.written];
  const found = naming.flatMap(({ words }) => words.filter(({ written }) => SCENERY.test(plainText(written))));
  if (found.length > 0) return found.map(({ written }) => written);
  // "внук что-то нажал и сердечко исчезло, поставьте его": what has gone.
  if (naming.some(({ words }) => words.some((word) => is(word, "vanish") && word.form?.startsWith("past") === true)))
    return undefined;
  const who = naming.flatMap(({ words }) => words.filter((word) => is(word, "person")));
  const isOfHim = spoken.some(({ words }) => words.some(({ written }) => HIM.test(plainText(written))));
  return isOfHim && who.length > 0 ? who.map(({ written }) => written) : undefined;
};

/** "наушники горят в статус-баре, как убрать значок": what is seen is the phone's; "рядом с батареей" is only where. */
const isPhonesOwn = (words: readonly Word[], at: number): boolean =>
  PHONES_OWN.test(plain(words[at])) &&
  !INSTRUMENTAL.test(plain(words[at])) &&
  !is(words[at - 1], "preposition", "without", "negator");

/** "стрелочкой показал" */
const INSTRUMENTAL = /(?:ой|ом|ем|ами|ями)$/u;

const isBesideName = ({ words }: Clause): boolean => words.some((word) => OPERATORS.test(plain(word)));
const OPERATORS = /^(?:t2|т2|tele2|теле2|оператор|назван|operator)/u;

/** "на билборде ёлка висит": a place that is none of ours, where nothing of the writer's is spoken of. */
function isStrangePlace(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || !isStrange(word) || !/^\p{L}{3,}$/u.test(word.written)) return false;
  if (words.some((one) => is(one, "me", "place") || /^(?:ваш|тво|your)/u.test(plain(one)))) return false;
  const before = words.slice(0, at).findLast((one) => !is(one, "me", "you", "this"));
  const isIn = /^(?:на|в|во|on|in)$/iu.test(before?.written ?? "");
  return isIn && LOCATIVE.test(plain(word));
}

/** What stands in or on something ends so. */
const LOCATIVE = /(?:е|и|ах|ях|у|ю|о|[a-z])$/u;
/** "листик похож на зарядку", "думала, это режим экономии": what it was taken for. */
const TAKEN_FOR = /(?<!\p{L})(?:похож|путаю|дума[лю]|принял|кажется|казалось|решил|решила)\p{L}*/iu;
const HIM = /^(?:его|ее|их|him|her)$/u;

/** "«Тюльпаны в подарок» за 15 рублей", "пункт «дерево папок»": a name of something else that holds a decoration's. */
const findTitle: Find = ({ text, message, wishes }) => {
  const isNamedOutside = clausesOf({ text, message, wishes }).some(({ words }) =>
    words.some((word) => isName(word) && !inQuotation(text, word)),
  );
  if (isNamedOutside) return undefined;
  const words = message.clauses.flatMap((clause) => clause.words);
  const names = words.filter((word) => is(word, "theme") && inQuotation(text, word));
  const title = names
    .map((word) => quotationOf(text, word))
    .find((quoted) => words.some((word) => isOfTitle(quoted, word)));
  return title === undefined ? undefined : [title.slice(0, 40)];
};

const QUOTATIONS = /[«"“„]([^«»"“”„]{3,80})[»"”“]/gu;

const quotationOf = (text: string, { written }: Word): string =>
  [...text.matchAll(QUOTATIONS)].map(([, quoted = ""]) => quoted).find((quoted) => quoted.includes(written)) ?? "";

const inQuotation = (text: string, word: Word): boolean => quotationOf(text, word) !== "";

const isOfTitle = (quoted: string, word: Word): boolean =>
  /^\p{L}{3,}$/u.test(word.written) &&
  !is(word, "theme", "category", "thing", "off", "on") &&
  quoted.includes(word.written);

export const UNMEANT = {
  "nobodys-words": findBy(NOBODYS),
  "negation-parted": findBy(PARTED),
  "not-meant": findBy(IRONY),
  "thought-of": findBy(THOUGHT),
  "said-before": findBy(BEFORE),
  "another-day": ({ text, ...wish }) => findBy(ANOTHER_DAY)({ ...wish, text: withoutOccasions(plainText(text)) }),
  "away-from-me": findBy(AWAY_FROM_ME),
  "with-somebody": findHolder,
  "in-its-place": findBy(IN_ITS_PLACE),
  "the-thing-itself": findBy(ITSELF),
  "to-be-changed": findBy(CHANGED),
  "in-the-hand": findHandheld,
  "told-of-elsewhere": findScene,
  "to-somebody": findBy(TO_SOMEBODY),
} as const satisfies Readonly<Record<string, Find>>;

/** "уберите звезду с ёлки": one is only where the other is. */
const findPart: Find = (wish) => {
  for (const { words } of clausesOf(wish)) {
    const names = words.flatMap((word, at) => (is(word, "theme") ? [at] : []));
    const beside = names
      .slice(1)
      .find((at) => STANDS_AT.test(plainText(words.slice(0, at).findLast((word) => !isArticle(word))?.written ?? "")));
    const [first] = names;
    if (beside !== undefined && first !== undefined) return [words[first]?.written ?? "", words[beside]?.written ?? ""];
    const before = first === undefined ? undefined : words[first - 1];
    if (before !== undefined && PART.test(plainText(before.written))) return [before.written];
    // "уберите с ёлки звезду"
    if (names.length > 1 && first !== undefined && STANDS_AT.test(plainText(before?.written ?? "")))
      return [before?.written ?? ""];
  }
  return undefined;
};

const isArticle = ({ written }: Word): boolean => /^(?:the|a|an|my|your|ваш\p{L}*|эт\p{L}*)$/iu.test(written);

const STANDS_AT = /^(?:с|со|на|около|возле|рядом|рядом с|под|над|от|похож\p{L}*|как|from|on|near|beside|under)$/u;
const PART = /^(?:мигани|мерцани|свечени|сияни|анимаци|блеск|огоньк|огни|гирлянд|цвет|размер|фон|тень)\p{L}*$/u;

/** "🎄🚫?", "✅ ёлка ❌ сердечки?": signs that end in a question. */
const findAskedSigns: Find = ({ message, wishes }) =>
  message.asks && wishes.some(({ rule }) => rule === "crossed-out") ? ["?"] : undefined;

/** "да ёлке, нет сердечкам": not both are refused. */
const findYes: Find = ({ message }) => {
  const clause = message.clauses.find(
    ({ words: [first, second] }) => /^(?:да|yes)$/iu.test(first?.written ?? "") && is(second, "theme", "category"),
  );
  return clause === undefined ? undefined : [clause.words[0]?.written ?? ""];
};

/** "на телефоне ребёнка": the phone is another's. */
const findOthersPhone: Find = (wish) => {
  for (const { words } of clausesOf(wish)) {
    const at = words.findIndex((word, index) => is(word, "person") && is(words[index - 1], "place"));
    if (at !== -1) return [words[at]?.written ?? ""];
  }
  return undefined;
};

/** "уберите меня из листа рассылки", "turn off star 69", "🌹 уберите посредника". */
const findOtherList: Find = (wish) => {
  const found = OTHER_LIST.exec(plainText(wish.text));
  if (found !== null) return [found[0].trim().slice(0, 40)];
  for (const { words } of clausesOf(wish)) {
    const names = words.filter((word) => is(word, "theme", "category", "thing", "all", "this"));
    const verb = words.findIndex((word) => is(word, "off"));
    const object = words[verb + 1];
    if (
      names.length > 0 &&
      names.every(({ isSign }) => isSign) &&
      verb !== -1 &&
      object !== undefined &&
      isStrange(object)
    )
      return [object.written];
  }
  return undefined;
};

const OTHER_LIST = new RegExp(
  [
    String.raw`(?<!\p{L})(?:меня|нас|номер|me|my\s+number)\s+(?:\p{L}+\s+)?(?:из|с|from|off)\s+(?:\p{L}+\s+)?(?:лист|списк|базы|list)\p{L}*(?!\p{L}*\s+(?:на|с|со|for)\s)`,
    String.raw`(?<!\p{L})(?:star|звезд\p{L}*)\s*[*#]?\d+`,
    String.raw`(?<!\p{L})(?:при\s+нажатии|нажатием|парол\p{L}*|гудк\p{L}*|гудок|опци[яию]|тариф\p{L}*|услуг\p{L}*)(?!\p{L})`,
    String.raw`[*#]\d{2,}|(?:стоп|stop)-(?:лист|list)\p{L}*`,
    // "нажать звёздочку", "звёздочка, решётка": a key of the phone.
    String.raw`(?<!\p{L})(?:нажм|нажат|нажим|набер|набир|набрат|введ|ввест|ввод|ввож)\p{L}*\s+(?:\p{L}+\s+){0,2}(?:звездочк|решетк)\p{L}*`,
    String.raw`(?<!\p{L})(?:звездочк|решетк)\p{L}*[\s,]+(?:и\s+|потом\s+)?(?:решетк|звездочк|ноль|цифр|добавочн)\p{L}*`,
    // "пять звёзд за ответ": what it was worth.
    String.raw`(?<!\p{L})(?:\d|одн|две|три|четыре|пять|ноль|пятер)\p{L}*\s+звезд\p{L}{0,3}(?!\p{L})|(?<!\p{L})звезд\p{L}{0,3}\s+(?:вам\s+)?за\s+(?:ответ|обслуж|работ|звонок|отзыв|помощь|сервис)\p{L}*`,
    String.raw`(?<!\p{L})(?:все|всё)\s+\p{L}+(?:ое|ые)\s+и\s+\p{L}+(?:ое|ые)(?!\p{L})`,
  ].join("|"),
  "u",
);

/** "у вайбера на иконке ёлка, уберите", but not "у билайна такого нет". */
const findOthersScreen: Find = (wish) => {
  const found = ANOTHER_SCREEN.exec(plainText(wish.text));
  if (found !== null) return [found[0].trim().slice(0, 40)];
  const wished = clausesOf(wish);
  const isNamedBeside = wished.some(({ words }) => words.some(isName));
  const spoken = isNamedBeside
    ? wished
    : [...wished, ...wish.message.clauses.filter(({ words }) => words.some(isName))];
  for (const { words } of spoken) {
    const said = words.map(({ written }) => plainText(written)).join(" ");
    const other = OTHERS_OWN.exec(said);
    if (other !== null && !COMPARED.test(said)) return [other[0].trim().slice(0, 40)];
  }
  return undefined;
};

const isName = (word: Word): boolean => is(word, "theme", "thing");

/** Where others are only compared, left for, or where nothing stands. */
const COMPARED =
  /(?<!\p{L})(?:уй[дт]|ухо[жд]|перей[дт]|переход|переез|смен|как\s+(?:у|в|на)\s|лучше|хуже|такого\s+нет|нет\s+такого|не\s+(?:в|на|с|у|из)\s|а\s+не\s)\p{L}*/u;

/** "Скрин: ёлка у названия. Уберите": what a picture shows is told before the wish. */
const findNobodys: Find = ({ text, message, wishes }) => {
  const told = plainText(text).replace(SCREENSHOT, " ");
  const isOwn = wishes.every(({ clause, at }) => told.includes(plain(message.clauses[clause]?.words[at])));
  return findBy(NOBODYS)({ text: isOwn ? told : text, message, wishes });
};

export const UNMEANT_OFF = {
  "nobodys-words": findNobodys,
  "negation-parted": findBy(PARTED),
  "kept-after-all": findBy(KEEPING),
  "not-now": findBy(NOT_NOW),
  "part-of-it": findPart,
  "in-a-title": findTitle,
  "asked-by-signs": findAskedSigns,
  "yes-to-one": findYes,
  "on-anothers-phone": findOthersPhone,
  "out-of-a-list": findOtherList,
  "told-of-elsewhere": findScene,
  "on-another-screen": findOthersScreen,
  "how-others-do-it": findBy(HOW_OTHERS),
  "where-the-switch-is": findBy(WHERE_THE_SWITCH),
  "what-then": findBy(WHAT_THEN),
} as const satisfies Readonly<Record<string, Find>>;
