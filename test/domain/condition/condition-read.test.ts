import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAXIMUM_DEPTH, MAXIMUM_NODES } from "../../../src/domain/condition/condition-read.ts";
import { compileCondition } from "../../../src/domain/condition/condition.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { ATTRIBUTES, compile, hostileKey, hostileValue, issuesOf, tryCompile } from "./condition-arbitraries.ts";

const ios = { platform: "ios" };

function nest(levels: number, wrap: (inner: unknown) => unknown, innermost: unknown): unknown {
  return levels === 0 ? innermost : wrap(nest(levels - 1, wrap, innermost));
}

it("may not choose people by what ties them together, in whatever way", () => {
  const household = {
    key: "account",
    source: "profile",
    type: "string",
    label: { ru: "Счёт", en: "Account" },
  } as const;
  const attributes = new Map([...ATTRIBUTES, ["account", { ...household, household: true }]]);
  const context = { attributes, segment: () => undefined, compilePattern: compileLinearPattern };
  const written = [
    { account: "A-1" },
    { account: { $exists: true } },
    { $nor: [{ account: { $in: ["A-1"] } }] },
    { $or: [{ platform: "ios" }, { $not: { account: { $regex: "^A" } } }] },
  ];
  for (const condition of written) {
    const compiled = compileCondition(condition, context);
    expect(compiled).toMatchObject({ ok: false, error: [{ code: "household-attribute" }] });
  }
});

