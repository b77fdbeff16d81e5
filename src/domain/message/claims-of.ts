/**
 * Whose a thing is, or what its name is a part of: "значок 4G", "картинки в браузере", "family plan", "лист ожидания" are none of
 * ours. A word that nobody knows beside a name or a picture says so.
 */
import { isOneSlip } from "./one-slip.ts";
import type { Clause } from "./read-message.ts";
import { toPattern } from "./to-pattern.ts";
import { is, isStrange, plain, type Word } from "./word.ts";
import { CLAIM_WORDS } from "./words/claim-words.ts";

const ELSEWHERE = toPattern(CLAIM_WORDS.elsewhere);
const LIGHT = toPattern(CLAIM_WORDS.light);
const KIN = toPattern(`${CLAIM_WORDS.kin} ${CLAIM_WORDS.kinds}`);
const OPERATOR = /^(?:оператор|назван|наименован|имени$|имя$|т2$|t2$|tele2$|теле2$|operator)/u;
const ADJECTIVE = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ую|юю|ых|их)$/u;
const ADJECTIVE_ALONE = /(?:ый|ий|ой|ая|ую|ого)$/u;
const GENITIVE = /(?:[аяыи]|ов|ев|ей|ого|его|их|ых|ой)$/u;
/** "ёлка нарисована", "тюльпан дали": what is done to it. */
const PARTICIPLE = /[ае]н[аоы]$|[аиыея]ли$/u;
const DATE = /^\d{1,2}$/u;
const WITHIN = /^(?:в|во|из|на|с|со|от|у|для|of|in|on|from|for|at|to)$/u;

/** Words that are misspelt more often than they are replaced by another. */
const POINTING = ["этот", "эту", "это", "эти", "этих", "никаких", "ваши", "this", "these", "those", "your"] as const;

/** A scrap of a letter or two, or a slip in "этот", says nothing; digits and capitals of another script do: "4G", "R". */
function isUnknown(word: Word): boolean {
  if (!isStrange(word)) return false;
  if (/\d|^[A-Z]/u.test(word.written)) return true;
  const written = plain(word);
  return /^\p{L}{4,}/u.test(written) && !LIGHT.test(written) && !POINTING.some((one) => isOneSlip(written, one));
}

/** A noun that means nothing here, or other business. */
const isOthers = (word: Word | undefined): word is Word =>
  word !== undefined &&
  !is(word, "thing", "theme", "bad", "off", "on", "polite") &&
  (is(word, "foreign") || (is(word, "place") && ELSEWHERE.test(plain(word))) || isUnknown(word));

/** The words that claim the name, or the thing, at this place for something else. */
export function claimsOf({ words }: Clause, at: number): readonly string[] {
  const word = words[at];
  if (word === undefined || word.isSign || is(word, "bad")) return [];
  const claim = is(word, "thing")
    ? (claimsThing(words, at) ?? standsIn(words, at))
    : is(word, "theme", "category")
      ? (claimsName(words, word, at) ?? standsIn(words, at))
      : undefined;
  return claim === undefined ? [] : [claim.written];
}

export const isOurs = (clause: Clause, at: number): boolean => claimsOf(clause, at).length === 0;

function claimsThing(words: readonly Word[], at: number): Word | undefined {
  const [before, word, next] = [words[at - 1], words[at], words[at + 1]];
  if (isOthers(next)) return next;
  if (next !== undefined && is(next, "negator") && isOthers(words[at + 2])) return words[at + 2];
  // "значок сети": of what it is a sign.
  const isOfPlace = is(next, "place") && !is(next, "preposition") && word?.language !== "en";
  if (next !== undefined && isOfPlace && !OPERATOR.test(plain(next))) return next;
  if (before === undefined) return undefined;
  if (isOthers(before) && !isGuessed(before)) return before;
  const isPlaceOf = is(before, "place") && !is(before, "preposition") && word?.language === "en";
  return isPlaceOf && !OPERATOR.test(plain(before)) ? before : undefined;
}

function claimsName(words: readonly Word[], word: Word, at: number): Word | undefined {
  const [before, next] = [words[at - 1], words[at + 1]];
  const isKin = KIN.test(plain(word));
  const isEnglish = word.language === "en";
  if (next !== undefined && is(next, "foreign")) return next;
  if (before !== undefined && is(before, "foreign") && !isGuessed(before)) return before;
  if (isOthers(next) && (isEnglish || (GENITIVE.test(plain(next)) && !PARTICIPLE.test(plain(next))))) return next;
  // "I miss flowers": a verb.
  const isDone = /^(?:i|we)$/u.test(plain(words[at - 2]));
  if (isKin && isOthers(before) && !isGuessed(before) && !isDone && (isEnglish || ADJECTIVE.test(plain(before))))
    return before;
  // "отключите семейный": a noun is left out that everybody knows but Garland.
  const isNounless = is(word, "category") && !is(word, "theme") && ADJECTIVE_ALONE.test(plain(word));
  return isNounless && !words.some((one) => is(one, "thing", "theme", "all")) ? word : undefined;
}

/** "картинки в браузере", "с сим-карты"; not "с основной симки". */
function standsIn(words: readonly Word[], at: number): Word | undefined {
  const behind = words.slice(at + 1);
  const within = behind.findIndex((word) => !isLight(word));
  if (!WITHIN.test(plain(behind[within]))) return undefined;
  const rest = behind.slice(within + 1).filter((word) => !is(word, "me", "you", "this", "all"));
  const [place, next] = rest;
  // "ёлочка с огоньками": what belongs to it is in another case than where it stands.
  if (place !== undefined && WITH_ITS.test(plain(behind[within])) && INSTRUMENTAL.test(plain(place))) return undefined;
  const isOwn = OWN_LINE.test(plain(place)) && is(behind[within + 1], "me");
  // "с основной симки", "на следующий год".
  const isDescribed = ADJECTIVE.test(plain(place)) && is(next, "place", "filler") && !isOthers(next);
  return isOthers(place) && !isOwn && !isDescribed && !DATE.test(plain(place)) ? place : undefined;
}

const WITH_ITS = /^(?:с|со|with)$/u;
const INSTRUMENTAL = /\p{L}{3}(?:ами|ями|ом|ем|ью)$/u;

const OWN_LINE = /^(?:number|phone|line|номер|лини)/u;
/** "мужику" is nobody's slip in "музыку". */
const isGuessed = (word: Word): boolean => is(word, "foreign") && word.isNear === true;

const isLight = (word: Word): boolean => is(word, "me", "you", "this", "all", "filler") && !WITHIN.test(plain(word));

/** What stands beside the operator's name has a name of its own that is unknown. */
export const hasStranger = ({ words }: Clause): boolean =>
  words.some((word) => isOthers(word) && !isGuessed(word) && !ADJECTIVE.test(plain(word)) && !is(word, "place"));
