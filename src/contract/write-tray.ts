import { sha256 } from "@noble/hashes/sha2.js";
import { murmur3 } from "../domain/bucket.ts";
import { onceForEach } from "../domain/once-for-each.ts";
import { toBase64Url } from "./base64url.ts";
import { evaluateFlags, flagSourceOf, withoutNulls, type FlagSource, type FlagSuccess } from "./ofrep.ts";
import { ownTrayOf, sharedTrayOf, type OwnTray, type SharedTray, type TrayParts } from "./tray.ts";

/** A tray (`Tray`) as JSON text, and the entity tag of exactly this text. */
export interface WrittenTray {
  readonly tag: string;
  readonly text: string;
}

/** Writes a tray. What many people share, which is most of it, is written and digested once. */
export function writeTray(parts: TrayParts): WrittenTray {
  const shared = writeShared(sharedTrayOf(parts));
  const head = openTray(ownTrayOf(parts));
  return { tag: `"${shared.digest}${hash(head)}${hash(`again ${head}`)}"`, text: head + shared.text };
}

const writeShared = onceForEach(({ scopes, labels, ...shared }: SharedTray) => {
  const text = closeTray({ scopes, labels }, shared);
  return { text, digest: digest(text) };
});

/**
 * Every flag of a person as JSON text. The tray that one of them holds is most of it, and again most of that is
 * written once.
 */
export function writeFlags(parts: TrayParts, flagSetId: string): string {
  const source = flagSourceOf(parts);
  const flags = evaluateFlags(source, flagSetId).map((flag) =>
    flag.key === "tray-icon" && "value" in flag ? writeTrayFlag(flag, source) : JSON.stringify(flag),
  );
  return `[${flags.join(",")}]`;
}

function writeTrayFlag({ value: _tray, ...flag }: FlagSuccess, { own, shared }: FlagSource): string {
  return `${openObject(flag)},"value":${openTray(own)}${writeSharedValue(shared)}}`;
}

const writeSharedValue = onceForEach((shared: SharedTray) =>
  closeTray({ scopes: shared.scopes, labels: shared.labels }, withoutNulls(shared)),
);

/** What is each person's own, up to the middle of `off`. */
function openTray({ off, ...own }: OwnTray): string {
  return `${openObject(own)},"off":${openObject(off)},`;
}

/** From there to the end. */
function closeTray(off: object, shared: object): string {
  return `${JSON.stringify(off).slice(1)},${JSON.stringify(shared).slice(1)}`;
}

/** Two quotation marks, 128 bits of base64url and 64 bits of hexadecimal digits. */
const TAG_CHARACTERS = 2 + 22 + 16;

/** A tray as it crosses an RPC, where an object of two texts costs far more than one text. */
export function packTray({ tag, text }: WrittenTray): string {
  return tag + text;
}

/** The same for a phone that has the text. */
export function packKnownTray({ tag }: WrittenTray): string {
  return tag;
}

/** The text is undefined where the phone has it. */
export function unpackTray(packed: string): { readonly tag: string; readonly text: string | undefined } {
  const tag = packed.slice(0, TAG_CHARACTERS);
  return { tag, text: packed.length === tag.length ? undefined : packed.slice(TAG_CHARACTERS) };
}

function openObject(members: object): string {
  return JSON.stringify(members).slice(0, -1);
}

/** Eight digits: two of these tell a person's own answers apart, which is all that is asked of a tag. */
function hash(text: string): string {
  return murmur3(text).toString(16).padStart(8, "0");
}

const DIGEST_BYTES = 16;
const encoder = new TextEncoder();

/** The first 128 bits of the SHA-256. */
function digest(text: string): string {
  return toBase64Url(sha256(encoder.encode(text)).subarray(0, DIGEST_BYTES));
}
