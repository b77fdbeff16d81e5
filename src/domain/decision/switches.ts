import {
  acceptsGifts,
  type ChoiceFold,
  findStandingOut,
  partsOf,
  type PlacedTheme,
  type Scope,
  type ThemeWord,
  wordOn,
} from "./choice.ts";

/** Whether decorations at a scope may be shown to a person at all; it does not say that there are any. */
export interface Switches {
  readonly everything: boolean;
  /** Whether other people may offer this person decorations. */
  readonly gifts: boolean;
}

/** The two switches that concern no theme. */
export function readSwitches(fold: ChoiceFold): Switches {
  return { everything: wordOn(fold, NO_THEME) !== "off", gifts: acceptsGifts(fold) };
}

/** What the person has said of a category, without regard to what they said of its themes. */
export function wordOnCategory(fold: ChoiceFold, category: string): ThemeWord {
  return wordOn(fold, { key: "", category });
}

/** The entry of the latest `out` that keeps off what a scope names, if one does. */
export function findStandingOutAt(
  fold: ChoiceFold,
  scope: Scope,
  themes: ReadonlyMap<string, PlacedTheme>,
): number | undefined {
  const { kind, key = "" } = partsOf(scope);
  if (kind === "theme") return findStandingOut(fold, themes.get(key) ?? { key, category: "" });
  return findStandingOut(fold, kind === "category" ? { key: "", category: key } : NO_THEME);
}

/** On: shown where campaigns say so. Sensitive themes are on only for those who asked (invariant 2). */
export function isSwitchedOn(word: ThemeWord, sensitive: boolean): boolean {
  return word === "asked" || word === "gift" || (word === "silent" && !sensitive);
}

/** No theme and no category has an empty key. */
const NO_THEME = { key: "", category: "" };
