import type { GuardAnswer } from "../../contract/guard.ts";
import type { Live } from "../../domain/campaign/lifecycle.ts";

/** Whether a run asks for attention now, later or no longer. */
export type RunPlace = "now" | "ahead" | "over";

const PLACES: Readonly<Record<GuardAnswer["phase"], RunPlace>> = {
  ahead: "ahead",
  running: "now",
  held: "now",
  full: "now",
  kept: "now",
  halted: "now",
  over: "over",
  stopped: "over",
  completed: "over",
  superseded: "over",
};

/** Where a run stands on the page. Without word from its guard it stands where it can't be overlooked. */
export function placeRun(
  { state, haltedBy }: Pick<Live, "state" | "haltedBy">,
  guard: Pick<GuardAnswer, "phase"> | undefined,
): RunPlace {
  // Its guard waits for its days, which do not come unless two people say so.
  if (state === "halted" && haltedBy === "policy") return "now";
  if (state === "stopped" || state === "completed") return "over";
  return guard === undefined ? "now" : PLACES[guard.phase];
}

/** Smaller is more urgent: what was halted or is held waits for a person. */
export function urgencyOf({ state }: Pick<Live, "state">): number {
  return ["halted", "holding", "running"].indexOf(state);
}
