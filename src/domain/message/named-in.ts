/** What a message names, wherever it does: themes, categories, reasons. */
import { isOurs } from "./claims-of.ts";
import type { Message } from "./read-message.ts";
import type { MessageReason } from "./understanding.ts";
import { is } from "./word.ts";

export function categoriesIn({ clauses }: Message): readonly string[] {
  const named = clauses.flatMap(({ words }) => words.filter(({ isNear = false }) => !isNear));
  const meanings = named.flatMap((word) => word.meanings);
  return [...new Set(meanings.flatMap(({ kind, key }) => (kind === "category" && key !== undefined ? [key] : [])))];
}

export function mentionsIn({ clauses }: Message): readonly string[] {
  const named = clauses.flatMap((clause) => clause.words.filter((_word, at) => isOurs(clause, at)));
  const meanings = named.flatMap((word) => word.meanings);
  return [...new Set(meanings.flatMap(({ kind, key }) => (kind === "theme" && key !== undefined ? [key] : [])))];
}

export function reasonsIn({ clauses }: Message): readonly MessageReason[] {
  const reasons = clauses.flatMap(({ words }) =>
    words.flatMap((word, at) =>
      is(words[at - 1], "negator") ? [] : word.meanings.flatMap(({ reason }) => reason ?? []),
    ),
  );
  return [...new Set(reasons)];
}
