/** Why a person doesn't see something, in their own words. */
import { describeWhyNot, type SpanWords } from "./describe-person.ts";
import type { LoadedRuleset, Viewer } from "./loaded-ruleset.ts";
import { outlookIfAsked } from "./outlook.ts";
import { reasonOn } from "./reason-on.ts";

/** Why they don't see a theme, and what asking for it would bring. */
export function explainAbsence(
  rules: LoadedRuleset,
  viewer: Viewer,
  theme: string,
  at: number,
  words: SpanWords,
): string {
  const label = rules.themes.get(theme)?.label ?? { ru: theme, en: theme };
  const ifAsked = outlookIfAsked(rules, viewer, { key: theme }, at);
  return describeWhyNot(label, reasonOn(rules, viewer, { key: theme }, at), ifAsked, words);
}

export const themeOfCampaign = (rules: LoadedRuleset, campaign: string | undefined): string | undefined =>
  rules.campaigns.find(({ definition }) => definition.key === campaign)?.theme.key;
