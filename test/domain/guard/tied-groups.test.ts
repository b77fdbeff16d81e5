import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countGroups } from "../../../src/domain/guard/tied-groups.ts";

/** By joining one group with another until none shares a mark. */
function countSlowly(people: readonly (readonly string[])[]): number {
  const groups = people.map((marks) => [...marks]);
  for (;;) {
    const at = groups.findIndex((group) => groups.some((other) => other !== group && isJoined(group, other)));
    const [group] = at === -1 ? [] : groups.splice(at, 1);
    if (group === undefined) return groups.length;
    groups.find((other) => isJoined(group, other))?.push(...group);
  }
}

const isJoined = (one: readonly string[], other: readonly string[]) => one.some((mark) => other.includes(mark));

describe("people who share marks", () => {
  it("are one group, also by way of others, and whoever has none is one", () => {
    expect(countGroups([])).toBe(0);
    expect(countGroups([[], [], ["a"]])).toBe(3);
    expect(countGroups([["a"], ["b"], ["a", "b"]])).toBe(1);
    const marks = fc.array(fc.constantFrom(..."abcdefgh"), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 12 }), (people) => {
        expect(countGroups(people)).toBe(countSlowly(people));
      }),
      { numRuns: 1_000 },
    );
  });
});
