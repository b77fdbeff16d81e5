/** "Всё, кроме звезды": each of the others is switched off by its own name, so that what is spared stays. */
import type { Judgement } from "./judge-signals.ts";
import { businessIn } from "./find-subject.ts";
import type { MessageContext } from "./message-context.ts";
import type { Clause, Message } from "./read-message.ts";
import { is, plain, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";

const EXCEPT = /^(?:кроме|окромя|исключая|за исключением|except|except for|besides|apart from)$/u;
/** More are not for one reply to name. */
const MOST_OTHERS = 10;

/** Nothing, unless the message says only that. */
export function readAllBut({ clauses, asks }: Message, context: MessageContext): Judgement | undefined {
  if (asks || clauses.some(turnsIt)) return undefined;
  const { wish, spared, words } = findExcepted(clauses) ?? findKept(clauses) ?? NOTHING;
  const isOrdered = context.asked === "off" || wish.some(isRemoval);
  if (!wish.some((word) => is(word, "all")) || !isOrdered || wish.some((word) => is(word, "negator"))) return undefined;
  const named = clauses.flatMap((clause) => clause.words.filter((word) => is(word, "theme")).flatMap(keysOf));
  const others = Object.keys(context.lexicon.themes).filter((key) => !spared.includes(key));
  const [first, ...rest] = others.map((key) => ({ kind: "theme", key }) as const);
  if (spared.length === 0 || first === undefined || rest.length >= MOST_OTHERS) return undefined;
  if (named.some((key) => !spared.includes(key))) return undefined;
  const also = rest.map((scope) => ({ intent: "switch-off", scope }) as const);
  return { intent: "switch-off", scope: first, also, certainty: "sure", evidence: [{ rule: "all-but-one", words }] };
}

interface Spared {
  readonly wish: readonly Word[];
  readonly spared: readonly string[];
  readonly words: readonly string[];
}

const NOTHING: Spared = { wish: [], spared: [], words: [] };

/** "всё, кроме звезды, уберите", "кроме звезды всё уберите". */
function findExcepted(clauses: readonly Clause[]): Spared | undefined {
  const at = clauses.findIndex(({ words }) => words.some(isExcept));
  const words = clauses[at]?.words ?? [];
  const place = words.findIndex(isExcept);
  if (place === -1) return undefined;
  const [before, behind] = [words.slice(0, place), words.slice(place + 1)];
  if (before.some((word) => is(word, "theme"))) return undefined;
  const told = [...(clauses[at - 1]?.words ?? []), ...before];
  if (!told.every(isOfTheWish)) return undefined;
  return { wish: [...told, ...behind], spared: themesOf(behind), words: writtenIn(words.slice(place)) };
}

/** "всё уберите, а звезду оставьте". */
function findKept(clauses: readonly Clause[]): Spared | undefined {
  const kept = clauses.find(
    ({ words }) => words.some((word) => is(word, "keep")) && words.some((word) => is(word, "theme")),
  );
  const wish = clauses.find((clause) => clause !== kept && clause.words.some((word) => is(word, "all")));
  if (kept === undefined || wish?.words.every(isOfTheWish) !== true || kept.words.some((word) => is(word, "all")))
    return undefined;
  return { wish: wish.words, spared: themesOf(kept.words), words: writtenIn(kept.words) };
}

/** "все вокруг просят убрать ёлку, а мне оставьте": there nothing is to go. */
const isOfTheWish = (word: Word): boolean =>
  word.isSign || is(word, "all", "off", "thing", "thanks", "ordinary") || hasProperty(word, "beside-everything");

const writtenIn = (words: readonly Word[]): readonly string[] => words.slice(0, 4).map(({ written }) => written);

const isExcept = (word: Word): boolean => is(word, "except") && EXCEPT.test(plain(word));

const isRemoval = (word: Word): boolean =>
  is(word, "off") && (word.form === undefined || word.form.startsWith("order") || word.form === "infinitive");

/** Another wish, another's words, or something else that is to go. */
const turnsIt = (clause: Clause): boolean =>
  businessIn(clause).length > 0 ||
  clause.words.some(
    (word) =>
      is(word, "on", "return", "undo", "if", "negator", "regret", "speech", "recipient", "people", "gifts") &&
      !is(word, "keep", "off"),
  );

const keysOf = ({ meanings }: Word): readonly string[] => [
  ...new Set(meanings.flatMap(({ kind, key }) => (kind === "theme" && key !== undefined ? [key] : []))),
];

/** What is spared, by names that mean one thing each. */
function themesOf(words: readonly Word[]): readonly string[] {
  const keys = words.filter((word) => is(word, "theme")).map(keysOf);
  return keys.some(({ length }) => length !== 1) ? [] : keys.flat();
}
