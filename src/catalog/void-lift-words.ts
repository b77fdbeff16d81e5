import type { Act } from "../contract/rpc/rpc-control.ts";
import { withoutLiftWord } from "../domain/campaign/policy-halt.ts";
import type { AuditLog } from "./audit-log.ts";
import type { CatalogStorage } from "./storage.ts";

/** Takes back the first words to lift halts by policy, where policy has changed: nobody shall be shown them as still good. */
export function voidLiftWords(
  { storage, audit }: { readonly storage: CatalogStorage; readonly audit: AuditLog },
  act: Act,
): void {
  for (const { key, lifecycle, snapshot } of storage.listDefinitions("campaign")) {
    const next = lifecycle && withoutLiftWord(lifecycle);
    if (next === undefined) continue;
    storage.writeLifecycle(key, next, snapshot);
    const before = lifecycle?.live?.policyHalt?.liftProposedBy ?? null;
    audit.append(act, "lift-word-fell", `campaign/${key}`, [{ path: "proposedBy", before }]);
  }
}
