import { canonicalJson } from "../../domain/json-diff.ts";
import type { Json } from "../../domain/json.ts";

/** Parts of a definition whose members mean something by themselves; of all others one side counts as a whole. */
const DIVISIBLE = ["label", "audience"];

/** A definition with what I changed since `base`, and what they changed everywhere else. */
export function mergeDefinitions(base: Json, mine: Json, theirs: Json): Json {
  return mergeMembers(base, mine, theirs, DIVISIBLE);
}

function mergeMembers(base: Json, mine: Json, theirs: Json, divisible: readonly string[]): Json {
  if (!isRecord(base) || !isRecord(mine) || !isRecord(theirs)) return isSame(mine, base) ? theirs : mine;
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const said = mergeMember(base[name], mine[name], theirs[name], divisible.includes(name));
      return said === undefined ? [] : [[name, said]];
    }),
  );
}

/** A side that is undefined has no such member. */
function mergeMember(
  base: Json | undefined,
  mine: Json | undefined,
  theirs: Json | undefined,
  isDivisible: boolean,
): Json | undefined {
  if (isSame(mine, base)) return theirs;
  if (!isDivisible || base === undefined || mine === undefined || theirs === undefined) return mine;
  return mergeMembers(base, mine, theirs, []);
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
