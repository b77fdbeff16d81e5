import type { Act } from "../contract/rpc/rpc-control.ts";
import { logFailure } from "../storage/log.ts";
import type { Control } from "./control.ts";
import type { Guarding } from "./guarding.ts";

/** A guard that can't judge holds its campaign, until a person resumes it. */
export function holdForGuard(
  guarding: Pick<Guarding, "campaignOf">,
  control: Pick<Control, "readStored" | "act">,
  guard: string,
  act: Act,
): void {
  const key = guarding.campaignOf(guard);
  // What shows nobody anything by default needs no hold.
  if (key === undefined || control.readStored("campaign", key)?.lifecycle?.live?.state !== "running") return;
  const held = control.act({ ...act, key, action: { kind: "hold", reason: act.why ?? "" } });
  if (!held.ok) logFailure({ event: "campaign-not-held", object: guard, reason: held.error.detail });
}
