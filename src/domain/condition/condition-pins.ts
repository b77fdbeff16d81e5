import type { AttributeValue } from "./attribute.ts";
import type { ConditionNode, LeafNode } from "./condition-node.ts";

/**
 * By attribute: the values of which it must have one for the condition to fit. It holds for facts that are no lists; a
 * list may fit by one of its elements.
 */
export type Pins = ReadonlyMap<string, ReadonlySet<AttributeValue>>;

export const NO_PINS: Pins = new Map();

/** What a checked condition asks for in any case. */
export function pinsOf(node: ConditionNode, pinsOfSegment: (key: string) => Pins): Pins {
  switch (node.kind) {
    case "leaf":
      return pinsOfLeaf(node);
    case "segment":
      return pinsOfSegment(node.segment);
    case "all":
      return joinPins(node.children.map((child) => pinsOf(child, pinsOfSegment)));
    case "any":
      return sharedPins(node.children.map((child) => pinsOf(child, pinsOfSegment)));
    case "none":
    case "not":
      return NO_PINS;
  }
}

/** What has to hold if one of the conditions does: attributes that all of them pin. */
export function sharedPins([first = NO_PINS, ...others]: readonly Pins[]): Pins {
  return new Map(
    [...first].flatMap(([attribute, values]) => {
      const rest = others.map((pins) => pins.get(attribute));
      return rest.includes(undefined)
        ? []
        : [[attribute, new Set([values, ...rest].flatMap((some) => [...(some ?? [])]))] as const];
    }),
  );
}

/** What has to hold if all of the conditions do; of an attribute that several pin, the fewest values. */
function joinPins(all: readonly Pins[]): Pins {
  const joined = new Map<string, ReadonlySet<AttributeValue>>();
  for (const [attribute, values] of all.flatMap((pins) => [...pins])) {
    if (values.size < (joined.get(attribute)?.size ?? Infinity)) joined.set(attribute, values);
  }
  return joined;
}

/** `null` asks for what is not known, which is no value; what is spelt in several ways has no one value. */
function pinsOfLeaf({ attribute, operator, expected, isSpelt }: LeafNode): Pins {
  if (isSpelt) return NO_PINS;
  const wanted = operator === "$eq" ? [expected] : operator === "$in" && Array.isArray(expected) ? expected : [];
  const values = wanted.filter((value) => value !== null && typeof value !== "object");
  return values.length === 0 || values.length < wanted.length ? NO_PINS : new Map([[attribute, new Set(values)]]);
}
