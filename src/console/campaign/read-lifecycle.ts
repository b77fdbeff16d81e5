import { stateOf, type Lifecycle, type Live } from "../../domain/campaign/lifecycle.ts";
import type { Stored } from "../api/queries.ts";

/** The stored lifecycle as the domain knows it. */
export function readLifecycle({ lifecycle }: Stored): Lifecycle | undefined {
  // Parsed boundary: the answer was checked; the schema's optional members differ from the domain's only in `undefined`.
  return lifecycle as Lifecycle | undefined;
}

/** A campaign's state as people are told it: a halt by policy says nothing of a guard. */
export function shownState(lifecycle: Lifecycle): string {
  const state = stateOf(lifecycle);
  return state === "halted" && lifecycle.live !== undefined ? shownLive(lifecycle.live) : state;
}

export function shownLive({ state, haltedBy }: Pick<Live, "state" | "haltedBy">): string {
  return state === "halted" ? `halted-by-${haltedBy ?? "guard"}` : state;
}
