/** "Вместо ёлки поставьте звезду", "снежинку поменяйте на ёлку": one thing goes, and another comes. */
import type { MessageContext } from "./message-context.ts";
import type { Clause, Message } from "./read-message.ts";
import type { AlsoWished, Evidence, MessageScope } from "./understanding.ts";
import { is, plain, saysNothing, type Word } from "./word.ts";

/** In the evidence: what goes is gone, and what was to come in its place has to be asked for by itself. */
export const ASKS_WHAT_COMES = "asks-what-comes";

interface Replacement {
  readonly intent: "switch-off";
  readonly scope: MessageScope;
  readonly also?: readonly AlsoWished[];
  readonly certainty: "sure";
  readonly evidence: readonly Evidence[];
}

interface Named {
  readonly at: number;
  readonly key: string;
  readonly word: Word;
  readonly isOne: boolean;
}

/** Nothing, unless every word is known and none of them leaves anything open. */
export function readReplacement(message: Message, context: MessageContext): Replacement | undefined {
  const replaced = readClauses(message);
  return replaced === undefined ? undefined : withArrival(replaced, context);
}

/** What is sensitive, or switched off, is to be asked for by itself: what it was to replace goes all the same. */
function withArrival(replaced: Replacement, { mustBePlain, isSensitive }: MessageContext): Replacement {
  const { also = [], ...goes } = replaced;
  if (!also.some(({ scope }) => mustBePlain?.(scope) === true || isSensitive?.(scope) === true)) return replaced;
  return { ...goes, evidence: [{ rule: ASKS_WHAT_COMES, words: [] }, ...replaced.evidence] };
}

function readClauses({ clauses }: Message): Replacement | undefined {
  const said = clauses.filter(
    (clause) => !clause.words.every((word) => is(word, "polite", "thanks", "filler")) && !isReason(clause),
  );
  const [first, second, ...others] = said;
  if (first !== undefined && second !== undefined && others.length === 0 && isOpenlyAsked(second)) {
    const changed = readChange(first, second);
    if (changed !== undefined) return changed;
  }
  if (said.some((clause) => !isOpenlyAsked(clause))) return undefined;
  if (first === undefined || others.length > 0) return undefined;
  if (second === undefined) return readSwap(first) ?? readParted(first);
  // "замените, пожалуйста, сердечки на ёлку".
  const isOpening = namesIn(first).length === 0 && first.words.some((word) => is(word, "replace", "polite"));
  if (isOpening || tellsWhatIsThere(first)) return readSwap({ ...second, words: [...first.words, ...second.words] });
  return readInItsPlace(first, second) ?? readExample(first, second);
}

/** "снежинка скучная, поменяйте мне на ёлку": what the first clause only judges is what goes. */
function readChange(first: Clause, second: Clause): Replacement | undefined {
  const [named, ...others] = namesIn(first);
  if (named === undefined || others.length > 0 || first.isQuestion || first.trailsOff) return undefined;
  const isJudged = first.words.every(
    (word) =>
      is(word, "theme", "this", "me", "you", "filler", "bad") || (saysNothing(word) && word.meanings.length > 0),
  );
  const isSaid = first.words.some((word) => word !== named.word && (is(word, "bad") || saysNothing(word)));
  return isJudged && isSaid && namesIn(second).length === 1
    ? readSwap({ ...second, words: [named.word, ...second.words] })
    : undefined;
}

/** "ёлку снимите вместо неё снежинку", without a comma. */
function readParted(clause: Clause): Replacement | undefined {
  const at = clause.words.findIndex(isInstead);
  return at > 0
    ? readInItsPlace({ ...clause, words: clause.words.slice(0, at) }, { ...clause, words: clause.words.slice(at) })
    : undefined;
}

/** "я мужчина", "зима же": why one is liked more. */
const isReason = (clause: Clause): boolean =>
  !clause.isQuestion &&
  clause.words.length <= MOST_OF_A_REASON &&
  clause.words.some((word) => saysNothing(word) || is(word, "me")) &&
  clause.words.every(
    (word) => saysNothing(word) || word.isSign || is(word, "me", "filler", "polite", "this", "good", "preposition"),
  );

