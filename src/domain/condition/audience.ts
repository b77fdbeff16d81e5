/** How many people a condition, or the audience of a campaign, matches. */
import { addCounts, addMaps, joinSmall, showShare, type Counts } from "../counts.ts";

/** Exact; not to be shown as it is. Plain data, so that shards can send it. */
export interface AudienceTally {
  readonly people: number;
  readonly matching: number;
  /** Attribute → value (null: not known) → `[people, of those matching]`. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string | null, Counts>>;
}

export const EMPTY_AUDIENCE: AudienceTally = { people: 0, matching: 0, groups: new Map() };

/** The tally of two groups of people of whom nobody is in both. */
export function addAudiences(one: AudienceTally, other: AudienceTally): AudienceTally {
  return {
    people: one.people + other.people,
    matching: one.matching + other.matching,
    groups: addMaps(one.groups, other.groups, (a, b) => addMaps(a, b, addCounts)),
  };
}

/** As much of the tally as tells on nobody; null is a number that is not told. */
export interface AudienceReport {
  readonly total: number;
  readonly matching: number | null;
  /** Of the total, in [0, 1]. */
  readonly share: number | null;
  readonly groups: Readonly<Record<string, readonly AudienceGroup[]>>;
}

/** People with one of several values; more than one value where a group by itself would be too small. */
export interface AudienceGroup {
  /** Null: not known. */
  readonly values: readonly (string | null)[];
  readonly total: number;
  readonly matching: number;
}

export function reportAudience({ people, matching, groups }: AudienceTally): AudienceReport {
  const shown = showShare(matching, people);
  const groupReports = [...groups].map(([attribute, values]) => [
    attribute,
    shown === null ? [] : reportGroups(values),
  ]);
  return {
    total: people,
    matching: shown,
    share: shown === null || people === 0 ? null : shown / people,
    groups: Object.fromEntries(groupReports),
  };
}

function reportGroups(values: ReadonlyMap<string | null, Counts>): readonly AudienceGroup[] {
  const rows = [...values].map(([value, [total = 0, matching = 0]]) => ({ values: [value], total, matching }));
  const { apart, joined } = joinSmall(
    rows.toSorted((one, other) => one.total - other.total),
    ({ total, matching }) => [matching, total - matching],
  );
  const together = joined.reduce(
    (sum, row) => ({
      values: [...sum.values, ...row.values],
      total: sum.total + row.total,
      matching: sum.matching + row.matching,
    }),
    { values: [], total: 0, matching: 0 } satisfies AudienceGroup,
  );
  return [...apart.toReversed(), ...(joined.length === 0 ? [] : [together])];
}
