import {
  every,
  everyLeaf,
  isInheritedName,
  not,
  ownFact,
  some,
  someLeaf,
  type FactsTest,
  type Leaf,
} from "./condition-logic.ts";
import type { ConditionNode } from "./condition-node.ts";

/** The test that a checked condition stands for. It allocates nothing and never throws. */
export function compileNode(node: ConditionNode, segmentTest: (key: string) => FactsTest): FactsTest {
  return compileSimple(simplify(node), segmentTest);
}

function compileSimple(node: ConditionNode, segmentTest: (key: string) => FactsTest): FactsTest {
  switch (node.kind) {
    case "leaf":
      return isInheritedName(node.attribute) ? readSafely(node) : everyLeaf([node]);
    case "segment":
      return segmentTest(node.segment);
    case "not":
      return not(compileSimple(node.child, segmentTest));
    case "all":
      return every(compileChildren(node.children, everyLeaf, segmentTest));
    case "any":
      return some(compileChildren(node.children, someLeaf, segmentTest));
    case "none":
      return not(some(compileChildren(node.children, someLeaf, segmentTest)));
  }
}

/** Leaves become one test, the first, as they are the cheapest; the order makes no difference to the outcome. */
function compileChildren(
  children: readonly ConditionNode[],
  joinLeaves: (leaves: readonly Leaf[]) => FactsTest,
  segmentTest: (key: string) => FactsTest,
): readonly FactsTest[] {
  const leaves: Leaf[] = [];
  const others: FactsTest[] = [];
  for (const child of children) {
    if (child.kind === "leaf" && !isInheritedName(child.attribute)) leaves.push(child);
    else others.push(compileSimple(child, segmentTest));
  }
  return leaves.length === 0 ? others : [joinLeaves(leaves), ...others];
}

/** Takes groups out of groups of the same kind, and single conditions out of groups. */
function simplify(node: ConditionNode): ConditionNode {
  if (node.kind === "not") return { ...node, child: simplify(node.child) };
  if (node.kind === "leaf" || node.kind === "segment") return node;
  const absorbed = node.kind === "all" ? "all" : "any";
  const children = node.children.map(simplify).flatMap((child) => (child.kind === absorbed ? child.children : [child]));
  const [only, second] = children;
  return only !== undefined && second === undefined && node.kind !== "none" ? only : { ...node, children };
}

function readSafely({ attribute, test }: Leaf): FactsTest {
  return (facts) => test(ownFact(facts, attribute));
}