const MOST_OF_A_REASON = 5;

/** "у меня стоит ёлка, хочу поменять на снежинку". */
const tellsWhatIsThere = (clause: Clause): boolean =>
  namesIn(clause).length === 1 &&
  clause.words.every(
    (word) =>
      is(word, "theme", "me", "this", "filler", "preposition", "appear", "place", "thing") ||
      /^(?:стоит|есть)$/u.test(plain(word)),
  ) &&
  clause.words.some((word) => is(word, "me"));

/** "вместо сердца что-нибудь другое, звезду например". */
function readExample(first: Clause, second: Clause): Replacement | undefined {
  const [goes, ...others] = namesIn(first);
  const [comes, ...more] = namesIn(second);
  if (goes === undefined || comes === undefined || others.length + more.length > 0) return undefined;
  const isOn = first.words.some((word) => is(word, "on", "return", "make", "want", "give") && isAsked(word));
  const isOpen = first.words.some((word) => SOME.test(plain(word)));
  const isBare = second.words.every((word) => word === comes.word || SUCH_AS.test(plain(word)) || is(word, "filler"));
  return isInstead(first.words[goes.at - 1] ?? goes.word) && isOn && isOpen && isBare && isAccusative(comes.word)
    ? replace(goes, comes, [...first.words, ...second.words])
    : undefined;
}

/** "что-нибудь мужское". */
const SOMETHING = /^(?:(?:что|чего)-?нибудь|нибудь|что-?то|\p{L}{3,}ое)$/u;
const SOME = /^(?:что-?нибудь|что-?то|что|чего|чего-?нибудь|друг\p{L}+|ино\p{L}+)$/u;
const SUCH_AS = /^(?:например|допустим|скажем|хотя|бы|хоть|хотя бы|к примеру|ту|же|пожалуйста)$/u;

function namesIn({ words }: Clause): readonly Named[] {
  const isSpoken = words.some((word) => !word.isSign && is(word, "theme"));
  return words.flatMap((word, at) => {
    const keys = new Set(
      word.meanings.flatMap(({ kind, key }) => (kind === "theme" && key !== undefined ? [key] : [])),
    );
    const [key] = keys;
    return key === undefined ? [] : [{ at, key, word, isOne: keys.size === 1 && !(word.isSign && isSpoken) }];
  });
}

/** Both are named in one clause. */
function readSwap(clause: Clause): Replacement | undefined {
  const [one, other, ...more] = namesIn(clause);
  if (one === undefined || other === undefined || more.length > 0) return undefined;
  const goes = whatGoes(clause, one, other);
  if (goes === undefined) return undefined;
  return goes === "first" ? replace(one, other, clause.words) : replace(other, one, clause.words);
}

/** "уберите сердечки, вместо них поставьте ёлку". */
function readInItsPlace(first: Clause, second: Clause): Replacement | undefined {
  const [goes, ...others] = namesIn(first);
  const [comes, ...more] = namesIn(second);
  if (goes === undefined || comes === undefined || others.length + more.length > 0) return undefined;
  const isOff = first.words.some((word) => is(word, "off") && isAsked(word));
  const instead = second.words.findIndex(isInstead);
  const isBack =
    instead !== -1 &&
    (is(second.words[instead + 1], "this") ||
      second.words[instead]?.language === "en" ||
      plain(second.words[instead]) === "взамен");
  const isOn = second.words.some((word) => is(word, "on", "return", "make", "want", "give") && isAsked(word));
  if (!isOff || !isBack || !(isOn || isAccusative(comes.word))) return undefined;
  return replace(goes, comes, [...first.words, ...second.words]);
}

function replace(goes: Named, comes: Named, words: readonly Word[]): Replacement | undefined {
  if (goes.key === comes.key || !goes.isOne || !comes.isOne || comes.word.isNear === true) return undefined;
  return {
    intent: "switch-off",
    scope: { kind: "theme", key: goes.key },
    also: [{ intent: "switch-on", scope: { kind: "theme", key: comes.key } }],
    certainty: "sure",
    evidence: [{ rule: "one-instead-of-another", words: words.slice(0, 6).map(({ written }) => written) }],
  };
}

