import { foldName, isUnclearName } from "./fold-name.ts";

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

/** Whether two names are one human's, however they are spelt: two people must be told apart by more than that. */
export function isOneHuman(one: string, other: string): boolean {
  return one === other || foldName(one) === foldName(other);
}

/** The same, or nobody can say: one of them can be read as anybody's. */
export function mayBeOneHuman(one: string, other: string): boolean {
  return isOneHuman(one, other) || isUnclearName(one) || isUnclearName(other);
}

/** The first of some humans whose name can be read as another's. */
export function findUnclear(actors: readonly string[], makerOf: MakerOf): string | undefined {
  return actors.map((actor) => humanOrSelf(actor, makerOf)).find(isUnclearName);
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

/** Whether the second is a person, and not the one behind the first. Who can't be named, or be told from others by their name, might be anybody. */
export function isSecondPerson(second: string, first: string, makerOf: MakerOf): boolean {
  if (isMachine(second)) return false;
  const human = humanBehind(first, makerOf);
  return human !== undefined && !mayBeOneHuman(human, second);
}
