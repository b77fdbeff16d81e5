import type { AttributeValue, Facts } from "./attribute.ts";
import { ownFact } from "./condition-logic.ts";
import type { ConditionNode, GroupKind } from "./condition-node.ts";
import type { OperatorName } from "./operator.ts";
import type { Json } from "../json.ts";

/** How a condition, and everything in it, turned out for one person. Plain JSON. */
export type ConditionTrace = GroupTrace | SegmentTrace | LeafTrace;

interface Traced {
  readonly path: string;
  readonly matched: boolean;
}

/** `not` has one child; `all` of nothing matches. */
export interface GroupTrace extends Traced {
  readonly kind: GroupKind | "not";
  readonly children: readonly ConditionTrace[];
}

export interface SegmentTrace extends Traced {
  readonly kind: "segment";
  readonly segment: string;
  /** The segment's own condition; its paths start anew. */
  readonly children: readonly ConditionTrace[];
}

export interface LeafTrace extends Traced {
  readonly kind: "leaf";
  readonly attribute: string;
  readonly operator: OperatorName;
  /** The operand as written. */
  readonly expected: Json;
  /** `null`: not known. */
  readonly actual: AttributeValue | null;
}

/** Tries every part, even where the first would have settled the matter. */
export function explainNode(
  node: ConditionNode,
  facts: Facts,
  explainSegment: (key: string) => ConditionTrace,
): ConditionTrace {
  const { path } = node;
  switch (node.kind) {
    case "leaf": {
      const { kind, attribute, operator, expected, test } = node;
      const actual = ownFact(facts, attribute);
      return { kind, path, matched: test(actual), attribute, operator, expected, actual: actual ?? null };
    }
    case "segment": {
      const child = explainSegment(node.segment);
      return { kind: node.kind, path, matched: child.matched, segment: node.segment, children: [child] };
    }
    case "not": {
      const child = explainNode(node.child, facts, explainSegment);
      return { kind: node.kind, path, matched: !child.matched, children: [child] };
    }
    default: {
      const children = node.children.map((child) => explainNode(child, facts, explainSegment));
      return { kind: node.kind, path, matched: JOIN[node.kind](children), children };
    }
  }
}

const JOIN: Readonly<Record<GroupKind, (children: readonly ConditionTrace[]) => boolean>> = {
  all: (children) => children.every((child) => child.matched),
  any: (children) => children.some((child) => child.matched),
  none: (children) => !children.some((child) => child.matched),
};
