import { foldChoice } from "./choice.ts";
import type { ShowDecision } from "./decision.ts";
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
