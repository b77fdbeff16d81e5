import { z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { JWTPayload } from "jose";
import { inBoth, type Failure } from "../../contract/problem.ts";
import { actorOf, pickRoles, type Principal, type Role, type RoleList } from "../../contract/role.ts";
import { ROLES_IN_RUSSIAN } from "../../contract/role-names.ts";
import type { Act } from "../../contract/rpc/rpc-control.ts";
import type { IssuerKeysRpc } from "../../contract/rpc/rpc-issuer-keys.ts";
import type { ServiceKeyRpc } from "../../contract/rpc/rpc-keys.ts";
import { hashServiceKey, isServiceKey, prefixOfServiceKey } from "../../contract/service-key.ts";
import type { Settings, StaffTrust } from "../../contract/settings.ts";
import type { Label } from "../../domain/label.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { answerStranger, readBearer } from "./authenticate.ts";
import { answerProblem } from "../problem.ts";
import type { AppEnv } from "../services.ts";
import { openIssuerKeys } from "./issuer-keys.ts";
import {
  createTokenVerifier,
  rememberVerified,
  objectToClaim,
  unauthenticated,
  type Verified,
  type Verifier,
} from "./verify-token.ts";

/** A revoked key is refused after this long at the latest, in every isolate. */
const KEY_REMEMBERED_MS = 10_000;

/** Verifies what staff and machines present: a service key against the catalog, anything else as a token. */
export function createStaffVerifier(settings: Settings, catalog: ServiceKeyRpc & IssuerKeysRpc): Verifier<Principal> {
  const { staff } = settings;
  const keys = openIssuerKeys(settings, staff.jwks, catalog);
  const verifyToken = createTokenVerifier(keys, staff, (claims) => identifyPerson(claims, staff));
  const verifyKey = rememberVerified((key, now) => checkServiceKey(catalog, key, now), KEY_REMEMBERED_MS);
  return (credential, now) => (isServiceKey(credential) ? verifyKey : verifyToken)(credential, now);
}

async function checkServiceKey(
  serviceKeys: ServiceKeyRpc,
  key: string,
  now: number,
): Promise<Result<Verified<Principal>, Failure>> {
  const prefix = prefixOfServiceKey(key);
  if (prefix === undefined)
    return fail(
      unauthenticated({
        ru: "Ключ неполный. Скопируйте его ещё раз.",
        en: "This service key is not whole; copy it again.",
      }),
    );
  const checked = await serviceKeys.checkServiceKey({ prefix, hash: await hashServiceKey(key), now });
  if (!checked.ok) return checked;
  const { name, roles, expiresAt, confirmedBy } = checked.value;
  const confirmed = confirmedBy === null ? {} : ({ isConfirmed: true } as const);
  return succeed({
    identity: { kind: "service", id: prefix, name, roles, ...confirmed },
    goodUntil: expiresAt ?? Infinity,
  });
}

const shortText = z.string().trim().min(1).max(255);

/** Cloudflare Access gives a person no name, only an address. */
const personClaimsSchema = z.object({
  sub: shortText,
  name: shortText.optional().catch(undefined),
  email: shortText.optional().catch(undefined),
});

function identifyPerson(claims: JWTPayload, trust: StaffTrust): Result<Principal, Failure> {
  const person = personClaimsSchema.safeParse(claims);
  if (!person.success) return fail(unauthenticated(objectToClaim("sub")));
  const { sub, name, email } = person.data;
  return succeed({ kind: "person", id: sub, name: name ?? email ?? sub, roles: rolesOf(claims, trust) });
}

/** The roles that a token's claim gives; with a map, only by the names in the map. */
function rolesOf(claims: JWTPayload, { roleClaim, roleMap }: StaffTrust): readonly Role[] {
  const names = [readClaim(claims, roleClaim)].flat();
  return pickRoles(roleMap === undefined ? names : names.map((name) => roleMap.get(name)));
}

/** The claim of that very name (names may be URLs, with dots), else the one at that dotted path. */
function readClaim(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split(".").reduce<unknown>((value, member) => {
    const isRecord = typeof value === "object" && value !== null && Object.hasOwn(value, member);
    // Parsed boundary: the line above has just found the member.
    return isRecord ? (value as Record<string, unknown>)[member] : undefined;
  }, claims);
}

/** Lets only these roles through, and puts who calls into the context. */
export function requireRoles(roles: RoleList): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async function requireRole(c, next) {
    const principal = await identifyStaff(c);
    if (!principal.ok) return answerStranger(c, principal.error);
    const refusal = explainRefusal(principal.value, roles) ?? explainForgery(c);
    if (refusal !== undefined) return answerProblem(c, { type: "forbidden", ...inBoth(refusal) });
    c.set("principal", principal.value);
    return next();
  });
}

async function identifyStaff(c: Context<AppEnv>): Promise<Result<Principal, Failure>> {
  const credential = readBearer(c) ?? c.req.header("X-API-Key") ?? readAssertion(c);
  const { verifyStaff, now } = c.get("services");
  if (credential !== undefined) return verifyStaff(credential, now());
  return fail(
    unauthenticated({
      ru: "Пришлите токен сотрудника или ключ как Authorization: Bearer <…> либо войдите через Access.",
      en: "Send a staff token or a service key as Authorization: Bearer <…>, or log in by Access.",
    }),
  );
}

/** Set by Cloudflare Access on every request that it lets through. */
function readAssertion(c: Context<AppEnv>): string | undefined {
  return c.req.header("Cf-Access-Jwt-Assertion");
}

function explainRefusal({ roles }: Principal, allowed: RoleList): Label | undefined {
  if (roles.some((role) => allowed.includes(role))) return undefined;
  const inRussian = (list: readonly Role[]) => list.map((role) => ROLES_IN_RUSSIAN[role]).join(", ");
  const yours =
    roles.length === 0
      ? { ru: "у вас здесь нет роли", en: "you have no role here" }
      : { ru: `ваши роли: ${inRussian(roles)}`, en: `your roles: ${roles.join(", ")}` };
  return {
    ru: `Это могут только роли: ${inRussian(allowed)}; ${yours.ru}.`,
    en: `Only these roles may do this: ${allowed.join(", ")}; ${yours.en}.`,
  };
}

/**
 * Access logs a browser in by cookie, so another site could make it send a change. Browsers say where a request comes
 * from; programs say nothing and are let through.
 */
function explainForgery(c: Context<AppEnv>): Label | undefined {
  const isSafe = c.req.method === "GET" || c.req.method === "HEAD";
  const site = c.req.header("Sec-Fetch-Site") ?? "same-origin";
  if (isSafe || site === "same-origin" || readAssertion(c) === undefined) return undefined;
  return {
    ru: "С чужой страницы ничего изменить нельзя; откройте консоль самой Garland.",
    en: "Changes can't be made from another site's page; open Garland's own console.",
  };
}

/** Who acts, when and why, as the catalog's records want it. */
export function actOf(c: Context<AppEnv>, why?: string): Act {
  return { actor: actorOf(c.get("principal")), now: c.get("services").now(), why };
}
