/** Every row of the reader's rules, and how a message is read with and without it. */
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { lexiconOf } from "../../src/domain/message/lexicon.ts";
import type { MessageContext } from "../../src/domain/message/message-context.ts";
import { MESSAGE_RULES, type MessageRules } from "../../src/domain/message/message-rules.ts";
import type { RuleRow, RuleSample } from "../../src/domain/message/rule-row.ts";
import { understandMessage } from "../../src/domain/message/understand-message.ts";
import type { MessageScope, Understanding } from "../../src/domain/message/understanding.ts";
import { actOf } from "./hear.ts";

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);
const SENSITIVE: ReadonlySet<string> = new Set(["hearts", "romance"]);

/** As the product reads for somebody whose last word was an `out`. */
const contextOf = ({ shown, asked, undoes = { value: "out", scope: "all" } }: RuleSample): MessageContext => ({
  lexicon,
  undoes,
  isSensitive: (scope: MessageScope) => "key" in scope && SENSITIVE.has(scope.key),
  ...(shown !== undefined && { shownTheme: shown }),
  ...(asked !== undefined && { asked }),
});

export const readSample = (sample: RuleSample, rules: MessageRules = MESSAGE_RULES): Understanding =>
  understandMessage(sample.text, contextOf(sample), rules);

/** What a reading comes to, whichever rules led to it. */
export function gistOf(heard: Understanding): string {
  const act = actOf(heard);
  const asked = heard.certainty === "sure" ? "" : "?";
  const scope = heard.scope === undefined ? "" : "key" in heard.scope ? heard.scope.key : heard.scope.kind;
  return act === "none" ? [`${heard.intent}${asked}`, scope].filter(Boolean).join(" ") : act;
}

interface PlacedRow {
  readonly group: keyof MessageRules;
  readonly row: RuleRow;
  /** All rules but this one. */
  readonly without: MessageRules;
}

const GROUPS = [
  "verbs",
  "remarks",
  "doubts",
  "offDoubts",
  "wholes",
  "tongues",
] as const satisfies readonly (keyof MessageRules)[];

const leaveOut = <Row>(rows: readonly Row[], row: unknown): readonly Row[] => rows.filter((one) => one !== row);

export const listRows = (): readonly PlacedRow[] =>
  GROUPS.flatMap((group) =>
    MESSAGE_RULES[group].map((row: RuleRow) => ({
      group,
      row,
      without: { ...MESSAGE_RULES, [group]: leaveOut<RuleRow>(MESSAGE_RULES[group], row) },
    })),
  );
