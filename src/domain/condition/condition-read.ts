import type { AttributeDictionary } from "./attribute.ts";
import {
  describe,
  itemPath,
  memberPath,
  quote,
  suggest,
  type ConditionIssue,
  type ConditionIssueCode,
} from "./condition-issue.ts";
import { every, not, type ValueTest } from "./condition-logic.ts";
import type { ConditionNode, GroupKind, SegmentNode, ValueNode } from "./condition-node.ts";
import { isArray, isRecord, NATURE, type CompilePattern, type Site, type Subject } from "./operator-operand.ts";
import { isOperatorName, OPERATORS, type OperatorName } from "./operator.ts";
import { spellingOf } from "./spelling.ts";
import type { Json } from "../json.ts";

/** How deep objects may stand in each other, the condition itself being the first. */
export const MAXIMUM_DEPTH = 16;
/** How many members and list items a condition may have; values that `$in` and `$all` list do not count. */
export const MAXIMUM_NODES = 500;
const MAXIMUM_ISSUES = 500;

/** What a condition may refer to. */
export interface Vocabulary {
  readonly attributes: AttributeDictionary;
  readonly segments: { has(key: string): boolean; keys(): Iterable<string> };
  readonly compilePattern: CompilePattern;
  /** Whether the condition is being written just now: a name of nothing is refused then, and fits nobody later. */
  readonly isNew?: boolean;
}

/** A condition that was read; worth nothing if it has issues. */
export interface Reading {
  readonly node: ConditionNode;
  readonly issues: readonly ConditionIssue[];
  /** The attributes it reads itself, without those of its segments. */
  readonly attributes: ReadonlySet<string>;
  /** The segments it refers to, with the place of each. */
  readonly references: readonly SegmentNode[];
  readonly size: number;
}

/** Checks a condition as it was written and finds everything that is wrong with it. */
export function readCondition(written: Json, vocabulary: Vocabulary): Reading {
  const run: Run = { ...vocabulary, issues: [], read: new Set(), references: [], size: 0 };
  const node = readObject(written, { path: "$", depth: 1 }, run);
  const { issues, read, references, size } = run;
  return { node, issues, attributes: read, references, size };
}

interface Run extends Vocabulary {
  readonly issues: ConditionIssue[];
  readonly read: Set<string>;
  readonly references: SegmentNode[];
  size: number;
}

interface Place {
  readonly path: string;
  readonly depth: number;
}

/** Stands where something was refused; the issue that was noted keeps it from ever being used. */
const NOTHING = { kind: "all", path: "", children: [] } as const;

type ReadLogic = (written: Json, place: Place, run: Run) => ConditionNode;

/** The operators that join whole conditions. */
const LOGIC: Readonly<Record<string, ReadLogic>> = {
  $and: readGroup("all"),
  $or: readGroup("any"),
  $nor: readGroup("none"),
  $not: (written, place, run) => ({ kind: "not", path: place.path, child: readObject(written, place, run) }),
  $inSegment: readMembership("any"),
  $notInSegment: readMembership("none"),
};

function readObject(written: Json, { path, depth }: Place, run: Run): ConditionNode {
  if (!isRecord(written)) {
    return refuse(run, "wrong-type", path, `needs a condition such as {"platform": "ios"}, not ${describe(written)}`);
  }
  if (depth > MAXIMUM_DEPTH) return refuseDepth(run, path);
  const children = admit(Object.entries(written), path, run).map(([key, operand]) => {
    const place = { path: memberPath(path, key), depth: depth + 1 };
    return key.startsWith("$") ? readLogic(key, operand, place, run) : readAttribute(key, operand, place, run);
  });
  return { kind: "all", path, children };
}

function readLogic(name: string, written: Json, place: Place, run: Run): ConditionNode {
  const readIt = Object.hasOwn(LOGIC, name) ? LOGIC[name] : undefined;
  if (readIt !== undefined) return readIt(written, place, run);
  if (isOperatorName(name)) {
    const message = `${quote(name)} needs an attribute: write {"attribute": {${quote(name)}: …}}`;
    return refuse(run, "unknown-operator", place.path, message);
  }
  const known = Object.keys(LOGIC);
  const hint = suggest(name, known, `; conditions know ${known.join(", ")}`);
  return refuse(run, "unknown-operator", place.path, `there is no operator ${quote(name)}${hint}`);
}

function readGroup(kind: GroupKind): ReadLogic {
  return (written, place, run) => {
    if (!isArray(written)) {
      return refuse(run, "wrong-type", place.path, `needs a list of conditions, not ${describe(written)}`);
    }
    if (written.length === 0) return refuse(run, "empty", place.path, "needs at least one condition");
    const children = admit(written, place.path, run).map((item, index) =>
      readObject(item, { ...place, path: itemPath(place.path, index) }, run),
    );
    return { kind, path: place.path, children };
  };
}

function readMembership(kind: GroupKind): ReadLogic {
  return (written, place, run) => {
    if (!isArray(written)) return { kind, path: place.path, children: [readReference(written, place.path, run)] };
    if (written.length === 0) return refuse(run, "empty", place.path, "needs at least one segment");
    const children = admit(written, place.path, run).map((item, index) =>
      readReference(item, itemPath(place.path, index), run),
    );
    return { kind, path: place.path, children };
  };
}

