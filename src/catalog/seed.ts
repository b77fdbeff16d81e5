import type { Act } from "../contract/rpc/rpc-control.ts";
import { bundledDefinitions } from "../definitions.generated.ts";
import { NEW_LIFECYCLE, type Lifecycle } from "../domain/campaign/lifecycle.ts";
import type { Json } from "../domain/json.ts";
import type { AuditLog } from "./audit-log.ts";
import { hashSnapshot, takeSnapshot } from "./snapshot.ts";
import { KIND_OF_LIST, type CatalogStorage } from "./storage.ts";

/**
 * Stores the definitions that come with the code. In development the campaigns run at once, so that there is something
 * to see; in production each has to be submitted, approved and started.
 */
export function seedCatalog(storage: CatalogStorage, audit: AuditLog, act: Act, isStarted: boolean): void {
  for (const [list, kind] of Object.entries(KIND_OF_LIST)) {
    for (const definition of bundledDefinitions[list as keyof typeof KIND_OF_LIST]) {
      storage.writeDefinition({
        kind,
        key: definition.key,
        revision: 1,
        // Parsed boundary: the generated module holds checked definitions.
        body: definition as unknown as Json,
        changedAt: act.now,
        changedBy: act.actor,
        ...(kind === "campaign" ? { lifecycle: NEW_LIFECYCLE } : {}),
      });
    }
  }
  audit.append(act, "seed", "everything", []);
  if (!isStarted) return;
  for (const bundled of bundledDefinitions.campaigns) {
    // Nobody on a developer's machine could wait for stages to open.
    const campaign = { ...bundled, stages: [] };
    const snapshot = takeSnapshot(campaign, bundledDefinitions);
    if (snapshot === undefined) continue;
    const hash = hashSnapshot(snapshot, bundledDefinitions);
    const approval = { submittedBy: act.actor, approvedBy: act.actor };
    // What comes with the installation is nobody's word, so nobody else has to agree with it.
    const word = { kind: "two" } as const;
    const at = { startedAt: act.now, changedAt: act.now };
    const live = { state: "running", version: 1, hash, ...at, approval, word } as const;
    storage.writeLifecycle(campaign.key, { ...NEW_LIFECYCLE, live } satisfies Lifecycle, snapshot);
  }
}
