/** Whether what is named is only where something else is, or what it has on it. */
import { isMissing } from "./is-missing.ts";
import { plainText } from "./letters.ts";
import type { Clause, Message } from "./read-message.ts";
import type { Signal } from "./signal.ts";
import { is, type Word } from "./word.ts";

interface Aside {
  readonly intent: "switch-on" | "undo";
  readonly message: Message;
  readonly wishes: readonly Signal[];
}

/** "рядом с цветком пропал значок, верните": what a preposition stands before, in another clause, is not what is wished for. */
export function findAside({ message: { clauses }, wishes, intent }: Aside): readonly string[] | undefined {
  if (intent === "undo") return undefined;
  const wished = wishes.map(({ clause, at }) => ({ words: clauses[clause]?.words ?? [], at }));
  const aside = wished.map(({ words, at }) => namedAside(words, at)).find((word) => word !== undefined);
  if (aside !== undefined) return [aside.written];
  if (wished.some(({ words }) => words.some((word) => is(word, "theme", "category")))) return undefined;
  const found = clauses
    .filter((clause) => !isMissed(clause))
    .flatMap(({ words }) =>
      words.filter((word, at) => is(word, "theme") && is(words[at - 1], "preposition", "without", "negator")),
    );
  return found.length === 0 ? undefined : found.map(({ written }) => written);
}

/** "Почему без ёлки?", "все с ёлкой, а я без неё". */
const isMissed = ({ words, isQuestion }: Clause): boolean =>
  words.some(isMissing) ||
  (isQuestion && is(words[0], "why")) ||
  words.some((word, at) => plainText(word.written) === "без" && words.slice(0, at).some((one) => is(one, "me")));

/** "лот с ёлочкой не продаётся верните гиги": named only before the verb, and only behind a preposition. */
function namedAside(words: readonly Word[], verb: number): Word | undefined {
  const names = words.flatMap((word, at) => (is(word, "theme", "category") && !word.isSign ? [at] : []));
  const isAside = names.every(
    (at) => at < verb && is(words[at - 1], "preposition") && !is(words[at - 2], "thing", "place", "this"),
  );
  const [first] = names;
  return first !== undefined && isAside && !words.some(isMissing) ? words[first] : undefined;
}
