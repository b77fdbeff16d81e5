import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addCounts, addMaps, isShowable, joinSmall, showShare, type Counts } from "../../src/domain/counts.ts";

/** Tables whose small counts are common: rows of the same number of counts. */
const tables = fc
  .integer({ min: 1, max: 3 })
  .chain((width) =>
    fc.array(fc.array(fc.oneof(fc.nat(45), fc.nat(2_000)), { minLength: width, maxLength: width }), { maxLength: 12 }),
  )
  .map((rows): readonly Counts[] => rows);

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

describe("joining small parts", () => {
  it("shows no count from 1 to 19, neither of a part nor of those that are joined", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const { apart, joined, isJoinedShowable } = joinSmall(rows, (row) => row);
        for (const count of apart.flat()) expect(isShowable(count)).toBe(true);
        if (joined.length > 0 && isJoinedShowable) {
          for (const sum of joined.reduce(addCounts, [0, 0, 0])) expect(isShowable(sum)).toBe(true);
        }
      }),
    );
  });

  it("lets no small count be computed: every sum of shown parts differs from every other by 0 or by 20 or more", () => {
    fc.assert(
      fc.property(tables, fc.infiniteStream(fc.boolean()), (rows, picks) => {
        const { apart, joined, isJoinedShowable } = joinSmall(rows, (row) => row);
        const shown = [...apart, ...(joined.length > 0 && isJoinedShowable ? [joined.reduce(addCounts)] : [])];
        const whole = rows.reduce(addCounts, [0, 0, 0]);
        // What somebody gets who takes some of the shown parts off the total, as far as the total is shown itself.
        const some = shown.filter(() => picks.next().value);
        if (joined.length > 0 && !isJoinedShowable) return;
        const rest = some.reduce((left, part) => left.map((count, at) => count - (part[at] ?? 0)), whole);
        for (const count of rest) expect(isShowable(count)).toBe(true);
      }),
    );
  });

  it("loses nobody, and joins nothing that need not be", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const { apart, joined } = joinSmall(rows, (row) => row);
        expect([...apart, ...joined].toSorted()).toEqual(rows.toSorted());
        if (rows.flat().every(isShowable)) expect(joined).toEqual([]);
      }),
    );
  });

  it("shows the joined parts whenever the whole may be shown", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        fc.pre(rows.reduce(addCounts, rows[0]?.map(() => 0) ?? []).every(isShowable));
        expect(joinSmall(rows, (row) => row).isJoinedShowable).toBe(true);
      }),
    );
  });

  it("takes the first part that helps, so the order says what is given up", () => {
    const parts = [
      ["a", 500, 0],
      ["b", 400, 30],
      ["c", 300, 40],
      ["d", 200, 5],
    ] as const;
    const { apart, joined } = joinSmall(parts, ([, ...counts]) => counts);
    expect(apart.map(([name]) => name)).toEqual(["a", "c"]);
    expect(joined.map(([name]) => name)).toEqual(["d", "b"]);
  });
});

describe("showing a share", () => {
  it.each([
    [0, 1_000, 0],
    [19, 1_000, null],
    [20, 1_000, 20],
    [980, 1_000, 980],
    [981, 1_000, null],
    [1_000, 1_000, 1_000],
  ])("of %i among %i people tells %o", (part, people, shown) => {
    expect(showShare(part, people)).toBe(shown);
  });
});

describe("adding up", () => {
  it("is the same in any order and grouping", () => {
    const maps = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.tuple(fc.nat(9), fc.nat(9)))).map((entries) => {
      return new Map<string, readonly number[]>(entries);
    });
    const add = (one: ReadonlyMap<string, readonly number[]>, other: ReadonlyMap<string, readonly number[]>) =>
      addMaps(one, other, addCounts);
    fc.assert(
      fc.property(maps, maps, maps, (one, two, three) => {
        expect(add(one, two)).toEqual(add(two, one));
        expect(add(add(one, two), three)).toEqual(add(one, add(two, three)));
        const sums = [one, two].map((map) => total([...map.values()].flat()));
        expect(total([...add(one, two).values()].flat())).toBe(total(sums));
      }),
    );
  });
});
