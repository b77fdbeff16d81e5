import { scopesOf, type PlacedTheme, type Scope } from "../decision/choice.ts";
import type { ShowReason } from "../decision/decision.ts";
import { COUNTED_ACTS, reachedOf, type CountedAct, type PeopleCounts } from "./guard-reports.ts";

/** Whoever minds within this time after a campaign has ended minded the campaign. */
export const ATTRIBUTION_MS = 7 * 24 * 3_600_000;

/**
 * One person's acquaintance with one start of a campaign. Every instant is written once and never taken back: a later
 * "undo" does not make it untrue that somebody minded, and counts that only grow are what the evidence rests on.
 */
export interface Exposure {
  /** First seen without having asked. */
  readonly seenAt?: number;
  /** A machine first asked for them and was given it unasked: whether they have seen it, nobody knows but the machine. */
  readonly toldAt?: number;
  /** Short for the households that they were of then, as `shortenMarks` writes them; missing: of none. */
  readonly ties?: string;
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
  | {
      readonly kind: "shown";
      readonly reason: ShowReason;
      readonly stage: number;
      readonly at: number;
      /** Only a machine says that they are shown it. */
      readonly isHearsay?: boolean;
      readonly ties?: string;
    }
  | { readonly kind: "opted-out" | "complained"; readonly at: number };

/** Takes an event in; the very same object comes back when it says nothing new, so that nothing need be written. */
export function noteEvent(exposure: Exposure, event: ExposureEvent): Exposure {
  const { at } = event;
  switch (event.kind) {
    case "shown":
      if (event.reason === "segment")
        return event.isHearsay === true ? noteTold(exposure, event) : noteSeen(exposure, event);
      if (event.isHearsay === true) return exposure;
      if (exposure.askedAt !== undefined) return exposure;
      return event.reason === "gift" ? { ...exposure, askedAt: at, isGift: true } : { ...exposure, askedAt: at };
    case "opted-out":
      return minds(exposure) && exposure.optedOutAt === undefined ? { ...exposure, optedOutAt: at } : exposure;
    case "complained":
      return minds(exposure) && exposure.complainedAt === undefined ? { ...exposure, complainedAt: at } : exposure;
  }
}

type Showing = Pick<Extract<ExposureEvent, { kind: "shown" }>, "stage" | "at" | "ties">;

function noteSeen(exposure: Exposure, { at, stage, ties }: Showing): Exposure {
  if (exposure.seenAt !== undefined) return exposure;
  // Written first, as `noteShown` looks for it there. Who minded before is counted in the stage of then, and stays there.
  if (exposure.toldAt === undefined) return { seenAt: at, ...exposure, stage, ...(ties && { ties }) };
  const isCounted = countOne(exposure, NEVER_COUNTED).exposed > 0;
  return { seenAt: at, ...exposure, ...(!isCounted && { stage }) };
}

function noteTold(exposure: Exposure, { at, stage, ties }: Showing): Exposure {
  if (exposure.seenAt !== undefined || exposure.toldAt !== undefined) return exposure;
  return { ...exposure, toldAt: at, stage, ...(ties && { ties }) };
}

const SHORT_MARK_CHARACTERS = 8;

/** Enough of marks to know them again. */
export function shortenMarks(marks: readonly string[]): string {
  return marks.map((mark) => mark.slice(0, SHORT_MARK_CHARACTERS)).join(" ");
}

/**
 * The marks of households that a person was of when they first got the campaign. Who is put into one afterwards minds for
 * themselves: else one import of accounts could make few of many who mind.
 */
export function keepTied({ ties = "" }: Exposure, marks: readonly string[]): readonly string[] {
  const known = ties.split(" ");
  return marks.filter((mark) => known.includes(mark.slice(0, SHORT_MARK_CHARACTERS)));
}

/**
 * Only what somebody has been shown unasked can be held against the campaign: before, whatever a clock said then. Whoever
 * minds what a machine was given for them has seen it.
 */
function minds({ seenAt, toldAt }: Exposure): boolean {
  return seenAt !== undefined || toldAt !== undefined;
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
  /** People to whom it has come unasked, by their own phones or by what machines were given for them. Missing: the exposed. */
  readonly reached?: number;
}

export const NO_COUNTS: ExposureCounts = { byStage: [], asked: 0 };

const NOBODY: PeopleCounts = { exposed: 0, optedOut: 0, complained: 0, unhappy: 0 };

/** All that a person is counted as, by the name of its count. */
export const COUNTED_AS = ["exposed", "optedOut", "complained", "asked", "gifts", "reached"] as const;

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
  const reached = reachedOf(counts) + is.reached - was.reached;
  const rest = { asked, ...(gifts > 0 && { gifts }), ...(reached > 0 && { reached }) };
  const { stage } = after;
  if (stage === undefined) return { ...counts, ...rest };
  const length = Math.max(counts.byStage.length, stage + 1);
  const byStage = Array.from({ length }, (_, index) => counts.byStage[index] ?? NOBODY);
  const known = byStage[stage] ?? NOBODY;
  byStage[stage] = {
    exposed: known.exposed + is.exposed - was.exposed,
    optedOut: known.optedOut + is.optedOut - was.optedOut,
    complained: known.complained + is.complained - was.complained,
    unhappy: known.unhappy + is.unhappy - was.unhappy,
  };
  return { byStage, ...rest };
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

/** All that a person has been counted as; whoever was exposed was reached. */
export function listCountedAs(exposure: Exposure): readonly CountedAs[] {
  const is = countOne(exposure, NEVER_COUNTED);
  return COUNTED_AS.filter((as) => is[as] > 0 && !(as === "reached" && is.exposed > 0));
}

function countOne(
  { seenAt, toldAt, optedOutAt, complainedAt, askedAt, isGift }: Exposure,
  counted: ReadonlySet<CountedAs>,
): PeopleCounts & Record<CountedAs, number> {
  const optedOut = optedOutAt !== undefined || counted.has("optedOut");
  const complained = complainedAt !== undefined || counted.has("complained");
  const unhappy = optedOut || complained;
  const exposed = seenAt !== undefined || (toldAt !== undefined && unhappy) || counted.has("exposed");
  return {
    exposed: Number(exposed),
    optedOut: Number(optedOut),
    complained: Number(complained),
    unhappy: Number(unhappy),
    reached: Number(exposed || toldAt !== undefined || counted.has("reached")),
    asked: Number(askedAt !== undefined || counted.has("asked")),
    gifts: Number(isGift === true || counted.has("gifts")),
  };
}
