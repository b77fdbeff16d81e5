import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  checkExamples,
  compileSegments,
  MAXIMUM_CHAIN,
  type SegmentIssue,
} from "../../../src/domain/condition/compile-segments.ts";
import type { CompiledCondition } from "../../../src/domain/condition/condition.ts";
import type { Condition, Segment, SegmentExample } from "../../../src/domain/condition/segment.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { ATTRIBUTES } from "./condition-arbitraries.ts";

function segment(key: string, condition: Condition, examples: readonly SegmentExample[] = []): Segment {
  return { key, label: { ru: key, en: key }, condition, examples };
}

function compileAll(segments: readonly Segment[]): ReadonlyMap<string, CompiledCondition> {
  const result = compileSegments(segments, ATTRIBUTES, compileLinearPattern);
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

function issuesOf(segments: readonly Segment[]): readonly SegmentIssue[] {
  const result = compileSegments(segments, ATTRIBUTES, compileLinearPattern);
  if (result.ok) throw new Error("was not refused");
  return result.error;
}

/** Each segment is in the one after it; the last asks for iOS. */
function chain(length: number): readonly Segment[] {
  return Array.from({ length }, (_, index) =>
    segment(`s${index}`, index === length - 1 ? { platform: "ios" } : { $inSegment: `s${index + 1}` }),
  );
}

describe("segments", () => {
  it("use one another in whatever order they come", () => {
    const segments = [
      segment("young-on-ios", { $inSegment: "on-ios", birthYear: { $gte: 1995 } }),
      segment("on-ios", { platform: "ios" }),
      segment("others", { $notInSegment: ["young-on-ios"] }),
    ];
    for (const order of [segments, segments.toReversed()]) {
      const compiled = compileAll(order);
      expect(compiled.size).toBe(3);
      expect(compiled.get("young-on-ios")?.test({ platform: "ios", birthYear: 2000 })).toBe(true);
      expect(compiled.get("others")?.test({ platform: "ios", birthYear: 1980 })).toBe(true);
      expect(compiled.get("others")?.test({ platform: "ios", birthYear: 2000 })).toBe(false);
      expect([...(compiled.get("others")?.segments ?? [])].sort()).toEqual(["on-ios", "young-on-ios"]);
    }
  });

  it("none is fine too", () => {
    expect(compileAll([]).size).toBe(0);
  });

  it("that use themselves are refused, each with its circle and the place where it starts", () => {
    const issues = issuesOf([
      segment("a", { $and: [{ platform: "ios" }, { $inSegment: ["d", "b"] }] }),
      segment("b", { $not: { $inSegment: "c" } }),
      segment("c", { $notInSegment: ["a"] }),
      segment("d", { $inSegment: "d" }),
      segment("bystander", { $inSegment: "a" }),
      segment("sound", { platform: "ios" }),
    ]);
    expect(issues.map(({ segment: key, path, code, message }) => [key, code, path, message])).toEqual([
      ["a", "segment-cycle", "$.$and[1].$inSegment[1]", expect.stringContaining("a → b → c → a")],
      ["b", "segment-cycle", "$.$not.$inSegment", expect.stringContaining("b → c → a → b")],
      ["c", "segment-cycle", "$.$notInSegment[0]", expect.stringContaining("c → a → b → c")],
      ["d", "segment-cycle", "$.$inSegment", expect.stringContaining("d → d")],
    ]);
  });

  it("in a very large circle are refused with a short message", () => {
    const circle = [...chain(300).slice(0, -1), segment("s299", { $inSegment: "s0" })];
    const issues = issuesOf(circle);
    expect(issues).toHaveLength(300);
    expect(issues[0]?.message).toContain("s0 → s1 → s2 → s3 → s4 → s5 → s6 → s7 → s8 → s9 → … → s0");
  });

  it("that are wrong in several ways are all named, at once", () => {
    const issues = issuesOf([
      segment("one", { platfrom: "ios", $inSegment: "nowhere" }),
      segment("two", { $inSegment: ["one", "twoo"] }),
      segment("three", { birthYear: { $gte: "1990" } }),
      segment("three", { platform: "ios" }),
    ]);
    expect(issues.map(({ segment: key, code, path }) => `${key}: ${code} ${path}`)).toEqual([
      "one: unknown-attribute $.platfrom",
      "one: unknown-segment $.$inSegment",
      "two: unknown-segment $.$inSegment[1]",
      "three: wrong-type $.birthYear.$gte",
      "three: duplicate-segment $",
    ]);
    expect(issues[2]?.message).toContain('did you mean "two"?');
  });

  it(`may use one another ${MAXIMUM_CHAIN} in a row, in either order, and no more`, () => {
    for (const order of [(list: readonly Segment[]) => list, (list: readonly Segment[]) => list.toReversed()]) {
      expect(
        compileAll(order(chain(MAXIMUM_CHAIN)))
          .get("s0")
          ?.test({ platform: "ios" }),
      ).toBe(true);
      expect(issuesOf(order(chain(MAXIMUM_CHAIN + 1)))).toMatchObject([{ segment: "s0", code: "too-deep", path: "$" }]);
      expect(issuesOf(order(chain(2_000))).every((issue) => issue.code === "too-deep")).toBe(true);
    }
  });

  it("that double what they use at each step are refused before they cost anything", () => {
    const doubling = chain(14).map(({ key, condition }) =>
      segment(key, "platform" in condition ? condition : { $and: [condition, condition] }),
    );
    const issues = issuesOf(doubling);
    expect(issues.every((issue) => issue.code === "too-large")).toBe(true);
    expect(issues.map((issue) => issue.segment)).not.toContain("s12");
  });

  it("keep the promises of their examples, or say which not and why", () => {
    const segments = [
      segment("on-ios", { platform: "ios" }, [
        { description: "an iPhone", attributes: { platform: "ios" }, matches: true },
        { description: "an Android phone", attributes: { platform: "android" }, matches: true },
        { description: "some phone", attributes: {}, matches: false },
      ]),
      segment("anybody", {}, [{ description: "nobody", attributes: {}, matches: false }]),
    ];
    expect(checkExamples(segments, compileAll(segments))).toMatchObject([
      {
        segment: "on-ios",
        path: "examples[1]",
        message: "“an Android phone” should match, but does not",
        trace: { children: [{ attribute: "platform", operator: "$eq", expected: "ios", actual: "android" }] },
      },
      { segment: "anybody", path: "examples[0]", message: "“nobody” should not match, but does" },
    ]);
    expect(checkExamples(segments, new Map())).toEqual([]);
  });
});

describe("the segments in the repository", () => {
  const folder = new URL("../../../segments/", import.meta.url);
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

  it("compile, and keep the promises of their examples", () => {
    const { attributes } = read("attributes.json") as { attributes: { key: string }[] };
    const names = readdirSync(folder).filter((name) => name.endsWith(".json") && name !== "attributes.json");
    const segments = names.map((name): Segment => ({ ...read(name), key: name.replace(".json", "") }));
    const dictionary = new Map(
      attributes.map((attribute) => [attribute.key, attribute]),
    ) as unknown as typeof ATTRIBUTES;
    const compiled = compileSegments(segments, dictionary, compileLinearPattern);
    expect(compiled).toMatchObject({ ok: true });
    expect(compiled.ok && checkExamples(segments, compiled.value)).toEqual([]);
    expect(segments.flatMap((one) => one.examples).length).toBeGreaterThan(30);
  });
});
