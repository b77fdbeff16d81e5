/*
 * Joins tests. Up to four are called side by side, as a loop over them is slower and decisions consist of little else;
 * attributes are read and tested in one step, so that each costs a single call.
 */
import type { AttributeValue, Facts } from "./attribute.ts";

export type Test<Input> = (input: Input) => boolean;
export type FactsTest = Test<Facts>;
export type ValueTest = Test<AttributeValue | undefined>;

/** A test of one attribute. */
export interface Leaf {
  readonly attribute: string;
  readonly test: ValueTest;
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
  return (input) => !test(input);
}

export function everyLeaf(leaves: readonly Leaf[]): FactsTest {
  const [{ attribute: a, test: testA } = YES, { attribute: b, test: testB } = YES] = leaves;
  const [, , { attribute: c, test: testC } = YES, { attribute: d, test: testD } = YES] = leaves;
  switch (leaves.length) {
    case 1:
      return (facts) => testA(facts[a]);
    case 2:
      return (facts) => testA(facts[a]) && testB(facts[b]);
    case 3:
      return (facts) => testA(facts[a]) && testB(facts[b]) && testC(facts[c]);
    case 4:
      return (facts) => testA(facts[a]) && testB(facts[b]) && testC(facts[c]) && testD(facts[d]);
    default:
      return every(inFours(leaves).map(everyLeaf));
  }
}

export function someLeaf(leaves: readonly Leaf[]): FactsTest {
  const [{ attribute: a, test: testA } = NO, { attribute: b, test: testB } = NO] = leaves;
  const [, , { attribute: c, test: testC } = NO, { attribute: d, test: testD } = NO] = leaves;
  switch (leaves.length) {
    case 1:
      return (facts) => testA(facts[a]);
    case 2:
      return (facts) => testA(facts[a]) || testB(facts[b]);
    case 3:
      return (facts) => testA(facts[a]) || testB(facts[b]) || testC(facts[c]);
    case 4:
      return (facts) => testA(facts[a]) || testB(facts[b]) || testC(facts[c]) || testD(facts[d]);
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
const YES: Leaf = { attribute: "", test: yes };
const NO: Leaf = { attribute: "", test: no };

function inFours<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / 4) }, (_, index) => items.slice(index * 4, index * 4 + 4));
}
