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
import { withUnknown } from "./operator.ts";

/**
 * How a fact that is missing is taken. `plain`: it is missing, as the language says. `may` and `must`: it is not known yet; who
 * may fit does, or only who fits whatever it turns out to be.
 */
export type FactsReading = "plain" | "may" | "must";

const OPPOSITE: Readonly<Record<FactsReading, FactsReading>> = { plain: "plain", may: "must", must: "may" };

/** The test of a segment, read in one of the ways. */
export type SegmentTest = (key: string, reading: FactsReading) => FactsTest;

/** The test that a checked condition stands for. It allocates nothing and never throws. */
export function compileNode(node: ConditionNode, segmentTest: SegmentTest, reading: FactsReading = "plain"): FactsTest {
  return compilePlain(simplify(node, true), segmentTest, reading);
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

/** With only single tests negated, reading each of these so makes the whole so: Kleene's logic, in two tests. */
function compilePlain(node: PlainNode, segmentTest: SegmentTest, reading: FactsReading): FactsTest {
  switch (node.kind) {
    case "leaf":
      return isInheritedName(node.attribute)
        ? readSafely(readLeaf(node, reading))
        : everyLeaf([readLeaf(node, reading)]);
    case "segment":
      return node.wanted ? segmentTest(node.segment, reading) : not(segmentTest(node.segment, OPPOSITE[reading]));
    case "all":
      return every(compileChildren(node.children, everyLeaf, segmentTest, reading));
    case "any":
      return some(compileChildren(node.children, someLeaf, segmentTest, reading));
  }
}

function readLeaf({ attribute, test, wanted }: Leaf, reading: FactsReading): Leaf {
  if (reading === "plain") return { attribute, test, wanted };
  return { attribute, test: withUnknown(test, wanted === (reading === "may")), wanted };
}

/** Leaves become one test, the first, as they are the cheapest; the order makes no difference to the outcome. */
function compileChildren(
  children: readonly PlainNode[],
  joinLeaves: (leaves: readonly Leaf[]) => FactsTest,
  segmentTest: SegmentTest,
  reading: FactsReading,
): readonly FactsTest[] {
  const leaves: Leaf[] = [];
  const others: FactsTest[] = [];
  for (const child of children) {
    if (child.kind === "leaf" && !isInheritedName(child.attribute)) leaves.push(readLeaf(child, reading));
    else others.push(compilePlain(child, segmentTest, reading));
  }
  return leaves.length === 0 ? others : [joinLeaves(leaves), ...others];
}

function readSafely({ attribute, test, wanted }: Leaf): FactsTest {
  return (facts) => test(ownFact(facts, attribute)) === wanted;
}
