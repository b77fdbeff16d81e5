import type { Condition, Segment } from "./segment.ts";
import type { Json } from "../json.ts";

const REFERENCE_OPERATORS: ReadonlySet<string> = new Set(["$inSegment", "$notInSegment"]);

/** The segments that a condition names, each once. */
export function listReferences(condition: Condition): readonly string[] {
  const found = new Set<string>();
  mapReferences(condition, (key) => {
    found.add(key);
    return key;
  });
  return [...found];
}

/** The condition with every reference to a segment renamed. */
export function mapReferences(condition: Condition, rename: (key: string) => string): Condition {
  return Object.fromEntries(
    Object.entries(condition).map(([name, value]) => [
      name,
      REFERENCE_OPERATORS.has(name) ? renameKeys(value, rename) : mapWithin(value, rename),
    ]),
  );
}

/** The named segments with all that they refer to, each once, in order of their keys. Unknown keys are left out. */
export function closeOverReferences(keys: readonly string[], segments: readonly Segment[]): readonly Segment[] {
  const byKey = new Map(segments.map((segment) => [segment.key, segment]));
  const reached = new Set<string>();
  const pending = [...keys];
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    const segment = byKey.get(key);
    if (segment === undefined || reached.has(key)) continue;
    reached.add(key);
    pending.push(...listReferences(segment.condition));
  }
  return segments.filter((segment) => reached.has(segment.key));
}

function renameKeys(value: Json, rename: (key: string) => string): Json {
  if (typeof value === "string") return rename(value);
  return Array.isArray(value) ? value.map((entry) => (typeof entry === "string" ? rename(entry) : entry)) : value;
}

function mapWithin(value: Json, rename: (key: string) => string): Json {
  if (Array.isArray(value)) return value.map((entry: Json) => mapWithin(entry, rename));
  if (typeof value !== "object" || value === null) return value;
  return mapReferences(value as Condition, rename);
}
