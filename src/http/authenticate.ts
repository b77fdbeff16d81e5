import { createMiddleware } from "hono/factory";
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JSONWebKeySet } from "jose";
import { subscriberIdSchema } from "../contract/identifiers.ts";
import type { Failure } from "../contract/problem.ts";
import type { Settings } from "../contract/settings.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { developmentJwks } from "./development-issuer.ts";
import { answerProblem } from "./problem.ts";
import type { AppEnv } from "./services.ts";

/** Checks a subscriber's token at an instant and answers whose it is. */
export type SubscriberVerifier = (token: string, now: number) => Promise<Result<string, Failure>>;

const ALGORITHMS = ["ES256", "RS256", "EdDSA"];
const MAXIMUM_CACHED_TOKENS = 10_000;
const CACHE_MS = 5 * 60_000;

/**
 * Verifies subscriber tokens against `SUBSCRIBER_JWKS`. A verified token is remembered for five minutes at most and
 * never past its expiry; the oldest are forgotten first.
 */
export function createSubscriberVerifier(settings: Settings): SubscriberVerifier {
  const keys = openKeys(settings);
  const verified = new Map<string, { subscriberId: string; goodUntil: number }>();
  return async (token, now) => {
    const known = verified.get(token);
    if (known !== undefined && now < known.goodUntil) return succeed(known.subscriberId);
    verified.delete(token);
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        audience: settings.subscriberAudience,
        requiredClaims: ["sub", "exp"],
        currentDate: new Date(now),
        ...(settings.subscriberIssuer === undefined ? {} : { issuer: settings.subscriberIssuer }),
      });
      const subscriberId = subscriberIdSchema.safeParse(payload.sub);
      if (!subscriberId.success) return fail(unauthenticated("The token's subject is not an opaque subscriber identifier."));
      const goodUntil = Math.min(now + CACHE_MS, (payload.exp ?? 0) * 1000);
      const [oldest] = verified.keys();
      if (verified.size >= MAXIMUM_CACHED_TOKENS && oldest !== undefined) verified.delete(oldest);
      verified.set(token, { subscriberId: subscriberId.data, goodUntil });
      return succeed(subscriberId.data);
    } catch (error) {
      return fail(unauthenticated(explainRejection(error)));
    }
  };
}

function openKeys(settings: Settings) {
  const { subscriberJwks } = settings;
  if (subscriberJwks === undefined) return createLocalJWKSet(developmentJwks(settings));
  if (!subscriberJwks.startsWith("{")) return createRemoteJWKSet(new URL(subscriberJwks));
  // Parsed boundary: jose checks the set's shape itself and throws if it is no key set.
  return createLocalJWKSet(JSON.parse(subscriberJwks) as JSONWebKeySet);
}

/** Says what is wrong without repeating anything of the token. */
function explainRejection(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "The token has expired; fetch a new one.";
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's "${error.claim}" claim is not acceptable.`;
  if (error instanceof errors.JWKSTimeout) return "The issuer's keys could not be fetched in time; try again.";
  return "The token could not be verified.";
}

function unauthenticated(detail: string): Failure {
  return { type: "unauthenticated", detail };
}

/** Lets only subscribers through, and puts who they are into the context. */
export const requireSubscriber = createMiddleware<AppEnv>(async function requireSubscriber(c, next) {
  const [, token] = /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header("Authorization") ?? "") ?? [];
  const { verifySubscriber, now } = c.get("services");
  const result =
    token === undefined
      ? fail(unauthenticated("Send the subscriber's token as Authorization: Bearer <token>."))
      : await verifySubscriber(token, now());
  if (!result.ok) return answerProblem(c, result.error, { "WWW-Authenticate": "Bearer" });
  c.set("subscriberId", result.value);
  return next();
});
