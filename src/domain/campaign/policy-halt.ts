/** A halt that a change of policy brought: nobody minded the decoration, so its theme needs no review, and no evidence is lost. */
import { isUnclearName } from "../fold-name.ts";
import { fail, succeed, type Result } from "../result.ts";
import type { Lifecycle, Live, LiveState, PolicyHalt } from "./lifecycle.ts";

/** So long two people can take such a halt off; then it takes a new approval and a start. */
const LIFT_WITHIN_MS = 24 * 3_600_000;

/** Halts what runs; undefined if nothing does. */
export function haltByPolicy(
  lifecycle: Lifecycle,
  reason: string,
  now: number,
  proposal?: number,
): Lifecycle | undefined {
  const { live } = lifecycle;
  if (live?.state !== "running" && live?.state !== "holding") return undefined;
  const policyHalt: PolicyHalt = {
    at: now,
    was: live.state,
    ...(proposal === undefined ? {} : { proposal }),
  };
  return {
    ...lifecycle,
    live: {
      ...live,
      state: "halted",
      changedAt: now,
      reason,
      haltedBy: "policy",
      policyHalt,
      haltedByPolicyAt: now,
    },
  };
}

/** Lets what a halt by policy keeps from people come back on hold, if it does. Undefined: it is not halted so, or would already. */
export function holdUnderPolicyHalt(lifecycle: Lifecycle): Lifecycle | undefined {
  const { live } = lifecycle;
  if (live?.state !== "halted" || live.haltedBy !== "policy" || live.policyHalt?.was !== "running") return undefined;
  return { ...lifecycle, live: { ...live, policyHalt: { ...live.policyHalt, was: "holding" } } };
}

/** Until when two people may take such a halt off; undefined: it is not halted by policy. */
export function liftableUntil({ live }: Pick<Lifecycle, "live">): number | undefined {
  const isHalted = live?.state === "halted" && live.haltedBy === "policy";
  return isHalted && live.policyHalt !== undefined ? live.policyHalt.at + LIFT_WITHIN_MS : undefined;
}

/** When policy halted what is live, if nobody has lifted that: a stop since changes nothing of it. */
export function haltedByPolicyAt({ live }: Pick<Lifecycle, "live">): number | undefined {
  // An earlier release kept it only as long as nothing else ended it.
  return live?.haltedByPolicyAt ?? (live?.haltedBy === "policy" ? live.policyHalt?.at : undefined);
}

/** Without the first word to take such a halt off; undefined: nobody has said it. */
export function withoutLiftWord(lifecycle: Lifecycle): Lifecycle | undefined {
  const { live } = lifecycle;
  if (live?.policyHalt?.liftProposedBy === undefined) return undefined;
  const { liftProposedBy: _by, liftProposedAt: _at, ...policyHalt } = live.policyHalt;
  return { ...lifecycle, live: { ...live, policyHalt } };
}

/** What a guard takes such a campaign for: it is held, and its evidence goes on. */
export function watchedState({ state, haltedBy }: Live): LiveState {
  return state === "halted" && haltedBy === "policy" ? "holding" : state;
}

export type LiftRefusal = "not-halted-by-policy" | "too-late" | "own-proposal";

interface LiftContext {
  /** Rises with every change of policy. */
  readonly policyVersion: number;
  /** Two names may be one human. */
  isSamePerson(one: string, other: string): boolean;
}

/**
 * The first person's word is kept; another's takes the halt off. A word from before policy was changed again is none: whoever said it
 * may have halted the campaign once more, so that the next is a first word.
 */
export function liftHalt(
  lifecycle: Lifecycle,
  actor: string,
  now: number,
  { policyVersion, isSamePerson }: LiftContext,
): Result<Lifecycle, LiftRefusal> {
  const { live } = lifecycle;
  const until = liftableUntil(lifecycle);
  if (until === undefined || live?.policyHalt === undefined) return fail("not-halted-by-policy");
  const { policyHalt, haltedBy: _haltedBy, haltedByPolicyAt: _at, reason: _reason, ...kept } = live;
  if (now >= until) return fail("too-late");
  const { liftProposedBy, liftProposedAt } = policyHalt;
  if (liftProposedBy === undefined || liftProposedAt !== policyVersion || isUnclearName(liftProposedBy)) {
    const proposed: PolicyHalt = { ...policyHalt, liftProposedBy: actor, liftProposedAt: policyVersion };
    return succeed({ ...lifecycle, live: { ...live, policyHalt: proposed } });
  }
  if (isSamePerson(liftProposedBy, actor)) return fail("own-proposal");
  return succeed({ ...lifecycle, live: { ...kept, state: policyHalt.was, changedAt: now } });
}
