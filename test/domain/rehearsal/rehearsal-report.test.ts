import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Counts } from "../../../src/domain/counts.ts";
import type { Reason } from "../../../src/domain/decision/decision.ts";
import {
  reportRehearsal,
  type RehearsalReport,
  type ReportFrame,
} from "../../../src/domain/rehearsal/rehearsal-report.ts";
import { addTallies, EMPTY_TALLY, type Slot, type Tally } from "../../../src/domain/rehearsal/tally.ts";
import { drawNoiseFor } from "../../../src/tokens/count-secrets.ts";

/** People to whom the same happens. */
interface Crowd {
  readonly live: Slot;
  readonly candidate: Slot;
  readonly reason: Reason;
  readonly region: string;
  readonly size: number;
}

const SLOTS = [null, "hearts", "tree", "tulip"];
const SHOWN: readonly Reason[] = ["segment", "asked"];
const NOT_SHOWN: readonly Reason[] = ["not-in-audience", "opted-out"];

const crowds: fc.Arbitrary<readonly Crowd[]> = fc.array(
  fc
    .record({
      live: fc.constantFrom(...SLOTS),
      candidate: fc.constantFrom(...SLOTS),
      pick: fc.nat(1),
      region: fc.constantFrom("north", "east", "south", "west"),
      size: fc.oneof(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 30_000 })),
    })
    .map(({ pick, ...crowd }) => ({
      ...crowd,
      reason: (crowd.candidate === null ? NOT_SHOWN : SHOWN)[pick] ?? "segment",
    })),
  { maxLength: 10 },
);

function tallyOf({ live, candidate, reason, region, size }: Crowd): Tally {
  const changes = new Map<string, Counts>();
  if (live !== null) changes.set(live, live === candidate ? [size, 0, 0] : [0, 0, size]);
  if (candidate !== null && candidate !== live) changes.set(candidate, [0, size, 0]);
  const people = { people: size, key: size };
  return {
    people,
    outcomes: new Map([[live, new Map([[candidate, new Map([[reason, [size]]])]])]]),
    changes,
    groups: new Map([["region", new Map([[region, { people, changes }]])]]),
    words: new Map(),
    overlaps: new Map(),
  };
}

const count = (list: readonly Crowd[]) => list.map(tallyOf).reduce(addTallies, EMPTY_TALLY);
const FRAME: ReportFrame = {
  days: [{ name: "2027-03-08", stretch: 0 }],
  decorations: ["hearts", "tree", "tulip"],
  pairs: 1,
};
const noiseOf = (question: string) => ({
  secret: "a secret of the installation",
  draw: drawNoiseFor({ linkKeys: [{ id: 1, secret: new Uint8Array(32) }] }, question),
});
const report = (list: readonly Crowd[]) => reportRehearsal(count(list), FRAME, noiseOf("a question"));

