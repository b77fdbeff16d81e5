import type { Label } from "./label.ts";
import type { KIND_NAMES } from "./name-part.ts";

/** What can be asked for by its key, its number or its prefix. */
export type MissingKind =
  | keyof typeof KIND_NAMES
  | "persona"
  | "proposal"
  | "ruleset"
  | "webhook"
  | "delivery"
  | "service-key";

const MISSING: Readonly<Record<MissingKind, (name: string) => Label>> = {
  campaign: (key) => ({ ru: `Кампании с ключом «${key}» нет.`, en: `There is no campaign "${key}".` }),
  segment: (key) => ({ ru: `Аудитории с ключом «${key}» нет.`, en: `There is no segment "${key}".` }),
  decoration: (key) => ({ ru: `Украшения с ключом «${key}» нет.`, en: `There is no decoration "${key}".` }),
  theme: (key) => ({ ru: `Темы с ключом «${key}» нет.`, en: `There is no theme "${key}".` }),
  category: (key) => ({ ru: `Категории с ключом «${key}» нет.`, en: `There is no category "${key}".` }),
  attribute: (key) => ({ ru: `Признака с ключом «${key}» нет.`, en: `There is no attribute "${key}".` }),
  feast: (key) => ({
    ru: `О празднике с ключом «${key}» правила ничего не говорят.`,
    en: `Policy says nothing of a feast "${key}".`,
  }),
  limits: () => ({ ru: "Пределы ещё никто не менял.", en: "Nobody has set limits yet." }),
  persona: (key) => ({ ru: `Образа с ключом «${key}» нет.`, en: `There is no persona "${key}".` }),
  proposal: (id) => ({ ru: `Предложения ${id} нет.`, en: `There is no proposal ${id}.` }),
  ruleset: (version) => ({
    ru: `Версии ${version} нет; все версии перечисляет GET /v1/rulesets.`,
    en: `There is no ruleset ${version}; GET /v1/rulesets lists them.`,
  }),
  webhook: (id) => ({ ru: `Адреса «${id}» для уведомлений нет.`, en: `There is no webhook "${id}".` }),
  delivery: (id) => ({ ru: `Уведомления «${id}» нет.`, en: `There is no delivery "${id}".` }),
  // What was given may be a whole key, which no answer repeats.
  "service-key": () => ({
    ru: "Ключа с таким началом нет. Нужны 8 знаков между glk_ и следующим _; все ключи перечисляет GET /v1/service-keys.",
    en: "There is no key with this prefix. It is the 8 characters between glk_ and the next _; GET /v1/service-keys lists all keys.",
  }),
};

/** Says that there is no such thing. */
export function sayMissing(kind: MissingKind, name: string | number): Label {
  return MISSING[kind](String(name));
}

export function sayNeverStarted(campaign: string): Label {
  return {
    ru: `Кампанию с ключом «${campaign}» ни разу не запускали.`,
    en: `The campaign "${campaign}" was never started.`,
  };
}
