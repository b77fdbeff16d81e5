import {
  every,
  everyLeaf,
  isInheritedName,
  not,
  ownFact,
  positiveOf,
  some,
  someLeaf,
  type FactsTest,
  type Leaf,
} from "./condition-logic.ts";
import type { ConditionNode, GroupNode } from "./condition-node.ts";

/** The test that a checked condition stands for. It allocates nothing and never throws. */
export function compileNode(node: ConditionNode, segmentTest: (key: string) => FactsTest): FactsTest {
  return compilePlain(simplify(node, true), segmentTest);
}

/** A condition in which only single tests are negated, so that they stand side by side wherever they were written. */
type PlainNode =
  | { readonly kind: "all" | "any"; readonly children: readonly PlainNode[] }
  | { readonly kind: "segment"; readonly segment: string; readonly wanted: boolean }
  | ({ readonly kind: "leaf" } & Leaf);

/**
 * Moves negations down to single tests (De Morgan), takes groups out of groups of the same kind, and what stands alone
 * out of its group. `wanted` is false for what is to be negated.
 */
function simplify(node: ConditionNode, wanted: boolean): PlainNode {
  switch (node.kind) {
    case "leaf": {
      const { attribute, test } = node;
      const positive = positiveOf(test);
      return {
        kind: "leaf",
        attribute,
        ...(positive === undefined ? { test, wanted } : { test: positive, wanted: !wanted }),
      };
    }
    case "segment":
      return { kind: "segment", segment: node.segment, wanted };
    case "not":
      return simplify(node.child, !wanted);
    case "all":
      return joinPlain(wanted ? "all" : "any", node, wanted);
    case "any":
      return joinPlain(wanted ? "any" : "all", node, wanted);
    case "none":
      return joinPlain(wanted ? "all" : "any", node, !wanted);
  }
}

function joinPlain(kind: "all" | "any", group: GroupNode, wanted: boolean): PlainNode {
  const plain = group.children.map((child) => simplify(child, wanted));
  const children = plain.flatMap((child) => (child.kind === kind ? child.children : [child]));
  const [only, second] = children;
  return only !== undefined && second === undefined ? only : { kind, children };
}

function compilePlain(node: PlainNode, segmentTest: (key: string) => FactsTest): FactsTest {
  switch (node.kind) {
    case "leaf":
      return isInheritedName(node.attribute) ? readSafely(node) : everyLeaf([node]);
    case "segment":
      return node.wanted ? segmentTest(node.segment) : not(segmentTest(node.segment));
    case "all":
      return every(compileChildren(node.children, everyLeaf, segmentTest));
    case "any":
      return some(compileChildren(node.children, someLeaf, segmentTest));
  }
}

/** Leaves become one test, the first, as they are the cheapest; the order makes no difference to the outcome. */
function compileChildren(
  children: readonly PlainNode[],
  joinLeaves: (leaves: readonly Leaf[]) => FactsTest,
  segmentTest: (key: string) => FactsTest,
): readonly FactsTest[] {
  const leaves: Leaf[] = [];
  const others: FactsTest[] = [];
  for (const child of children) {
    if (child.kind === "leaf" && !isInheritedName(child.attribute)) leaves.push(child);
    else others.push(compilePlain(child, segmentTest));
  }
  return leaves.length === 0 ? others : [joinLeaves(leaves), ...others];
}

function readSafely({ attribute, test, wanted }: Leaf): FactsTest {
  return (facts) => test(ownFact(facts, attribute)) === wanted;
}
