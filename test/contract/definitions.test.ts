import { describe, expect, test } from "vitest";
import { campaignFileSchema, segmentFileSchema } from "../../src/contract/definition-schemas.ts";
import { parseDefinitionFile } from "../../src/contract/definitions.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { codesOf, problemsOf, withFields, withList } from "../support/change-definitions.ts";

describe("a definition by itself", () => {
  test.each([
    ["segments", "ios", { conditions: {} }, "segments/ios.json"],
    ["decorations", "tree", { color: "green" }, "decorations/tree.json"],
    ["campaigns", "spring", { guard: {} }, "campaigns/spring.json"],
    ["attributes", "gender", { pii: true }, "segments/attributes.json attributes[5]"],
    ["themes", "hearts", { icon: "x" }, "decorations/themes.json themes[5]"],
    ["categories", "romance", { color: "x" }, "decorations/themes.json categories[1]"],
  ] as const)("of %s may not have unknown fields", (list, key, fields, where) => {
    const input = withFields(list, key, fields);
    expect(codesOf(input)).toEqual([`invalid ${where}`]);
    expect(problemsOf(input)[0]?.message).toContain(`“${Object.keys(fields)[0]}”`);
  });

  test("that lacks a field says which", () => {
    const input = withFields("segments", "ios", { label: { ru: "Айфон" } });
    expect(problemsOf(input)).toEqual([
      { code: "invalid", file: "segments/ios.json", path: "label.en", message: "is missing: expected string" },
    ]);
  });

  test.each(["", " spaced ", "two\nlines", "x".repeat(121)])("may not be labelled %j", (text) => {
    expect(codesOf(withFields("themes", "star", { label: { ru: "Звезда", en: text } }))).not.toEqual([]);
  });

  test.each(["", "Star", "a_b", "-a", "a".repeat(64), "звезда"])("may not have the key %j", (key) => {
    expect(codesOf(withFields("segments", "ios", { key }))[0]).toMatch(/^invalid segments\//);
  });

  test("may not take the name of a file that holds something else", () => {
    expect(codesOf(withFields("segments", "new-app", { key: "attributes" }))).toEqual([
      "invalid segments/attributes.json key",
    ]);
    expect(codesOf(withFields("decorations", "star", { key: "themes" }))).toEqual([
      "invalid decorations/themes.json key",
    ]);
  });

  test("that is nothing like definitions is refused without a crash", () => {
    for (const input of [undefined, null, 7, "x", [], {}, { segments: 1 }, { segments: [null] }]) {
      expect(problemsOf(input)).not.toEqual([]);
    }
  });
});

describe("a campaign", () => {
  const codes = (fields: Record<string, unknown>) => codesOf(withFields("campaigns", "spring", fields));

  test("of a sensitive category may not be on by default, and learns what it could do instead", () => {
    const input = withFields("campaigns", "valentines", { delivery: "default-on" });
    expect(codesOf(input)).toEqual(["sensitive-default-on campaigns/valentines.json delivery"]);
    expect(problemsOf(input)[0]?.message).toBe(
      "“hearts” belongs to “romance”, a sensitive category: it is shown only to people who ask for it. Set delivery " +
        "to opt-in, or choose a decoration that may be on by default (snowflake, spring-leaf, star, tree, tulip)",
    );
  });

  test("around a sensitive feast may not either, whatever its theme, nor where the policy does not list the feast", () => {
    const easter = { kind: "feast", zone: "own", feast: "orthodox-easter", firstOffsetDays: 0, lastOffsetDays: 0 };
    const input = withFields("campaigns", "spring", { schedule: easter });
    const refused = ["sensitive-default-on campaigns/spring.json delivery"];
    expect(codesOf(input)).toEqual(refused);
    expect(problemsOf(input)[0]?.message).toContain("“orthodox-easter” carries “religion”, a sensitive category");
    expect(codesOf({ ...Object(input), feasts: [] })).toEqual(refused);
    expect(codesOf({ ...Object(input), feasts: [{ key: "orthodox-easter", category: null }] })).toEqual([]);
    expect(codesOf(withFields("campaigns", "spring", { schedule: easter, delivery: "opt-in" }))).toEqual([]);
  });

  test("stands in the categories that there are: a feast can't carry another", () => {
    expect(codesOf(withFields("feasts", "navruz", { category: "spring" }))).toEqual([
      "unknown-category decorations/themes.json feasts[8].category",
    ]);
  });

  test("becomes refused when its category turns sensitive", () => {
    expect(codesOf(withFields("categories", "festive", { sensitive: true }))).toEqual(
      bundledDefinitions.campaigns
        .filter(({ delivery }) => delivery === "default-on")
        .map(({ key }) => `sensitive-default-on campaigns/${key}.json delivery`),
    );
  });

  test("refers only to what exists", () => {
    expect(codes({ decoration: "rose" })).toEqual(["unknown-decoration campaigns/spring.json decoration"]);
    expect(codes({ audience: { include: ["ios", "nobody"], exclude: ["ghosts"] } })).toEqual([
      "unknown-segment campaigns/spring.json audience.include[1]",
      "unknown-segment campaigns/spring.json audience.exclude[0]",
    ]);
    expect(codes({ waves: [{ segments: ["symbian"], startsAfterDays: 0 }] })).toEqual([
      "unknown-segment campaigns/spring.json waves[0].segments[0]",
    ]);
  });
});

describe("references", () => {
  test("from themes and decorations lead somewhere", () => {
    expect(codesOf(withFields("themes", "star", { category: "cosmic" }))).toEqual([
      "unknown-category decorations/themes.json themes[2].category",
    ]);
    expect(codesOf(withFields("decorations", "star", { theme: "comet" }))).toEqual([
      "unknown-theme decorations/star.json theme",
    ]);
  });

  test.each(["attributes", "segments", "categories", "themes", "decorations", "campaigns"] as const)(
    "are not ambiguous: no two %s share a key",
    (list) => {
      const problems = problemsOf(withList(list, (entries) => [...entries, entries[0]]));
      expect(problems.map(({ code }) => code)).toEqual(["duplicate-key"]);
    },
  );
});

test("one file can be checked by itself", () => {
  const file = "campaigns/spring.json";
  const { key: _key, ...content } = structuredClone(
    bundledDefinitions.campaigns.find(({ key }) => key === "spring"),
  ) ?? { key: "" };
  expect(parseDefinitionFile(file, campaignFileSchema, content)).toEqual({ ok: true, value: content });
  expect(parseDefinitionFile(file, campaignFileSchema, { ...content, key: "spring" })).toMatchObject({
    ok: false,
    error: [{ code: "invalid", file, path: "" }],
  });
  expect(parseDefinitionFile("segments/x.json", segmentFileSchema, {})).toMatchObject({
    ok: false,
    error: [{ path: "label" }, { path: "condition" }, { path: "examples" }],
  });
});

test("an attribute about beliefs or private life is refused", () => {
  const religion = {
    key: "religion",
    source: "profile",
    type: "boolean",
    label: { ru: "Вера", en: "Faith" },
    purpose: { ru: "Так", en: "So" },
  };
  expect(codesOf(withList("attributes", (entries) => [...entries, religion]))).toEqual([
    "forbidden-attribute segments/attributes.json attributes[12].key",
  ]);
});
