import { canonicalZone, listZoneNames, namesOfZone, zoneAtOffset, zoneOfOffset } from "../../domain/zone.ts";
import { readPlainText } from "./plain-text.ts";
import { WINDOWS_ZONES } from "./windows-zones.ts";

/** Russia's zones from west to east, as Windows numbers them from 1. */
const RUSSIAN_ZONES: readonly string[] = [
  "Europe/Kaliningrad",
  "Europe/Moscow",
  "Europe/Samara",
  "Asia/Yekaterinburg",
  "Asia/Omsk",
  "Asia/Krasnoyarsk",
  "Asia/Irkutsk",
  "Asia/Yakutsk",
  "Asia/Vladivostok",
  "Asia/Srednekolymsk",
  "Asia/Kamchatka",
];

/** Abbreviations that stand for one clock in the whole world; CST or IST stand for three and are not known. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ["MSK", "Europe/Moscow"],
  ["МСК", "Europe/Moscow"],
  ["MSD", "Europe/Moscow"],
  ["SAMT", "Europe/Samara"],
  ["YEKT", "Asia/Yekaterinburg"],
  ["OMST", "Asia/Omsk"],
  ["NOVT", "Asia/Novosibirsk"],
  ["KRAT", "Asia/Krasnoyarsk"],
  ["IRKT", "Asia/Irkutsk"],
  ["YAKT", "Asia/Yakutsk"],
  ["VLAT", "Asia/Vladivostok"],
  ["MAGT", "Asia/Magadan"],
  ["SAKT", "Asia/Sakhalin"],
  ["SRET", "Asia/Srednekolymsk"],
  ["PETT", "Asia/Kamchatka"],
  ["ANAT", "Asia/Anadyr"],
  ["WEST", "Europe/Lisbon"],
  ["CEST", "Europe/Brussels"],
  ["EEST", "Europe/Athens"],
  ["EDT", "America/New_York"],
  ["MDT", "America/Denver"],
  ["PDT", "America/Los_Angeles"],
  ["JST", "Asia/Tokyo"],
  ["KST", "Asia/Seoul"],
]);

/** Java's zones without a place, which the IANA database had once; those with summer time first. */
const SYSTEM_V: ReadonlyMap<string, string> = new Map([
  ["AST4ADT", "America/Halifax"],
  ["EST5EDT", "America/New_York"],
  ["CST6CDT", "America/Chicago"],
  ["MST7MDT", "America/Denver"],
  ["PST8PDT", "America/Los_Angeles"],
  ["YST9YDT", "America/Anchorage"],
  ["AST4", "Etc/GMT+4"],
  ["EST5", "Etc/GMT+5"],
  ["CST6", "Etc/GMT+6"],
  ["MST7", "Etc/GMT+7"],
  ["PST8", "Etc/GMT+8"],
  ["YST9", "Etc/GMT+9"],
  ["HST10", "Etc/GMT+10"],
]);

/** What makers of phones call zones that the IANA database calls otherwise. */
const MAKERS_NAMES: ReadonlyMap<string, string> = new Map([
  ["asia/beijing", "Asia/Shanghai"],
  ["z", "UTC"],
]);

const WINDOWS: ReadonlyMap<string, string> = new Map(
  Object.entries(WINDOWS_ZONES).map(([name, zone]) => [name.toLowerCase(), zone]),
);

/** Present names of zones by the last part of their names, where only one zone has it. */
const BY_CITY = indexByCity();

const READERS: readonly ((text: string) => string | undefined)[] = [
  readName,
  zoneOfOffset,
  readWindowsName,
  readAbbreviation,
  readPosix,
  readLongName,
];

/**
 * The zone of a phone under its present IANA name: from old names, Windows names, offsets from UTC, abbreviations that are
 * clear, and what systems print around all these. An offset stays one, as it does not say where the phone is. Undefined
 * for what names no zone.
 */
export function readTimezone(said: unknown): string | undefined {
  const plain = readPlainText(said);
  if (plain === undefined) return undefined;
  for (const text of listReadings(plain)) {
    for (const read of READERS) {
      const zone = read(text);
      if (zone !== undefined) return zone;
    }
  }
  return undefined;
}

