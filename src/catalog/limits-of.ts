import { DEFAULT_LIMITS, LIMITS_KEY, readLimits, type Limits } from "../domain/limits.ts";
import type { CatalogStorage } from "./storage.ts";

/** The limits in force. */
export function limitsOf(storage: Pick<CatalogStorage, "readDefinition">): Limits {
  return limitsSet(storage) ?? DEFAULT_LIMITS;
}

/** The same; undefined: nothing was ever set. */
export function limitsSet(storage: Pick<CatalogStorage, "readDefinition">): Limits | undefined {
  const row = storage.readDefinition("limits", LIMITS_KEY);
  // Parsed boundary: only checked definitions are ever stored.
  return row && readLimits(row.body as Partial<Limits>);
}
