import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  canonicalZone,
  isZoneOfPlace,
  listZoneNames,
  namesOfZone,
  zoneAtOffset,
  zoneOfOffset,
} from "../../src/domain/zone.ts";
import tzdataNames from "../support/tzdata-2025b.json" with { type: "json" };

/** The offsets from UTC, in minutes, that a zone's clocks show, every ten days of three years. */
function clockOf(zone: string): readonly number[] {
  const start = Temporal.Instant.from("2026-01-01T00:00Z");
  return Array.from({ length: 110 }, (_, index) => {
    const at = start.add({ hours: 240 * index });
    return at.toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
  });
}

describe("the names of zones", () => {
  it("are all of the IANA database, all of this runtime, and fixed offsets, each once and in order", () => {
    const names = listZoneNames();
    expect(names).toEqual(expect.arrayContaining(tzdataNames));
    expect(names).toEqual(expect.arrayContaining(Intl.supportedValuesOf("timeZone")));
    expect(names).toEqual(expect.arrayContaining(["Etc/GMT-14", "Etc/GMT+12", "+05:30", "US/Pacific-New"]));
    expect(names).toEqual([...new Set(names)].sort());
  });

  it("lead to zones that this runtime can compute with, whatever their case, and a present name to itself", () => {
    for (const name of listZoneNames()) {
      const zone = canonicalZone(name) ?? "";
      expect(() => new Intl.DateTimeFormat("en", { timeZone: zone })).not.toThrow();
      expect([name.toUpperCase(), name.toLowerCase(), zone].map(canonicalZone)).toEqual([zone, zone, zone]);
      expect(namesOfZone(zone)).toContain(name);
      expect(namesOfZone(zone)[0]).toBe(zone);
    }
  });

  it("of the IANA database each keep the clock that the database gives them", () => {
    // This runtime knows no such zone; the database gives it UTC's clock.
    const known = tzdataNames.filter((name) => name !== "Factory");
    expect(known.filter((name) => !isSame(clockOf(name), clockOf(canonicalZone(name) ?? "")))).toEqual([]);
    expect(canonicalZone("Factory")).toBe("UTC");
  });

  it("that merely agree today stay apart", () => {
    const apart = ["Europe/Oslo", "Europe/Berlin", "Europe/Stockholm", "Asia/Bangkok", "Asia/Vientiane"];
    expect(apart.map(canonicalZone)).toEqual(apart);
  });

  it.each([
    ["US/Eastern", "America/New_York"],
    ["EST5EDT", "America/New_York"],
    ["CST6CDT", "America/Chicago"],
    ["MST7MDT", "America/Denver"],
    ["PST8PDT", "America/Los_Angeles"],
    ["EST", "America/Panama"],
    ["HST", "Pacific/Honolulu"],
    ["CET", "Europe/Brussels"],
    ["W-SU", "Europe/Moscow"],
    ["PRC", "Asia/Shanghai"],
    ["ROC", "Asia/Taipei"],
    ["ROK", "Asia/Seoul"],
    ["Cuba", "America/Havana"],
    ["GB-Eire", "Europe/London"],
    ["Asia/Istanbul", "Europe/Istanbul"],
    ["Asia/Calcutta", "Asia/Kolkata"],
    ["europe/kiev", "Europe/Kyiv"],
    ["Zulu", "UTC"],
    ["etc/gmt+5", "Etc/GMT+5"],
  ])("lead from the old name %s to %s", (name, zone) => {
    expect(canonicalZone(name)).toBe(zone);
  });

  it.each([
    "",
    " ",
    "own",
    "localtime",
    "Mars/Olympus_Mons",
    "Europe/Moskow",
    "Europe/Moscow ",
    "Europe",
    "+03:00",
    "UTC+3",
    "MSK",
    "CST",
    "AST",
    "Etc/GMT-15",
    "Etc/Unknown",
    "__proto__",
    "constructor",
    "Europe/Moscow\u0000",
    "Европа/Москва",
    "../../etc/passwd",
    "A".repeat(100_000),
  ])("are not %j", (name) => {
    expect(canonicalZone(name)).toBeUndefined();
  });
});

describe("a zone in which something begins", () => {
  it("is a place by any name, or UTC, and neither an offset nor what looks like an abbreviation", () => {
    const taken = ["Europe/Moscow", "w-su", "PRC", "EST5EDT", "UTC", "GMT", "Etc/GMT-3"];
    expect([...taken, "EST", "CET", "MSK", "Factory", "+05:30", "+03:00"].filter(isZoneOfPlace)).toEqual(taken);
  });
});

describe("a written offset", () => {
  it.each([
    ["+03:00", "Etc/GMT-3", 180],
    ["+0300", "Etc/GMT-3", 180],
    ["+3", "Etc/GMT-3", 180],
    ["UTC+3", "Etc/GMT-3", 180],
    ["GMT+03:00", "Etc/GMT-3", 180],
    ["gmt-3", "Etc/GMT+3", -180],
    ["-12:00", "Etc/GMT+12", -720],
    ["+14:00", "Etc/GMT-14", 840],
    ["+05:30", "+05:30", 330],
    ["UTC+05:45", "+05:45", 345],
    ["-0930", "-09:30", -570],
    ["+00:00", "UTC", 0],
    ["-00:00", "UTC", 0],
    ["+03:00:00", "Etc/GMT-3", 180],
  ])("%s is the zone %s, whose clocks are %i minutes ahead all year", (text, zone, minutes) => {
    expect(zoneOfOffset(text)).toBe(zone);
    expect(new Set(clockOf(zone))).toEqual(new Set([minutes]));
  });

  it.each([
    "+15:00",
    "-13:00",
    "+05:17",
    "+07:30",
    "+330",
    "-180",
    "10800",
    "3",
    "03:00",
    "+",
    "+3:60",
    "Europe/Moscow",
  ])("is not %s, which no clock shows or no one writes", (text) => {
    expect(zoneOfOffset(text)).toBeUndefined();
  });

  it("has a zone for every offset that some zone's clocks show in these years", () => {
    const shown = new Set(tzdataNames.filter((name) => name !== "Factory").flatMap(clockOf));
    expect([...shown].filter((minutes) => zoneAtOffset(minutes) === undefined)).toEqual([]);
  });
});

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.every((offset, index) => offset === other[index]);
}
