import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCondition, compile, someFacts } from "./condition-arbitraries.ts";

const moscow = { region: "RU-MOW" };

describe("an explanation", () => {
  it("goes down to attribute, operator, expected and actual, through segments", () => {
    const condition = {
      birthYear: { $gte: 1990, $not: { $in: [1991, null] } },
      $nor: [{ $inSegment: "listeners" }],
      $or: [{ locale: null }, moscow],
    };
    expect(compile(condition).explain({ birthYear: 1991, platform: "ios", services: ["music"] })).toEqual({
      kind: "all",
      path: "$",
      matched: false,
      children: [
        {
          kind: "all",
          path: "$.birthYear",
          matched: false,
          children: [
            {
              kind: "leaf",
              path: "$.birthYear.$gte",
              matched: true,
              attribute: "birthYear",
              operator: "$gte",
              expected: 1990,
              actual: 1991,
            },
            {
              kind: "not",
              path: "$.birthYear.$not",
              matched: false,
              children: [
                {
                  kind: "all",
                  path: "$.birthYear.$not",
                  matched: true,
                  children: [
                    {
                      kind: "leaf",
                      path: "$.birthYear.$not.$in",
                      matched: true,
                      attribute: "birthYear",
                      operator: "$in",
                      expected: [1991, null],
                      actual: 1991,
                    },
                  ],
                },
              ],
            },
          ],
        },
        {
          kind: "none",
          path: "$.$nor",
          matched: false,
          children: [
            {
              kind: "all",
              path: "$.$nor[0]",
              matched: true,
              children: [
                {
                  kind: "any",
                  path: "$.$nor[0].$inSegment",
                  matched: true,
                  children: [
                    {
                      kind: "segment",
                      path: "$.$nor[0].$inSegment",
                      matched: true,
                      segment: "listeners",
                      children: [expect.objectContaining({ kind: "all", path: "$", matched: true })],
                    },
                  ],
                },
              ],
            },
          ],
        },
        {
          kind: "any",
          path: "$.$or",
          matched: true,
          children: [
            {
              kind: "all",
              path: "$.$or[0]",
              matched: true,
              children: [
                {
                  kind: "leaf",
                  path: "$.$or[0].locale",
                  matched: true,
                  attribute: "locale",
                  operator: "$eq",
                  expected: null,
                  actual: null,
                },
              ],
            },
            expect.objectContaining({ kind: "all", path: "$.$or[1]", matched: false }),
          ],
        },
      ],
    });
  });

  it("always says the same as the test, in plain JSON", () => {
    fc.assert(
      fc.property(anyCondition, someFacts, (condition, facts) => {
        const compiled = compile(condition);
        const trace = compiled.explain(facts);
        expect(trace.matched).toBe(compiled.test(facts));
        expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
      }),
      { numRuns: 2_000 },
    );
  });
});
