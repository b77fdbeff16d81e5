import type { JsonChange } from "../json-diff.ts";

/** In the audit of a campaign's stop that a rollback made: to which version. */
export const noteRolledBackTo = (version: number): JsonChange => ({ path: PATH, after: version });

/** The version to which a rollback went, of what the audit has of a stop; undefined: it was no rollback. */
export function readRolledBackTo(
  changes: readonly { readonly path: string; readonly after?: unknown }[],
): number | undefined {
  const version = changes.find(({ path }) => path === PATH)?.after;
  return typeof version === "number" ? version : undefined;
}

const PATH = "rollback";
