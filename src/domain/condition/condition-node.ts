import type { Leaf } from "./condition-logic.ts";
import type { OperatorName } from "./operator.ts";
import type { Json } from "../json.ts";

/** A condition after it was read and checked, before it becomes a function. */
export type ConditionNode = GroupNode | NotNode<ConditionNode> | SegmentNode | LeafNode;

/** What a condition says about a single value. */
export type ValueNode = AllNode<ValueNode> | NotNode<ValueNode> | LeafNode;

export type GroupKind = "all" | "any" | "none";

export interface GroupNode {
  readonly kind: GroupKind;
  readonly path: string;
  readonly children: readonly ConditionNode[];
}

export interface AllNode<Child> {
  readonly kind: "all";
  readonly path: string;
  readonly children: readonly Child[];
}

export interface NotNode<Child> {
  readonly kind: "not";
  readonly path: string;
  readonly child: Child;
}

/** Being a member of another segment. */
export interface SegmentNode {
  readonly kind: "segment";
  readonly path: string;
  readonly segment: string;
}

/** One operator applied to one attribute. */
export interface LeafNode extends Omit<Leaf, "wanted"> {
  readonly kind: "leaf";
  readonly path: string;
  readonly operator: OperatorName;
  /** The operand as written. */
  readonly expected: Json;
  /** The fact may be spelt otherwise than the operand. */
  readonly isSpelt: boolean;
}