const isInstead = (word: Word): boolean => /^(?:вместо|взамен|заместо|instead of|instead)$/u.test(plain(word));

const isAsked = ({ form }: Word): boolean =>
  form === undefined || form.startsWith("order") || form === "infinitive" || form === "i-will";

/** "ёлку", and not "ёлка", which may be there already. */
const isAccusative = ({ language, written }: Word): boolean => language === "ru" && /[ую]$/iu.test(written);

function whatGoes({ words }: Clause, one: Named, other: Named): "first" | "second" | undefined {
  const [first, second] = [one.at, other.at];
  const instead = words.findIndex(isInstead);
  if (instead !== -1) {
    const goes = instead > first && instead < second ? other : instead < first ? one : undefined;
    const comes = goes === one ? other : one;
    const isVerbal = words.some((word) => is(word, "on", "return", "want", "make", "permit", "give") && isAsked(word));
    const isPolite = comes.word.language === "en" && words.some((word) => is(word, "polite"));
    const isBare =
      (isAccusative(comes.word) || isPolite) && words.every((word) => is(word, ...BESIDE_NAMES) || isInstead(word));
    if (goes === undefined || !(isVerbal || isBare)) return undefined;
    return goes === one ? "first" : "second";
  }
  const verb = words.find((word) => is(word, "replace"));
  const isTogether =
    verb?.form?.startsWith("past") === false &&
    (words.some((word) => plain(word).startsWith("дава")) || /^(?:по)?меняем$/u.test(plain(verb)));
  if (verb === undefined || !(isAsked(verb) || isTogether)) return undefined;
  // "замените ёлку снежинкой".
  const isBy = INSTRUMENTAL.test(plain(other.word)) && ACCUSATIVE.test(plain(one.word));
  if (isBy && words.every((word) => is(word, ...BESIDE_NAMES, "replace", "want", "permit", "how"))) return "first";
  // The nearest preposition before what comes: "на значок звезды".
  const before = words.slice(first + 1, second).findLast((word) => is(word, "preposition"));
  const between = words.slice(first + 1, second);
  const isPlain = between.every(
    (word) =>
      word === before || is(word, "replace", "me", "polite", "thing", "this", "filler", "again", "want", "permit"),
  );
  if (!isPlain || !FOR.test(plain(before))) return undefined;
  const leading = words[first - 1];
  const isBehind = is(leading, "preposition") && !(WITH.test(plain(leading)) && is(words[first - 2], "thing"));
  return isBehind ? undefined : "first";
}

const BESIDE_NAMES = ["theme", "thing", "polite", "thanks", "me", "this", "filler"] as const;

const INSTRUMENTAL = /(?:ой|ою|ей|ею|ом|ем|ами|ями)$/u;
const ACCUSATIVE = /(?:[ую]|ки|ца|н)$/u;

const FOR = /^(?:на|with|by|for|to|into)$/u;
const WITH = /^(?:с|со|with)$/u;
const ANOTHER_TIME = /^(?:завтра|потом|позже|после|когда|раньше|опять|снова|tomorrow|later|then|again)$/u;

const isOpenlyAsked = ({ words, isQuestion, trailsOff }: Clause): boolean =>
  !trailsOff &&
  (!isQuestion || words.some((word) => is(word, "permit", "able", "how"))) &&
  !words.some(
    (word) =>
      (saysNothing(word) &&
        /\p{L}{3}/u.test(word.written) &&
        !(SOMETHING.test(plain(word)) && words.some(isInstead))) ||
      /^(?:или|либо|or|и|and)$/u.test(plain(word)) ||
      ANOTHER_TIME.test(plain(word)) ||
      (is(
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
        "what",
        "when",
        "all",
        "only",
        "except",
        "foreign",
        "good",
        "bad",
        "reason",
        "sarcasm",
        "without",
      ) &&
        !is(word, "theme", "thanks", "polite", "filler")),
  );
