/**
 * What a rehearsal says to people: numbers with noise, as who sees a decoration depends on what they chose. Each cell's noise
 * is decided by who is in it (`about.ts`), so nothing need be kept back from what could be added up or subtracted; sums
 * (live, candidate, silent) are made of numbers that are told. Null is a number too small to be told.
 */
import { aboutPeople, roundToStep, tellChoices, type ChoiceTeller, type NoiseSecret } from "../about.ts";
import { addCells, cellAt, emptyCells, joinCells, NOBODY, type Cell, type Cells } from "../cells.ts";
import { joinSmall } from "../counts.ts";
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

/** What a tally can't know without telling on somebody, as it holds only what somebody sees. */
export interface ReportFrame {
  /** What the tally's days are called. */
  readonly days: readonly string[];
  /** The decorations that may show live or under the candidate. */
  readonly decorations: readonly string[];
  /** How many pairs of campaigns, one of them tried out, may want the slot of the same person. */
  readonly pairs: number;
  /** On how many days at most something may be another than on the day before. */
  readonly stretches: number;
}

export function reportRehearsal(
  tally: Tally,
  { days, decorations, pairs, stretches }: ReportFrame,
  secret: NoiseSecret,
): RehearsalReport {
  const people = aboutPeople(tally.people, secret) ?? tally.people.people;
  const tellers: Tellers = {
    totals: tellChoices(NUMBERS_OF_TABLE, secret, SHARES.totals),
    groups: tellChoices(NUMBERS_OF_TABLE * tally.groups.size, secret, SHARES.groups),
  };
  const ofOverlaps = tellChoices(pairs, secret, SHARES.overlaps);
  const ofDays = tellChoices(NUMBERS_OF_DAY * stretches, secret, SHARES.days);
  // What people said of a theme is the same whatever is tried out.
  const ofWords = tellChoices(NUMBERS_OF_WORD, secret);
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
      .map(([campaign, cells]) => reportWords(people, campaign, cells, ofWords)),
    overlaps: [...tally.overlaps].toSorted(byKey).flatMap(([winner, losers]) =>
      [...losers].toSorted(byKey).flatMap(([loser, cells]) => {
        const both = ofOverlaps.tell(cellAt(cells, 0));
        return both === null ? [] : [{ winner, loser, people: both }];
      }),
    ),
    days: joinEqualDays(days.map((name, day) => reportDay(tally, day, name, ofDays))),
  };
}

interface Tellers {
  readonly totals: ChoiceTeller;
  readonly groups: ChoiceTeller;
}

/** How much of what an answer may tell of one person's choice each of its parts tells. */
const SHARES = { totals: 0.4, groups: 0.3, overlaps: 0.1, days: 0.2 };

/** In a table one person's choice shows in whether they gain a decoration, and whether they lose another. */
const NUMBERS_OF_TABLE = 2;
/** The same, and why they see the one, or nothing. */
const NUMBERS_OF_DAY = 4;
/** Who switched it off or asked, who chose anything at the theme, and at the category. */
const NUMBERS_OF_WORD = 3;

/** The sum of what is told of the parts. */
function addTold(...parts: readonly (number | null)[]): number | null {
  const told = parts.filter((part) => part !== null);
  return told.length === 0 ? null : told.reduce((sum, part) => sum + part, 0);
}

/** What is live is the same whatever is tried out; of what is not, only what changes is told. */
function compare(changes: Cells, { tell }: ChoiceTeller): Comparison {
  const [keptCell = NOBODY, gainedCell = NOBODY, lostCell = NOBODY] = [0, 1, 2].map((place) => cellAt(changes, place));
  const [live, gained, lost] = [tell(joinCells(keptCell, lostCell)), tell(gainedCell), tell(lostCell)];
  const kept = live === null || live <= (lost ?? 0) ? null : live - (lost ?? 0);
  return { live, candidate: addTold(kept, gained), kept, gained, lost };
}

const noChanges: Cells = emptyCells(3);

