import { openSpace } from "../contract/disk-space.ts";
import type { Settings } from "../contract/settings.ts";
import type { AuditLog } from "./audit-log.ts";
import { openOutside } from "./call-outside.ts";
import { openDeliveries } from "./deliveries.ts";
import { openLanes } from "./lanes.ts";
import { postNotice } from "./post-notice.ts";
import { openSpaceWatch, type SpaceWatch, type WatchTools } from "./space-watch.ts";
import { openWebhooks } from "./webhooks.ts";

interface TellingTools extends Omit<WatchTools, "readSpace" | "webhooks"> {
  readonly settings: Settings;
  readonly audit: AuditLog;
}

/** All that tells the outside: the addresses, what is on its way to them, who sends it, and who watches the disk. */
export function openTelling(storage: DurableObjectStorage, env: Env, { settings, audit, ...tools }: TellingTools) {
  const { mayCallPrivate } = settings;
  const clock = () => Date.now();
  const deliveries = openDeliveries(storage, clock, () => space.isLow());
  const webhooks = openWebhooks(storage, deliveries, audit);
  const space: SpaceWatch = openSpaceWatch({ ...tools, webhooks, readSpace: openSpace(env) });
  const callOutside = openOutside(env);
  const lanes = openLanes({
    deliveries,
    listAddresses: () => webhooks.listAddresses(),
    post: (address, sending) => postNotice(address, sending, { now: clock(), mayCallPrivate, fetch: callOutside }),
    clock,
  });
  return { deliveries, webhooks, lanes, space };
}

export type Telling = ReturnType<typeof openTelling>;
