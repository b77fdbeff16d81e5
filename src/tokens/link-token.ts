/**
 * Tokens in links. A token is opaque: it hides and authenticates what it says, is the same every time (so answers
 * that carry it keep their ETag), names its key (so that keys rotate), and says nothing but "switch this off for
 * this person", "take that back", "tell this person when to ask again" or "this is the person, for a short while".
 *
 * The construction is a synthetic-IV mode (as in RFC 5297, with HMAC-SHA-256 for everything): the IV is the first 16
 * bytes of the HMAC over the plain text under one key, the text is combined with the HMACs of the IV and a counter
 * under another (NIST SP 800-108, counter mode), and opening a token checks the first HMAC again. Every answer to a
 * phone has a token in it; WebCrypto, which has to be waited for, took an eighth of the answer's time.
 */
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { Hash } from "@noble/hashes/utils.js";
import type { VersionedKey } from "../contract/settings.ts";
import { isScope, type Scope } from "../domain/decision/choice.ts";
import { fromCanonicalBase64Url, toBase64Url } from "./base64url.ts";

/** What a token permits. `by`: the agent who made the link, as the audit names
 * them; whatever is done through it is entered in their name. */
export type LinkGrant =
  | { readonly kind: "off"; readonly subscriberId: string; readonly scope: Scope; readonly by?: string }
  | { readonly kind: "listen"; readonly subscriberId: string }
  /** The person's own page, where things can also be switched on. It is as old as the token it was asked for with. */
  | {
      readonly kind: "page";
      readonly subscriberId: string;
      readonly expiresAt: number;
      readonly issuedAt: number;
      readonly by?: string;
    }
  /** Takes one word back, on the page that offered it: `of` is a digest of that page's token; the first ones had none. */
  | {
      readonly kind: "undo";
      readonly subscriberId: string;
      readonly choiceId: number;
      readonly expiresAt: number;
      readonly of?: string;
    };

/** Seals and opens link tokens. */
export interface LinkTokens {
  seal(grant: LinkGrant): string;
  /** Undefined for anything that was not sealed by one of the keys, without saying why. */
  open(token: string): LinkGrant | undefined;
}

const KEY_BYTES = 32;
const IV_BYTES = 16;
/** A key's number and the IV. */
const HEAD_BYTES = 1 + IV_BYTES;
/** Identity providers name people with up to 255 characters. */
export const MAXIMUM_TOKEN_CHARACTERS = 1_024;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface DerivedKey {
  readonly id: number;
  authenticate(plain: Uint8Array): Uint8Array;
  /** Bytes to combine a text with. */
  drawStream(ivAndCounter: Uint8Array): Uint8Array;
}

/** Tokens under a list of keys: the first seals, all of them open. Throws if there is none. */
export function createLinkTokens(linkKeys: readonly VersionedKey[]): LinkTokens {
  const keys = linkKeys.map(deriveKey);
  const [newest] = keys;
  if (newest === undefined) throw new RangeError("at least one link key is needed");
  return {
    seal(grant) {
      const plain = encodeBriefly(encodeGrant(grant));
      const sealed = borrowBytes(HEAD_BYTES + plain.length);
      sealed[0] = newest.id;
      sealed.set(newest.authenticate(plain).subarray(0, IV_BYTES), 1);
      sealed.set(plain, HEAD_BYTES);
      applyCipher(newest, sealed);
      return toBase64Url(sealed);
    },
    open(token) {
      const sealed = token.length <= MAXIMUM_TOKEN_CHARACTERS ? fromCanonicalBase64Url(token) : undefined;
      if (sealed === undefined || sealed.length <= HEAD_BYTES) return undefined;
      const key = keys.find((candidate) => candidate.id === sealed[0]);
      if (key === undefined) return undefined;
      applyCipher(key, sealed);
      const plain = sealed.subarray(HEAD_BYTES);
      const isWhole = isSame(sealed.subarray(1, HEAD_BYTES), key.authenticate(plain).subarray(0, IV_BYTES));
      return isWhole ? decodeGrant(plain) : undefined;
    },
  };
}

