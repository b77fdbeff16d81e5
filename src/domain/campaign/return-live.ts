import { startLive, type Approval, type Lifecycle, type LifecycleContext, type StartKind } from "./lifecycle.ts";
import { isAwaited } from "./start-word.ts";

/** What was live before comes back as a start of its own, by the word that it was started on; the working copy stays as it is. */
export function returnLive(
  lifecycle: Lifecycle,
  approval: Approval | undefined,
  how: StartKind,
  { now, hash, lastVersion = 0 }: Pick<LifecycleContext, "now" | "hash" | "lastVersion">,
): Lifecycle {
  const word = lifecycle.live?.word;
  return {
    ...lifecycle,
    live: {
      ...startLive(lifecycle.live, how, { now, hash, lastVersion }),
      ...(approval === undefined ? {} : { approval }),
      // Going back answers nothing that a second person was asked.
      ...(how.kind === "anew" || word === undefined || !isAwaited(word) ? {} : { word }),
    },
  };
}
