import { stateOf, type Lifecycle, type Live } from "../../domain/campaign/lifecycle.ts";
import type { Stored } from "../api/queries.ts";

/** The stored lifecycle as the domain knows it. */
export function readLifecycle({ lifecycle }: Stored): Lifecycle | undefined {
  // Parsed boundary: the answer was checked; the schema's optional members differ from the domain's only in `undefined`.
  return lifecycle as Lifecycle | undefined;
}

/** A campaign's states as people are told them: what is live first, then where its next version stands, if that is on its way. */
export function shownStates(lifecycle: Lifecycle): readonly string[] {
  const { review, live } = lifecycle;
  const state = stateOf(lifecycle);
  if (live === undefined || review.state === "draft") return [live?.state === state ? shownLive(live) : state];
  const isThere = live.state === "running" || live.state === "holding" || live.state === "halted";
  return isThere ? [shownLive(live), review.state] : [review.state];
}

/** Whether one person alone wants what is approved. */
export function isOfOne({ review }: Pick<Lifecycle, "review">): boolean {
  const isApproved = review.state === "approved" || review.state === "scheduled";
  return isApproved && review.submittedBy === review.approvedBy;
}

export function shownLive({ state, haltedBy }: Pick<Live, "state" | "haltedBy">): string {
  return state === "halted" ? `halted-by-${haltedBy ?? "guard"}` : state;
}
