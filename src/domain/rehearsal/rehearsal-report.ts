/**
 * What a rehearsal says to people: the tally, with every number left out that could tell on somebody. Everything
 * stands in tables whose parts are disjoint and not small (`joinSmall`); null is a number that is not told.
 */
import { NONE_REASONS, type Reason } from "../decision/decision.ts";
import { addCounts, isShowable, joinSmall, showShare, type Counts } from "../counts.ts";
import { addGroups, type GroupTally, type Slot, type Tally } from "./tally.ts";

/** How many see a decoration live and under the candidate: candidate = kept + gained, live = kept + lost. */
export interface Comparison {
  readonly live: number | null;
  readonly candidate: number | null;
  readonly kept: number | null;
  readonly gained: number | null;
  readonly lost: number | null;
}

/** People with one of several values; more than one value where a group by itself would be too small. */
export interface GroupReport extends Comparison {
  /** Null: not known. */
  readonly values: readonly (string | null)[];
  readonly people: number | null;
}

/** Who sees a decoration on at least one of the days, each person once. */
export interface DecorationReport extends Comparison {
  readonly decoration: string;
  readonly groups: Readonly<Record<string, readonly GroupReport[]>>;
}

/** People with any of these reasons. */
export interface ReasonReport {
  readonly reasons: readonly Reason[];
  readonly people: number | null;
}

/** Neighbouring days that are alike, both inclusive. */
export interface DayReport {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly decorations: readonly (Comparison & {
    readonly decoration: string;
    readonly reasons: readonly ReasonReport[];
  })[];
  /** Why the others see nothing. */
  readonly nothing: readonly ReasonReport[];
}

/** What people's own words say about a campaign's theme, whether or not it shows. */
export interface WordReport {
  readonly campaign: string;
  readonly off: number | null;
  readonly asked: number | null;
  readonly gift: number | null;
  readonly silent: number | null;
  /** People with any choice, in or out, at the theme. */
  readonly chosenTheme: number | null;
  /** People with any choice at the category, or at a theme in it. */
  readonly chosenCategory: number | null;
}

export interface OverlapReport {
  readonly winner: string;
  readonly loser: string;
  /** People who would see the loser if it were not for the winner, on at least one day. */
  readonly people: number | null;
}

export interface RehearsalReport {
  readonly people: number;
  readonly decorations: readonly DecorationReport[];
  readonly campaigns: readonly WordReport[];
  readonly overlaps: readonly OverlapReport[];
  readonly days: readonly DayReport[];
}

/** Makes the report; `days` are the names of the tally's days. */
export function reportRehearsal(tally: Tally, days: readonly string[]): RehearsalReport {
  const dayReports = days.map((name, day) => reportDay(tally, day, name));
  // Of one day only there are two tables, which must hide the same.
  const hidden = new Set(
    dayReports.length === 1
      ? dayReports[0]?.decorations.filter((entry) => entry.candidate === null).map((entry) => entry.decoration)
      : [],
  );
  return {
    people: tally.people,
    decorations: [...tally.changes]
      .toSorted(byKey)
      .map(([decoration, counts]) => reportDecoration(tally, decoration, counts, hidden.has(decoration))),
    campaigns: [...tally.words].toSorted(byKey).map(([campaign, counts]) => reportWords(tally, campaign, counts)),
    overlaps: [...tally.overlaps].toSorted(byKey).flatMap(([winner, losers]) =>
      [...losers].toSorted(byKey).map(([loser, [people = 0]]) => ({
        winner,
        loser,
        people: showShare(people, tally.people),
      })),
    ),
    days: joinEqualDays(dayReports),
  };
}

const HIDDEN: Comparison = { live: null, candidate: null, kept: null, gained: null, lost: null };

function compare([kept = 0, gained = 0, lost = 0]: Counts) {
  return { live: kept + lost, candidate: kept + gained, kept, gained, lost } satisfies Comparison;
}

function seenBy(changes: Counts): number {
  return compare(changes).candidate;
}

/** The changes with the people whom they do not concern: parts of a whole. */
function withRest(counts: Counts, people: number): Counts {
  return [...counts, people - total(counts)];
}

