import type { StartWord } from "../campaign/start-word.ts";
import type { Delivery } from "../campaign/campaign.ts";
import { isBeyondOneWord } from "../condition/reach.ts";

/** On whose word a guarded campaign runs; `awaited`: of one person, and nobody new gets it until a second has agreed. */
export type Words = "one" | "awaited" | "two";

export function wordsOf(word: StartWord): Words {
  if (word.kind === "two") return "two";
  return word.awaitedSince === undefined ? "one" : "awaited";
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
