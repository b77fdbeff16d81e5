/**
 * What a rehearsal says to people: who sees a decoration depends on what they chose, so its numbers have the noise of choices
 * (`about.ts`), and nothing need be kept back from what could be added up or subtracted. Sums (candidate, kept, silent) are
 * made of numbers that are told. Null is a number too small to be told.
 */
import {
  aboutPeople,
  roundToStep,
  tellChoices,
  type ChoiceTeller,
  type DrawNoise,
  type NoiseSecret,
} from "../about.ts";
import { NOBODY } from "../cells.ts";
import { addCounts, joinSmall, type Counts } from "../counts.ts";
import { NONE_REASONS, type Reason } from "../decision/decision.ts";
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
  /** From how many people on a number is told in each part; with null there are fewer. */
  readonly fewerThan: Readonly<Record<"decorations" | "groups" | "campaigns" | "overlaps" | "days", number>>;
  readonly decorations: readonly DecorationReport[];
  readonly campaigns: readonly WordReport[];
  readonly overlaps: readonly OverlapReport[];
  readonly days: readonly DayReport[];
}

export interface ReportedDay {
  readonly name: string;
  /** Days on which everybody sees the same, for the same reason, are of one stretch; null: nothing is open for anybody. */
  readonly stretch: number | null;
}

/** How many days there are that differ from each other, and on which something is open. */
export function countStretches(days: readonly ReportedDay[]): number {
  return new Set(days.flatMap(({ stretch }) => stretch ?? [])).size;
}

/** What a tally can't know without telling on somebody, as it holds only what somebody sees. */
export interface ReportFrame {
  /** The tally's days. */
  readonly days: readonly ReportedDay[];
  /** The decorations that may show live or under the candidate. */
  readonly decorations: readonly string[];
  /** How many overlaps one person's choice can make or undo; see `countPairs`. */
  readonly pairs: number;
}

/** What its numbers are told with. */
export interface ReportNoise {
  /** Of how many people there are. */
  readonly secret: NoiseSecret;
  /** Of what they chose. */
  readonly draw: DrawNoise;
}

export function reportRehearsal(
  tally: Tally,
  { days, decorations, pairs }: ReportFrame,
  { secret, draw }: ReportNoise,
): RehearsalReport {
  const people = aboutPeople(tally.people, secret) ?? tally.people.people;
  const stretches = countStretches(days);
  const inTable = Math.min(NUMBERS_OF_DECORATION * decorations.length, NUMBERS_OF_STRETCH * stretches);
  const open = (numbers: number, ...parts: readonly (keyof typeof SHARES)[]) =>
    tellChoices(numbers, draw, parts.reduce((sum, part) => sum + SHARES[part], 0) * SHARE_OF_ANSWER);
  // Where all days are one stretch, what is seen on at least one of them is what is seen on each: one number, told twice.
  const isOneStretch = stretches === 1;
  const ofDays = isOneStretch ? open(NUMBERS_OF_DAY, "totals", "days") : open(NUMBERS_OF_DAY * stretches, "days");
  const tellers: Tellers = {
    totals: isOneStretch ? ofDays : open(inTable, "totals"),
    groups: open(inTable * tally.groups.size, "groups"),
  };
  const ofWords = open(NUMBERS_OF_WORD * tally.words.size, "words");
  const ofOverlaps = open(pairs, "overlaps");
  return {
    people,
    fewerThan: {
      decorations: tellers.totals.fewerThan,
      groups: tellers.groups.fewerThan,
      campaigns: ofWords.fewerThan,
      overlaps: ofOverlaps.fewerThan,
      days: ofDays.fewerThan,
    },
    decorations: decorations
      .toSorted(compareNames)
      .map((decoration) => reportDecoration(tally, decoration, tellers, secret)),
    campaigns: [...tally.words]
      .toSorted(byKey)
      .map(([campaign, counts]) => reportWords(people, campaign, counts, ofWords)),
    overlaps: [...tally.overlaps].toSorted(byKey).flatMap(([winner, losers]) =>
      [...losers].toSorted(byKey).flatMap(([loser, [both = 0]]) => {
        const told = ofOverlaps.tell(both, `overlap ${winner} ${loser}`);
        return told === null ? [] : [{ winner, loser, people: told }];
      }),
    ),
    days: joinEqualDays(
      days.map((told, day) =>
        told.stretch === null
          ? reportClosedDay(tally, day, told.name, people)
          : reportDay(tally, day, { name: told.name, stretch: isOneStretch ? "" : `${told.stretch} ` }, ofDays),
      ),
    ),
  };
}

