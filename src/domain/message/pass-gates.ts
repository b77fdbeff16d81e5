/** The second and third gate: what was read as a wish, a question or a complaint, as far as it concerns a decoration of the writer's. */
import { closed } from "./gate.ts";
import { findOtherPerson } from "./find-other-person.ts";
import { businessIn, findSubject, speaksOfDecoration } from "./find-subject.ts";
import { isOwnComplaint } from "./is-own-complaint.ts";
import type { Clause, Message } from "./read-message.ts";
import { toPattern } from "./to-pattern.ts";
import type { Evidence, Understanding } from "./understanding.ts";
import { is, type Word } from "./word.ts";
import { CLAIM_WORDS } from "./words/claim-words.ts";

type Judgement = Pick<Understanding, "intent" | "scope" | "also" | "certainty" | "evidence">;

interface Passing {
  /** The writer's own words. */
  readonly text: string;
  readonly message: Message;
  /** Our question was the last, or nobody but Garland is written to here: then nothing need be named. */
  readonly isOurs: boolean;
}

export function passGates(judged: Judgement, passing: Passing): Judgement {
  if (judged.evidence.some(({ rule }) => NEEDS_NO_NAME.has(rule))) return judged;
  const { message, isOurs, text } = passing;
  const { isNamed, business, strange } = findSubject(message);
  const isWish = judged.intent === "switch-off" || judged.intent === "switch-on";
  if (judged.intent === "complaint" && isOnlyQuoted(text, message)) return doubt(judged, closed("words-quoted"));
  if (judged.intent === "complaint") {
    const weighed = isOurs ? judged : weighComplaint(judged, message, isNamed, strange);
    const isCounted = weighed.certainty !== "sure" || isOwnComplaint(message, isOurs);
    return isCounted ? weighed : doubt(weighed, closed("about-other-business"));
  }
  if (!isNamed && !isOurs) {
    const others = [...business, ...(judged.intent === "undo" ? [] : strange)];
    if (others.length > 0) return toOther(judged, closed("about-other-business", others.slice(0, MOST_WORDS)));
    if (isWish) return doubt(judged, closed("about-nothing-of-ours"));
  }
  if (!isWish && judged.intent !== "undo") return judged;
  if (judged.intent === "switch-on" && judged.certainty === "sure" && !isOurs) {
    const kind = message.clauses.find(isKindOfBusiness);
    if (kind !== undefined) return doubt(judged, closed("about-other-business", businessIn(kind)));
    // "подключите семейный", "включите романтику" may be a tariff, and music.
    if (
      judged.scope?.kind === "category" &&
      !QUOTED.test(text) &&
      !message.clauses.some(({ words }) => words.some((word) => is(word, "thing")))
    )
      return doubt(judged, closed("about-nothing-of-ours"));
    // "верните все значки" may be about any that have gone.
    if (judged.scope?.kind === "all" && !message.clauses.some(namesDecorations))
      return doubt(judged, closed("about-nothing-of-ours"));
  }
  const reason = judged.certainty === "sure" ? findOtherPerson(text, message) : undefined;
  return reason === undefined ? judged : doubt(judged, reason);
}

const MOST_WORDS = 6;

const DECORATIONS = toPattern(CLAIM_WORDS.decorations);

/** "хочу подключить Снежинку, тариф": of what the name is. */
const isKindOfBusiness = ({ words }: Clause): boolean =>
  words.some((word) => is(word, "foreign")) && words.every((word) => is(word, "foreign", "polite", "thanks"));

const namesDecorations = ({ words }: Clause): boolean =>
  words.some((word) => is(word, "theme", "category") || DECORATIONS.test(word.written.toLowerCase()));

/** Exact words of command, what is known word by word, and gifts by their name. */
const NEEDS_NO_NAME: ReadonlySet<string> = new Set([
  "a-stop-word-alone",
  "about-gifts",
  "answers-no",
  "answers-yes",
  "answers-which",
  "takes-it-back",
  "that-feeling-when",
]);

const doubt = (judged: Judgement, reason: Evidence): Judgement => ({
  ...judged,
  certainty: "unsure",
  evidence: [reason, ...judged.evidence],
});

const toOther = ({ evidence }: Judgement, reason: Evidence): Judgement => ({
  intent: "other",
  certainty: "unsure",
  evidence: [reason, ...evidence],
});

/**
 * A complaint counts if a clause speaks of a decoration and of nothing else, and feels something or stands beside a clause
 * that does and speaks of nothing at all.
 */
function weighComplaint(judged: Judgement, message: Message, isNamed: boolean, strange: readonly string[]): Judgement {
  const feelings = message.clauses.filter(({ words }) => words.some(isFeeling));
  const business = message.clauses.flatMap(businessIn);
  if (!isNamed) {
    const others = [...business, ...strange];
    return others.length > 0 || feelings.length === 0
      ? toOther(judged, closed("about-other-business", others.slice(0, MOST_WORDS)))
      : doubt(judged, closed("about-nothing-of-ours"));
  }
  const isAbout = feelings.some((clause) => speaksOfDecoration(clause) || businessIn(clause).length === 0);
  return isAbout && business.length === 0 && !isLiked(message) && !isOwnSorrow(message)
    ? judged
    : doubt(judged, closed("about-other-business", business.slice(0, MOST_WORDS)));
}

/** "Настроение плохое, а тут тюльпан. Красивый!": what is bad stands elsewhere, and the decoration is thanked for. */
const isLiked = ({ clauses }: Message): boolean => {
  const about = clauses.filter(speaksOfDecoration);
  return (
    about.some(({ words }) => words.some((word) => is(word, "good", "thanks"))) &&
    about.every(({ words }) => !words.some((word) => is(word, "bad", "reason", "negator")))
  );
};

/** "у нас траур, насчёт валентинок", "my heart is broken": a sorrow, and no decoration that causes it. */
const isOwnSorrow = ({ clauses }: Message): boolean => {
  const words = clauses.flatMap((clause) => clause.words);
  const isSorrow = words.some(({ meanings }) => meanings.some(({ reason }) => reason === "hurtful"));
  const isOther = words.some(
    (word) => is(word, "bad") || word.meanings.some(({ reason = "hurtful" }) => reason !== "hurtful"),
  );
  const isSpokenOf = (word: Word, at: number): boolean =>
    !is(word, "theme", "thing", "place") || ABOUT.test(words[at - 1]?.written ?? "") || FIGURATIVE.test(word.written);
  return isSorrow && !isOther && words.every(isSpokenOf);
};

const ABOUT = /^(?:насч[её]т|про|поводу|о|об|about|regarding)$/iu;
const FIGURATIVE = /^(?:heart|сердц)/iu;

/** A button's label has the name in quotes. */
const QUOTED = /[«“"]/u;
const QUOTATION = /«[^»]*(?:»|$)|“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|"[^"]*(?:"|$)/gu;

/** "«ёлка ужасна»: не согласна": what is felt is somebody else's, though it asks for nothing. */
function isOnlyQuoted(text: string, { clauses }: Message): boolean {
  const own = text.replace(QUOTATION, " ");
  if (own === text || own.replace(/[\s\p{P}\p{S}]/gu, "") === "") return false;
  const felt = clauses.flatMap(({ words }) => words.filter(isFeeling));
  return felt.every(({ written }) => !own.includes(written));
}

const isFeeling = (word: Word): boolean => is(word, "bad", "reason", "good");
