/** Base64 for addresses and headers (RFC 4648 §5), without padding. */
import { base64url } from "jose";

export const toBase64Url = (bytes: Uint8Array): string => base64url.encode(bytes);

/** Undefined for what is no base64url. The last character may have bits to spare, of which nothing is asked. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return undefined;
  return Uint8Array.from(base64url.decode(text));
}

/** Undefined for what is not the one way of writing some bytes. */
export function fromCanonicalBase64Url(text: string): Uint8Array | undefined {
  const bytes = fromBase64Url(text);
  return bytes !== undefined && toBase64Url(bytes) === text ? bytes : undefined;
}