function readReference(written: Json, path: string, run: Run): ConditionNode {
  if (typeof written !== "string") {
    return refuse(run, "wrong-type", path, `needs the key of a segment, or a list of keys, not ${describe(written)}`);
  }
  if (!run.segments.has(written)) {
    const hint = suggest(written, run.segments.keys(), "; make it first, or name another");
    return refuse(run, "unknown-segment", path, `there is no segment ${quote(written)}${hint}`);
  }
  const node: SegmentNode = { kind: "segment", path, segment: written };
  run.references.push(node);
  return node;
}

function readAttribute(key: string, written: Json, place: Place, run: Run): ConditionNode {
  const attribute = run.attributes.get(key);
  if (attribute === undefined) {
    const hint = suggest(key, run.attributes.keys(), "; declare it in segments/attributes.json, or name another");
    return refuse(run, "unknown-attribute", place.path, `there is no attribute ${quote(key)}${hint}`);
  }
  if (attribute.household === true) {
    const message = `${quote(key)} says who belongs together, and no rule may use it; name another attribute`;
    return refuse(run, "household-attribute", place.path, message);
  }
  run.read.add(key);
  return readValue(written, attribute, place, run);
}

/** What is said about one value: a plain value, or an object of operators that must all hold. */
function readValue(written: Json, subject: Subject, { path, depth }: Place, run: Run): ValueNode {
  if (!isRecord(written)) return readLeaf("$eq", written, subject, { path, depth }, run);
  if (depth > MAXIMUM_DEPTH) return refuseDepth(run, path);
  const entries = Object.entries(written);
  if (entries.length === 0) return refuse(run, "empty", path, `needs a value, or operators such as {"$ne": …}`);
  const children = admit(entries, path, run).map(([name, operand]): ValueNode => {
    const place = { path: memberPath(path, name), depth: depth + 1 };
    if (name === "$not") return { kind: "not", path: place.path, child: readValue(operand, subject, place, run) };
    if (isOperatorName(name)) return readLeaf(name, operand, subject, place, run);
    return refuse(run, "unknown-operator", place.path, explainUnknown(name));
  });
  return { kind: "all", path, children };
}

function explainUnknown(name: string): string {
  if (Object.hasOwn(LOGIC, name)) return `${quote(name)} joins whole conditions: write it around the attribute`;
  const hint = suggest(name, ["$not", ...Object.keys(OPERATORS)], "; attributes have no parts, only operators");
  return `there is no operator ${quote(name)}${hint}`;
}

function readLeaf(operator: OperatorName, written: Json, subject: Subject, place: Place, run: Run): ValueNode {
  const { path } = place;
  const { types, compile } = OPERATORS[operator];
  if (!types.includes(subject.type)) return refuse(run, "wrong-type", path, explainMisfit(operator, types, subject));
  const siteAt = (where: string): Site => ({
    subject,
    isNew: run.isNew ?? false,
    compilePattern: run.compilePattern,
    compileNested: (nested, part) => testOf(readValue(nested, part, place, run)),
    item: (index) => siteAt(itemPath(where, index)),
    refuse(code, message) {
      refuse(run, code, where, message);
    },
  });
  const test = compile(written, siteAt(path));
  if (test === undefined) return NOTHING;
  const isSpelt = spellingOf(subject) !== undefined;
  return { kind: "leaf", path, attribute: subject.key, operator, expected: written, isSpelt, test };
}

function explainMisfit(operator: OperatorName, types: readonly string[], { key, type }: Subject): string {
  const counterpart = type === "version" ? operator.replace("$", "$v") : operator.replace("$v", "$");
  const hint =
    isOperatorName(counterpart) && OPERATORS[counterpart].types.includes(type) ? `; use "${counterpart}"` : "";
  return `works on ${types.join(", ")} attributes, but ${quote(key)} ${NATURE[type]}${hint}`;
}

/** The test of operators inside an operand. */
function testOf(node: ValueNode): ValueTest {
  switch (node.kind) {
    case "leaf":
      return node.test;
    case "not":
      return not(testOf(node.child));
    case "all":
      return every(node.children.map(testOf));
  }
}

/** As many of the parts as a condition may still have. */
function admit<Part>(parts: readonly Part[], path: string, run: Run): readonly Part[] {
  const before = run.size;
  run.size += parts.length;
  if (before <= MAXIMUM_NODES && run.size > MAXIMUM_NODES) {
    refuse(run, "too-large", path, `the condition has more than ${MAXIMUM_NODES} parts; make segments of it`);
  }
  // Array.from, so that a hole in a list is looked at, and refused.
  return Array.from(parts.slice(0, Math.max(0, MAXIMUM_NODES - before)));
}

function refuseDepth(run: Run, path: string): typeof NOTHING {
  return refuse(run, "too-deep", path, `stands more than ${MAXIMUM_DEPTH} levels deep; make a segment of it`);
}

function refuse(run: Run, code: ConditionIssueCode, path: string, message: string): typeof NOTHING {
  if (run.issues.length < MAXIMUM_ISSUES) run.issues.push({ path, message, code });
  return NOTHING;
}
