import { weighEvidence, type Evidence } from "./guard-evidence.ts";
import type { GuardParameters } from "./guard-parameters.ts";
import { LATEST, type Lateness } from "./lateness.ts";

/** What it takes, in people who switch a campaign off while nobody complains, once `exposed` people have seen it. */
export interface GuardLimits {
  readonly exposed: number;
  /** How many would do so on an ordinary day. */
  readonly expected: number;
  /** The fewest at which the guard may warn; null: not even all of them would be enough. */
  readonly warnAt: number | null;
  /** The fewest at which it halts, if its own limit, which nobody knows, was drawn as low as it may be. */
  readonly haltAt: number | null;
  /** At so many it halts wherever that was drawn. */
  readonly haltBy: number | null;
  /** The most at which the next stage may open; null: nobody may have, and even then there is no proof yet. */
  readonly safeUpTo: number | null;
}

/** The limits of the guard in whole people, as `weighEvidence` draws them. */
export function findGuardLimits(parameters: GuardParameters, exposed: number): GuardLimits {
  const weigh = (optedOut: number, lateness?: Lateness) =>
    weighEvidence(parameters, { exposed, optedOut, complained: 0, unhappy: optedOut }, lateness);
  const fewest = (isSo: (evidence: Evidence) => boolean, lateness?: Lateness): number | null => {
    const found = findFirst(exposed, (optedOut) => isSo(weigh(optedOut, lateness)));
    return found <= exposed ? found : null;
  };
  const unsafeFrom = findFirst(exposed, (optedOut) => !weigh(optedOut).isSafe);
  return {
    exposed,
    expected: parameters.metrics.optedOut.p0 * exposed,
    warnAt: fewest(({ level }) => level !== "calm"),
    haltAt: fewest(({ level }) => level === "halt"),
    haltBy: fewest(({ level }) => level === "halt", LATEST),
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
