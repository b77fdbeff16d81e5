import type { RuleCode } from "./rule-texts.ts";

/** What a schema says of a value that breaks one of its own rules: its code. The sentences stay where they are said. */
export function rule(code: RuleCode): string {
  return code;
}