describe("a condition is refused when written", () => {
  it.each([
    [{ platfrom: "ios" }, "unknown-attribute", "$.platfrom", /"platform"\?/],
    [{ shoeSize: 43 }, "unknown-attribute", "$.shoeSize", /segments\/attributes\.json/],
    [{ platform: { $eqq: "ios" } }, "unknown-operator", "$.platform.$eqq", /"\$eq"\?/],
    [{ platform: { name: "ios" } }, "unknown-operator", "$.platform.name", /only operators/],
    [{ platform: { $or: ["ios"] } }, "unknown-operator", "$.platform.$or", /around the attribute/],
    [{ $eq: "ios" }, "unknown-operator", "$.$eq", /needs an attribute/],
    [{ $orr: [ios] }, "unknown-operator", "$.$orr", /"\$or"\?/],
    [{ $where: "true" }, "unknown-operator", "$.$where", /no operator "\$where"; conditions know \$and/],
    [{ $inSegment: "mosco" }, "unknown-segment", "$.$inSegment", /"moscow"\?/],
    [{ $notInSegment: ["moscow", "elsewhere"] }, "unknown-segment", "$.$notInSegment[1]", /make it first/],
    [{ $inSegment: 7 }, "wrong-type", "$.$inSegment", /key of a segment.*not 7/],
    [{ $inSegment: [] }, "empty", "$.$inSegment", /at least one segment/],
    [{ platform: "iOS" }, "unknown-value", "$.platform", /"ios"\?/],
    [{ platform: { $in: ["ios", "symbian"] } }, "unknown-value", "$.platform.$in[1]", /one of "ios", "android"/],
    [{ platform: 5 }, "wrong-type", "$.platform", /5 does not fit/],
    [{ birthYear: "1990" }, "wrong-type", "$.birthYear", /is a number; "1990"/],
    [{ birthYear: Number.NaN }, "wrong-type", "$.birthYear", /NaN/],
    [{ birthYear: undefined }, "wrong-type", "$.birthYear", /undefined/],
    [{ birthYear: { $gte: "1990" } }, "wrong-type", "$.birthYear.$gte", /is a number/],
    [{ birthYear: { $lt: 1899 } }, "out-of-range", "$.birthYear.$lt", /at least 1900/],
    [{ birthYear: { $ne: 19900 } }, "out-of-range", "$.birthYear.$ne", /at most 2100/],
    [{ roaming: "yes" }, "wrong-type", "$.roaming", /true or false/],
    [{ locale: true }, "wrong-type", "$.locale", /is text; true/],
    [{ locale: { $gt: 5 } }, "wrong-type", "$.locale.$gt", /is text; 5/],
    [{ locale: ["ru", "en"] }, "wrong-type", "$.locale", /"\$in"/],
    [{ services: 5 }, "wrong-type", "$.services", /list of texts; 5/],
    [{ services: ["music", 5] }, "wrong-type", "$.services[1]", /5 does not fit/],
    [{ services: { $all: ["music", null] } }, "wrong-type", "$.services.$all[1]", /null does not fit/],
    [{ services: { $all: "music" } }, "wrong-type", "$.services.$all", /list of values, not "music"/],
    [{ services: { $size: "2" } }, "wrong-type", "$.services.$size", /number, or operators/],
    [{ services: { $size: -1 } }, "out-of-range", "$.services.$size", /size of services.*at least 0/],
    [{ services: { $size: { $gt: "1" } } }, "wrong-type", "$.services.$size.$gt", /size of services/],
    [{ services: { $elemMatch: "music" } }, "wrong-type", "$.services.$elemMatch", /needs operators/],
    [{ services: { $elemMatch: { $size: 1 } } }, "wrong-type", "$.services.$elemMatch.$size", /element of services/],
    [{ locale: { $size: 2 } }, "wrong-type", "$.locale.$size", /works on strings attributes.*"locale" is text/],
    [{ platform: { $gt: "ios" } }, "wrong-type", "$.platform.$gt", /works on string, number, strings/],
    [{ appVersion: { $gt: "5.9" } }, "wrong-type", "$.appVersion.$gt", /use "\$vgt"/],
    [{ birthYear: { $vgt: "5" } }, "wrong-type", "$.birthYear.$vgt", /use "\$gt"/],
    [{ platform: { $vgt: "5" } }, "wrong-type", "$.platform.$vgt", /one of a few texts$/],
    [{ appVersion: { $vgt: "newest" } }, "bad-version", "$.appVersion.$vgt", /"newest" is no version/],
    [{ appVersion: { $vgt: 5 } }, "wrong-type", "$.appVersion.$vgt", /is a version.*5 does not fit/],
    [{ appVersion: "newest" }, "bad-version", "$.appVersion", /5\.12\.0/],
    [{ platform: { $exists: 1 } }, "wrong-type", "$.platform.$exists", /true or false, not 1/],
    [{ birthYear: { $type: "string" } }, "wrong-type", "$.birthYear.$type", /type is "number".*never "string"/],
    [{ locale: { $regex: "(" } }, "bad-pattern", "$.locale.$regex", /can't be read/],
    [{ locale: { $regex: 5 } }, "wrong-type", "$.locale.$regex", /regular expression.*not 5/],
    [{ platform: { $in: "ios" } }, "wrong-type", "$.platform.$in", /list of values/],
    [{ platform: { $in: [] } }, "empty", "$.platform.$in", /at least one value/],
    [{ platform: { $in: Array(1) } }, "wrong-type", "$.platform.$in[0]", /undefined does not fit/],
    [{ $or: Array(1) }, "wrong-type", "$.$or[0]", /not undefined/],
    [{ platform: {} }, "empty", "$.platform", /needs a value/],
    [{ platform: { $not: {} } }, "empty", "$.platform.$not", /needs a value/],
    [{ $or: [] }, "empty", "$.$or", /at least one condition/],
    [{ $or: ios }, "wrong-type", "$.$or", /list of conditions, not an object/],
    [{ $and: [ios, null] }, "wrong-type", "$.$and[1]", /not null/],
    [{ $not: [ios] }, "wrong-type", "$.$not", /not a list/],
    ["ios", "wrong-type", "$", /needs a condition/],
    [null, "wrong-type", "$", /not null/],
    [undefined, "wrong-type", "$", /not undefined/],
    [{ "what is\nthis": 1 }, "unknown-attribute", '$["what is\\nthis"]', /what is\\nthis/],
  ])("%j: %s at %s", (condition, code, path, message) => {
    expect(issuesOf(condition)).toEqual([{ code, path, message: expect.stringMatching(message) }]);
  });

  it("with everything that is wrong at once", () => {
    const condition = {
      $and: [
        { platform: { $eqq: "ios", $in: ["symbian", 5] } },
        { $or: [{ birthYear: "1990" }, { $not: { shoe: 1 } }] },
      ],
      services: { $elemMatch: { $regex: "(", $gt: 5 } },
      $inSegment: ["nowhere"],
    };
    expect(issuesOf(condition).map(({ code, path }) => `${code} ${path}`)).toEqual([
      "unknown-operator $.$and[0].platform.$eqq",
      "unknown-value $.$and[0].platform.$in[0]",
      "wrong-type $.$and[0].platform.$in[1]",
      "wrong-type $.$and[1].$or[0].birthYear",
      "unknown-attribute $.$and[1].$or[1].$not.shoe",
      "bad-pattern $.services.$elemMatch.$regex",
      "wrong-type $.services.$elemMatch.$gt",
      "unknown-segment $.$inSegment[0]",
    ]);
  });

  it.each([
    ["$not", (inner: unknown) => ({ $not: inner }), ios],
    ["$and", (inner: unknown) => ({ $and: [inner] }), ios],
    ["$not at an attribute", (inner: unknown) => ({ $not: inner }), "ios"],
  ])("if it stands more than 16 deep, by %s", (where, wrap, innermost) => {
    const build = (depth: number) =>
      where === "$not at an attribute"
        ? { platform: nest(depth - 1, wrap, innermost) }
        : nest(depth - 1, wrap, innermost);
    expect(tryCompile(build(MAXIMUM_DEPTH))).toHaveProperty("test");
    expect(issuesOf(build(MAXIMUM_DEPTH + 1))).toMatchObject([{ code: "too-deep" }]);
    expect(issuesOf(build(5_000))).toMatchObject([{ code: "too-deep" }]);
  });

  it("if it has more than 500 parts, saying so once", () => {
    const build = (count: number) => ({ $or: Array.from({ length: count }, () => ({})) });
    expect(tryCompile(build(MAXIMUM_NODES - 1))).toHaveProperty("test");
    expect(issuesOf(build(MAXIMUM_NODES))).toMatchObject([{ code: "too-large", path: "$.$or" }]);
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, { $or: [{}, {}] }]));
    const issues = issuesOf({ $and: [wide, wide] });
    expect(issues.filter((issue) => issue.code === "too-large")).toHaveLength(1);
    expect(issues.length).toBeLessThanOrEqual(MAXIMUM_NODES);
  });

  it("if it lists more than 1,000 values, without looking at them", () => {
    const values = Array.from({ length: 1_001 }, (_, index) => index);
    expect(issuesOf({ platform: { $in: values } })).toMatchObject([{ code: "too-large", path: "$.platform.$in" }]);
    expect(compile({ balance: { $in: values.slice(1) } }).test({ balance: 1_000 })).toBe(true);
  });

  it("with at most 500 issues", () => {
    const values = Array.from({ length: 1_000 }, () => "symbian");
    expect(issuesOf({ platform: { $in: values } })).toHaveLength(500);
  });

  it("if its keys are names that every object inherits", () => {
    const hostile = JSON.parse(
      '{"__proto__": 1, "toString": 1, "platform": {"constructor": 1, "__proto__": 1}, "$constructor": 1}',
    );
    expect(issuesOf(hostile).map((issue) => issue.path)).toEqual([
      "$.__proto__",
      "$.toString",
      "$.platform.constructor",
      "$.platform.__proto__",
      "$.$constructor",
    ]);
  });

  it("with short messages, however long its names are", () => {
    const long = "x".repeat(100_000);
    for (const condition of [
      { [long]: 1 },
      { [`$${long}`]: 1 },
      { platform: long },
      { $inSegment: long },
      { birthYear: long },
    ]) {
      for (const { path, message } of issuesOf(condition)) expect(path.length + message.length).toBeLessThan(300);
    }
  });

  it("naming no suggestion where nobody told the segments' keys", () => {
    const context = { attributes: ATTRIBUTES, segment: () => undefined, compilePattern: compileLinearPattern };
    const result = compileCondition({ $inSegment: "moscow" }, context);
    expect(result).toMatchObject({ ok: false, error: [{ code: "unknown-segment" }] });
  });

  it("never by throwing, whatever was written", () => {
    const { written } = fc.letrec((tie) => ({
      written: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        hostileValue,
        fc.array(tie("written"), { maxLength: 3 }),
        fc.dictionary(hostileKey, tie("written"), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(hostileKey, written, { minKeys: 1, maxKeys: 3 }), (condition) => {
        const compiled = tryCompile(condition);
        expect("test" in compiled || compiled.length > 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
