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
  /** The zone by whose clocks the campaign's days are the feast's; absent: by those of its schedule, or everywhere. */
  readonly zone?: string;
  /** The day on which those first see it for whom they are: a wave, a later stage; absent: its first. */
  readonly seenFrom?: string;
  /** The campaigns of higher priority that those see before and after for whom its days are the feast's; absent: none. */
  readonly covered?: readonly string[];
  /** It is seen for weeks, but people first see it on the feast, or in the 24 hours before it. */
  readonly isOpening?: true;
  /** Whose days these are; absent: of the campaign that is looked at. Else that one makes them so. */
  readonly campaign?: string;
}

/** A feast whose days are not known for a year in which the campaign shows. */
export interface UnknownFeastDays {
  readonly feast: Feast;
  readonly label: Label;
  readonly year: number;
}

/** “День Победы (2027-05-09)”, with the regions, zone and people for whom its days are those, unless it is all. */
export function sayClash({ label, firstDay, lastDay, regions, zone, seenFrom, covered = [] }: FeastClash): Label {
  const days = firstDay === lastDay ? firstDay : `${firstDay}…${lastDay}`;
  const ru = [
    days,
    ...(regions === null ? [] : [`регионы: ${regions.join(", ")}`]),
    ...(zone === undefined ? [] : [`по часам ${zone}`]),
    ...(seenFrom === undefined ? [] : [`для тех, кто впервые увидит ${seenFrom}`]),
    ...(covered.length === 0 ? [] : [`в остальные дни им показывают ${covered.map((key) => `«${key}»`).join(", ")}`]),
  ];
  const en = [
    days,
    ...(regions === null ? [] : [`regions: ${regions.join(", ")}`]),
    ...(zone === undefined ? [] : [`by the clocks of ${zone}`]),
    ...(seenFrom === undefined ? [] : [`for those who first see it on ${seenFrom}`]),
    ...(covered.length === 0
      ? []
      : [`on the other days they are shown ${covered.map((key) => `“${key}”`).join(", ")}`]),
  ];
  return { ru: `«${label.ru}» (${ru.join("; ")})`, en: `“${label.en}” (${en.join("; ")})` };
}
