import type { AttributeDefinition } from "../../domain/condition/attribute.ts";
import { compileSegments } from "../../domain/condition/compile-segments.ts";
import { fail } from "../../domain/result.ts";
import type { Segment } from "../../domain/condition/segment.ts";

/**
 * Whether the rule, as it is written now, matches each of its examples; undefined while that can't be said here: the
 * rule is not sound yet, or it searches for patterns, which only the service can.
 */
export function judgeExamples(
  segment: Segment,
  others: readonly Segment[],
  attributes: readonly AttributeDefinition[],
): readonly (boolean | undefined)[] {
  const dictionary = new Map(attributes.map((attribute) => [attribute.key, attribute]));
  const compiled = compileSegments([...others, segment], dictionary, () => fail("only the service searches patterns"));
  const condition = compiled.ok ? compiled.value.get(segment.key) : undefined;
  return segment.examples.map(({ attributes: facts }) => condition?.test(facts));
}
