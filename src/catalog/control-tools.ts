import type { AuditLog } from "./audit-log.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { Guarding } from "./guarding.ts";
import type { LookalikeFinder } from "./lookalikes.ts";
import type { Places } from "./places.ts";
import type { Proposals } from "./proposals.ts";
import type { Publisher } from "./publisher.ts";
import type { Transact } from "./transact.ts";
import type { Webhooks } from "./webhooks.ts";
import type { WeighingTools } from "./weigh-start.ts";

/** What the control plane works with. `transact` undoes everything when the change answers a failure. */
export interface ControlTools extends WeighingTools {
  readonly records: GuardRecords;
  readonly audit: AuditLog;
  readonly webhooks: Webhooks;
  readonly places: Places;
  readonly proposals: Pick<Proposals, "countCarried">;
  readonly lookalikes: LookalikeFinder;
  readonly publisher: Publisher;
  readonly guarding: Guarding;
  readonly transact: Transact;
}
