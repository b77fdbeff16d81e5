import { importJWK, SignJWT, type JWK, type JWTPayload } from "jose";
import { DEVELOPMENT_SIGNING_KEY } from "../../contract/development-secrets.ts";
import type { Role } from "../../contract/role.ts";
import type { Settings, TokenTrust } from "../../contract/settings.ts";

const TOKEN_HOURS = 12;

/** The public half of the built-in issuer's key, for verification. Throws in production, as everything here does. */
export function developmentJwks(settings: Settings): { keys: JWK[] } {
  refuseInProduction(settings);
  const { d: _private, ...publicKey } = DEVELOPMENT_SIGNING_KEY;
  return { keys: [publicKey] };
}

/** A subscriber's token for trying things out, good for 12 hours. Throws in production. */
export function issueDevelopmentToken(settings: Settings, subscriberId: string, now: number): Promise<string> {
  return sign(settings, settings.subscribers, { sub: subscriberId }, now);
}

/** The same for a member of staff; the name is the identity as well. Throws in production. */
export function issueDevelopmentStaffToken(
  settings: Settings,
  { name, roles }: { readonly name: string; readonly roles: readonly Role[] },
  now: number,
): Promise<string> {
  return sign(settings, settings.staff, { sub: name, name, roles }, now);
}

async function sign(settings: Settings, trust: TokenTrust, claims: JWTPayload, now: number): Promise<string> {
  refuseInProduction(settings);
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", kid: DEVELOPMENT_SIGNING_KEY.kid })
    .setAudience(trust.audience)
    .setIssuer(trust.issuer ?? "garland-development")
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_HOURS * 3600)
    .sign(await importJWK(DEVELOPMENT_SIGNING_KEY, "ES256"));
}

function refuseInProduction(settings: Settings): void {
  if (settings.isProduction) throw new Error("The development issuer does not exist when ENVIRONMENT=production");
}
