import { foldChoice, wordAt, wordOn, type Scope } from "./choice.ts";
import type { ShowDecision } from "./decision.ts";
import type { LoadedCampaign } from "./loaded-campaign.ts";
import type { LoadedRuleset, Viewer } from "./loaded-ruleset.ts";
import type { Theme } from "../campaign/theme.ts";
import { timeline } from "./timeline.ts";

export const OUTLOOK_STATUSES = ["showing", "scheduled", "noted", "not-planned"] as const;

/**
 * When a person sees a theme: now, from a known instant, at no known time though campaigns of it lie ahead (`noted`), or
 * not within what is planned. Instants are epoch milliseconds, half-open.
 */
export type Outlook =
  | {
      readonly status: "showing" | "scheduled";
      readonly from: number;
      readonly until: number;
      readonly decoration: string;
    }
  | { readonly status: "noted" | "not-planned" };

/** When the person sees the theme if nobody changes anything. */
export function outlookOn(rules: LoadedRuleset, viewer: Viewer, theme: Pick<Theme, "key">, at: number): Outlook {
  const { now, upcoming } = timeline(rules, viewer, at, Infinity);
  const isOfTheme = (show: ShowDecision) => rules.decorations.get(show.decoration)?.theme === theme.key;
  if (now.decision === "show" && isOfTheme(now)) return { status: "showing", ...spanOf(now) };
  const next = upcoming.find(isOfTheme);
  if (next !== undefined) return { status: "scheduled", ...spanOf(next) };
  return { status: liesAhead(rules, viewer, theme, at) ? "noted" : "not-planned" };
}

/** When the person would see the theme, had they just asked for it. */
export function outlookIfAsked(rules: LoadedRuleset, viewer: Viewer, theme: Pick<Theme, "key">, at: number): Outlook {
  const request = {
    scope: `theme:${theme.key}`,
    value: "in",
    channel: "app",
    at,
    id: Number.MAX_SAFE_INTEGER,
  } as const;
  return outlookOn(rules, { ...viewer, choices: foldChoice(viewer.choices, request) }, theme, at);
}

/** What follows from switching on everything, or a category. */
export interface AfterOn {
  /** Something of it is shown at once. */
  readonly isSeen: boolean;
  /** Something of it stays off, as it was switched off by its own name. */
  readonly keepsOff: boolean;
}

export function afterOn(rules: LoadedRuleset, viewer: Viewer, scope: Scope, at: number): AfterOn {
  const choices = foldChoice(viewer.choices, { scope, value: "in", channel: "app", at, id: Number.MAX_SAFE_INTEGER });
  const { now } = timeline(rules, { ...viewer, choices }, at);
  const isOf = (theme: Pick<Theme, "category"> | undefined) =>
    scope === "all" || (theme !== undefined && scope === `category:${theme.category}`);
  const isOfFeast = ({ scopes }: LoadedCampaign) => scopes.feast?.category === scope;
  const shown = now.decision === "show" ? rules.decorations.get(now.decoration)?.theme : undefined;
  const around = rules.campaigns.find(({ definition }) => definition.key === now.campaign);
  return {
    isSeen: shown !== undefined && (isOf(rules.themes.get(shown)) || (around !== undefined && isOfFeast(around))),
    keepsOff:
      [...rules.themes.values()].some((theme) => isOf(theme) && wordOn(choices, theme) === "off") ||
      rules.campaigns.some((campaign) => isOfFeast(campaign) && wordAt(choices, campaign.scopes) === "off"),
  };
}

function spanOf({ from, until, decoration }: ShowDecision) {
  return { from, until, decoration };
}

function liesAhead(rules: LoadedRuleset, { zoneGroup }: Viewer, theme: Pick<Theme, "key">, at: number): boolean {
  return rules.campaigns.some(
    (campaign) =>
      campaign.theme.key === theme.key &&
      campaign.waves.some((wave) => wave.windowsOf(zoneGroup).some((window) => window.until > at)),
  );
}
