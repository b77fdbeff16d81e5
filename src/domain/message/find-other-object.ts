/** Whether a verb is about something that a decoration only describes, or about one that stands elsewhere: "фото ёлки", "ёлку с сайта". */
import type { Clause } from "./read-message.ts";
import { isSwitching } from "./read-verbs.ts";
import { toPattern } from "./to-pattern.ts";
import { is, isStrange, plain, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";
import { DOUBT_WORDS } from "./words/doubt-words.ts";

const ELSEWHERE = toPattern(DOUBT_WORDS.elsewhere);
const ADJECTIVE = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ую|юю|ых|их|ыми|ими|ей|ой|но|ски)$/iu;
const GENITIVE = /(?:и|ы|а|ек|ов|ей|ца)$/iu;
/** Of the writer's own. */
const OWN_LINE = /^(?:number|line|account)$/u;
const WITH = /^(?:с|со|про|о|об|за|на|из|под|от|для|около|насчет|насчёт|about|of|with|for|on|from)$/iu;
const FROM = /^(?:с|со|из|в|во|на|у|from|in|on|at)$/iu;

/** A noun that means nothing here, or other business. */
const isOther = (word: Word | undefined): boolean =>
  word !== undefined &&
  !hasProperty(word, "before-an-object") &&
  !is(word, "theme", "thing", "place") &&
  !OWN_LINE.test(plain(word)) &&
  (is(word, "foreign") ||
    word.meanings.some(({ reason }) => reason === "cost") ||
    ELSEWHERE.test(plain(word)) ||
    (isStrange(word) && /^\p{L}{3,}$/u.test(word.written) && !ADJECTIVE.test(word.written)));

/** The words that show it; nothing if the verb at this place is about the decoration that its clause names. */
export function findOtherObject({ words }: Clause, verbAt: number): readonly string[] | undefined {
  const themeAt = words.findIndex((word, at) => at > verbAt && is(word, "theme"));
  if (themeAt === -1)
    return findOtherPlace(
      words,
      words.findLastIndex((word) => is(word, "theme")),
      verbAt,
    );
  const between = words.slice(verbAt + 1, themeAt);
  const nearest = between.findLast((word) => !hasProperty(word, "before-an-object") && !ADJECTIVE.test(word.written));
  const theme = words[themeAt];
  if (nearest !== undefined && theme !== undefined) {
    const isDescribed = WITH.test(nearest.written)
      ? isOther(between[between.indexOf(nearest) - 1])
      : isOther(nearest) && GENITIVE.test(theme.written);
    if (isDescribed) return [nearest.written, theme.written];
  }
  return findOtherPlace(words, themeAt, words.length);
}

function findOtherPlace(words: readonly Word[], themeAt: number, end: number): readonly string[] | undefined {
  if (themeAt === -1) return undefined;
  const behind = words.slice(themeAt + 1, end);
  const next = behind[0];
  // "the tree ad".
  if (next !== undefined && next.language !== "ru" && is(next, "foreign") && !isSwitching(next)) return [next.written];
  const at = behind.findIndex((word) => FROM.test(word.written));
  // "ёлочку, как на рекламе".
  if (at === -1 || plain(behind[at - 1]) === "как") return undefined;
  const place = behind.slice(at + 1).find((word) => !is(word, "me", "you", "this", "filler"));
  return isOther(place) && place !== undefined ? [place.written] : undefined;
}
