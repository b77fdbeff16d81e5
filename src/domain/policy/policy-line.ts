import type { FeastDefinition } from "../campaign/feast.ts";
import { categoryOfFeast, FEAST_FACTS, isSensitiveCategory } from "../campaign/feast.ts";
import type { Feast } from "../campaign/schedule.ts";
import type { Category, Names, Theme } from "../campaign/theme.ts";
import type { Label } from "../label.ts";
import { LIMIT_NAMES, readLimits, type LimitName } from "../limits.ts";
import { listAttributeLines, type AttributeLine } from "./attribute-line.ts";
import { isSame, isSensitive, type PolicyChange, type PolicyKind, type Standing } from "./policy-change.ts";

/** A category, and whether what stands there needs asking; null: there is no such category. */
export interface Place {
  readonly category: string;
  readonly sensitive: boolean | null;
  /** As people call it. Absent here and below: it has no name, or an earlier release kept none. */
  readonly label?: Label;
}

/** One thing that a proposal changes, for people to read: see `policy-line-texts.ts`. */
export type PolicyLine =
  | { readonly code: "added" | "removed"; readonly kind: PolicyKind; readonly key: string; readonly label?: Label }
  /** Nothing but an order; of earlier releases also any other name or word. */
  | { readonly code: "reworded"; readonly kind: PolicyKind; readonly key: string; readonly label?: Label }
  | {
      readonly code: "renamed";
      readonly kind: PolicyKind;
      readonly key: string;
      readonly from: Label;
      readonly to: Label;
    }
  | { readonly code: "words"; readonly key: string; readonly label: Label; readonly more: Names; readonly less: Names }
  | {
      readonly code: "theme-moved";
      readonly theme: string;
      readonly label?: Label;
      readonly from: Place;
      readonly to: Place;
    }
  /** Null: it carries none. */
  | {
      readonly code: "feast-carries";
      readonly feast: Feast;
      readonly label?: Label;
      readonly from: Place | null;
      readonly to: Place | null;
    }
  | {
      readonly code: "category-marked";
      readonly category: string;
      readonly label?: Label;
      readonly sensitive: boolean;
      readonly isNew?: true;
    }
  /** Its names could be about what the law protects. */
  | { readonly code: "doubtful-attribute"; readonly attribute: string; readonly text: string; readonly about: Label }
  | AttributeLine
  | { readonly code: "limit-set"; readonly limit: LimitName; readonly from: number; readonly to: number };

/** What changes, in the order in which it is proposed: all that differs is in some line. */
export function listLines(changes: readonly PolicyChange[], before: Standing, after: Standing): readonly PolicyLine[] {
  return changes.flatMap((change) => {
    const lines = linesOf(change, before, after);
    const { kind, key } = change;
    const isSilent = lines.length === 0 && kind !== "limits" && kind !== "feast";
    if (!isSilent || change.after === undefined || isSame(change.before, change.after)) return lines;
    return [{ code: "reworded", kind, key, label: change.after.label } as const];
  });
}

function linesOf(change: PolicyChange, before: Standing, after: Standing): readonly PolicyLine[] {
  const { kind, key } = change;
  switch (change.kind) {
    case "limits": {
      const [old, next] = [readLimits(change.before), readLimits(change.after)];
      return LIMIT_NAMES.flatMap((limit): PolicyLine[] =>
        old[limit] === next[limit] ? [] : [{ code: "limit-set", limit, from: old[limit], to: next[limit] }],
      );
    }
    case "feast":
      return linesOfFeast(change, before, after);
    default: {
      const row = change.after ?? change.before;
      if (row === undefined) return [];
      const { label } = row;
      if (change.after === undefined) return [{ code: "removed", kind, key, label }];
      if (change.before === undefined)
        return [{ code: "added", kind, key, label }, ...detailsOf(change, before, after)];
      const { label: from } = change.before;
      const renamed: PolicyLine[] = isSame(from, label) ? [] : [{ code: "renamed", kind, key, from, to: label }];
      return [...renamed, ...detailsOf(change, before, after)];
    }
  }
}

