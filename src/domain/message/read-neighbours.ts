/** Wishes in the languages spoken beside Russian: read only if every word of the clause that asks is known. */
import { foldFor } from "./fold-neighbour.ts";
import { judgeNeighbour } from "./judge-neighbour.ts";
import type { MessageContext } from "./message-context.ts";
import { findPhrase } from "./neighbour-phrases.ts";
import { isNoRussian, readNeighbourClause, type NeighbourClause } from "./read-neighbour-clause.ts";
import type { Tongue } from "./tongue.ts";
import type { Understanding } from "./understanding.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { NEIGHBOURS } from "./words/neighbours/neighbours.ts";

/** Longer ones are more than a wish. */
const MOST_WORDS = 40;

const WORDS = /[\p{L}\p{N}]+(?:['’`‘ʻʼ]\p{L}+)*/gu;
const QUOTES = /[«»“”„"]/u;
/** Another line's number. */
const NUMBERS = /\d{4,}/u;
const STOPS = /[.,!?;:\n()…]|\s[-–—]\s/u;

export function readNeighbour(
  text: string,
  vocabulary: Vocabulary,
  tongues: readonly { readonly rule: Tongue }[],
  context: MessageContext,
): Omit<Understanding, "mentions"> | undefined {
  if (QUOTES.test(text) || NUMBERS.test(text)) return undefined;
  const parts = text.split(STOPS).map((part) => part.match(WORDS) ?? []);
  const words = parts.flat();
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  const folded = words.map((word) => foldFor("uk", word));
  const inUzbek = words.map((word) => foldFor("uz", word));
  const marked = tongues.filter(({ rule }) => hasMark(rule, rule === "uz" ? inUzbek : folded));
  if (marked.length === 0 || !words.some((word) => isNoRussian(word, vocabulary))) return undefined;
  const readings = marked
    .map(({ rule }) => readIn(rule, parts, text, vocabulary))
    .filter(({ clauses }) => clauses.some(({ own }) => own > 0));
  const least = Math.min(...readings.map(({ unknown }) => unknown));
  return readings
    .filter(({ unknown }) => unknown === least)
    .toSorted((one, other) => one.strange - other.strange)
    .map(({ tongue, clauses }) => judgeNeighbour({ tongue, clauses, words, isQuestion: text.includes("?") }, context))
    .find((judged) => judged !== undefined);
}

const hasMark = (tongue: Tongue, folded: readonly string[]): boolean =>
  folded.some((_word, at) => MARKS.has(findPhrase(tongue, folded, at)?.part ?? ""));

/** What a message in a language has to have, lest all are read in all of them. */
const MARKS: ReadonlySet<string> = new Set(
  "off on keep refusal isOff undo removing enough without no yes doing name decor sign when what".split(" "),
);

interface Reading {
  readonly tongue: Tongue;
  readonly clauses: readonly NeighbourClause[];
  readonly unknown: number;
  /** Letters that the language hasn't got. */
  readonly strange: number;
}

const RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";

function readIn(tongue: Tongue, parts: readonly (readonly string[])[], text: string, vocabulary: Vocabulary): Reading {
  const isQuestion = text.includes("?");
  const clauses = parts
    .flatMap((part) => partBy(tongue, part))
    .filter((clause) => clause.length > 0)
    .map((clause) => readNeighbourClause(tongue, clause, isQuestion, vocabulary));
  const letters = new Set(RUSSIAN + NEIGHBOURS[tongue].letters);
  const cyrillic = text.toLowerCase().match(/\p{Script=Cyrillic}/gu) ?? [];
  return {
    tongue,
    clauses,
    unknown: clauses.reduce((count, { unknown }) => count + unknown, 0),
    strange: cyrillic.filter((letter) => !letters.has(letter)).length,
  };
}

/** "але", "бірақ" begin a clause. */
function partBy(tongue: Tongue, words: readonly string[]): readonly (readonly string[])[] {
  const folded = words.map((word) => foldFor(tongue, word));
  const parts: string[][] = [[]];
  for (const [at, word] of words.entries()) {
    if (findPhrase(tongue, folded, at)?.part === "but") parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
}
