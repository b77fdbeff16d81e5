import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { subscriberIdSchema } from "../../contract/identifiers.ts";
import type { Failure } from "../../contract/problem.ts";
import type { Settings } from "../../contract/settings.ts";
import { fail, succeed } from "../../domain/result.ts";
import { answerProblem } from "../problem.ts";
import type { AppEnv } from "../services.ts";
import { createTokenVerifier, unauthenticated, type Verifier } from "./verify-token.ts";

/** Verifies subscriber tokens against `SUBSCRIBER_JWKS`, and answers whose they are. */
export function createSubscriberVerifier(settings: Settings): Verifier<string> {
  return createTokenVerifier(settings, settings.subscribers, ({ sub }) => {
    const subscriberId = subscriberIdSchema.safeParse(sub);
    if (subscriberId.success) return succeed(subscriberId.data);
    return fail(unauthenticated("The token's subject is not an opaque subscriber identifier."));
  });
}

const BEARER = "Bearer ";

/** The credential of an `Authorization: Bearer` header; whether it is one at all is for its verifier to say. */
export function readBearer(c: Context<AppEnv>): string | undefined {
  const header = c.req.header("Authorization");
  const isBearer = header?.slice(0, BEARER.length).toLowerCase() === BEARER.toLowerCase();
  return isBearer ? header?.slice(BEARER.length) || undefined : undefined;
}

/** Answers somebody whose credential does not hold, or could not be checked. */
export function answerStranger(c: Context<AppEnv>, failure: Failure): Response {
  return answerProblem(c, failure, failure.type === "unauthenticated" ? { "WWW-Authenticate": "Bearer" } : {});
}

/** Lets only subscribers through, and puts who they are into the context. */
export const requireSubscriber = createMiddleware<AppEnv>(async function requireSubscriber(c, next) {
  const token = readBearer(c);
  const { verifySubscriber, now } = c.get("services");
  const result =
    token === undefined
      ? fail(unauthenticated("Send the subscriber's token as Authorization: Bearer <token>."))
      : await verifySubscriber(token, now());
  if (!result.ok) return answerStranger(c, result.error);
  c.set("subscriberId", result.value);
  return next();
});
