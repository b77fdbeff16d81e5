import type { ProposedChange } from "../contract/rpc/rpc-policy.ts";
import type { Json } from "../domain/json.ts";
import type { Label } from "../domain/label.ts";
import type { Overtaken } from "../domain/policy/overtaken.ts";
import { nameOf } from "./policy-rows.ts";
import type { CatalogStorage } from "./storage.ts";

/** Who changed the row of a proposal before it could be carried. `proposedBy`: of what was carried, if that is what changed it. */
export function explainOvertaken(
  storage: Pick<CatalogStorage, "readDefinition" | "readRevision">,
  change: ProposedChange,
  by: string,
  proposedBy: string | undefined,
): Overtaken {
  const { kind, key, baseRevision, body } = change;
  // What it is called now, never what this proposal would have called it; what is gone is called as it was.
  const named = storage.readDefinition(kind, key)?.body ?? storage.readRevision(kind, key, baseRevision) ?? body;
  return { by, row: nameOf(change), ...labelIn(named), ...(proposedBy === undefined ? {} : { proposedBy }) };
}

function labelIn(body: Json | null): Pick<Overtaken, "label"> {
  // Parsed boundary: bodies were checked by the schema of their kind, and those of limits have no label.
  const { label } = (body ?? {}) as { label?: Label };
  return label === undefined ? {} : { label };
}
