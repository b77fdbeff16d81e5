/** How the text of one variable is read. No message repeats a value, as it may be a secret. */
import { serviceKeyPrefixSchema } from "./service-key.ts";
import { z } from "zod";
import { lexiconOf } from "../domain/message/lexicon.ts";
import { understandMessage } from "../domain/message/understand-message.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { canonicalZone, isZoneOfPlace } from "../domain/zone.ts";
import { isKeySet, isKeySetWithKeys } from "./key-set.ts";
import { roleSchema, ROLES, type Role } from "./role.ts";

/** A secret with its number; the first of a list seals, all of them open. */
export interface VersionedKey {
  /** 0–255. */
  readonly id: number;
  readonly secret: Uint8Array<ArrayBuffer>;
}

/** Reads a variable's text, which has no space around it and is not empty; or says what is wrong, as in "must be …". */
export type ReadSetting<Value> = (text: string) => Result<Value, string>;

/**
 * The schema of a variable. Space around a value is no part of it: it comes from a file or a pipe, and nobody means it.
 * wrangler.toml can also hold numbers and booleans, which say what their text says.
 */
export function settingSchema<Value>(example: string, read: ReadSetting<Value>) {
  return z.unknown().transform((given, context): Value => {
    const text = readText(given, example);
    const value = text.ok ? read(text.value) : text;
    if (value.ok) return value.value;
    context.addIssue({ code: "custom", message: value.error });
    return z.NEVER;
  });
}

