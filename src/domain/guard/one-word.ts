import type { AwaitCause, StartWord } from "../campaign/start-word.ts";
import type { Delivery } from "../campaign/campaign.ts";
import { isBeyondOneWord, MOST_ON_ONE_WORD } from "../condition/reach.ts";

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

/**
 * Whether a second person has to agree before anybody new gets a campaign. `people`: the population of now; undefined: it was
 * never counted. Of a campaign that was started before words were kept, one person can have wanted what was counted as few.
 */
export function needsSecond(
  {
    delivery,
    audienceSize,
    oneWordShare,
  }: { readonly delivery: Delivery; readonly audienceSize: number; readonly oneWordShare?: number },
  { words }: { readonly words?: Words },
  exposed: number,
  people: number | undefined,
): boolean {
  if (delivery === "opt-in" || words === "two") return false;
  if (words === "awaited") return true;
  if (people === undefined || !isBeyondOneWord(exposed, people, oneWordShare)) return false;
  return words === "one" || !isBeyondOneWord(audienceSize, people, oneWordShare);
}

/** Why a second person is needed, as far as it is known. */
export function whySecond(
  { oneWordShare = MOST_ON_ONE_WORD }: { readonly oneWordShare?: number },
  { words, awaitedFor }: { readonly words?: Words; readonly awaitedFor?: AwaitCause },
): AwaitCause | undefined {
  return words === "awaited" ? awaitedFor : { code: "reach", share: oneWordShare };
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
 * Whether the catalog is to be told how many a campaign on one person's word has reached. Each hour also where it knows: it
 * may have been put back from an older file.
 */
export function isReachToTell(
  { delivery, oneWordShare = MOST_ON_ONE_WORD }: { readonly delivery: Delivery; readonly oneWordShare?: number },
  { words }: { readonly words?: Words },
  { reached, people, revision }: { readonly reached: number; readonly people?: number; readonly revision: number },
  told: ToldReach | undefined,
  now: number,
): boolean {
  if (delivery === "opt-in" || (words !== "one" && words !== "awaited") || reached === 0) return false;
  if (told === undefined || told.revision !== revision) return true;
  const since = Math.abs(now - told.at);
  const more = reached - told.reached;
  const isMuch = people !== undefined && more >= TOLD_PART * oneWordShare * people;
  return since >= TELL_ANYWAY_MS || (more > 0 && (isMuch || since >= TELL_AGAIN_MS));
}
