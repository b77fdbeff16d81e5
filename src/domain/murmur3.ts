/**
 * MurmurHash3 x86-32 with seed 0 over the text's UTF-8 bytes, as an unsigned 32-bit integer.
 * Algorithm: Austin Appleby, SMHasher, public domain.
 */
export function murmur3(text: string): number {
  // Nearly every text is ASCII, whose letters are its bytes; the others are written out.
  const bytes = isAscii(text) ? undefined : toUtf8(text);
  const byteAt = (offset: number) => (bytes === undefined ? text.charCodeAt(offset) : (bytes[offset] ?? 0));
  const { length } = bytes ?? text;
  const blockEnd = length - (length % 4);
  let hash = 0;
  for (let offset = 0; offset < blockEnd; offset += 4) {
    hash ^= scramble(
      byteAt(offset) | (byteAt(offset + 1) << 8) | (byteAt(offset + 2) << 16) | (byteAt(offset + 3) << 24),
    );
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  let tail = 0;
  for (let offset = length - 1; offset >= blockEnd; offset--) tail = (tail << 8) | byteAt(offset);
  if (blockEnd < length) hash ^= scramble(tail);
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scramble(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** The domain has no TextEncoder. A lone surrogate becomes U+FFFD, as TextEncoder does. */
function toUtf8(text: string): readonly number[] {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      bytes.push(unit);
    } else if (unit < 0x800) {
      bytes.push(0xc0 | (unit >> 6), continuation(unit));
    } else {
      const point = text.codePointAt(index) ?? 0xfffd;
      if (point > 0xffff) {
        bytes.push(0xf0 | (point >> 18), continuation(point >> 12), continuation(point >> 6), continuation(point));
        index++;
      } else {
        const scalar = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
        bytes.push(0xe0 | (scalar >> 12), continuation(scalar >> 6), continuation(scalar));
      }
    }
  }
  return bytes;
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f);
}
