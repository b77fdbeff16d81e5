import type { Label } from "../label.ts";

/**
 * How people call a theme or a category when they write. Words are patterns (see `message/morphology.ts`): `тюльпан~` in
 * any case and number, `ель` as it stands, `день_матери~` a phrase. Spell ё or е, in lower case; list a zero ending
 * apart (`елк~`, `елок`).
 */
export interface Names {
  readonly ru: readonly string[];
  readonly en: readonly string[];
  /** Latin spellings of the Russian word that reading letter by letter would miss. */
  readonly translit: readonly string[];
  readonly emoji: readonly string[];
}

/** A family of themes. A sensitive category is shown only to people who asked for it (docs/invariants.md, 2). */
export interface Category {
  readonly key: string;
  readonly sensitive: boolean;
  readonly label: Label;
  readonly names?: Names | undefined;
}

/** What a decoration is about; choices are made about themes, categories, or everything. */
export interface Theme {
  readonly key: string;
  readonly category: string;
  readonly label: Label;
  readonly names?: Names | undefined;
}
