import type { MessageReason } from "./understanding.ts";

/** The parts that words play in a message about decorations. The rules speak of these, never of words. */
export type WordClass =
  // what is wanted
  | "off"
  | "on"
  | "return"
  | "cancel"
  | "make"
  | "appear"
  | "vanish"
  | "keep"
  | "replace"
  | "give"
  | "undo"
  | "stop"
  | "no"
  | "accident"
  | "regret"
  | "help"
  // how it is said
  | "negator"
  | "want"
  | "able"
  | "unable"
  | "permit"
  | "forbidden"
  | "cease"
  | "remember"
  | "purpose"
  | "if"
  | "whether"
  | "would"
  | "impatient"
  | "still"
  | "again"
  | "sarcasm"
  // questions
  | "how"
  | "why"
  | "what"
  | "who"
  | "when"
  | "how-long"
  | "where"
  // about what
  | "theme"
  | "category"
  | "thing"
  | "this"
  | "all"
  | "nothing"
  | "except"
  | "only"
  | "plain"
  | "without"
  | "foreign"
  | "gifts"
  // about whom
  | "me"
  | "you"
  | "person"
  | "recipient"
  | "people"
  | "speech"
  | "also"
  // feeling
  | "good"
  | "thanks"
  | "smile"
  | "bad"
  | "reason"
  | "off-sign"
  | "feelings"
  // the rest
  | "place"
  | "preposition"
  | "and"
  | "but"
  | "polite"
  | "filler"
  /** Says nothing here, and stands beside nothing. */
  | "ordinary";

/** One thing a word can mean. */
export interface Meaning {
  readonly kind: WordClass;
  /** The theme's or category's key. */
  readonly key?: string;
  readonly reason?: MessageReason;
  /** A name that only brings a category to mind, such as a candle: it is no word of the category's label. */
  readonly isHint?: boolean;
}

/**
 * Words by class: patterns separated by white space, `_` joining the words of a phrase. A word may stand in several
 * classes; a phrase takes precedence over its words.
 */
export type WordTable = Readonly<Partial<Record<WordClass, string>>>;
