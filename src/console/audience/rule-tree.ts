/**
 * Conditions as the rule builder shows them, and back. Not every condition has such a form; those that have one come
 * back exactly as they were written, but for the order of their members.
 */
import { canonicalJson } from "../../domain/json-diff.ts";
import type { Condition } from "../../domain/condition/segment.ts";
import type { Json } from "../../domain/json.ts";

/** One comparison; `field` is an attribute, or `$segment`. */
export interface Rule {
  readonly field: string;
  readonly operator: string;
  readonly value: Json;
}

export interface RuleGroup {
  readonly combinator: "and" | "or";
  readonly not?: boolean;
  readonly rules: readonly (Rule | RuleGroup)[];
}

/** The field under which the builder offers reuse of audiences. */
export const SEGMENT_FIELD = "$segment";

const SEGMENT_OPERATORS = ["$inSegment", "$notInSegment"];
const GROUPS = ["$and", "$or", "$nor", "$not"];

/** Operators with a control of their own in the builder. */
const BUILDER_OPERATORS = [
  "$eq",
  "$ne",
  "$in",
  "$nin",
  "$gt",
  "$gte",
  "$lt",
  "$lte",
  "$veq",
  "$vne",
  "$vgt",
  "$vgte",
  "$vlt",
  "$vlte",
  "$exists",
  "$regex",
  "$all",
];

const LIST_OPERATORS = new Set(["$in", "$nin", "$all"]);

export function isGroup(node: Rule | RuleGroup): node is RuleGroup {
  return "rules" in node;
}

/** The condition as a tree of rules; undefined if the builder can't show it without loss. */
export function toRules(condition: Condition): RuleGroup | undefined {
  const tree = toReadableRules(condition);
  const isSame = tree !== undefined && canonicalJson(toCondition(tree)) === canonicalJson(condition);
  return isSame ? tree : undefined;
}

/** The condition as rules that mean the same, to be read and not edited; undefined if it says more than rules can. */
export function toReadableRules(condition: Condition): RuleGroup | undefined {
  const rules = readMembers(condition);
  if (rules === undefined) return undefined;
  const [only] = rules;
  return rules.length === 1 && only !== undefined && isGroup(only) ? only : { combinator: "and", rules };
}

/**
 * What the rules mean, as it is stored: groups that change nothing (an "and" inside an "and", a group of one) are left
 * out, so that what is stored has one form, which can be shown again.
 */
export function toCondition({ combinator, not = false, rules }: RuleGroup): Condition {
  if (rules.length === 0) return not ? { $not: {} } : {};
  if (combinator === "or" && (not || rules.length > 1)) return { [not ? "$nor" : "$or"]: rules.map(writeNode) };
  const all = joinAll(rules.flatMap(flatten).map(writeNode));
  return not ? { $not: all } : all;
}

/** The node as what may stand beside others under one "and": a rule, a choice or a negation. */
function flatten(node: Rule | RuleGroup): readonly (Rule | RuleGroup)[] {
  if (!isGroup(node) || node.not === true) return [node];
  const isChoice = node.combinator === "or" && node.rules.length > 1;
  return isChoice ? [node] : node.rules.flatMap(flatten);
}

function writeNode(node: Rule | RuleGroup): Condition {
  if (isGroup(node)) return toCondition(node);
  const { field, operator, value } = node;
  if (field === SEGMENT_FIELD) return { [operator]: value };
  return { [field]: operator === "$eq" ? value : { [operator]: value } };
}

/** Parts, each with one member, as the members of one object as long as their names differ; the rest under `$and`. */
function joinAll(parts: readonly Condition[]): Condition {
  const [only, ...others] = parts;
  // A group of one says what that one says: under an $and of its own, it would come back as another group.
  if (only !== undefined && others.length === 0) return only;
  const joined: Record<string, Json> = {};
  const rest: Condition[] = [];
  for (const part of parts) {
    const entries = Object.entries(part);
    if (rest.length > 0 || !entries.every(([name, said]) => canJoin(joined, name, said))) rest.push(part);
    else for (const [name, said] of entries) joined[name] = mergeSaid(joined[name], said);
  }
  return rest.length === 0 ? joined : { ...joined, $and: rest };
}

function canJoin(joined: Readonly<Record<string, Json>>, name: string, said: Json): boolean {
  if (!Object.hasOwn(joined, name)) return true;
  const before = joined[name];
  if (name.startsWith("$") || !isRecord(before) || !isRecord(said)) return false;
  return Object.keys(said).every((operator) => !Object.hasOwn(before, operator));
}

function mergeSaid(before: Json | undefined, said: Json): Json {
  return isRecord(before) && isRecord(said) ? { ...before, ...said } : said;
}

function readMembers(condition: Condition): readonly (Rule | RuleGroup)[] | undefined {
  // What stands under `$and` is what did not fit beside the others, wherever a file happens to name it.
  const { $and: rest, ...members } = condition;
  const ordered = Object.entries(rest === undefined ? condition : { ...members, $and: rest });
  return collect(ordered, ([name, said]) => {
    if (GROUPS.includes(name)) return readGroup(name, said);
    if (SEGMENT_OPERATORS.includes(name))
      return isSegmentValue(said) ? [{ field: SEGMENT_FIELD, operator: name, value: said }] : undefined;
    return name.startsWith("$") ? undefined : readComparisons(name, said);
  });
}

function readGroup(name: string, said: Json): readonly (Rule | RuleGroup)[] | undefined {
  if (name === "$not") {
    if (!isRecord(said)) return undefined;
    const rules = readMembers(said);
    return rules && [{ combinator: "and", not: true, rules }];
  }
  if (!isList(said) || said.length === 0) return undefined;
  const rules = collect(said, (item) => {
    const inner = isRecord(item) ? readMembers(item) : undefined;
    if (inner === undefined) return undefined;
    return inner.length === 1 ? inner : [{ combinator: "and" as const, rules: inner }];
  });
  if (rules === undefined) return undefined;
  if (name === "$and") return rules;
  return [{ combinator: "or", ...(name === "$nor" ? { not: true } : {}), rules }];
}

function readComparisons(field: string, said: Json): readonly Rule[] | undefined {
  if (!isRecord(said)) return isScalar(said) ? [{ field, operator: "$eq", value: said }] : undefined;
  const entries = Object.entries(said);
  if (entries.length === 0) return undefined;
  return collect(entries, ([operator, value]) => {
    const isKnown = operator !== "$eq" && BUILDER_OPERATORS.includes(operator);
    const isPlain = LIST_OPERATORS.has(operator) ? isList(value) && value.every(isScalar) : isScalar(value);
    return isKnown && isPlain ? [{ field, operator, value }] : undefined;
  });
}

/** What all items give, together; undefined as soon as one gives nothing. */
function collect<Item, Part>(
  items: readonly Item[],
  read: (item: Item) => readonly Part[] | undefined,
): readonly Part[] | undefined {
  const parts: Part[] = [];
  for (const item of items) {
    const some = read(item);
    if (some === undefined) return undefined;
    parts.push(...some);
  }
  return parts;
}

function isSegmentValue(value: Json): boolean {
  return (
    typeof value === "string" || (isList(value) && value.length > 0 && value.every((key) => typeof key === "string"))
  );
}

function isScalar(value: Json): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json | undefined): value is Condition {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
