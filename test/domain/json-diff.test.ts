import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, diffJson } from "../../src/domain/json-diff.ts";
import type { Json } from "../../src/domain/json.ts";
import { closeOverReferences, listReferences, mapReferences } from "../../src/domain/condition/segment-references.ts";

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json);

describe("differences of JSON", () => {
  it("name the smallest parts that differ", () => {
    const before = { a: 1, b: [1, 2], c: { d: "x", e: null } };
    const after = { a: 1, b: [1, 3, 4], c: { d: "x" }, f: true };
    expect(diffJson(before, after)).toEqual([
      { path: "b[1]", before: 2, after: 3 },
      { path: "b[2]", after: 4 },
      { path: "c.e", before: null },
      { path: "f", after: true },
    ]);
  });

  it("are none exactly when the canonical texts are the same", () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(diffJson(one, one)).toEqual([]);
        expect(diffJson(one, other).length === 0).toBe(canonicalJson(one) === canonicalJson(other));
      }),
      { numRuns: 2_000 },
    );
  });

  it("name the whole when something is new, gone, or of another kind", () => {
    expect(diffJson(undefined, 1)).toEqual([{ path: "", after: 1 }]);
    expect(diffJson(1, undefined)).toEqual([{ path: "", before: 1 }]);
    expect(diffJson(undefined, undefined)).toEqual([]);
    expect(diffJson([1], { 0: 1 })).toEqual([{ path: "", before: [1], after: { 0: 1 } }]);
  });

  it("do not look at inherited members", () => {
    expect(diffJson({}, JSON.parse('{"constructor":1}'))).toEqual([{ path: "constructor", after: 1 }]);
  });
});

describe("canonical JSON", () => {
  it("means the same value, with members in order of their names", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 1_000 },
    );
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}');
  });
});

describe("references to segments", () => {
  const condition = { $and: [{ $inSegment: "women" }, { $not: { $notInSegment: ["kids", "bots"] } }], platform: "ios" };
  const segment = (key: string, refs: readonly string[]) => ({
    key,
    label: { ru: "", en: "" },
    condition: refs.length === 0 ? {} : { $inSegment: refs },
    examples: [],
  });

  it("are found wherever they stand", () => {
    expect(listReferences(condition)).toEqual(["women", "kids", "bots"]);
  });

  it("are renamed without touching the rest", () => {
    expect(mapReferences(condition, (key) => `${key}@1`)).toEqual({
      $and: [{ $inSegment: "women@1" }, { $not: { $notInSegment: ["kids@1", "bots@1"] } }],
      platform: "ios",
    });
  });

  it("are followed to the end, also round a cycle, and unknown ones are left out", () => {
    const segments = [segment("a", ["b"]), segment("b", ["c", "ghost"]), segment("c", ["a"]), segment("d", [])];
    expect(closeOverReferences(["a", "nobody"], segments).map((entry) => entry.key)).toEqual(["a", "b", "c"]);
  });
});
