import type { Category } from "../campaign/theme.ts";
import { isSensitive, type PolicyChange, type Standing } from "./policy-change.ts";

/**
 * What a row that was written and never carried (`after`) is held to: what is in force (`before`), or what was written where
 * that is stricter. Undefined: it goes.
 */
export function holdToPublished(change: PolicyChange, published: Standing, stored: Standing): PolicyChange["after"] {
  switch (change.kind) {
    case "category": {
      const { before, after } = change;
      return before && { ...before, sensitive: before.sensitive || after?.sensitive === true };
    }
    case "theme": {
      const { before, after } = change;
      const isStrict = (category: string) =>
        isSensitive(category, published) === true || isSensitive(category, stored) === true;
      if (before === undefined || after === undefined || isStrict(before.category)) return before;
      return isStrict(after.category) ? { ...before, category: after.category } : before;
    }
    case "attribute":
    case "feast":
    case "limits":
      return change.before;
  }
}

/** The same of a row that can't go, as something that is stored uses it. */
export function keepStrict(change: PolicyChange): PolicyChange["after"] {
  return change.kind === "category" ? change.after && strict(change.after) : change.after;
}

const strict = (category: Category): Category => ({ ...category, sensitive: true });
