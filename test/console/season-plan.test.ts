import { describe, expect, it } from "vitest";
import { joinZones } from "../../src/console/season/local-days.ts";
import { findOverlaps, inSlotAt, isForAskers, shiftSchedule } from "../../src/console/season/season-plan.ts";
import type { SeasonCampaign } from "../../src/contract/season.ts";

const ZONES = ["Europe/Kaliningrad", "Europe/Moscow", "Asia/Kamchatka"];
const HOUR_MS = 3_600_000;
const OFFSETS = [2, 3, 12];

/** The days from `first` to `last`, inclusive, from midnight to midnight of each zone. */
const ownDays = (first: string, last: string) =>
  OFFSETS.map((hours) => [
    { from: Date.parse(first) - hours * HOUR_MS, until: Date.parse(last) + (24 - hours) * HOUR_MS },
  ]);

const campaign = (key: string, priority: number, windowsByZone: ReturnType<typeof ownDays>): SeasonCampaign => ({
  key,
  label: { ru: key, en: key },
  decoration: "tree",
  delivery: "default-on",
  priority,
  state: "draft",
  isLive: false,
  isEditable: true,
  revision: 1,
  waves: [{ segments: [], windowsByZone }],
});

describe("a stretch of the season", () => {
  it("has the days of everybody's own calendar, however far their clocks are apart", () => {
    const [stretch, ...more] = joinZones(ZONES, ownDays("2026-12-20", "2027-01-14"));
    expect(stretch?.days).toEqual({ first: "2026-12-20", last: "2027-01-14" });
    expect(more).toEqual([]);
  });

  it("has the days of the common clock where it shows everywhere at once", () => {
    const window = { from: Date.parse("2027-02-14T00:00+03:00"), until: Date.parse("2027-02-15T00:00+03:00") };
    const [stretch] = joinZones(ZONES, [[window], [window], [window]]);
    expect(stretch?.days).toEqual({ first: "2027-02-14", last: "2027-02-14" });
  });

  it("ends where no zone shows it, and begins again", () => {
    const [first, second] = [ownDays("2026-12-20", "2026-12-22"), ownDays("2026-12-28", "2026-12-30")];
    const both = first.map((windows, index) => [...windows, ...(second[index] ?? [])]);
    expect(joinZones(ZONES, both).map(({ days }) => days.first)).toEqual(["2026-12-20", "2026-12-28"]);
  });

  it("is an overlap of two campaigns on the days that both want, won by the higher priority", () => {
    const tree = campaign("tree", 100, ownDays("2026-12-20", "2027-01-14"));
    const snow = campaign("snow", 200, ownDays("2027-01-05", "2027-02-05"));
    const zones = { zones: ZONES, feasts: [], unknownFeasts: [], campaigns: [tree, snow] };
    expect(findOverlaps(zones)).toMatchObject([
      { winner: { key: "snow" }, loser: { key: "tree" }, days: { first: "2027-01-05", last: "2027-01-14" } },
    ]);
  });

  it.each(["halted", "stopped", "completed"])(
    "is no overlap with what was %s, and nobody sees that unasked",
    (state) => {
      const tree = campaign("tree", 100, ownDays("2026-12-20", "2027-01-14"));
      const snow = { ...campaign("snow", 200, ownDays("2026-12-20", "2027-01-14")), state };
      const season = { zones: ZONES, feasts: [], unknownFeasts: [], campaigns: [tree, snow] };
      expect(findOverlaps(season)).toEqual([]);
      const line = inSlotAt(season, "Europe/Moscow", Date.parse("2026-12-31T12:00Z"));
      expect(line.filter((one) => !isForAskers(one)).map(({ key }) => key)).toEqual(["tree"]);
    },
  );
});

describe("a schedule that is moved", () => {
  it("keeps its length over the end of a month and of a year, and stays yearly", () => {
    const once = { kind: "once", zone: "own", firstDay: "2026-12-30", lastDay: "2027-01-02" } as const;
    expect(shiftSchedule(once, 3)).toEqual({ ...once, firstDay: "2027-01-02", lastDay: "2027-01-05" });
    const yearly = { kind: "yearly", zone: "own", firstDay: "--03-01", lastDay: "--03-08" } as const;
    expect(shiftSchedule(yearly, -1)).toEqual({ ...yearly, firstDay: "--02-29", lastDay: "--03-07" });
  });
});
