/**
 * Where a reader of changes stands in every shard, folded into one opaque text: each shard's position as a
 * little-endian base-128 number, in the lasting order of the shards, then base64url.
 */

import { fromBase64Url, toBase64Url } from "./base64url.ts";

/** Larger than any position that a shard will ever reach, and exact as a number. */
const MAXIMUM_POSITION = Number.MAX_SAFE_INTEGER;
const CONTINUES = 0x80;

export function encodeCursor(positions: readonly number[]): string {
  const bytes: number[] = [];
  for (const position of positions) {
    let rest = position;
    while (rest >= CONTINUES) {
      bytes.push((rest % CONTINUES) | CONTINUES);
      rest = Math.floor(rest / CONTINUES);
    }
    bytes.push(rest);
  }
  return toBase64Url(Uint8Array.from(bytes));
}

/** Undefined unless the text is a cursor over exactly that many shards. */
export function decodeCursor(text: string, shardCount: number): readonly number[] | undefined {
  const bytes = fromBase64Url(text);
  if (bytes === undefined) return undefined;
  const positions: number[] = [];
  let position = 0;
  let factor = 1;
  for (const byte of bytes) {
    position += (byte % CONTINUES) * factor;
    if (position > MAXIMUM_POSITION) return undefined;
    factor *= CONTINUES;
    if (byte >= CONTINUES) continue;
    positions.push(position);
    position = 0;
    factor = 1;
  }
  return factor === 1 && positions.length === shardCount ? positions : undefined;
}
