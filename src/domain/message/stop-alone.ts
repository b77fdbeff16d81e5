import type { Message } from "./read-message.ts";
import { is, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";
import { ENOUGH } from "./words/stop-words.ts";

/** Keywords for switching off; as verbs they stand among all others. */
const KEYWORDS = /^(?:off|оф|офф|выкл|откл|отключ|unsubscribe|отпи[сш]\p{L}*|otpi(?:s|sh)\p{L}*)$/iu;

const isCommand = (word: Word): boolean =>
  (is(word, "stop", "cease") && !ENOUGH.has(word.written.toLowerCase())) || KEYWORDS.test(word.written);

/** "No stop" and "I quit" are English for something else. */
const isTurned = (words: readonly Word[]): boolean =>
  words.some(({ written, language }) => language === "en" && /^(?:no|not|i|we|dont|a)$/iu.test(written));

/** A message that is nothing but a word of command to stop: СТОП, STOP, 0, "хватит уже", "отпишите меня". */
export function isStopAlone({ clauses }: Message): boolean {
  const words = clauses.flatMap((clause) => clause.words).filter((word) => !word.isSign);
  const isAsked = clauses.some(({ isQuestion }) => isQuestion);
  return (
    !isAsked &&
    !isTurned(words) &&
    words.some(isCommand) &&
    words.every((word) => isCommand(word) || hasProperty(word, "beside-a-stop"))
  );
}
