/** All rows of rules that a message is read by. A row can be left out: that shows what it decides. */
import type { RemarkRule } from "./clause-words.ts";
import { DOUBT_RULES, type DoubtRule } from "./find-doubt.ts";
import { OFF_DOUBT_RULES, type OffDoubtRule } from "./find-off-doubt.ts";
import { REMARK_RULES } from "./read-remarks.ts";
import type { RuleRow, WholeRule } from "./rule-row.ts";
import { TONGUE_RULE_ROWS, WHOLE_RULE_ROWS } from "./rules/whole-rules.ts";
import type { Tongue } from "./tongue.ts";
import { VERB_RULES, type VerbRule } from "./verb-rules.ts";

export interface MessageRules {
  readonly verbs: readonly VerbRule[];
  readonly remarks: readonly RemarkRule[];
  readonly doubts: readonly DoubtRule[];
  readonly offDoubts: readonly OffDoubtRule[];
  readonly wholes: readonly (RuleRow & { readonly rule: WholeRule })[];
  readonly tongues: readonly (RuleRow & { readonly rule: Tongue })[];
}

export const MESSAGE_RULES: MessageRules = {
  verbs: VERB_RULES,
  remarks: REMARK_RULES,
  doubts: DOUBT_RULES,
  offDoubts: OFF_DOUBT_RULES,
  wholes: WHOLE_RULE_ROWS,
  tongues: TONGUE_RULE_ROWS,
};
