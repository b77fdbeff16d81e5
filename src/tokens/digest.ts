import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { toBase64Url } from "./base64url.ts";

const DIGEST_BYTES = 16;
const encoder = new TextEncoder();

/** The first 128 bits of the text's SHA-256, in base64url. */
export function digestOf(text: string): string {
  return toBase64Url(sha256(encoder.encode(text)).subarray(0, DIGEST_BYTES));
}

/** The text's SHA-256, in hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(encoder.encode(text)));
}

/** The text's HMAC-SHA-256 under a secret, in hexadecimal digits. */
export function hmacHex(secret: string, text: string): string {
  return bytesToHex(hmac(sha256, encoder.encode(secret), encoder.encode(text)));
}
