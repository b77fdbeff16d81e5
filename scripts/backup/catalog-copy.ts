import type { DatabaseSync } from "node:sqlite";
import { hasTable } from "./file-facts.ts";

/** From where on births at a restore are counted. */
const SINCE = Date.UTC(2026, 0, 1);

/**
 * Readies a copy of a catalog. What is beside it may be older than it believes, so it brings them the latest ruleset again;
 * and numbers that phones and readers of changes remember go on from above all that was given after the copy, so every object gets
 * a later birth: the next one, or this.
 */
export function readyCatalogCopy(catalog: DatabaseSync, birth: number): void {
  if (hasTable(catalog, "installs")) catalog.exec("UPDATE installs SET version = 0; UPDATE guards SET followed = 0");
  if (!hasTable(catalog, "objects")) return;
  catalog.prepare("UPDATE objects SET birth = max(birth + 1, ?) WHERE born > 0").run(birth);
}

/**
 * The birth that a restore gives. What was given after an earlier restore, of this backup or another, is in no copy. So it rises
 * with the clock, by one a second; the births between two restores are far fewer. Each has room for a million numbers.
 */
export function birthAtRestore(now: number): number {
  return Math.max(0, Math.floor((now - SINCE) / 1_000));
}

/** Has a catalog take in one object's copy, of this birth, as restored, also if it was born anew since the copy was made. */
export function expectCopy(catalog: DatabaseSync, name: string, birth: number | null): void {
  catalog.prepare("UPDATE installs SET version = 0 WHERE shard = ?").run(name);
  catalog.prepare("UPDATE guards SET followed = 0 WHERE guard = ?").run(name);
  if (!hasTable(catalog, "objects")) return;
  if (birth === null) {
    // Of before identities. As if it had been missed: then a copy that holds less than it did is no surprise.
    catalog.prepare("UPDATE objects SET birth = birth + 1, state = 'lost' WHERE name = ?").run(name);
  } else {
    catalog
      .prepare("UPDATE objects SET birth = max(birth, ?1) + 1, born = min(born, ?1) WHERE name = ?2")
      .run(birth, name);
  }
}
