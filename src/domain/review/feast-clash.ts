/** A campaign of a few days whose days are those of a feast that many hold dear, and that says nothing of it. */
import type { Feast } from "../campaign/schedule.ts";
import type { Label, Language } from "../label.ts";
import { labelOrKey, UNNAMED, type LabelOf } from "../name-part.ts";
import { sayDay, sayDays } from "../say-day.ts";

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

/** “День Победы (9 мая 2027)”, with the regions, zone and people for whom its days are those, unless it is all. */
export function sayClash(
  { label, firstDay, lastDay, regions, zone, seenFrom, covered = [] }: FeastClash,
  labelOf: LabelOf = UNNAMED,
): Label {
  const say = (language: Language): string => {
    const words = WORDS[language];
    const nameOf = (part: string) => labelOrKey(part, labelOf)[language];
    return [
      sayDays(firstDay, lastDay)[language],
      ...(regions === null ? [] : [words.regions(regions.map((key) => nameOf(`region/${key}`)).join(", "))]),
      ...(zone === undefined ? [] : [words.zone(zone)]),
      ...(seenFrom === undefined ? [] : [words.seenFrom(sayDay(seenFrom)[language])]),
      ...(covered.length === 0
        ? []
        : [words.covered(covered.map((key) => words.quote(nameOf(`campaign/${key}`))).join(", "))]),
    ].join("; ");
  };
  return { ru: `«${label.ru}» (${say("ru")})`, en: `“${label.en}” (${say("en")})` };
}

interface ClashWords {
  regions(names: string): string;
  zone(zone: string): string;
  seenFrom(day: string): string;
  covered(campaigns: string): string;
  quote(name: string): string;
}

const WORDS: Readonly<Record<Language, ClashWords>> = {
  ru: {
    regions: (names) => `регионы: ${names}`,
    zone: (zone) => `по часам ${zone}`,
    seenFrom: (day) => `для тех, кто впервые увидит ${day}`,
    covered: (campaigns) => `в остальные дни им показывают ${campaigns}`,
    quote: (name) => `«${name}»`,
  },
  en: {
    regions: (names) => `regions: ${names}`,
    zone: (zone) => `by the clocks of ${zone}`,
    seenFrom: (day) => `for those who first see it on ${day}`,
    covered: (campaigns) => `on the other days they are shown ${campaigns}`,
    quote: (name) => `“${name}”`,
  },
};
