/** Base64 for addresses and headers (RFC 4648 §5), without padding. */
import { base64url } from "jose";

export const toBase64Url = (bytes: Uint8Array): string => base64url.encode(bytes);

/** Undefined for what is not the one way of writing some bytes. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = base64url.decode(text);
  // The last character has bits to spare.
  return toBase64Url(bytes) === text ? bytes : undefined;
}
