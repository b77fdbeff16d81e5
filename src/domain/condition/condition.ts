/**
 * The condition language (docs/conditions.md): checked when it is written, compiled once to closures, pure. What a
 * condition means is in the table of `operator.ts`; `test` and `explain` are two views of the same checked condition.
 */
import type { AttributeDictionary, Facts } from "./attribute.ts";
import { compileNode, type FactsReading } from "./condition-compile.ts";
import type { FactsTest } from "./condition-logic.ts";
import { explainNode, type ConditionTrace } from "./condition-explain.ts";
import type { ConditionIssue } from "./condition-issue.ts";
import { NO_PINS, pinsOf, type Pins } from "./condition-pins.ts";
import { readCondition, type Reading } from "./condition-read.ts";
import type { CompilePattern } from "./operator-operand.ts";
import { fail, succeed, type Result } from "../result.ts";
import type { Json } from "../json.ts";

export type { ConditionTrace } from "./condition-explain.ts";
export type { ConditionIssue } from "./condition-issue.ts";
export type { CompilePattern } from "./operator-operand.ts";

/** A condition that was found sound and can be tried on people. */
export interface CompiledCondition {
  /** Whether the condition fits; never throws. */
  test(facts: Facts): boolean;
  /** What can be said while facts that are missing may still turn out to be anything. */
  readonly bounds: () => Bounds;
  /** The same answer as `test` with everything that led to it. */
  explain(facts: Facts): ConditionTrace;
  /** Every attribute that is read, by its segments too. */
  readonly attributes: ReadonlySet<string>;
  /** Every segment that is used, by its segments too. */
  readonly segments: ReadonlySet<string>;
  /** Values that attributes must have for the condition to fit, so that it need not be tested on everybody. */
  readonly pins: Pins;
}

/**
 * Three values in two tests: who does not even `may` is out whatever their missing facts are, who `must` is in; of the others
 * it is not known. They never throw.
 */
export interface Bounds {
  readonly may: FactsTest;
  readonly must: FactsTest;
}

/** What a condition may refer to. */
export interface ConditionContext {
  readonly attributes: AttributeDictionary;
  /** The segment of that key, already compiled. */
  segment(key: string): CompiledCondition | undefined;
  /** All keys, so that a typo can be met with a suggestion. */
  readonly segmentKeys?: Iterable<string>;
  readonly compilePattern: CompilePattern;
}

/** Checks a condition, parsed from JSON, and compiles it; refuses it naming everything that is wrong. */
export function compileCondition(
  condition: unknown,
  context: ConditionContext,
): Result<CompiledCondition, readonly ConditionIssue[]> {
  const { attributes, compilePattern, segmentKeys = [] } = context;
  const segment = (key: string) => context.segment(key);
  const segments = { has: (key: string) => segment(key) !== undefined, keys: () => segmentKeys };
  // The boundary: whatever turns out not to be JSON is refused like JSON of the wrong type.
  const reading = readCondition(condition as Json, { attributes, segments, compilePattern });
  return reading.issues.length > 0 ? fail(reading.issues) : succeed(linkCondition(reading, segment));
}

/** Makes a sound reading work, once the segments that it refers to do. */
export function linkCondition(
  { node, attributes, references }: Reading,
  segment: (key: string) => CompiledCondition | undefined,
): CompiledCondition {
  const used = new Map<string, CompiledCondition>();
  for (const { segment: key } of references) {
    const condition = segment(key);
    if (condition !== undefined) used.set(key, condition);
  }
  const linked = (key: string): CompiledCondition => used.get(key) ?? NOBODY;
  const read = (reading: FactsReading) =>
    compileNode(node, (key, way) => (way === "plain" ? linked(key).test : linked(key).bounds()[way]), reading);
  let bounds: Bounds | undefined;
  return {
    test: read("plain"),
    // Decisions, which load rulesets all the time, never need them.
    bounds: () => (bounds ??= { may: read("may"), must: read("must") }),
    explain: (facts) => explainNode(node, facts, (key) => linked(key).explain(facts)),
    attributes: new Set([...attributes, ...[...used.values()].flatMap((condition) => [...condition.attributes])]),
    segments: new Set([...used].flatMap(([key, condition]) => [key, ...condition.segments])),
    pins: pinsOf(node, (key) => linked(key).pins),
  };
}

/** A segment that is not there has no members. */
const NOBODY: CompiledCondition = {
  test: () => false,
  bounds: () => ({ may: () => true, must: () => false }),
  explain: () => ({ kind: "any", path: "$", matched: false, children: [] }),
  attributes: new Set(),
  segments: new Set(),
  pins: NO_PINS,
};
