import type { AuditLog } from "./audit-log.ts";
import type { Authors } from "./authors.ts";
import type { Control } from "./control.ts";
import type { Guarding } from "./guarding.ts";
import type { Importers } from "./importers.ts";
import type { Proposals } from "./proposals.ts";
import type { Publisher } from "./publisher.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Transact } from "./transact.ts";
import type { Webhooks } from "./webhooks.ts";

/** What policy is changed with. */
export interface PolicyTools {
  readonly storage: CatalogStorage;
  readonly proposals: Proposals;
  readonly audit: AuditLog;
  readonly publisher: Publisher;
  readonly guarding: Guarding;
  readonly control: Pick<Control, "explainConflict" | "dropApprovals" | "listFallen" | "readStored">;
  readonly webhooks: Webhooks;
  readonly transact: Transact;
  readonly authors: Pick<Authors, "makerOf" | "ofSnapshot" | "ofParts">;
  readonly importers: Importers;
}
