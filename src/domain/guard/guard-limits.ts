import { weighEvidence, type Evidence } from "./guard-evidence.ts";
import type { GuardParameters } from "./guard-parameters.ts";

/** What it takes, in people who switch a campaign off while nobody complains, once `exposed` people have seen it. */
export interface GuardLimits {
  readonly exposed: number;
  /** How many would do so on an ordinary day. */
  readonly expected: number;
  /** The fewest at which the guard warns; null: not even all of them would be enough. */
  readonly warnAt: number | null;
  /** The fewest at which it halts. */
  readonly haltAt: number | null;
  /** The most at which the next stage may open; null: nobody may have, and even then there is no proof yet. */
  readonly safeUpTo: number | null;
}

/** The limits of the guard in whole people, as `weighEvidence` draws them. */
export function findGuardLimits(parameters: GuardParameters, exposed: number): GuardLimits {
  const weigh = (optedOut: number) =>
    weighEvidence(parameters, { exposed, optedOut, complained: 0, unhappy: optedOut });
  const fewest = (isSo: (evidence: Evidence) => boolean): number | null => {
    const found = findFirst(exposed, (optedOut) => isSo(weigh(optedOut)));
    return found <= exposed ? found : null;
  };
  const unsafeFrom = findFirst(exposed, (optedOut) => !weigh(optedOut).isSafe);
  return {
    exposed,
    expected: parameters.metrics.optedOut.p0 * exposed,
    warnAt: fewest(({ level }) => level !== "calm"),
    haltAt: fewest(({ level }) => level === "halt"),
    safeUpTo: unsafeFrom === 0 ? null : unsafeFrom - 1,
  };
}

/** The first number from 0 to `last` of which something holds that then holds of all greater ones; `last + 1` if none. */
function findFirst(last: number, holds: (value: number) => boolean): number {
  let [low, high] = [0, last + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
