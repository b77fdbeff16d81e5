import { isAskedByName, type ChoiceFold, type PlacedTheme } from "./choice.ts";
import { SMALLEST_SHOWN } from "../counts.ts";

/** A theme that a person has asked for by its own name, and since when. A gift that they accepted is no wish. */
export interface Wish {
  readonly theme: string;
  readonly since: number;
}

/** The person's wishes that no later `out` has withdrawn, newest first. */
export function listWishes(fold: ChoiceFold, themes: readonly PlacedTheme[]): readonly Wish[] {
  return themes
    .filter((theme) => isAskedByName(fold, theme))
    .map(({ key }) => ({ theme: key, stand: fold[`theme:${key}`] }))
    .toSorted((one, other) => (other.stand?.in ?? 0) - (one.stand?.in ?? 0))
    .map(({ theme, stand }) => ({ theme, since: stand?.inAt ?? 0 }));
}

/** Counts of people are given in steps of this many, so that two of them tell nothing of one person. */
export const COUNT_STEP = 10;

/** A count that may be shown: null below 20 people, else the nearest ten. */
export function roundPeople(people: number): number | null {
  return people < SMALLEST_SHOWN ? null : Math.round(people / COUNT_STEP) * COUNT_STEP;
}
