import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { lexiconOf } from "../../src/domain/message/lexicon.ts";
import { understandMessage } from "../../src/domain/message/understand-message.ts";
import type { Intent, Understanding } from "../../src/domain/message/understanding.ts";

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);

/** A message with what a person would make of it. `act`: "none", "undo", or such as "off theme:hearts". */
export interface Example {
  readonly text: string;
  readonly intent: Intent;
  readonly act: string;
  /** The theme that the person sees. */
  readonly shown: string | null;
  /** Written where nobody but Garland is written to: it names nothing, and means what is shown there only. */
  readonly ours?: boolean;
}

export function hear(text: string, shown: string | null, isOurs = false): Understanding {
  return understandMessage(text, { lexicon, isOurs, ...(shown !== null && { shownTheme: shown }) });
}

/** What would be done about it, in the words of `Example.act`. */
export function actOf({ also = [], ...heard }: Understanding): string {
  const first = actIn(heard);
  return first === "none" ? first : [first, ...also.map((one) => actIn({ ...one, certainty: "sure" }))].join(", ");
}

function actIn({ intent, certainty, scope }: Pick<Understanding, "intent" | "certainty" | "scope">): string {
  if (certainty !== "sure") return "none";
  if (intent === "undo") return "undo";
  if ((intent !== "switch-off" && intent !== "switch-on") || scope === undefined || scope.kind === "unknown")
    return "none";
  const direction = intent === "switch-off" ? "off" : "on";
  if (scope.kind === "all" || scope.kind === "gifts") return `${direction} ${scope.kind}`;
  return `${direction} ${scope.kind === "category" ? "category" : "theme"}:${scope.key}`;
}
