/** How many people a condition, or the audience of a campaign, matches. */
import { aboutPeople, type NoiseSecret } from "../about.ts";
import { addCells, cellAt, joinCells, NOBODY, withoutCell, type Cell, type Cells } from "../cells.ts";
import { addMaps, isShowable, joinSmall } from "../counts.ts";

/** Exact; not to be shown as it is. Plain data, so that shards can send it. */
export interface AudienceTally {
  readonly people: Cell;
  readonly matching: Cell;
  /** Attribute → value (null: not known) → `[people, of those matching]`. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string | null, Cells>>;
}

export const EMPTY_AUDIENCE: AudienceTally = { people: NOBODY, matching: NOBODY, groups: new Map() };

/** The tally of two groups of people of whom nobody is in both. */
export function addAudiences(one: AudienceTally, other: AudienceTally): AudienceTally {
  return {
    people: joinCells(one.people, other.people),
    matching: joinCells(one.matching, other.matching),
    groups: addMaps(one.groups, other.groups, (a, b) => addMaps(a, b, addCells)),
  };
}

/** As much of the tally as tells on nobody, and that with noise; null is a number that is not told. */
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

export function reportAudience({ people, matching, groups }: AudienceTally, secret: NoiseSecret): AudienceReport {
  const isShown = isShowable(matching.people) && isShowable(people.people - matching.people);
  const total = aboutAll(people, secret);
  const shown = isShown ? aboutMatching(matching, people, secret) : null;
  const groupReports = [...groups].map(([attribute, values]) => [
    attribute,
    isShown ? reportGroups(values, secret) : [],
  ]);
  return {
    total,
    matching: shown,
    share: shown === null || total === 0 ? null : shown / total,
    groups: Object.fromEntries(groupReports),
  };
}

/** How many there are at all may be told, be it few: it tells nothing of anybody's attributes. */
function aboutAll(people: Cell, secret: NoiseSecret): number {
  return aboutPeople(people, secret) ?? people.people;
}

/** Of people of whom neither those who match nor the others are few. Never more than all. */
function aboutMatching(matching: Cell, people: Cell, secret: NoiseSecret): number {
  return Math.min(aboutAll(matching, secret), aboutAll(people, secret));
}

/** By what is told, and then by name: another order would tell who is how many. */
function compareGroups(one: AudienceGroup, other: AudienceGroup): number {
  return other.total - one.total || compareValues(one.values[0] ?? null, other.values[0] ?? null);
}

/** What is not known comes last. */
function compareValues(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one < other ? -1 : Number(one > other);
}

interface Row {
  readonly values: readonly (string | null)[];
  readonly total: Cell;
  readonly matching: Cell;
}

function reportGroups(values: ReadonlyMap<string | null, Cells>, secret: NoiseSecret): readonly AudienceGroup[] {
  const rows = [...values].map(([value, cells]): Row => ({
    values: [value],
    total: cellAt(cells, 0),
    matching: cellAt(cells, 1),
  }));
  const { apart, joined } = joinSmall(
    rows.toSorted((one, other) => one.total.people - other.total.people),
    ({ total, matching }) => [matching.people, withoutCell(total, matching).people],
  );
  const together = joined.reduce<Row>(
    (sum, row) => ({
      values: [...sum.values, ...row.values],
      total: joinCells(sum.total, row.total),
      matching: joinCells(sum.matching, row.matching),
    }),
    { values: [], total: NOBODY, matching: NOBODY },
  );
  const tell = ({ values, total, matching }: Row): AudienceGroup => ({
    values: values.toSorted(compareValues),
    total: aboutAll(total, secret),
    matching: aboutMatching(matching, total, secret),
  });
  return [...apart.map(tell).toSorted(compareGroups), ...(joined.length === 0 ? [] : [tell(together)])];
}
