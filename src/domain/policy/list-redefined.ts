import type { PartName } from "../campaign/parts.ts";
import type { AttributeDefinition } from "../condition/attribute.ts";
import { isSame, type PolicyChange } from "./policy-change.ts";

/** The attributes that mean something else, or nothing, after these changes; not those that are only called otherwise. */
export function listRedefined(changes: readonly PolicyChange[]): ReadonlySet<PartName> {
  const redefined = changes.flatMap((change): readonly PartName[] => {
    if (change.kind !== "attribute") return [];
    const [before, after] = [meaningOf(change.before), meaningOf(change.after)];
    return before !== undefined && after !== undefined && isSame(before, after) ? [] : [`attribute/${change.key}`];
  });
  return new Set(redefined);
}

function meaningOf(attribute: AttributeDefinition | undefined): object | undefined {
  if (attribute === undefined) return undefined;
  const { label: _label, purpose: _purpose, values, ...rest } = attribute;
  return values === undefined ? rest : { ...rest, values: values.map(({ label: _option, ...option }) => option) };
}
