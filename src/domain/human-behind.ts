/** Who made a machine's key; undefined: no such key is on record. */
export type MakerOf = (machine: string) => string | undefined;

/** Actors are `person:…`, `service:…` with a key's prefix, or a part of the service itself. */
export function isMachine(actor: string): boolean {
  return actor.startsWith("service:") || isPartOfService(actor);
}

/** Behind whose acts there is no human at all. */
export function isPartOfService(actor: string): boolean {
  return actor === "system" || actor === "guard";
}

/** Nothing of it can be seen: it tells no two names apart. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\s\u2800]/gu;

/** Accents of Latin, Greek and Cyrillic letters. Other scripts write vowels as marks, which do tell names apart. */
const ACCENTS = /[\u0300-\u036F]|[\u0483-\u0489]|[\u1AB0-\u1AFF]|[\u1DC0-\u1DFF]|[\u20D0-\u20FF]|[\uFE20-\uFE2F]/gu;

const LOOKS = new Map(
  [..."авеѕіјкмнорстухһԁԛԝαβεηικμνορτυχζøłđħŧ"].map((letter, at) => [
    letter,
    "abesijkmhopctyxhdqwabehikmvoptyxzoldht".charAt(at),
  ]),
);

/** What a name is to whoever reads it: without case, blanks, accents, what can't be seen, and letters of another script that look the same. */
export function foldName(name: string): string {
  const cased = name.normalize("NFKC").toUpperCase().toLowerCase();
  const folded = cased.normalize("NFKD").replace(UNSEEN, "").replace(ACCENTS, "");
  return [...folded].map((letter) => LOOKS.get(letter) ?? letter).join("");
}

/** Whether two names are one human's, however they are spelt: two people must be told apart by more than that. */
export function isOneHuman(one: string, other: string): boolean {
  return one === other || foldName(one) === foldName(other);
}

/** One name for all that a human does, by whatever keys and however they spell themselves; a machine's own if nobody is behind it. */
export function nameOfHuman(actor: string, makerOf: MakerOf): string {
  return foldName(humanBehind(actor, makerOf) ?? actor);
}

/**
 * Whose act it is: a machine acts for the human who made its key, however many keys lie between. Undefined: no human can be
 * named, because a key is not on record or keys made one another.
 */
export function humanBehind(actor: string, makerOf: MakerOf): string | undefined {
  const passed = new Set<string>();
  let current = actor;
  while (isMachine(current)) {
    const maker = passed.has(current) ? undefined : makerOf(current);
    if (maker === undefined) return undefined;
    passed.add(current);
    current = maker;
  }
  return current;
}

/** The same; or the machine itself, where no human can be named. */
export function humanOrSelf(actor: string, makerOf: MakerOf): string {
  return humanBehind(actor, makerOf) ?? actor;
}

/** Whether the second is a person, and not the one behind the first. Who can't be named might be anybody. */
export function isSecondPerson(second: string, first: string, makerOf: MakerOf): boolean {
  if (isMachine(second)) return false;
  const human = humanBehind(first, makerOf);
  return human !== undefined && !isOneHuman(human, second);
}
