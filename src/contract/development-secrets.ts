import { z } from "zod";

/** Public on purpose: these keys only ever protect a developer's machine, and production refuses to start with them. */
export const DEVELOPMENT_LINK_KEYS = "0:Z2FybGFuZC1kZXZlbG9wbWVudC1saW5rLWtleS0wMDA";

/** Public on purpose, like the link keys; without keys of its own, production takes no phone numbers. */
export const DEVELOPMENT_PHONE_KEYS = "0:Z2FybGFuZC1kZXZlbG9wbWVudC1waG9uZS1rZXktMDA";

/** The key pair of the built-in issuer, public as well: whoever trusts it trusts everybody. */
export const DEVELOPMENT_SIGNING_KEY = {
  kty: "EC",
  crv: "P-256",
  x: "mWskaanUGCD2fSqKD8Oo9FlxCpNBvF_79voKGtS5Lq0",
  y: "jpcWF6SnKeP-jVrkoWa_fwBnCkOiWG5QEnv1GxgUhEs",
  d: "MWr-d9oGHAj090hqc35aPragvNdngxp2tVUu1y1vgig",
  kid: "garland-development",
  alg: "ES256",
} as const;

/** How somebody makes a key of their own. */
export const HOW_TO_MAKE_ONE = "make one with  openssl rand -base64 32 | tr '+/' '-_' | tr -d '='";

/** Of 32 random bytes, nearly all differ. */
const FEWEST_DIFFERENT_BYTES = 8;

const PUBLIC_SECRETS = [DEVELOPMENT_LINK_KEYS, DEVELOPMENT_PHONE_KEYS].map((keys) =>
  z.util.base64urlToUint8Array(keys.slice(keys.indexOf(":") + 1)),
);

/** What is wrong with a secret that others may know, and what to do; undefined: nothing that shows. */
export function explainPublicSecret(secret: Uint8Array): string | undefined {
  // More bytes after those that everybody knows are no secret either.
  const isOurs = PUBLIC_SECRETS.some((known) => known.every((byte, index) => secret[index] === byte));
  if (isOurs) return `is public, as it is Garland's own for development; ${HOW_TO_MAKE_ONE}`;
  if (new Set(secret).size < FEWEST_DIFFERENT_BYTES) return `is not random, so it can be guessed; ${HOW_TO_MAKE_ONE}`;
  return undefined;
}

const keySetSchema = z.object({ keys: z.array(z.looseObject({ x: z.unknown().optional() })) });
const DEVELOPMENT_POINT = bytesOf(DEVELOPMENT_SIGNING_KEY.x);

/** Whether a key set trusts the built-in issuer's key, by whatever name and in whatever spelling. */
export function trustsDevelopmentKey(keySet: unknown): boolean {
  const parsed = keySetSchema.safeParse(keySet);
  return parsed.success && parsed.data.keys.some(({ x }) => typeof x === "string" && bytesOf(x) === DEVELOPMENT_POINT);
}

/** What base64url says; the same bytes can be written in several ways. Undefined: nothing. */
function bytesOf(written: string): string | undefined {
  try {
    return z.util.base64urlToUint8Array(written.replace(/=+$/, "")).join();
  } catch {
    return undefined;
  }
}
