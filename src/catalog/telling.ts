import type { Settings } from "../contract/settings.ts";
import type { AuditLog } from "./audit-log.ts";
import { openOutside } from "./call-outside.ts";
import { openDeliveries } from "./deliveries.ts";
import { openLanes } from "./lanes.ts";
import { postNotice } from "./post-notice.ts";
import { openWebhooks } from "./webhooks.ts";

/** All that tells the outside: the addresses, what is on its way to them, and who sends it. */
export function openTelling(storage: DurableObjectStorage, env: Env, { mayCallPrivate }: Settings, audit: AuditLog) {
  const clock = () => Date.now();
  const deliveries = openDeliveries(storage, clock);
  const webhooks = openWebhooks(storage, deliveries, audit);
  const callOutside = openOutside(env);
  const lanes = openLanes({
    deliveries,
    listAddresses: () => webhooks.listAddresses(),
    post: (address, sending) => postNotice(address, sending, { now: clock(), mayCallPrivate, fetch: callOutside }),
    clock,
  });
  return { deliveries, webhooks, lanes };
}

export type Telling = ReturnType<typeof openTelling>;
