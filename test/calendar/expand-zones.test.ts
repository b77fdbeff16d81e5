import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandSchedule } from "../../src/calendar/expand-schedule.ts";
import { expandZones } from "../../src/calendar/expand-zones.ts";
import { listZoneNames } from "../../src/domain/zone.ts";
import { ranges, schedules, zones } from "./schedule-arbitraries.ts";

const tree = { kind: "yearly", zone: "own", firstDay: "--12-20", lastDay: "--01-14" } as const;
const winter = { from: Date.UTC(2024, 11, 1), until: Date.UTC(2025, 1, 1) };

describe("expandZones", () => {
  it("answers for each zone what expandSchedule answers", () => {
    const someZones = fc.array(zones, { maxLength: 8 });
    const delays = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(schedules, someZones, ranges, delays, zones, fc.boolean(), (own, list, range, delay, zone, isOwn) => {
        const schedule = isOwn ? own : { ...own, zone };
        const all = expandZones(schedule, list, range, delay);
        if (!all.ok) throw new Error(JSON.stringify(all.error));
        expect(Object.keys(all.value.zoneToIndex).toSorted()).toEqual([...new Set(list)].toSorted());
        for (const one of list) {
          const windows = all.value.windows[all.value.zoneToIndex[one] ?? -1];
          expect({ ok: true, value: windows }).toEqual(expandSchedule(schedule, one, range, delay));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("agrees with expandSchedule in every zone there is, and keeps each list of windows once", () => {
    const all = expandZones(tree, listZoneNames(), winter);
    if (!all.ok) throw new Error(JSON.stringify(all.error));
    for (const zone of listZoneNames()) {
      const windows = all.value.windows[all.value.zoneToIndex[zone] ?? -1];
      expect({ ok: true, value: windows }).toEqual(expandSchedule(tree, zone, winter));
    }
    expect(new Set(all.value.windows.map((windows) => JSON.stringify(windows))).size).toBe(all.value.windows.length);
  });

  it("puts zones with the same clocks into one group, both names of a renamed zone among them", () => {
    const zoneList = ["Europe/Moscow", "Europe/Kiev", "Europe/Kyiv", "Asia/Krasnoyarsk", "Asia/Novosibirsk", "w-su"];
    expect(expandZones(tree, zoneList, winter)).toMatchObject({
      value: {
        windows: [[{ from: Date.UTC(2024, 11, 19, 21) }], [{ from: Date.UTC(2024, 11, 19, 22) }], [{}]],
        zoneToIndex: {
          "Europe/Moscow": 0,
          "Europe/Kiev": 1,
          "Europe/Kyiv": 1,
          "Asia/Krasnoyarsk": 2,
          "Asia/Novosibirsk": 2,
          "w-su": 0,
        },
      },
    });
  });

  it("has one group for a schedule in a fixed zone", () => {
    const moscow = { ...tree, zone: "Europe/Moscow" };
    expect(expandZones(moscow, ["Asia/Tokyo", "America/Lima"], winter)).toEqual({
      ok: true,
      value: {
        windows: [[{ from: Date.UTC(2024, 11, 19, 21), until: Date.UTC(2025, 0, 14, 21) }]],
        zoneToIndex: { "Asia/Tokyo": 0, "America/Lima": 0 },
      },
    });
  });

  it("leaves a wave that starts past the end without windows, everywhere", () => {
    expect(expandZones(tree, ["Asia/Tokyo", "America/Lima"], winter, 26)).toEqual({
      ok: true,
      value: { windows: [[]], zoneToIndex: { "Asia/Tokyo": 0, "America/Lima": 0 } },
    });
  });

  it("names every zone it does not know", () => {
    const answer = expandZones(tree, ["Mars/Olympus", "Europe/Moscow", "+03:00", "MSK"], winter);
    expect(answer.ok ? [] : answer.error.map(({ message }) => message.split(" ")[0])).toEqual([
      '"Mars/Olympus"',
      '"+03:00"',
      '"MSK"',
    ]);
  });

  it.each(["own", "Europe/Moscow"])("refuses a schedule that can't be used (zone %s)", (zone) => {
    const bad = { ...tree, zone, firstDay: "--02-30" };
    expect(expandZones(bad, ["UTC"], winter)).toMatchObject({ ok: false, error: [{ path: "firstDay" }] });
  });
});
