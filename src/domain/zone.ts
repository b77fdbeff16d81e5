import { OTHER_NAMES } from "./zone-names.ts";

/** `Etc/GMT-14` to `Etc/GMT+12`. Their sign is reversed: `Etc/GMT-3` is UTC+3. */
const WHOLE_HOURS = Array.from({ length: 27 }, (_, index) => index - 14)
  .filter((hours) => hours !== 0)
  .map((hours) => `Etc/GMT${hours < 0 ? "" : "+"}${hours}`);

/**
 * The other offsets that clocks show somewhere in these years. The IANA database has no names for them, so they are
 * named as ISO 8601 writes them, and as runtimes take them.
 */
const PARTS_OF_HOURS = words(
  "-09:30 -03:30 -02:30 +03:30 +04:30 +05:30 +05:45 +06:30 +08:45 +09:30 +10:30 +12:45 +13:45",
);

const OTHERS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(OTHER_NAMES).map(([zone, names]) => [zone, words(names)]),
);

const FORMER: ReadonlySet<string> = new Set([...OTHERS.values()].flat());

/** Each zone under its present name, with all its names. Which zones there are is for the runtime to say: it computes with them. */
const NAMED: ReadonlyMap<string, readonly string[]> = new Map(
  [...Intl.supportedValuesOf("timeZone"), ...OTHERS.keys(), ...WHOLE_HOURS, ...PARTS_OF_HOURS]
    .filter((zone) => !FORMER.has(zone))
    .map((zone) => [zone, [zone, ...(OTHERS.get(zone) ?? [])]]),
);

const PRESENT_NAMES: ReadonlyMap<string, string> = new Map(
  [...NAMED].flatMap(([zone, names]) => names.map((name) => [name.toLowerCase(), zone])),
);

const ALL_NAMES: readonly string[] = [...NAMED.values()].flat().sort();

/** Every name of every zone there is, each once and in order: present names, other names, and fixed offsets. */
export function listZoneNames(): readonly string[] {
  return ALL_NAMES;
}

/**
 * The present name of a zone by any of its names, in any case: `US/Eastern` and `EST5EDT` lead to `America/New_York`.
 * Undefined for what names no zone.
 */
export function canonicalZone(name: string): string | undefined {
  return PRESENT_NAMES.get(name.toLowerCase());
}

/** Who writes these means another zone, as `EST` knows no summer time, or none. */
const MISLEADING: ReadonlySet<string> = new Set(["cet", "eet", "est", "factory", "hst", "met", "mst", "wet"]);

/**
 * Whether people may name a zone so where they say when something begins: by any name of the IANA database, except those
 * that look like an abbreviation. Offsets such as +03:00 do not know when clocks change.
 */
export function isZoneOfPlace(name: string): boolean {
  return /^[a-z]/i.test(name) && !MISLEADING.has(name.toLowerCase()) && canonicalZone(name) !== undefined;
}

/** Every name of a zone, the present one first; `zone` is such a present name. */
export function namesOfZone(zone: string): readonly string[] {
  return NAMED.get(zone) ?? [zone];
}

/** The zone whose clocks always differ from UTC by so many minutes; undefined where no clock in the world does. */
export function zoneAtOffset(minutes: number): string | undefined {
  if (minutes === 0) return "UTC";
  const [hours, rest] = [Math.trunc(minutes / 60), Math.abs(minutes % 60)];
  const sign = minutes < 0 ? "-" : "+";
  const name =
    rest === 0
      ? `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`
      : `${sign}${twoDigits(Math.abs(hours))}:${twoDigits(rest)}`;
  return NAMED.has(name) ? name : undefined;
}

const OFFSET = /^(?:UTC|GMT|UT)? ?([+-]) ?(?:(\d{1,2})(?::([0-5]\d))?|(\d\d)([0-5]\d))(?::00)?$/i;

/**
 * The zone of a written offset from UTC, which knows no change of clocks: `+03:00`, `+0300`, `UTC+3`, `GMT+03:00`. East
 * is plus, unlike in the names `Etc/GMT-3`. Undefined for anything else.
 */
export function zoneOfOffset(text: string): string | undefined {
  const [, sign, hours, minutes, hoursOfFour, minutesOfFour] = OFFSET.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const offset = Number(hours ?? hoursOfFour) * 60 + Number(minutes ?? minutesOfFour ?? 0);
  return zoneAtOffset(sign === "-" ? -offset : offset);
}

function twoDigits(count: number): string {
  return String(count).padStart(2, "0");
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