interface Tellers {
  readonly totals: ChoiceTeller;
  readonly groups: ChoiceTeller;
}

/**
 * How much of what may be told of one person's choice an answer tells. There are hundreds of them a day: all together tell
 * even whoever knows what all others chose so little that 59 of 100 guesses are right, and whoever compares pairs of them 54.
 */
const SHARE_OF_ANSWER = 0.25;

/** How much of that each part of an answer tells. */
const SHARES = { totals: 0.35, groups: 0.25, words: 0.15, overlaps: 0.1, days: 0.15 };

// In how many numbers one person's choice shows at most: those that it takes them out of, and those that it puts them in.

/** Whether they see a decoration live, gain it, lose it. */
const NUMBERS_OF_DECORATION = 3;
/** By another choice they see another decoration live, gain another and lose another. */
const NUMBERS_OF_STRETCH = 6;
/** The same, and why they see what they see, or nothing. */
const NUMBERS_OF_DAY = 8;
/** Two of off, asked and gift; any choice at the theme; any at the category. */
const NUMBERS_OF_WORD = 4;

/** However little is asked at once, no number of fewer people who chose something is told. */
export const LEAST_TOLD = tellChoices(
  NUMBERS_OF_DAY,
  () => 0,
  (SHARES.totals + SHARES.days) * SHARE_OF_ANSWER,
).fewerThan;

/** The sum of what is told of the parts. */
function addTold(...parts: readonly (number | null)[]): number | null {
  const told = parts.filter((part) => part !== null);
  return told.length === 0 ? null : told.reduce((sum, part) => sum + part, 0);
}

/** What is live, and what of it changes, is told; the rest is made of it. */
function compare([kept = 0, gained = 0, lost = 0]: Counts, { tell }: ChoiceTeller, name: string): Comparison {
  const told = {
    live: tell(kept + lost, `${name} live`),
    gained: tell(gained, `${name} gained`),
    lost: tell(lost, `${name} lost`),
  };
  const rest = told.live === null ? 0 : told.live - (told.lost ?? 0);
  const left = rest > 0 ? rest : null;
  return {
    live: told.live,
    candidate: addTold(left, told.gained),
    kept: left,
    gained: told.gained,
    lost: told.lost,
  };
}

const NO_CHANGES: Counts = [0, 0, 0];

/** By what is told, and then by name: another order would tell who is how many. Those that stand together come last. */
function compareGroups(one: GroupReport, other: GroupReport): number {
  return (
    Number(one.values.length > 1) - Number(other.values.length > 1) ||
    (other.people ?? 0) - (one.people ?? 0) ||
    compareNames(one.values[0], other.values[0])
  );
}

function reportDecoration(tally: Tally, decoration: string, tellers: Tellers, secret: NoiseSecret): DecorationReport {
  const groups = [...tally.groups].map(([attribute, values]) => [
    attribute,
    listGroups(values)
      .map((group): GroupReport => {
        const people = aboutPeople(group.people, secret);
        const name = JSON.stringify([decoration, attribute, group.values]);
        const counts = group.changes.get(decoration) ?? NO_CHANGES;
        return { values: group.values, people, ...compare(counts, tellers.groups, name) };
      })
      .toSorted(compareGroups),
  ]);
  return {
    decoration,
    ...compare(tally.changes.get(decoration) ?? NO_CHANGES, tellers.totals, decoration),
    groups: Object.fromEntries(groups),
  };
}

/** People with one of some values of an attribute. */
interface Group extends GroupTally {
  readonly values: readonly (string | null)[];
}

