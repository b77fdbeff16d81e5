import fc from "fast-check";
import type {
  AttributeDefinition,
  AttributeDictionary,
  AttributeType,
  Facts,
} from "../../../src/domain/condition/attribute.ts";
import { compileSegments } from "../../../src/domain/condition/compile-segments.ts";
import {
  compileCondition,
  type CompiledCondition,
  type ConditionIssue,
} from "../../../src/domain/condition/condition.ts";
import type { Condition } from "../../../src/domain/condition/segment.ts";
import type { Json } from "../../../src/domain/json.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";

const PLATFORMS = ["ios", "android"];
const REGIONS = ["RU-MOW", "RU-SPE", "RU-SVE", "RU-KDA", "RU-PRI"];
const LOCALES = ["ru-RU", "en-US", "tt-RU", "de"];
const SERVICES = ["cinema", "music", "storage"];
const RELEASES = ["5.2.0", "5.10.0", "5.10.1", "6.0.0", "v6.0.1", "6.0.0+77"];
const PRERELEASES = ["6.0.0-beta", "6.0.0-rc.2", "6.0.0-rc.10", "6.0.0-7", "6.0.0-rc"];
const VERSIONS = [...RELEASES, ...PRERELEASES];

/** One attribute of every type; `constructor` because every object seems to have one. */
export const ATTRIBUTES: AttributeDictionary = new Map(
  [
    declare("platform", "enum", options(PLATFORMS)),
    declare("region", "enum", options(REGIONS)),
    declare("birthYear", "number", { minimum: 1900, maximum: 2100 }),
    declare("balance", "number"),
    declare("roaming", "boolean"),
    declare("appVersion", "version"),
    declare("locale", "string"),
    declare("services", "strings"),
    declare("constructor", "string"),
  ].map((attribute) => [attribute.key, attribute]),
);

function declare(key: string, type: AttributeType, rest: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return { key, source: "profile", type, label: { ru: key, en: key }, ...rest };
}

function options(values: readonly string[]): Pick<AttributeDefinition, "values"> {
  return { values: values.map((value) => ({ value, label: { ru: value, en: value } })) };
}

export const SEGMENT_CONDITIONS: Readonly<Record<string, Condition>> = {
  moscow: { region: "RU-MOW" },
  young: { birthYear: { $gte: 1995 } },
  listeners: { services: { $in: ["music"] }, platform: { $ne: "android" } },
  "young-listeners": { $inSegment: "listeners", $not: { $notInSegment: ["young"] } },
};

const SEGMENTS = compileSegments(
  Object.entries(SEGMENT_CONDITIONS).map(([key, condition]) => ({
    key,
    label: { ru: key, en: key },
    condition,
    examples: [],
  })),
  ATTRIBUTES,
  compileLinearPattern,
);

/** The compiled condition, or what is wrong with it. */
export function tryCompile(condition: unknown): CompiledCondition | readonly ConditionIssue[] {
  const result = compileCondition(condition, {
    attributes: ATTRIBUTES,
    segment: (key) => (SEGMENTS.ok ? SEGMENTS.value.get(key) : undefined),
    segmentKeys: Object.keys(SEGMENT_CONDITIONS),
    compilePattern: compileLinearPattern,
  });
  return result.ok ? result.value : result.error;
}

export function compile(condition: unknown): CompiledCondition {
  const compiled = tryCompile(condition);
  if ("test" in compiled) return compiled;
  throw new Error(`${JSON.stringify(condition)} was refused: ${JSON.stringify(compiled)}`);
}

/** What is wrong with a condition that must be refused. */
export function issuesOf(condition: unknown): readonly ConditionIssue[] {
  const compiled = tryCompile(condition);
  if (!("test" in compiled)) return compiled;
  throw new Error(`${JSON.stringify(condition)} was not refused`);
}

