import fc from "fast-check";
import { expect, it } from "vitest";
import { anyCondition, compile, someFacts } from "./condition-arbitraries.ts";

it("whomever a condition fits has one of the values that it pins", () => {
  fc.assert(
    fc.property(anyCondition, someFacts, (condition, facts) => {
      const { pins, test } = compile(condition);
      if (!test(facts)) return;
      for (const [attribute, values] of pins) {
        const fact = Object.hasOwn(facts, attribute) ? facts[attribute] : undefined;
        if (typeof fact !== "object") expect(values).toContain(fact);
      }
    }),
    { numRuns: 3_000 },
  );
});

it.each<[condition: unknown, pins: Readonly<Record<string, readonly unknown[]>>]>([
  [{}, {}],
  [
    { region: "RU-MOW", platform: "ios" },
    { region: ["RU-MOW"], platform: ["ios"] },
  ],
  [{ region: { $in: ["RU-MOW", "RU-SPE"] } }, { region: ["RU-MOW", "RU-SPE"] }],
  [{ region: { $in: ["RU-MOW", null] } }, {}],
  [{ region: null }, {}],
  [{ region: { $ne: "RU-MOW" } }, {}],
  [{ $nor: [{ region: "RU-MOW" }] }, {}],
  [{ $or: [{ region: "RU-MOW", platform: "ios" }, { region: "RU-SPE" }] }, { region: ["RU-MOW", "RU-SPE"] }],
  [{ $or: [{ region: "RU-MOW" }, { platform: "ios" }] }, {}],
  [{ $and: [{ region: { $in: ["RU-MOW", "RU-SPE"] } }, { region: "RU-SPE" }] }, { region: ["RU-SPE"] }],
  [
    { $inSegment: "moscow", birthYear: 1990 },
    { region: ["RU-MOW"], birthYear: [1990] },
  ],
  [{ $notInSegment: "moscow" }, {}],
])("%j pins %j", (condition, pins) => {
  const found = Object.fromEntries([...compile(condition).pins].map(([key, values]) => [key, [...values]]));
  expect(found).toEqual(pins);
});
