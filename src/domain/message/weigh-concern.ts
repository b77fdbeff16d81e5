/** Whose wish it is: the writer's own, a friend's, everybody's, or nobody's in earnest. */
import type { Clause, Message } from "./read-message.ts";
import type { Signal } from "./signal.ts";
import { is, saysNothing, type Word } from "./word.ts";
import type { WordClass } from "./word-class.ts";

const NEAR = new Set([
  "о",
  "об",
  "про",
  "за",
  "честь",
  "память",
  "в честь",
  "в память",
  "у",
  "u",
  "от",
  "ot",
  "с",
  "s",
  "from",
  "like",
  "has",
]);

/** "у подруги", "как у мамы" tell where something was seen; "подруга", "подруге", "для мамы" say who is to have it. */
export function isRecipient({ words }: Clause, at: number): boolean {
  return !words.slice(Math.max(0, at - 2), at).some(({ written }) => NEAR.has(written.toLowerCase()));
}

/** "… и я хочу": the writer wants it, whoever else is spoken of. */
export const isOwnWant = ({ words }: Clause): boolean =>
  words.some((word, at) => {
    if (
      words.some(
        (one, index) =>
          is(one, "recipient") ||
          (is(one, "person") && index > at && isRecipient({ words, isQuestion: false, trailsOff: false }, index)),
      )
    )
      return false;
    if (is(word, "want") && /^(?:хочу|хочется|hochu|хотим|желаю|мечтаю|хотела бы|хотел бы)$/iu.test(word.written))
      return true;
    const subject = words
      .slice(0, at)
      .findLast((one) => !is(one, "also", "filler") || /^(?:и я|а я)$/iu.test(one.written));
    return is(word, "want") && OWN.test(subject?.written.toLowerCase() ?? "");
  });

const OWN = /^(?:я|мы|и я|а я|i|we|ya|мне|нам)$/u;

/** A wish as it concerns the writer: for somebody else it becomes a gift, in doubt it is no longer sure. */
export function weighConcern(message: Message, signal: Signal): Signal {
  const clause = message.clauses[signal.clause];
  if (clause === undefined) return signal;
  const somebodyAt = clause.words.findIndex((word) => is(word, "person", "recipient"));
  const has = (...classes: readonly WordClass[]): boolean => clause.words.some((word) => is(word, ...classes));
  switch (signal.kind) {
    case "on":
    case "return": {
      const isOwn = isAddressed(clause, somebodyAt) || (signal.rule === "wants-it" && isOwnWant(clause));
      const isForThem =
        somebodyAt !== -1 && !isOwn && (isRecipient(clause, somebodyAt) || (has("purpose") && !has("me")));
      if (isForThem && !has("speech")) return { ...signal, kind: "gift", rule: "for-somebody-else" };
      const isInEarnest =
        !has("speech", "people", "who") && !isSarcastic(message) && isPlainRequest(message, clause, signal);
      return isInEarnest ? signal : { ...signal, sure: false };
    }
    case "off": {
      const isOthers = (somebodyAt !== -1 || has("people", "speech")) && !isOwnOrder(clause, signal);
      return isOthers ? { ...signal, sure: false, rule: "for-another-person" } : signal;
    }
    default:
      return signal;
  }
}

/** "девушка включите ёлочку". */
const isAddressed = ({ words }: Clause, at: number): boolean =>
  at === 0 &&
  /^девушк[аи]$/iu.test(words[at]?.written ?? "") &&
  words.some(({ form }) => form?.startsWith("order") === true);

/** "муж ругается уберите сердечки": who is only told of before an order is no reason to doubt whose it is. */
function isOwnOrder({ words }: Clause, { at }: Signal): boolean {
  const verb = words[at];
  if (verb?.language !== "ru" || verb.form?.startsWith("order") !== true) return false;
  return words.every(
    (word, index) =>
      !is(word, "recipient", "speech", "permit") &&
      !(is(word, "want") && !is(words[index - 1], "negator")) &&
      (!is(word, "person", "people") ||
        (!is(words[index - 1], "preposition") &&
          (index < at
            ? /(?:[^еуюм]|(?<!а|я)м)$/u.test(word.written.toLowerCase())
            : SUBJECTS.test(word.written.toLowerCase())))),
  );
}

/** Who does something, and is not whose a thing is: "уберите сердца, муж спрашивает". */
const SUBJECTS =
  /^(?:муж|жена|мама|мать|папа|отец|сын|дочь|дочка|брат|сестра|бабушка|дед|дедушка|внук|внучка|ребенок|ребёнок|дети|подруга|друг|друзья|коллега|коллеги|начальник|начальница|сосед|соседка|соседи|девушка|парень|теща|тёща|свекровь|родители|люди|народ|многие|все)$/u;

const isSarcastic = ({ clauses }: Message): boolean =>
  clauses.some(({ words }) => words.some((word) => is(word, "sarcasm")));

/**
 * Nothing may come that was not meant: "поставьте себе сердечко на лоб" holds a word too many, and "делать вам нечего,
 * ёлки рисовать" is no request. Words of unknown meaning are let pass before a name, or beside a "please" or a "me".
 */
function isPlainRequest(message: Message, clause: Clause, signal: Signal): boolean {
  if (signal.rule === "bare-infinitive") {
    return message.clauses.every(
      (other) =>
        other === clause ||
        other.words.every((word) => isLight(word) || isOfAnOrder(word)) ||
        (other.words.length === 1 && is(other.words[0], "all")),
    );
  }
  const isPersonal = clause.words.some((word) => is(word, "polite", "me"));
  const nameAt = clause.words.findLastIndex((word) => is(word, "theme", "category", "all"));
  return (
    isPersonal || !clause.words.some((word, at) => saysNothing(word) && at > nameAt && /\p{L}{2}/u.test(word.written))
  );
}

/** "ёлку включить, сердца выключить". */
const isOfAnOrder = (word: Word): boolean =>
  is(word, "theme", "category") || (is(word, "off") && word.form === "infinitive");

const isLight = (word: Word): boolean =>
  word.isSign || is(word, "polite", "filler", "thanks", "me", "place", "preposition");
