import type { Definitions } from "../contract/definitions.ts";
import type { Language } from "../domain/label.ts";
import { DEMO_DAYS, DEMO_TEXTS, type DemoDay, type DemoScriptTexts } from "./demo-texts.ts";

/** A theme that some campaign shows, with the art of its decoration. */
export interface DemoTheme {
  readonly key: string;
  readonly label: string;
  readonly path: string;
}

/** What the phone page hands to its script (`public/static/demo.js`), in one language. */
export interface DemoData {
  readonly language: Language;
  readonly texts: DemoScriptTexts;
  readonly days: readonly DemoDay[];
  readonly themes: readonly DemoTheme[];
  /** Names of campaigns, by key. */
  readonly campaigns: Readonly<Record<string, string>>;
  /** Names of an enum attribute's values, by attribute and value. */
  readonly names: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Picks what the phone page needs out of the definitions. */
export function collectDemoData(definitions: Definitions, language: Language): DemoData {
  const { attributes, campaigns, decorations, themes } = definitions;
  return {
    language,
    texts: DEMO_TEXTS[language].script,
    days: DEMO_DAYS,
    themes: themes.flatMap(({ key, label }) => {
      const decoration = decorations.find(
        (candidate) => candidate.theme === key && campaigns.some((campaign) => campaign.decoration === candidate.key),
      );
      return decoration === undefined ? [] : [{ key, label: label[language], path: decoration.path }];
    }),
    campaigns: Object.fromEntries(campaigns.map(({ key, label }) => [key, label[language]])),
    names: Object.fromEntries(
      attributes.map(({ key, values = [] }) => [
        key,
        Object.fromEntries(values.map(({ value, label }) => [value, label[language]])),
      ]),
    ),
  };
}