describe("the report of a rehearsal", () => {
  it("tells numbers of what people chose in steps of 50, and none below what it says itself", () => {
    fc.assert(
      fc.property(crowds, (list) => {
        const { decorations, days, fewerThan } = report(list);
        const numbers = (part: unknown) =>
          [...JSON.stringify(part).matchAll(/"(?:live|gained|lost)":(\d+)/g)].map(([, number]) => Number(number));
        const least = Math.min(fewerThan.decorations, fewerThan.groups);
        for (const number of numbers(decorations)) expect([number % 50, number >= least]).toEqual([0, true]);
        for (const number of numbers(days)) expect([number % 50, number >= fewerThan.days]).toEqual([0, true]);
      }),
    );
  });

  it("mentions every decoration and, of reasons, only those of which it tells a number", () => {
    fc.assert(
      fc.property(crowds, (list) => {
        const { decorations, days } = report(list);
        expect(decorations.map(({ decoration }) => decoration)).toEqual(["hearts", "tree", "tulip"]);
        const reasons = days.flatMap((day) => [...day.nothing, ...day.decorations.flatMap((entry) => entry.reasons)]);
        for (const { people } of reasons) expect(people).not.toBeNull();
      }),
    );
  });

  it("tells of nobody what it tells of one person", () => {
    const everybody: Crowd = { live: null, candidate: null, reason: "not-in-audience", region: "north", size: 5_000 };
    const nobody = report([everybody]);
    for (const slot of ["hearts", "tree", "tulip"]) {
      const one = { ...everybody, candidate: slot, reason: "asked" as const, size: 1 };
      const { people: _people, days: _days, ...told } = report([{ ...everybody, size: 4_999 }, one]);
      const { people: _others, days: _of, ...before } = nobody;
      expect(told.decorations.map(withoutGroupSizes)).toEqual(before.decorations.map(withoutGroupSizes));
    }
  });

  it("makes sums of the numbers that it tells, so that parts add up", () => {
    fc.assert(
      fc.property(crowds, (list) => {
        const { decorations, days } = report(list);
        for (const { live, candidate, kept, gained, lost } of [
          ...decorations,
          ...decorations.flatMap(({ groups }) => groups["region"] ?? []),
          ...days.flatMap((day) => day.decorations),
        ]) {
          expect(candidate).toBe(kept === null && gained === null ? null : (kept ?? 0) + (gained ?? 0));
          if (kept !== null) expect(live).toBe(kept + (lost ?? 0));
        }
      }),
    );
  });

  it("adds up to about what it tells of all", () => {
    const regions = ["north", "east", "south", "west"];
    const list = regions.flatMap((region): readonly Crowd[] => [
      { live: null, candidate: "tulip", reason: "segment", region, size: 20_000 },
      { live: "tulip", candidate: "tulip", reason: "asked", region, size: 6_000 },
      { live: null, candidate: null, reason: "not-in-audience", region, size: 30_000 },
    ]);
    const { people, decorations, days } = report(list);
    expect(Math.abs(people - 224_000)).toBeLessThanOrEqual(7);
    const tulip = decorations.find(({ decoration }) => decoration === "tulip");
    const near = (told: number | null | undefined, truth: number) =>
      expect(Math.abs((told ?? 0) - truth)).toBeLessThan(1_000);
    near(tulip?.candidate, 104_000);
    near(tulip?.gained, 80_000);
    near(
      tulip?.groups["region"]?.reduce((sum, group) => sum + (group.candidate ?? 0), 0),
      104_000,
    );
    near(
      days[0]?.decorations[0]?.reasons.reduce((sum, reason) => sum + (reason.people ?? 0), 0),
      104_000,
    );
    near(days[0]?.nothing[0]?.people, 120_000);
  });

  it("puts regions together that are small by themselves", () => {
    const { decorations } = report([
      { live: null, candidate: "tulip", reason: "segment", region: "north", size: 5_000 },
      { live: null, candidate: "tulip", reason: "segment", region: "east", size: 12 },
      { live: null, candidate: "tulip", reason: "segment", region: "west", size: 2_000 },
    ]);
    expect(decorations[2]?.groups["region"]?.map(({ values }) => values)).toEqual([["north"], ["east", "west"]]);
  });

  it("is the less exact the more is asked at once", () => {
    const of = (frame: Partial<ReportFrame>, by: readonly string[] = ["region"]) => {
      const groups = new Map(by.map((attribute) => [attribute, new Map()]));
      return reportRehearsal({ ...EMPTY_TALLY, groups }, { ...FRAME, ...frame }, noiseOf("it")).fewerThan;
    };
    const month = Array.from({ length: 30 }, (_, day) => ({ name: String(day), stretch: day }));
    expect(of({ pairs: 20 }).overlaps).toBeGreaterThan(of({}).overlaps);
    expect(of({ days: month }).days).toBeGreaterThan(of({}).days);
    expect(of({}, ["region", "platform"]).groups).toBeGreaterThan(of({}).groups);
    expect(of({ days: month }).decorations).toBeGreaterThan(of({}).decorations);
    expect(of({ pairs: 20 }, ["region", "platform"])).toMatchObject({
      decorations: of({}).decorations,
      campaigns: of({}).campaigns,
    });
  });

  it("writes neighbouring days that are alike as one", () => {
    const outcomes = new Map<Slot, ReadonlyMap<Slot, ReadonlyMap<Reason, Counts>>>([
      [
        null,
        new Map([
          ["tree", new Map<Reason, Counts>([["segment", [0, 5_000, 5_000, 0]]])],
          [null, new Map<Reason, Counts>([["outside-window", [5_000, 0, 0, 5_000]]])],
        ]),
      ],
    ]);
    const names = [0, 1, 1, 2].map((stretch, day) => ({ name: String(day + 1), stretch }));
    const tally = { ...EMPTY_TALLY, people: { people: 5_000, key: 77 }, outcomes };
    const { days } = reportRehearsal(tally, { ...FRAME, days: names }, noiseOf("days"));
    expect(days.map(({ firstDay, lastDay }) => [firstDay, lastDay])).toEqual([
      ["1", "1"],
      ["2", "3"],
      ["4", "4"],
    ]);
  });
});

/** How many people there are in a region isn't theirs to choose. */
function withoutGroupSizes({ groups, ...rest }: RehearsalReport["decorations"][number]) {
  const [region = []] = Object.values(groups);
  return { ...rest, groups: region.map(({ people: _people, ...group }) => group) };
}

describe("what people have said about a campaign", () => {
  /** Of people: off, asked, gift, holding a choice at its theme, holding one in its category. */
  const words = (people: number, counts: Counts, campaigns = ["spring"]) => {
    const tally = { ...EMPTY_TALLY, people: { people, key: 5 } };
    const spoken = new Map(campaigns.map((campaign) => [campaign, counts]));
    return reportRehearsal({ ...tally, words: spoken }, { ...FRAME, days: [] }, noiseOf("words")).campaigns;
  };

  it("is told about, with the silent as the rest", () => {
    const [told] = words(100_000, [5_000, 20_000, 3_000, 25_000, 30_000]);
    for (const [name, truth] of [
      ["off", 5_000],
      ["asked", 20_000],
      ["gift", 3_000],
      ["silent", 72_000],
      ["chosenTheme", 25_000],
      ["chosenCategory", 30_000],
    ] as const) {
      expect(Math.abs((told?.[name] ?? 0) - truth)).toBeLessThanOrEqual(800);
    }
    const spoken = (told?.off ?? 0) + (told?.asked ?? 0) + (told?.gift ?? 0);
    expect(Math.abs((told?.silent ?? 0) + spoken - 100_000)).toBeLessThanOrEqual(50);
  });

  it("doesn't tell that nobody, or somebody, switched it off", () => {
    expect(words(1_000, [0, 200, 0, 200, 200])[0]?.off).toBeNull();
    expect(words(1_000, [1, 200, 0, 201, 201])[0]?.off).toBeNull();
  });
});

describe("campaigns that would show at once", () => {
  it("are told in the order of their names, if enough people are concerned", () => {
    const overlaps = new Map([
      ["spring", new Map([["autumn", [5_000]]])],
      [
        "new-year",
        new Map([
          ["winter", [12]],
          ["autumn", [4_000]],
        ]),
      ],
    ]);
    const told = reportRehearsal({ ...EMPTY_TALLY, overlaps }, FRAME, noiseOf("overlaps")).overlaps;
    expect(told.map(({ winner, loser }) => [winner, loser])).toEqual([
      ["new-year", "autumn"],
      ["spring", "autumn"],
    ]);
  });
});
