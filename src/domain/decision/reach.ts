import type { Window } from "../campaign/schedule.ts";
import { bucketOf, BUCKET_COUNT } from "./bucket.ts";
import type { LoadedCampaign, LoadedReach, LoadedSegment, LoadedWave } from "./loaded-campaign.ts";
import type { Viewer } from "./loaded-ruleset.ts";
import { coverageAt, isCovered, isHeldOut } from "./rollout.ts";

/** How a person whom a campaign is meant for stands with its audiences, the present one and those that it had before. */
export interface Standing {
  /** The audience by which they are shown it; absent: they are not. */
  readonly by?: LoadedReach;
  readonly isHeldOut: boolean;
  /**
   * The place, in [0, 2^32), among those whom no earlier audience has reached: the present rollout covers an equal share of
   * every kind of newcomer, whatever other audiences they fit.
   */
  readonly place: number;
}

/**
 * Each audience covers its share of those whom the others leave out, so a person is shown the campaign if their bucket is
 * below 1 − Π(1 − share) over the audiences that they fit. That does not depend on the order: it can only rise, whichever
 * audience is the present one and however often they change.
 *
 * Whoever an audience holds out gets it by no later one, as an edit must not end a comparison.
 */
export function standIn(campaign: LoadedCampaign, viewer: Viewer, at: number): Standing {
  const { definition, kept } = campaign;
  const bucket = bucketOf(definition.key, viewer.subscriberId);
  const before = definition.keptBefore ?? kept.length;
  let place = bucket;
  let isOut = false;
  let isOutOfPresent = false;
  for (let index = 0; index <= kept.length; index++) {
    if (index === before) {
      isOut ||= isHeldOut(definition.holdoutPercent, bucket);
      isOutOfPresent = isOut;
    }
    const reach = kept[index];
    if (reach === undefined || !fits(reach, viewer)) continue;
    isOut ||= isHeldOut(reach.definition.holdoutPercent, bucket);
    if (isOut || windowIn(reach, viewer, at) === undefined) continue;
    if (isCovered(reach.definition.rollout, place, at)) return { by: reach, isHeldOut: false, place };
    const share = coverageAt(reach.definition.rollout, at);
    place = (place - share * BUCKET_COUNT) / (1 - share);
  }
  if (isOutOfPresent) return { isHeldOut: true, place };
  const isShown = isCovered(definition.rollout, place, at) && windowIn(campaign, viewer, at) !== undefined;
  return isShown ? { by: campaign, isHeldOut: false, place } : { isHeldOut: false, place };
}

/** Whether a person is in any included segment and in no excluded one. */
function fits({ include, exclude }: LoadedReach, viewer: Viewer): boolean {
  return matchesAny(include, viewer) && !matchesAny(exclude, viewer);
}

/** A window that holds the instant for the person: of the present audience or, failing that, of one that they had before. */
export function windowFor(campaign: LoadedCampaign, viewer: Viewer, at: number): Window | undefined {
  const window = windowIn(campaign, viewer, at);
  if (window !== undefined || campaign.kept.length === 0) return window;
  for (const reach of campaign.kept) {
    const earlier = fits(reach, viewer) ? windowIn(reach, viewer, at) : undefined;
    if (earlier !== undefined) return earlier;
  }
  return undefined;
}

/** The window that holds the instant, in the person's zone and wave. */
export function windowIn(reach: LoadedReach, viewer: Viewer, at: number): Window | undefined {
  const wave = waveOf(reach.waves, viewer);
  if (wave === undefined) return undefined;
  for (const window of wave.windowsOf(viewer.zoneGroup)) if (window.from <= at && at < window.until) return window;
  return undefined;
}

/** The wave that a person belongs to: the first that fits; a wave without segments fits everybody. */
function waveOf(waves: readonly LoadedWave[], viewer: Viewer): LoadedWave | undefined {
  for (const wave of waves) {
    if (wave.segments.length === 0 || matchesAny(wave.segments, viewer)) return wave;
  }
  return undefined;
}

/** Loops, here and above, rather than closures: of each decision this is the innermost part. */
export function matchesAny(segments: readonly LoadedSegment[], { facts }: Viewer): boolean {
  for (const { condition } of segments) if (condition.test(facts)) return true;
  return false;
}
