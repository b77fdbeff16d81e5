/** Counts that know of whom they are: added up over pages and shards, and told with noise that these people decide. */

/**
 * Counts of people that belong together, such as `[people, of those matching]`, and behind them, for each in the same order, the
 * sum modulo 2^32 of its people's record keys. Plain numbers, so that shards can send them.
 */
export type Cells = readonly number[];

/** Some people, and the sum modulo 2^32 of their record keys: whoever they are, the same people have the same key. */
export interface Cell {
  readonly people: number;
  readonly key: number;
}

export const NOBODY: Cell = { people: 0, key: 0 };

/** So many cells without anybody, to add people to. */
export function emptyCells(length: number): number[] {
  return Array.from({ length: 2 * length }, () => 0);
}

/** Counts a person, by their record key. */
export function addPerson(cells: number[], place: number, key: number): void {
  const keyPlace = cells.length / 2 + place;
  cells[place] = (cells[place] ?? 0) + 1;
  cells[keyPlace] = ((cells[keyPlace] ?? 0) + key) >>> 0;
}

/** The cells of two groups of people of whom nobody is in both. */
export function addCells(one: Cells, other: Cells): Cells {
  const keysFrom = one.length / 2;
  return one.map((value, index) => {
    const sum = value + (other[index] ?? 0);
    return index < keysFrom ? sum : sum >>> 0;
  });
}

export function joinCells(one: Cell, other: Cell): Cell {
  return { people: one.people + other.people, key: (one.key + other.key) >>> 0 };
}

/** Those of the first who are not in the second, all of whom are in the first. */
export function withoutCell(one: Cell, other: Cell): Cell {
  return { people: one.people - other.people, key: (one.key - other.key) >>> 0 };
}

export function cellAt(cells: Cells, place: number): Cell {
  return { people: cells[place] ?? 0, key: cells[cells.length / 2 + place] ?? 0 };
}
