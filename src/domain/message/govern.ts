/** What stands before a verb and turns its meaning: negations, modal words, conditions. */
import type { Clause } from "./read-message.ts";
import { is, type Word } from "./word.ts";
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
  /** The verb stands in a "so that" of its own. */
  readonly purpose: boolean;
  /** A negation stands further off: "не сердечки уберите". */
  readonly contrasted: boolean;
  /** The words that were weighed, in their order, the verb included. */
  readonly words: readonly string[];
}

const LIGHT = [
  "me",
  "you",
  "this",
  "all",
  "nothing",
  "polite",
  "filler",
  "would",
  "whether",
  "also",
  "again",
  "still",
  "impatient",
  "how",
  "purpose",
  "thanks",
  "person",
  "recipient",
  "why",
  "if",
  "when",
  "what",
] as const satisfies readonly WordClass[];
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

/**
 * Walks left from a verb. A negation counts as the verb's own if only light words stand between; a modal word governs
 * an infinitive (or a "so that" clause) across its objects as well. Stops at the first word that belongs to something else.
 */
export function findGovernment(clause: Clause, verbAt: number): Government {
  const verb = clause.words[verbAt];
  const reachesFar = verb?.form === "infinitive" || verb?.form === "order" || verb?.form === "doing";
  let negations = 0;
  let modal: Modal | undefined;
  let modalNegated = false;
  let modalIsMine = false;
  let purpose = false;
  let passedObject = false;
  let contrasted = false;
  const weighed: string[] = verb === undefined ? [] : [verb.written];

  for (let at = verbAt - 1; at >= 0; at--) {
    const word = clause.words[at];
    if (word === undefined) break;
    const found = MODALS.find((kind) => is(word, kind));
    if (is(word, "unable")) {
      if (modal !== undefined) break;
      [modal, modalNegated] = ["able", true];
      weighed.unshift(word.written);
      break;
    }
    if (is(word, "negator")) {
      weighed.unshift(word.written);
      if (modal !== undefined) {
        modalNegated = true;
        break;
      }
      if (passedObject) contrasted = true;
      else negations++;
      continue;
    }
    if (found !== undefined && !isCeaseBeforeName(found, word, clause, at)) {
      if (modal !== undefined) {
        // "может, хватит показывать": the nearer word decides.
        if (modal === "cease" || found === "able" || found === "permit") break;
        if (found === "want" && modal === "able") continue;
        break;
      }
      modal = found;
      modalIsMine = is(word, "me") || (word.language === "en" && is(clause.words[at - 1], "me"));
      weighed.unshift(word.written);
      continue;
    }
    if (is(word, "purpose")) {
      purpose = true;
      passedObject = false;
      continue;
    }
    if (isGoverned(word, verb)) continue;
    if (is(word, ...LIGHT)) continue;
    if (!is(word, ...OBJECTS) || (!reachesFar && !purposeAhead(clause, at))) break;
    if (modal !== undefined) break;
    passedObject = true;
  }
  return {
    negated: negations % 2 === 1,
    ...(modal === undefined ? {} : { modal }),
    modalNegated,
    modalIsMine,
    purpose,
    contrasted: contrasted || negations > 1,
    words: weighed,
  };
}

/** "stop" before a thing is a command of its own; before a verb it governs the verb. */
function isCeaseBeforeName(modal: Modal, word: Word, clause: Clause, at: number): boolean {
  return modal === "cease" && is(word, "stop") && is(clause.words[at + 1], "theme", "category", "thing", "this");
}

/** An infinitive beside ours shares its governor: "не надо убирать и отключать". */
const isGoverned = (word: Word, verb: Word | undefined): boolean =>
  is(word, ...VERBS) && word.form === "infinitive" && verb?.form === "infinitive";

const purposeAhead = (clause: Clause, at: number): boolean =>
  clause.words.slice(0, at).some((word) => is(word, "purpose"));
