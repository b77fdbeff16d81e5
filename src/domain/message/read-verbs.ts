/** Finds the verbs of a clause and what each asks for. */
import { findGovernment, isInfinitive } from "./govern.ts";
import type { VerbForm } from "./morphology.ts";
import type { Clause } from "./read-message.ts";
import { is, plain, type Word } from "./word.ts";
import { describesWhatIsNamed, isWithinPhrase } from "./within-phrase.ts";
import { hasProperty } from "./word-property.ts";
import type { Signal, SignalKind } from "./signal.ts";
import type { VerbRule, VerbUse } from "./verb-rules.ts";
import type { WordClass } from "./word-class.ts";

const SWITCHING = [
  "off",
  "vanish",
  "cancel",
  "on",
  "return",
  "make",
  "give",
  "keep",
  "replace",
  "appear",
] as const satisfies readonly WordClass[];

/** Whether a word is a verb that may govern or replace a wish. */
export const isSwitching = (word: Word): boolean => is(word, ...SWITCHING) && !is(word, "theme", "want");

export function readVerbs(clause: Clause, clauseAt: number, rules: readonly VerbRule[]): readonly Signal[] {
  return clause.words.flatMap((word, at) => {
    if (!isSwitching(word)) return [];
    const signal = readVerb(clause, word, at, rules);
    return signal === undefined ? [] : [{ ...signal, clause: clauseAt, at }];
  });
}

const asksForOne = (word: Word): boolean =>
  is(word, "want", "permit", "give", "would") ||
  (is(word, "on", "return", "make", "off", "keep") && (word.form === undefined || ASKING_FORMS.has(word.form)));

const ASKING_FORMS: ReadonlySet<string> = new Set(["order", "order-once", "infinitive"]);

type VerbSignal = Omit<Signal, "clause" | "at">;

function readVerb(clause: Clause, word: Word, at: number, rules: readonly VerbRule[]): VerbSignal | undefined {
  const use = useOf(clause, word, at);
  const rule = rules.find(({ holds }) => holds(use));
  if (is(word, "replace") && use.form.startsWith("past") && !use.hasWould) return undefined;
  // "вместо ёлки квадратик показывает" tells what is seen.
  if (plain(word) === "вместо" && !clause.words.some(asksForOne)) return undefined;
  if (is(word, "replace"))
    return { kind: "replace", sure: false, rule: "replace-one-by-another", words: [word.written] };
  if (rule === undefined) return undefined;
  const kind = VERB_KINDS.find((one) => is(word, one.kind) && one.applies(clause, at, use));
  if (kind === undefined) return undefined;
  if (kind.column !== "off" && isWithout(clause, at)) return undefined;
  const verdict = rule[kind.column];
  const bare = verdict.replace("?", "");
  const signal = toSignalKind(bare, kind.wish, use);
  if (signal === undefined) return undefined;
  return { kind: signal, sure: !verdict.endsWith("?"), rule: rule.rule, words: use.words };
}

interface VerbKind {
  readonly kind: WordClass;
  readonly column: keyof Pick<VerbRule, "off" | "on" | "appear">;
  /** What a wish to do this verb amounts to. */
  readonly wish: SignalKind;
  readonly applies: (clause: Clause, at: number, use: VerbUse) => boolean;
}

const always = (): boolean => true;
const isOrdered = (_clause: Clause, _at: number, { form }: VerbUse): boolean =>
  form.startsWith("order") || form === "infinitive";

