/**
 * What a rehearsal says to people: the tally, with every number left out that could tell on somebody. Everything
 * stands in tables whose parts are disjoint and not small (`joinSmall`); null is a number that is not told.
 */
import { NONE_REASONS, type Reason } from "./decision.ts";
import { addCounts, isShowable, joinSmall, type Counts, type GroupTally, type Slot, type Tally } from "./tally.ts";

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

function compare([kept = 0, gained = 0, lost = 0]: Counts): Comparison {
  return { live: kept + lost, candidate: kept + gained, kept, gained, lost };
}

/** The changes with the people whom they do not concern: parts of a whole. */
function withRest(counts: Counts, people: number): Counts {
  return [...counts, people - total(counts)];
}

function total(counts: Counts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A part of the people, if neither it nor its rest is small. */
export function showShare(part: number, people: number): number | null {
  return isShowable(part) && isShowable(people - part) ? part : null;
}

function reportDecoration(tally: Tally, decoration: string, counts: Counts, isHidden: boolean): DecorationReport {
  if (isHidden || !withRest(counts, tally.people).every(isShowable)) return { decoration, ...HIDDEN, groups: {} };
  const groups = [...tally.groups].map(([attribute, values]) => [attribute, reportGroups(values, decoration)]);
  return { decoration, ...compare(counts), groups: Object.fromEntries(groups) };
}

function reportGroups(values: ReadonlyMap<string | null, GroupTally>, decoration: string): readonly GroupReport[] {
  const rows = [...values].map(([value, { people, changes }]) => ({
    values: [value],
    people,
    counts: withRest(changes.get(decoration) ?? [0, 0, 0], people),
  }));
  const report = ({ values: named, people, counts }: { values: (string | null)[]; people: number; counts: Counts }) => ({
    values: named.toSorted(compareNames),
    people,
    ...compare(counts.slice(0, 3)),
  });
  const { apart, joined, isJoinedShowable } = joinSmall(
    rows.toSorted((one, other) => one.people - other.people || compareNames(one.values[0], other.values[0])),
    (row) => row.counts,
  );
  const shown = apart.toSorted((one, other) => other.people - one.people).map(report);
  if (joined.length === 0) return shown;
  const together = {
    values: joined.flatMap((row) => row.values),
    people: joined.reduce((sum, row) => sum + row.people, 0),
    counts: joined.map((row) => row.counts).reduce(addCounts),
  };
  return [...shown, isJoinedShowable ? report(together) : { ...report(together), people: null, ...HIDDEN }];
}

function reportWords({ people }: Tally, campaign: string, counts: Counts): WordReport {
  const [off = 0, asked = 0, gift = 0, chosenTheme = 0, chosenCategory = 0] = counts;
  const words = showParts({ silent: people - off - asked - gift, gift, asked, off });
  const chosen = showParts({
    nothing: people - chosenCategory,
    elsewhere: chosenCategory - chosenTheme,
    theme: chosenTheme,
  });
  return {
    campaign,
    ...words,
    chosenTheme: chosen.theme,
    chosenCategory: chosen.theme === null || chosen.elsewhere === null ? null : chosen.theme + chosen.elsewhere,
  };
}

/** The parts of a whole that may be told; the first ones rather than the last are kept back with those that may not. */
function showParts<Name extends string>(parts: Readonly<Record<Name, number>>): Record<Name, number | null> {
  const entries: (readonly [string, number])[] = Object.entries(parts);
  const apart = new Set(joinSmall(entries, ([, people]) => [people]).apart);
  const shown = entries.map((entry) => [entry[0], apart.has(entry) ? entry[1] : null]);
  // The same names, as Object.entries forgets them.
  return Object.fromEntries(shown) as Record<Name, number | null>;
}

/** One part of a day: people who see a decoration, or who see none for a reason. */
type Part = { readonly people: number } & (
  | { readonly decoration: string; readonly changes: Counts; readonly reasons: ReadonlyMap<Reason, number> }
  | { readonly reason: Reason }
);

function reportDay(tally: Tally, day: number, name: string): DayReport {
  const { decorations, nothing } = readDay(tally, day);
  const parts: readonly Part[] = [
    // The least telling reasons first: these rather than a decoration hide what must be hidden.
    ...NONE_REASONS.flatMap((reason): Part[] => {
      const people = nothing.get(reason) ?? 0;
      return people === 0 ? [] : [{ people, reason }];
    }),
    ...decorations.toSorted((one, other) => one.people - other.people),
  ];
  const { joined, isJoinedShowable } = joinSmall(parts, (part) => [part.people]);
  const together = new Set(joined);
  const reasons = parts.flatMap((part) => ("reason" in part ? [part] : []));
  const joinedReasons = reasons.filter((part) => together.has(part));
  const isReasonSumShown = isJoinedShowable && joinedReasons.length === joined.length;
  return {
    firstDay: name,
    lastDay: name,
    decorations: decorations.map((part) => {
      const { decoration, changes } = part;
      const isHidden = together.has(part) || !withRest(changes, tally.people).every(isShowable);
      return isHidden
        ? { decoration, ...HIDDEN, reasons: [] }
        : { decoration, ...compare(changes), reasons: reportReasons(part.reasons) };
    }),
    nothing: [
      ...reasons.filter((part) => !together.has(part)).map(({ reason, people }) => ({ reasons: [reason], people })),
      ...(joinedReasons.length === 0
        ? []
        : [
            {
              reasons: joinedReasons.map((part) => part.reason),
              people: isReasonSumShown ? total(joinedReasons.map((part) => part.people)) : null,
            },
          ]),
    ],
  };
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
    decorations: [...changes].toSorted(byKey).map(([decoration, [kept = 0, gained = 0, lost = 0]]) => ({
      decoration,
      people: kept + gained,
      changes: [kept, gained, lost],
      reasons: reasons.get(decoration) ?? new Map<Reason, number>(),
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
