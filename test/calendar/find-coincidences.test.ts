import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCoincidences } from "../../src/calendar/find-coincidences.ts";
import { FEASTS, type Feast, type Schedule } from "../../src/domain/campaign/schedule.ts";

const YEAR = { from: Date.UTC(2027, 0, 1), until: Date.UTC(2028, 0, 1) };

const once = (firstDay: string, lastDay: string): Schedule => ({ kind: "once", zone: "own", firstDay, lastDay });

function find(schedule: Schedule, range = YEAR, feasts: readonly Feast[] = FEASTS) {
  const { found, unknown } = findCoincidences(schedule, feasts, range);
  return [
    ...found.map(({ feast, firstDay }) => `${feast} ${firstDay}`),
    ...unknown.map(({ feast, year }) => `${feast} unknown in ${year}`),
  ];
}

describe("the feasts on whose days a short campaign shows", () => {
  it.each<[string, Schedule, readonly string[]]>([
    ["a feast of one day", once("2027-05-07", "2027-05-09"), ["victory-day 2027-05-09"]],
    ["none on the day before", once("2027-05-07", "2027-05-08"), []],
    ["the last day of a feast of several", once("2027-05-19", "2027-05-20"), ["eid-al-adha 2027-05-16"]],
    ["none on the day after", once("2027-05-20", "2027-05-21"), []],
    ["the whole month of Ramadan", once("2027-02-20", "2027-02-21"), ["ramadan 2027-02-08"]],
    ["its eve of the feast", once("2027-03-08", "2027-03-08"), ["maslenitsa 2027-03-08", "ramadan 2027-02-08"]],
    [
      "what comes every year",
      { ...once("", ""), kind: "yearly", firstDay: "--11-20", lastDay: "--11-30" },
      ["mothers-day 2027-11-28"],
    ],
    [
      "another feast around which it is planned by days",
      { kind: "feast", zone: "own", feast: "maslenitsa", firstOffsetDays: 55, lastOffsetDays: 55 },
      ["orthodox-easter 2027-05-02"],
    ],
    ["none for a season of more than two weeks", once("2027-05-01", "2027-05-15"), []],
    [
      "one for a season of two weeks",
      once("2027-05-03", "2027-05-16"),
      ["eid-al-adha 2027-05-16", "victory-day 2027-05-09"],
    ],
    ["none of what is over", once("2026-05-09", "2026-05-09"), []],
    ["none for days that are none", once("2027-13-09", "2027-13-09"), []],
  ])("are %s", (_why, schedule, expected) => {
    expect(find(schedule)).toEqual(expected);
  });

  it("reach over the end of a year", () => {
    const range = { from: Date.UTC(2030, 11, 1), until: Date.UTC(2031, 5, 1) };
    const newYear: Schedule = { kind: "yearly", zone: "own", firstDay: "--12-31", lastDay: "--01-08" };
    expect(find(newYear, range)).toEqual(["ramadan 2030-12-26", "orthodox-christmas 2031-01-07"]);
  });

  it("are not known, rather than none, in a year that the tables do not have", () => {
    const range = { from: Date.UTC(2036, 0, 1), until: Date.UTC(2037, 0, 1) };
    expect(find(once("2036-05-09", "2036-05-09"), range, ["victory-day", "ramadan"])).toEqual([
      "victory-day 2036-05-09",
      "ramadan unknown in 2036",
    ]);
  });

  it("are found whichever day of them a campaign has, for any of the years of the tables", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2024, 0, 1) / 86_400_000, max: Date.UTC(2035, 11, 31) / 86_400_000 }),
        fc.integer({ min: 0, max: 13 }),
        (day, more) => {
          const text = (at: number) => new Date(at * 86_400_000).toISOString().slice(0, 10);
          const range = { from: day * 86_400_000, until: (day + more + 1) * 86_400_000 };
          const { found } = findCoincidences(once(text(day), text(day + more)), FEASTS, range);
          const single = Array.from({ length: more + 1 }, (_, index) => once(text(day + index), text(day + index)));
          const expected = single.flatMap((schedule) => findCoincidences(schedule, FEASTS, range).found);
          const names = (spans: typeof found) =>
            [...new Set(spans.map(({ feast, firstDay }) => feast + firstDay))].toSorted();
          expect(names(found)).toEqual(names(expected));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
