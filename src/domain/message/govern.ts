/** What stands before a verb and turns its meaning: negations, modal words, conditions. */
import type { Clause } from "./read-message.ts";
import { is, plain, type Word } from "./word.ts";
import { isWithinPhrase } from "./within-phrase.ts";
import { hasProperty } from "./word-property.ts";
import type { WordClass } from "./word-class.ts";

export type Modal = "want" | "able" | "permit" | "forbidden" | "cease" | "remember";

const MODALS = ["want", "able", "permit", "forbidden", "cease", "remember"] as const satisfies readonly Modal[];

export interface Government {
  /** "не" belongs to the verb itself. */
  readonly negated: boolean;
  readonly modal?: Modal;
  readonly modalNegated: boolean;
  /** The modal word speaks of the writer: "могу", "I can". */
  readonly modalIsMine: boolean;
  /** Nothing but light words stands before the modal word: "можно убрать…", not "сердечки можно убрать". */
  readonly modalOpens: boolean;
  /** The verb stands in a "so that" of its own. */
  readonly purpose: boolean;
  /** A negation stands further off: "не сердечки уберите". */
  readonly contrasted: boolean;
  /** A word of unknown meaning, or another verb, stands before the verb and may govern it. */
  readonly interrupted: boolean;
  /** The words that were weighed, in their order, the verb included. */
  readonly words: readonly string[];
}

const OBJECTS = ["theme", "category", "thing", "place", "preposition", "and"] as const satisfies readonly WordClass[];
const VERBS = [
  "off",
  "on",
  "return",
  "make",
  "appear",
  "vanish",
  "give",
  "keep",
  "cancel",
] as const satisfies readonly WordClass[];

/** Transliteration drops the soft sign of an infinitive: "ubrat", "otkluchit". */
export const isInfinitive = (verb: Word | undefined): boolean =>
  verb?.form === "infinitive" || (verb?.form === "others-will" && /^[a-z]+[ai]t$/iu.test(verb.written));

const modalOf = (word: Word): Modal | undefined => MODALS.find((kind) => is(word, kind));

/** A modal word with its negation, and where it stands. */
interface FoundModal {
  readonly modal: Modal;
  readonly negated: boolean;
  readonly at: number;
  readonly words: readonly string[];
}

/**
 * Weighs what stands before a verb. A negation counts as the verb's own if only light words stand between; a modal word
 * governs an infinitive (or a "so that" clause) across its objects, from either side: "убирать ёлку не надо".
 */
export function findGovernment(clause: Clause, verbAt: number): Government {
  const verb = clause.words[verbAt];
  const left = walkLeft(clause, verbAt);
  const found = left.modal ?? (isInfinitive(verb) ? findModalAfter(clause, verbAt) : undefined);
  const before = found === undefined ? [] : clause.words.slice(0, found.at);
  return {
    negated: left.negations % 2 === 1,
    ...(found === undefined ? {} : { modal: found.modal }),
    modalNegated: found?.negated ?? false,
    modalIsMine: found !== undefined && isMine(clause, found.at),
    modalOpens: before.every((word) => hasProperty(word, "before-a-verb") || is(word, "negator")),
    purpose: left.purpose,
    contrasted: left.contrasted || left.negations > 1,
    interrupted: left.interrupted,
    words: [
      ...left.words,
      ...(verb === undefined ? [] : [verb.written]),
      ...(left.modal === undefined ? (found?.words ?? []) : []),
    ],
  };
}

/** "I would like the hearts removed". */
const isParticiple = ({ language, form }: Word): boolean => language === "en" && form === "past-one";

const isMine = ({ words }: Clause, at: number): boolean =>
  is(words[at], "me") || (words[at]?.language === "en" && is(words[at - 1], "me"));

interface LeftSide {
  readonly negations: number;
  readonly modal?: FoundModal;
  readonly purpose: boolean;
  readonly contrasted: boolean;
  readonly interrupted: boolean;
  readonly words: readonly string[];
}