/** The groups of every table about an attribute; those that are small in themselves are one. */
function listGroups(values: ReadonlyMap<string | null, GroupTally>): readonly Group[] {
  const groups = [...values]
    .map(([value, group]): Group => ({ values: [value], ...group }))
    .toSorted((one, other) => one.people.people - other.people.people || compareNames(one.values[0], other.values[0]));
  const { apart, joined } = joinSmall(groups, (group) => [group.people.people]);
  return [...apart, ...joinGroups(joined)];
}

/** One group of them all, or none of none. */
function joinGroups(groups: readonly Group[]): readonly Group[] {
  if (groups.length === 0) return [];
  const { people, changes } = groups.reduce<GroupTally>(addGroups, { people: NOBODY, changes: new Map() });
  return [{ values: groups.flatMap((group) => group.values).toSorted(compareNames), people, changes }];
}

/** Of all people: if more than so many of them may be untold, it is not told how many the others are. */
const MOST_UNTOLD = 0.1;

function reportWords(people: number, campaign: string, counts: Counts, { tell, fewerThan }: ChoiceTeller): WordReport {
  const [off = null, asked = null, gift = null, chosenTheme = null, chosenCategory = null] = [0, 1, 2, 3, 4].map(
    (place) => tell(counts[place] ?? 0, `word ${place} ${campaign}`),
  );
  const spoken = addTold(off, asked, gift) ?? 0;
  const untold = [off, asked, gift].filter((part) => part === null).length * fewerThan;
  const silent = untold > MOST_UNTOLD * people ? 0 : roundToStep(Math.max(0, people - spoken));
  return { campaign, off, asked, gift, silent: silent === 0 ? null : silent, chosenTheme, chosenCategory };
}

/** A day on which nothing is open, whatever people chose: all of them see nothing, for one reason. */
function reportClosedDay(tally: Tally, day: number, name: string, people: number): DayReport {
  const reasons = [...(readDay(tally, day).reasons.get(null) ?? [])].map(([reason]) => reason);
  const nothing = reasons.length === 1 ? [{ reasons, people }] : [];
  return { firstDay: name, lastDay: name, decorations: [], nothing };
}

interface NamedDay {
  readonly name: string;
  /** What the names of its numbers begin with. */
  readonly stretch: string;
}

/** Days of one stretch, on which the same is true for everybody, are told with the same noise. */
function reportDay(tally: Tally, day: number, { name, stretch }: NamedDay, teller: ChoiceTeller): DayReport {
  const { changes, reasons } = readDay(tally, day);
  const decorations = [...changes].toSorted(byKey).flatMap(([decoration, counts]) => {
    const comparison = compare(counts, teller, `${stretch}${decoration}`);
    if (comparison.live === null && comparison.candidate === null) return [];
    const why = reportReasons(reasons.get(decoration), teller, `${stretch}${decoration}`);
    return [{ decoration, ...comparison, reasons: why }];
  });
  const nothing = reportReasons(reasons.get(null), teller, `${stretch}nothing`);
  return { firstDay: name, lastDay: name, decorations, nothing };
}

/** The reasons of which a number is told: which others there are would tell that somebody has them. */
function reportReasons(
  reasons: ReadonlyMap<Reason, number> | undefined,
  { tell }: ChoiceTeller,
  name: string,
): readonly ReasonReport[] {
  const told = [...(reasons ?? [])].flatMap(([reason, count]) => {
    const people = tell(count, `${name} because ${reason}`);
    return people === null ? [] : [{ reasons: [reason], people }];
  });
  return told.toSorted((one, other) => placeOf(one) - placeOf(other));
}

const placeOf = ({ reasons: [reason] }: ReasonReport) => NONE_REASONS.findIndex((known) => known === reason);

/** Of one day: who sees each decoration, and why they see it, or (null) nothing, under the candidate. */
function readDay({ outcomes }: Tally, day: number) {
  const changes = new Map<string, Counts>();
  const reasons = new Map<Slot, Map<Reason, number>>();
  const note = (slot: Slot, counts: Counts) => {
    if (slot !== null) changes.set(slot, addCounts(changes.get(slot) ?? NO_CHANGES, counts));
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
  return { changes, reasons };
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