function total(counts: Counts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function reportDecoration(tally: Tally, decoration: string, counts: Counts, isHidden: boolean): DecorationReport {
  if (isHidden || !withRest(counts, tally.people).every(isShowable)) return { decoration, ...HIDDEN, groups: {} };
  const groups = [...tally.groups].map(([attribute, values]) => [
    attribute,
    reportGroups(listGroups(values), decoration),
  ]);
  return { decoration, ...compare(counts), groups: Object.fromEntries(groups) };
}

/** People with one of some values of an attribute. */
interface Group extends GroupTally {
  readonly values: readonly (string | null)[];
}

function reportGroups(groups: readonly Group[], decoration: string): readonly GroupReport[] {
  const countsOf = ({ people, changes }: Group) => withRest(changes.get(decoration) ?? [0, 0, 0], people);
  const report = (group: Group): GroupReport => ({
    values: group.values,
    people: group.people,
    ...compare(countsOf(group).slice(0, 3)),
  });
  const { apart, joined, isJoinedShowable } = joinSmall(groups, countsOf);
  const together = joinGroups(joined);
  return [
    ...apart.toReversed().map(report),
    ...together.map((group) => (isJoinedShowable ? report(group) : { ...report(group), people: null, ...HIDDEN })),
  ];
}

/** The groups of every table about an attribute, smallest first; those that are small in themselves are one. */
function listGroups(values: ReadonlyMap<string | null, GroupTally>): readonly Group[] {
  const groups = [...values]
    .map(([value, group]): Group => ({ values: [value], ...group }))
    .toSorted((one, other) => one.people - other.people || compareNames(one.values[0], other.values[0]));
  const { apart, joined } = joinSmall(groups, (group) => [group.people]);
  return [...joinGroups(joined), ...apart];
}

/** One group of them all, or none of none. */
function joinGroups(groups: readonly Group[]): readonly Group[] {
  if (groups.length === 0) return [];
  const { people, changes } = groups.reduce<GroupTally>(addGroups, { people: 0, changes: new Map() });
  return [{ values: groups.flatMap((group) => group.values).toSorted(compareNames), people, changes }];
}

function reportWords({ people }: Tally, campaign: string, counts: Counts): WordReport {
  const [, , , chosenTheme = 0, chosenCategory = 0] = counts;
  const [silent = null, gift = null, asked = null, off = null] = showParts([
    people - total(counts.slice(0, 3)),
    ...counts.slice(0, 3).toReversed(),
  ]);
  const [, elsewhere = null, theme = null] = showParts([
    people - chosenCategory,
    chosenCategory - chosenTheme,
    chosenTheme,
  ]);
  const chosen = theme === null || elsewhere === null ? null : theme + elsewhere;
  return { campaign, off, asked, gift, silent, chosenTheme: theme, chosenCategory: chosen };
}

/** The parts of a whole, null for those that are kept back; the first ones rather than the last keep back small ones. */
function showParts(parts: Counts): readonly (number | null)[] {
  const entries = parts.map((people) => ({ people }));
  const apart = new Set(joinSmall(entries, (entry) => [entry.people]).apart);
  return entries.map((entry) => (apart.has(entry) ? entry.people : null));
}

function reportDay(tally: Tally, day: number, name: string): DayReport {
  const { decorations, nothing } = readDay(tally, day);
  const hidden = chooseHidden(decorations, tally.people);
  const isHidden = (entry: DayDecoration) => hidden.has(entry);
  return {
    firstDay: name,
    lastDay: name,
    decorations: decorations.map((entry) =>
      isHidden(entry)
        ? { decoration: entry.decoration, ...HIDDEN, reasons: [] }
        : { decoration: entry.decoration, ...compare(entry.changes), reasons: reportReasons(entry.reasons) },
    ),
    nothing: reportNothing(nothing, total(decorations.filter(isHidden).map(({ changes }) => seenBy(changes)))),
  };
}

/**
 * The decorations of which nothing is told. Whoever has a total can take all that is told off it: what is left, people
 * who see nothing or something that is hidden, must not be small either.
 */
function chooseHidden(decorations: readonly DayDecoration[], people: number): ReadonlySet<DayDecoration | undefined> {
  const parts = decorations.map((entry) => ({ entry, told: listTold(entry.changes) }));
  const left = parts.reduce(
    (rest, { told }) => rest.map((count, index) => count - (told[index] ?? 0)),
    listTold([0, 0, 0]).map(() => people),
  );
  const bySize = parts.toSorted((one, other) => seenBy(one.entry.changes) - seenBy(other.entry.changes));
  const { joined } = joinSmall([{ entry: undefined, told: left }, ...bySize], (part) => part.told);
  const exposed = decorations.filter(({ changes }) => !isShowable(people - total(changes)));
  return new Set([...joined.map((part) => part.entry), ...exposed]);
}

/** Everything that a comparison tells: each of these splits the people into those who see one decoration or another. */
function listTold(changes: Counts): Counts {
  const { live, candidate, kept, gained, lost } = compare(changes);
  return [live, candidate, kept, gained, lost];
}

/** `hiddenPeople` see a decoration of which nothing is told; with reasons they could be computed, so they count as one. */
function reportNothing(nothing: ReadonlyMap<Reason, number>, hiddenPeople: number): readonly ReasonReport[] {
  // The least telling reasons first: they are given up rather than others.
  const parts: { readonly reason?: Reason; readonly people: number }[] = [
    ...NONE_REASONS.map((reason) => ({ reason, people: nothing.get(reason) ?? 0 })),
    { people: hiddenPeople },
  ].filter((part) => part.people > 0);
  const { apart, joined, isJoinedShowable } = joinSmall(parts, (part) => [part.people]);
  const isTold = isJoinedShowable && joined.every((part) => part.reason !== undefined);
  const reasonsOf = (group: typeof parts) => group.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
  return [
    ...apart.map((part) => ({ reasons: reasonsOf([part]), people: part.people })),
    { reasons: reasonsOf([...joined]), people: isTold ? total(joined.map((part) => part.people)) : null },
  ].filter((group) => group.reasons.length > 0);
}

function reportReasons(reasons: ReadonlyMap<Reason, number>): readonly ReasonReport[] {
  const ordered = [...reasons].toSorted(([, one], [, other]) => one - other);
  const { apart, joined } = joinSmall(ordered, ([, people]) => [people]);
  const groups = [...apart.map((entry) => [entry]), ...(joined.length === 0 ? [] : [joined])];
  return groups.map((entries) => ({
    reasons: entries.map(([reason]) => reason),
    people: total(entries.map(([, people]) => people)),
  }));
}

interface DayDecoration {
  readonly decoration: string;
  readonly changes: Counts;
  /** Why people see it under the candidate. */
  readonly reasons: ReadonlyMap<Reason, number>;
}

function readDay({ outcomes }: Tally, day: number) {
  const changes = new Map<string, Counts>();
  const reasons = new Map<Slot, Map<Reason, number>>();
  const note = (slot: Slot, counts: Counts) => {
    if (slot !== null) changes.set(slot, addCounts(changes.get(slot) ?? [0, 0, 0], counts));
  };
  for (const [live, bySlot] of outcomes) {
    for (const [candidate, byReason] of bySlot) {
      for (const [reason, days] of byReason) {
        const people = days[day] ?? 0;
        if (people === 0) continue;
        if (live === candidate) note(live, [people, 0, 0]);
        else {
          note(candidate, [0, people, 0]);
          note(live, [0, 0, people]);
        }
        const ofSlot = reasons.get(candidate) ?? new Map<Reason, number>();
        reasons.set(candidate, ofSlot.set(reason, (ofSlot.get(reason) ?? 0) + people));
      }
    }
  }
  return {
    decorations: [...changes].toSorted(byKey).map(([decoration, counts]): DayDecoration => ({
      decoration,
      changes: counts,
      reasons: reasons.get(decoration) ?? new Map(),
    })),
    nothing: reasons.get(null) ?? new Map<Reason, number>(),
  };
}

function joinEqualDays(days: readonly DayReport[]): readonly DayReport[] {
  const joined: DayReport[] = [];
  for (const day of days) {
    const before = joined.at(-1);
    const asBefore = before && { ...before, firstDay: day.firstDay, lastDay: day.lastDay };
    if (before && JSON.stringify(asBefore) === JSON.stringify(day)) {
      joined[joined.length - 1] = { ...before, lastDay: day.lastDay };
    } else joined.push(day);
  }
  return joined;
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return compareNames(one, other);
}

function compareNames(one: string | null | undefined, other: string | null | undefined): number {
  return (one ?? "") < (other ?? "") ? -1 : Number((one ?? "") > (other ?? ""));
}
