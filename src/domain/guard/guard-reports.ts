import { MINUTE_MS } from "../time-units.ts";

/** Distinct people who were shown a campaign without asking, and how many of them minded. Askers are not among them. */
export interface PeopleCounts {
  readonly exposed: number;
  /** Of the exposed: switched off the theme, its category or everything. */
  readonly optedOut: number;
  /** Of the exposed: complained about it. */
  readonly complained: number;
  /** Of the exposed: did either; a person who did both is one person. */
  readonly unhappy: number;
}

/** What is counted of the exposed, by the name of its count. */
export const COUNTED_ACTS = ["optedOut", "complained", "unhappy"] as const satisfies readonly (keyof PeopleCounts)[];

export type CountedAct = (typeof COUNTED_ACTS)[number];

/** A person among those counted who belongs together with others: to an account, a household, or a press for several lines. */
export interface TiedPerson {
  /** Rises within a shard. */
  readonly entry: number;
  /** As what this person was counted. */
  readonly counted: readonly CountedAct[];
  /** People who share a mark belong together. Marks lead to nobody. */
  readonly marks: readonly string[];
  /** Who entered this for them, if they didn't say it themself: see entered-words.ts. */
  readonly enteredBy?: string;
}

/** How many of the counted are not the first of those with whom they belong together. */
export type RepeatedCounts = Readonly<Record<CountedAct, number>>;

/** How many voices each of those has entered who enter words for others. */
export type EnteredCounts = Readonly<Record<CountedAct, readonly number[]>>;

export const NOBODY_REPEATED: RepeatedCounts = { optedOut: 0, complained: 0, unhappy: 0 };

/**
 * All that one shard has counted for one campaign since it began: absolute numbers, never differences. `sequence`
 * rises with every report of the shard and identifies its content. A shard with nothing new reports the same counts
 * again with a later `countedAt`: that is its heartbeat.
 */
export interface ShardReport {
  readonly shard: string;
  readonly sequence: number;
  /** When the shard counted, epoch milliseconds; a report that arrives late stays as old as its counts. */
  readonly countedAt: number;
  /** By the stage in which people first saw the campaign. */
  readonly byStage: readonly PeopleCounts[];
  /** People who see it because they asked or accepted a gift: counted apart, never evidence. */
  readonly asked: number;
  /** Of these, the ones who accepted a gift; missing where there are none. */
  readonly gifts?: number;
  /** See `ExposureCounts`. */
  readonly reached?: number;
  /** Of the counted, those who belong together with others and of whom the guard has not acknowledged a report. */
  readonly tied?: readonly TiedPerson[];
}

/** The latest report of every shard that has reported, by shard. */
export type ShardReports = ReadonlyMap<string, ShardReport>;

export const NO_REPORTS: ShardReports = new Map<string, ShardReport>();

/** The counts of the whole campaign. */
export interface GuardTotals extends PeopleCounts {
  readonly byStage: readonly PeopleCounts[];
  readonly asked: number;
  readonly gifts: number;
  /** People to whom it has come unasked, whether or not it is known that they saw it. */
  readonly reached: number;
  readonly repeated: RepeatedCounts;
  /** Absent: nobody has entered a word for anybody. */
  readonly entered?: EnteredCounts;
}

/** A shard without fresh numbers; `lastReportAt` is undefined if it has never reported. */
export interface SilentShard {
  readonly shard: string;
  readonly lastReportAt: number | undefined;
}

/** From which shards the counts are. */
export interface Heard {
  readonly of: number;
  /** Those without fresh numbers: what they have counted last is in, what they may have counted since is not. */
  readonly missing: readonly string[];
}

const NOBODY: PeopleCounts = { exposed: 0, optedOut: 0, complained: 0, unhappy: 0 };

/** People to whom a campaign has come unasked, whether or not it is known that they saw it. */
export function reachedOf({ byStage, reached }: Pick<ShardReport, "byStage" | "reached">): number {
  return reached ?? byStage.reduce((sum, { exposed }) => sum + exposed, 0);
}

/**
 * Takes a report in, unless one of the same shard with the same or a later sequence number is there: repeats,
 * reorderings and retries change nothing, and then the very same map comes back, so that nothing need be written.
 */
export function acceptReport(reports: ShardReports, report: ShardReport): ShardReports {
  const known = reports.get(report.shard);
  if (known !== undefined && known.sequence >= report.sequence) return reports;
  return new Map(reports).set(report.shard, report);
}

/** Sums the latest counts of all shards. Who is repeated can be told only by who has seen the marks of all shards. */
export function mergeShardReports(
  reports: ShardReports,
  repeated = NOBODY_REPEATED,
  entered?: EnteredCounts,
): GuardTotals {
  const byStage: PeopleCounts[] = [];
  let asked = 0;
  let gifts = 0;
  let reached = 0;
  for (const report of reports.values()) {
    asked += report.asked;
    gifts += report.gifts ?? 0;
    reached += reachedOf(report);
    for (const [stage, counts] of report.byStage.entries()) byStage[stage] = add(byStage[stage] ?? NOBODY, counts);
  }
  return { ...byStage.reduce(add, NOBODY), byStage, asked, gifts, reached, repeated, ...(entered && { entered }) };
}

/**
 * The shards, of all that should report, whose numbers are too old to act on, or that never reported. A clock that
 * runs ahead by as much counts as silent too: its reports prove nothing about now.
 */
export function findSilentShards(
  reports: ShardReports,
  shards: readonly string[],
  now: number,
  staleAfterMinutes: number,
): readonly SilentShard[] {
  return shards
    .map((shard): SilentShard => ({ shard, lastReportAt: reports.get(shard)?.countedAt }))
    .filter(
      ({ lastReportAt }) => lastReportAt === undefined || Math.abs(now - lastReportAt) > staleAfterMinutes * MINUTE_MS,
    );
}

/** A shard of which only the zero of the beginning is known (`sequence` 0) has not been heard since. */
export function findHeard(
  reports: ShardReports,
  shards: readonly string[],
  now: number,
  staleAfterMinutes: number,
): Heard {
  const silent = new Set(findSilentShards(reports, shards, now, staleAfterMinutes).map(({ shard }) => shard));
  const isUnheard = (shard: string) => {
    const report = reports.get(shard);
    return report === undefined || (report.sequence === 0 && report.countedAt < now);
  };
  return { of: shards.length, missing: shards.filter((shard) => silent.has(shard) || isUnheard(shard)) };
}

function add(one: PeopleCounts, other: PeopleCounts): PeopleCounts {
  return {
    exposed: one.exposed + other.exposed,
    optedOut: one.optedOut + other.optedOut,
    complained: one.complained + other.complained,
    unhappy: one.unhappy + other.unhappy,
  };
}
