import type { MessageContext } from "./message-context.ts";
import type { NeighbourWish } from "./read-neighbours.ts";
import type { MessageScope, Understanding } from "./understanding.ts";

/** What is said in a neighbouring language is answered in it where there is a sentence for it, and else in Russian. */
export function judgeNeighbour(
  { intent, scope, tongue, evidence }: NeighbourWish,
  { shownTheme, meantByStop = { kind: "all" } }: MessageContext,
): Omit<Understanding, "mentions"> {
  const pointed: MessageScope = shownTheme === undefined ? meantByStop : { kind: "shown", key: shownTheme };
  return {
    intent,
    scope: scope === "shown" ? pointed : scope,
    certainty: "sure",
    language: "ru",
    tongue,
    reasons: [],
    evidence: [evidence],
  };
}
