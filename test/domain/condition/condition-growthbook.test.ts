import { readFileSync } from "node:fs";
import { evalCondition } from "@growthbook/growthbook";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Facts } from "../../../src/domain/condition/attribute.ts";
import type { Condition } from "../../../src/domain/condition/segment.ts";
import type { Json } from "../../../src/domain/json.ts";
import { commonCondition, compile, SEGMENT_CONDITIONS, someFacts, tryCompile } from "./condition-arbitraries.ts";

type GrowthBookCondition = Parameters<typeof evalCondition>[1];

/** A condition as GrowthBook writes it: it has saved groups for segments. */
function translate(condition: Condition): GrowthBookCondition {
  const parts = Object.entries(condition).map(([key, operand]) => translateMember(key, operand));
  return "$inSegment" in condition || "$notInSegment" in condition ? { $and: parts } : Object.assign({}, ...parts);
}

function translateMember(key: string, operand: Json): GrowthBookCondition {
  const operands = [operand].flat() as Condition[];
  switch (key) {
    case "$and":
    case "$or":
    case "$nor":
      return { [key]: operands.map(translate) };
    case "$not":
      return { $not: translate(operand as Condition) };
    case "$inSegment":
      return { $or: operands.map((id) => ({ $savedGroup: { id: String(id) } })) };
    case "$notInSegment":
      return { $nor: operands.map((id) => ({ $savedGroup: { id: String(id) } })) };
    default:
      return { [key]: operand };
  }
}

const savedGroups = Object.fromEntries(
  Object.entries(SEGMENT_CONDITIONS).map(([key, condition]) => [
    key,
    { type: "condition" as const, condition: translate(condition) },
  ]),
);

function askGrowthBook(condition: Condition, facts: Facts): boolean {
  return evalCondition(facts, translate(condition), savedGroups);
}

describe("beside GrowthBook's own evaluator", () => {
  // It reports unknown operators there.
  beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
  afterEach(() => vi.restoreAllMocks());

  it("every condition of the common language gives the same answer", () => {
    const answers = { true: 0, false: 0 };
    fc.assert(
      fc.property(commonCondition, fc.array(someFacts, { minLength: 4, maxLength: 4 }), (condition, people) => {
        const compiled = compile(condition);
        for (const facts of people) {
          const answer = compiled.test(facts);
          expect(answer, `${JSON.stringify(condition)} of ${JSON.stringify(facts)}`).toBe(
            askGrowthBook(condition, facts),
          );
          answers[`${answer}`]++;
        }
      }),
      { numRuns: 2_500 },
    );
    // The answers must not all be the easy ones.
    expect(answers.true).toBeGreaterThan(2_000);
    expect(answers.false).toBeGreaterThan(2_000);
  });

  it.each(documentedDifferences())(
    "differs on purpose: $condition of $facts",
    ({ condition, facts, growthBook, garland }) => {
      const theirs = askGrowthBook(condition, facts);
      const compiled = tryCompile(condition);
      expect(theirs).toBe(growthBook);
      expect("test" in compiled ? compiled.test(facts) : "refused").toBe(garland);
      expect(garland).not.toBe(growthBook);
    },
  );

  it("the manual lists its differences in a table", () => {
    expect(documentedDifferences().length).toBeGreaterThan(25);
  });
});

/** The rows of the tables under "Differences from GrowthBook", which the manual promises to be complete. */
function documentedDifferences() {
  const manual = readFileSync(new URL("../../../docs/conditions.md", import.meta.url), "utf8");
  const [, differences = ""] = manual.split("## Differences from GrowthBook");
  const rows = differences.matchAll(
    /^\| `(?<condition>.+?)` +\| `(?<facts>.+?)` +\| (?<theirs>\S+) +\| (?<ours>\S+) +\|/gm,
  );
  return Array.from(rows, ({ groups = {} }) => ({
    condition: JSON.parse(groups.condition ?? "") as Condition,
    facts: JSON.parse(groups.facts ?? "") as Facts,
    growthBook: groups.theirs === "yes",
    garland: groups.ours === "refused" ? "refused" : groups.ours === "yes",
  }));
}