/** Facts as the dictionary allows them, each perhaps not known. */
export const someFacts: fc.Arbitrary<Facts> = fc.record(
  {
    platform: fc.constantFrom(...PLATFORMS),
    region: fc.constantFrom(...REGIONS),
    birthYear: fc.integer({ min: 1985, max: 2005 }),
    balance: fc.constantFrom(-5, 0, 0.5, 3, 100),
    roaming: fc.boolean(),
    appVersion: fc.constantFrom(...VERSIONS),
    locale: fc.constantFrom(...LOCALES, ""),
    services: fc.subarray(SERVICES).chain((list) => fc.shuffledSubarray(list, { minLength: list.length })),
    constructor: fc.constantFrom("a", "b"),
  },
  { requiredKeys: [] },
);

/**
 * Conditions that mean the same to GrowthBook: what remains of the language without the differences that
 * docs/conditions.md lists. An ordering that GrowthBook would let the unknown pass comes with `$exists`.
 */
export const commonCondition: fc.Arbitrary<Condition> = conditionOver([
  ["platform", oneValue(PLATFORMS)],
  ["region", oneValue(REGIONS)],
  ["birthYear", fc.oneof(oneValue([1990, 1995, 2000]), ordered(fc.integer({ min: 1985, max: 2005 })))],
  ["balance", fc.oneof(oneValue([-5, 3, 100]), ordered(fc.constantFrom(-5, 0, 3)))],
  ["roaming", oneValue([true, false])],
  ["appVersion", fc.oneof(oneValue(VERSIONS), orderedVersion())],
  ["locale", fc.oneof(oneValue(LOCALES), ordered(fc.constantFrom(...LOCALES)), pattern())],
  ["services", aboutList()],
]);

/** Any sound condition, also what GrowthBook understands otherwise. */
export const anyCondition: fc.Arbitrary<Condition> = conditionOver([
  ["platform", fc.oneof(oneValue(PLATFORMS), pattern())],
  ["birthYear", fc.oneof(oneValue([1990, 2000]), comparison(["$gt", "$gte", "$lt", "$lte"], fc.constant(1995)))],
  ["roaming", oneValue([true, false])],
  [
    "appVersion",
    fc.oneof(oneValue(["6.0"]), comparison(["$vlt", "$vgt", "$veq"], fc.constantFrom("5.10", ...VERSIONS))),
  ],
  ["locale", fc.oneof(oneValue(LOCALES), comparison(["$gt", "$lte"], fc.constantFrom(...LOCALES)), pattern())],
  [
    "services",
    fc.oneof(aboutList(), comparison(["$eq", "$ne", "$gt", "$lt"], fc.constantFrom(...SERVICES)), pattern()),
  ],
  ["constructor", oneValue(["a", "b"])],
]);

const LANGUAGE = "$and $or $nor $not $inSegment $eq $ne $in $gt $vgt $exists $regex $size $all $elemMatch $type";
/** Keys that mean something somewhere, in places where they may not. */
export const hostileKey = fc.constantFrom(...ATTRIBUTES.keys(), ...LANGUAGE.split(" "), "__proto__", "toString", "");
export const hostileValue = fc.oneof(
  fc.constantFrom("ios", "RU-MOW", 1990, true, null, undefined, "5.12", "^a", "moscow", "string"),
  fc.anything(),
);

type ValueCondition = fc.Arbitrary<Json>;

/** Anything that can be said of a value which is one of a few. */
function oneValue(values: readonly (string | number | boolean)[]): ValueCondition {
  const value = fc.constantFrom(...values);
  const listed = fc.array(fc.oneof({ weight: 6, arbitrary: value }, fc.constant(null)), { minLength: 1, maxLength: 5 });
  return fc.oneof(
    value,
    fc.constant(null),
    comparison(["$eq", "$ne"], fc.option(value)),
    comparison(["$in", "$nin"], listed),
    presence(typeof values[0] === "number" ? "number" : typeof values[0] === "boolean" ? "boolean" : "string"),
  );
}

