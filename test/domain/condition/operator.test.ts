import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AttributeValue } from "../../../src/domain/condition/attribute.ts";
import { OPERATORS } from "../../../src/domain/condition/operator.ts";
import type { Json } from "../../../src/domain/json.ts";
import { compile } from "./condition-arbitraries.ts";

/** The attribute, the operand, the value (undefined: not known), whether it fits, and why. */
type Row = readonly [string, Json, AttributeValue | undefined, boolean, string];

const TRUTH: Readonly<Record<string, readonly Row[]>> = {
  $eq: [
    ["platform", "ios", "ios", true, "the same"],
    ["platform", "ios", "android", false, "another"],
    ["platform", "ios", undefined, false, "the unknown equals nothing"],
    ["platform", null, undefined, true, "but null"],
    ["platform", null, "ios", false, "what is known is not null"],
    ["birthYear", 1990, 1990, true, "the same number"],
    ["birthYear", 1990, 1991, false, "another number"],
    ["balance", 0, undefined, false, "the unknown is not zero"],
    ["balance", 0, -0, true, "zero has no sign"],
    ["roaming", false, false, true, "false is a value"],
    ["roaming", false, undefined, false, "and not the unknown"],
    ["locale", "", "", true, "empty text is a value"],
    ["locale", "ru", "RU", false, "case matters"],
    ["locale", "null", undefined, false, "the unknown is no text"],
    ["appVersion", "5.12", "5.12.0", false, "versions are compared as they are spelt; $veq knows better"],
    ["services", "music", ["cinema", "music"], true, "an element is the same"],
    ["services", "music", ["cinema"], false, "no element is"],
    ["services", "music", [], false, "there is no element"],
    ["services", "music", undefined, false, "the list is not known"],
    ["services", null, undefined, true, "the list is not known, and null asks for that"],
    ["services", null, [], false, "an empty list is known"],
    ["services", ["cinema", "music"], ["cinema", "music"], true, "the same list"],
    ["services", ["cinema", "music"], ["music", "cinema"], false, "in another order"],
    ["services", ["cinema"], ["cinema", "music"], false, "with something more"],
    ["services", [], [], true, "both empty"],
    ["services", [], undefined, false, "an unknown list is not empty"],
    ["constructor", "a", "a", true, "an attribute may have a name that objects inherit"],
    ["constructor", null, undefined, true, "and is not known then, inherited or not"],
  ],
  $ne: [
    ["platform", "ios", "android", true, "another"],
    ["platform", "ios", "ios", false, "the same"],
    ["platform", "ios", undefined, true, "the unknown is not that"],
    ["platform", null, undefined, false, "the unknown is null"],
    ["platform", null, "ios", true, "what is known is not null"],
    ["services", "music", ["cinema", "music"], false, "an element is the same"],
    ["services", "music", ["cinema"], true, "no element is"],
    ["services", "music", undefined, true, "the list is not known"],
    ["services", ["music"], ["music"], false, "the same list"],
    ["services", ["music"], ["music", "cinema"], true, "another list"],
  ],
  $in: [
    ["platform", ["ios"], "ios", true, "the only one listed"],
    ["platform", ["ios"], "android", false, "not the only one listed"],
    ["region", ["RU-MOW", "RU-SPE"], "RU-SPE", true, "one of two"],
    ["region", ["RU-MOW", "RU-SPE"], "RU-PRI", false, "none of two"],
    ["region", ["RU-MOW", "RU-SPE", "RU-PRI"], "RU-PRI", true, "one of three"],
    ["region", ["RU-MOW", "RU-SPE", "RU-PRI"], "RU-SVE", false, "none of three"],
    ["region", ["RU-MOW", "RU-SPE", "RU-PRI", "RU-SVE"], "RU-SVE", true, "one of many"],
    ["region", ["RU-MOW", "RU-SPE", "RU-PRI", "RU-SVE"], "RU-KDA", false, "none of many"],
    ["region", ["RU-MOW", "RU-SPE", "RU-PRI", "RU-SVE"], undefined, false, "the unknown is none of many"],
    ["region", ["RU-MOW", null], undefined, true, "null asks for the unknown"],
    ["region", ["RU-MOW", "RU-SPE", "RU-PRI", "RU-SVE", null], undefined, true, "also among many"],
    ["region", ["RU-MOW", "RU-MOW", null], "RU-MOW", true, "listed twice is listed"],
    ["birthYear", [1990, 1991], 1991, true, "numbers"],
    ["roaming", [true, false], undefined, false, "known, whatever it is"],
    ["services", ["music", "storage"], ["cinema", "music"], true, "an element is listed"],
    ["services", ["music", "storage"], ["cinema"], false, "no element is"],
    ["services", ["music"], [], false, "there is none"],
    ["services", ["music", null], undefined, true, "or the list is not known"],
  ],
  $nin: [
    ["region", ["RU-MOW", "RU-SPE"], "RU-PRI", true, "none of them"],
    ["region", ["RU-MOW", "RU-SPE"], "RU-SPE", false, "one of them"],
    ["region", ["RU-MOW", "RU-SPE"], undefined, true, "the unknown is none of them"],
    ["region", ["RU-MOW", null], undefined, false, "unless null is listed"],
    ["services", ["music", "storage"], ["cinema", "music"], false, "an element is listed"],
    ["services", ["music", "storage"], ["cinema"], true, "no element is"],
  ],
  $gt: [
    ["birthYear", 1990, 1991, true, "above"],
    ["birthYear", 1990, 1990, false, "at"],
    ["birthYear", 1990, 1989, false, "below"],
    ["balance", -5, undefined, false, "the unknown is not zero"],
    ["locale", "de", "en", true, "text by its characters"],
    ["locale", "de", "de", false, "the same text"],
    ["locale", "a", "B", false, "capitals come first"],
    ["locale", "", undefined, false, "the unknown is no text"],
    ["services", "l", ["cinema", "music"], true, "an element is above"],
    ["services", "n", ["cinema", "music"], false, "no element is"],
  ],
  $gte: [
    ["birthYear", 1990, 1991, true, "above"],
    ["birthYear", 1990, 1990, true, "at"],
    ["birthYear", 1990, 1989, false, "below"],
    ["balance", 0, undefined, false, "the unknown is not zero"],
    ["locale", "de", "de", true, "the same text"],
    ["locale", "de", "dd", false, "a text before"],
    ["services", "music", ["cinema", "music"], true, "an element is at it"],
  ],
  $lt: [
    ["birthYear", 1990, 1989, true, "below"],
    ["birthYear", 1990, 1990, false, "at"],
    ["birthYear", 1990, 1991, false, "above"],
    ["birthYear", 1990, undefined, false, "the unknown is not zero"],
    ["locale", "de", "cs", true, "a text before"],
    ["locale", "de", "de", false, "the same text"],
    ["services", "d", ["music", "cinema"], true, "an element is below"],
    ["services", "c", ["music", "cinema"], false, "no element is"],
  ],
  $lte: [
    ["birthYear", 1990, 1989, true, "below"],
    ["birthYear", 1990, 1990, true, "at"],
    ["birthYear", 1990, 1991, false, "above"],
    ["birthYear", 1990, undefined, false, "the unknown is not zero"],
    ["locale", "de", "de", true, "the same text"],
    ["locale", "de", "en", false, "a text after"],
    ["services", "cinema", ["music", "cinema"], true, "an element is at it"],
  ],
  $veq: [
    ["appVersion", "5.12", "5.12.0", true, "zeros at the end say nothing"],
    ["appVersion", "5.12.0", "5.12.1", false, "another version"],
    ["appVersion", "0", undefined, false, "the unknown is not version zero"],
    ["appVersion", "5.12.0", "5.12.0-rc", false, "a pre-release is not the release"],
    ["appVersion", "5.12.0", "unreadable", false, "what is no version equals none"],
  ],
  $vne: [
    ["appVersion", "5.12.0", "5.12.1", true, "another version"],
    ["appVersion", "5.12.0", "5.12", false, "the same version"],
    ["appVersion", "0", undefined, true, "the unknown is not that version"],
    ["appVersion", "0", "unreadable", true, "nor is what is no version"],
  ],
  $vgt: [
    ["appVersion", "5.9.0", "5.10.0", true, "numbers, not text"],
    ["appVersion", "5.9.0", "5.9", false, "the same"],
    ["appVersion", "5.9.0", "5.8.9", false, "older"],
    ["appVersion", "6.0.0-rc.2", "6.0.0-rc.10", true, "pre-releases are counted"],
    ["appVersion", "6.0.0-rc.2", "6.0.0", true, "the release is newer"],
    ["appVersion", "0.1", undefined, false, "the unknown is not newer"],
    ["appVersion", "0.1", "unreadable", false, "nor is what is no version"],
  ],
  $vgte: [
    ["appVersion", "5.12", "5.12.0", true, "the same"],
    ["appVersion", "5.12", "5.12.0.1", true, "newer"],
    ["appVersion", "5.12", "5.11.9", false, "older"],
    ["appVersion", "5.12", "5.12-beta", false, "a pre-release is older"],
    ["appVersion", "0", undefined, false, "the unknown is not even zero"],
  ],
  $vlt: [
    ["appVersion", "5.10.0", "5.9.0", true, "older"],
    ["appVersion", "5.10.0", "5.10", false, "the same"],
    ["appVersion", "6.0.0", "6.0.0-rc.1", true, "a pre-release is older"],
    ["appVersion", "5.10.0", undefined, false, "the unknown is not older"],
  ],
  $vlte: [
    ["appVersion", "5.10.0", "5.9.0", true, "older"],
    ["appVersion", "5.10.0", "5.10", true, "the same"],
    ["appVersion", "5.10.0", "5.10.1", false, "newer"],
    ["appVersion", "5.10.0", undefined, false, "the unknown is not older"],
  ],
  $exists: [
    ["balance", true, 0, true, "zero is known"],
    ["roaming", true, false, true, "so is false"],
    ["services", true, [], true, "so is an empty list"],
    ["balance", true, undefined, false, "not known"],
    ["balance", false, undefined, true, "not known, as asked"],
    ["balance", false, 0, false, "known"],
    ["constructor", true, undefined, false, "what objects inherit is not known"],
  ],
  $type: [
    ["platform", "string", "ios", true, "an enum is text"],
    ["appVersion", "string", "5.12.0", true, "so is a version"],
    ["birthYear", "number", 1990, true, "a number"],
    ["roaming", "boolean", false, true, "a boolean"],
    ["services", "array", [], true, "a list"],
    ["services", "array", undefined, false, "no list is known"],
    ["platform", "string", undefined, false, "nothing is known"],
    ["platform", "null", undefined, true, "nothing is known, as asked"],
    ["platform", "null", "ios", false, "something is known"],
  ],
  $regex: [
    ["locale", "RU", "ru-RU", true, "found inside"],
    ["locale", "^RU", "ru-RU", false, "not at the start"],
    ["locale", "u", undefined, false, "the unknown is not the text null"],
    ["platform", "^i", "ios", true, "an enum is text"],
    ["appVersion", "^5\\.", "5.12.0", true, "a version is text"],
    ["services", "^mu", ["cinema", "music"], true, "an element matches"],
    ["services", "^mu", ["cinema"], false, "no element does"],
    ["services", ",", ["cinema", "music"], false, "elements are not joined"],
  ],
  $size: [
    ["services", 2, ["cinema", "music"], true, "so many"],
    ["services", 1, ["cinema", "music"], false, "not so many"],
    ["services", 0, [], true, "none"],
    ["services", 0, undefined, false, "an unknown list has no size"],
    ["services", { $gte: 1, $lt: 3 }, ["cinema", "music"], true, "operators on the size"],
    ["services", { $not: { $gt: 1 } }, ["cinema", "music"], false, "negated operators on the size"],
    ["services", { $ne: 1 }, undefined, false, "an unknown list has no other size either"],
  ],
  $all: [
    ["services", ["music"], ["cinema", "music"], true, "the only one wanted is there"],
    ["services", ["music", "cinema"], ["cinema", "music"], true, "all are there, in whatever order"],
    ["services", ["music", "storage"], ["cinema", "music"], false, "one is not"],
    ["services", ["music"], [], false, "nothing is there"],
    ["services", ["music"], undefined, false, "the list is not known"],
  ],
  $elemMatch: [
    ["services", { $gt: "d", $lt: "n" }, ["cinema", "music"], true, "one element passes both"],
    ["services", { $gt: "d", $lt: "l" }, ["cinema", "music"], false, "none passes both, though some pass one"],
    ["services", { $ne: "music" }, ["cinema", "music"], true, "one element is another"],
    ["services", { $ne: "music" }, ["music"], false, "no element is another"],
    ["services", { $not: { $in: ["music", "cinema"] } }, ["music", "storage"], true, "negated for one element"],
    ["services", { $regex: "^s" }, [], false, "there is no element"],
    ["services", { $ne: "music" }, undefined, false, "the list is not known"],
  ],
  $not: [
    ["birthYear", { $gte: 1990 }, 1989, true, "it does not pass"],
    ["birthYear", { $gte: 1990 }, 1990, false, "it does pass"],
    ["birthYear", { $gte: 1990 }, undefined, true, "the unknown passes nothing"],
    ["birthYear", { $gte: 1990, $lt: 2000 }, 2000, true, "it passes one of two"],
    ["birthYear", { $not: { $gte: 1990 } }, undefined, false, "twice not"],
    ["platform", "ios", "android", true, "another value"],
    ["platform", null, undefined, false, "the unknown is null"],
    ["services", "music", ["cinema", "music"], false, "an element is that value"],
    ["services", { $gt: "n" }, ["cinema", "music"], true, "no element passes"],
  ],
};

