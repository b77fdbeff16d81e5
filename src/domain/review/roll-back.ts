/**
 * What becomes of one campaign when an earlier ruleset is made live again. Its content returns as a start of its own; what was
 * halted or stopped since does not, in whatever version, and what is held stays held.
 */
import { hadSecond } from "../campaign/authorship.ts";
import { mayBeOneHuman, type MakerOf } from "../human-behind.ts";
import { isEnd, type TwoReason } from "./why-two.ts";
import type { Approval, LiveState } from "../campaign/lifecycle.ts";

/** Why a campaign does not come back, though the earlier ruleset showed it. */
export const LEFT_OUT_CODES = [
  "halted",
  "halted-by-policy",
  "stopped",
  "holding",
  "over",
  "deleted",
  "sensitive",
  "theme-review",
  "no-stages",
  "breaks-a-rule",
  "needs-two",
  "own-work",
] as const;

export type LeftOutCode = (typeof LEFT_OUT_CODES)[number];

/** How a start of a campaign has ended, if it has. */
export interface EndedStart {
  readonly version: number;
  readonly end: string | null;
}

export interface RollBackSituation {
  /** In the earlier ruleset; undefined: it was not there. A version of 0: nobody knows which start it was. */
  readonly earlier: { readonly state: LiveState; readonly version: number } | undefined;
  /** Undefined: it was deleted, or made anew and not started since. */
  readonly now:
    | {
        readonly state: LiveState;
        readonly version: number;
        readonly isSameContent: boolean;
        /** A change of policy halted it, which two people may lift for a while. */
        readonly isHaltedByPolicy?: boolean;
      }
    | undefined;
  readonly starts: readonly EndedStart[];
  /** What speaks against starting that content now. Asked only of what would return. */
  readonly findObstacle: () => LeftOutCode | undefined;
}

export type RollBackOutcome =
  | { readonly kind: "stays" }
  | { readonly kind: "holds" }
  | { readonly kind: "ends" }
  | { readonly kind: "returns"; readonly state: "running" | "holding" }
  /** `ends`: and something else of it that is shown now ends. */
  | { readonly kind: "left-out"; readonly code: LeftOutCode; readonly ends: boolean };

/** Ends that nobody wanted undone: the season was over, or another start took its place. */
const HARMLESS: readonly string[] = ["superseded", "completed"];

export function planRollBack({ earlier, now, starts, findObstacle }: RollBackSituation): RollBackOutcome {
  // What is halted shows nothing, and stays halted: it is not stopped as well, and two people may still take a halt of policy off.
  const isShown = now?.state === "running" || now?.state === "holding";
  if (earlier === undefined || isGone(earlier.state)) return { kind: isShown ? "ends" : "stays" };
  const halted: LeftOutCode = now?.isHaltedByPolicy === true ? "halted-by-policy" : "halted";
  if (now?.isSameContent === true) return compare(earlier.state, now.state, halted);
  const leaveOut = (code: LeftOutCode): RollBackOutcome => ({ kind: "left-out", code, ends: isShown });
  if (earlier.state === "halted") return leaveOut("halted");
  if (now === undefined) return leaveOut("deleted");
  const ends = starts.flatMap(({ version, end }) => (version >= earlier.version && end !== null ? [end] : []));
  const harm = ends.find((end) => !HARMLESS.includes(end));
  if (harm !== undefined) return leaveOut(harm === "stopped" ? "stopped" : "halted");
  // A change of policy halts without ending what the guard counts.
  if (now.state === "halted") return leaveOut(halted);
  if (now.state === "completed") return leaveOut("over");
  const obstacle = findObstacle();
  if (obstacle !== undefined) return leaveOut(obstacle);
  return { kind: "returns", state: earlier.state === "holding" || now.state === "holding" ? "holding" : "running" };
}

/** What is asked of the word on which a campaign was started before it comes back by a rollback. */
export interface ReturnRequest {
  /** Undefined: an earlier release started it. */
  readonly approval: Approval | undefined;
  /** Why it takes two people now. */
  readonly whyTwo: readonly TwoReason[];
  /** Of these, some have arisen since; or two people have agreed to fewer people since. */
  readonly isSince: boolean;
  readonly actor: string;
  readonly makerOf: MakerOf;
}

/** A return is as big as a start: what takes two people now comes back on the word of two, and of somebody who wrote none of it. */
export function whyNotReturn({ approval, whyTwo, isSince, actor, makerOf }: ReturnRequest): LeftOutCode | undefined {
  if (whyTwo.length === 0) return undefined;
  // Whoever approved it then did not know what has been halted or stopped since.
  if (whyTwo.some(isEnd) || isSince) return "needs-two";
  if (approval === undefined) return "needs-two";
  if (!hadSecond(approval, makerOf)) return "needs-two";
  return approval.authors?.some((who) => mayBeOneHuman(who, actor)) === true ? "own-work" : undefined;
}

/** The same content is there now: it stands as it stands, or stricter. */
function compare(then: LiveState, now: LiveState, halted: LeftOutCode): RollBackOutcome {
  if (then === "halted") return { kind: "stays" };
  switch (now) {
    case "running":
      return { kind: then === "holding" ? "holds" : "stays" };
    case "holding":
      return then === "holding" ? { kind: "stays" } : { kind: "left-out", code: "holding", ends: false };
    case "stopped":
      return { kind: "left-out", code: "stopped", ends: false };
    case "completed":
      return { kind: "left-out", code: "over", ends: false };
    default:
      return { kind: "left-out", code: halted, ends: false };
  }
}

function isGone(state: LiveState): boolean {
  return state === "stopped" || state === "completed";
}