function aboutList(): ValueCondition {
  const text = fc.constantFrom(...SERVICES);
  const texts = fc.subarray(SERVICES, { minLength: 1 });
  const element = fc.oneof(
    comparison(["$eq", "$ne"], text),
    comparison(["$in", "$nin"], texts),
    comparison(["$gt", "$gte", "$lt", "$lte"], text),
    comparison(["$regex"], fc.constantFrom("^[ms]", "s$")),
  );
  const size = fc.integer({ min: 0, max: 3 });
  const sizeCondition = fc.oneof(size, comparison(["$gt", "$gte", "$lt", "$lte", "$eq", "$ne"], size));
  return fc.oneof(
    fc.subarray(SERVICES),
    fc.constant(null),
    comparison(["$in", "$nin", "$all"], texts),
    sizeCondition.map((operand) => ({ $size: operand })),
    fc.oneof(element, negation(element)).map((operand) => ({ $elemMatch: operand })),
    presence("array"),
  );
}

function presence(type: string): ValueCondition {
  return fc.oneof(
    fc.boolean().map((known) => ({ $exists: known })),
    fc.constantFrom(type, "null").map((name) => ({ $type: name })),
  );
}

function pattern(): ValueCondition {
  return comparison(["$regex"], fc.constantFrom("^ru", "-R", "^(en|de)", "[A-Z]{2}$", "^i(os)?$"));
}

function ordered(bound: fc.Arbitrary<string | number>): ValueCondition {
  return comparison(["$gt", "$gte", "$lt", "$lte"], bound).map((operators) => ({ $exists: true, ...operators }));
}

function orderedVersion(): ValueCondition {
  const version = fc.constantFrom(...VERSIONS);
  return fc.oneof(
    comparison(["$veq", "$vne", "$vgt", "$vgte"], version),
    comparison(["$vlt", "$vlte"], version).map((operators) => ({ $exists: true, ...operators })),
  );
}

function comparison(operators: readonly string[], operand: fc.Arbitrary<Json>): fc.Arbitrary<Condition> {
  return fc.tuple(fc.constantFrom(...operators), operand).map(([operator, value]) => ({ [operator]: value }));
}

function negation(condition: ValueCondition): fc.Arbitrary<Condition> {
  return condition.map((operand) => ({ $not: operand }));
}

/** Conditions over the given attributes, joined in every way and up to five levels deep. */
function conditionOver(attributes: readonly (readonly [string, ValueCondition])[]): fc.Arbitrary<Condition> {
  const leaf = fc.oneof(
    ...attributes.map(([key, about]) =>
      fc
        .oneof({ weight: 4, arbitrary: about }, { weight: 1, arbitrary: negation(about) })
        .map((operand): Condition => ({ [key]: operand })),
    ),
  );
  const segmentKey = fc.constantFrom(...Object.keys(SEGMENT_CONDITIONS));
  const membership = comparison(
    ["$inSegment", "$notInSegment"],
    fc.oneof(segmentKey, fc.array(segmentKey, { minLength: 1, maxLength: 3 })),
  );
  const nested = fc.memo((depth): fc.Arbitrary<Condition> => {
    const simple = fc.oneof({ weight: 5, arbitrary: leaf }, { weight: 1, arbitrary: membership });
    if (depth <= 1) return simple;
    const children = fc.array(nested(depth - 1), { minLength: 1, maxLength: depth === 5 ? 6 : 3 });
    return fc.oneof(
      { weight: 2, arbitrary: simple },
      { weight: 2, arbitrary: fc.tuple(leaf, leaf, leaf).map((parts): Condition => Object.assign({}, ...parts)) },
      { weight: 2, arbitrary: comparison(["$and", "$or", "$nor"], children) },
      {
        weight: 1,
        arbitrary: fc.tuple(leaf, comparison(["$or"], children)).map(([one, other]) => ({ ...one, ...other })),
      },
      { weight: 1, arbitrary: negation(nested(depth - 1)) },
      { weight: 1, arbitrary: fc.constant<Condition>({}) },
    );
  });
  return nested(5);
}
