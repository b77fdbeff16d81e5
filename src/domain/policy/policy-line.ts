import { isSensitive, type PolicyChange, type PolicyKind, type Standing } from "./policy-change.ts";
import type { Label } from "../label.ts";
import { LIMIT_NAMES, readLimits, type LimitName } from "../limits.ts";

/** A category, and whether what stands there needs asking; null: there is no such category. */
export interface Place {
  readonly category: string;
  readonly sensitive: boolean | null;
}

/** One thing that a proposal changes, for people to read: see `policy-texts.ts`. */
export type PolicyLine =
  | { readonly code: "added" | "removed" | "reworded"; readonly kind: PolicyKind; readonly key: string }
  | { readonly code: "theme-moved"; readonly theme: string; readonly from: Place; readonly to: Place }
  | { readonly code: "category-marked"; readonly category: string; readonly sensitive: boolean }
  /** Its names could be about what the law protects. */
  | { readonly code: "doubtful-attribute"; readonly attribute: string; readonly text: string; readonly about: Label }
  /** An attribute is declared for this, from now on. */
  | { readonly code: "purpose-stated"; readonly attribute: string; readonly purpose: Label }
  | { readonly code: "limit-set"; readonly limit: LimitName; readonly from: number; readonly to: number };

/** What changes, in the order in which it is proposed. */
export function listLines(changes: readonly PolicyChange[], before: Standing, after: Standing): readonly PolicyLine[] {
  return changes.flatMap((change) => linesOf(change, before, after));
}

function linesOf(change: PolicyChange, before: Standing, after: Standing): readonly PolicyLine[] {
  const { kind, key } = change;
  if (change.kind === "limits") {
    const [old, next] = [readLimits(change.before), readLimits(change.after)];
    return LIMIT_NAMES.flatMap((limit): PolicyLine[] =>
      old[limit] === next[limit] ? [] : [{ code: "limit-set", limit, from: old[limit], to: next[limit] }],
    );
  }
  if (change.after === undefined) return [{ code: "removed", kind, key }];
  const lines: PolicyLine[] = change.before === undefined ? [{ code: "added", kind, key }] : [];
  if (change.kind === "theme" && change.before?.category !== change.after.category) {
    const to = placeOf(change.after.category, after);
    const from = change.before && placeOf(change.before.category, before);
    lines.push({ code: "theme-moved", theme: key, from: from ?? to, to });
  }
  if (change.kind === "category" && change.before?.sensitive !== change.after.sensitive) {
    lines.push({ code: "category-marked", category: key, sensitive: change.after.sensitive });
  }
  if (change.kind === "attribute" && change.after.purpose !== undefined) {
    const { purpose } = change.after;
    if (JSON.stringify(change.before?.purpose) !== JSON.stringify(purpose)) {
      lines.push({ code: "purpose-stated", attribute: key, purpose });
    }
  }
  const isReworded = change.before !== undefined && !isOnlyPlaced(change);
  return isReworded ? [...lines, { code: "reworded", kind, key }] : lines;
}

/** Whether nothing differs but what has a line of its own. */
function isOnlyPlaced(change: Exclude<PolicyChange, { readonly kind: "limits" }>): boolean {
  const strip = ({ category: _category, sensitive: _sensitive, purpose: _purpose, ...rest }: Record<string, unknown>) =>
    JSON.stringify(Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return strip({ ...change.before }) === strip({ ...change.after });
}

function placeOf(category: string, standing: Standing): Place {
  return { category, sensitive: isSensitive(category, standing) ?? null };
}
