import type { Label } from "../label.ts";
import type { Schedule } from "./schedule.ts";

/** `default-on` shows to the audience unless they opted out; `opt-in` shows only to people who asked. */
export type Delivery = "default-on" | "opt-in";

/** Who gets a default-on campaign: in any included segment and in no excluded one. */
export interface Audience {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** People in `segments` see the campaign this many calendar days after its start; the first wave that fits counts. */
export interface Wave {
  readonly segments: readonly string[];
  readonly startsAfterDays: number;
}

/** One step of a careful start: at most `people`, or `percent` of the audience, for at least `minimumHours`. */
export type Stage = {
  readonly minimumHours: number;
} & ({ readonly people: number } | { readonly percent: number });

/** The campaign as a marketer writes it; the flag of this service. */
export interface Campaign {
  readonly key: string;
  readonly label: Label;
  readonly decoration: string;
  readonly audience: Audience;
  readonly delivery: Delivery;
  /** May people outside the audience ask for it, or be given it? */
  readonly requests: boolean;
  readonly schedule: Schedule;
  readonly waves: readonly Wave[];
  /** Higher wins the slot; equal priorities are ordered by key. */
  readonly priority: number;
  /** Share of the audience, in per cent, that never sees it by default, for comparison. */
  readonly holdoutPercent: number;
  readonly stages: readonly Stage[];
  /** Why a default-on campaign for many people does without stages, for whoever approves it. */
  readonly unstagedBecause?: string;
}
