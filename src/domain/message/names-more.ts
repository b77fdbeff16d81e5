/** Whether a wish to switch off names more than the one thing that it was understood of: nothing is done by halves. */
import type { Clause, Message } from "./read-message.ts";
import type { Signal } from "./signal.ts";
import type { AlsoWished, MessageScope } from "./understanding.ts";
import { is, isStrange, plain, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";
import type { WordClass } from "./word-class.ts";

/** "уберите ёлку, сердечки": a clause of names continues the one before. */
export function namesMore(
  { clauses }: Message,
  scope: MessageScope,
  offs: readonly { readonly signal: Pick<Signal, "clause"> }[],
): boolean {
  if (!("key" in scope)) return false;
  const wished = new Set(offs.map(({ signal }) => signal.clause));
  if (clauses.some(({ words }, at) => wished.has(at) && words.some((word, index) => isAllOf(word, words[index + 1])))) {
    return true;
  }
  return clauses
    .filter((clause, at) => wished.has(at) || (isOfNames(clause) && !isPraised(clauses[at + 1])))
    .flatMap(({ words }) => words.filter((word, at) => !word.isSign && !describes(word, words[at + 1])))
    .some((word) => names(word) && !meansIt(word, scope));
}

/**
 * All that a wish to switch off names, "уберите ёлку, сердечки и тюльпан"; nothing if a name is of several things, one is only to
 * be chosen, or one is spared.
 */
export function listNames(
  { clauses }: Message,
  offs: readonly { readonly signal: Pick<Signal, "clause"> }[],
): readonly AlsoWished["scope"][] | undefined {
  const wished = new Set(offs.map(({ signal }) => signal.clause));
  const naming = clauses.filter((clause, at) => wished.has(at) || (isOfNames(clause) && !isPraised(clauses[at + 1])));
  const isOpen = naming.some(({ words }) =>
    words.some(
      (word, at) =>
        isChoice(word) ||
        is(word, "except", "only", "all") ||
        (is(word, "negator") && plain(word) !== "ни" && names(words[at + 1] ?? NOTHING)),
    ),
  );
  if (isOpen) return undefined;
  const scopes = new Map<string, AlsoWished["scope"]>();
  for (const { words } of naming) {
    for (const [at, word] of words.entries()) {
      if (word.isSign || !names(word) || describes(word, words[at + 1])) continue;
      const meant = new Map(word.meanings.flatMap(({ kind, key }) => nameIn(kind, key)));
      if (meant.size !== 1) return undefined;
      for (const [key, scope] of meant) scopes.set(key, scope);
    }
  }
  return [...scopes.values()];
}

const NOTHING: Word = { written: "", meanings: [], isSign: false, doubtful: false };

const isChoice = ({ written }: Word): boolean => /^(?:или|либо|or|either)$/iu.test(written);

const nameIn = (kind: WordClass, key: string | undefined): readonly (readonly [string, AlsoWished["scope"]])[] =>
  (kind === "theme" || kind === "category") && key !== undefined ? [[`${kind}:${key}`, { kind, key }]] : [];

const isOfNames = ({ words, isQuestion }: Clause): boolean =>
  !isQuestion &&
  !words.some((word, at) => isKept(word, at, words)) &&
  words.every((word) => word.isSign || hasProperty(word, "among-names") || plain(word) === "ни") &&
  words.some(names);

/** "ёлочку да, …", "за ёлку спасибо, …", "сердечки хорошие были": that one is to stay. */
const isKept = (word: Word, at: number, words: readonly Word[]): boolean =>
  is(word, "thanks") ||
  (is(word, "good") && words.slice(0, at).some(names)) ||
  (AGREED.test(plain(word)) && words.length > 1 && (at === words.length - 1 || at === 0));

const AGREED = /^(?:да|ок|окей|норм|нормально|хорошо|ладно|yes|ok|okay|fine)$/u;

/** "Сердечки, кстати, хорошие были": what the clause before names. */
const isPraised = (next: Clause | undefined): boolean =>
  next !== undefined &&
  next.words.some((word) => is(word, "good")) &&
  next.words.some((word) => is(word, "appear")) &&
  !next.words.some(names);

/** A category that is only near is no name: "остальное" resembles "пасхальное". */
const names = (word: Word): boolean => is(word, "theme") || (is(word, "category") && word.isNear !== true);

/** "по религиозным соображениям" says why. */
const isReason = (word: Word, next: Word | undefined): boolean => is(word, "category") && is(next, "feelings");

const meansIt = ({ meanings }: Word, scope: { readonly kind: string; readonly key: string }): boolean =>
  meanings.some(({ kind, key }) => key === scope.key && kind === (scope.kind === "category" ? "category" : "theme"));

/** "всё праздничное и романтику". */
const isAllOf = (word: Word, next: Word | undefined): boolean =>
  is(word, "all") && next !== undefined && isStrange(next) && /(?:ое|ые)$/u.test(next.written);

/** "романтические сердечки" are hearts. */
const describes = (word: Word, next: Word | undefined): boolean =>
  isReason(word, next) || (is(word, "category") && is(next, "theme", "thing"));

const AND = String.raw`(?:^|[\s,.!;])(?:и|да и|а также|,|\.|and|plus|&|\+)?\s*`;
const REST = String.raw`(?:вообще\s+вс[её]|вс[её]\s+(?:остальн|друг|проч)\p{L}*|остальн\p{L}*|everything\s+else|all\s+(?:the\s+)?(?:others?|rest)|the\s+(?:rest|others)|stop\s+all|everything)`;
const TAIL = String.raw`(?:\s+(?:тоже|сразу|навсегда|пожалуйста|украшения|значки|too|please|as\s+well|forever))*[\s.!]*$`;
const THE_REST = new RegExp(`${AND}${REST}${TAIL}`, "iu");
const BUT = /(?<!\p{L})(?:кроме|оставь|оставьте|не|except|but|keep|leave|not|dont|don't)(?!\p{L})/iu;

/** Whether a text ends in "and everything else". */
const AND_SO_ON =
  /(?:\sи|,)\s+(?:прочее|прочие|прочих|прочую|т\.?\s?д\.?|т\.?\s?п\.?|тому подобное|так далее|все такое|всё такое)(?!\p{L})/iu;

export const namesTheRest = (text: string): boolean =>
  (AND_SO_ON.test(text) && !BUT.test(text)) || NOTHING_AT_ALL.test(text) || (THE_REST.test(text) && !BUT.test(text));

/** "не хочу ни ёлок, ни сердец, ничего". */
const NOTHING_AT_ALL =
  /(?<!\p{L})ни\s[^!?]*[,.]\s*(?:и\s+)?(?:вообще\s+)?ничего(?:\s+(?:такого|другого|вообще|больше|праздничного|кроме\s+(?:названия|имени|букв)(?:\s+(?:сети|оператора))?))*[\s.!]*$/iu;
