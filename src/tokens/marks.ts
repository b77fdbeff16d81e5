import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { VersionedKey } from "../contract/settings.ts";
import { toBase64Url } from "./base64url.ts";

const KEY_BYTES = 32;
const MARK_BYTES = 16;
const encoder = new TextEncoder();

/** Tells texts apart that must not be kept: a keyed hash, which leads nobody who has the database back to the text. */
export interface Marks {
  /** Under the newest key: to be kept. */
  of(text: string): string;
  /** Under every key, newest first: to be looked for, as keys rotate. */
  everyOf(text: string): readonly string[];
}

/** Marks for one purpose under a list of keys. Throws if there is none. */
export function createMarks(linkKeys: readonly VersionedKey[], purpose: string): Marks {
  const keys = linkKeys.map(({ secret }) =>
    hkdf(sha256, secret, undefined, encoder.encode(`garland mark ${purpose}`), KEY_BYTES),
  );
  const [newest] = keys;
  if (newest === undefined) throw new RangeError("at least one link key is needed");
  const markUnder = (key: Uint8Array, text: string) =>
    toBase64Url(hmac(sha256, key, encoder.encode(text)).subarray(0, MARK_BYTES));
  return {
    of: (text) => markUnder(newest, text),
    everyOf: (text) => keys.map((key) => markUnder(key, text)),
  };
}
