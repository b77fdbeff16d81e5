import type { Label } from "../label.ts";
import type { Category, Names, Theme } from "../campaign/theme.ts";

/** Names, with the label that people are shown. */
export interface LabelledNames extends Names {
  readonly label: Label;
}

/** The names of every theme and category by key. A name listed under two themes is understood as doubt between them. */
export interface ThemeLexicon {
  readonly themes: Readonly<Record<string, LabelledNames>>;
  readonly categories: Readonly<Record<string, LabelledNames>>;
}

/** The lexicon of a catalogue. What has no names of its own is known by its labels. */
export function lexiconOf(themes: readonly Theme[], categories: readonly Category[]): ThemeLexicon {
  return { themes: namesByKey(themes), categories: namesByKey(categories) };
}

function namesByKey(
  entries: readonly { readonly key: string; readonly label: Label; readonly names?: Names | undefined }[],
) {
  return Object.fromEntries(entries.map(({ key, label, names }) => [key, withLabel(label, names ?? NO_NAMES)]));
}

const NO_NAMES: Names = { ru: [], en: [], translit: [], emoji: [] };

/** A button's text says the label: sent back as a message, it must be understood. */
function withLabel(label: Label, names: Names): LabelledNames {
  return { ...names, label, ru: [...names.ru, asPhrase(label.ru)], en: [...names.en, asPhrase(label.en)] };
}

const asPhrase = (label: string): string => (label.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? []).join("_");
