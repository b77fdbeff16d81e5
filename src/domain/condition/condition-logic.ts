/*
 * Joins tests. Up to four are called side by side, as a loop over them is slower and decisions consist of little else;
 * attributes are read and tested in one step, so that each costs a single call.
 */
import type { AttributeValue, Facts } from "./attribute.ts";

export type Test<Input> = (input: Input) => boolean;
export type FactsTest = Test<Facts>;
export type ValueTest = Test<AttributeValue | undefined>;

/** A test of one attribute, and the outcome that it should have. */
export interface Leaf {
  readonly attribute: string;
  readonly test: ValueTest;
  readonly wanted: boolean;
}

export function every<Input>(tests: readonly Test<Input>[]): Test<Input> {
  const [a = yes, b = yes, c = yes, d = yes] = tests;
  switch (tests.length) {
    case 0:
    case 1:
      return a;
    case 2:
      return (input) => a(input) && b(input);
    case 3:
      return (input) => a(input) && b(input) && c(input);
    case 4:
      return (input) => a(input) && b(input) && c(input) && d(input);
    default:
      return every(inFours(tests).map(every));
  }
}

export function some<Input>(tests: readonly Test<Input>[]): Test<Input> {
  const [a = no, b = no, c = no, d = no] = tests;
  switch (tests.length) {
    case 0:
    case 1:
      return a;
    case 2:
      return (input) => a(input) || b(input);
    case 3:
      return (input) => a(input) || b(input) || c(input);
    case 4:
      return (input) => a(input) || b(input) || c(input) || d(input);
    default:
      return some(inFours(tests).map(some));
  }
}

export function not<Input>(test: Test<Input>): Test<Input> {
  const negated = (input: Input) => !test(input);
  positives.set(negated, test);
  return negated;
}

const positives = new WeakMap<object, unknown>();

/** The test of which `not` made this one, if it did. */
export function positiveOf<Input>(test: Test<Input>): Test<Input> | undefined {
  // Parsed boundary: `not` puts in what takes the same input.
  return positives.get(test) as Test<Input> | undefined;
}

export function everyLeaf(leaves: readonly Leaf[]): FactsTest {
  const [{ attribute: a, test: testA, wanted: isA } = YES, { attribute: b, test: testB, wanted: isB } = YES] = leaves;
  const [, , { attribute: c, test: testC, wanted: isC } = YES, { attribute: d, test: testD, wanted: isD } = YES] =
    leaves;
  switch (leaves.length) {
    case 1:
      return (facts) => testA(facts[a]) === isA;
    case 2:
      return (facts) => testA(facts[a]) === isA && testB(facts[b]) === isB;
    case 3:
      return (facts) => testA(facts[a]) === isA && testB(facts[b]) === isB && testC(facts[c]) === isC;
    case 4:
      return (facts) =>
        testA(facts[a]) === isA && testB(facts[b]) === isB && testC(facts[c]) === isC && testD(facts[d]) === isD;
    default:
      return every(inFours(leaves).map(everyLeaf));
  }
}

export function someLeaf(leaves: readonly Leaf[]): FactsTest {
  const [{ attribute: a, test: testA, wanted: isA } = NO, { attribute: b, test: testB, wanted: isB } = NO] = leaves;
  const [, , { attribute: c, test: testC, wanted: isC } = NO, { attribute: d, test: testD, wanted: isD } = NO] = leaves;
  switch (leaves.length) {
    case 1:
      return (facts) => testA(facts[a]) === isA;
    case 2:
      return (facts) => testA(facts[a]) === isA || testB(facts[b]) === isB;
    case 3:
      return (facts) => testA(facts[a]) === isA || testB(facts[b]) === isB || testC(facts[c]) === isC;
    case 4:
      return (facts) =>
        testA(facts[a]) === isA || testB(facts[b]) === isB || testC(facts[c]) === isC || testD(facts[d]) === isD;
    default:
      return some(inFours(leaves).map(someLeaf));
  }
}

/**
 * Reads a fact that was declared under a name that every object inherits, such as `constructor`; for all other names
 * `facts[name]` is the same and faster.
 */
export function ownFact(facts: Facts, name: string): Facts[string] {
  return Object.hasOwn(facts, name) ? facts[name] : undefined;
}

export function isInheritedName(name: string): boolean {
  return name in Object.prototype;
}

const yes = (): boolean => true;
const no = (): boolean => false;
const YES: Leaf = { attribute: "", test: yes, wanted: true };
const NO: Leaf = { attribute: "", test: no, wanted: true };

function inFours<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / 4) }, (_, index) => items.slice(index * 4, index * 4 + 4));
}
