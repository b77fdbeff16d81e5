/** What feasts mean to people, besides when they fall (`src/calendar`). */
import type { Label } from "../label.ts";
import type { Feast, Schedule } from "./schedule.ts";
import type { Category } from "./theme.ts";

/** The policy's word on a feast: the category that it adds to every campaign around it; null: none. */
export interface FeastDefinition {
  readonly key: Feast;
  readonly category: string | null;
  /** How the operator calls it; absent: as everybody does. */
  readonly label?: Label | undefined;
}

interface FeastFacts {
  readonly label: Label;
  /** What it carries where no policy says so: `decorations/themes.json` says the same, and a test holds them together. */
  readonly category: string | null;
  /** Values of the attribute `region` in which it is kept; null: everywhere. */
  readonly regions: readonly string[] | null;
}

const everywhere = { regions: null } as const;

/**
 * Maslenitsa, Chinese New Year and 1 September carry none: the first two are kept as fairs by people of any belief, and the
 * third is about school. What is shown then stands in its theme's category alone.
 */
export const FEAST_FACTS = {
  "orthodox-easter": {
    label: { ru: "Православная Пасха", en: "Orthodox Easter" },
    category: "religion",
    ...everywhere,
  },
  "western-easter": { label: { ru: "Католическая Пасха", en: "Western Easter" }, category: "religion", ...everywhere },
  maslenitsa: { label: { ru: "Масленица", en: "Maslenitsa" }, category: null, ...everywhere },
  "chinese-new-year": { label: { ru: "Китайский Новый год", en: "Chinese New Year" }, category: null, ...everywhere },
  ramadan: { label: { ru: "Рамадан", en: "Ramadan" }, category: "religion", ...everywhere },
  "eid-al-fitr": { label: { ru: "Ураза-байрам", en: "Eid al-Fitr" }, category: "religion", ...everywhere },
  "eid-al-adha": { label: { ru: "Курбан-байрам", en: "Eid al-Adha" }, category: "religion", ...everywhere },
  "orthodox-christmas": {
    label: { ru: "Православное Рождество", en: "Orthodox Christmas" },
    category: "religion",
    ...everywhere,
  },
  navruz: { label: { ru: "Навруз", en: "Navruz" }, category: "national", ...everywhere },
  ysyakh: { label: { ru: "Ысыах", en: "Ysyakh" }, category: "national", regions: ["RU-SA"] },
  "mothers-day": { label: { ru: "День матери", en: "Mother’s Day" }, category: "family", ...everywhere },
  "fathers-day": { label: { ru: "День отца", en: "Father’s Day" }, category: "family", ...everywhere },
  "victory-day": { label: { ru: "День Победы", en: "Victory Day" }, category: "remembrance", ...everywhere },
  "knowledge-day": { label: { ru: "День знаний", en: "Knowledge Day" }, category: null, ...everywhere },
} as const satisfies Record<Feast, FeastFacts>;

/** The category that a feast carries. A policy that does not list it says nothing: then it is as it comes with Garland. */
export function categoryOfFeast(feast: Feast, feasts: readonly FeastDefinition[]): string | null {
  const listed = feasts.find(({ key }) => key === feast);
  return listed === undefined ? FEAST_FACTS[feast].category : listed.category;
}

/** The category that a schedule adds to its campaign; undefined: none. */
export function categoryOfSchedule(schedule: Schedule, feasts: readonly FeastDefinition[]): string | undefined {
  return schedule.kind === "feast" ? (categoryOfFeast(schedule.feast, feasts) ?? undefined) : undefined;
}

/** Whether a category that a feast carries is shown only to who asks for it. One that nobody knows any more may be. */
export function isSensitiveCategory(key: string, categories: readonly Pick<Category, "key" | "sensitive">[]): boolean {
  return categories.find((category) => category.key === key)?.sensitive ?? true;
}
