import { FF1 } from "@noble/ciphers/ff1.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { VersionedKey } from "../contract/settings.ts";
import { onceForEach } from "../domain/once-for-each.ts";

interface Keys {
  readonly linkKeys: readonly VersionedKey[];
}

const RADIX = 10;
/** The most that are exact as a number. */
const DIGITS = 15;
const KEY_BYTES = 32;
/** Entries count from 1. */
const NO_ENTRY = 0;
const encoder = new TextEncoder();

/** Names one person's entries to the world. */
export interface EntryNumbers {
  /** The number below 10^15 by which an entry is known outside. */
  numberOf(entry: number): number;
  /** The entry that a number names; one that was never given names none of theirs. */
  entryOf(number: number): number;
}

/**
 * Makes the numbers by which entries of histories are known outside. People of one shard share a count, so an entry's own place in it
 * would tell each of them how often the others have spoken. Numbers are therefore permuted, for each person in another way
 * (FF1, NIST SP 800-38G), under the newest link key: after a rotation, numbers that were given before name nothing.
 */
export const entryNumbersOf = onceForEach(({ linkKeys }: Keys): ((subscriberId: string) => EntryNumbers) => {
  const [newest] = linkKeys;
  if (newest === undefined) throw new RangeError("at least one link key is needed");
  const key = hkdf(sha256, newest.secret, undefined, encoder.encode("garland entry numbers"), KEY_BYTES);
  return (subscriberId) => {
    const permutation = FF1(RADIX, key, encoder.encode(subscriberId));
    return {
      numberOf: (entry) => fromDigits(permutation.encrypt(toDigits(entry))),
      entryOf: (number) =>
        Number.isInteger(number) && number >= 0 && number < RADIX ** DIGITS
          ? fromDigits(permutation.decrypt(toDigits(number)))
          : NO_ENTRY,
    };
  };
});

/** The entry before which older ones are asked for, by its number; without one, the end of the history. */
export function toEntry(number: number | undefined, { entryOf }: EntryNumbers): number {
  return number === undefined ? Number.MAX_SAFE_INTEGER : entryOf(number);
}

function toDigits(value: number): number[] {
  return Array.from(String(value).padStart(DIGITS, "0"), Number);
}

function fromDigits(digits: readonly number[]): number {
  return Number(digits.join(""));
}
