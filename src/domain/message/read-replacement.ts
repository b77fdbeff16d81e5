/** "Вместо ёлки поставьте звезду", "замените ёлку на звезду": one thing goes, and another comes. */
import type { Clause, Message } from "./read-message.ts";
import type { AlsoWished, Evidence, MessageScope } from "./understanding.ts";
import { is, isStrange, type Word } from "./word.ts";

interface Replacement {
  readonly intent: "switch-off";
  readonly scope: MessageScope;
  readonly also: readonly AlsoWished[];
  readonly certainty: "sure";
  readonly evidence: readonly Evidence[];
}

const plain = (word: Word | undefined): string => word?.written.toLowerCase() ?? "";

/** Nothing, unless every word is known and none of them leaves anything open. */
export function readReplacement({ clauses }: Message): Replacement | undefined {
  const [clause, ...others] = clauses.filter(
    ({ words }) => !words.every((word) => is(word, "polite", "thanks", "filler")),
  );
  if (clause === undefined || others.length > 0 || !isOpenlyAsked(clause)) return undefined;
  const named = clause.words.flatMap((word, at) => {
    const keys = new Set(
      word.meanings.flatMap(({ kind, key }) => (kind === "theme" && key !== undefined ? [key] : [])),
    );
    const [key] = keys;
    return key === undefined ? [] : [{ at, key, isOne: keys.size === 1 && word.isNear !== true && !word.isSign }];
  });
  const [one, other, ...more] = named;
  if (
    one === undefined ||
    other === undefined ||
    more.length > 0 ||
    one.key === other.key ||
    !one.isOne ||
    !other.isOne
  )
    return undefined;
  const goes = whatGoes(clause, one.at, other.at);
  if (goes === undefined) return undefined;
  const [off, on] = goes === "first" ? [one, other] : [other, one];
  return {
    intent: "switch-off",
    scope: { kind: "theme", key: off.key },
    also: [{ intent: "switch-on", scope: { kind: "theme", key: on.key } }],
    certainty: "sure",
    evidence: [{ rule: "one-instead-of-another", words: clause.words.slice(0, 6).map(({ written }) => written) }],
  };
}

function whatGoes({ words }: Clause, first: number, second: number): "first" | "second" | undefined {
  const instead = words.findIndex((word) => /^(?:вместо|instead of|instead)$/u.test(plain(word)));
  if (instead !== -1) {
    if (!words.some((word) => is(word, "on", "return", "want", "make", "permit", "give"))) return undefined;
    return instead > first && instead < second ? "second" : instead < first ? "first" : undefined;
  }
  const verb = words.findIndex((word) => is(word, "replace") && word.form?.startsWith("past") !== true);
  if (
    verb === -1 ||
    verb > second ||
    !FOR.test(plain(words.slice(first + 1, second).find((word) => is(word, "preposition"))))
  )
    return undefined;
  return is(words[first - 1], "preposition") ? undefined : "first";
}

const FOR = /^(?:на|with|by|for|to|into)$/u;

const isOpenlyAsked = ({ words, isQuestion }: Clause): boolean =>
  (!isQuestion || words.some((word) => is(word, "permit", "able"))) &&
  !words.some(
    (word) =>
      (isStrange(word) && /\p{L}{3}/u.test(word.written)) ||
      /^(?:или|либо|or|и|and)$/u.test(plain(word)) ||
      is(
        word,
        "negator",
        "person",
        "recipient",
        "people",
        "speech",
        "if",
        "whether",
        "who",
        "why",
        "when",
        "all",
        "only",
        "except",
      ),
  );
