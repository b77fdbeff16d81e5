/** The rules of verbs, compiled: `rules/governed-verb-rules.ts` and `rules/verb-form-rules.ts` have them as data, in this order. */
import type { Language } from "../label.ts";
import type { Government } from "./govern.ts";
import type { VerbForm } from "./morphology.ts";
import type { VerbFeature, VerbRuleRow } from "./rule-row.ts";
import { GOVERNED_VERB_RULE_ROWS } from "./rules/governed-verb-rules.ts";
import { VERB_FORM_RULE_ROWS } from "./rules/verb-form-rules.ts";

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

type Test = (use: VerbUse) => boolean;

export interface VerbRule extends VerbRuleRow {
  readonly holds: Test;
}

const NAMED = {
  negated: (use) => use.negated,
  modalNegated: (use) => use.modalNegated,
  modalIsMine: (use) => use.modalIsMine,
  modalOpens: (use) => use.modalOpens,
  purpose: (use) => use.purpose,
  contrasted: (use) => use.contrasted,
  interrupted: (use) => use.interrupted,
  doubtful: (use) => use.doubtful,
  question: (use) => use.question,
  asksHow: (use) => use.asksHow,
  asksWhy: (use) => use.asksWhy,
  asksWhen: (use) => use.asksWhen,
  hasIf: (use) => use.hasIf,
  hasWould: (use) => use.hasWould,
  hasWhether: (use) => use.hasWhether,
  alone: (use) => use.alone,
  opens: (use) => use.opens,
  impatient: (use) => use.impatient,
  wished: ({ form }) => form === "infinitive" || form === "order" || form === "order-once",
  future: ({ form }) => form === "you-will" || form === "others-will",
  past: ({ form }) => form === "past-one" || form === "past-many",
  // "Уберите" can't be asked about, as "remove" can.
  plainOrder: ({ form, language }) => language === "ru" && form.startsWith("order"),
  "form:infinitive": ({ form }) => form === "infinitive",
  "form:order": ({ form }) => form === "order",
  "form:order-once": ({ form }) => form === "order-once",
  "form:past-one": ({ form }) => form === "past-one",
  "form:past-many": ({ form }) => form === "past-many",
  "form:i-will": ({ form }) => form === "i-will",
  "form:you-will": ({ form }) => form === "you-will",
  "form:others-will": ({ form }) => form === "others-will",
  "form:state": ({ form }) => form === "state",
  "form:noun": ({ form }) => form === "noun",
  "form:doing": ({ form }) => form === "doing",
  "modal:want": ({ modal }) => modal === "want",
  "modal:able": ({ modal }) => modal === "able",
  "modal:permit": ({ modal }) => modal === "permit",
  "modal:forbidden": ({ modal }) => modal === "forbidden",
  "modal:cease": ({ modal }) => modal === "cease",
  "modal:remember": ({ modal }) => modal === "remember",
  "language:ru": ({ language }) => language === "ru",
  "language:en": ({ language }) => language === "en",
} as const satisfies Readonly<Record<VerbFeature, Test>>;

const FEATURES: ReadonlyMap<string, Test> = new Map(Object.entries<Test>(NAMED));

function compileFeature(feature: string): Test {
  const isDenied = feature.startsWith("!");
  const test = FEATURES.get(isDenied ? feature.slice(1) : feature);
  return (use) => test !== undefined && test(use) !== isDenied;
}

const compileRule = (row: VerbRuleRow): VerbRule => {
  const cases = row.when.map((features) => features.map(compileFeature));
  return { ...row, holds: (use) => cases.some((tests) => tests.every((test) => test(use))) };
};

export const VERB_RULES: readonly VerbRule[] = [...GOVERNED_VERB_RULE_ROWS, ...VERB_FORM_RULE_ROWS].map(compileRule);
