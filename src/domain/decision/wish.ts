import { wordOn, type ChoiceFold } from "./choice.ts";
import { SMALLEST_SHOWN } from "../counts.ts";
import type { Theme } from "../campaign/theme.ts";

/** A theme that a person has asked for by its own name, and since when. A gift that they accepted is no wish. */
export interface Wish {
  readonly theme: string;
  readonly since: number;
}

/** The person's wishes that no later `out` has withdrawn, newest first. */
export function listWishes(fold: ChoiceFold, themes: readonly Pick<Theme, "key" | "category">[]): readonly Wish[] {
  return themes
    .flatMap((theme) => {
      const since = fold[`theme:${theme.key}`]?.inAt;
      if (since === undefined || wordOn(fold, theme) !== "asked") return [];
      // Asked for by its category after the theme itself had been withdrawn: the theme was not named.
      const isOwn = since > lastOut(fold, theme);
      return isOwn ? [{ theme: theme.key, since }] : [];
    })
    .toSorted((one, other) => other.since - one.since);
}

function lastOut(fold: ChoiceFold, { key, category }: Pick<Theme, "key" | "category">): number {
  const outs = [fold.all, fold[`category:${category}`], fold[`theme:${key}`]].map((stand) => stand?.outAt ?? -Infinity);
  return Math.max(...outs);
}

/** Counts of people are given in steps of this many, so that two of them tell nothing of one person. */
export const COUNT_STEP = 10;

/** A count that may be shown: null below 20 people, else the nearest ten. */
export function roundPeople(people: number): number | null {
  return people < SMALLEST_SHOWN ? null : Math.round(people / COUNT_STEP) * COUNT_STEP;
}
