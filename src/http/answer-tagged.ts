import type { Context } from "hono";
import { matchesEntityTag, type WrittenTray } from "../contract/rpc/written-tray.ts";
import type { AppEnv } from "./services.ts";
import { answerComplete, DATA_HEADERS } from "./standard-headers.ts";

/** Nobody but the caller may keep it, and they ask before they use it again. */
const KNOWN_HEADERS = { ...DATA_HEADERS, "Cache-Control": "private, no-cache" };

/** What every tagged answer has. */
const WHOLE_HEADERS: Readonly<Record<string, string>> = { ...KNOWN_HEADERS, "Content-Type": "application/json" };

const encoder = new TextEncoder();

/** Two digits for each byte. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * Answers JSON text with its strong ETag, or 304 if the caller has it. Equal contents must be equal texts.
 */
export async function answerTagged(c: Context<AppEnv>, json: string): Promise<Response> {
  const tag = await entityTagOf(json);
  return matchesEntityTag(c.req.header("If-None-Match"), tag) ? answerKnown(c, tag) : answerWhole(c, json, tag);
}

/** Answers that the caller has it. */
export function answerKnown(c: Context<AppEnv>, tag: string): Response {
  return answerComplete(c, null, 304, KNOWN_HEADERS, tag);
}

/** Answers JSON text with its tag. */
function answerWhole(c: Context<AppEnv>, json: string, tag: string, headers = WHOLE_HEADERS): Response {
  return answerComplete(c, json, 200, headers, tag);
}

/** A strong entity tag of exactly these characters: the first 128 bits of their SHA-256. */
async function entityTagOf(body: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(body)), 0, 16);
  let tag = "";
  for (const byte of digest) tag += HEX[byte];
  return `"${tag}"`;
}

const TRAY_HEADERS = { ...WHOLE_HEADERS, Link: '</schemas/tray.v1.json>; rel="describedby"' };

/** Answers a whole tray with its strong ETag. */
export function answerTray(c: Context<AppEnv>, { text, tag }: WrittenTray): Response {
  c.set("decided", [text]);
  return answerWhole(c, text, tag, TRAY_HEADERS);
}