// In order of precedence, for words that are several things at once.
const VERB_KINDS: readonly VerbKind[] = [
  {
    kind: "cancel",
    column: "off",
    wish: "undo",
    applies: (clause, at, use) => isOrdered(clause, at, use) && cancelsNothingNamed(clause, at),
  },
  { kind: "cancel", column: "off", wish: "off", applies: isOrdered },
  {
    kind: "off",
    column: "off",
    wish: "off",
    applies: (clause, _at, use) => use.form !== "noun" || !clause.words.some((word) => is(word, "cancel")),
  },
  {
    kind: "vanish",
    column: "off",
    wish: "off",
    // "Почему сердечко не исчезает?" asks why; only somebody who is addressed is told to see to it.
    applies: (_clause, _at, use) =>
      use.purpose ||
      (use.negated && !use.asksWhy) ||
      // "Will the hearts go away?" asks.
      (use.form.startsWith("order") && !(use.question && use.language === "en")) ||
      use.modal !== undefined,
  },
  {
    kind: "vanish",
    column: "appear",
    wish: "when",
    applies: (_clause, _at, { question, asksWhy }) => question || asksWhy,
  },
  { kind: "return", column: "on", wish: "return", applies: always },
  { kind: "give", column: "on", wish: "gift", applies: (clause) => !givesToMe(clause) && !namesSwitch(clause) },
  { kind: "give", column: "on", wish: "on", applies: (clause) => !namesSwitch(clause) },
  { kind: "on", column: "on", wish: "on", applies: (clause) => !namesSwitch(clause) },
  {
    kind: "make",
    column: "on",
    wish: "on",
    applies: (clause, at) => isFollowedByTheme(clause, at) || isMadeForMeToo(clause, at),
  },
  {
    kind: "keep",
    column: "on",
    wish: "keep",
    applies: (_clause, _at, { negated, form, purpose }) =>
      !negated && (purpose || form.startsWith("order") || form === "infinitive"),
  },
  {
    kind: "keep",
    column: "on",
    wish: "on",
    applies: (_clause, _at, { negated, form }) => negated && form.startsWith("order"),
  },
  {
    kind: "appear",
    column: "appear",
    wish: "keep",
    // "пусть ёлка висит": it does already.
    applies: ({ words }, at, { negated, purpose }) =>
      purpose && !negated && /^(?:вис|сто[ия]|свет|гор[ия]|жив|остан|остае)/u.test(plain(words[at])),
  },
  { kind: "appear", column: "appear", wish: "on", applies: always },
];

/** "дайте кнопку отключения" asks for the switch, not for what it switches. */
const namesSwitch = ({ words }: Clause): boolean =>
  words.some((word) => isSwitchName(word)) && words.some((word) => is(word, "off"));

const SWITCHES =
  /^(?:кнопк|способ|возможност|функци|настройк|опци|галочк|переключател|тумблер|крестик|ссылк|команд|button|switch$|option|setting|link$|way$)/iu;

/** A word for what something is switched with. */
export const isSwitchName = ({ written }: Word): boolean => SWITCHES.test(written);

/** "верните название без ёлок" brings nothing. */
const isWithout = ({ words }: Clause, at: number): boolean =>
  words
    .slice(at)
    .some((word, offset, rest) => is(word, "without") && is(rest[offset + 1], "theme", "thing", "category"));

/** A rule's verdict in the terms of this verb: to "turn on" a gift is to give it. */
function toSignalKind(verdict: string, wish: SignalKind, { asksWhy }: VerbUse): SignalKind | undefined {
  switch (verdict) {
    case "on":
      return wish === "off" || wish === "undo" ? "on" : wish;
    case "off":
      if (wish === "gift" || wish === "keep") return undefined;
      return wish === "undo" ? "undo" : "off";
    case "when":
      return asksWhy ? "why" : "when";
    case "keep":
      return "keep";
    default:
      return undefined;
  }
}

