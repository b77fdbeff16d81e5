import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDevice } from "../../src/contract/device.ts";
import { WINDOWS_ZONES } from "../../src/contract/device/windows-zones.ts";
import { parseVersion } from "../../src/domain/condition/version.ts";
import { canonicalLocale } from "../../src/domain/locale.ts";
import { canonicalZone, listZoneNames } from "../../src/domain/zone.ts";
import { APP_VERSIONS, LOCALES, PLATFORMS, TIMEZONES } from "../support/device-strings.ts";

const FACTS = ["platform", "appVersion", "locale", "timezone"] as const;

describe("what systems really say of a phone", () => {
  it("is in a table of more than 300 texts, each once", () => {
    const rows = [PLATFORMS, APP_VERSIONS, LOCALES, TIMEZONES];
    for (const table of rows) expect(new Set(table.map(([said]) => said)).size).toBe(table.length);
    expect(rows.flat().length).toBeGreaterThan(300);
  });

  it.each(PLATFORMS)("platform %j is %s", (platform, read) => {
    expect(readDevice({ platform })).toEqual(read === undefined ? {} : { platform: read });
  });

  it.each(APP_VERSIONS)("appVersion %j is %s", (appVersion, read) => {
    expect(readDevice({ appVersion })).toEqual(read === undefined ? {} : { appVersion: read });
  });

  it.each(LOCALES)("locale %j is %s", (locale, read) => {
    expect(readDevice({ locale })).toEqual(read === undefined ? {} : { locale: read });
  });

  it.each(TIMEZONES)("timezone %j is %s", (timezone, read) => {
    expect(readDevice({ timezone })).toEqual(read === undefined ? {} : { timezone: read });
  });

  it("is read fact by fact: one that can't be used takes no other with it", () => {
    const said = { platform: "iPhone OS", appVersion: "latest", locale: "ru_RU.UTF-8", timezone: "Etc/Unknown" };
    expect(readDevice(said)).toEqual({ platform: "ios", locale: "ru-RU" });
  });

  it("names Windows' zones by names that the IANA database has", () => {
    for (const [windows, zone] of Object.entries(WINDOWS_ZONES)) {
      expect(canonicalZone(zone)).toBe(zone);
      expect(readDevice({ timezone: windows })).toEqual({ timezone: zone });
    }
  });

  it("may be any name of any zone", () => {
    for (const timezone of listZoneNames()) {
      expect(readDevice({ timezone })).toEqual({ timezone: canonicalZone(timezone) });
    }
  });
});

describe("whatever is said of a phone", () => {
  const somebodys = fc.constantFrom(...[PLATFORMS, APP_VERSIONS, LOCALES, TIMEZONES].flat().map(([said]) => said));
  const spoilt = fc
    .tuple(somebodys, fc.nat(30), fc.string({ unit: "binary", maxLength: 3 }))
    .map(([text, place, junk]) => text.slice(0, place) + junk + text.slice(place));
  const anything = fc.oneof(
    somebodys,
    spoilt,
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.constantFrom(
      "__proto__",
      "constructor",
      "%",
      "%E0%A4%A",
      "x".repeat(100_000),
      "(".repeat(256),
      "a-".repeat(128),
    ),
    fc.jsonValue(),
    fc.constant(undefined),
  );

  it("is read, as something that can be compared, or is not known", () => {
    const saids = fc.record({ platform: anything, appVersion: anything, locale: anything, timezone: anything });
    fc.assert(
      fc.property(saids, (said) => {
        const device = readDevice(said);
        for (const [fact, value] of Object.entries(device)) {
          expect(FACTS).toContain(fact);
          expect(typeof value).toBe("string");
        }
        const { platform, appVersion, locale, timezone } = device;
        expect([undefined, "ios", "android"]).toContain(platform);
        if (appVersion !== undefined) expect(parseVersion(appVersion)).toBeDefined();
        if (locale !== undefined) expect(canonicalLocale(locale)).toBe(locale);
        if (timezone !== undefined) expect(canonicalZone(timezone)).toBe(timezone);
        // What was read once is read the same when it comes back.
        expect(readDevice(device)).toEqual(device);
      }),
      { numRuns: 20_000 },
    );
  });

  it("and is no text is not known", () => {
    for (const said of [null, 5.12, 0, true, ["ru-RU"], { id: "Europe/Moscow" }]) {
      expect(readDevice({ platform: said, appVersion: said, locale: said, timezone: said })).toEqual({});
    }
  });

  it("is a plain version is kept to the letter", () => {
    const plain = fc.stringMatching(/^\d{1,6}(\.\d{1,6}){0,3}([-+]\d[0-9]{0,8}(\.[0-9]{1,8}){0,2})?$/);
    fc.assert(
      fc.property(plain, (appVersion) => {
        expect(readDevice({ appVersion })).toEqual({ appVersion });
      }),
    );
  });
});
