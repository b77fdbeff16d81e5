import { namePart } from "../name-part.ts";
import type { Label } from "../label.ts";
import { namePerson } from "../name-person.ts";

/** Another change of the same row came first. */
export interface Overtaken {
  /** Who put it in force: an actor, such as `person:anna`. */
  readonly by: string;
  /** Who had proposed it. Absent: nobody has, or an earlier release kept none. */
  readonly proposedBy?: string;
  /** Such as `theme/hearts`. */
  readonly row: string;
  /** As people call the row since then. Absent: it has no name, or an earlier release kept none. */
  readonly label?: Label;
}

export function sayOvertaken({ by, proposedBy = by, row, label }: Overtaken): Label {
  const [carrier, author] = [namePerson(by), namePerson(proposedBy)];
  const name = namePart(row, label);
  const isAlone = proposedBy === by;
  const people = isAlone ? carrier : `предложение: ${author}; в действие: ${carrier}`;
  const asProposed = isAlone ? "" : `, as ${author} had proposed`;
  return {
    ru: `Раньше уже изменили то же самое: ${name.ru} (${people}). Предложите заново на том, что есть теперь.`,
    en: `${carrier} changed ${name.en} first${asProposed}. Propose it anew on what there is now.`,
  };
}
