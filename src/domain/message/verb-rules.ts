/**
 * What a verb of switching asks for, by its form and what governs it. The first row whose condition holds decides;
 * each row says what that means for a verb of removing, of bringing, and of appearing. A question mark means doubt.
 */
import type { Language } from "../label.ts";
import type { Government } from "./govern.ts";
import type { VerbForm } from "./morphology.ts";

export type Wish = "off" | "on" | "keep" | "when";

/** A verb in its clause. */
export interface VerbUse extends Government {
  readonly form: VerbForm;
  readonly doubtful: boolean;
  readonly question: boolean;
  readonly asksHow: boolean;
  readonly asksWhy: boolean;
  readonly asksWhen: boolean;
  readonly hasIf: boolean;
  readonly hasWould: boolean;
  /** "ли", or the polite "почему бы не". */
  readonly hasWhether: boolean;
  /** Nothing stands beside the verb but what it is about and light words: it cannot belong to anything else. */
  readonly alone: boolean;
  /** Nothing but words of address and politeness stands before the verb: it has no subject. */
  readonly opens: boolean;
  readonly language: Language;
  /** "уже", "наконец", "до сих пор", "так и", "опять". */
  readonly impatient: boolean;
}

type Verdict = Wish | `${Wish}?` | "none";

export interface VerbRule {
  readonly rule: string;
  readonly when: (use: VerbUse) => boolean;
  readonly off: Verdict;
  readonly on: Verdict;
  readonly appear: Verdict;
}

const isAny = (form: VerbForm, ...forms: readonly VerbForm[]): boolean => forms.includes(form);
const isWished = ({ form }: VerbUse): boolean => isAny(form, "infinitive", "order", "order-once");
/** "Уберите" can't be asked about, as "remove" can. */
const isPlainOrder = ({ form, language }: VerbUse): boolean => language === "ru" && form.startsWith("order");
const isFuture = ({ form }: VerbUse): boolean => isAny(form, "you-will", "others-will");

