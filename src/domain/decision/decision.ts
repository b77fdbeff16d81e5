import type { ConditionTrace } from "../condition/condition.ts";

/** Why a decoration is shown. */
export const SHOW_REASONS = ["segment", "asked", "gift"] as const;

/** Why a campaign does not show, from the least to the most telling: the nearest miss explains a "none". */
export const NONE_REASONS = [
  "no-campaign",
  "outside-window",
  "stopped",
  "halted",
  "not-in-audience",
  "excluded",
  "sensitive-not-asked",
  "holdout",
  "not-yet-rolled-out",
  "opted-out",
  "outranked",
  /** Nobody can look up what the person said. */
  "unsure",
] as const;

export type ShowReason = (typeof SHOW_REASONS)[number];
export type NoneReason = (typeof NONE_REASONS)[number];
export type Reason = ShowReason | NoneReason;

const NEARNESS: Readonly<Record<string, number>> = Object.fromEntries(
  NONE_REASONS.map((reason, index) => [reason, index]),
);

/** How near a campaign came that does not show; more is nearer. */
export function nearness(reason: NoneReason): number {
  return NEARNESS[reason] ?? 0;
}

/** What one person sees at one instant, and why. */
export type Decision = ShowDecision | NoneDecision;

export interface ShowDecision {
  readonly decision: "show";
  readonly reason: ShowReason;
  readonly campaign: string;
  readonly decoration: string;
  /** The campaign's window for this person, epoch milliseconds, half-open. */
  readonly from: number;
  readonly until: number;
}

export interface NoneDecision {
  readonly decision: "none";
  readonly reason: NoneReason;
  /** The campaign that came nearest. */
  readonly campaign?: string;
}

/** How one campaign was settled, for "why do I see this". */
export interface CampaignTrace {
  readonly campaign: string;
  readonly decoration: string;
  readonly reason: Reason;
  /** The segments that were looked at, each down to attribute, operator, expected and actual value. */
  readonly segments: readonly { readonly key: string; readonly role: SegmentRole; readonly trace: ConditionTrace }[];
  readonly bucket: number;
  /** Share covered at the instant of the audience by which they are shown it, or else of the present one. */
  readonly coverage: number;
}

export type SegmentRole = "wave" | "include" | "exclude";

/** A decision with everything that led to it. */
export interface Explanation {
  readonly decision: Decision;
  readonly ruleset: number;
  readonly at: number;
  readonly zone: string;
  readonly campaigns: readonly CampaignTrace[];
}
