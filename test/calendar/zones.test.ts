import { describe, expect, it } from "vitest";
import { canonicalZone, listZones } from "../../src/calendar/zones.ts";

describe("listZones", () => {
  it("has every zone of the runtime, UTC, and both names of renamed zones, each once and in order", () => {
    const zones = listZones();
    expect(zones).toEqual(expect.arrayContaining(Intl.supportedValuesOf("timeZone")));
    expect(zones).toEqual(expect.arrayContaining(["UTC", "GMT", "Europe/Kiev", "Europe/Kyiv", "Etc/GMT-3"]));
    expect(zones).toEqual(expect.arrayContaining(["Asia/Calcutta", "Asia/Kolkata", "Asia/Saigon"]));
    expect(zones).toEqual([...new Set(zones)].sort());
  });

  it("has only zones that the runtime can compute with", () => {
    for (const zone of listZones()) expect(() => new Intl.DateTimeFormat("en", { timeZone: zone })).not.toThrow();
  });
});

describe("canonicalZone", () => {
  it("keeps every listed name as it is", () => {
    expect(listZones().filter((zone) => canonicalZone(zone) !== zone)).toEqual([]);
  });

  it("finds every listed name whatever its case", () => {
    expect(listZones().filter((zone) => canonicalZone(zone.toUpperCase()) !== zone)).toEqual([]);
    expect(listZones().filter((zone) => canonicalZone(zone.toLowerCase()) !== zone)).toEqual([]);
  });

  it.each([
    ["US/Eastern", "America/New_York"],
    ["us/eastern", "America/New_York"],
    ["W-SU", "Europe/Moscow"],
    ["Japan", "Asia/Tokyo"],
    ["PST8PDT", "America/Los_Angeles"],
    ["Asia/Istanbul", "Europe/Istanbul"],
    ["Zulu", "UTC"],
    ["Etc/utc", "Etc/UTC"],
    ["etc/gmt+5", "Etc/GMT+5"],
  ])("leads the old name %s to %s", (name, zone) => {
    expect(canonicalZone(name)).toBe(zone);
  });

  it.each([
    "",
    " ",
    "own",
    "Mars/Olympus_Mons",
    "Europe/Moskow",
    "Europe/Moscow ",
    "Europe",
    "+03:00",
    "-0500",
    "UTC+3",
    "GMT+03:00",
    "MSK",
    "CST",
    "AST",
    "EST",
    "Etc/GMT-15",
    "SystemV/EST5",
    "Etc/Unknown",
    "__proto__",
    "constructor",
    "Europe/Moscow\u0000",
    "Европа/Москва",
    "../../etc/passwd",
    "A".repeat(100_000),
  ])("refuses %j", (name) => {
    expect(canonicalZone(name)).toBeUndefined();
  });
});
