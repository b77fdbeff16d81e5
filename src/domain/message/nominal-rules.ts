/** Wishes without a verb: "ёлочку бы", "мне цветочек, пожалуйста", "tree back please", "включение ёлки". */
import { has, isAlone, type ReadRemark } from "./clause-words.ts";
import type { Clause } from "./read-message.ts";
import { is, plain, saysNothing, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";

/** Brings it to the writer: "сюда", "обратно", "tree back". */
const HITHER = /^(?:сюда|обратно|назад|взад|снова|опять|на место|back|again)$/u;
const LIGHT_WORDS =
  /^(?:лучше|the|a|an|my|our|мою|мой|мое|мои|нашу|наш|ну|ка|сюда|обратно|назад|взад|на место|back|again)$/u;

/** "на 8 марта", "к празднику". */
const BY_DAY =
  /^(?:(?:на|к|ко) )?(?:(?:8|9|14|23)[ -]?)?(?:март\p{L}*|феврал\p{L}*|мая|нов(?:ый|ому) год\p{L}*|праздник\p{L}*|рождеств\p{L}*|д(?:ень|ню) .+)$|^(?:8|9|14|23)$|^(?:на|к|ко)$/u;

/** Who sees it at others', and asks for the same. */
const LIKE_OTHERS = /^(?:как у всех|как все|как у других|такую же|такой же|такое же)$/u;

const isAskedFor = ({ words }: Clause): boolean =>
  words.every(
    (word) =>
      word.isSign ||
      hasProperty(word, "beside-a-thing") ||
      LIGHT_WORDS.test(plain(word)) ||
      BY_DAY.test(plain(word)) ||
      LIKE_OTHERS.test(plain(word)),
  );

/** Whose ending says that it is asked for: "ёлочку". Others may as well be what is spoken of. */
const isObject = ({ written: text, language }: Word): boolean =>
  language === "en" || (/[ую]$/iu.test(text) && !/\p{Script=Latin}/u.test(text));

export const NOMINAL_READERS = {
  "a-thing-asked-for": (clause, { clauses }) => {
    const at = clause.words.findIndex((word) => is(word, "theme") && !word.isSign);
    const name = clause.words[at];
    if (name === undefined || !isAskedFor(clause)) return undefined;
    // "А мне ёлочку?" asks for it as well.
    if (clause.isQuestion && !(isObject(name) && clause.words.some((word) => TO_ME.test(plain(word)))))
      return undefined;
    const isForWriter = clause.words.some(
      (word) => HITHER.test(plain(word)) || LIKE_OTHERS.test(plain(word)) || is(word, "would"),
    );
    const isGiven = clause.words.some((word) => TO_ME.test(plain(word)));
    // "ёлку уберите, лучше снежинку".
    const rather = clause.words.findIndex((word) => plain(word) === "лучше");
    if (rather !== -1)
      return (isObject(name) || (rather < at && /(?:ок|ек|ик|ан|ист)$/iu.test(name.written))) &&
        clauses.some((one) => one !== clause && has(one, "off", "negator"))
        ? { kind: "on", sure: true, at }
        : undefined;
    return isForWriter || isGiven || (has(clause, "polite") && isObject(name))
      ? { kind: "on", sure: true, at }
      : undefined;
  },
  "with-it": (clause) => {
    const at = clause.words.findIndex((word, index) => WITH.test(plain(word)) && is(clause.words[index + 1], "theme"));
    if (
      at === -1 ||
      clause.words.some((word) => SOMETHING.test(plain(word))) ||
      OTHER_THING.test(plain(clause.words[at - 1])) ||
      !has(clause, "want", "permit", "make", "return") ||
      has(clause, "person", "recipient", "people")
    )
      return undefined;
    return isAlone(clause, "want", "permit", "make", "return", "theme", "plain", "this")
      ? { kind: "on", sure: true, at }
      : undefined;
  },
  "let-it-be-there": ({ words, isQuestion }, { clauses }) => {
    const at = words.findIndex((word) => LET_IT_BE.test(plain(word)));
    const isNamed = words.some((word) => is(word, "theme"));
    if (
      at === -1 ||
      !isNamed ||
      isQuestion ||
      clauses.length > 1 ||
      words.some((word) => saysNothing(word) || is(word, "negator", "bad", "if", "person", "recipient", "people"))
    )
      return undefined;
    return { kind: "on", sure: true, at };
  },
  "away-with-it": (clause) => {
    const { words, isQuestion } = clause;
    const at = words.findIndex(
      (word, index) => AWAY.test(plain(word)) || (OFF_FROM.test(plain(word)) && is(words[index + 1], "place")),
    );
    const name = words.find((word) => is(word, "theme"));
    if (at === -1 || isQuestion || name === undefined || isNominative(name)) return undefined;
    const isAll = words.every(
      (word) =>
        isAlone({ ...clause, words: [word] }, "theme", "this", "bad", "only") ||
        (saysNothing(word) && LOOKS.test(plain(word))),
    );
    return isAll ? { kind: "off", sure: true, at } : undefined;
  },
  "on-behind-its-name": ({ words, isQuestion }) => {
    const at = words.findIndex((word, index) => plain(word) === "on" && is(words[index - 1], "theme"));
    const isAll = words.every(
      (word, index) =>
        index === at || word.isSign || is(word, "theme", "polite", "again") || LIGHT_WORDS.test(plain(word)),
    );
    return at === -1 || isQuestion || !isAll ? undefined : { kind: "on", sure: true, at };
  },
  "the-switching-on-of-it": (clause) => {
    const at = clause.words.findIndex((word) => is(word, "on") && SWITCHING_ON.test(plain(word)));
    if (at === -1 || clause.isQuestion || !has(clause, "theme")) return undefined;
    return isAlone(clause, "on", "theme", "want") ? { kind: "on", sure: true, at } : undefined;
  },
} as const satisfies Readonly<Record<string, ReadRemark>>;

/** "этот зелёный листок". */
const LOOKS = /\p{L}{3}(?:ый|ий|ой|ую|юю|ое|ого|ые|ых)$/u;

/** "сделайте что-нибудь с ёлкой" wants it changed. */
const SOMETHING = /^(?:что|чего|чо|че|то|нибудь|something|anything|do)$/u;
/** "номер со звездой" is one that is easy to remember. */
const OTHER_THING = /^(?:номер|сим|телефон|аппарат|чехол)/u;
const WITH = /^(?:с|со|with)$/u;
const LET_IT_BE = /^(?:пусть|пускай) (?:будет|будут)$/u;

/** "ёлку прочь", "нафиг ёлку", "ёлку с экрана". */
/** "ёлка нафиг" may as well judge; of many hearts both cases are one. */
const isNominative = ({ written }: Word): boolean => /[аяaй]$/iu.test(written) && !/^серд?ца$/iu.test(written);

const AWAY = /^(?:прочь|долой|вон|нафиг|на фиг|нахрен|на хрен|нах|к черту|к чертям|геть)$/u;
const OFF_FROM = /^(?:с|со|из)$/u;

const TO_ME = /^(?:мне|нам|и мне|а мне|mne|nam)$/u;

/** Nouns of switching on. */
const SWITCHING_ON = /^(?:под|в)ключени|^активаци|^установк/u;
