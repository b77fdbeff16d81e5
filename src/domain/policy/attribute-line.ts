import type { AttributeDefinition, AttributeOption } from "../condition/attribute.ts";
import type { Label } from "../label.ts";

/** What an attribute is made of besides its names. */
const FACTS = ["type", "source", "minimum", "maximum", "household"] as const;

export type AttributeFact = (typeof FACTS)[number];

type FactValue = string | number | boolean;

interface OfAttribute {
  readonly attribute: string;
  readonly label?: Label;
}

/** One thing that a proposal changes of an attribute. */
export type AttributeLine =
  /** It is declared for this, from now on; null: for nothing that is said. */
  | (OfAttribute & { readonly code: "purpose-stated"; readonly purpose: Label | null; readonly from?: Label })
  /** Null: nothing is said of it. */
  | (OfAttribute & {
      readonly code: "attribute-fact";
      readonly fact: AttributeFact;
      readonly from: FactValue | null;
      readonly to: FactValue | null;
    })
  | (OfAttribute & {
      readonly code: "attribute-values";
      readonly more: readonly AttributeOption[];
      readonly less: readonly AttributeOption[];
    })
  | (OfAttribute & { readonly code: "value-changed"; readonly from: AttributeOption; readonly to: AttributeOption });

/** All that is said of a new attribute besides its names, or that is said otherwise of one that there is. */
export function listAttributeLines(
  before: AttributeDefinition | undefined,
  after: AttributeDefinition,
): readonly AttributeLine[] {
  const of = { attribute: after.key, label: after.label };
  const [old, purpose = null] = [before?.purpose, after.purpose];
  const stated: AttributeLine[] = isAlike(old, purpose ?? undefined)
    ? []
    : [{ code: "purpose-stated", ...of, purpose, ...(old === undefined ? {} : { from: old }) }];
  const facts = FACTS.flatMap((fact): AttributeLine[] => {
    const [from, to] = [before?.[fact] ?? null, after[fact] ?? null];
    return from === to ? [] : [{ code: "attribute-fact", ...of, fact, from, to }];
  });
  return [...facts, ...linesOfValues(of, before?.values ?? [], after.values ?? []), ...stated];
}

function linesOfValues(
  of: OfAttribute,
  before: readonly AttributeOption[],
  after: readonly AttributeOption[],
): readonly AttributeLine[] {
  const old = new Map(before.map((option) => [option.value, option]));
  const kept = new Set(after.map(({ value }) => value));
  const more = after.filter(({ value }) => !old.has(value));
  const less = before.filter(({ value }) => !kept.has(value));
  const changed = after.flatMap((to): AttributeLine[] => {
    const from = old.get(to.value);
    const isKept = from === undefined || (isAlike(from.label, to.label) && from.zone === to.zone);
    return isKept ? [] : [{ code: "value-changed", ...of, from, to }];
  });
  const isOther = more.length > 0 || less.length > 0;
  return [...(isOther ? [{ code: "attribute-values", ...of, more, less } as const] : []), ...changed];
}

function isAlike(one: Label | undefined, other: Label | undefined): boolean {
  return one?.ru === other?.ru && one?.en === other?.en;
}
