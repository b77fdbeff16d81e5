/**
 * A sentence that orders a decoration to be removed, by its own name. Whatever else the writer tells before and behind it, of shops,
 * customers and eyes, that sentence is done, unless another asks for more, takes it back, or is somebody else's.
 */
import type { Message } from "./read-message.ts";
import { mayTurn, sentencesOf } from "./read-letter.ts";
import { is, type Word } from "./word.ts";

/** The sentences that may be such orders; none, if any of the others may turn one. */
export function findOrders(text: string, read: (part: string) => Message): readonly string[] {
  const sentences = sentencesOf(text);
  if (sentences.length < 2 || /[«»"“”>]/u.test(text)) return [];
  const messages = sentences.map((sentence) => ({ sentence, message: read(sentence) }));
  const [orders, others] = [messages.filter(isOrder), messages.filter((one) => !isOrder(one))];
  return others.some(({ message }) => mayTurn(message) || asksForMore(message))
    ? []
    : orders.map(({ sentence }) => sentence);
}

const wordsOf = ({ clauses }: Message): readonly Word[] => clauses.flatMap(({ words }) => words);

const isOrder = ({ message }: { readonly message: Message }): boolean =>
  !message.asks && wordsOf(message).some(isRemoval) && wordsOf(message).some((word) => is(word, "theme"));

const isRemoval = (word: Word): boolean =>
  is(word, "off") && word.isNear !== true && (word.form?.startsWith("order") === true || word.form === "infinitive");

const asksForMore = (message: Message): boolean =>
  message.asks ||
  wordsOf(message).some(
    (word) => is(word, "on", "return", "undo", "cancel", "if", "give", "person", "good", "thanks") || isRemoval(word),
  );
