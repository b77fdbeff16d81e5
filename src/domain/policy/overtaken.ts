import type { Label } from "../label.ts";
import { namePerson } from "../name-person.ts";
import type { PolicyKind } from "./policy-change.ts";

/** Another change of the same row came first. */
export interface Overtaken {
  /** An actor, such as `person:anna`. */
  readonly by: string;
  /** Such as `theme/hearts`. */
  readonly row: string;
  /** As people call the row. Absent: it has no name, or an earlier release kept none. */
  readonly label?: Label;
}

const KINDS: Readonly<Record<PolicyKind, Label>> = {
  attribute: { ru: "признак", en: "the attribute" },
  category: { ru: "категория", en: "the category" },
  theme: { ru: "тема", en: "the theme" },
  feast: { ru: "праздник", en: "the feast" },
  limits: { ru: "пределы", en: "the limits" },
};

export function sayOvertaken({ by, row, label }: Overtaken): Label {
  const who = namePerson(by);
  const name = nameRow(row, label);
  return {
    ru: `Раньше уже изменили то же самое: ${name.ru} (${who}). Предложите заново на том, что есть теперь.`,
    en: `${who} changed ${name.en} first. Propose it anew on what there is now.`,
  };
}

function nameRow(row: string, label: Label | undefined): Label {
  const [kind = "", key = ""] = row.split("/");
  if (kind === "limits") return KINDS.limits;
  const known = Object.entries(KINDS).find(([name]) => name === kind)?.[1] ?? { ru: kind, en: kind };
  return { ru: `${known.ru} «${label?.ru ?? key}»`, en: `${known.en} “${label?.en ?? key}”` };
}
