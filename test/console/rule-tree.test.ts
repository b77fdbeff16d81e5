import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  SEGMENT_FIELD,
  toCondition,
  toRules,
  type Rule,
  type RuleGroup,
} from "../../src/console/audience/rule-tree.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { canonicalJson } from "../../src/domain/json-diff.ts";
import type { Condition } from "../../src/domain/condition/segment.ts";
import { anyCondition, compile, someFacts } from "../domain/condition/condition-arbitraries.ts";

const someRule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    field: fc.constant("platform"),
    operator: fc.constantFrom("$eq", "$ne"),
    value: fc.constantFrom("ios", "android"),
  }),
  fc.record({
    field: fc.constant("birthYear"),
    operator: fc.constantFrom("$gt", "$lte"),
    value: fc.integer({ min: 1990, max: 2000 }),
  }),
  fc.record({ field: fc.constant("region"), operator: fc.constant("$in"), value: fc.constant(["RU-MOW"]) }),
  fc.record({ field: fc.constant("roaming"), operator: fc.constantFrom("$eq", "$exists"), value: fc.boolean() }),
  fc.record({
    field: fc.constant(SEGMENT_FIELD),
    operator: fc.constantFrom("$inSegment", "$notInSegment"),
    value: fc.constantFrom("moscow", "young"),
  }),
);

const { group: someGroup } = fc.letrec<{ group: RuleGroup; node: Rule | RuleGroup }>((tie) => ({
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, someRule, tie("group")),
  group: fc.record({
    combinator: fc.constantFrom("and" as const, "or" as const),
    not: fc.boolean(),
    rules: fc.array(tie("node"), { minLength: 1, maxLength: 4 }),
  }),
}));

describe("the rule builder's view of a condition", () => {
  it("comes back as exactly the condition that it shows, or is not offered", () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const rules = toRules(condition);
        if (rules !== undefined) expect(canonicalJson(toCondition(rules))).toBe(canonicalJson(condition));
      }),
    );
  });

  it("can always show again what was built with it", () => {
    fc.assert(
      fc.property(someGroup, (group) => {
        expect(toRules(toCondition(group))).toBeDefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it("shows it again as well after a store has put its members into another order", () => {
    fc.assert(
      fc.property(someGroup, (group) => {
        const condition = toCondition(group);
        const sorted: Condition = JSON.parse(canonicalJson(condition));
        expect(toRules(sorted)).toBeDefined();
      }),
    );
  });

  it("means what its groups say, for everybody", () => {
    fc.assert(
      fc.property(someGroup, someFacts, (group, facts) => {
        const holds = (node: Rule | RuleGroup): boolean => {
          if (!("rules" in node)) return compile(toCondition({ combinator: "and", rules: [node] })).test(facts);
          const joined = node.combinator === "and" ? node.rules.every(holds) : node.rules.some(holds);
          return node.not === true ? !joined : joined;
        };
        expect(compile(toCondition(group)).test(facts)).toBe(holds(group));
      }),
    );
  });

  it("is offered for every audience that comes with Garland", () => {
    for (const { condition } of bundledDefinitions.segments) expect(toRules(condition)).toBeDefined();
  });

  it.each<Condition>([
    { locale: null },
    { platform: { $eq: "ios" } },
    { services: { $size: 2 } },
    { platform: { $not: { $eq: "ios" } } },
    { $inSegment: [] },
  ])("is not offered for %j, which it could not give back", (condition) => {
    expect(toRules(condition)).toBeUndefined();
  });
});
