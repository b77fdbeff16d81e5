import type { Label } from "./label.ts";

/** What people call each kind of part. */
export const KIND_NAMES = {
  campaign: { ru: "кампания", en: "campaign" },
  segment: { ru: "аудитория", en: "audience" },
  decoration: { ru: "украшение", en: "decoration" },
  theme: { ru: "тема", en: "theme" },
  category: { ru: "категория", en: "category" },
  attribute: { ru: "признак", en: "attribute" },
  feast: { ru: "праздник", en: "feast" },
  limits: { ru: "пределы", en: "limits" },
} as const satisfies Readonly<Record<string, Label>>;

/** What people call such a part as `theme/hearts`; undefined: nobody knows. */
export type LabelOf = (part: string) => Label | undefined;

/** Where nobody knows any names. */
export const UNNAMED: LabelOf = () => undefined;

const BY_KIND: ReadonlyMap<string, Label> = new Map<string, Label>(Object.entries(KIND_NAMES));

/** Such a part as `theme/hearts` as people call it; without a label, by its key. */
export function namePart(part: string, label?: Label): Label {
  const [kind = "", key = ""] = part.split("/");
  const known = BY_KIND.get(kind);
  const of = known === undefined ? { ru: kind, en: kind } : { ru: known.ru, en: `the ${known.en}` };
  if (kind === "limits") return of;
  return { ru: `${of.ru} «${label?.ru ?? key}»`, en: `${of.en} “${label?.en ?? key}”` };
}

/** How lists of names call a value of an attribute, such as `value/tariff/breeze`. */
export function nameOfValue(attribute: string, value: unknown): string {
  return `value/${attribute}/${String(value)}`;
}

/** Only the name, without the kind; the key where nobody knows the name. */
export function labelOrKey(part: string, labelOf: LabelOf): Label {
  const key = part.replace(/^[^/]*\//, "");
  return labelOf(part) ?? { ru: key, en: key };
}

/** The campaign of such a start as `new-year@1`, “New Year: tree”; the start itself where nobody knows the name. */
export function nameStart(start: string, labelOf: LabelOf): Label {
  const label = labelOf(`campaign/${start.replace(/@\d+$/, "")}`);
  return label === undefined ? { ru: start, en: start } : { ru: `«${label.ru}»`, en: `“${label.en}”` };
}

/** By their names, from lists of each kind. */
export function labelsOf(
  lists: Readonly<Record<string, readonly { readonly key: string; readonly label: Label }[]>>,
): LabelOf {
  const known: ReadonlyMap<string, Label> = new Map(
    Object.entries(lists).flatMap(([kind, rows]) =>
      rows.map(({ key, label }): [string, Label] => [`${kind}/${key}`, label]),
    ),
  );
  return (part) => known.get(part);
}
