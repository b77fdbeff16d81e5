import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCoincidences } from "../../src/calendar/find-coincidences.ts";
import type { Shown } from "../../src/calendar/find-short-showings.ts";
import { FEASTS, type Feast, type Schedule } from "../../src/domain/campaign/schedule.ts";

const YEAR = { from: Date.UTC(2027, 0, 1), until: Date.UTC(2028, 0, 1) };

const once = (firstDay: string, lastDay: string): Schedule => ({ kind: "once", zone: "own", firstDay, lastDay });

const plain = (schedule: Schedule): Shown => ({ schedule, waves: [], delivery: "default-on", stages: [] });
const inMoscow = (feasts: readonly Feast[]) => feasts.map((feast) => ({ feast, zones: ["Europe/Moscow"] }));

function find(schedule: Schedule, range = YEAR, feasts: readonly Feast[] = FEASTS) {
  const { found, unknown } = findCoincidences(plain(schedule), inMoscow(feasts), range);
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
      ["ramadan 2033-11-23", "mothers-day 2027-11-28"],
    ],
    [
      "another feast around which it is planned by days",
      { kind: "feast", zone: "own", feast: "maslenitsa", firstOffsetDays: 55, lastOffsetDays: 55 },
      ["orthodox-easter 2027-05-02", "western-easter 2028-04-16"],
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
    expect(find(newYear, range)).toEqual([
      "ramadan 2030-12-26",
      "eid-al-fitr 2033-01-02",
      "orthodox-christmas 2031-01-07",
    ]);
  });

  it("are not known, rather than none, in a year that the tables do not have", () => {
    const range = { from: Date.UTC(2036, 0, 1), until: Date.UTC(2037, 0, 1) };
    expect(find(once("2036-05-09", "2036-05-09"), range, ["victory-day", "ramadan"])).toEqual([
      "victory-day 2036-05-09",
      "ramadan unknown in 2036",
    ]);
  });

  it("are looked for whenever given days are, and for what comes again as far as the tables go", () => {
    const now = { from: Date.UTC(2026, 10, 30), until: Date.UTC(2028, 4, 31) };
    expect(find(once("2036-01-01", "2036-01-05"), now, ["ramadan"])).toEqual(["ramadan unknown in 2036"]);
    expect(find(once("2031-04-13", "2031-04-13"), now, ["orthodox-easter"])).toEqual(["orthodox-easter 2031-04-13"]);
    const yearly: Schedule = { ...once("", ""), kind: "yearly", firstDay: "--04-12", lastDay: "--04-14" };
    expect(find(yearly, now, ["orthodox-easter", "chinese-new-year"])).toEqual(["orthodox-easter 2031-04-13"]);
  });

  it("are found whichever day of them a campaign has, for any of the years of the tables", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2024, 0, 1) / 86_400_000, max: Date.UTC(2035, 11, 31) / 86_400_000 }),
        fc.integer({ min: 0, max: 13 }),
        (day, more) => {
          const text = (at: number) => new Date(at * 86_400_000).toISOString().slice(0, 10);
          const range = { from: day * 86_400_000, until: (day + more + 1) * 86_400_000 };
          const { found } = findCoincidences(plain(once(text(day), text(day + more))), inMoscow(FEASTS), range);
          const single = Array.from({ length: more + 1 }, (_, index) => once(text(day + index), text(day + index)));
          const expected = single.flatMap(
            (schedule) => findCoincidences(plain(schedule), inMoscow(FEASTS), range).found,
          );
          const names = (spans: typeof found) =>
            [...new Set(spans.map(({ feast, firstDay }) => feast + firstDay))].toSorted();
          expect(names(found)).toEqual(names(expected));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("somebody sees a campaign for a feast's days only", () => {
  const CHRISTMAS = [
    { feast: "orthodox-christmas", zones: ["Europe/Kaliningrad", "Europe/Moscow", "Asia/Kamchatka"] },
  ] as const;
  const season = plain(once("2026-12-10", "2027-01-08"));
  const range = { from: Date.UTC(2026, 10, 30), until: Date.UTC(2028, 4, 31) };
  const found = (shown: Shown, from = range.from) => findCoincidences(shown, CHRISTMAS, { ...range, from }).found;
  const day = { feast: "orthodox-christmas", firstDay: "2027-01-07", lastDay: "2027-01-07" };

  it("never where everybody sees it for a season", () => {
    expect(found(season)).toEqual([]);
  });

  it("where a wave starts late", () => {
    const waves = [{ segments: ["ios"], startsAfterDays: 28 }];
    expect(found({ ...season, waves })).toEqual([{ ...day, seenFrom: "2027-01-07" }]);
    expect(found({ ...season, waves: [{ segments: ["ios"], startsAfterDays: 16 }] })).toEqual([
      { ...day, seenFrom: "2026-12-26" },
    ]);
    expect(found({ ...season, waves: [{ segments: ["ios"], startsAfterDays: 15 }] })).toEqual([]);
  });

  it("where a stage opens late, or everybody else follows the last one", () => {
    const first = { people: 1, minimumHours: 28 * 24 };
    expect(found({ ...season, stages: [first, { percent: 100, minimumHours: 24 }] })).toEqual([
      { ...day, seenFrom: "2027-01-07" },
    ]);
    expect(found({ ...season, stages: [first] })).toEqual([{ ...day, seenFrom: "2027-01-07" }]);
    expect(found({ ...season, stages: [{ percent: 100, minimumHours: 28 * 24 }] })).toEqual([]);
    expect(found({ ...season, stages: [first], delivery: "opt-in" })).toEqual([]);
  });

  it("where it starts in the middle of its season", () => {
    expect(found(season, Date.parse("2027-01-07T09:00:00Z"))).toEqual([{ ...day, seenFrom: "2027-01-07" }]);
  });

  it("where its first day is the feast's, however long it lasts", () => {
    const long = plain(once("2027-01-07", "2027-02-05"));
    expect(found(long)).toEqual([{ ...day, isOpening: true }]);
    expect(found(plain(once("2027-01-06", "2027-02-05")))).toEqual([]);
    expect(found(plain(once("2027-01-08", "2027-02-05")))).toEqual([]);
    expect(found(plain(once("2026-12-18", "2027-01-07")))).toEqual([]);
    expect(found(long, Date.parse("2027-01-08T09:00:00Z"))).toEqual([]);
    const moscow = { ...once("2027-01-05", "2027-02-05"), zone: "Europe/Moscow", startTime: "18:00" };
    expect(found(plain(moscow))).toEqual([{ ...day, zone: "Asia/Kamchatka", isOpening: true }]);
  });

  it("where it first comes to anybody in the 24 hours before, as nearly everybody sees it on the feast then", () => {
    const at = (firstDay: string, startTime: string) => found(plain({ ...once(firstDay, "2027-02-05"), startTime }));
    expect(at("2027-01-06", "00:01")).toEqual([{ ...day, isOpening: true }]);
    expect(at("2027-01-06", "23:59")).toEqual([{ ...day, isOpening: true }]);
    expect(at("2027-01-05", "23:59")).toEqual([]);
    const longer = plain(once("2026-12-10", "2027-02-05"));
    const late = { ...day, seenFrom: "2027-01-06", isOpening: true };
    // Midnight of the eve in Kamchatka, and a minute after it.
    expect(found(longer, Date.parse("2027-01-05T12:00:00Z"))).toEqual([]);
    expect(found(longer, Date.parse("2027-01-05T12:01:00Z"))).toEqual([late]);
    expect(found(longer, Date.parse("2027-01-07T21:59:00Z"))).toEqual([{ ...late, seenFrom: "2027-01-07" }]);
    expect(found(longer, Date.parse("2027-01-07T22:00:00Z"))).toEqual([]);
    expect(found({ ...longer, stages: [{ people: 1, minimumHours: 27 * 24 + 1 }] })).toEqual([late]);
    expect(found({ ...longer, stages: [{ people: 1, minimumHours: 24 * 24 }] })).toEqual([]);
    const covers = [{ key: "above", schedule: { ...once("2026-12-10", "2027-01-06"), endTime: "12:00" }, waves: [] }];
    expect(findCoincidences(longer, CHRISTMAS, range, covers).found).toEqual([{ ...late, covered: ["above"] }]);
  });

  it("where it comes to people little by little, in a stage or because it runs already, until the eve or the feast", () => {
    const longer = plain(once("2026-12-10", "2027-02-05"));
    const late = { ...day, seenFrom: "2027-01-06", isOpening: true };
    const inAnHour = [{ percent: 100, minimumHours: 1 }];
    for (const ramp of [
      { ...longer, stages: inAnHour },
      { ...longer, goesOn: true },
    ]) {
      expect(found(ramp, Date.parse("2027-01-05T06:00:00Z"))).toEqual([late]);
      expect(found(ramp, Date.parse("2027-01-03T18:00:00Z"))).toEqual([late]);
      // Two percent an hour: all have it after fifty hours.
      expect(found(ramp, Date.parse("2027-01-03T06:00:00Z"))).toEqual([]);
      expect(found({ ...ramp, delivery: "opt-in" }, Date.parse("2027-01-05T06:00:00Z"))).toEqual([]);
    }
    const [small, all] = [
      { percent: 2, minimumHours: 24 },
      { percent: 100, minimumHours: 24 },
    ];
    expect(found({ ...longer, stages: [small] }, Date.parse("2027-01-03T18:00:00Z"))).toEqual([late]);
    expect(found({ ...longer, stages: [small, all] }, Date.parse("2027-01-02T04:00:00Z"))).toEqual([]);
    expect(found(longer, Date.parse("2027-01-05T06:00:00Z"))).toEqual([]);
    // A tenth of that an hour: three weeks.
    const slow = { ...longer, stages: inAnHour, rampPerHour: 0.002 };
    expect(found(slow, Date.parse("2026-12-18T06:00:00Z"))).toMatchObject([{ ...day, isOpening: true }]);
    expect(found({ ...slow, rampPerHour: 0.02 }, Date.parse("2026-12-18T06:00:00Z"))).toEqual([]);
  });

  it("never where it was there for a whole day before, whatever the clocks and the minute it begins", () => {
    fc.assert(
      fc.property(fc.integer({ min: -3 * 1440, max: 3 * 1440 }), (minutes) => {
        const midnight = Date.parse("2027-01-06T21:00:00Z");
        const feasts = inMoscow(["orthodox-christmas"]);
        const from = midnight + minutes * 60_000;
        const opening = findCoincidences(plain(once("2026-12-10", "2027-02-05")), feasts, { ...range, from }).found;
        expect(opening.length > 0).toBe(-1440 < minutes && minutes < 1440);
      }),
    );
  });

  it("of what comes again only within the range, as years ahead it may be chance", () => {
    const yearly: Schedule = { ...once("", ""), kind: "yearly", firstDay: "--12-23", lastDay: "--01-20" };
    const eid = inMoscow(["eid-al-fitr"]);
    expect(findCoincidences(plain(yearly), eid, range).found).toEqual([]);
    const soon = { from: Date.UTC(2033, 5, 1), until: Date.UTC(2034, 10, 30) };
    expect(findCoincidences(plain(yearly), eid, soon).found).toMatchObject([{ firstDay: "2033-12-23" }]);
  });

  it("where some of its people see it first on the feast, and for long", () => {
    const longer = plain(once("2026-12-10", "2027-02-05"));
    const late = { ...day, seenFrom: "2027-01-07", isOpening: true };
    expect(found({ ...longer, waves: [{ segments: ["ios"], startsAfterDays: 28 }] })).toEqual([late]);
    expect(found({ ...longer, stages: [{ people: 1, minimumHours: 28 * 24 }] })).toEqual([late]);
    expect(found(longer, Date.parse("2027-01-07T09:00:00Z"))).toEqual([late]);
    const covers = [{ key: "above", schedule: once("2026-12-10", "2027-01-06"), waves: [] }];
    expect(findCoincidences(longer, CHRISTMAS, range, covers).found).toEqual([{ ...late, covered: ["above"] }]);
  });

  it("where a feast of weeks begins with it, and not in its middle", () => {
    const feasts = inMoscow(["ramadan", "eid-al-adha"]);
    const opening = (firstDay: string, lastDay: string) =>
      findCoincidences(plain(once(firstDay, lastDay)), feasts, range).found.map(({ feast }) => feast);
    expect(opening("2027-02-08", "2027-03-01")).toEqual(["ramadan"]);
    expect(opening("2027-02-09", "2027-03-01")).toEqual([]);
    expect(opening("2027-05-18", "2027-06-30")).toEqual(["eid-al-adha"]);
  });

  it("where other clocks show another day than the schedule's", () => {
    const honolulu = { ...once("2027-01-06", "2027-01-06"), zone: "Pacific/Honolulu", startTime: "11:00" };
    expect(found(plain(honolulu))).toEqual([{ ...day, zone: "Europe/Kaliningrad" }]);
    const eve = { ...once("2027-01-06", "2027-01-06"), zone: "Europe/Moscow" };
    expect(found(plain(eve))).toEqual([{ ...day, zone: "Asia/Kamchatka" }]);
    expect(found(plain({ ...eve, endTime: "15:00" }))).toEqual([]);
    expect(found(plain({ ...eve, zone: "own" }))).toEqual([]);
  });
});
