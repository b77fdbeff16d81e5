import type { Decoration } from "./decoration.ts";

/** What people see of a decoration: its drawing, and what stands for it where nothing is drawn or the app has a copy. */
export interface Look {
  readonly decoration: string;
  readonly theme: string;
  readonly path: string;
  /** Resources, symbols and characters; any of them alone can be all that a phone shows. */
  readonly signs: readonly string[];
}

/** They only say how a character is drawn. */
const VARIATION_SELECTORS = /[\uFE0E\uFE0F]/gu;

export function lookOf(decoration: Decoration): Look {
  const { key, theme, path, glyph, emoji, androidResource, iosSymbol, iosAlternateIcon } = decoration;
  const signs = [glyph, emoji, androidResource, iosSymbol, iosAlternateIcon].map((sign = "") => plainSign(sign));
  return { decoration: key, theme, path, signs: [...new Set(signs)].filter((sign) => sign !== "") };
}

/** The same for signs that differ only in how they are drawn or written. */
function plainSign(sign: string): string {
  return sign.replaceAll(VARIATION_SELECTORS, "").trim().toLowerCase();
}
