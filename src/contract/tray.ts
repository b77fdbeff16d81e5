import { z } from "zod";
import { SHOW_REASONS, NONE_REASONS, type NoneDecision, type ShowDecision } from "../domain/decision/decision.ts";
import { partsOf, type Scope } from "../domain/decision/choice.ts";
import { baseKey, type Decoration } from "../domain/campaign/decoration.ts";
import type { Label } from "../domain/label.ts";
import { paceOf, planRefresh } from "../domain/decision/plan-refresh.ts";
import { onceForEach } from "../domain/once-for-each.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import type { Timeline } from "../domain/decision/timeline.ts";
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
    png: z
      .strictObject({ mdpi: z.string(), hdpi: z.string(), xhdpi: z.string(), xxhdpi: z.string(), xxxhdpi: z.string() })
      .describe("The shape in the alpha channel, by density; an address never changes its content"),
  }),
  ios: z.strictObject({
    symbol: z.string().describe("Symbol compiled into the app"),
    alternateIcon: z
      .string()
      .nullable()
      .describe("App icon compiled into the app; offer it, change it only when its user asks"),
  }),
  web: z.strictObject({
    svg: z.string(),
    purpose: z.literal("monochrome").describe("As in a web app manifest: only the alpha channel counts"),
    path: z.string().describe("The one path, to be filled with any colour"),
    viewBox: z.literal("0 0 24 24"),
  }),
  tint: z
    .strictObject({
      light: z.string(),
      dark: z.string(),
      accent: z.string().nullable().describe("Its own colour, for places that are not drawn in one colour"),
    })
    .describe("Colours for a light and a dark background"),
  text: z.strictObject({ glyph: z.string().describe("In the Basic Multilingual Plane"), emoji: z.string() }),
});

export type TrayDecoration = z.infer<typeof trayDecorationSchema>;

const instantTextSchema = z.iso.datetime().describe("UTC instant");

const trayUpcomingSchema = z.strictObject({
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
    url: z.string().describe("POST switches the first scope off, without a login; GET shows the button"),
    sms: z
      .strictObject({ number: z.string(), text: z.string() })
      .optional()
      .describe("A message that switches off what is shown; absent where the operator takes none"),
    scopes: z.array(scopeSchema).describe("What can be switched off, the narrowest first"),
    labels: z.record(z.string(), labelSchema).describe("What to write on the button of each scope"),
  }),
  refresh: z
    .strictObject({ afterSeconds: z.int(), jitterSeconds: z.int() })
    .describe("Ask again after this long, plus a share of the jitter that the phone draws"),
  ruleset: z.int().describe("The version that decided; 0: none could, and nothing is shown"),
});

export type Tray = z.infer<typeof traySchema>;

export interface TrayParts {
  readonly rules: LoadedRuleset;
  readonly timeline: Timeline;
  readonly subscriberId: string;
  readonly at: number;
  /** How often this person's choices have changed, above all that earlier births of the shard can have counted. */
  readonly revision: number;
  readonly off: Omit<Tray["off"], "labels">;
}

/** What is the same for everybody who is shown the same, which is most of an answer. */
export type SharedTray = Omit<Tray, "v" | "epoch" | "off" | "refresh"> & Pick<Tray["off"], "scopes" | "labels">;

/** What is each person's own. */
export type OwnTray = Pick<Tray, "v" | "epoch" | "refresh"> & { readonly off: Omit<Tray["off"], "scopes" | "labels"> };

/** Puts an answer together. What shows a decoration that the ruleset does not have is left out. */
export function composeTray(parts: TrayParts): Tray {
  return joinTray(ownTrayOf(parts), sharedTrayOf(parts));
}

export function joinTray({ off, ...own }: OwnTray, { scopes, labels, ...shared }: SharedTray): Tray {
  return { ...own, off: { ...off, scopes, labels }, ...shared };
}

export function ownTrayOf({ rules, timeline, subscriberId, at, revision, off }: TrayParts): OwnTray {
  const { scopes: _shared, ...own } = off;
  return {
    v: 1,
    epoch: rules.ruleset.version + revision,
    refresh: planRefresh(paceOf(rules, timeline, at), subscriberId, at),
    off: own,
  };
}

