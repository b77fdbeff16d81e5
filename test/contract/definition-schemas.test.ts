import { describe, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import {
  attributeSchema,
  type campaignSchema,
  type categorySchema,
  type decorationSchema,
  type segmentSchema,
  type themeSchema,
} from "../../src/contract/definition-schemas.ts";
import type { Definitions, definitionsSchema } from "../../src/contract/definitions.ts";
import type { AttributeDefinition } from "../../src/domain/condition/attribute.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Decoration } from "../../src/domain/campaign/decoration.ts";
import type { Segment } from "../../src/domain/condition/segment.ts";
import type { Category, Theme } from "../../src/domain/campaign/theme.ts";
import { codesOf, withFields } from "../support/change-definitions.ts";

test("the schemas infer exactly the domain's types", () => {
  expectTypeOf<z.output<typeof attributeSchema>>().toEqualTypeOf<AttributeDefinition>();
  expectTypeOf<z.output<typeof segmentSchema>>().toEqualTypeOf<Segment>();
  expectTypeOf<z.output<typeof categorySchema>>().toEqualTypeOf<Category>();
  expectTypeOf<z.output<typeof themeSchema>>().toEqualTypeOf<Theme>();
  expectTypeOf<z.output<typeof decorationSchema>>().toEqualTypeOf<Decoration>();
  expectTypeOf<z.output<typeof campaignSchema>>().toExtend<Campaign>();
  expectTypeOf<Campaign>().toExtend<z.output<typeof campaignSchema>>();
  expectTypeOf<z.output<typeof definitionsSchema>>().toExtend<Definitions>();
});

describe("an attribute", () => {
  const attribute = (fields: Record<string, unknown>) =>
    attributeSchema.safeParse({
      key: "sample",
      source: "profile",
      type: "string",
      label: { ru: "Пример", en: "Sample" },
      ...fields,
    }).success;
  const values = [{ value: "a", label: { ru: "А", en: "A" } }];

  test("of type enum lists its values, and only an enum does", () => {
    expect(attribute({ type: "enum", values })).toBe(true);
    expect(attribute({ type: "enum" })).toBe(false);
    expect(attribute({ type: "enum", values: [] })).toBe(false);
    expect(attribute({ type: "enum", values: [...values, ...values] })).toBe(false);
    expect(attribute({ type: "string", values })).toBe(false);
  });

  test("has bounds only if it is a number, in order", () => {
    expect(attribute({ type: "number", minimum: 1, maximum: 2 })).toBe(true);
    expect(attribute({ type: "number", minimum: 2, maximum: 1 })).toBe(false);
    expect(attribute({ minimum: 1 })).toBe(false);
    expect(attribute({ maximum: 1 })).toBe(false);
  });

  test("has zones that exist, by name", () => {
    const zoned = (zone: string) => attribute({ type: "enum", values: [{ ...values[0], zone }] });
    expect(zoned("Asia/Omsk")).toBe(true);
    expect(zoned("Asia/Atlantis")).toBe(false);
    expect(zoned("+06:00")).toBe(false);
  });

  test.each(["constructor", "toString", "valueOf", "__proto__", "Region", "birth-year", "1st"])(
    "may not be called %s",
    (key) => expect(attribute({ key })).toBe(false),
  );
});

describe("a segment", () => {
  const nested = (levels: number): unknown => (levels === 0 ? { region: "RU-MOW" } : { $not: nested(levels - 1) });

  test.each([[[]], ["x"], [null], [nested(70)], [{ a: undefined }], [{ a: Number.NaN }]])(
    "refuses the condition %j",
    (condition) => {
      expect(codesOf(withFields("segments", "ios", { condition }))[0]).toMatch(/^invalid segments\/ios.json condition/);
    },
  );

  test("survives a condition nested deeper than the stack", () => {
    const deep = JSON.parse(`${'{"$not":'.repeat(20_000)}{}${"}".repeat(20_000)}`);
    expect(codesOf(withFields("segments", "ios", { condition: deep }))).toEqual([
      "invalid segments/ios.json condition",
    ]);
  });

  test("has examples with plain facts only", () => {
    const example = (attributes: unknown) =>
      codesOf(withFields("segments", "ios", { examples: [{ description: "x", attributes, matches: true }] }));
    expect(example({ platform: "ios", services: ["music"] })).toEqual([]);
    expect(example({ platform: { $eq: "ios" } })).toEqual([
      "invalid segments/ios.json examples[0].attributes.platform",
    ]);
    expect(example({ toString: "x" })).toEqual(["invalid segments/ios.json examples[0].attributes.toString"]);
  });
});

describe("a decoration", () => {
  test.each([
    ["glyph", "🎄\uFE0E"],
    ["glyph", "♥"],
    ["glyph", "A\uFE0E"],
    ["emoji", "tree"],
    ["emoji", ""],
    ["androidResource", "ic_deco_spring-leaf"],
    ["iosSymbol", "tree"],
    ["artHash", "0827a15fb36"],
    ["iosAlternateIcon", "../Icon"],
    ["iosAlternateIcon", null],
    ["accent", "#2e9148"],
    ["accent", "green"],
    ["accent", "#FFE9B0"],
    ["accent", "#101828"],
  ])("refuses %s = %j", (field, value) => {
    expect(codesOf(withFields("decorations", "tree", { [field]: value }))[0]).toMatch(
      new RegExp(`^invalid decorations/tree\\.(json|svg) ${field}$`),
    );
  });

  test("needs neither a colour of its own nor an icon for the iOS app", () => {
    for (const field of ["accent", "iosAlternateIcon"]) {
      expect(codesOf(withFields("decorations", "tree", { [field]: undefined }))).toEqual([]);
    }
    expect(codesOf(withFields("decorations", "tree", { iosAlternateIcon: "New-Year_2" }))).toEqual([]);
  });

  test("refuses a path that could break out of its attribute", () => {
    expect(codesOf(withFields("decorations", "tree", { path: 'M4 4L20 20"/><script>' }))).toEqual([
      "invalid decorations/tree.svg path",
    ]);
  });
});

describe("a schedule", () => {
  const codes = (schedule: unknown) => codesOf(withFields("campaigns", "spring", { schedule }));

  test.each([
    { kind: "once", zone: "Europe/Moscow", firstDay: "2027-03-04", lastDay: "2027-03-08" },
    { kind: "once", zone: "own", firstDay: "2028-02-29", lastDay: "2028-02-29", startTime: "09:00", endTime: "18:30" },
    { kind: "yearly", zone: "own", firstDay: "--12-20", lastDay: "--01-14" },
    { kind: "yearly", zone: "own", firstDay: "--02-29", lastDay: "--02-29" },
    { kind: "feast", zone: "own", feast: "maslenitsa", firstOffsetDays: -7, lastOffsetDays: 0 },
  ])("accepts %j", (schedule) => expect(codes(schedule)).toEqual([]));

  test.each([
    ["kind", { kind: "always", zone: "own" }],
    ["lastDay", { kind: "once", zone: "own", firstDay: "2027-03-04" }],
    ["lastDay", { kind: "once", zone: "own", firstDay: "2027-03-04", lastDay: "2027-03-03" }],
    ["firstDay", { kind: "once", zone: "own", firstDay: "2027-02-29", lastDay: "2027-03-03" }],
    ["firstDay", { kind: "yearly", zone: "own", firstDay: "--02-30", lastDay: "--03-03" }],
    ["firstDay", { kind: "yearly", zone: "own", firstDay: "--13-01", lastDay: "--03-03" }],
    ["firstDay", { kind: "yearly", zone: "own", firstDay: "12-20", lastDay: "--03-03" }],
    ["zone", { kind: "yearly", zone: "Moscow", firstDay: "--03-04", lastDay: "--03-08" }],
    ["zone", { kind: "yearly", zone: "+03:00", firstDay: "--03-04", lastDay: "--03-08" }],
    ["endTime", { kind: "yearly", zone: "own", firstDay: "--03-08", lastDay: "--03-08", endTime: "00:00" }],
    ["startTime", { kind: "yearly", zone: "own", firstDay: "--03-04", lastDay: "--03-08", startTime: "24:00" }],
    ["feast", { kind: "feast", zone: "own", feast: "new-year", firstOffsetDays: 0, lastOffsetDays: 0 }],
    ["lastOffsetDays", { kind: "feast", zone: "own", feast: "maslenitsa", firstOffsetDays: 0, lastOffsetDays: -1 }],
    ["firstOffsetDays", { kind: "feast", zone: "own", feast: "maslenitsa", firstOffsetDays: 0.5, lastOffsetDays: 1 }],
  ])("names %s when it is wrong", (field, schedule) => {
    expect(codes(schedule)).toEqual([`invalid campaigns/spring.json schedule.${field}`]);
  });
});

describe("a campaign", () => {
  const codes = (fields: Record<string, unknown>, key = "spring") => codesOf(withFields("campaigns", key, fields));

  test("that nobody could ever see is refused", () => {
    expect(codes({ requests: false }, "valentines")).toEqual(["invalid campaigns/valentines.json requests"]);
    expect(codes({ audience: { include: [], exclude: [] } })).toEqual([
      "invalid campaigns/spring.json audience.include",
    ]);
  });

  test.each([
    ["holdoutPercent", -1],
    ["holdoutPercent", 100.5],
    ["priority", 1.5],
    ["priority", -1],
    ["delivery", "always"],
    ["stages[0].percent", [{ minimumHours: 24, percent: 101 }], "stages"],
    ["stages[0].percent", [{ minimumHours: 24, percent: 0 }], "stages"],
    ["stages[0].people", [{ minimumHours: 24, people: 0 }], "stages"],
    ["stages[0]", [{ minimumHours: 24 }], "stages"],
    ["stages[0]", [{ minimumHours: 24, percent: 1, people: 5 }], "stages"],
    [
      "stages[1]",
      [
        { minimumHours: 24, percent: 20 },
        { minimumHours: 24, percent: 2 },
      ],
      "stages",
    ],
    [
      "stages[1]",
      [
        { minimumHours: 24, people: 500 },
        { minimumHours: 24, people: 5 },
      ],
      "stages",
    ],
    ["waves[0].segments", [{ segments: [], startsAfterDays: 0 }], "waves"],
    ["waves[0].startsAfterDays", [{ segments: ["ios"], startsAfterDays: -1 }], "waves"],
    ["audience.include", { include: ["ios", "ios"], exclude: [] }, "audience"],
  ])("names %s when it is out of bounds", (path, value, field = path) => {
    expect(codes({ [field]: value })).toEqual([`invalid campaigns/spring.json ${path}`]);
  });

  test("may start in careful stages", () => {
    const stages = [
      { minimumHours: 24, people: 5000 },
      { minimumHours: 24, percent: 2 },
      { minimumHours: 24, percent: 100 },
    ];
    expect(codes({ stages })).toEqual([]);
  });
});
