import { APPROVERS, EDITORS, POLICY_PROPOSERS, type Role } from "../../contract/role.ts";
import type { Lifecycle } from "../../domain/campaign/lifecycle.ts";
import { liftableUntil } from "../../domain/campaign/policy-halt.ts";
import { isAwaited } from "../../domain/campaign/start-word.ts";

export interface Step {
  readonly name: "submit" | "approve" | "return" | "start" | "hold" | "resume" | "confirm" | "lift" | "stop";
  readonly roles: readonly Role[];
  readonly needsReason: boolean;
  /** Whether the campaign's state allows it; the service has the last word. */
  readonly fits: (lifecycle: Lifecycle, draft: DraftFacts) => boolean;
}

/** What the written campaign is beside what runs. */
interface DraftFacts {
  /** The same, with all that it uses, and nothing is typed that was not saved. */
  readonly isAsLive: boolean;
}

const isLiveAs =
  (...states: readonly string[]) =>
  ({ live }: Lifecycle) =>
    live !== undefined && states.includes(live.state);

const isReviewedAs =
  (...states: readonly string[]) =>
  ({ review }: Lifecycle) =>
    states.includes(review.state);

/** Also when the time is over by this clock, which may be wrong: the service says so. */
const isHaltedByPolicy = (lifecycle: Lifecycle) => liftableUntil(lifecycle) !== undefined;

/** The steps of a campaign's life, in their order. */
export const STEPS: readonly Step[] = [
  {
    name: "submit",
    roles: EDITORS,
    needsReason: false,
    // What runs as it is written gains nothing by another approval.
    fits: (lifecycle, { isAsLive }) =>
      isReviewedAs("draft")(lifecycle) && !(isAsLive && isLiveAs("running")(lifecycle)),
  },
  { name: "approve", roles: APPROVERS, needsReason: false, fits: isReviewedAs("submitted") },
  { name: "return", roles: APPROVERS, needsReason: true, fits: isReviewedAs("submitted", "approved", "scheduled") },
  { name: "start", roles: EDITORS, needsReason: false, fits: isReviewedAs("approved", "scheduled") },
  { name: "hold", roles: EDITORS, needsReason: true, fits: isLiveAs("running") },
  { name: "resume", roles: EDITORS, needsReason: true, fits: isLiveAs("holding") },
  {
    name: "confirm",
    roles: APPROVERS,
    needsReason: false,
    fits: (lifecycle) => isLiveAs("running", "holding")(lifecycle) && isAwaited(lifecycle.live?.word),
  },
  // The first word is anybody's who may propose policy, the second an approver's.
  {
    name: "lift",
    roles: POLICY_PROPOSERS,
    needsReason: true,
    fits: (lifecycle) => isHaltedByPolicy(lifecycle) && lifecycle.live?.policyHalt?.liftProposedBy === undefined,
  },
  {
    name: "lift",
    roles: APPROVERS,
    needsReason: true,
    fits: (lifecycle) => isHaltedByPolicy(lifecycle) && lifecycle.live?.policyHalt?.liftProposedBy !== undefined,
  },
  {
    name: "stop",
    roles: ["marketer", "approver", "admin"],
    needsReason: true,
    fits: isLiveAs("running", "holding", "halted"),
  },
];

/** How a step's button looks: what takes something from people is red, what only delays is quiet. */
export function lookOf({ name }: Step): { readonly variant?: string; readonly color?: string } {
  if (name === "stop") return { color: "red.8" };
  return name === "hold" || name === "return" ? { variant: "default" } : {};
}
