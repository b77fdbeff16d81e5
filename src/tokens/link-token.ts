/**
 * Tokens in links. A token is opaque: it hides and authenticates what it says, is the same every time (so answers
 * that carry it keep their ETag), names its key (so that keys rotate), and says nothing but "switch this off for
 * this person", "take that back", "tell this person when to ask again" or "this is the person, for a short while".
 *
 * A token is, in base64url: a version, the number of its key, and the grant sealed by AES-SIV (RFC 5297), which needs no
 * nonce and authenticates the first two as well (docs/adr/0005-link-tokens.md).
 */
import { aessiv } from "@noble/ciphers/aes.js";
import { concatBytes } from "@noble/ciphers/utils.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { VersionedKey } from "../contract/settings.ts";
import { isScope, type Scope } from "../domain/decision/choice.ts";
import { fromCanonicalBase64Url, toBase64Url } from "./base64url.ts";
import { createEarlierOpener } from "./earlier-link-token.ts";

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

const VERSION = 2;
const HEAD_BYTES = 2;
/** Two keys of AES-256: one authenticates, the other encrypts. */
const KEY_BYTES = 64;
const TAG_BYTES = 16;
/** Identity providers name people with up to 255 characters. */
export const MAXIMUM_TOKEN_CHARACTERS = 1_024;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Tokens under a list of keys: the first seals, all of them open. Throws if there is none. */
export function createLinkTokens(linkKeys: readonly VersionedKey[]): LinkTokens {
  const keys = linkKeys.map(({ id, secret }) => ({
    head: Uint8Array.of(VERSION, id),
    key: hkdf(sha256, secret, undefined, encoder.encode("garland link aes-siv"), KEY_BYTES),
  }));
  const [newest] = keys;
  if (newest === undefined) throw new RangeError("at least one link key is needed");
  const openEarlier = createEarlierOpener(linkKeys);

  function openSealed(bytes: Uint8Array): Uint8Array | undefined {
    const used = bytes[0] === VERSION ? keys.find(({ head }) => head[1] === bytes[1]) : undefined;
    if (used === undefined || bytes.length <= HEAD_BYTES + TAG_BYTES) return undefined;
    try {
      return aessiv(used.key, used.head).decrypt(bytes.subarray(HEAD_BYTES));
    } catch {
      // The library throws at what was not sealed by this key.
      return undefined;
    }
  }

  return {
    seal(grant) {
      const sealed = aessiv(newest.key, newest.head).encrypt(encoder.encode(encodeGrant(grant)));
      return toBase64Url(concatBytes(newest.head, sealed));
    },
    open(token) {
      const bytes = token.length <= MAXIMUM_TOKEN_CHARACTERS ? fromCanonicalBase64Url(token) : undefined;
      if (bytes === undefined) return undefined;
      // The first byte of an earlier token is the number of its key, which may be the same as a version.
      const plain = openSealed(bytes) ?? openEarlier(bytes);
      return plain === undefined ? undefined : decodeGrant(plain);
    },
  };
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
