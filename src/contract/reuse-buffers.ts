/**
 * Hashing of short texts for what every answer needs. A new buffer costs the runtime several times what hashing costs
 * (bench/RESULTS.md), so these make none: what they answer is good until they are called again.
 */
import type { Hash } from "@noble/hashes/utils.js";

const ROOM_BYTES = 4_096;
const BYTES_A_CHARACTER = 3;
const encoder = new TextEncoder();
const room = new Uint8Array(ROOM_BYTES);
const otherRoom = new Uint8Array(ROOM_BYTES);

/** The text in UTF-8. */
export function encodeBriefly(text: string): Uint8Array {
  if (text.length * BYTES_A_CHARACTER > ROOM_BYTES) return encoder.encode(text);
  return room.subarray(0, encoder.encodeInto(text, room).written);
}

/** Bytes to write over, other than those of `encodeBriefly`. */
export function borrowBytes(length: number): Uint8Array {
  return length > ROOM_BYTES ? new Uint8Array(length) : otherRoom.subarray(0, length);
}

/** A function that digests bytes as `fresh`, which nothing has been put into, would. */
export function digestBriefly<Hasher extends Hash<Hasher>>(fresh: Hasher): (bytes: Uint8Array) => Uint8Array {
  const used = fresh._cloneInto();
  const digest = new Uint8Array(fresh.outputLen);
  return (bytes) => {
    fresh._cloneInto(used).update(bytes).digestInto(digest);
    return digest;
  };
}
