import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spellAlike } from "../../../src/domain/condition/spell-alike.ts";
import { canonicalJson } from "../../../src/domain/json-diff.ts";
import type { Json } from "../../../src/domain/json.ts";

const spell = (question: Json) => canonicalJson(spellAlike(question));
const ios = { platform: "ios" };
const old = { age: { $gte: 60 } };
const near = { region: { $in: ["RU-MOW", "RU-SPE"] } };

describe("a question about an audience", () => {
  it.each<[string, Json, Json]>([
    ["the order of conditions", { $and: [ios, old] }, { $and: [old, ios] }],
    ["the order of values", near, { region: { $in: ["RU-SPE", "RU-MOW"] } }],
    ["what stands twice", { $or: [ios, old, ios] }, { $or: [old, ios] }],
    ["a group of one", { $and: [{ $or: [ios] }] }, ios],
    ["what is denied twice", { $not: { $not: old } }, old],
    ["what is denied twice of a value", { age: { $not: { $not: { $gte: 60 } } } }, old],
    [
      "the order of segments",
      { include: ["a", "b"], exclude: ["d", "c"] },
      { exclude: ["c", "d"], include: ["b", "a"] },
    ],
    ["all of it, deep within", { $nor: [{ $and: [ios, near] }, old] }, { $nor: [old, old, { $and: [near, ios] }] }],
  ])("is the same one, whatever %s", (_, one, other) => {
    expect(spell(one)).toBe(spell(other));
  });

  it.each<[Json, Json]>([
    [{ $and: [ios, old] }, { $or: [ios, old] }],
    [{ $not: old }, old],
    [{ $nor: [old] }, old],
    [{ tags: ["a", "b"] }, { tags: ["b", "a"] }],
    [{ by: ["a", "b"] }, { by: ["b", "a"] }],
    [{ $not: { $not: old, $and: [ios] } }, old],
  ])("is another one where it asks for something else: %j", (one, other) => {
    expect(spell(one)).not.toBe(spell(other));
  });

  it("is spelt the same once it is spelt", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // Parsed boundary: what fast-check makes is JSON.
        const once = spellAlike(JSON.parse(JSON.stringify(value)) as Json);
        expect(canonicalJson(spellAlike(once))).toBe(canonicalJson(once));
      }),
    );
  });
});
