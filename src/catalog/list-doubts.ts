import { weighAttribute } from "../contract/forbidden-attributes.ts";
import type { PolicyChange } from "../domain/policy/policy-change.ts";
import type { PolicyLine } from "../domain/policy/policy-line.ts";

/** Attributes of a proposal whose names could be about what the law protects: whoever carries it has to read that. */
export function listDoubts(changes: readonly PolicyChange[]): readonly PolicyLine[] {
  return changes.flatMap((change): readonly PolicyLine[] => {
    if (change.kind !== "attribute" || change.after === undefined) return [];
    const weighed = weighAttribute(change.after);
    if (weighed.kind !== "doubtful") return [];
    return [{ code: "doubtful-attribute", attribute: change.key, text: weighed.text, about: weighed.about }];
  });
}
