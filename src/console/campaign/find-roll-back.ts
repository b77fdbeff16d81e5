import type { Lifecycle } from "../../domain/campaign/lifecycle.ts";
import { readRolledBackTo } from "../../domain/review/rolled-back-to.ts";
import type { AuditEntry } from "../api/queries.ts";

/** Who stopped a campaign by rolling back, and to which version; undefined: it was stopped by itself, or long ago. */
export function findRollBack(
  record: readonly AuditEntry[],
  live: Lifecycle["live"],
): { readonly by: string; readonly version: number } | undefined {
  const stop = record.find(({ action, at }) => action === "stop" && at === live?.changedAt);
  const version = stop && readRolledBackTo(stop.changes);
  return stop === undefined || version === undefined ? undefined : { by: stop.actor, version };
}
