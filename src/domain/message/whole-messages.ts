/**
 * Messages that are read as a whole: plain refusals ("ёлка - нет", "отстаньте"), and gifts. Every word has to be one of those that belong there.
 */
import { plainText } from "./letters.ts";
import type { Message } from "./read-message.ts";
import type { AlsoWished, Evidence, MessageScope } from "./understanding.ts";
import { is, plain, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";
import type { WordClass } from "./word-class.ts";
import { GIFT_WORDS, REFUSALS } from "./words/whole-words.ts";

/** What a whole message asks for. `scope` is absent where it names nothing, as STOP does. */
export interface WholeWish {
  readonly intent: "switch-off" | "switch-on";
  readonly scope?: MessageScope;
  readonly also?: readonly AlsoWished[];
  readonly evidence: Evidence;
}

export function readWhole(
  text: string,
  message: Message,
  obeys: (rule: "about-gifts" | "plain-refusal" | "yes-and-no") => boolean,
): WholeWish | undefined {
  return (
    (obeys("about-gifts") ? readGifts(text) : undefined) ??
    (obeys("yes-and-no") ? readYesAndNo(message) : undefined) ??
    (obeys("plain-refusal") ? readRefusal(message) : undefined)
  );
}

/** "сердечки нет, ёлка и снежинка да": each is named, and one of them is refused. */
function readYesAndNo({ clauses, asks }: Message): WholeWish | undefined {
  if (asks || clauses.length < 2) return undefined;
  const said = clauses.map(({ words }) => ({ names: words.slice(0, -1), last: words.at(-1) }));
  const isNamed = said.every(
    ({ names }) => names.some((word) => is(word, "theme")) && names.every((word) => is(word, "theme", "and", "but")),
  );
  const refused = said.filter(({ last }) => last !== undefined && isNo(last));
  const kept = said.filter(({ last }) => last !== undefined && AGREED.test(plain(last)));
  if (!isNamed || kept.length === 0 || refused.length + kept.length < said.length) return undefined;
  const scope = scopeIn(refused.flatMap(({ names }) => names));
  const evidence = {
    rule: "each-yes-or-no",
    words: refused.flatMap(({ names }) => names.map(({ written }) => written)),
  };
  return scope?.kind === "theme" ? { intent: "switch-off", scope, evidence } : undefined;
}

const AGREED = /^(?:да|ок|окей|норм|хорошо|можно|пусть|yes|ok|okay|fine)$/u;

type GiftPart = keyof typeof GIFT_WORDS;

const GIFTS: ReadonlyMap<GiftPart, readonly (readonly string[])[]> = new Map(
  (Object.keys(GIFT_WORDS) as GiftPart[]).map((part) => [
    part,
    GIFT_WORDS[part].split(/\s+/u).map((phrase) => phrase.split("_")),
  ]),
);

/** "не присылайте подарки": whether other people may offer gifts, said in so many words. */
function readGifts(text: string): WholeWish | undefined {
  if (text.length > MOST_CHARACTERS || !/^[\p{L}\s.,!'’]*$/u.test(text)) return undefined;
  const plain = plainText(text.normalize("NFC")).replace(/['’]/gu, "");
  const words = plain.match(/\p{L}+/gu) ?? [];
  const found = { gifts: 0, off: 0, on: 0, filler: 0 };
  for (let at = 0; at < words.length;) {
    const [part, length] = longestPart(words, at);
    if (part === undefined) return undefined;
    found[part]++;
    at += length;
  }
  if (found.gifts !== 1 || found.off + found.on !== 1) return undefined;
  const evidence = { rule: "about-gifts", words: words.slice(0, 6) };
  return { intent: found.off === 1 ? "switch-off" : "switch-on", scope: { kind: "gifts" }, evidence };
}

const MOST_CHARACTERS = 160;

function longestPart(words: readonly string[], at: number): readonly [GiftPart | undefined, number] {
  let longest: readonly [GiftPart | undefined, number] = [undefined, 0];
  for (const [part, phrases] of GIFTS) {
    for (const phrase of phrases) {
      const isHere = phrase.every((word, offset) => words[at + offset] === word);
      if (isHere && phrase.length > longest[1]) longest = [part, phrase.length];
    }
  }
  return longest;
}

const NAMES = ["theme", "category", "thing", "all", "this"] as const satisfies readonly WordClass[];

/** A refusal with what is refused, or one that says all by itself. */
function readRefusal({ clauses }: Message): WholeWish | undefined {
  const words = clauses.flatMap((clause) => clause.words).filter((word) => !word.isSign);
  if (words.length === 0 || words.length > MOST_WORDS || clauses.some(({ isQuestion }) => isQuestion)) return undefined;
  const refusal = words.filter(
    (word, at) =>
      isRefusal(word, words[at + 1]) || (isNo(word) && words.slice(at + 1).every((one) => is(one, "thanks", "polite"))),
  );
  const ends = new Set(clauses.map((clause) => clause.words.at(-1)));
  const isPlain = words.every(
    (word, at) =>
      refusal.includes(word) ||
      (is(word, "thanks") && refusal.some(isNo)) ||
      hasProperty(word, "beside-a-refusal") ||
      REFUSALS.beside.has(plain(word)) ||
      (!ends.has(word) && isCursed(word, words[at + 1])),
  );
  const [first] = refusal;
  if (first === undefined || !isPlain) return undefined;
  const isNamed = words.some((word) => is(word, ...NAMES) && !refusal.includes(word));
  // "нет" alone is an answer, and "ёлки нет" tells that there is none.
  if (isNo(first) && !(isNamed && clauses.length > 1 && words.length <= MOST_BEFORE_NO)) return undefined;
  if (!isNamed && !REFUSALS.alone.has(plain(first))) return undefined;
  const evidence = { rule: "a-plain-refusal", words: refusal.map(({ written }) => written) };
  const [one, ...others] = words.some((word) => is(word, "all", "only") || OR.test(plain(word))) ? [] : namesIn(words);
  if (one !== undefined && others.length > 0)
    return {
      intent: "switch-off",
      scope: one,
      also: others.map((other) => ({ intent: "switch-off", scope: other }) as const),
      evidence,
    };
  const scope = scopeIn(words);
  return { intent: "switch-off", ...(scope !== undefined && { scope }), evidence };
}

const MOST_WORDS = 12;
const MOST_BEFORE_NO = 4;

/** "без этой дурацкой ёлки"; "без ёлки грустно" says the opposite. */
const isCursed = (word: Word, next: Word | undefined): boolean => is(word, "bad") && is(next, ...NAMES);

const isNo = (word: Word): boolean => plain(word) === "нет" || plain(word) === "no";

/** "отстаньте от ёлки": it is to be left in peace. */
const ALONE = /^от(?:стань|вяжи)/u;

const isRefusal = (word: Word, next: Word | undefined): boolean =>
  (REFUSALS.words.has(plain(word)) && !(ALONE.test(plain(word)) && plain(next) === "от")) ||
  (is(word, "without") && is(next, ...NAMES, "you", "me", "bad"));

const OR = /^(?:или|либо|or|either)$/u;

/** Each thing that is named; a word that may be several names none. */
const namesIn = (words: readonly Word[]): readonly AlsoWished["scope"][] => {
  const named = words.map(({ meanings }) =>
    meanings.flatMap(({ kind, key }) =>
      (kind === "theme" || kind === "category") && key !== undefined ? [{ kind, key } as const] : [],
    ),
  );
  return named.some(({ length }) => length > 1)
    ? []
    : [...new Map(named.flat().map((scope) => [`${scope.kind}:${scope.key}`, scope])).values()];
};

/** What is named; nothing, if that is only "decorations". */
function scopeIn(words: readonly Word[]): MessageScope | undefined {
  const named = words.flatMap(({ meanings }) =>
    meanings.flatMap(({ kind, key }) =>
      (kind === "theme" || kind === "category") && key !== undefined ? [{ kind, key } as const] : [],
    ),
  );
  const [only, ...others] = new Map(named.map((scope) => [`${scope.kind}:${scope.key}`, scope])).values();
  if (only !== undefined) return others.length === 0 ? only : { kind: "unknown" };
  return words.some((word) => is(word, "all")) ? { kind: "all" } : undefined;
}