function readText(given: unknown, example: string): Result<string, string> {
  if (given === undefined) return fail(`is required, such as ${example}`);
  if (typeof given === "number" || typeof given === "boolean") return succeed(String(given));
  if (typeof given !== "string") return fail(`must be a text in quotes, such as ${example}`);
  const text = given.trim();
  if (text === "") return fail(`is empty; give it a value such as ${example}, or leave it out`);
  // Some readers of files of variables take quotes away, others leave them in.
  if (/^(["']).*\1$/s.test(text))
    return fail(`has quotes around it that are part of it; write it without, as ${example}`);
  return succeed(text);
}

export function readWord<const Word extends string>(words: readonly [Word, Word]): ReadSetting<Word> {
  const message = `must be ${words.join(" or ")}, in small letters`;
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    return word === undefined ? fail(message) : succeed(word);
  };
}

export function readWhole(minimum: number, maximum: number, example: string): ReadSetting<number> {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : NaN;
    if (number >= minimum && number <= maximum) return succeed(number);
    return fail(`must be a whole number from ${minimum} to ${maximum}, in digits, such as ${example}`);
  };
}

export const readShare: ReadSetting<number> = (text) => {
  const share = /^\d*\.?\d+(?:e-\d+)?$/i.test(text) ? Number(text) : NaN;
  return share <= 1
    ? succeed(share)
    : fail("must be a number from 0 to 1 with a point, such as 0.01 for every hundredth");
};

/** Whatever can be shown to people or compared with a claim. */
export function readLine(example: string, maximum = 1_000): ReadSetting<string> {
  return (text) =>
    text.length <= maximum && !/\p{Cc}/u.test(text)
      ? succeed(text)
      : fail(`must be one line of at most ${maximum} characters, such as ${example}`);
}

export const readZone: ReadSetting<string> = (text) => {
  const zone = isZoneOfPlace(text) ? canonicalZone(text) : undefined;
  return zone === undefined
    ? fail("must be the IANA name of a time zone, such as Europe/Moscow; an offset or abbreviation is none")
    : succeed(zone);
};

/** An address with a path would be cut: links lead to paths of Garland's own. */
export const readOrigin: ReadSetting<string> = (text) => {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && url.href === `${url.origin}/` && !/[?#]/.test(text)) return succeed(url.origin);
  return fail("must be an origin without a path, query or user, such as https://garland.operator.example");
};

export const readKeySet: ReadSetting<string> = (text) => {
  if (isKeySet(text)) {
    return isKeySetWithKeys(text)
      ? succeed(text)
      : fail('must hold at least one key, as in {"keys":[{"kty":"EC",…}]}: with none, no token can be trusted');
  }
  const url = /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) {
    return fail(
      'must be a URL such as https://id.operator.example/jwks.json, or a JSON Web Key Set such as {"keys":[…]}',
    );
  }
  if (url.username === "" && url.password === "") return succeed(text);
  return fail("must be a URL without a user or password, such as https://id.operator.example/jwks.json");
};

export const readRoleMap: ReadSetting<ReadonlyMap<unknown, Role>> = (text) => {
  const must = (what: string) =>
    fail(`must be ${what} such as {"group name":"approver"}, with the roles ${ROLES.join(", ")}`);
  const map = z.record(z.string(), roleSchema).safeParse(parseJson(text));
  if (!map.success) return must("a JSON object");
  const roles = new Map(Object.entries(map.data));
  if (roles.size === 0) return must("an object that names a group,");
  // All that is written is texts, two for each group: where there are more, a group is named twice, and one role is lost.
  const texts = text.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  return texts.length === 2 * roles.size ? succeed(roles) : must("an object that names each group once,");
};

const KEYS_EXAMPLE = "2:<43 characters of base64url>,1:<…>";

/** Versioned keys, newest first. */
export const readKeys: ReadSetting<readonly VersionedKey[]> = (text) => {
  const keys: VersionedKey[] = [];
  for (const [index, entry] of text.split(",").entries()) {
    const [, id = "", written = ""] = /^(\d{1,3}):([A-Za-z0-9_-]{43,})$/.exec(entry.trim()) ?? [];
    // No number of bytes is written in such a number of characters.
    if (written === "" || written.length % 4 === 1 || Number(id) > 255) {
      return fail(
        `must be a list such as ${KEYS_EXAMPLE}, newest key first, ids 0–255, secrets of A–Z, a–z, 0–9, - and _; ` +
          `entry ${index + 1} is written otherwise`,
      );
    }
    keys.push({ id: Number(id), secret: z.util.base64urlToUint8Array(written) });
  }
  const ids = keys.map(({ id }) => id);
  const idTwice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (idTwice !== undefined)
    return fail(`must give each key an id of its own, as in ${KEYS_EXAMPLE}; ${idTwice} is there twice`);
  const repeated = keys.find((one, index) =>
    keys.slice(0, index).some((other) => isSameSecret(one.secret, other.secret)),
  );
  if (repeated === undefined) return succeed(keys);
  return fail(`must give each id a secret of its own, as in ${KEYS_EXAMPLE}; that of ${repeated.id} is there twice`);
};

/** More bytes after those of another secret make no other one. */
export function isSameSecret(one: Uint8Array, other: Uint8Array): boolean {
  const length = Math.min(one.length, other.length);
  return one.subarray(0, length).every((byte, index) => byte === other[index]);
}

export const readSmsNumber: ReadSetting<string> = (text) =>
  /^\+?\d{2,15}$/.test(text)
    ? succeed(text)
    : fail("must be a number to which subscribers send messages, in digits without spaces, such as 0000");

const LONGEST_SMS = 70;
const NO_NAMES = lexiconOf([], []);

/** Phones tell people to send it, so it must switch off whatever is shown. */
export const readSmsText: ReadSetting<string> = (text) => {
  const { intent, certainty } = understandMessage(text, { lexicon: NO_NAMES, shownTheme: "shown" });
  if (intent === "switch-off" && certainty === "sure" && text.length <= LONGEST_SMS) return succeed(text);
  return fail(
    `must be at most ${LONGEST_SMS} characters that Garland understands as switching off, such as СТОП or STOP`,
  );
};

const MESSAGE_CHANNELS = ["bot", "sms"] as const;

/** Where people write. */
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

export const readChannels: ReadSetting<readonly MessageChannel[]> = (text) => {
  const words = text.split(",").map((word) => word.trim());
  const channels = MESSAGE_CHANNELS.filter((channel) => words.includes(channel));
  return channels.length === words.length
    ? succeed(channels)
    : fail("must be channels parted by commas, each once: bot, sms");
};

/** Of service keys: the characters between glk_ and the next _. */
export const readKeyPrefixes: ReadSetting<readonly string[]> = (text) => {
  const prefixes = text.split(",").map((word) => word.trim());
  const isRight = (prefix: string) => serviceKeyPrefixSchema.safeParse(prefix).success;
  return prefixes.every(isRight) && new Set(prefixes).size === prefixes.length
    ? succeed(prefixes)
    : fail("must be service keys parted by commas, each once, by the 8 characters between glk_ and the next _");
};

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
