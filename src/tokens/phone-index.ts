/**
 * Phone numbers are never kept. What is kept is a blind index: an HMAC of the number under a versioned key, good for
 * finding the subscriber of a number that somebody names, and for nothing else without the key.
 */
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { PhoneEntry, PhoneIndexRpc, PhoneRef } from "../contract/rpc/rpc-population.ts";
import type { VersionedKey } from "../contract/settings.ts";
import { toBase64Url } from "./base64url.ts";

/** Numbers without a country code are Russian. */
const DEFAULT_COUNTRY = "RU";
/** 22 characters of base64url are 128 bits and a little. */
const INDEX_CHARACTERS = 22;
const MAXIMUM_PHONE_CHARACTERS = 64;
const encoder = new TextEncoder();

/**
 * The number in E.164, such as +79161234567, however it was written; undefined if it can't be a number. Only its
 * length is judged, as numbering plans change; an extension makes it no subscriber's number.
 */
export function normalizePhone(text: string): string | undefined {
  if (text.length > MAXIMUM_PHONE_CHARACTERS) return undefined;
  const phone = parsePhoneNumberFromString(text, DEFAULT_COUNTRY);
  return phone?.isPossible() && phone.ext === undefined ? phone.number : undefined;
}

/** Computes where numbers stand in the index. */
export interface PhoneIndexer {
  /** The index of an E.164 number under every key, newest key first. */
  indexPhone(e164: string): Promise<readonly [PhoneRef, ...PhoneRef[]]>;
}

/** Undefined without keys: then no phone numbers are taken. Derived keys stay in WebCrypto and can't be read back. */
export function createPhoneIndexer([newest, ...older]: readonly VersionedKey[]): PhoneIndexer | undefined {
  if (newest === undefined) return undefined;
  const newestKey = importKey(newest);
  const olderKeys = older.map((key) => ({ id: key.id, key: importKey(key) }));
  return {
    async indexPhone(e164) {
      const message = Uint8Array.from(encoder.encode(`msisdn\0${e164}`));
      const rest = olderKeys.map(async ({ id, key }) => refOf(id, await key, message));
      return [await refOf(newest.id, await newestKey, message), ...(await Promise.all(rest))];
    },
  };
}

async function importKey({ secret }: VersionedKey): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

async function refOf(kid: number, key: CryptoKey, message: Uint8Array<ArrayBuffer>): Promise<PhoneRef> {
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
  return { kid, idx: toBase64Url(mac).slice(0, INDEX_CHARACTERS) };
}

/** What looking a number up needs of the services. */
export interface PhoneServices {
  readonly settings: { readonly phoneKeys: readonly VersionedKey[] };
  /** The shard of a subscriber, or of an index: both are spread by the same hash. */
  shardOf(key: string): PhoneIndexRpc;
}

/**
 * The subscriber whose line has this number, or undefined: not a number, not indexed, or no keys. A number found under
 * an older key is moved to the newest one. Callers must not let an answer tell whether a number was found.
 */
export async function lookUpPhone(services: PhoneServices, phone: string): Promise<string | undefined> {
  const e164 = normalizePhone(phone);
  const indexer = createPhoneIndexer(services.settings.phoneKeys);
  if (e164 === undefined || indexer === undefined) return undefined;
  const [newest, ...older] = await indexer.indexPhone(e164);
  const current = await services.shardOf(newest.idx).findPhone(newest);
  if (current !== null) return current;
  for (const ref of older) {
    const subscriberId = await services.shardOf(ref.idx).findPhone(ref);
    if (subscriberId === null) continue;
    await movePhone(services, { ...ref, subscriberId }, { ...newest, subscriberId });
    return subscriberId;
  }
  return undefined;
}

/**
 * Rewrites an entry under the newest key. The subscriber's own shard lists every entry that may name them, before the
 * entry is written and until it is removed, so that an erasure at the same moment misses none.
 */
async function movePhone(services: PhoneServices, from: PhoneEntry, to: PhoneEntry): Promise<void> {
  const home = services.shardOf(to.subscriberId);
  if (!(await home.claimPhone(from, to))) return;
  await services.shardOf(to.idx).addPhone(to);
  await services.shardOf(from.idx).dropPhones([from]);
  if (!(await home.confirmPhone(from, to))) await services.shardOf(to.idx).dropPhones([to]);
}
