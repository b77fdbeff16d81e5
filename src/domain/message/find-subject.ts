/** About what: whether a message speaks of a decoration or its place, and what else it speaks of. */
import { claimsOf, hasStranger, isOurs } from "./claims-of.ts";
import type { Clause, Message } from "./read-message.ts";
import { toPattern } from "./to-pattern.ts";
import { is, isAdjectiveOf, isStrange, plain, type Word } from "./word.ts";
import { BESIDE_WORDS, NAME_WORDS, OTHER_BUSINESS, TRAY_WORDS } from "./words/other-business.ts";
import { PLAIN_NAME } from "./words/parting-words.ts";

const BUSINESS = toPattern(OTHER_BUSINESS);
const TRAY = toPattern(TRAY_WORDS);
const BESIDE = toPattern(BESIDE_WORDS);
const NAME = toPattern(NAME_WORDS);

const namesOne = (clause: Clause, at: number): boolean => {
  const { words } = clause;
  const word = words[at];
  if (!isOurs(clause, at)) return false;
  if (is(word, "theme")) return true;
  const isObject = words.some((one) => is(one, "off", "on", "return", "keep", "cease"));
  if (plain(word).startsWith("праздни")) return isObject;
  if (is(word, "category")) return !isAdjectiveOf(word, words[at + 1]);
  // "Это безобразие" judges anything; "уберите это безобразие" is about what is seen.
  return is(word, "thing") && (!is(word, "bad") || (isObject && is(words[at - 1], "this")));
};

/** Where ours stand: the tray, or beside the operator's name. */
export const isPlace = (clause: Clause, at: number): boolean => {
  const { words } = clause;
  const word = words[at];
  if (!is(word, "place") || hasStranger(clause)) return false;
  return TRAY.test(plain(word)) || (NAME.test(plain(word)) && words.slice(Math.max(0, at - 3), at).some(isBeside));
};

/** "уберите это с экрана": what is pointed at stands there. */
const pointsAtScreen = ({ words }: Clause): boolean =>
  words.some((word) => is(word, "this")) &&
  words.some((word, at) => SCREEN.test(plain(word)) && is(words[at - 1], "preposition", "me", "you"));

const SCREEN = /^(?:экран|диспле|screen|display)/u;

/** "верните нормальное название": without what stands beside it. */
const wantsPlainName = ({ words }: Clause): boolean =>
  words.some((word) => is(word, "return", "want", "make", "permit", "purpose", "keep")) &&
  PLAIN_NAME.test(words.map(plain).join(" "));

const isBeside = (word: Word): boolean => BESIDE.test(plain(word));

/** Whether a clause speaks of a decoration, or of where it stands. */
export const speaksOfDecoration = (clause: Clause): boolean =>
  pointsAtScreen(clause) ||
  wantsPlainName(clause) ||
  clause.words.some((_word, at) => namesOne(clause, at) || isPlace(clause, at));

/** What of the operator's other business a clause speaks of. Where something stands, "в приложении", is no business. */
export const businessIn = (clause: Clause): readonly string[] =>
  clause.words
    .filter((word, at) => !namesOne(clause, at) && isBusiness(word) && !isWhere(clause, at) && !isSpared(clause, at))
    .map(({ written }) => written)
    .concat(clause.words.flatMap((_word, at) => claimsOf(clause, at)));

const isBusiness = (word: Word): boolean =>
  is(word, "foreign") ||
  (BUSINESS.test(plain(word)) && word.meanings.every(({ reason }) => reason !== "childish")) ||
  word.meanings.some(({ reason }) => reason === "leaving" || reason === "cost");

/** "без звонков", "не звоните": what the writer wants to be spared. */
const isSpared = ({ words }: Clause, at: number): boolean =>
  is(words[at - 1], "without") || (is(words[at - 1], "negator") && !is(words[at], "foreign"));

/** "на моём телефоне": where something stands. */
const isWhere = ({ words }: Clause, at: number): boolean => {
  if (!is(words[at], "place")) return false;
  const before = words.slice(0, at).findLast((word) => !is(word, "me", "you", "this", "place", "filler"));
  return is(before, "preposition");
};

interface Subject {
  readonly isNamed: boolean;
  readonly business: readonly string[];
  /** Words that say nothing that is known here. */
  readonly strange: readonly string[];
}

export function findSubject({ clauses }: Message): Subject {
  return {
    isNamed: clauses.some(speaksOfDecoration),
    business: clauses.flatMap(businessIn),
    strange: clauses.flatMap(({ words }) => words.filter(isContent).map(({ written }) => written)),
  };
}

/** A scrap of a letter or two, or a number, says nothing. */
const isContent = (word: Word): boolean => isStrange(word) && /^\p{L}{3,}$/u.test(word.written);
