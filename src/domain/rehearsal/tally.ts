import { joinCells, NOBODY, type Cell } from "../cells.ts";
import { addCounts, addMaps, type Counts } from "../counts.ts";
import type { Reason } from "../decision/decision.ts";

/** The decoration that stands in the slot; null: none does. */
export type Slot = string | null;

/** The people with one value of an attribute. */
export interface GroupTally {
  readonly people: Cell;
  /** By decoration: `[kept, gained, lost]`. */
  readonly changes: ReadonlyMap<string, Counts>;
}

/**
 * What two rulesets, the live one and a candidate, show to the same people. Exact; not to be shown as it is.
 * Plain data, so that shards can send it.
 */
export interface Tally {
  readonly people: Cell;
  /** Live slot → candidate slot → the candidate's reason → people, day by day. */
  readonly outcomes: ReadonlyMap<Slot, ReadonlyMap<Slot, ReadonlyMap<Reason, Counts>>>;
  /** By decoration: `[kept, gained, lost]`, each person once however many days they see it. */
  readonly changes: ReadonlyMap<string, Counts>;
  /** Attribute → value (null: not known) → its people. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string | null, GroupTally>>;
  /** By campaign: `[off, asked, gift, holding a choice at its theme, holding one in its category]`. */
  readonly words: ReadonlyMap<string, Counts>;
  /** Winning campaign → losing campaign → people for whom both would show at once, `[people]`. */
  readonly overlaps: ReadonlyMap<string, ReadonlyMap<string, Counts>>;
}

export const EMPTY_TALLY: Tally = {
  people: NOBODY,
  outcomes: new Map(),
  changes: new Map(),
  groups: new Map(),
  words: new Map(),
  overlaps: new Map(),
};

/** The tally of two groups of people of whom nobody is in both. The order makes no difference. */
export function addTallies(one: Tally, other: Tally): Tally {
  return {
    people: joinCells(one.people, other.people),
    outcomes: addMaps(one.outcomes, other.outcomes, (a, b) => addMaps(a, b, (c, d) => addMaps(c, d, addCounts))),
    changes: addMaps(one.changes, other.changes, addCounts),
    groups: addMaps(one.groups, other.groups, (a, b) => addMaps(a, b, addGroups)),
    words: addMaps(one.words, other.words, addCounts),
    overlaps: addMaps(one.overlaps, other.overlaps, (a, b) => addMaps(a, b, addCounts)),
  };
}

export function addGroups(one: GroupTally, other: GroupTally): GroupTally {
  return { people: joinCells(one.people, other.people), changes: addMaps(one.changes, other.changes, addCounts) };
}
