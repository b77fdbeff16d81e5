import type { Definitions } from "../contract/definitions.ts";
import { diffJson, type JsonChange } from "../domain/json-diff.ts";
import type { Json } from "../domain/json.ts";
import { listReferences } from "../domain/condition/segment-references.ts";
import { PLURALS, type Plural } from "./definition-service.ts";

/** One definition that is not the same on both sides. */
export interface DefinitionDifference {
  readonly plural: Plural;
  readonly key: string;
  readonly kind: "added" | "changed" | "removed";
  readonly changes: readonly JsonChange[];
  /** The definition as it would be; absent when it is removed. */
  readonly body?: unknown;
}

/** How to get from one set of definitions to another, in an order in which every step refers only to what exists. */
export function compareDefinitions(from: Definitions, to: Definitions): readonly DefinitionDifference[] {
  const writes = PLURALS.flatMap((plural) => compareList(plural, from[plural], inOrder(plural, to)));
  const removals = PLURALS.toReversed().flatMap((plural) => {
    const kept = new Set(to[plural].map((definition) => definition.key));
    const gone = inOrder(plural, from).filter((definition) => !kept.has(definition.key));
    return gone.toReversed().map((definition): DefinitionDifference => ({
      plural,
      key: definition.key,
      kind: "removed",
      changes: diffJson(toJson(definition), undefined),
    }));
  });
  return [...writes, ...removals];
}

/** A difference in a line or a few, for people. */
export function describeDifference({ plural, key, kind, changes }: DefinitionDifference): string {
  const sign = { added: "+", changed: "~", removed: "-" }[kind];
  const details = kind === "changed" ? changes.map((change) => `\n    ${describeChange(change)}`) : [];
  const kept = kind === "removed" ? " (only the service has it; a push keeps it, unless with --prune)" : "";
  return `${sign} ${plural}/${key}${kept}${details.join("")}`;
}

function describeChange({ path, before, after }: JsonChange): string {
  const show = (value: Json | undefined) => (value === undefined ? "nothing" : JSON.stringify(value));
  return `${path}: ${show(before)} → ${show(after)}`;
}

function compareList(
  plural: Plural,
  from: readonly { readonly key: string }[],
  to: readonly { readonly key: string }[],
): readonly DefinitionDifference[] {
  const known = new Map(from.map((definition) => [definition.key, definition]));
  return to.flatMap((definition): DefinitionDifference[] => {
    const { key } = definition;
    const earlier = known.get(key);
    const changes = diffJson(earlier && toJson(earlier), toJson(definition));
    if (changes.length === 0) return [];
    return [{ plural, key, kind: earlier === undefined ? "added" : "changed", changes, body: definition }];
  });
}

/** Segments after those that they use; everything else as it stands. */
function inOrder(plural: Plural, definitions: Definitions): readonly { readonly key: string }[] {
  if (plural !== "segments") return definitions[plural];
  const byKey = new Map(definitions.segments.map((segment) => [segment.key, segment]));
  const ordered = new Set<string>();
  const visit = (key: string, trail: readonly string[]): void => {
    const segment = byKey.get(key);
    if (segment === undefined || ordered.has(key) || trail.includes(key)) return;
    for (const used of listReferences(segment.condition)) visit(used, [...trail, key]);
    ordered.add(key);
  };
  for (const key of byKey.keys()) visit(key, []);
  return [...ordered].flatMap((key) => byKey.get(key) ?? []);
}

function toJson(definition: object): Json {
  return JSON.parse(JSON.stringify(definition)) as Json;
}