/** The text itself, then what may be the name within it. */
function listReadings(plain: string): readonly string[] {
  const text = plain.trim();
  // An address has lost a plus, or more: " 03:00", "GMT 03:00", "03:00".
  const restored = plain
    .replace(/^(UTC|GMT|UT|Etc\/GMT|MSK|) (?=\d)/i, "$1+")
    .replace(/^(?=\d\d:\d\d$)/, "+")
    .trim();
  const [, id] = /\bid=([\w/+-]+)/.exec(text) ?? [];
  const [, within] = /^Local Time Zone \(([^()]+)\b/i.exec(text) ?? [];
  const [, place] = /\[([\w/+-]+)\]$/.exec(text) ?? [];
  const [, leading] = /^\(((?:UTC|GMT)(?:[+-]\d\d?:?\d\d)?)\)/i.exec(text) ?? [];
  const bare = text.replace(/\s*\(.*$/, "").replace(/\s+offset -?\d+$/i, "");
  const path = bare
    .replace(/^:/, "")
    .replace(/^.*zoneinfo\//, "")
    .replace(/^(?:posix|right)\//, "");
  return [text, restored, id, within, place, leading, bare, path].filter((reading) => reading !== undefined);
}

function readName(text: string): string | undefined {
  const name = text.replaceAll(" ", "_");
  const [, rule = ""] = /^SystemV\/(.+)$/i.exec(name) ?? [];
  return canonicalZone(name) ?? MAKERS_NAMES.get(name.toLowerCase()) ?? SYSTEM_V.get(rule.toUpperCase());
}

/** Windows' own names, and those of Russia's zones in its newer and its Russian editions: "RTZ 2 (зима)". */
function readWindowsName(text: string): string | undefined {
  const [, number] = /^(?:RTZ|Russia TZ|Russia Time Zone) ?(\d{1,2})\b/i.exec(text) ?? [];
  return (
    WINDOWS.get(text.toLowerCase().replace(/ daylight time$/, " standard time")) ?? RUSSIAN_ZONES[Number(number) - 1]
  );
}

/** `MSK`, and as Russians count from Moscow: `MSK+4`. */
function readAbbreviation(text: string): string | undefined {
  const upper = text.toUpperCase();
  const [, hours] = /^(?:MSK|МСК) ?(\+\d|-1)(?::?00)?$/.exec(upper) ?? [];
  return ABBREVIATIONS.get(upper) ?? (hours === undefined ? undefined : zoneAtOffset((3 + Number(hours)) * 60));
}

const POSIX_ZONE = /^(?:<([+-]\d{2,4})>|([A-Z]{3,5}))([+-]?\d{1,2})(?::\d\d)?(<[+-]\d{2,4}>|[A-Z]{3,5})?$/;

/** POSIX's TZ, whose offsets are west of Greenwich: `MSK-3`, `<+0530>-5:30`, `CET-1CEST,M3.5.0,M10.5.0/3`. */
function readPosix(text: string): string | undefined {
  const [rule = ""] = text.split(",");
  const [, offset, name = "", hours, summer] = POSIX_ZONE.exec(rule) ?? [];
  if (hours === undefined) return undefined;
  if (summer !== undefined) return canonicalZone(rule) ?? canonicalZone(name);
  return offset === undefined ? zoneAtOffset(-60 * Number(hours)) : zoneOfOffset(offset);
}

/** What systems show to people: "Moscow Standard Time", "Irkutsk Time". */
function readLongName(text: string): string | undefined {
  const [, city] = /^([a-z .-]+?)(?: standard| summer| daylight)? time$/i.exec(text) ?? [];
  return city === undefined ? undefined : BY_CITY.get(city.toLowerCase());
}

function indexByCity(): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const zone of new Set(listZoneNames().map(canonicalZone))) {
    if (zone === undefined || !zone.includes("/") || namesOfZone(zone)[0] !== zone || zone.startsWith("Etc/")) continue;
    const city = zone
      .slice(zone.lastIndexOf("/") + 1)
      .replaceAll("_", " ")
      .toLowerCase();
    if (zones.has(city)) ambiguous.add(city);
    zones.set(city, zone);
  }
  for (const city of ambiguous) zones.delete(city);
  return zones;
}
