import type { FeastDefinition } from "../campaign/feast.ts";
import type { Category, Theme } from "../campaign/theme.ts";
import type { AttributeDefinition } from "../condition/attribute.ts";
import { toJson } from "../to-json.ts";
import { canonicalJson } from "../json-diff.ts";
import { LIMIT_NAMES, readLimits, type Limits } from "../limits.ts";

/** What each kind of policy is made of. */
interface PolicyBodies {
  readonly attribute: AttributeDefinition;
  readonly category: Category;
  readonly theme: Theme;
  readonly feast: FeastDefinition;
  readonly limits: Limits;
}

export type PolicyKind = keyof PolicyBodies;

/** One row of policy as it was and as it would be; undefined: it is not there. */
export type PolicyChange = {
  readonly [Kind in PolicyKind]: {
    readonly kind: Kind;
    readonly key: string;
    readonly before: PolicyBodies[Kind] | undefined;
    readonly after: PolicyBodies[Kind] | undefined;
  };
}[PolicyKind];

/** Where everything stands. */
export interface Standing {
  readonly categories: readonly Category[];
  readonly themes: readonly Theme[];
  /** A feast that is not listed carries what it comes with. */
  readonly feasts: readonly FeastDefinition[];
}

/** `tightens`: afterwards nobody can be shown anything unasked that they could not be before, and no out covers less. */
export type Direction = "tightens" | "loosens";

/** What is not proved to tighten counts as loosening. */
export function directionOf(changes: readonly PolicyChange[], before: Standing, after: Standing): Direction {
  return changes.length > 0 && changes.every((change) => doesTighten(change, before, after)) ? "tightens" : "loosens";
}

function doesTighten(change: PolicyChange, before: Standing, after: Standing): boolean {
  if (change.before === undefined && change.kind !== "limits") return false;
  if (change.after === undefined) return false;
  switch (change.kind) {
    case "category":
      return change.after.sensitive && isSame(change.before, { ...change.after, sensitive: false });
    case "theme": {
      const { before: old, after: next } = change;
      if (old === undefined || !isSame(old, { ...next, category: old.category })) return false;
      return isSensitive(old.category, before) === false && isSensitive(next.category, after) === true;
    }
    case "feast": {
      // Only what carried nothing: an out at what it carried before might never have been noted as covering it.
      const { before: old, after: next } = change;
      if (old?.category !== null || next.category === null || !isSame(old, { ...next, category: null })) return false;
      // An ordinary category takes two people: once a feast carries one, no one person could make it sensitive.
      return isSensitive(next.category, after) === true;
    }
    case "limits": {
      const [old, next] = [readLimits(change.before), readLimits(change.after)];
      return LIMIT_NAMES.every((name) => next[name] <= old[name]);
    }
    case "attribute":
      return false;
  }
}

/** Undefined: there is no such category, so nothing says what it is. */
export function isSensitive(category: string, { categories }: Pick<Standing, "categories">): boolean | undefined {
  return categories.find(({ key }) => key === category)?.sensitive;
}

export function isSame(one: object | undefined, other: object): boolean {
  return one !== undefined && canonicalJson(toJson(one)) === canonicalJson(toJson(other));
}
