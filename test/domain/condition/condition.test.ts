import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition } from "../../../src/domain/condition/condition.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { anyCondition, ATTRIBUTES, compile, hostileKey, hostileValue, someFacts } from "./condition-arbitraries.ts";

const ios = { platform: "ios" };
const moscow = { region: "RU-MOW" };
const both = { ...ios, ...moscow };
const neither = { platform: "android", region: "RU-SPE" };

/** Which of four people a condition fits: on iOS, in Moscow, both, neither. */
function audienceOf(condition: unknown): string {
  const { test } = compile(condition);
  return [ios, moscow, both, neither].map((facts) => (test(facts) ? "x" : ".")).join("");
}

describe("conditions joined", () => {
  it.each<[condition: unknown, audience: string, why: string]>([
    [{}, "xxxx", "nothing is asked"],
    [both, "..x.", "all members must hold"],
    [{ $and: [ios, moscow] }, "..x.", "all of the list"],
    [{ $or: [ios, moscow] }, "xxx.", "one of the list"],
    [{ $nor: [ios, moscow] }, "...x", "none of the list"],
    [{ $not: both }, "xx.x", "not the whole"],
    [{ $nor: [ios] }, ".x.x", "none of one"],
    [{ $or: [ios] }, "x.x.", "one of one"],
    [{ $or: [{}, ios] }, "xxxx", "nothing is asked by one of them"],
    [{ $and: [{}, {}] }, "xxxx", "nothing is asked by all"],
    [{ $nor: [{}] }, "....", "nobody escapes"],
    [{ $or: [{ $or: [ios] }, { $and: [moscow] }] }, "xxx.", "or inside or"],
    [{ $and: [{ $and: [ios] }, { $and: [{ $and: [moscow] }] }] }, "..x.", "and inside and"],
    [{ $and: [{ $or: [ios, moscow] }, { $nor: [both] }] }, "xx..", "exactly one"],
    [{ ...ios, $or: [moscow, { $not: moscow }] }, "x.x.", "beside a member"],
    [{ $inSegment: "moscow" }, ".xx.", "in a segment"],
    [{ $notInSegment: "moscow" }, "x..x", "not in a segment"],
    [{ $inSegment: ["moscow", "young"] }, ".xx.", "in one of several"],
    [{ $notInSegment: ["moscow", "young"] }, "x..x", "in none of several"],
    [{ $inSegment: "moscow", platform: "ios" }, "..x.", "in a segment, beside a member"],
  ])("%j fits %s: %s", (condition, audience) => {
    expect(audienceOf(condition)).toBe(audience);
  });

  it.each([1, 2, 3, 4, 5, 6, 9, 17])("%i alternatives, or %i demands, are all looked at", (count) => {
    const years = Array.from({ length: count }, (_, index) => 1950 + index);
    const either = compile({ $or: years.map((birthYear) => ({ birthYear })) });
    const neither = compile({ $nor: years.map((birthYear) => ({ birthYear })) });
    const eachOne = compile({ $and: years.map((birthYear) => ({ birthYear: { $ne: birthYear } })) });
    const nestedEither = compile({ $or: years.map((birthYear) => ({ birthYear, locale: "ru-RU" })) });
    const nestedEach = compile({ $and: years.map((birthYear) => ({ $nor: [{ birthYear }, { locale: "de" }] })) });
    for (const birthYear of [...years, 1949]) {
      const listed = birthYear !== 1949;
      const facts = { birthYear, locale: "ru-RU" };
      expect(either.test(facts)).toBe(listed);
      expect(neither.test(facts)).toBe(!listed);
      expect(eachOne.test(facts)).toBe(!listed);
      expect(nestedEither.test(facts)).toBe(listed);
      expect(nestedEach.test(facts)).toBe(!listed);
    }
  });

  it("names all attributes and segments that it depends on, its segments' too", () => {
    const { attributes, segments } = compile({ locale: "ru-RU", $inSegment: "young-listeners", $not: moscow });
    expect([...attributes].sort()).toEqual(["birthYear", "locale", "platform", "region", "services"]);
    expect([...segments].sort()).toEqual(["listeners", "young", "young-listeners"]);
  });

  it("never reads what a fact inherits", () => {
    const known = compile({ constructor: { $exists: true } });
    expect(known.test({})).toBe(false);
    expect(known.test({ constructor: "a" })).toBe(true);
    const pair = { $or: [{ constructor: "a" }, ios] };
    expect(audienceOf(pair)).toBe("x.x.");
    expect(compile(pair).test({ constructor: "a" })).toBe(true);
  });
});

describe("a decision", () => {
  it("never fails, whatever the facts are", () => {
    const hostileFacts = fc.dictionary(hostileKey, hostileValue, { maxKeys: 6 }) as fc.Arbitrary<never>;
    fc.assert(
      fc.property(anyCondition, hostileFacts, (condition, facts) => {
        const compiled = compile(condition);
        expect(typeof compiled.test(facts)).toBe("boolean");
        expect(compiled.explain(facts).matched).toBe(compiled.test(facts));
      }),
      { numRuns: 2_000 },
    );
  });

  it("changes neither the condition nor the facts", () => {
    fc.assert(
      fc.property(anyCondition, someFacts, (condition, facts) => {
        const before = JSON.stringify([condition, facts]);
        const compiled = compile(condition);
        compiled.test(facts);
        compiled.explain(facts);
        expect(JSON.stringify([condition, facts])).toBe(before);
      }),
    );
  });

  it("finds nobody in a segment that has vanished since", () => {
    const answers = [compile({})];
    const result = compileCondition(
      { $inSegment: "fleeting" },
      { attributes: ATTRIBUTES, segment: () => answers.pop(), compilePattern: compileLinearPattern },
    );
    expect(result.ok && result.value.test({})).toBe(false);
    expect(result.ok && result.value.explain({}).matched).toBe(false);
  });
});
