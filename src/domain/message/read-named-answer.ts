/** A bare name in answer to our own question: what to switch off, "сердечки", or on, "ёлку и звезду". */
import type { Asked } from "./asked.ts";
import type { Message } from "./read-message.ts";
import type { AlsoWished, MessageScope, Understanding } from "./understanding.ts";
import { is, isAdjective, isStrange, plain, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";

type Judgement = Pick<Understanding, "intent" | "scope" | "also" | "certainty" | "evidence">;

/** Nothing, if it says more than what is meant, or leaves open what that is. `isMatter`: what has to be named letter by letter. */
export function readNamedAnswer(
  { clauses, asks }: Message,
  asked: Asked,
  isMatter: (scope: MessageScope) => boolean,
): Judgement | undefined {
  if (asks || asked === "keep") return undefined;
  const words = clauses.flatMap((clause) => clause.words);
  const named = words.filter((word) => is(word, "theme"));
  const all = words.filter((word) => is(word, "all"));
  if (!words.every((word) => named.includes(word) || all.includes(word) || isLight(word, named.length > 0)))
    return undefined;
  const evidence = [{ rule: "answers-by-name", words: words.slice(0, 6).map(({ written }) => written) }];
  if (named.length === 0) {
    const isAll = asked === "off" && all.length > 0;
    return isAll ? { intent: "switch-off", scope: { kind: "all" }, certainty: "sure", evidence } : undefined;
  }
  const keys = named.map(themeIn);
  const [first, ...others] = [...new Set(keys)];
  if (first === undefined || keys.includes(undefined) || (all.length > 0 && named.length > 1)) return undefined;
  const intent = asked === "off" ? "switch-off" : "switch-on";
  const isGuessed = asked === "on" && named.some((word) => word.isNear === true && isMatter(scopeOf(themeIn(word))));
  const also = others.map((key): AlsoWished => ({ intent, scope: scopeOf(key) }));
  return {
    intent,
    scope: scopeOf(first),
    ...(also.length > 0 && { also }),
    certainty: isGuessed ? "unsure" : "sure",
    evidence,
  };
}

const scopeOf = (key = ""): AlsoWished["scope"] => ({ kind: "theme", key });

/** The theme that a word names, if it is one only. */
function themeIn({ meanings }: Word): string | undefined {
  const keys = new Set(meanings.flatMap(({ kind, key }) => (kind === "theme" && key !== undefined ? [key] : [])));
  const [key] = keys;
  return keys.size === 1 ? key : undefined;
}

/** "Новогоднюю, ту, что с ёлкой": says which, and nothing else. */
const isLight = (word: Word, isNamed: boolean): boolean =>
  word.isSign
    ? is(word, "good", "smile")
    : POINTING.test(plain(word)) ||
      (isStrange(word) && isNamed && isAdjective(word)) ||
      (hasProperty(word, "among-names") && !is(word, "but") && !OR.test(plain(word)));

const POINTING = /^(?:те|ту|тот|та|тех|той|что|которая|который|которые|до|единого|только|давай|давайте|only)$/u;
const OR = /^(?:или|либо|or)$/u;
