import type { Label } from "./label.ts";

const KINDS: Readonly<Record<string, Label>> = {
  campaign: { ru: "кампания", en: "the campaign" },
  segment: { ru: "аудитория", en: "the audience" },
  decoration: { ru: "украшение", en: "the decoration" },
  theme: { ru: "тема", en: "the theme" },
  category: { ru: "категория", en: "the category" },
  attribute: { ru: "признак", en: "the attribute" },
  feast: { ru: "праздник", en: "the feast" },
  limits: { ru: "пределы", en: "the limits" },
};

/** Such a part as `theme/hearts` as people call it; without a label, by its key. */
export function namePart(part: string, label?: Label): Label {
  const [kind = "", key = ""] = part.split("/");
  const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  const of = known ?? { ru: kind, en: kind };
  if (kind === "limits") return of;
  return { ru: `${of.ru} «${label?.ru ?? key}»`, en: `${of.en} “${label?.en ?? key}”` };
}