function reportDecoration(tally: Tally, decoration: string, tellers: Tellers, secret: NoiseSecret): DecorationReport {
  const groups = [...tally.groups].map(([attribute, values]) => [
    attribute,
    listGroups(values).map((group): GroupReport => ({
      values: group.values,
      people: aboutPeople(group.people, secret),
      ...compare(group.changes.get(decoration) ?? noChanges, tellers.groups),
    })),
  ]);
  return {
    decoration,
    ...compare(tally.changes.get(decoration) ?? noChanges, tellers.totals),
    groups: Object.fromEntries(groups),
  };
}

/** People with one of some values of an attribute. */
interface Group extends GroupTally {
  readonly values: readonly (string | null)[];
}

/** The groups of every table about an attribute, largest first; those that are small in themselves are one. */
function listGroups(values: ReadonlyMap<string | null, GroupTally>): readonly Group[] {
  const groups = [...values]
    .map(([value, group]): Group => ({ values: [value], ...group }))
    .toSorted((one, other) => one.people.people - other.people.people || compareNames(one.values[0], other.values[0]));
  const { apart, joined } = joinSmall(groups, (group) => [group.people.people]);
  return [...apart.toReversed(), ...joinGroups(joined)];
}

/** One group of them all, or none of none. */
function joinGroups(groups: readonly Group[]): readonly Group[] {
  if (groups.length === 0) return [];
  const { people, changes } = groups.reduce<GroupTally>(addGroups, { people: NOBODY, changes: new Map() });
  return [{ values: groups.flatMap((group) => group.values).toSorted(compareNames), people, changes }];
}

function reportWords(people: number, campaign: string, cells: Cells, { tell }: ChoiceTeller): WordReport {
  const [off = null, asked = null, gift = null, chosenTheme = null, chosenCategory = null] = [0, 1, 2, 3, 4].map(
    (place) => tell(cellAt(cells, place)),
  );
  const spoken = addTold(off, asked, gift) ?? 0;
  const silent = roundToStep(Math.max(0, people - spoken));
  return { campaign, off, asked, gift, silent: silent === 0 ? null : silent, chosenTheme, chosenCategory };
}

function reportDay(tally: Tally, day: number, name: string, teller: ChoiceTeller): DayReport {
  const { changes, reasons } = readDay(tally, day);
  const decorations = [...changes].toSorted(byKey).flatMap(([decoration, cells]) => {
    const comparison = compare(cells, teller);
    if (comparison.live === null && comparison.candidate === null) return [];
    return [{ decoration, ...comparison, reasons: reportReasons(reasons.get(decoration), teller) }];
  });
  return { firstDay: name, lastDay: name, decorations, nothing: reportReasons(reasons.get(null), teller) };
}

/** The reasons of which a number is told: which others there are would tell that somebody has them. */
function reportReasons(
  reasons: ReadonlyMap<Reason, Cell> | undefined,
  { tell }: ChoiceTeller,
): readonly ReasonReport[] {
  const told = [...(reasons ?? [])].flatMap(([reason, cell]) => {
    const people = tell(cell);
    return people === null ? [] : [{ reasons: [reason], people }];
  });
  return told.toSorted((one, other) => placeOf(one) - placeOf(other));
}

const placeOf = ({ reasons: [reason] }: ReasonReport) => NONE_REASONS.findIndex((known) => known === reason);

/** Of one day: who sees each decoration, and why they see it, or (null) nothing, under the candidate. */
function readDay({ outcomes }: Tally, day: number) {
  const changes = new Map<string, Cells>();
  const reasons = new Map<Slot, Map<Reason, Cell>>();
  const note = (slot: Slot, place: number, { people, key }: Cell) => {
    if (slot === null) return;
    const cells = emptyCells(3);
    cells[place] = people;
    cells[3 + place] = key;
    changes.set(slot, addCells(changes.get(slot) ?? noChanges, cells));
  };
  for (const [live, bySlot] of outcomes) {
    for (const [candidate, byReason] of bySlot) {
      for (const [reason, days] of byReason) {
        const cell = cellAt(days, day);
        if (live === candidate) note(live, 0, cell);
        else {
          note(candidate, 1, cell);
          note(live, 2, cell);
        }
        const ofSlot = reasons.get(candidate) ?? new Map<Reason, Cell>();
        reasons.set(candidate, ofSlot.set(reason, joinCells(ofSlot.get(reason) ?? NOBODY, cell)));
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