export function useOf(clause: Clause, word: Word, at: number): VerbUse {
  const before = clause.words.slice(0, at);
  const has = (...classes: readonly WordClass[]): boolean => clause.words.some((one) => is(one, ...classes));
  const asksWhy = has("why", "what");
  const hasWould = has("would");
  const isPoliteWhy = asksWhy && hasWould;
  return {
    ...findGovernment(clause, at),
    form: formIn(clause, at) ?? "order",
    alone: clause.words.every(
      (one, index) =>
        index === at ||
        one.isSign ||
        hasProperty(one, "beside-a-verb") ||
        isWithinPhrase(clause.words, index) ||
        describesWhatIsNamed(clause.words, index),
    ),
    opens: before.every((one) => one.isSign || is(one, "polite", "me", "filler")),
    language: word.language ?? "ru",
    doubtful: word.doubtful,
    question: clause.isQuestion,
    asksHow: before.some((one) => is(one, "how")),
    asksWhy: asksWhy && !isPoliteWhy,
    asksWhen: before.some((one) => is(one, "when")),
    hasIf: has("if"),
    hasWould,
    hasWhether: has("whether") || isPoliteWhy,
    impatient: has("impatient", "still"),
  };
}

const IRREGULAR_PASTS = new Set(["gone", "went", "seen", "shown", "got", "took", "taken", "came"]);

/** The form of a word that stands in the vocabulary as it is, or of a phrase, by its first word. */
function formOf(word: Word): VerbForm {
  const { form, written, language } = word;
  const [first = ""] = written.toLowerCase().split(" ");
  if (language === "ru") {
    if (isInfinitive(word)) return "infinitive";
    return form ?? (/(?:ть|ти|ться|тись)$/u.test(first) ? "infinitive" : "order");
  }
  if (form !== undefined) return form;
  if (IRREGULAR_PASTS.has(first) || first.endsWith("ed")) return "past-one";
  return first.length > 5 && first.endsWith("ing") ? "doing" : "order";
}

/** An order to go on or to begin doing, though its ending is that of an order to do once. */
const IMPERFECTIVE = /^(?:ставь|ставьте|вешай|вешайте|лепи|лепите|суй|суйте)$/iu;

const OF_OTHERS = new Set(["doesnt", "wont", "didnt", "isnt", "wasnt", "hasnt"]);

/**
 * The form in its sentence. English has no ending for "I get hearts" or "you show": a subject before the bare verb makes
 * it no order, and "it doesn't turn off" tells of a state.
 */
function formIn({ words }: Clause, at: number): VerbForm | undefined {
  const word = words[at];
  if (word === undefined) return undefined;
  const form = IMPERFECTIVE.test(word.written) ? "order" : formOf(word);
  if (word.language !== "en" || form !== "order") return form;
  const subject = words.slice(0, at).findLast((one) => !is(one, "filler", "negator"));
  const isSingle = subject?.language === "en" && !subject.written.includes(" ");
  if (isSingle && is(subject, "me", "you", "people", "person")) return "i-will";
  const denial = words.slice(0, at).findLast((one) => is(one, "negator"));
  if (denial !== undefined && is(subject, "theme", "thing")) return "state";
  return denial !== undefined && OF_OTHERS.has(denial.written.toLowerCase()) ? "state" : form;
}

function isFollowedByTheme(clause: Clause, at: number): boolean {
  const next = clause.words.slice(at + 1).find((word) => !hasProperty(word, "before-a-name"));
  return is(next, "theme");
}

/** "у парня сердечки, сделайте и мне". */
const isMadeForMeToo = ({ words }: Clause, at: number): boolean =>
  /^(?:и мне|и нам)$/iu.test(words[at + 1]?.written ?? "") ||
  (words.slice(at + 1).some(({ written }) => /^и мне$/iu.test(written)) &&
    words.slice(at + 1).every((word) => is(word, "also", "polite", "me", "filler", "this")));

const TO_ME = new Set(["мне", "нам", "mne", "nam", "me", "us"]);

const givesToMe = ({ words }: Clause): boolean =>
  words.some((word) => TO_ME.has(word.written.toLowerCase())) && !words.some((word) => is(word, "person", "recipient"));

/** "отмените отключение", or plain "отмена": nothing but an earlier switching off can be meant. */
function cancelsNothingNamed({ words }: Clause, at: number): boolean {
  if (words.some((word) => is(word, "off") && word.form === "noun")) return true;
  return !words.some((word, index) => index !== at && is(word, "theme", "category", "thing"));
}
