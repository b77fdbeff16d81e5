import type { Json } from "./json.ts";

/** One difference between two JSON values; a side that is absent had nothing there. */
export interface JsonChange {
  /** Such as `audience.include[0]`; empty for the whole value. */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** Every difference, down to the smallest part that differs. Members of objects count by name, items of lists by place. */
export function diffJson(before: Json | undefined, after: Json | undefined, path = ""): readonly JsonChange[] {
  if (before === undefined || after === undefined) {
    if (before === after) return [];
    return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  }
  if (isList(before) && isList(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
      diffJson(before[index], after[index], `${path}[${index}]`),
    ).flat();
  }
  if (isRecord(before) && isRecord(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      diffJson(ownMember(before, key), ownMember(after, key), path === "" ? key : `${path}.${key}`),
    );
  }
  return before === after ? [] : [{ path, before, after }];
}

/** The value as text with members in order of their names: equal values have equal texts. */
export function canonicalJson(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(ownMember(value, key) ?? null)}`);
  return `{${members.join(",")}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ownMember(record: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