/** The same object for the same ruleset and shows, so that whatever is made of it can be remembered. */
export function sharedTrayOf({ rules, timeline, off: { scopes } }: TrayParts): SharedTray {
  const known = sharedTraysOf(rules);
  const outline = outlineOf(timeline, scopes);
  const remembered = known.get(outline);
  if (remembered !== undefined) return remembered;
  const shared = composeShared(rules, timeline, scopes);
  if (known.size < MAXIMUM_REMEMBERED) known.set(outline, shared);
  return shared;
}

/** Windows are few. Rollouts can give each person a start of their own; those who come last are composed each time. */
const MAXIMUM_REMEMBERED = 1_000;

const sharedTraysOf = onceForEach((_rules: LoadedRuleset) => new Map<string, SharedTray>());

/** Names all that the shared part depends on within a ruleset. */
function outlineOf({ now, upcoming }: Timeline, scopes: readonly Scope[]): string {
  const present = now.decision === "show" ? outlineOfShow(now) : `${now.reason} ${now.campaign ?? ""}`;
  return upcoming.reduce((outline, show) => `${outline}\n${outlineOfShow(show)}`, `${scopes.join(" ")}\n${present}`);
}

function outlineOfShow({ campaign, reason, decoration, from, until }: ShowDecision): string {
  return `${campaign} ${reason} ${decoration} ${from} ${until}`;
}

const NOTHING: NoneDecision = { decision: "none", reason: "no-campaign" };

function composeShared(rules: LoadedRuleset, { now, upcoming }: Timeline, scopes: readonly Scope[]): SharedTray {
  const shown = now.decision === "show" ? toShow(rules, now) : undefined;
  const { campaign = null, reason } = now.decision === "show" ? (shown ?? NOTHING) : now;
  return {
    decision: shown === undefined ? "none" : "show",
    reason,
    campaign,
    decoration: shown?.decoration ?? null,
    showFrom: shown?.showFrom ?? null,
    showUntil: shown?.showUntil ?? null,
    upcoming: upcoming.flatMap((show) => toShow(rules, show) ?? []),
    scopes: [...scopes],
    labels: Object.fromEntries(scopes.map((scope) => [scope, labelOf(rules, scope)])),
    ruleset: rules.ruleset.version,
  };
}

function toShow(rules: LoadedRuleset, show: ShowDecision): z.infer<typeof trayUpcomingSchema> | undefined {
  const decoration = rules.decorations.get(show.decoration);
  if (decoration === undefined) return undefined;
  const { campaign, reason, from, until } = show;
  return {
    campaign,
    reason,
    decoration: toTrayDecoration(decoration),
    showFrom: new Date(from).toISOString(),
    showUntil: new Date(until).toISOString(),
  };
}

const EVERYTHING: Label = { ru: "Все украшения", en: "All decorations" };

function labelOf(rules: LoadedRuleset, scope: Scope): Label {
  const { kind, key = "" } = partsOf(scope);
  const known =
    kind === "theme" ? rules.themes.get(key) : rules.ruleset.categories.find((category) => category.key === key);
  return known?.label ?? EVERYTHING;
}

/**
 * The decoration as phones get it; asset addresses carry the art's hash and never change their content. Within a
 * ruleset a key may name one of several versions, as in `tree@1a2b3c4d`; phones know only the decoration.
 * Made once a ruleset: made for every answer, they would cost more than the decision.
 */
export const toTrayDecoration = onceForEach(makeTrayDecoration);

function makeTrayDecoration(decoration: Decoration): TrayDecoration {
  const { theme, label, path, artHash, glyph, emoji, androidResource, iosSymbol, iosAlternateIcon, accent } =
    decoration;
  const key = baseKey(decoration.key);
  return {
    key,
    theme,
    label,
    decorative: true,
    motion: "none",
    android: {
      resourceName: androidResource,
      sizeDp: 24,
      alphaOnly: true,
      png: pngAddresses(key, artHash),
    },
    ios: { symbol: iosSymbol, alternateIcon: iosAlternateIcon ?? null },
    web: { svg: `/i/${key}.${artHash}.svg`, purpose: "monochrome", path, viewBox: "0 0 24 24" },
    tint: { light: "#1B1B1F", dark: "#F2F0F4", accent: accent ?? null },
    text: { glyph, emoji },
  };
}

function pngAddresses(key: string, artHash: string): TrayDecoration["android"]["png"] {
  const address = (pixels: number) => `/i/${key}@${pixels}.${artHash}.png`;
  return { mdpi: address(24), hdpi: address(36), xhdpi: address(48), xxhdpi: address(72), xxxhdpi: address(96) };
}
