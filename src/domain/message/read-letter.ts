/**
 * A letter of many matters: which of its sentences are about decorations. What else it tells or asks for is set aside, so that a wish
 * to switch off counts as if it stood alone, however long the letter.
 */
import { findSubject } from "./find-subject.ts";
import type { Message } from "./read-message.ts";
import { isSwitching } from "./read-verbs.ts";
import { is, plain } from "./word.ts";

/** On another keyboard a full stop inside a word is a letter. */
const END = /(?<=[.!?…;])\s+|\n+/u;

export const sentencesOf = (text: string): readonly string[] => text.split(END);

/** The part that is about decorations; nothing, if that is all of it, or if what is set aside may turn it. */
export function findOwnMatter(text: string, read: (part: string) => Message): string | undefined {
  const kept: string[] = [];
  let isAfterOther = false;
  let hasOther = false;
  let hasName = false;
  for (const sentence of sentencesOf(text)) {
    const message = read(sentence);
    if (message.clauses.length === 0) continue;
    const { isNamed, business, strange } = findSubject(message);
    const isOther = !isNamed && business.length + strange.length > 0;
    if (isOther && mayTurn(message)) return undefined;
    if (isOther) {
      hasOther = true;
      isAfterOther = true;
      continue;
    }
    hasName ||= isNamed;
    // "Будильник надоел. Отключите его.": what points back points at the sentence before.
    if (isNamed || !isAfterOther) kept.push(sentence);
    else if (message.clauses.some(({ words }) => words.some(isSwitching))) return undefined;
    if (isNamed) isAfterOther = false;
  }
  return hasOther && hasName ? kept.join(" ") : undefined;
}

/** "Шучу.", "Так сказал сосед.", "Не отключайте." */
export const mayTurn = ({ clauses }: Message): boolean =>
  clauses.some(({ words }) =>
    words.some(
      (word, at) =>
        is(word, "regret", "keep", "speech", "sarcasm") ||
        TURNING.test(plain(word)) ||
        (is(word, "negator") && words.slice(at + 1, at + 4).some((next) => is(next, "off", "want"))),
    ),
  );

const TURNING =
  /^(?:шут|инструкц|прикол|отбой|переслал|цитир|цитат|написал|прислал|quote|joke|joking|kidding|wrote|sent|said)/u;
