import { scopesOf, type PlacedTheme, type Scope } from "../decision/choice.ts";
import type { ShowReason } from "../decision/decision.ts";
import { COUNTED_ACTS, type CountedAct, type PeopleCounts } from "./guard-reports.ts";

/** Whoever minds within this time after a campaign has ended minded the campaign. */
export const ATTRIBUTION_MS = 7 * 24 * 3_600_000;

/**
 * One person's acquaintance with one start of a campaign. Every instant is written once and never taken back: a later
 * "undo" does not make it untrue that somebody minded, and counts that only grow are what the evidence rests on.
 */
export interface Exposure {
  /** First seen without having asked. */
  readonly seenAt?: number;
  /** The stage at that time. */
  readonly stage?: number;
  /** First seen because they asked, or had accepted a gift. */
  readonly askedAt?: number;
  readonly isGift?: true;
  readonly optedOutAt?: number;
  readonly complainedAt?: number;
}

/** By guard; see `Watch`. */
export type Exposures = Readonly<Record<string, Exposure>>;

export const NOT_EXPOSED: Exposure = {};

/** What can happen between a person and a campaign, for the guard. */
export type ExposureEvent =
  | { readonly kind: "shown"; readonly reason: ShowReason; readonly stage: number; readonly at: number }
  | { readonly kind: "opted-out" | "complained"; readonly at: number };

/** Takes an event in; the very same object comes back when it says nothing new, so that nothing need be written. */
export function noteEvent(exposure: Exposure, event: ExposureEvent): Exposure {
  const { at } = event;
  switch (event.kind) {
    case "shown":
      if (event.reason === "segment") {
        return exposure.seenAt === undefined ? { ...exposure, seenAt: at, stage: event.stage } : exposure;
      }
      if (exposure.askedAt !== undefined) return exposure;
      return event.reason === "gift" ? { ...exposure, askedAt: at, isGift: true } : { ...exposure, askedAt: at };
    case "opted-out":
      return minds(exposure) && exposure.optedOutAt === undefined ? { ...exposure, optedOutAt: at } : exposure;
    case "complained":
      return minds(exposure) && exposure.complainedAt === undefined ? { ...exposure, complainedAt: at } : exposure;
  }
}

/** Only what somebody has seen unasked can be held against the campaign: seen before, whatever a clock said then. */
function minds({ seenAt }: Exposure): boolean {
  return seenAt !== undefined;
}

/** Whether a word at a scope is also about a theme. */
export function isAbout(scope: Scope, theme: PlacedTheme): boolean {
  const { theme: own, category, former } = scopesOf(theme);
  return scope === "all" || scope === own || scope === category || former.includes(scope);
}

/** What one shard has counted for one guard since the campaign began. */
export interface ExposureCounts {
  readonly byStage: readonly PeopleCounts[];
  readonly asked: number;
  /** Of those who asked: they accepted a gift. Missing in counts that were stored before gifts were counted. */
  readonly gifts?: number;
}

export const NO_COUNTS: ExposureCounts = { byStage: [], asked: 0 };

const NOBODY: PeopleCounts = { exposed: 0, optedOut: 0, complained: 0, unhappy: 0 };

/** All that a person is counted as, by the name of its count. */
export const COUNTED_AS = ["exposed", "optedOut", "complained", "asked", "gifts"] as const;

export type CountedAs = (typeof COUNTED_AS)[number];

const NEVER_COUNTED: ReadonlySet<CountedAs> = new Set();

/**
 * The counts after one person's exposure has become another: each person is counted once in every number. `counted`: as what
 * they were counted before all else about them was erased. The very same counts come back when nothing is new in them.
 */
export function countChange(
  counts: ExposureCounts,
  before: Exposure,
  after: Exposure,
  counted: ReadonlySet<CountedAs> = NEVER_COUNTED,
): ExposureCounts {
  const [was, is] = [countOne(before, counted), countOne(after, counted)];
  const isNews = COUNTED_AS.some((as) => is[as] > was[as]);
  if (!isNews) return counts;
  const asked = counts.asked + is.asked - was.asked;
  const gifts = (counts.gifts ?? 0) + is.gifts - was.gifts;
  const askers = gifts === 0 ? { asked } : { asked, gifts };
  const { stage } = after;
  if (stage === undefined) return { ...counts, ...askers };
  const length = Math.max(counts.byStage.length, stage + 1);
  const byStage = Array.from({ length }, (_, index) => counts.byStage[index] ?? NOBODY);
  const known = byStage[stage] ?? NOBODY;
  byStage[stage] = {
    exposed: known.exposed + is.exposed - was.exposed,
    optedOut: known.optedOut + is.optedOut - was.optedOut,
    complained: known.complained + is.complained - was.complained,
    unhappy: known.unhappy + is.unhappy - was.unhappy,
  };
  return { byStage, ...askers };
}

/** As what a person is counted after a change and was not before. */
export function listCounted(
  before: Exposure,
  after: Exposure,
  counted: ReadonlySet<CountedAs> = NEVER_COUNTED,
): readonly CountedAct[] {
  const [was, is] = [countOne(before, counted), countOne(after, counted)];
  return COUNTED_ACTS.filter((act) => is[act] > was[act]);
}

/** All that a person has been counted as. */
export function listCountedAs(exposure: Exposure): readonly CountedAs[] {
  const is = countOne(exposure, NEVER_COUNTED);
  return COUNTED_AS.filter((as) => is[as] > 0);
}

function countOne(
  { seenAt, optedOutAt, complainedAt, askedAt, isGift }: Exposure,
  counted: ReadonlySet<CountedAs>,
): PeopleCounts & Record<CountedAs, number> {
  const optedOut = optedOutAt !== undefined || counted.has("optedOut");
  const complained = complainedAt !== undefined || counted.has("complained");
  return {
    exposed: Number(seenAt !== undefined || counted.has("exposed")),
    optedOut: Number(optedOut),
    complained: Number(complained),
    unhappy: Number(optedOut || complained),
    asked: Number(askedAt !== undefined || counted.has("asked")),
    gifts: Number(isGift === true || counted.has("gifts")),
  };
}
