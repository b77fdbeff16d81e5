import { openObject } from "../contract/rpc/objects.ts";
import { listEventsNames } from "../contract/rpc/rpc-events.ts";
import type { RollCall } from "./roll-call.ts";

/**
 * Lets open apps know that a ruleset is live. It is a courtesy: an app that is not told asks again when its refresh
 * plan says so, and an events object that can't be reached is not tried again.
 */
export async function announceRuleset(
  events: Env["EVENTS"],
  rollCall: Pick<RollCall, "meetUnlessKnown">,
  version: number,
): Promise<void> {
  await Promise.allSettled(
    listEventsNames().map(async (name) => {
      await rollCall.meetUnlessKnown("events", name);
      await openObject({ EVENTS: events }, "EVENTS", name).announce(version);
    }),
  );
}
