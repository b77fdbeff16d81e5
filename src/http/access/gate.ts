import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { NOTHING_HERE } from "../../contract/problem.ts";
import type { RoleList } from "../../contract/role.ts";
import { requireSubscriber } from "./authenticate.ts";
import { requireEvaluator } from "./authenticate-evaluator.ts";
import { requireRoles } from "./authenticate-staff.ts";
import { answerProblem } from "../problem.ts";
import type { AppEnv } from "../services.ts";

/**
 * Who may call a route: anyone, any subscriber, whoever evaluates flags (a subscriber or a channel's machine), whoever
 * develops, or staff and machines with one of some roles.
 */
export type Access = "anyone" | "subscriber" | "evaluator" | "development" | RoleList;

/** What stands before a route, and what the OpenAPI document says of it. */
export interface Gate {
  readonly admit: MiddlewareHandler<AppEnv>;
  /** Any one of these will do. */
  readonly schemes: readonly (keyof typeof SECURITY_SCHEMES)[];
  /** The answers to those who are not let through, by status. */
  readonly refusals: Readonly<Record<number, string>>;
}

/** How callers say who they are, as OpenAPI security schemes. */
export const SECURITY_SCHEMES = {
  subscriberToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The operator's token for one subscription; its subject is the subscriberId",
  },
  staffToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A token of the staff's OIDC issuer. Service keys are taken in the same place",
  },
  serviceKey: { type: "apiKey", in: "header", name: "X-API-Key", description: "A machine's key, glk_…" },
  accessAssertion: {
    type: "apiKey",
    in: "header",
    name: "Cf-Access-Jwt-Assertion",
    description: "Set by Cloudflare Access for staff who are logged in",
  },
} as const;

/** Nobody is refused for what their issuer did. */
const UNSURE = "The credential could not be checked just now, or the service is starting";

const GATES: Readonly<Record<Exclude<Access, RoleList>, Gate>> = {
  anyone: {
    admit: async function admitAnyone(_c, next) {
      await next();
    },
    schemes: [],
    refusals: {},
  },
  subscriber: {
    admit: requireSubscriber,
    schemes: ["subscriberToken"],
    refusals: { 401: "No valid subscriber token", 503: UNSURE },
  },
  evaluator: {
    admit: requireEvaluator,
    schemes: ["subscriberToken", "serviceKey"],
    refusals: {
      401: "No valid subscriber token or service key",
      403: "Not with this key, or not for this person",
      503: UNSURE,
    },
  },
  development: {
    admit: createMiddleware<AppEnv>(async function requireDevelopment(c, next) {
      const { isProduction } = c.get("services").settings;
      if (isProduction) return answerProblem(c, NOTHING_HERE);
      return next();
    }),
    schemes: [],
    refusals: { 404: "Not in production" },
  },
};

export function gateOf(access: Access): Gate {
  if (typeof access === "string") return GATES[access];
  return {
    admit: requireRoles(access),
    schemes: ["staffToken", "serviceKey", "accessAssertion"],
    refusals: {
      401: "No valid staff token or service key",
      403: `Only for ${access.join(", ")}`,
      503: UNSURE,
    },
  };
}
