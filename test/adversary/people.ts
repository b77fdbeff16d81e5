/** The people of the small world, and the phones that they have: sound ones, and odd ones of real systems. */
import type { ChoiceValue, Scope } from "../../src/domain/decision/choice.ts";
import type { History } from "./model.ts";
import type { Clockwork } from "./seasons.ts";

/** What a phone says of itself, and what the address of its calls has besides. */
export interface Phone {
  /** For the story. */
  readonly name: string;
  readonly facts: Readonly<Record<string, string>>;
  /** What trackers and messengers have put on. */
  readonly trackers: Readonly<Record<string, string>>;
  /** Whether the facts tell the zone; else only hours at which all zones agree are looked at. */
  readonly tellsZone: boolean;
}

export interface Profile {
  readonly gender?: string;
  readonly lineType?: string;
}

/** A message as it was first delivered. */
export interface Heard {
  readonly channel: string;
  readonly text: string;
  readonly key: string | undefined;
  readonly scope: Scope | undefined;
  readonly at: number;
  /** How often the person had spoken once it was heard, and how long the history then was. */
  readonly spoken: number;
  readonly entries: number;
  /** The person has been erased since. */
  readonly isErased: boolean;
}

export interface UsedKey {
  readonly key: string;
  readonly scope: Scope;
  readonly value: ChoiceValue;
  readonly at: number;
  /** False: it added no entry, and its key may not be known any more. */
  readonly isStored: boolean;
}

export interface Person extends Clockwork {
  readonly name: string;
  readonly subscriberId: string;
  readonly number: string;
  readonly phones: readonly Phone[];
  phone: Phone;
  profile: Profile;
  history: History;
  /** Every attempt to say something, also one that added nothing. */
  spoken: number;
  /** Entries below this one have gone through an erasure. */
  erasedUpTo: number;
  /** What the clock then showed. */
  erasedAt: number;
  /** What was said under keys, each use of them. */
  keys: readonly UsedKey[];
  heard: Heard[];
  /** Gifts that were answered. */
  readonly answered: Set<string>;
}

interface Origin extends Clockwork {
  readonly name: string;
  readonly profile: Profile;
  /** Other names of the zone; those by offset are not the zone itself where clocks change. */
  readonly zoneNames: readonly string[];
  readonly zoneByOffset: string;
  readonly changesClocks: boolean;
}

const ORIGINS: readonly Origin[] = [
  {
    name: "Anna",
    platform: "ios",
    zone: "Europe/Moscow",
    zoneNames: ["W-SU", "europe/moscow"],
    zoneByOffset: "+03:00",
    changesClocks: false,
    profile: { gender: "female" },
  },
  {
    name: "Boris",
    platform: "android",
    zone: "America/New_York",
    zoneNames: ["US/Eastern", "EST5EDT"],
    zoneByOffset: "GMT-05:00",
    changesClocks: true,
    profile: { gender: "male", lineType: "consumer" },
  },
  {
    name: "Vera",
    platform: "ios",
    zone: "Asia/Kolkata",
    zoneNames: ["Asia/Calcutta"],
    zoneByOffset: "GMT+0530",
    changesClocks: false,
    profile: { gender: "female", lineType: "consumer" },
  },
];

export const PEOPLE_COUNT = ORIGINS.length;

/** How many kinds of phone anybody can have; the first is a sound one. */
export const PHONE_COUNT = 9;

/** Everybody anew, under ids and numbers that nobody had before. */
export function openPeople(run: number): readonly Person[] {
  return ORIGINS.map((origin, index) => {
    const phones = phonesOf(origin);
    const [phone] = phones;
    if (phone === undefined) throw new Error("Everybody has a phone");
    return {
      ...origin,
      subscriberId: `${origin.name.toLowerCase()}-${run}`,
      number: `+7916${String(run * ORIGINS.length + index).padStart(7, "0")}`,
      phones,
      phone,
      history: [],
      spoken: 0,
      erasedUpTo: 0,
      erasedAt: -Infinity,
      keys: [],
      heard: [],
      answered: new Set(),
    };
  });
}

function phonesOf({ platform, zone, zoneNames, zoneByOffset, changesClocks }: Origin): readonly Phone[] {
  const [oldName = zone, otherName = oldName] = zoneNames;
  const sound = { platform, timezone: zone, locale: "ru-RU", appVersion: "5.12.0" };
  const phone = (name: string, facts: Partial<typeof sound>, tellsZone = true, trackers = {}): Phone => ({
    name,
    facts: { ...sound, ...facts },
    trackers,
    tellsZone,
  });
  return [
    phone("a sound phone", {}),
    phone("a phone whose locale carries an extension", { locale: "ru-RU-u-fw-mon-mu-celsius" }),
    phone(`a phone that calls its zone ${oldName}`, { timezone: oldName }),
    phone(`a phone that calls its zone ${otherName}`, { timezone: otherName, locale: "ru_RU" }),
    phone("a phone with a POSIX locale and a build number", { locale: "ru_RU.UTF-8", appVersion: "5.12.0 (1234)" }),
    phone(`a phone that tells its zone as ${zoneByOffset}`, { timezone: zoneByOffset }, !changesClocks),
    phone("an app behind links with trackers", {}, true, { fbclid: "IwAR0x", utm_source: "sms" }),
    phone("a phone whose facts are of no use", { timezone: "Etc/Unknown", locale: "", appVersion: "latest" }, false),
    phone("a phone with an iOS region override", { locale: "ru-RU@rg=kzzzzz", appVersion: "v5.12" }),
  ];
}

/** The query of a person's phone. */
export function queryOf({ phone }: Person, more: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({ ...phone.facts, ...phone.trackers, ...more }).toString();
}
