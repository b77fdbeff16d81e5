import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from "jose";
import type { Failure } from "../../contract/problem.ts";
import type { Settings, TokenTrust } from "../../contract/settings.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { developmentJwks } from "./development-issuer.ts";

/** Checks a credential at an instant (epoch milliseconds) and answers who presents it. */
export type Verifier<Identity> = (credential: string, now: number) => Promise<Result<Identity, Failure>>;

/** Who it is, and from when on that must be checked again. */
export interface Verified<Identity> {
  readonly identity: Identity;
  readonly goodUntil: number;
}

/** Signatures only: a set of public keys can't be turned into shared secrets. */
const ALGORITHMS = ["ES256", "RS256", "EdDSA"];
const MAXIMUM_REMEMBERED = 10_000;
const TOKEN_REMEMBERED_MS = 5 * 60_000;

/**
 * Verifies tokens of one issuer for one audience: signature, `aud`, `iss` if it is known, `sub` and `exp`, and last
 * whatever `identify` makes of the claims. A verified token is remembered for five minutes at most, never past its
 * expiry.
 */
export function createTokenVerifier<Identity>(
  settings: Settings,
  { jwks, issuer, audience }: TokenTrust,
  identify: (claims: JWTPayload) => Result<Identity, Failure>,
): Verifier<Identity> {
  const keys = openKeys(settings, jwks);
  const verify = async (token: string, now: number): Promise<Result<Verified<Identity>, Failure>> => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        audience,
        requiredClaims: ["sub", "exp"],
        currentDate: new Date(now),
        ...(issuer === undefined ? {} : { issuer }),
      });
      const identity = identify(payload);
      if (!identity.ok) return identity;
      return succeed({ identity: identity.value, goodUntil: (payload.exp ?? 0) * 1000 });
    } catch (error) {
      return fail(explainRejection(error));
    }
  };
  return rememberVerified(verify, TOKEN_REMEMBERED_MS);
}

/** Spares checking a credential again for a while. Refusals are not remembered; the oldest are forgotten first. */
export function rememberVerified<Identity>(
  verify: Verifier<Verified<Identity>>,
  rememberedMs: number,
): Verifier<Identity> {
  const verified = new Map<string, Verified<Identity>>();
  return async (credential, now) => {
    const known = verified.get(credential);
    if (known !== undefined && now < known.goodUntil) return succeed(known.identity);
    verified.delete(credential);
    const result = await verify(credential, now);
    if (!result.ok) return result;
    const { identity, goodUntil } = result.value;
    const [oldest] = verified.keys();
    if (verified.size >= MAXIMUM_REMEMBERED && oldest !== undefined) verified.delete(oldest);
    verified.set(credential, { identity, goodUntil: Math.min(goodUntil, now + rememberedMs) });
    return succeed(identity);
  };
}

export function unauthenticated(detail: string): Failure {
  return { type: "unauthenticated", detail };
}

function openKeys(settings: Settings, jwks: string | undefined) {
  if (jwks === undefined) return createLocalJWKSet(developmentJwks(settings));
  if (!jwks.startsWith("{")) return createRemoteJWKSet(new URL(jwks));
  // Parsed boundary: jose checks the set's shape itself and throws if it is no key set.
  return createLocalJWKSet(JSON.parse(jwks) as JSONWebKeySet);
}

/** Says what is wrong without repeating anything of the token. */
function explainRejection(error: unknown): Failure {
  if (error instanceof errors.JWTExpired) return unauthenticated("The token has expired; fetch a new one.");
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthenticated(`The token's "${error.claim}" claim is not acceptable.`);
  }
  if (isIssuerUnreachable(error)) {
    return { type: "not-ready", detail: "The issuer's keys could not be fetched; try again." };
  }
  return unauthenticated("The token could not be verified.");
}

/** A failed fetch is not the caller's fault: jose has a class for a timeout, a general error for an answer other than 200. */
function isIssuerUnreachable(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return error instanceof errors.JWKSTimeout || error.code === errors.JOSEError.code;
}
