import type { AttributeDefinition } from "./attribute.ts";
import type { Label } from "../label.ts";

/** The regions that the dictionary knows, as people call them. */
export function regionLabels(
  attributes: readonly Pick<AttributeDefinition, "key" | "values">[],
): readonly { readonly key: string; readonly label: Label }[] {
  const values = attributes.find(({ key }) => key === "region")?.values ?? [];
  return values.map(({ value, label }) => ({ key: value, label }));
}
