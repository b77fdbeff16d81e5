import type { Delivery } from "../campaign/campaign.ts";
import type { AlarmLevel } from "./guard-evidence.ts";
import type { GuardTotals, PeopleCounts } from "./guard-reports.ts";
import { audienceOf, closingOf, type GuardEnd, type GuardPlan, type GuardStanding } from "./guard-standing.ts";
import type { Verdict } from "./guard.ts";
import type { Counts } from "../counts.ts";

/** The people of one region and platform who saw a campaign. Exact; not to be shown as it is. */
export interface ExposureCell {
  readonly region: string | null;
  readonly platform: string | null;
  readonly exposed: number;
  readonly optedOut: number;
  readonly complained: number;
  readonly gifts: number;
}

/** The people with one value; null: not known, or no longer here. Exact; not to be shown as it is. */
export interface BreakdownPart {
  readonly value: string | null;
  readonly exposed: number;
  readonly optedOut: number;
  readonly complained: number;
}

/** People by an attribute. What was written before small values were kept apart has fewer parts. */
export interface Breakdown {
  readonly parts: readonly BreakdownPart[];
}

/** How the evidence stood at one instant. */
export interface GuardPoint {
  readonly at: number;
  readonly action: Verdict["action"];
  readonly level: AlarmLevel;
  readonly stage: number;
  readonly coverage: number;
  readonly exposed: number;
  readonly optedOut: number;
  readonly complained: number;
  readonly unhappy: number;
  /** Missing in points that were kept before askers and gifts were. */
  readonly asked?: number;
  readonly gifts?: number;
  readonly logOdds: number;
  readonly logSafeOdds: number;
}

/** What there is to learn from one run of a campaign. Exact; see `tell-retrospective.ts` for what is told of it. */
export interface Retrospective {
  readonly guard: string;
  readonly campaign: string;
  readonly version: number;
  readonly theme: string;
  readonly category: string;
  readonly delivery: Delivery;
  readonly outcome: GuardEnd;
  /** The time in which people may still mind is over too. */
  readonly isFinal: boolean;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly writtenAt: number;
  /** The opt-out rate that was agreed to be normal. */
  readonly p0: number;
  readonly audienceSize: number;
  readonly totals: PeopleCounts;
  readonly byStage: readonly PeopleCounts[];
  readonly asked: number;
  readonly gifts: number;
  readonly level: AlarmLevel;
  readonly logOdds: number;
  readonly byRegion: Breakdown;
  readonly byPlatform: Breakdown;
  readonly history: readonly GuardPoint[];
}

export interface RetrospectiveParts {
  readonly plan: GuardPlan;
  readonly standing: GuardStanding;
  readonly totals: GuardTotals;
  /** The last verdict; the one that halted it, if one did. */
  readonly verdict: Verdict;
  readonly cells: readonly ExposureCell[];
  readonly history: readonly GuardPoint[];
  readonly endedAt: number;
  readonly now: number;
}

export function composeRetrospective(parts: RetrospectiveParts): Retrospective {
  const { plan, standing, totals, verdict, cells, history, endedAt, now } = parts;
  const { guard, campaign, version, theme, category, delivery, startedAt } = plan;
  const { exposed, optedOut, complained, unhappy, byStage, asked } = totals;
  return {
    guard,
    campaign,
    version,
    theme,
    category,
    delivery,
    outcome: standing.end?.kind ?? "completed",
    isFinal: now >= closingOf(plan, standing),
    startedAt,
    endedAt,
    writtenAt: now,
    p0: plan.parameters.metrics.optedOut.p0,
    audienceSize: audienceOf(plan, standing),
    totals: { exposed, optedOut, complained, unhappy },
    byStage,
    asked,
    gifts: cells.reduce((sum, cell) => sum + cell.gifts, 0),
    level: verdict.evidence.level,
    logOdds: verdict.evidence.logOdds,
    byRegion: breakDown(cells, totals, (cell) => cell.region),
    byPlatform: breakDown(cells, totals, (cell) => cell.platform),
    history,
  };
}

/** Adds up cells by a value. What the totals have over the cells (people who have left since) stands under null. */
export function breakDown(
  cells: readonly ExposureCell[],
  totals: PeopleCounts,
  valueOf: (cell: ExposureCell) => string | null,
): Breakdown {
  const sums = new Map<string | null, Counts>();
  let rest = countsOf(totals);
  for (const cell of cells) {
    const value = valueOf(cell);
    const counts = countsOf(cell);
    sums.set(value, add(sums.get(value) ?? [], counts));
    rest = rest.map((count, index) => count - (counts[index] ?? 0));
  }
  sums.set(
    null,
    add(
      sums.get(null) ?? [],
      rest.map((count) => Math.max(0, count)),
    ),
  );
  const known = [...sums].filter(([, counts]) => counts.some((count) => count > 0));
  return {
    parts: known
      .toSorted(([, one], [, other]) => (other[0] ?? 0) - (one[0] ?? 0))
      .map(([value, counts]) => ({ value, ...toNumbers(counts) })),
  };
}

function countsOf({ exposed, optedOut, complained }: Omit<BreakdownPart, "value">): Counts {
  return [exposed, optedOut, complained];
}

function toNumbers([exposed = 0, optedOut = 0, complained = 0]: Counts): Omit<BreakdownPart, "value"> {
  return { exposed, optedOut, complained };
}

function add(one: Counts, other: Counts): Counts {
  return other.map((count, index) => count + (one[index] ?? 0));
}
