import { namePart } from "../name-part.ts";
import type { Label } from "../label.ts";
import { namePerson } from "../name-person.ts";

/** Another change of the same row came first. */
export interface Overtaken {
  /** An actor, such as `person:anna`. */
  readonly by: string;
  /** Such as `theme/hearts`. */
  readonly row: string;
  /** As people call the row. Absent: it has no name, or an earlier release kept none. */
  readonly label?: Label;
}

export function sayOvertaken({ by, row, label }: Overtaken): Label {
  const who = namePerson(by);
  const name = namePart(row, label);
  return {
    ru: `Раньше уже изменили то же самое: ${name.ru} (${who}). Предложите заново на том, что есть теперь.`,
    en: `${who} changed ${name.en} first. Propose it anew on what there is now.`,
  };
}
