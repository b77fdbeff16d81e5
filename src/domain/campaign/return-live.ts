import type { Approval, Lifecycle, LifecycleContext } from "./lifecycle.ts";

/** What was live before comes back as a start of its own, by the word that it was started on; the working copy stays as it is. */
export function returnLive(
  lifecycle: Lifecycle,
  approval: Approval | undefined,
  { now, hash, lastVersion = 0 }: Pick<LifecycleContext, "now" | "hash" | "lastVersion">,
): Lifecycle {
  return {
    ...lifecycle,
    live: {
      state: "running",
      version: Math.max(lifecycle.live?.version ?? 0, lastVersion) + 1,
      hash,
      startedAt: now,
      changedAt: now,
      ...(approval === undefined ? {} : { approval }),
    },
  };
}
