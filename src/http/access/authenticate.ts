import type { Context, Next } from "hono";
import { createMiddleware } from "hono/factory";
import { knownSubscriberIdSchema } from "../../contract/identifiers.ts";
import { TOKEN_REFUSED, type Failure } from "../../contract/problem.ts";
import type { IssuerKeysRpc } from "../../contract/rpc/rpc-issuer-keys.ts";
import type { Settings } from "../../contract/settings.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { answerProblem } from "../problem.ts";
import type { AppEnv, Bearer } from "../services.ts";
import { openIssuerKeys } from "./issuer-keys.ts";
import { createTokenVerifier, unauthenticated, type Verifier } from "./verify-token.ts";

/** A token without `iat` may be of any age. */
const OF_ANY_AGE = 0;

/**
 * Verifies subscriber tokens against `SUBSCRIBER_JWKS`, and answers whose they are. Whether the line takes tokens of that
 * age is for its shard to say.
 */
export function createSubscriberVerifier(settings: Settings, keeper: IssuerKeysRpc): Verifier<Bearer> {
  const { subscribers } = settings;
  const keys = openIssuerKeys(settings, subscribers.jwks, keeper);
  return createTokenVerifier(keys, subscribers, ({ sub, iat }) => {
    const subscriberId = knownSubscriberIdSchema.safeParse(sub);
    if (!subscriberId.success) {
      return fail(
        unauthenticated({
          ru: "Поле sub токена — не идентификатор абонента, по которому номер не узнать.",
          en: "The token's subject is not an opaque subscriber identifier.",
        }),
      );
    }
    return succeed({ subscriberId: subscriberId.data, issuedAt: iat === undefined ? OF_ANY_AGE : iat * 1000 });
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

/** Lets only subscribers through whose line takes tokens of that age, and puts who they are into the context. */
export const requireSubscriber = createMiddleware<AppEnv>(async function requireSubscriber(c, next) {
  const bearer = await identifyBearer(c);
  if (!bearer.ok) return answerStranger(c, bearer.error);
  const { subscriberId, issuedAt } = bearer.value;
  const isAdmitted = await c.get("services").shardOf(subscriberId).admits(subscriberId, issuedAt);
  return isAdmitted ? goOn(c, bearer.value, next) : answerStranger(c, TOKEN_REFUSED);
});

/** The same for routes that hand the token's age to the shard along with their question: one call instead of two. */
export const requireToken = createMiddleware<AppEnv>(async function requireToken(c, next) {
  const bearer = await identifyBearer(c);
  return bearer.ok ? goOn(c, bearer.value, next) : answerStranger(c, bearer.error);
});

function goOn(c: Context<AppEnv>, { subscriberId, issuedAt }: Bearer, next: Next): Promise<void> {
  c.set("subscriberId", subscriberId);
  c.set("issuedAt", issuedAt);
  return next();
}

async function identifyBearer(c: Context<AppEnv>): Promise<Result<Bearer, Failure>> {
  const token = readBearer(c);
  const { verifySubscriber, now } = c.get("services");
  if (token !== undefined) return verifySubscriber(token, now());
  return fail(
    unauthenticated({
      ru: "Пришлите токен абонента как Authorization: Bearer <токен>.",
      en: "Send the subscriber's token as Authorization: Bearer <token>.",
    }),
  );
}
