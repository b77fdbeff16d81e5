import { guardNameOf } from "../domain/guard/guard-standing.ts";
import type { DefinitionRow } from "./storage.ts";

/**
 * The guards of all that people have of a campaign, the one by which new people come first. Each of them may end it: whoever
 * an earlier audience gave it to still has it.
 */
export function listGuardsInForce({
  key,
  lifecycle,
  snapshot,
}: Pick<DefinitionRow, "key" | "lifecycle" | "snapshot">): readonly string[] {
  if (lifecycle?.live === undefined) return [];
  const versions = [lifecycle.live.version, ...(snapshot?.earlier ?? []).map(({ version }) => version)];
  return versions.map((version) => guardNameOf(key, version));
}
