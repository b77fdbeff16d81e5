import type { Language } from "../label.ts";
import { plainText } from "./letters.ts";
import type { VerbForm } from "./morphology.ts";
import type { Meaning, WordClass } from "./word-class.ts";

/** A word, an emoji or a whole phrase, with everything it can mean. */
export interface Word {
  /** As the person wrote it. */
  readonly written: string;
  readonly meanings: readonly Meaning[];
  readonly form?: VerbForm;
  readonly language?: Language;
  readonly isSign: boolean;
  /** Misspelt so that it could be the opposite. */
  readonly doubtful: boolean;
  /** Not letter by letter what it is taken for. */
  readonly isNear?: boolean;
}

export const is = (word: Word | undefined, ...classes: readonly WordClass[]): boolean =>
  word !== undefined && word.meanings.some(({ kind }) => classes.includes(kind));

/** As it is written, for patterns; of no word, nothing. */
export const plain = (word: Word | undefined): string => (word === undefined ? "" : plainText(word.written));

/** A word with no meaning here: anything at all. */
export const isStrange = (word: Word): boolean => word.meanings.length === 0 && !word.isSign;

/** One that says nothing here: where more is to be shown, or something else may be what a verb is about, that counts as little. */
export const saysNothing = (word: Word): boolean =>
  !word.isSign && word.meanings.every(({ kind }) => kind === "ordinary");

/** "семейной группы", "праздничная скидка": an adjective says of what kind something else is. */
export const isAdjectiveOf = (word: Word | undefined, next: Word | undefined): boolean =>
  word !== undefined &&
  next !== undefined &&
  isAdjective(word) &&
  !next.written.toLowerCase().startsWith("праздн") &&
  (isStrange(next) || is(next, "foreign", "place")) &&
  /^\p{L}{3}/u.test(next.written);

const isAdjective = ({ written }: Word): boolean => ADJECTIVE.test(written);

const ADJECTIVE = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ую|юю|ых|их|ыми|ими)$/iu;
