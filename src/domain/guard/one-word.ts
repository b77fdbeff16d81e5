import type { NoiseSecret } from "../about.ts";
import type { AwaitCause, StartWord } from "../campaign/start-word.ts";
import type { Delivery } from "../campaign/campaign.ts";
import { isBeyondOneWord, MOST_ON_ONE_WORD } from "../condition/reach.ts";
import { drawAway, drawSecretly, type DrawnAmong } from "./draw-secretly.ts";

/** On whose word a guarded campaign runs; `awaited`: of one person, and nobody new gets it until a second has agreed. */
export type Words = "one" | "awaited" | "two";

export function wordsOf(word: StartWord): Words {
  if (word.kind === "two") return "two";
  return word.awaitedSince === undefined ? "one" : "awaited";
}

/** Why a second person is awaited; undefined if none is, or nobody kept it. */
export function causeOf(word: StartWord | undefined): AwaitCause | undefined {
  return word?.kind === "one" ? word.awaitedFor : undefined;
}

interface OneWordShare {
  readonly oneWordShare?: number;
}

/** Of all people, what one person may reach alone: as it was at the start, or as policy has made it stricter since. */
export function oneWordShareOf(
  { oneWordShare = MOST_ON_ONE_WORD }: OneWordShare,
  { oneWordShare: since = oneWordShare }: OneWordShare,
): number {
  return Math.min(oneWordShare, since);
}

/** A limit that holds what one person shows lies up to so many people, or up to such a part of them, below what they may reach. */
const EARLIER: DrawnAmong = { least: 4, each: 0.25 };

/**
 * As how many people those count that something has reached. That it is held everybody sees: whoever knew at which person would bring it
 * to the one before with accounts of their own, and see whether somebody's phone takes what they might have switched off. `place`,
 * from [0, 1), is drawn secretly for each start. Never fewer than they are, so nothing goes on for longer than is promised.
 */
export function countEarlier(reached: number, place: number): number {
  if (reached === 0) return 0;
  return reached + drawAway(place, reached, EARLIER);
}

/** The place of a start's limit, for guard and catalog alike. */
export function placeOfReach(secret: NoiseSecret, guard: string): number {
  return drawSecretly(secret, `${guard} reaches`);
}

/**
 * Whether a second person has to agree before anybody new gets a campaign. `people`: the population of now; undefined: it was
 * never counted. Of a campaign that was started before words were kept, one person can have wanted what was counted as few.
 */
export function needsSecond(
  plan: { readonly delivery: Delivery; readonly audienceSize: number } & OneWordShare,
  standing: { readonly words?: Words } & OneWordShare,
  exposed: number,
  people: number | undefined,
  place = 0,
): boolean {
  const { delivery, audienceSize } = plan;
  const { words } = standing;
  const share = oneWordShareOf(plan, standing);
  if (delivery === "opt-in" || words === "two") return false;
  if (words === "awaited") return true;
  if (people === undefined || !isBeyondOneWord(countEarlier(exposed, place), people, share)) return false;
  return words === "one" || !isBeyondOneWord(audienceSize, people, share);
}

/** Why a second person is needed, as far as it is known. */
export function whySecond(
  plan: OneWordShare,
  standing: { readonly words?: Words; readonly awaitedFor?: AwaitCause } & OneWordShare,
): AwaitCause | undefined {
  const { words, awaitedFor } = standing;
  return words === "awaited" ? awaitedFor : { code: "reach", share: oneWordShareOf(plan, standing) };
}

/** To how many people a guard's campaign has come unasked, as it told the catalog last. */
export interface ToldReach {
  readonly reached: number;
  readonly at: number;
  /** Of the guard's order then. */
  readonly revision: number;
}

/** What one person shows by several campaigns is added up by the catalog, so each guard tells it so soon what is new. */
export const TELL_AGAIN_MS = 60_000;
const TELL_ANYWAY_MS = 3_600_000;
/** Of what one person may reach: so much more is told at once. */
const TOLD_PART = 0.1;

/**
 * Whether the catalog is to be told how many a campaign has reached. Each hour also where it knows: it
 * may have been put back from an older file.
 */
export function isReachToTell(
  plan: { readonly delivery: Delivery } & OneWordShare,
  standing: { readonly words?: Words } & OneWordShare,
  { reached, people, revision }: { readonly reached: number; readonly people?: number; readonly revision: number },
  told: ToldReach | undefined,
  now: number,
): boolean {
  const { delivery } = plan;
  const { words } = standing;
  // Two people's word has a bound as well: about as many as they agreed to.
  if (delivery === "opt-in" || words === undefined || reached === 0) return false;
  if (told === undefined || told.revision !== revision) return true;
  const since = Math.abs(now - told.at);
  const more = reached - told.reached;
  const isMuch = people !== undefined && more >= TOLD_PART * oneWordShareOf(plan, standing) * people;
  return since >= TELL_ANYWAY_MS || (more > 0 && (isMuch || since >= TELL_AGAIN_MS));
}
