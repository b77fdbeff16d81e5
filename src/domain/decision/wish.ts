import { isAskedByName, type ChoiceFold, type PlacedTheme } from "./choice.ts";

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
