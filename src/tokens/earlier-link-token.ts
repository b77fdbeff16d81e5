/**
 * Opens the link tokens of version 0.1, which are in people's hands for good; nothing seals them any more. They are: the number of
 * the key, the first 16 bytes of the HMAC-SHA-256 of the text under one derived key, and the text, combined with the HMACs of
 * those 16 bytes and a counter under another.
 */
import { equalBytes } from "@noble/ciphers/utils.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import type { VersionedKey } from "../contract/settings.ts";

const KEY_BYTES = 32;
const IV_BYTES = 16;
const HEAD_BYTES = 1 + IV_BYTES;
const encoder = new TextEncoder();

/** A function that returns the text that a token holds; undefined for what no key has sealed. */
export function createEarlierOpener(linkKeys: readonly VersionedKey[]): (sealed: Uint8Array) => Uint8Array | undefined {
  const keys = linkKeys.map(({ id, secret }) => {
    const derive = (info: string) => hkdf(sha256, secret, undefined, encoder.encode(info), KEY_BYTES);
    return { id, macKey: derive("garland link mac"), streamKey: derive("garland link stream") };
  });
  return (sealed) => {
    const key = keys.find(({ id }) => id === sealed[0]);
    if (key === undefined || sealed.length <= HEAD_BYTES) return undefined;
    const iv = sealed.subarray(1, HEAD_BYTES);
    const hidden = sealed.subarray(HEAD_BYTES);
    const stream = drawStream(key.streamKey, iv, hidden.length);
    const plain = hidden.map((byte, index) => byte ^ (stream[index] ?? 0));
    return equalBytes(hmac(sha256, key.macKey, plain).subarray(0, IV_BYTES), iv) ? plain : undefined;
  };
}

function drawStream(streamKey: Uint8Array, iv: Uint8Array, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / sha256.outputLen) }, (_, counter) =>
    hmac(sha256, streamKey, concatBytes(iv, Uint8Array.of(counter))),
  );
  return concatBytes(...blocks);
}
