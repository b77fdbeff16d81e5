import type { PartName } from "../domain/campaign/parts.ts";
import type { CatalogStorage } from "./storage.ts";

/** From then on what is stored of policy is in force, and nothing else is. */
const SETTLED = "policySettled";
/** JSON (Uncarried[]). */
const UNCARRIED = "policyUncarried";

/** A row of policy that nobody has carried, and that stays because something uses it. */
export interface Uncarried {
  readonly part: PartName;
  readonly revision: number;
}

export function isSettled(storage: Pick<CatalogStorage, "readSetting">): boolean {
  return storage.readSetting(SETTLED) !== undefined;
}

/** Also to be called when an installation is made: it has nothing to settle. */
export function markSettled(storage: Pick<CatalogStorage, "writeSetting">, uncarried: readonly Uncarried[] = []): void {
  storage.writeSetting(SETTLED, "yes");
  if (uncarried.length > 0) storage.writeSetting(UNCARRIED, JSON.stringify(uncarried));
}

/** The parts of a campaign that nobody has carried. */
export function listUncarried(
  storage: Pick<CatalogStorage, "readSetting" | "readRevisions">,
  parts: readonly PartName[],
): readonly PartName[] {
  const kept = storage.readSetting(UNCARRIED);
  if (kept === undefined) return [];
  const standing = storage.readRevisions(parts);
  // Parsed boundary: only `markSettled` writes it.
  const rows = JSON.parse(kept) as Uncarried[];
  return rows.flatMap(({ part, revision }) => (standing[part] === revision ? [part] : []));
}
