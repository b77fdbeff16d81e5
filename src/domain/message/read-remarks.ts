/** What clauses say without a verb of switching: wishes for a thing, questions, feelings, single words of command. */
import { has, indexOf, isAlone, isNegated, OBJECTS, type ReadRemark, type RemarkRule } from "./clause-words.ts";
import { NOMINAL_READERS } from "./nominal-rules.ts";
import { PARTING_READERS } from "./parting-rules.ts";
import type { Clause, Message } from "./read-message.ts";
import { is, isStrange, saysNothing, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";
import { isSwitching, isSwitchName } from "./read-verbs.ts";
import { REMARK_RULE_ROWS } from "./rules/remark-rules.ts";
import type { Signal } from "./signal.ts";
import { isOwnWant, isRecipient } from "./weigh-concern.ts";

const REMARK_READERS = {
  "does-not-want-it": (clause, message) => {
    const at = clause.words.findIndex((word, index) => is(word, "want") && isNegated(clause, index));
    if (at === -1 || has(clause, "who", "people", "why", "without") || clause.words.some(isSwitching)) return undefined;
    if (!wantsThing(clause) || (!has(clause, ...OBJECTS) && clause.words.some(isStrange))) return undefined;
    // "говорят, ёлку уберут, не надо".
    const [told] = message.clauses.slice(0, message.clauses.indexOf(clause)).slice(-1);
    if (!has(clause, ...OBJECTS) && told?.words.some(isToBeRemoved) === true) return undefined;
    const isAnswer = !has(clause, ...OBJECTS) && thanks(message) && !namesOneBefore(clause, message);
    return {
      kind: "off",
      sure: !isAnswer && !has(clause, "person", "recipient", "if") && !isNothingOnly(clause) && !isHalfDenied(clause),
      at,
    };
  },
  "nobody-wants-it": (clause) => {
    const at = indexOf(clause, "who", "people");
    if (at === -1 || !has(clause, "want") || !has(clause, "theme", "thing", "this") || clause.words.some(isSwitching))
      return undefined;
    return { kind: "complaint", sure: true, at };
  },
  "wants-one-too": (clause) => {
    const at = indexOf(clause, "recipient", "person");
    if (at === -1 || !isRecipient(clause, at) || has(clause, "negator", "why", "bad", "speech")) return undefined;
    if (isOwnWant(clause)) return undefined;
    return has(clause, "want", "also", "permit") && !clause.words.some(isSwitching)
      ? { kind: "gift", sure: true, at }
      : undefined;
  },
  "wants-it": (clause, message) => {
    // "Go" is no "го".
    const at = clause.words.findIndex((word) => is(word, "want", "permit") && !["стоит", "go"].includes(written(word)));
    if (clause.words[at]?.isNear === true && !isAlone(clause, "want", "permit", "theme")) return undefined;
    if (
      at === -1 ||
      has(clause, "negator", "who", "people", "why", "when", "without") ||
      clause.words.some((word, index) => isSwitching(word) && !isAsItWas(clause, index))
    )
      return undefined;
    if (!has(clause, "theme", "category") && !isAlone(clause, "want", "permit", "this", "again")) return undefined;
    // "Это возможно?" asks about what was said before.
    const asksToHave = clause.words.some((word) => /^(?:have|get)$/iu.test(written(word)));
    if (is(clause.words[at], "permit") && clause.isQuestion && !has(clause, "theme", "category") && !asksToHave)
      return undefined;
    if (has(clause, "thanks") || !wantsThing(clause) || isSpokenOf(clause) || opensPlea(clause, message))
      return undefined;
    const isToo = has(clause, "also") && has(clause, "want");
    return {
      kind: "on",
      sure:
        (has(clause, "theme") || isToo || pointsBack(clause, message)) &&
        (!has(clause, "person") || isOwnWant(clause)) &&
        !has(clause, "bad", "reason", "if", "sarcasm"),
      at,
    };
  },
  "me-too": (clause, { clauses }) => {
    const isForMe = has(clause, "me") || clause.words.some((word) => FOR_ME.test(written(word)));
    const isAsked = has(clause, "also") || (isForMe && has(clause, "would", "polite"));
    if (!isAsked || !has(clause, "theme") || has(clause, "want") || clause.isQuestion) return undefined;
    const at = indexOf(clause, "theme");
    if (!isAlone(clause, "also", "theme", "this") || is(clause.words[at - 1], "preposition")) return undefined;
    // "не хочу видеть ёлку. сердечки тоже."
    const before = clauses[clauses.indexOf(clause) - 1];
    const isRefused = before !== undefined && has(before, "negator", "off") && has(before, "want", "off");
    if (isRefused && !isForMe) return { kind: "off", sure: !has(before, "keep", "if"), at };
    return { kind: "on", sure: isForMe, at };
  },
  "without-it": (clause, { clauses }) => {
    const at = clause.words.findIndex((word, index) => is(word, "without") && isNamedAfter(clause.words, index));
    // "сделайте как раньше, одни буквы, без снежинок".
    const ahead = clauses.slice(0, clauses.indexOf(clause));
    const isAskedAhead = ahead.some(({ words }) => words.some((word) => is(word, "make", "return") && isOrdered(word)));
    const isMade = isAskedAhead || clause.words.some((word) => DOES.test(written(word)));
    if (clause.words.some((word) => MISSED.test(written(word)))) return undefined;
    const isHeld = clause.words.some(
      (word) => isStrange(word) && /\p{L}{4}/u.test(word.written) && !ADJECTIVE.test(word.written),
    );
    if (isHeld && !isMade) return undefined;
    if (
      at === -1 ||
      !(
        isMade ||
        has(clause, "want", "permit", "also", "polite", "plain", "whether") ||
        clause.words.some((word) => is(word, "make", "return") && word.form?.startsWith("past") !== true) ||
        clause.words.some((word) => RATHER.test(written(word)))
      )
    )
      return undefined;
    const isBad = clause.words.some((word, index) => is(word, "bad") && !is(clause.words[index + 1], "theme", "thing"));
    // "сделайте ёлку, без сердечек".
    const isBeside = clause.words.slice(0, at).some((word) => is(word, "theme"));
    return has(clause, "negator") || isBad ? undefined : { kind: "off", sure: !isBeside, at };
  },
  "enough-of-it": (clause, message) => {
    const at = indexOf(clause, "cease", "stop");
    if (at === -1 || clause.words.some(isSwitching) || has(clause, "negator")) return undefined;
    if (clause.isQuestion || !isAlone(clause, "cease", "stop", ...OBJECTS, "bad", "and", "reason", "want"))
      return undefined;
    if (!has(clause, ...OBJECTS) && !isWholeMessage(message)) return undefined;
    return { kind: "off", sure: has(clause, ...OBJECTS) || isAlone(clause, "cease", "stop"), at };
  },
  "no-to-it": (clause, message) => {
    const at = indexOf(clause, "no", "nothing");
    if (at === -1 || clause.isQuestion || has(clause, "me") || clause.words.some(isSwitching)) return undefined;
    const isNamed =
      clause.words.slice(at + 1, at + 3).some((word) => is(word, "theme", "thing", "category")) ||
      isToward(clause.words[at - 1]);
    if (!isNamed || !isAlone(clause, "no", "nothing", "theme", "thing", "category")) return undefined;
    const isRefused =
      is(clause.words[at], "nothing") ||
      isToward(clause.words.find((word) => is(word, "theme", "thing"))) ||
      (clause.words[at]?.language === "en" && has(clause, "polite"));
    // "Нет ёлки, включите" tells that there is none.
    if (message.clauses.some((one) => one !== clause && seesNone(one))) return undefined;
    if (!isRefused && message.clauses.some((one) => one !== clause && has(one, "on", "return"))) return undefined;
    return { kind: "off", sure: isRefused, at };
  },
  "neither-of-them": (clause, { clauses }) => {
    const at = clause.words.findIndex((word) => written(word) === "ни");
    const denials = clauses.flatMap(({ words }) => words.filter((word) => written(word) === "ни"));
    const isAll = clauses.every(
      (one) =>
        !one.isQuestion &&
        !has(one, "no", "appear") &&
        isAlone(one, "negator", "theme", "category", "thing", "and", "nothing"),
    );
    const isNamed = clauses.every((one) => has(one, "theme", "thing", "category", "polite", "thanks", "nothing"));
    if (at === -1 || denials.length < 2 || !isAll || !isNamed || !has(clause, "theme", "thing", "category"))
      return undefined;
    return clauses.some(({ words }) =>
      words.some((word) => /^(?:у меня|у нас)$/u.test(written(word)) || written(word) === "у"),
    )
      ? undefined
      : { kind: "off", sure: true, at };
  },
  "the-switch-for-it": (clause) => {
    const at = clause.words.findIndex(
      (word) => is(word, "off") && (word.form === "noun" || word.form === "infinitive"),
    );
    const isAsked = has(clause, "want", "give", "on", "how", "where", "no", "help", "why");
    const isNoun = clause.words[at]?.form === "noun";
    const isSwitch = clause.words.some(isSwitchName);
    if (at === -1 || !has(clause, "theme", "thing", "category") || has(clause, "negator", "person", "people"))
      return undefined;
    if (isSwitch && isAsked && !has(clause, "cancel", "return")) return { kind: "off", sure: true, at };
    const isAllOfIt = isAlone(clause, "off", ...OBJECTS, "bad") && !clause.isQuestion;
    return isNoun && isAllOfIt ? { kind: "off", sure: true, at } : undefined;
  },
  "either-way": ({ words }) => {
    const at = words.findIndex((word, index) => OR.has(written(word)) && POLES.has(written(words[index + 1])));
    return at === -1 ? undefined : { kind: "replace", sure: false, at };
  },
  "it-is-gone": (clause) => {
    const at = clause.words.findIndex((word) => is(word, "vanish") && (word.form?.startsWith("past") ?? false));
    if (at === -1 || isNegated(clause, at) || !has(clause, "theme", "thing")) return undefined;
    return has(clause, "purpose", "would", "thanks", "want") ? undefined : { kind: "when", sure: true, at };
  },
  "crossed-out": (clause) => {
    const at = indexOf(clause, "off-sign");
    if (at === -1 || !has(clause, "theme") || clause.words.some(isSwitching)) return undefined;
    return isAlone(clause, "off-sign", "theme") ? { kind: "off", sure: true, at } : undefined;
  },
  "have-none": (clause) => {
    const at = indexOf(clause, "no", "where");
    if (at === -1 || !has(clause, "theme", "thing") || clause.words.some(isSwitching)) return undefined;
    if (is(clause.words[at], "no") && !has(clause, "me", "why")) return undefined;
    return { kind: has(clause, "why") ? "why" : "when", sure: true, at };
  },
  "asks-when": (clause) => {
    const at = indexOf(clause, "when", "how-long");
    if (at === -1 || clause.trailsOff) return undefined;
    // "Скоро праздник" tells; "скоро праздник?" asks.
    if (written(clause.words[at]) === "скоро" && !clause.isQuestion && clause.words.length > 1) return undefined;
    if (is(clause.words[at], "how-long")) return { kind: "when", sure: true, at };
    const opens =
      clause.isQuestion ||
      clause.words
        .slice(0, at)
        .every((word) => hasProperty(word, "adds-nothing") || is(word, "and", "but", "want", ...OBJECTS));
    return opens && (has(clause, ...OBJECTS, "appear") || isAlone(clause, "when"))
      ? { kind: "when", sure: true, at }
      : undefined;
  },
  "will-it-be": (clause) => {
    const at = indexOf(clause, "appear");
    if (at === -1 || !clause.isQuestion || has(clause, "why", "what", "how")) return undefined;
    const word = clause.words[at];
    return has(clause, "theme") && (word?.form === "others-will" || word?.form === "order")
      ? { kind: "when", sure: true, at }
      : undefined;
  },
  "asks-why": (clause) => {
    const at = indexOf(clause, "why", "what");
    if (at === -1 || has(clause, "bad", "reason")) return undefined;
    return { kind: "why", sure: true, at };
  },
  "asks-for-help": (clause) => {
    const at = indexOf(clause, "help");
    return at === -1 ? undefined : { kind: "help", sure: true, at };
  },
  "asks-to-undo": (clause) => {
    const at = indexOf(clause, "undo");
    return at === -1 || has(clause, "negator") ? undefined : { kind: "undo", sure: true, at };
  },
  "did-not-mean-it": (clause) => {
    const at = indexOf(clause, "regret", "accident");
    if (at === -1 || has(clause, "negator") || clause.words.some((word) => is(word, "on"))) return undefined;
    return { kind: "undo", sure: is(clause.words[at], "regret"), at };
  },
} as const satisfies Readonly<Record<string, ReadRemark>>;

/** "сделайте нормальный значок без цветочка". */
const ADJECTIVE = /(?:ый|ий|ой|ая|ую|ое|ого|ые|ых)$/iu;

const isToBeRemoved = (word: Word): boolean =>
  is(word, "off") && (word.form === "others-will" || word.form === "you-will" || word.form === "past-many");

const isOrdered = ({ form }: Word): boolean => form === undefined || form.startsWith("order") || form === "infinitive";

/** "ничего не вижу, никаких снежинок". */
const seesNone = ({ words }: Clause): boolean =>
  words.some((word, at) => is(word, "negator") && /^(?:вижу|видно|появил|пришл)/u.test(written(words[at + 1])));

/** "верните ёлку, так скучно без неё". */
const MISSED = /^(?:скуч|тоскл|груст|пусто)/u;

/** "лучше без неё", "го без сердечек". */
const RATHER = /^(?:лучше|го|только|давай|давайте|предпочту|обойдемся|rather|better|only|go)$/u;

/** "без этих ваших картинок". */
function isNamedAfter(words: readonly Word[], at: number): boolean {
  const named = words.slice(at + 1).find((word) => !is(word, "you", "me", "filler", "all") || is(word, "this"));
  const next = is(named, "this", "bad") ? words[words.indexOf(named ?? NONE) + 1] : undefined;
  return is(named, "theme", "thing", "category", "this") || is(next, "theme", "thing");
}

const NONE: Word = { written: "", meanings: [], isSign: false, doubtful: false };

/** "обойдусь без ёлки". */
const DOES = /^(?:обойд|обойт|прожив|пережив|справл|переб[ье])/u;

/** "Нет ёлке" refuses it; "нет ёлки" tells that there is none. */
const isToward = (word: Word | undefined): boolean =>
  is(word, "theme", "thing") && /(?:[^и]е|[^аеёиоуыэюя]у|ю|ам|ям)$/iu.test(written(word)) && word?.language === "ru";

const READERS = { ...REMARK_READERS, ...NOMINAL_READERS, ...PARTING_READERS };

export const REMARK_RULES: readonly RemarkRule[] = REMARK_RULE_ROWS.map((row) => ({ ...row, read: READERS[row.rule] }));

const FOR_ME = /(?:^|\s)(?:мне|нам|me|me too)$/u;
const OR = new Set(["or", "или", "ili"]);
/** What may follow the verb of "turn it off or on". */
const POLES = new Set(["on", "off", "вкл", "выкл"]);
const written = (word: Word | undefined): string => word?.written.toLowerCase() ?? "";

/** Thanks turn "не надо" into a possible answer to a question. */
const thanks = ({ clauses }: Message): boolean => clauses.some((clause) => has(clause, "thanks"));

/** "Спасибо за ёлку, но мне не надо". */
const namesOneBefore = (clause: Clause, { clauses }: Message): boolean =>
  clauses.indexOf(clause) > 0 && clauses.some((one) => one !== clause && has(one, "theme"));

/** Nothing but the command and feelings about it. */
const isWholeMessage = ({ clauses }: Message): boolean =>
  clauses.every((clause) => !clause.isQuestion && isAlone(clause, "cease", "stop", "no", "bad", "reason", "smile"));

/** Not "хочу пожаловаться", "I want to say": what is wanted is then to do something, whatever else is named. */
const wantsThing = ({ words }: Clause): boolean =>
  !words.some(
    (word, at) =>
      ((saysNothing(word) || is(word, "bad", "reason")) && (isInfinitive(word) || isAfterTo(words, at))) ||
      // "I don't want to leave" is about no leaf.
      (is(word, "theme") && isAfterTo(words, at)),
  );

/** "хочу ёлку, как была в том году". */
const isAsItWas = ({ words }: Clause, at: number): boolean =>
  is(words[at], "appear") &&
  words[at]?.form?.startsWith("past") === true &&
  words.slice(0, at).some((word) => written(word) === "как" || written(word) === "like");

/** "Просьба: включите ёлку": what is asked for follows. */
const opensPlea = (clause: Clause, { clauses }: Message): boolean =>
  clause.words.every((word) => is(word, "want", "polite", "filler", "me") && !/^(?:хочу|want)/iu.test(word.written)) &&
  clauses.some((one) => one !== clause && one.words.some(isSwitching));

/** "У сестры ёлка, хочу такую", "love the tree, can i have it": one thing was named, and nothing bad said. */
const pointsBack = (clause: Clause, { clauses }: Message): boolean => {
  const before = clauses.slice(0, clauses.indexOf(clause)).flatMap(({ words }) => words);
  const named = new Set(
    before.flatMap(({ meanings }) => meanings.flatMap(({ kind, key }) => (kind === "theme" ? [key] : []))),
  );
  return named.size === 1 && !before.some((word) => is(word, "bad", "reason", "negator", "off", "without"));
};

const isAfterTo = (words: readonly Word[], at: number): boolean => written(words[at - 1]) === "to";

/** A phrase is one if its first word is: "переходить к другому". */
const isInfinitive = ({ written, language }: Word): boolean =>
  language !== "en" &&
  !/^(?:иметь|память|честь|часть|ночь|мать|дочь|смерть|область|площадь|скорость|новость|радость|гордость)$/iu.test(
    written,
  ) &&
  /^\S*(?:ть|ти|ться|тись|чь|t'?|ti)(?:\s|$)/iu.test(written);

/** "вопрос про ёлку", "help with the tree": the theme is what is spoken of, not what is wanted. */
const isSpokenOf = ({ words }: Clause): boolean => {
  const theme = words.findIndex((word) => is(word, "theme"));
  const before = words
    .slice(0, theme)
    .findLast((word) => !saysNothing(word) && !is(word, "filler", "you", "me", "this"));
  return theme !== -1 && is(before, "preposition");
};

/** "Не то чтобы я хотела" says neither yes nor no. */
const isHalfDenied = ({ words }: Clause): boolean => words.some((word) => written(word).startsWith("не то чтоб"));

/** "Ничего не надо" may answer a question of the bot's; it names nothing. */
const isNothingOnly = (clause: Clause): boolean => has(clause, "nothing") && !has(clause, "theme", "thing", "category");

/** What every clause says beside its verbs. */
export function readRemarks(message: Message, rules: readonly RemarkRule[]): readonly Signal[] {
  const remarks = message.clauses.flatMap((clause, clauseAt) =>
    rules.flatMap(({ rule, read }) => {
      const remark = read(clause, message);
      return remark === undefined ? [] : [{ ...remark, rule, clause: clauseAt, words: wordsOf(clause.words) }];
    }),
  );
  return [...remarks, ...readSingleNo(message), ...readFeelings(message)];
}

const wordsOf = (words: readonly Word[]): readonly string[] => words.slice(0, 12).map(({ written }) => written);

/** A message that is nothing but НЕТ. With thanks it may be an answer to a question. */
function readSingleNo({ clauses }: Message): readonly Signal[] {
  const words = clauses.flatMap((clause) => clause.words).filter((word) => !word.isSign);
  if (words.length === 0 || !words.every((word) => is(word, "no", "thanks", "polite", "me", "filler"))) return [];
  if (!words.some((word) => is(word, "no"))) return [];
  const sure = words.every((word) => is(word, "no"));
  return [{ kind: "off", sure, rule: "nothing-but-no", words: wordsOf(words), clause: 0, at: 0 }];
}

/** Praise and complaint, weighed over the whole message: a complaint outweighs praise, a reason does so without praise. */
function readFeelings({ clauses }: Message): readonly Signal[] {
  const found = { praise: [] as string[], smile: [] as string[], complaint: [] as string[], reason: [] as string[] };
  for (const clause of clauses) {
    for (const [at, word] of clause.words.entries()) {
      const negated = isNegated(clause, at);
      if (is(word, "bad")) (negated ? found.praise : found.complaint).push(word.written);
      else if (is(word, "reason") && !negated) found.reason.push(word.written);
      else if (is(word, "good")) (negated ? found.complaint : found.praise).push(word.written);
      else if (is(word, "smile")) found.smile.push(word.written);
    }
  }
  const complaint = [...found.complaint, ...found.reason];
  if (found.complaint.length > 0 || (found.reason.length > 0 && found.praise.length === 0)) {
    return [{ kind: "complaint", sure: true, rule: "is-unhappy", words: complaint, clause: 0, at: 0 }];
  }
  const praise = [...found.praise, ...found.smile];
  if (praise.length > 0) return [{ kind: "praise", sure: true, rule: "is-happy", words: praise, clause: 0, at: 0 }];
  const meme = clauses.find((clause) => clause.trailsOff && is(clause.words[0], "when"));
  return meme === undefined
    ? []
    : [{ kind: "praise", sure: true, rule: "that-feeling-when", words: wordsOf(meme.words), clause: 0, at: 0 }];
}
