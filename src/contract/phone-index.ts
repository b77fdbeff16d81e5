/**
 * Phone numbers are never kept. What is kept is a blind index: an HMAC of the number under a versioned key, good for
 * finding the subscriber of a number that somebody names, and for nothing else without the key.
 */
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { toBase64Url } from "./base64url.ts";

/** A key with its number; the first of a list writes, all of them find. */
export interface PhoneKey {
  /** 0–255. */
  readonly id: number;
  readonly secret: Uint8Array<ArrayBuffer>;
}

/** A number's index under one key; the entry stands in the shard of `idx`. */
export interface PhoneRef {
  readonly kid: number;
  readonly idx: string;
}

/** Whose number it is. */
export interface PhoneEntry extends PhoneRef {
  readonly subscriberId: string;
}

/**
 * A shard's part of the index. It holds the entries whose `idx` it is the shard of; and for each of its own
 * subscribers a list of the entries that may name them, so that an erasure finds them all.
 */
export interface PhoneIndexRpc {
  /** Whose number it is, or null. */
  findPhone(ref: PhoneRef): Promise<string | null>;
  /** Writes entries, replacing whoever they named; the last one counts. */
  putPhones(entries: readonly PhoneEntry[]): Promise<void>;
  /** Writes an entry unless there is one. */
  addPhone(entry: PhoneEntry): Promise<void>;
  /** Removes entries, each only if it still names that subscriber (without one: whoever it names). */
  dropPhones(entries: readonly (PhoneRef & Partial<PhoneEntry>)[]): Promise<void>;
  /** In the subscriber's own shard: lists `to` beside `from`, and answers false if `from` no longer counts. */
  claimPhone(from: PhoneEntry, to: PhoneEntry): Promise<boolean>;
  /** In the subscriber's own shard: forgets `from`, and answers whether `to` still counts. */
  confirmPhone(from: PhoneEntry, to: PhoneEntry): Promise<boolean>;
  /** In the subscribers' own shard: forgets entries that have been removed. */
  forgetPhones(entries: readonly PhoneEntry[]): Promise<void>;
}

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

/** Whether a text that should hold something else is a Russian mobile number. */
export function looksLikePhone(text: string): boolean {
  return text.length <= MAXIMUM_PHONE_CHARACTERS && /^[78]?9\d{9}$/.test(text.replace(/[\s()+.-]/g, ""));
}

/** Computes where numbers stand in the index. */
export interface PhoneIndexer {
  /** The index of an E.164 number under every key, newest key first. */
  indexPhone(e164: string): Promise<readonly [PhoneRef, ...PhoneRef[]]>;
}

/** Undefined without keys: then no phone numbers are taken. Derived keys stay in WebCrypto and can't be read back. */
export function createPhoneIndexer([newest, ...older]: readonly PhoneKey[]): PhoneIndexer | undefined {
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

async function importKey({ secret }: PhoneKey): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

async function refOf(kid: number, key: CryptoKey, message: Uint8Array<ArrayBuffer>): Promise<PhoneRef> {
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
  return { kid, idx: toBase64Url(mac).slice(0, INDEX_CHARACTERS) };
}

/** What looking a number up needs of the services. */
export interface PhoneServices {
  readonly settings: { readonly phoneKeys: readonly PhoneKey[] };
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