function walkLeft(clause: Clause, verbAt: number): LeftSide {
  const verb = clause.words[verbAt];
  const reachesFar =
    isInfinitive(verb) ||
    verb?.form === "order" ||
    verb?.form === "doing" ||
    verb?.form === undefined ||
    isParticiple(verb);
  let negations = 0;
  let purpose = false;
  let passedObject = false;
  let contrasted = false;
  const words: string[] = [];

  for (let at = verbAt - 1; at >= 0; at--) {
    const word = clause.words[at];
    if (word === undefined) break;
    // "ни ёлок, ни снежинок не присылайте": only "не" denies the verb.
    if (plain(word) === "ни" && negations > 0) continue;
    if (is(word, "negator")) {
      if (endsInRemoval(clause.words, at, verb)) continue;
      words.unshift(word.written);
      if (passedObject) contrasted = true;
      else negations++;
      continue;
    }
    const isCommand = is(word, "stop") && is(clause.words[at + 1], "theme", "category", "thing", "this");
    const found = isCommand || (isStanding(word) && !isInfinitive(verb)) ? undefined : readModal(clause, at);
    // "не нужен убери": nothing governs an order.
    if (found?.negated === true && verb?.form === "order-once" && verb.language === "ru")
      return { negations, purpose, contrasted, interrupted: false, words };
    if (found !== undefined) {
      return { negations, modal: found, purpose, contrasted, interrupted: false, words: [...found.words, ...words] };
    }
    if (is(word, "purpose")) {
      purpose = true;
      passedObject = false;
      continue;
    }
    if (isGoverned(word, verb) || hasProperty(word, "before-a-verb")) continue;
    if (isWithinPhrase(clause.words, at)) {
      passedObject = true;
      continue;
    }
    if (!is(word, ...OBJECTS)) return { negations, purpose, contrasted, interrupted: !is(word, "but"), words };
    if (!reachesFar && !purposeAhead(clause, at)) break;
    passedObject = true;
  }
  return { negations, purpose, contrasted, interrupted: false, words };
}

/** "Прошу так не делать и убрать": what is denied is showing, and what follows says the same. */
const endsInRemoval = (words: readonly Word[], at: number, verb: Word | undefined): boolean =>
  verb !== undefined &&
  is(verb, "off") &&
  verb.form === "infinitive" &&
  !LASTING.test(plain(verb)) &&
  is(words[at + 1], "make", "on", "give", "appear") &&
  words[at + 1]?.form === "infinitive" &&
  words.slice(at + 2, words.indexOf(verb)).some((word) => plain(word) === "и");

/** Of these "не" may deny both: "не включать и убирать". */
const LASTING = /^(?:убира|отключа|выключа|снима|удаля|скрыва|прята)/u;

/** "Она криво стоит, и я вижу": what stands is only worth doing before an infinitive. */
const isStanding = (word: Word): boolean => plain(word) === "стоит";

const NOT_ASKED = /^не просил[аи]?$/u;

/** The modal word here, with a negation before it: "не очень хочу". A nearer word decides: "может, хватит". */
function readModal({ words }: Clause, at: number): FoundModal | undefined {
  const word = words[at];
  if (word === undefined) return undefined;
  // "не просил отключать": that was no wish of the writer's.
  const governed = words[at + 1];
  if (NOT_ASKED.test(plain(word)) && is(words.slice(at + 1).find((one) => isInfinitive(one)) ?? governed, "off"))
    return { modal: "want", negated: true, at, words: [word.written] };
  if (is(word, "unable")) return { modal: "able", negated: true, at, words: [word.written] };
  const modal = modalOf(word);
  if (modal === undefined) return undefined;
  for (let back = at - 1; back >= 0; back--) {
    const before = words[back];
    if (before === undefined) break;
    if (is(before, "negator")) return { modal, negated: true, at, words: [before.written, word.written] };
    if (!hasProperty(before, "before-a-verb") || is(before, "purpose")) break;
  }
  return { modal, negated: false, at, words: [word.written] };
}

/** "убирать ёлку не надо": the modal word follows. The next verb or clause is out of its reach. */
function findModalAfter(clause: Clause, verbAt: number): FoundModal | undefined {
  for (let at = verbAt + 1; at < clause.words.length; at++) {
    const word = clause.words[at];
    const found = readModal(clause, at);
    if (found !== undefined) return found;
    if (
      word === undefined ||
      (!hasProperty(word, "before-a-verb") && !is(word, ...OBJECTS, "negator")) ||
      is(word, "and", "purpose", "if")
    )
      return undefined;
  }
  return undefined;
}

/** An infinitive beside ours shares its governor: "не надо убирать и отключать". */
const isGoverned = (word: Word, verb: Word | undefined): boolean =>
  is(word, ...VERBS) && word.form === "infinitive" && verb?.form === "infinitive";

const purposeAhead = (clause: Clause, at: number): boolean =>
  clause.words.slice(0, at).some((word) => is(word, "purpose"));
