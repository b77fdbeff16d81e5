/**
 * Tokens in links. A token is opaque: it hides and authenticates what it says, is the same every time (so answers
 * that carry it keep their ETag), names its key (so that keys rotate), and says nothing but "switch this off for
 * this person", "take that back", "tell this person when to ask again" or "this is the person, for a short while".
 *
 * The construction is a synthetic-IV mode (as in RFC 5297, with HMAC-SHA-256 in place of CMAC): the IV is the first
 * 16 bytes of the HMAC over the plain text, the text is encrypted by AES-256-CTR under that IV, and opening a token
 * checks the HMAC again.
 */
import { isScope, type Scope } from "../domain/choice.ts";

/** What a token permits. */
export type LinkGrant =
  | { readonly kind: "off"; readonly subscriberId: string; readonly scope: Scope }
  | { readonly kind: "listen"; readonly subscriberId: string }
  /** The person's own page, where things can also be switched on. */
  | { readonly kind: "page"; readonly subscriberId: string; readonly expiresAt: number }
  | { readonly kind: "undo"; readonly subscriberId: string; readonly choiceId: number; readonly expiresAt: number };

/** Seals and opens link tokens. */
export interface LinkTokens {
  seal(grant: LinkGrant): Promise<string>;
  /** Undefined for anything that was not sealed by one of the keys, without saying why. */
  open(token: string): Promise<LinkGrant | undefined>;
}

/** A key with its number; the first of a list seals, all of them open. */
export interface LinkKey {
  /** 0–255. */
  readonly id: number;
  readonly secret: Uint8Array<ArrayBuffer>;
}

const IV_BYTES = 16;
const MAXIMUM_TOKEN_CHARACTERS = 512;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface DerivedKey {
  readonly id: number;
  readonly authenticate: CryptoKey;
  readonly encrypt: CryptoKey;
}

/** Tokens under a list of keys: the first seals, all of them open. Throws if there is none. */
export function createLinkTokens([newest, ...older]: readonly LinkKey[]): LinkTokens {
  if (newest === undefined) throw new RangeError("at least one link key is needed");
  const newestKey = deriveKey(newest);
  const keys = Promise.all([newestKey, ...older.map(deriveKey)]);
  return {
    async seal(grant) {
      const sealing = await newestKey;
      const plain = Uint8Array.from(encoder.encode(encodeGrant(grant)));
      const iv = await authenticate(sealing, plain);
      const sealed = new Uint8Array(1 + IV_BYTES + plain.length);
      sealed[0] = sealing.id;
      sealed.set(iv, 1);
      sealed.set(await applyCipher(sealing, iv, plain), 1 + IV_BYTES);
      return toBase64Url(sealed);
    },
    async open(token) {
      const sealed = token.length <= MAXIMUM_TOKEN_CHARACTERS ? fromBase64Url(token) : undefined;
      if (sealed === undefined || sealed.length <= 1 + IV_BYTES) return undefined;
      const key = (await keys).find((candidate) => candidate.id === sealed[0]);
      if (key === undefined) return undefined;
      const iv = sealed.slice(1, 1 + IV_BYTES);
      const plain = await applyCipher(key, iv, sealed.slice(1 + IV_BYTES));
      return isSame(iv, await authenticate(key, plain)) ? decodeGrant(plain) : undefined;
    },
  };
}

async function deriveKey({ id, secret }: LinkKey): Promise<DerivedKey> {
  const root = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const derivation = (info: string) => ({
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(),
    info: encoder.encode(info),
  });
  const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
  const aes = { name: "AES-CTR", length: 256 };
  return {
    id,
    authenticate: await crypto.subtle.deriveKey(derivation("garland link mac"), root, hmac, false, ["sign"]),
    encrypt: await crypto.subtle.deriveKey(derivation("garland link cipher"), root, aes, false, ["encrypt"]),
  };
}

async function authenticate(key: DerivedKey, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key.authenticate, plain)).slice(0, IV_BYTES);
}

/** In counter mode encrypting again decrypts. */
async function applyCipher(
  key: DerivedKey,
  iv: Uint8Array<ArrayBuffer>,
  text: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: "AES-CTR", counter: iv, length: 64 };
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, key.encrypt, text));
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
      return ["off", grant.scope, grant.subscriberId].join("\n");
    case "listen":
      return ["listen", grant.subscriberId].join("\n");
    case "page":
      return ["page", grant.expiresAt, grant.subscriberId].join("\n");
    case "undo":
      return ["undo", grant.choiceId, grant.expiresAt, grant.subscriberId].join("\n");
  }
}

function decodeGrant(plain: Uint8Array): LinkGrant {
  const [kind, second = "", third = "", fourth = ""] = decoder.decode(plain).split("\n");
  if (kind === "off" && isScope(second)) return { kind, scope: second, subscriberId: third };
  if (kind === "listen") return { kind, subscriberId: second };
  if (kind === "page") return { kind, expiresAt: Number(second), subscriberId: third };
  return { kind: "undo", choiceId: Number(second), expiresAt: Number(third), subscriberId: fourth };
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  // The last character has bits to spare; only one way of writing a token is taken.
  return toBase64Url(bytes) === text ? bytes : undefined;
}
