import type { Campaign } from "../campaign/campaign.ts";
import type { Decoration } from "../campaign/decoration.ts";
import type { Live, StartKind } from "../campaign/lifecycle.ts";
import type { Segment } from "../condition/segment.ts";
import { canonicalJson } from "../json-diff.ts";
import type { Json } from "../json.ts";

/** An audience, with all that it is told by. */
interface Reach extends Pick<Campaign, "audience" | "waves" | "holdoutPercent"> {
  readonly segments: readonly Segment[];
}

/** An audience that a running campaign had before, and the version whose guard watches those who got it then. */
export interface EarlierReach extends Reach {
  readonly version: number;
}

/** What is started, or would be. */
export interface StartContent {
  readonly campaign: Campaign;
  readonly decoration: Decoration;
  readonly segments: readonly Segment[];
  /** By version. Absent: its audience was never changed while it ran. */
  readonly earlier?: readonly EarlierReach[];
}

/** What a start makes of a campaign, and of the audiences that it had. */
export type Succession = StartKind & { readonly earlier: readonly EarlierReach[] };

/** So many audiences at most are kept besides the present one: each has its guard, and every decision looks at all of them. */
export const MOST_EARLIER = 8;

/** Whether what one person's word brought to an audience would go on for another one. */
export function extendsOneWord(live: Live | undefined, how: StartKind | undefined): boolean {
  if (live === undefined || how === undefined || live.word?.kind === "two") return false;
  return how.kind === "redirect" || (how.kind === "amend" && how.version !== live.version);
}

/** How far the present audience has come. */
export interface Progress {
  readonly live: Live;
  readonly content: StartContent;
  /** Anybody can have seen it. */
  readonly hasBegun: boolean;
  /** Its season is over, or it was ended. */
  readonly isOver: boolean;
  /** When a version began, by its guard's plan. */
  startedAt(version: number): number;
}

/**
 * What a start is (the table is in docs/guard.md). Whoever has a decoration and still fits keeps it, unless it is another
 * decoration, or another time. Whatever is not named here makes something new. Undefined: one more audience would be too
 * many.
 */
export function planSuccession(progress: Progress | undefined, next: StartContent): Succession | undefined {
  if (progress === undefined || !isUnderWay(progress.live) || !isSameShow(progress.content, next)) return ANEW;
  const { live, content } = progress;
  const earlier = content.earlier ?? [];
  const amend = (version: number, kept: readonly EarlierReach[]): Succession => ({
    kind: "amend",
    version,
    startedAt: version === live.version ? live.startedAt : progress.startedAt(version),
    earlier: kept,
  });
  const reach = tellReach(reachOf(next));
  // Nobody gets what has to be asked for by being in its audience.
  if (next.campaign.delivery === "opt-in" || tellReach(reachOf(content)) === reach) return amend(live.version, earlier);
  if (progress.isOver || (!progress.hasBegun && earlier.length === 0)) return ANEW;
  const all = [...earlier, { ...reachOf(content), version: live.version }].toSorted((a, b) => a.version - b.version);
  const same = earlier.find((candidate) => tellReach(candidate) === reach);
  if (same !== undefined)
    return amend(
      same.version,
      all.filter(({ version }) => version !== same.version),
    );
  return all.length > MOST_EARLIER ? undefined : { kind: "redirect", earlier: all };
}

const ANEW: Succession = { kind: "anew", earlier: [] };

function isUnderWay({ state }: Live): boolean {
  return state === "running" || state === "holding";
}

/** Whether what is shown, and when, stays the same to the letter. */
function isSameShow(one: StartContent, other: StartContent): boolean {
  return listNew(one, other, "show").length === 0;
}

/** The campaign's fields that say something else: of all, or of those that make what is shown, and when, something new. */
export function listNew(one: StartContent, other: StartContent, of: "show" | "everything"): readonly string[] {
  const [before, after] = [fieldsOf(one, of), fieldsOf(other, of)];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => tell([before[name] ?? null]) !== tell([after[name] ?? null]));
}

function fieldsOf(
  { campaign, decoration, segments }: StartContent,
  of: "show" | "everything",
): Record<string, unknown> {
  const { show, art } = showOf({ campaign, decoration });
  // The art belongs to the field that names it.
  return of === "show"
    ? { ...show, decoration: [show.decoration, art] }
    : { ...campaign, decoration: [campaign.decoration, decoration], audience: [campaign.audience, segments] };
}

/** All but words about it, its audience, and how it is dealt with. */
function showOf({ campaign, decoration }: Pick<StartContent, "campaign" | "decoration">) {
  const {
    label: _label,
    audience: _audience,
    waves: _waves,
    holdoutPercent: _holdoutPercent,
    requests: _requests,
    priority: _priority,
    stages: _stages,
    unstagedBecause: _unstagedBecause,
    ...show
  } = campaign;
  const { label: _decorationLabel, ...art } = decoration;
  return { show, art };
}

function reachOf({ campaign: { audience, waves, holdoutPercent }, segments }: StartContent): Reach {
  return { audience, waves, holdoutPercent, segments };
}

/** Whom a reach means: of segments only what they say of people, and lists in one order. */
function tellReach({ audience: { include, exclude }, waves, holdoutPercent, segments }: Reach): string {
  const conditions = Object.fromEntries(segments.map(({ key, condition }) => [key, condition]));
  return tell({ include: include.toSorted(), exclude: exclude.toSorted(), waves, holdoutPercent, conditions });
}

function tell(value: object): string {
  // Parsed boundary: definitions are plain JSON.
  return canonicalJson(JSON.parse(JSON.stringify(value)) as Json);
}
