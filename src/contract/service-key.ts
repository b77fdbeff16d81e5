/**
 * Keys of machines: `glk_<prefix>_<secret>`. The prefix identifies a key and may be shown; the secret is 256 random
 * bits. Only the SHA-256 of a whole key is ever stored: a secret that nobody can guess needs no slow hash.
 */
import { z } from "zod";
import { roleSchema } from "./role.ts";
import { rule } from "./rules.ts";

const MARK = "glk_";
/** Crockford's base 32 in lower case: no letter that is taken for a digit. */
const PREFIX_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const PREFIX_CHARACTERS = 8;
const SECRET_BYTES = 32;
const KEY_PATTERN = /^glk_([0-9a-hjkmnp-tv-z]{8})_[A-Za-z0-9_-]{43}$/;

export const serviceKeyPrefixSchema = z.string().regex(/^[0-9a-hjkmnp-tv-z]{8}$/, rule("key-prefix"));

/** A prefix as it stands in an address: whether there is such a key is for the catalog to say. */
export const namedPrefixSchema = z.string().max(64);

/** What is said of a key to those who manage keys; never the key itself. */
export const serviceKeySchema = z.strictObject({
  prefix: serviceKeyPrefixSchema,
  name: z.string(),
  roles: z.array(roleSchema),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  confirmedBy: z.string().nullable().describe("The second person who agrees that it speaks for people"),
  refusedAt: z.iso
    .datetime()
    .nullable()
    .describe("When it last entered no more for people, as nobody has confirmed it"),
  lastUsedAt: z.iso.datetime().nullable().describe("To the minute"),
});

/** A key after somebody's word that it speaks for people. */
export const confirmedKeySchema = serviceKeySchema.extend({
  isNew: z.boolean().describe("False: somebody had confirmed it before, and nothing has changed"),
  sentence: z.strictObject({ ru: z.string(), en: z.string() }).describe("Who has confirmed it, and whether just now"),
});

/** A new key, from the runtime's source of randomness. */
export function createServiceKey(): { readonly key: string; readonly prefix: string } {
  // 256 is a multiple of 32, so every character of the prefix is equally likely.
  const prefix = Array.from(crypto.getRandomValues(new Uint8Array(PREFIX_CHARACTERS)), (byte) =>
    PREFIX_ALPHABET.charAt(byte % PREFIX_ALPHABET.length),
  ).join("");
  const secret = z.util.uint8ArrayToBase64url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
  return { key: `${MARK}${prefix}_${secret}`, prefix };
}

/** Whether a credential means to be a service key, well formed or not. */
export function isServiceKey(credential: string): boolean {
  return credential.startsWith(MARK);
}

/** The prefix of a well-formed key. */
export function prefixOfServiceKey(key: string): string | undefined {
  return KEY_PATTERN.exec(key)?.[1];
}

/** What is stored of a key, and compared: 32 bytes. */
export function hashServiceKey(key: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
}