/** All but the name. */
function detailsOf(
  change: Exclude<PolicyChange, { readonly kind: "limits" | "feast" }>,
  before: Standing,
  after: Standing,
): readonly PolicyLine[] {
  switch (change.kind) {
    case "attribute":
      return change.after === undefined ? [] : listAttributeLines(change.before, change.after);
    case "category": {
      const { before: old, after: next } = change;
      if (next === undefined) return [];
      const { key: category, sensitive, label } = next;
      const marked: PolicyLine = { code: "category-marked", category, sensitive, label };
      const isNew = old === undefined ? ({ isNew: true } as const) : {};
      return [...(old?.sensitive === sensitive ? [] : [{ ...marked, ...isNew }]), ...wordsOf(old, next)];
    }
    case "theme": {
      const { before: old, after: next } = change;
      if (next === undefined) return [];
      const to = placeOf(next.category, after);
      const from = old === undefined ? to : placeOf(old.category, before);
      const moved: PolicyLine = { code: "theme-moved", theme: next.key, label: next.label, from, to };
      return [...(old?.category === next.category ? [] : [moved]), ...wordsOf(old, next)];
    }
  }
}

/** The words by which people's messages are understood. */
function wordsOf(before: Category | Theme | undefined, after: Category | Theme): readonly PolicyLine[] {
  const more = without(after.names, before?.names);
  const less = without(before?.names, after.names);
  if (isEmpty(more) && isEmpty(less)) return [];
  return [{ code: "words", key: after.key, label: after.label, more, less }];
}

const NO_WORDS: Names = { ru: [], en: [], translit: [], emoji: [] };

function without(names: Names = NO_WORDS, others: Names = NO_WORDS): Names {
  const rest = (kind: keyof Names) => names[kind].filter((word) => !others[kind].includes(word));
  return { ru: rest("ru"), en: rest("en"), translit: rest("translit"), emoji: rest("emoji") };
}

function isEmpty(names: Names): boolean {
  return Object.values(names).every((words: readonly string[]) => words.length === 0);
}

/** A row that goes leaves the feast as it comes with Garland, which may change nothing. */
function linesOfFeast(
  { kind, key, ...change }: Extract<PolicyChange, { readonly kind: "feast" }>,
  before: Standing,
  after: Standing,
): readonly PolicyLine[] {
  const feast = (change.after ?? change.before)?.key;
  if (feast === undefined) return [];
  const [old, label] = [nameOfFeast(feast, change.before), nameOfFeast(feast, change.after)];
  const [from, to] = [carriedIn(feast, before, change.before), carriedIn(feast, after, change.after)];
  const renamed: PolicyLine[] = isSame(old, label) ? [] : [{ code: "renamed", kind, key, from: old, to: label }];
  const carries: PolicyLine[] =
    from?.category === to?.category ? [] : [{ code: "feast-carries", feast, label, from, to }];
  if (change.after === undefined) return [{ code: "removed", kind, key, label: old }, ...renamed, ...carries];
  if (change.before === undefined) return [{ code: "added", kind, key, label: old }, ...renamed, ...carries];
  return [...renamed, ...carries];
}

function nameOfFeast(feast: Feast, row: FeastDefinition | undefined): Label {
  return row?.label ?? FEAST_FACTS[feast].label;
}

function carriedIn(feast: Feast, { categories }: Standing, row: FeastDefinition | undefined): Place | null {
  const category = categoryOfFeast(feast, row === undefined ? [] : [row]);
  if (category === null) return null;
  return { category, sensitive: isSensitiveCategory(category, categories), ...labelOf(category, categories) };
}

function placeOf(category: string, standing: Standing): Place {
  return { category, sensitive: isSensitive(category, standing) ?? null, ...labelOf(category, standing.categories) };
}

function labelOf(category: string, categories: readonly Category[]): Pick<Place, "label"> {
  const label = categories.find(({ key }) => key === category)?.label;
  return label === undefined ? {} : { label };
}
