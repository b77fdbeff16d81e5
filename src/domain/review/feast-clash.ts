/** A campaign of a few days whose days are those of a feast that many hold dear, and that says nothing of it. */
import type { Feast } from "../campaign/schedule.ts";
import type { Label } from "../label.ts";

export interface FeastClash {
  readonly feast: Feast;
  readonly label: Label;
  /** The sensitive category that the feast carries. */
  readonly category: string;
  /** The feast's days, `2027-05-09`; the same for a feast of one. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** The regions that keep it and that the campaign may reach; null: all. */
  readonly regions: readonly string[] | null;
}

/** A feast whose days are not known for a year in which the campaign shows. */
export interface UnknownFeastDays {
  readonly feast: Feast;
  readonly label: Label;
  readonly year: number;
}

/** “День Победы (2027-05-09)”, with the regions where it is kept in some only. */
export function sayClash({ label, firstDay, lastDay, regions }: FeastClash): Label {
  const days = firstDay === lastDay ? firstDay : `${firstDay}…${lastDay}`;
  const where =
    regions === null
      ? { ru: "", en: "" }
      : { ru: `; регионы: ${regions.join(", ")}`, en: `; regions: ${regions.join(", ")}` };
  return { ru: `«${label.ru}» (${days}${where.ru})`, en: `“${label.en}” (${days}${where.en})` };
}
