/** `halted` ends default exposure and keeps those who asked; `stopped` ends both. */
export type CampaignState = "running" | "halted" | "stopped";

/** What must not be shown any more under a ruleset, and under any earlier one. It is small: it goes to every shard at once. */
export interface StopState {
  /** Of the ruleset. */
  readonly version: number;
  /** Nothing is shown to anybody. */
  readonly stopped: boolean;
  /** By start. One that is not here is over. */
  readonly campaigns: Readonly<Record<string, CampaignState>>;
  /** The starts that nobody gets who does not have them: what is held must not come to whoever has just lost what was stopped. */
  readonly closed?: readonly string[];
}

const STRICTNESS: readonly CampaignState[] = ["running", "halted", "stopped"];

/** Whichever lets less be seen. */
export function stricterOf(one: CampaignState, other: CampaignState): CampaignState {
  return STRICTNESS.indexOf(one) < STRICTNESS.indexOf(other) ? other : one;
}
