import { canonicalJson } from "../json-diff.ts";
import type { Json } from "../json.ts";

/** Members of these may stand in any order, and more than once, and mean the same. */
const UNORDERED: readonly string[] = ["$and", "$or", "$nor", "$in", "$nin", "$all", "include", "exclude"];
/** Of these one member alone says what the whole does. */
const GROUPS: readonly string[] = ["$and", "$or"];

/**
 * A question about an audience in one spelling, whatever its conditions' order, however often they stand in it, and without what is
 * denied twice. What only a proof would show to be the same stays different.
 */
export function spellAlike(question: Json): Json {
  if (Array.isArray(question)) return question.map(spellAlike);
  if (typeof question !== "object" || question === null) return question;
  const members = Object.entries(question).map(([key, value]): readonly [string, Json] => {
    const spelt = spellAlike(value);
    return [key, UNORDERED.includes(key) && Array.isArray(spelt) ? sortOnce(spelt) : spelt];
  });
  const [first, ...others] = members;
  if (first === undefined || others.length > 0) return Object.fromEntries(members);
  const [key, value] = first;
  if (GROUPS.includes(key) && Array.isArray(value) && value.length === 1) return value[0] ?? null;
  return (key === "$not" ? deniedBy(value) : undefined) ?? { [key]: value };
}

function sortOnce(values: readonly Json[]): readonly Json[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value])).entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, value]) => value);
}

/** What a value denies, if that is all that it says. */
function deniedBy(value: Json): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const [first, ...others] = Object.entries(value);
  return first?.[0] === "$not" && others.length === 0 ? first[1] : undefined;
}
