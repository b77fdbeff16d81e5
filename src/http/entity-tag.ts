import type { Context } from "hono";
import type { AppEnv } from "./services.ts";
import { answerComplete } from "./standard-headers.ts";

const encoder = new TextEncoder();

/** Two digits for each byte. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * Answers JSON text with its strong ETag, or 304 if the caller has it: `known` names what they have, as If-None-Match
 * does. Equal contents must be equal texts.
 */
export async function answerTagged(
  c: Context<AppEnv>,
  json: string,
  known: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const etag = await entityTagOf(json);
  const shared = { ETag: etag, "Cache-Control": "private, no-cache" };
  if (matchesEntityTag(known, etag)) return answerComplete(c, null, 304, shared);
  return answerComplete(c, json, 200, { ...shared, ...headers, "Content-Type": "application/json" });
}

/** A strong entity tag of exactly these characters: the first 128 bits of their SHA-256. */
export async function entityTagOf(body: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(body)), 0, 16);
  let tag = "";
  for (const byte of digest) tag += HEX[byte];
  return `"${tag}"`;
}

/** Whether an If-None-Match header names the tag; compared weakly (RFC 9110 §13.1.2), lists and `*` included. */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((candidate) => {
    const trimmed = candidate.trim();
    return trimmed === "*" || trimmed.replace(/^W\//, "") === tag;
  });
}