const rows = Object.entries(TRUTH).flatMap(([operator, list]) => list.map((row) => [operator, ...row] as const));

describe("operators", () => {
  it.each(rows)("%s: %s against %j, being %j: %s, %s", (operator, attribute, operand, actual, expected) => {
    const condition = compile({ [attribute]: { [operator]: operand } });
    const facts = actual === undefined ? {} : { [attribute]: actual };
    expect(condition.test(facts)).toBe(expected);
    expect(condition.test({ [attribute]: actual })).toBe(expected);
    expect(condition.explain(facts).matched).toBe(expected);
    const { may, must } = condition.bounds();
    const isKnown = actual !== undefined;
    expect([may(facts), must(facts)]).toEqual(isKnown ? [expected, expected] : [true, false]);
  });

  it("all have a truth table, with both outcomes and the unknown", () => {
    for (const operator of Object.keys(OPERATORS)) {
      const list = TRUTH[operator] ?? [];
      expect(new Set(list.map(([, , , expected]) => expected)), `of ${operator}`).toEqual(new Set([true, false]));
      expect(
        list.some(([, , actual]) => actual === undefined),
        `of ${operator}`,
      ).toBe(true);
    }
  });

  it("a plain value is short for $eq", () => {
    for (const [attribute, operand, actual, expected] of TRUTH.$eq ?? []) {
      expect(compile({ [attribute]: operand }).test({ [attribute]: actual })).toBe(expected);
    }
  });

  it.each([
    [{ birthYear: { $gt: 1990 } }, { birthYear: "1991" }],
    [{ locale: { $gt: "0" } }, { locale: 7 }],
    [{ locale: { $regex: "7" } }, { locale: 7 }],
    [{ appVersion: { $vgte: "0" } }, { appVersion: 7 }],
    [{ services: { $size: 5 } }, { services: "music" }],
    [{ services: { $elemMatch: { $gt: "a" } } }, { services: "music" }],
    [{ services: { $all: ["music"] } }, { services: "music" }],
  ])("%j does not fit %j, of a type that the attribute can't have", (condition, facts) => {
    expect(compile(condition).test(facts)).toBe(false);
  });

  it("all stand in the manual, each with an example that is sound", () => {
    const manual = readFileSync(new URL("../../../docs/conditions.md", import.meta.url), "utf8");
    const documented = Array.from(
      manual.matchAll(/^\| (`\$.+?`) +\| [^|]+ \| `(.+?)` +\|/gm),
      ([, names = "", example = ""]) => {
        expect(() => compile(JSON.parse(example)), `of ${example}`).not.toThrow();
        return names.match(/\$\w+/g) ?? [];
      },
    ).flat();
    const logic = ["$and", "$or", "$nor", "$not", "$inSegment", "$notInSegment"];
    expect(new Set(documented)).toEqual(new Set([...Object.keys(OPERATORS), ...logic]));
  });
});
