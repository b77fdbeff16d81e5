import type { AttributeType } from "./attribute.ts";
import { not, type ValueTest } from "./condition-logic.ts";
import {
  readBound,
  readElementTest,
  readEqual,
  readFlag,
  readPattern,
  readSize,
  readTexts,
  readTypeName,
  readValues,
  readVersion,
  type ReadOperand,
  type Site,
  type Subject,
} from "./operator-operand.ts";
import {
  asItIs,
  containsMatch,
  eachElement,
  equals,
  hasAll,
  hasElement,
  hasSize,
  hasType,
  isAbove,
  isAmong,
  isAtLeast,
  isAtMost,
  isBelow,
  isKnown,
  isNewer,
  isOlder,
  isSameOrNewer,
  isSameOrOlder,
  isSameVersion,
  type Lift,
} from "./operator-predicates.ts";
import { anySpelling, spellingOf } from "./spelling.ts";
import type { Json } from "../json.ts";

/** One operator of the condition language. */
export interface Operator {
  /** The types of attribute that it works on. */
  readonly types: readonly AttributeType[];
  /** Reads the operand and makes the test; undefined if the operand was refused. */
  compile(written: Json, site: Site): ValueTest | undefined;
}

const ANY = ["string", "enum", "number", "boolean", "version", "strings"] as const;
const ORDERED = ["string", "number", "strings"] as const;
const TEXT = ["string", "enum", "version", "strings"] as const;
const VERSION = ["version"] as const;
const LIST = ["strings"] as const;

/** Every operator that says something about a value: which attributes, which operand, which test. */
export const OPERATORS = {
  $eq: operator(ANY, readEqual, equals),
  $ne: negated(ANY, readEqual, equals),
  $in: operator(ANY, readValues, isAmong),
  $nin: negated(ANY, readValues, isAmong),
  $gt: operator(ORDERED, readBound, isAbove),
  $gte: operator(ORDERED, readBound, isAtLeast),
  $lt: operator(ORDERED, readBound, isBelow),
  $lte: operator(ORDERED, readBound, isAtMost),
  $veq: operator(VERSION, readVersion, isSameVersion),
  $vne: negated(VERSION, readVersion, isSameVersion),
  $vgt: operator(VERSION, readVersion, isNewer),
  $vgte: operator(VERSION, readVersion, isSameOrNewer),
  $vlt: operator(VERSION, readVersion, isOlder),
  $vlte: operator(VERSION, readVersion, isSameOrOlder),
  $exists: operator(ANY, readFlag, isKnown),
  $type: operator(ANY, readTypeName, hasType),
  $regex: operator(TEXT, readPattern, containsMatch),
  $size: operator(LIST, readSize, hasSize),
  $all: operator(LIST, readTexts, hasAll),
  $elemMatch: operator(LIST, readElementTest, hasElement),
} satisfies Readonly<Record<string, Operator>>;

export type OperatorName = keyof typeof OPERATORS;

export function isOperatorName(name: string): name is OperatorName {
  return Object.hasOwn(OPERATORS, name);
}

/**
 * The third value beside "fits" and "does not". Nothing can be said of a fact that is not known yet, not even by `$exists` or
 * `null`: it may turn out to have any value, or none. So each operator has the outcome that is given, whatever it asks.
 */
export function withUnknown(test: ValueTest, outcome: boolean): ValueTest {
  return (actual) => (actual === undefined ? outcome : test(actual));
}

function operator<Operand>(
  types: readonly AttributeType[],
  readOperand: ReadOperand<Operand>,
  makeTest: (operand: Operand, lift: Lift) => ValueTest,
): Operator {
  return {
    types,
    compile(written, site) {
      const operand = readOperand(written, site);
      if (operand === undefined) return undefined;
      return makeTest(operand, liftFor(site.subject));
    },
  };
}

function liftFor(subject: Subject): Lift {
  if (subject.type === "strings") return eachElement;
  const spelling = spellingOf(subject);
  return spelling === undefined ? asItIs : (test) => anySpelling(spelling, test);
}

/** Passes exactly what the same operator would not, the unknown included. */
function negated<Operand>(...row: Parameters<typeof operator<Operand>>): Operator {
  const { types, compile } = operator(...row);
  return {
    types,
    compile(written, site) {
      const positive = compile(written, site);
      return positive && not(positive);
    },
  };
}
