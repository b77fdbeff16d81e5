import { z } from "zod";
import { SHOW_REASONS, NONE_REASONS, type ShowDecision } from "../domain/decision.ts";
import type { Decoration } from "../domain/decoration.ts";
import { planRefresh } from "../domain/plan-refresh.ts";
import type { LoadedRuleset } from "../domain/load-ruleset.ts";
import type { Timeline } from "../domain/timeline.ts";
import { scopeSchema } from "./identifiers.ts";

const labelSchema = z.strictObject({ ru: z.string(), en: z.string() });

/** A decoration in every form in which a phone can draw it. */
export const trayDecorationSchema = z.strictObject({
  key: z.string(),
  theme: z.string(),
  label: labelSchema.describe("For screen readers, where the mark is not hidden from them"),
  decorative: z.literal(true).describe("Hide it from the accessibility tree"),
  motion: z.literal("none"),
  android: z.strictObject({
    resourceName: z.string().describe("Drawable compiled into the app; try it before the bitmap"),
    sizeDp: z.literal(24),
    alphaOnly: z.literal(true),
    png: z.record(z.enum(["mdpi", "hdpi", "xhdpi", "xxhdpi", "xxxhdpi"]), z.string()),
  }),
  ios: z.strictObject({ symbol: z.string() }),
  web: z.strictObject({ svg: z.string(), path: z.string(), viewBox: z.literal("0 0 24 24") }),
  tint: z.strictObject({ light: z.string(), dark: z.string() }),
  text: z.strictObject({ glyph: z.string().describe("In the Basic Multilingual Plane"), emoji: z.string() }),
});

export type TrayDecoration = z.infer<typeof trayDecorationSchema>;

const instantTextSchema = z.iso.datetime().describe("UTC instant");

export const trayUpcomingSchema = z.strictObject({
  campaign: z.string(),
  reason: z.enum(SHOW_REASONS),
  decoration: trayDecorationSchema,
  showFrom: instantTextSchema,
  showUntil: instantTextSchema,
});

/** The answer to a phone: what to show now, what comes next, how to switch it off, when to ask again. */
export const traySchema = z.strictObject({
  v: z.literal(1),
  epoch: z.int().describe("Only rises; drop any answer with a lower one"),
  decision: z.enum(["show", "none"]),
  reason: z.enum([...SHOW_REASONS, ...NONE_REASONS]),
  campaign: z.string().nullable(),
  decoration: trayDecorationSchema.nullable(),
  showFrom: instantTextSchema.nullable(),
  showUntil: instantTextSchema.nullable().describe("Take it away at this instant, also offline"),
  upcoming: z.array(trayUpcomingSchema),
  off: z.strictObject({
    url: z.string().describe("POST switches it off; GET shows the button"),
    scopes: z.array(scopeSchema),
  }),
  refresh: z.strictObject({ afterSeconds: z.int(), jitterSeconds: z.int() }),
  ruleset: z.int(),
});

export type Tray = z.infer<typeof traySchema>;

export interface TrayParts {
  readonly rules: LoadedRuleset;
  readonly timeline: Timeline;
  /** How often this person's choices have changed. */
  readonly revision: number;
  readonly off: Tray["off"];
}

/** Puts an answer together. */
export function composeTray({ rules, timeline, revision, off }: TrayParts): Tray {
  const { now, upcoming } = timeline;
  const shown = now.decision === "show" ? now : undefined;
  const isRollingOut = rules.ruleset.campaigns.some(
    (campaign) => campaign.rollout !== undefined || campaign.state !== "running",
  );
  return {
    v: 1,
    epoch: rules.ruleset.version + revision,
    decision: now.decision,
    reason: now.reason,
    campaign: now.campaign ?? null,
    decoration: shown === undefined ? null : decorationOf(rules, shown),
    showFrom: shown === undefined ? null : toInstantText(shown.from),
    showUntil: shown === undefined ? null : toInstantText(shown.until),
    upcoming: upcoming.flatMap((show) => {
      const decoration = decorationOf(rules, show);
      if (decoration === null) return [];
      const { campaign, reason, from, until } = show;
      return [{ campaign, reason, decoration, showFrom: toInstantText(from), showUntil: toInstantText(until) }];
    }),
    off,
    refresh: planRefresh(rules.ruleset.stopped || isRollingOut),
    ruleset: rules.ruleset.version,
  };
}

function decorationOf(rules: LoadedRuleset, show: ShowDecision): TrayDecoration | null {
  const decoration = rules.decorations.get(show.decoration);
  return decoration === undefined ? null : toTrayDecoration(decoration);
}

/** The decoration as phones get it; asset addresses carry the art's hash and never change their content. */
export function toTrayDecoration(decoration: Decoration): TrayDecoration {
  const { key, theme, label, path, artHash, glyph, emoji, androidResource, iosSymbol } = decoration;
  return {
    key,
    theme,
    label,
    decorative: true,
    motion: "none",
    android: { resourceName: androidResource, sizeDp: 24, alphaOnly: true, png: pngAddresses(key, artHash) },
    ios: { symbol: iosSymbol },
    web: { svg: `/i/${key}.${artHash}.svg`, path, viewBox: "0 0 24 24" },
    tint: { light: "#1B1B1F", dark: "#F2F0F4" },
    text: { glyph, emoji },
  };
}

function pngAddresses(key: string, artHash: string): TrayDecoration["android"]["png"] {
  const address = (pixels: number) => `/i/${key}@${pixels}.${artHash}.png`;
  return { mdpi: address(24), hdpi: address(36), xhdpi: address(48), xxhdpi: address(72), xxxhdpi: address(96) };
}

function toInstantText(at: number): string {
  return new Date(at).toISOString();
}
