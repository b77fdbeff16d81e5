import { errors, jwtVerify, type JWTPayload } from "jose";
import { type Failure, inBoth } from "../../contract/problem.ts";
import type { TokenTrust } from "../../contract/settings.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { IssuerUnreachable, type IssuerKeys } from "./issuer-keys.ts";
import type { Label } from "../../domain/label.ts";
import { DAY_MS } from "../../domain/time-units.ts";

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
 * How far an issuer's clock may be ahead of ours, for `nbf` and `iat`. Not for `exp`: an issuer that is ahead ends its
 * tokens early by itself, and one that is behind can give them a longer life.
 */
const LEEWAY_MS = 60_000;

/**
 * Verifies tokens of one issuer for one audience: signature, `aud`, `iss` if it is known, `sub`, `exp`, `nbf` and `iat`,
 * the length of its life, and last whatever `identify` makes of the claims. A verified token is remembered for five
 * minutes at most, never past its expiry, nor longer than the issuer's keys may be believed.
 */
export function createTokenVerifier<Identity>(
  keys: IssuerKeys,
  { jwks, issuer, audience, longestLifeMs }: TokenTrust,
  identify: (claims: JWTPayload) => Result<Identity, Failure>,
): Verifier<Identity> {
  // The built-in issuer is for replaying seasons: the instant of a question may be long before the token was issued.
  const isReplayed = jwks === undefined;
  const verify = async (token: string, now: number): Promise<Result<Verified<Identity>, Failure>> => {
    try {
      const { payload } = await jwtVerify(token, (header, jws) => keys.find(header, jws, now), {
        algorithms: ALGORITHMS,
        audience,
        requiredClaims: ["sub", "exp"],
        currentDate: new Date(now),
        clockTolerance: LEEWAY_MS / 1000,
        ...(issuer === undefined ? {} : { issuer }),
      });
      const expiresAt = (payload.exp ?? 0) * 1000;
      // jose would give `exp` the same leeway.
      if (expiresAt <= now) return fail(unauthenticated(EXPIRED));
      const objection = isReplayed ? undefined : objectToAge(payload.iat, expiresAt, now, longestLifeMs);
      if (objection !== undefined) return fail(unauthenticated(objection));
      const identity = identify(payload);
      if (!identity.ok) return identity;
      return succeed({ identity: identity.value, goodUntil: Math.min(expiresAt, keys.keptUntil()) });
    } catch (error) {
      return fail(explainRejection(error));
    }
  };
  return rememberVerified(verify, TOKEN_REMEMBERED_MS);
}

/** What is wrong with when a token was issued, and for how long. `iat` is in seconds, as in the token. */
function objectToAge(
  iat: number | undefined,
  expiresAt: number,
  now: number,
  longestLifeMs: number,
): Label | undefined {
  const issuedAt = iat === undefined ? now : iat * 1000;
  if (issuedAt > now + LEEWAY_MS) return objectToClaim("iat");
  if (expiresAt - issuedAt <= longestLifeMs) return undefined;
  const days = longestLifeMs / DAY_MS;
  return {
    ru: `Токен действует дольше, чем можно (дней: ${days}). Нужен более короткий.`,
    en: `The token is good for more than ${days} days; only shorter ones are taken.`,
  };
}

/** Spares checking a credential again for a while. Refusals are not remembered; the oldest are forgotten first. */
export function rememberVerified<Identity>(
  verify: Verifier<Verified<Identity>>,
  rememberedMs: number,
): Verifier<Identity> {
  const verified = new Map<string, Verified<Identity> & { readonly checkedAt: number }>();
  return async (credential, now) => {
    const known = verified.get(credential);
    // What was good at a later instant may not have been good yet at an earlier one.
    if (known !== undefined && known.checkedAt <= now && now < known.goodUntil) return succeed(known.identity);
    verified.delete(credential);
    const result = await verify(credential, now);
    if (!result.ok) return result;
    const { identity, goodUntil } = result.value;
    const [oldest] = verified.keys();
    if (verified.size >= MAXIMUM_REMEMBERED && oldest !== undefined) verified.delete(oldest);
    verified.set(credential, { identity, checkedAt: now, goodUntil: Math.min(goodUntil, now + rememberedMs) });
    return succeed(identity);
  };
}

export function unauthenticated(words: Label): Failure {
  return { type: "unauthenticated", ...inBoth(words) };
}

const EXPIRED: Label = {
  ru: "Срок токена вышел. Получите новый.",
  en: "The token has expired; fetch a new one.",
};

/** Says what is wrong without repeating anything of the token. */
function explainRejection(error: unknown): Failure {
  if (error instanceof errors.JWTExpired) return unauthenticated(EXPIRED);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthenticated(objectToClaim(error.claim));
  }
  // A key that can't be used is the issuer's fault as well; the runtime has an error of its own for each kind.
  if (error instanceof IssuerUnreachable || !(error instanceof errors.JOSEError)) {
    return {
      type: "not-ready",
      ...inBoth({
        ru: "Не удалось получить ключи того, кто выдаёт токены. Повторите.",
        en: "The issuer's keys could not be fetched; try again.",
      }),
    };
  }
  return unauthenticated({
    ru: "Токен не проверить: нужен целый JWT, подписанный действующим ключом того, кто выдаёт токены. Получите новый.",
    en: "The token could not be verified: it must be a JWT, whole, and signed by a present key of the issuer; fetch a new one.",
  });
}

/** What is wrong with a claim, and what to do; whichever it is, nothing of it is repeated. */
export function objectToClaim(claim: string): Label {
  const remedy = CLAIM_REMEDIES[claim] ?? ANY_REMEDY;
  return {
    ru: `Поле «${claim}» токена не подходит: ${remedy.ru}.`,
    en: `The token's "${claim}" claim is not acceptable: ${remedy.en}.`,
  };
}

const ANY_REMEDY: Label = {
  ru: "получите токен, в котором оно такое, как нужно",
  en: "fetch a token that has it as it should be",
};

const CLAIM_REMEDIES: Readonly<Record<string, Label>> = {
  aud: {
    ru: "оно должно называть этот сервис; попросите токен для него",
    en: "it must name this service; ask the issuer for a token for this audience",
  },
  iss: {
    ru: "оно должно называть того, кому этот сервис доверяет; получите токен там",
    en: "it must be the issuer that this service trusts; fetch the token there",
  },
  sub: {
    ru: "оно должно говорить, кто это; получите токен человека или линии",
    en: "it must name who it is; fetch a token of a person or subscription",
  },
  exp: {
    ru: "оно должно говорить, когда токен кончается; получите такой, который кончается",
    en: "it must say when the token ends; fetch a token that ends",
  },
  nbf: {
    ru: "токен ещё не действует; подождите или поправьте часы того, кто его выдал",
    en: "the token is not good yet; wait, or set the issuer's clock right",
  },
  iat: {
    ru: "оно в будущем; поправьте часы того, кто выдаёт токены, и получите новый",
    en: "it lies ahead; set the issuer's clock right, and fetch a new token",
  },
};
