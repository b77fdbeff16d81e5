/** Words that others enter for people are evidence too, but only so much of it for each of those others. */
import { foldName } from "../fold-name.ts";

/** So many of those who enter words are needed, at the least, to halt a campaign by nothing else. */
const LEAST_TO_HALT = 5;

/** All machines are one: whose they are a shard can't know, and one person may make any number of keys. */
const MACHINES = "machines";

/**
 * Who enters a word for somebody: a member of staff, however their name is spelt, or the machines. `actor` as records name it
 * (`agent:…`, `person:…`, `service:…`). Undefined: the person themself.
 */
export function entererOf(actor: string): string | undefined {
  if (actor === "self") return undefined;
  const name = actor.replace(/^(?:agent|person):/u, "");
  return name.startsWith("service:") ? MACHINES : foldName(name);
}

/**
 * How many of the voices a halt does not count, as those who entered them have each entered more than their share: a fifth of the voices that
 * would be needed for a halt if nothing else counted, but at least one. So fewer than five never halt anything by themselves.
 */
export function countBeyondShare(voices: readonly number[], needed: number): number {
  const share = Math.max(1, Math.floor(needed / LEAST_TO_HALT));
  return voices.reduce((sum, count) => sum + Math.max(0, count - share), 0);
}
