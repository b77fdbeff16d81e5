/**
 * Whether what is sensitive is asked for with certainty: in one clause, by its name letter by letter, with nothing in that
 * clause that isn't known, that denies, or that speaks of somebody or something else.
 */
import { businessIn } from "./find-subject.ts";
import type { Clause, Message } from "./read-message.ts";
import type { Signal } from "./signal.ts";
import type { MessageScope } from "./understanding.ts";
import { is, isStrange, type Word } from "./word.ts";

export function isCertainWish(
  { clauses }: Message,
  wishes: readonly Signal[],
  scope: MessageScope & { readonly key: string },
): boolean {
  return wishes.length > 0 && wishes.every(({ clause }) => isCertain(clauses[clause], scope));
}

function isCertain(clause: Clause | undefined, scope: MessageScope & { readonly key: string }): boolean {
  if (clause === undefined) return false;
  const { words, isQuestion } = clause;
  const nameAt = words.findIndex((word) => isNameOf(word, scope));
  if (nameAt === -1 || is(words[nameAt - 1], "preposition", "without", "negator")) return false;
  const isOpen = isQuestion && !words.some((word) => is(word, "how", "permit", "able"));
  return !isOpen && businessIn(clause).length === 0 && !words.some(castsDoubt);
}

const isNameOf = (
  { meanings, isNear = false, isSign }: Word,
  { kind, key }: { readonly kind: string; readonly key: string },
) => !isNear && !isSign && meanings.some((one) => one.kind === kind && one.key === key && one.isHint !== true);

const castsDoubt = (word: Word): boolean =>
  (isStrange(word) && /\p{L}{3}/u.test(word.written)) ||
  is(
    word,
    "negator",
    "without",
    "except",
    "person",
    "people",
    "recipient",
    "speech",
    "bad",
    "sarcasm",
    "if",
    "whether",
    "off",
    "vanish",
    "no",
  );
