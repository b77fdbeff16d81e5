/*
 * What operators test. A fact that is not known is `undefined` and passes none of them unless they ask for that;
 * operators that say "not" are negations, so it passes those.
 */
import type { AttributeValue } from "./attribute.ts";
import type { Test, ValueTest } from "./condition-logic.ts";
import { compareToVersion, type Version } from "./version.ts";

export type Scalar = string | number | boolean;

/** Makes a test of one value fit the attribute: see `eachElement`. */
export type Lift = (test: ValueTest) => ValueTest;

/** MongoDB's rule: a list passes if any of its elements does. What is no list, being unknown, is tested itself. */
export const eachElement: Lift = (test) => (actual) => {
  if (!isList(actual)) return test(actual);
  for (let index = 0; index < actual.length; index++) if (test(actual[index])) return true;
  return false;
};

export const asItIs: Lift = (test) => test;

/** `null` stands for "not known"; a list is compared as a whole. */
export function equals(wanted: Scalar | null | readonly string[], lift: Lift): ValueTest {
  return typeof wanted === "object" && wanted !== null ? isSameList(wanted) : lift(isAnyOf([wanted ?? undefined]));
}

export function isAmong(wanted: readonly (Scalar | null)[], lift: Lift): ValueTest {
  return lift(isAnyOf([...new Set(wanted.map((value) => value ?? undefined))]));
}

function isAnyOf(values: readonly (Scalar | undefined)[]): ValueTest {
  const texts = values.filter((value) => typeof value === "string");
  if (texts.length === values.length) return isAnyText(texts);
  const [only] = values;
  return values.length === 1 ? (actual) => actual === only : isInSet(values);
}

/**
 * Apart from other values, because engines compare what they have only ever seen as text faster. Looking up a set
 * costs more than comparing with eight texts.
 */
function isAnyText(texts: readonly string[]): ValueTest {
  const [a, b = a, c = a, d = a, e = a, f = a, g = a, h = a] = texts;
  if (texts.length === 1) return (actual) => typeof actual === "string" && actual === a;
  if (texts.length <= 4) {
    return (actual) => typeof actual === "string" && (actual === a || actual === b || actual === c || actual === d);
  }
  if (texts.length > 8) return isInSet(texts);
  return (actual) =>
    typeof actual === "string" &&
    (actual === a ||
      actual === b ||
      actual === c ||
      actual === d ||
      actual === e ||
      actual === f ||
      actual === g ||
      actual === h);
}

function isInSet(values: readonly (Scalar | undefined)[]): ValueTest {
  const set = new Set<AttributeValue | undefined>(values);
  return (actual) => set.has(actual);
}

function isSameList(wanted: readonly string[]): ValueTest {
  return (actual) => {
    if (!isList(actual) || actual.length !== wanted.length) return false;
    for (let index = 0; index < wanted.length; index++) if (actual[index] !== wanted[index]) return false;
    return true;
  };
}

/** Numbers by size, text by its UTF-16 codes. A bound is never compared with a value of another type. */
function ordered(numbers: (bound: number) => ValueTest, texts: (bound: string) => ValueTest) {
  return (bound: number | string, lift: Lift) => lift(typeof bound === "number" ? numbers(bound) : texts(bound));
}

export const isAbove = ordered(
  (bound) => (actual) => typeof actual === "number" && actual > bound,
  (bound) => (actual) => typeof actual === "string" && actual > bound,
);

export const isAtLeast = ordered(
  (bound) => (actual) => typeof actual === "number" && actual >= bound,
  (bound) => (actual) => typeof actual === "string" && actual >= bound,
);

export const isBelow = ordered(
  (bound) => (actual) => typeof actual === "number" && actual < bound,
  (bound) => (actual) => typeof actual === "string" && actual < bound,
);

export const isAtMost = ordered(
  (bound) => (actual) => typeof actual === "number" && actual <= bound,
  (bound) => (actual) => typeof actual === "string" && actual <= bound,
);

export function isSameVersion(wanted: Version): ValueTest {
  return (actual) => typeof actual === "string" && compareToVersion(actual, wanted) === 0;
}

export function isNewer(wanted: Version): ValueTest {
  return (actual) => typeof actual === "string" && compareToVersion(actual, wanted) > 0;
}

export function isSameOrNewer(wanted: Version): ValueTest {
  return (actual) => typeof actual === "string" && compareToVersion(actual, wanted) >= 0;
}

export function isOlder(wanted: Version): ValueTest {
  return (actual) => typeof actual === "string" && compareToVersion(actual, wanted) < 0;
}

export function isSameOrOlder(wanted: Version): ValueTest {
  return (actual) => typeof actual === "string" && compareToVersion(actual, wanted) <= 0;
}

export function containsMatch(find: Test<string>, lift: Lift): ValueTest {
  return lift((actual) => typeof actual === "string" && find(actual));
}

export function isKnown(wanted: boolean): ValueTest {
  return wanted ? (actual) => actual !== undefined : (actual) => actual === undefined;
}

export type TypeName = "string" | "number" | "boolean" | "array" | "null";

export function hasType(wanted: TypeName): ValueTest {
  if (wanted === "null") return (actual) => actual === undefined;
  return wanted === "array" ? isList : (actual) => typeof actual === wanted;
}

export function hasSize(testSize: ValueTest): ValueTest {
  return (actual) => isList(actual) && testSize(actual.length);
}

export function hasAll(wanted: readonly string[]): ValueTest {
  return (actual) => {
    if (!isList(actual)) return false;
    for (let index = 0; index < wanted.length; index++) if (!contains(actual, wanted[index])) return false;
    return true;
  };
}

export function hasElement(testElement: ValueTest): ValueTest {
  const testEach = eachElement(testElement);
  return (actual) => isList(actual) && testEach(actual);
}

function isList(actual: AttributeValue | undefined): actual is readonly string[] {
  return Array.isArray(actual);
}

function contains(list: readonly string[], wanted: string | undefined): boolean {
  for (let index = 0; index < list.length; index++) if (list[index] === wanted) return true;
  return false;
}
