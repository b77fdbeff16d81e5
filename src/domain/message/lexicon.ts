/**
 * How people call a theme or a category. It is data (`decorations/lexicon.json`): a new theme is a new entry there,
 * with no change here. Words are patterns (see `morphology.ts`): `тюльпан~` in any case and number, `ель` as it
 * stands, `день_матери~` a phrase. Spell ё or е, in lower case; list a zero ending apart (`елк~`, `елок`).
 */
export interface Names {
  readonly ru: readonly string[];
  readonly en: readonly string[];
  /** Latin spellings of the Russian word that reading letter by letter would miss. */
  readonly translit: readonly string[];
  readonly emoji: readonly string[];
}

/** The names of every theme and category by key. A name listed under two themes is understood as doubt between them. */
export interface ThemeLexicon {
  readonly themes: Readonly<Record<string, Names>>;
  readonly categories: Readonly<Record<string, Names>>;
}
