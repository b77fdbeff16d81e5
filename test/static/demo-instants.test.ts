import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  countDays,
  listMonths,
  listSeasons,
  reachOf,
  seasonOf,
  toInstant,
  toLocalTime,
} from "../../public/static/demo-instants.js";

const ZONES = ["Europe/Kaliningrad", "Europe/Moscow", "Asia/Kathmandu", "Asia/Kamchatka", "America/New_York", "UTC"];

describe("local times of the phone page", () => {
  it("come back as they were from any instant, to the minute, in any zone", () => {
    const instants = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2032, 0) });
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (at, zone) => {
        const local = toLocalTime(at, zone);
        expect(toLocalTime(toInstant(local, zone), zone)).toBe(local);
      }),
    );
  });

  it("mean the earlier instant when clocks show them twice, and a moment after the gap when never", () => {
    expect(toInstant("2026-11-01T01:30", "America/New_York")).toBe(Date.UTC(2026, 10, 1, 5, 30));
    expect(toInstant("2026-03-08T02:30", "America/New_York")).toBe(Date.UTC(2026, 2, 8, 7, 30));
  });

  it("know the zones of Russia", () => {
    expect(toInstant("2027-01-01T00:00", "Asia/Kamchatka")).toBe(Date.UTC(2026, 11, 31, 12));
    expect(toLocalTime(Date.UTC(2026, 11, 31, 12), "Europe/Kaliningrad")).toBe("2026-12-31T14:00");
  });
});

describe("days of the phone page", () => {
  it("are counted across leap years", () => {
    expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
    expect(countDays("2027-12-31", "2029-01-01")).toBe(367);
  });

  it("are gathered by winter, as far as the service can be asked", () => {
    const seasons = listSeasons("2026-11-24", ["12-31", "03-08"]);
    expect([...seasons]).toEqual([
      ["2026/27", ["2026-12-31", "2027-03-08"]],
      ["2027/28", ["2027-12-31", "2028-03-08"]],
    ]);
    expect(seasonOf("2027-06-30")).toBe("2026/27");
    expect(seasonOf("2027-07-01")).toBe("2027/28");
  });

  it("have a mark for every month that begins within reach, but the last days", () => {
    const { first, last } = reachOf("2026-11-24");
    const months = listMonths("2026-11-24");
    expect(months[0]).toBe("2026-11-01");
    expect(months.at(-1)).toBe("2028-04-01");
    expect(months.every((day) => day >= first && day <= last)).toBe(true);
  });
});
