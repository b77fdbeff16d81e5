import { isSensitive, type PolicyChange, type PolicyKind, type Standing } from "./policy-change.ts";
import { categoryOfFeast, isSensitiveCategory, type FeastDefinition } from "../campaign/feast.ts";
import type { Feast } from "../campaign/schedule.ts";
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
  /** Null: it carries none. */
  | { readonly code: "feast-carries"; readonly feast: Feast; readonly from: Place | null; readonly to: Place | null }
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
  if (change.kind === "feast") return linesOfFeast(change, before, after);
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

/** A row that goes leaves the feast as it comes with Garland, which may change nothing. */
function linesOfFeast(
  { kind, key, ...change }: Extract<PolicyChange, { readonly kind: "feast" }>,
  before: Standing,
  after: Standing,
): readonly PolicyLine[] {
  const feast = (change.after ?? change.before)?.key;
  if (feast === undefined) return [];
  const [from, to] = [carriedIn(feast, before, change.before), carriedIn(feast, after, change.after)];
  const carries: PolicyLine[] = from?.category === to?.category ? [] : [{ code: "feast-carries", feast, from, to }];
  if (change.after === undefined) return [{ code: "removed", kind, key }, ...carries];
  if (change.before === undefined) return [{ code: "added", kind, key }, ...carries];
  const isRenamed = JSON.stringify(change.before.label) !== JSON.stringify(change.after.label);
  return isRenamed ? [...carries, { code: "reworded", kind, key }] : carries;
}

function carriedIn(feast: Feast, { categories }: Standing, row: FeastDefinition | undefined): Place | null {
  const category = categoryOfFeast(feast, row === undefined ? [] : [row]);
  return category === null ? null : { category, sensitive: isSensitiveCategory(category, categories) };
}

/** Whether nothing differs but what has a line of its own. */
function isOnlyPlaced(change: Exclude<PolicyChange, { readonly kind: "limits" | "feast" }>): boolean {
  const strip = ({ category: _category, sensitive: _sensitive, purpose: _purpose, ...rest }: Record<string, unknown>) =>
    JSON.stringify(Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return strip({ ...change.before }) === strip({ ...change.after });
}

function placeOf(category: string, standing: Standing): Place {
  return { category, sensitive: isSensitive(category, standing) ?? null };
}