function deriveKey({ id, secret }: VersionedKey): DerivedKey {
  const digestUnder = (info: string) =>
    digestBriefly(hmac.create(sha256, hkdf(sha256, secret, undefined, encoder.encode(info), KEY_BYTES)));
  return { id, authenticate: digestUnder("garland link mac"), drawStream: digestUnder("garland link stream") };
}

const ivAndCounter = new Uint8Array(IV_BYTES + 1);

/** Turns what follows a token's head from plain into sealed, or back. */
function applyCipher(key: DerivedKey, sealed: Uint8Array): void {
  ivAndCounter.set(sealed.subarray(1, HEAD_BYTES));
  for (let start = HEAD_BYTES, counter = 0; start < sealed.length; counter++) {
    ivAndCounter[IV_BYTES] = counter;
    for (const byte of key.drawStream(ivAndCounter)) {
      if (start < sealed.length) sealed[start] = (sealed[start] ?? 0) ^ byte;
      start++;
    }
  }
}

/** Compares in a time that does not depend on where the difference is. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index++) difference |= (one[index] ?? 0) ^ (other[index] ?? 0);
  return difference === 0;
}

function encodeGrant(grant: LinkGrant): string {
  switch (grant.kind) {
    case "off":
      return join("off", grant.scope, grant.subscriberId, grant.by);
    case "listen":
      return join("listen", grant.subscriberId);
    case "page":
      return join("page", grant.expiresAt, grant.issuedAt, grant.subscriberId, grant.by);
    case "undo":
      return join("undo", grant.choiceId, grant.expiresAt, grant.subscriberId, grant.of);
  }
}

/** Only what comes last, an agent's name, may hold a line break. */
function join(...parts: readonly (string | number | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join("\n");
}

function decodeGrant(plain: Uint8Array): LinkGrant {
  const [kind, second = "", third = "", ...rest] = decoder.decode(plain).split("\n");
  const by = rest.length === 0 ? {} : { by: rest.join("\n") };
  if (kind === "off" && isScope(second)) return { kind, scope: second, subscriberId: third, ...by };
  if (kind === "listen") return { kind, subscriberId: second };
  if (kind === "page") return decodePage(second, third, rest);
  const [subscriberId = "", of] = rest;
  const undoes = { choiceId: Number(second), expiresAt: Number(third), subscriberId };
  return { kind: "undo", ...undoes, ...(of === undefined ? {} : { of }) };
}

function decodePage(expiresAt: string, issuedAt: string, [subscriberId, ...name]: readonly string[]): LinkGrant {
  // Pages had no age at first; they are of any.
  if (subscriberId === undefined) {
    return { kind: "page", expiresAt: Number(expiresAt), issuedAt: 0, subscriberId: issuedAt };
  }
  const by = name.length === 0 ? {} : { by: name.join("\n") };
  return { kind: "page", expiresAt: Number(expiresAt), issuedAt: Number(issuedAt), subscriberId, ...by };
}

// Every answer to a phone seals a link. A new buffer costs the runtime several times what hashing costs (bench/RESULTS.md),
// so these make none: what they return is good until they are called again.

const ROOM_BYTES = 4_096;
const BYTES_A_CHARACTER = 3;
const room = new Uint8Array(ROOM_BYTES);
const otherRoom = new Uint8Array(ROOM_BYTES);

/** The text in UTF-8. */
export function encodeBriefly(text: string): Uint8Array {
  if (text.length * BYTES_A_CHARACTER > ROOM_BYTES) return encoder.encode(text);
  return room.subarray(0, encoder.encodeInto(text, room).written);
}

/** Bytes to write over, other than those of `encodeBriefly`. */
function borrowBytes(length: number): Uint8Array {
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