export const VERB_RULES: readonly VerbRule[] = [
  {
    rule: "misspelt-beyond-telling-on-from-off",
    when: ({ doubtful }) => doubtful,
    off: "off?",
    on: "on?",
    appear: "none",
  },
  {
    rule: "negated-twice",
    when: ({ negated, modalNegated, contrasted }) => (negated && modalNegated) || contrasted,
    off: "off?",
    on: "on?",
    appear: "none",
  },
  {
    rule: "a-condition",
    when: (use) => use.hasIf && !use.negated && use.modal !== "want",
    off: "off?",
    on: "on?",
    appear: "none",
  },
  {
    rule: "do-not-stop-doing",
    when: ({ modal, modalNegated }) => modal === "cease" && modalNegated,
    off: "off?",
    on: "keep",
    appear: "keep",
  },
  { rule: "stop-doing", when: ({ modal }) => modal === "cease", off: "keep?", on: "off", appear: "off" },
  {
    rule: "do-not-forget-to",
    when: ({ modal, modalNegated }) => modal === "remember" && modalNegated,
    off: "off",
    on: "on",
    appear: "none",
  },
  { rule: "forget-to", when: ({ modal }) => modal === "remember", off: "off?", on: "on?", appear: "none" },
  {
    rule: "nothing-to-be-done",
    when: ({ modal, question, hasWhether, asksWhy }) => modal === "forbidden" && (question || hasWhether || asksWhy),
    off: "off",
    on: "on",
    appear: "when",
  },
  { rule: "must-not", when: ({ modal }) => modal === "forbidden", off: "keep", on: "off?", appear: "off?" },
  {
    rule: "is-able-not-to",
    when: ({ modal, negated }) => (modal === "able" || modal === "permit") && negated,
    off: "keep",
    on: "off",
    appear: "off",
  },
  {
    rule: "cannot",
    when: ({ modal, modalNegated }) => modal === "able" && modalNegated,
    off: "off",
    on: "on",
    appear: "when",
  },
  {
    rule: "i-can-by-myself",
    when: (use) => use.modalIsMine && use.modal !== "want" && !use.question && !use.asksHow && !use.hasWhether,
    off: "off?",
    on: "on?",
    appear: "none",
  },
  {
    rule: "it-is-possible",
    when: (use) => use.modal === "permit" && !use.modalOpens && !use.question && !use.asksHow && !use.hasWhether,
    off: "off?",
    on: "on?",
    appear: "none",
  },
  {
    rule: "when-is-it-possible",
    when: ({ modal, asksWhen }) => modal === "permit" && asksWhen,
    off: "when",
    on: "when",
    appear: "when",
  },
  {
    rule: "is-it-possible",
    when: ({ modal }) => modal === "able" || modal === "permit",
    off: "off",
    on: "on",
    appear: "when",
  },
  {
    rule: "does-not-want",
    when: (use) => use.modal === "want" && (use.negated || use.modalNegated),
    off: "keep",
    on: "off",
    appear: "off",
  },
  {
    rule: "what-for",
    when: (use) => use.asksWhy && isWished(use) && !use.negated && !use.asksHow && !isPlainOrder(use),
    off: "none",
    on: "none",
    appear: "none",
  },
  {
    rule: "whether-to",
    when: ({ modal, hasWhether, modalIsMine }) => modal === "want" && hasWhether && !modalIsMine,
    off: "off?",
    on: "none",
    appear: "none",
  },
  { rule: "wants", when: ({ modal }) => modal === "want", off: "off", on: "on", appear: "on" },
  {
    rule: "so-that-it-does-not",
    when: ({ purpose, negated }) => purpose && negated,
    off: "keep?",
    on: "off",
    appear: "off",
  },
  { rule: "so-that-it-does", when: ({ purpose }) => purpose, off: "off", on: "on", appear: "on" },
  {
    rule: "asked-politely-with-a-negation",
    when: (use) => use.negated && use.hasWhether && (isWished(use) || isFuture(use)),
    off: "off",
    on: "on",
    appear: "when",
  },
  {
    rule: "do-not-once",
    when: ({ form, negated }) => negated && form === "order-once",
    off: "off?",
    on: "on?",
    appear: "off?",
  },
  { rule: "do-not", when: (use) => use.negated && isWished(use), off: "keep", on: "off", appear: "when" },
  {
    rule: "when-will-you-at-last",
    when: (use) => use.asksWhen && use.impatient && !use.negated,
    off: "off",
    on: "when",
    appear: "when",
  },
  { rule: "when-will-you", when: (use) => use.asksWhen && !use.negated, off: "when", on: "when", appear: "when" },
  {
    rule: "an-infinitive-of-something-else",
    when: (use) => use.form === "infinitive" && !use.asksHow && !use.alone,
    off: "off?",
    on: "none",
    appear: "none",
  },
  {
    rule: "an-order-inside-something-else",
    when: (use) => use.language === "en" && use.form === "order" && use.interrupted && !use.asksHow,
    off: "off?",
    on: "on?",
    appear: "none",
  },
  {
    rule: "bare-infinitive",
    when: (use) => use.form === "infinitive" && !use.asksHow,
    off: "off",
    on: "on",
    appear: "none",
  },
  { rule: "do", when: isWished, off: "off", on: "on", appear: "none" },
  {
    rule: "it-does-not",
    when: ({ form, negated }) => negated && form === "state",
    off: "off",
    on: "when",
    appear: "when",
  },
  {
    rule: "how-is-it-done",
    when: ({ form, asksHow }) => asksHow && isAny(form, "state", "noun", "i-will", "others-will"),
    off: "off",
    on: "on",
    appear: "when",
  },
  {
    rule: "is-it-done",
    when: ({ form, question }) => question && isAny(form, "state", "noun"),
    off: "off?",
    on: "none",
    appear: "when",
  },
  {
    rule: "would-rather-not",
    when: ({ form, negated, hasWould }) => negated && hasWould && isAny(form, "past-one", "past-many"),
    off: "keep",
    on: "off?",
    appear: "off?",
  },
  {
    rule: "would-rather",
    when: ({ form, hasWould, alone }) => hasWould && alone && isAny(form, "past-one", "past-many"),
    off: "off",
    on: "on",
    appear: "none",
  },
  {
    rule: "would-rather-if",
    when: ({ form, hasWould, asksWhy }) => hasWould && !asksWhy && isAny(form, "past-one", "past-many"),
    off: "off?",
    on: "on?",
    appear: "none",
  },
  {
    rule: "still-have-not",
    when: ({ form, negated, impatient, question, asksWhy }) =>
      negated && form === "past-many" && (asksWhy || (impatient && !question)),
    off: "off",
    on: "when",
    appear: "when",
  },
  {
    rule: "have-not",
    when: ({ form, negated }) => negated && form === "past-many",
    off: "off?",
    on: "when",
    appear: "when",
  },
  {
    rule: "has-not",
    when: ({ form, negated }) => negated && form === "past-one",
    off: "none",
    on: "none",
    appear: "when",
  },
  {
    rule: "if-you-do-not",
    when: (use) => use.negated && isFuture(use) && (use.hasIf || use.asksWhy || use.impatient),
    off: "off",
    on: "when",
    appear: "when",
  },
  { rule: "will-not", when: (use) => use.negated && isFuture(use), off: "off?", on: "when", appear: "when" },
  {
    rule: "will-you",
    when: ({ form, question }) => form === "you-will" && question,
    off: "off?",
    on: "on?",
    appear: "when",
  },
  {
    // "уберит ёлку": a letter of the ending is lost.
    rule: "an-order-cut-short",
    when: ({ form, opens, alone, question, negated, language }) =>
      form === "others-will" && opens && alone && !question && !negated && language === "ru",
    off: "off",
    on: "on",
    appear: "none",
  },
  {
    rule: "will-they",
    when: ({ form, question }) => form === "others-will" && question,
    off: "when",
    on: "when",
    appear: "when",
  },
  {
    rule: "i-will-not",
    when: ({ form, negated }) => negated && form === "i-will",
    off: "keep",
    on: "none",
    appear: "when",
  },
];
