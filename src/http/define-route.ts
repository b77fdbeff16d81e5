import { createRoute, OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";
import type { MiddlewareHandler } from "hono";
import { problemSchema, type ProblemIssue } from "../contract/problem.ts";
import { requireSubscriber } from "./authenticate.ts";
import { answerProblem } from "./problem.ts";
import type { AppEnv } from "./services.ts";

/** Who may call a route. Every route says so; a test walks the route table. */
export type Access = "anyone" | "subscriber" | "development";

const GATES: Readonly<Record<Access, MiddlewareHandler<AppEnv>>> = {
  anyone: async function admitAnyone(_c, next) {
    await next();
  },
  subscriber: requireSubscriber,
  development: createMiddleware<AppEnv>(async function requireDevelopment(c, next) {
    const { isProduction } = c.get("services").settings;
    if (isProduction) return answerProblem(c, { type: "not-found", detail: "There is nothing at this address." });
    return next();
  }),
};

/**
 * Every route can fail unexpectedly. The loose type also lets handlers answer with any Response; tests hold the
 * answers against the OpenAPI document instead.
 */
const UNEXPECTED: { 500: { description: string; content?: ReturnType<typeof problemResponse>["content"] } } = {
  500: problemResponse("Something broke on our side"),
};

/** Declares a route: who may call it, then what it takes and answers. The gate runs before anything is parsed. */
export function defineRoute<Path extends string, Route extends Omit<RouteConfig, "path"> & { path: Path }>(
  access: Access,
  route: Route,
) {
  const responses: Route["responses"] & typeof UNEXPECTED = { ...route.responses, ...UNEXPECTED };
  return createRoute({ ...route, responses, middleware: GATES[access], "x-access": access });
}

/** A group of routes whose invalid requests become problem documents. */
export function createRoutes(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const issues = result.error.issues.map(toProblemIssue);
      const detail = "Some members of the request are not as documented; see issues, and /docs.";
      return answerProblem(c, { type: "invalid-request", detail, issues });
    },
  });
}

/** The shared description of a refusal, for the OpenAPI document. */
export function problemResponse(description: string) {
  return { description, content: { "application/problem+json": { schema: problemSchema } } };
}

function toProblemIssue(issue: { path: PropertyKey[]; message: string; code?: string }): ProblemIssue {
  return { path: ["$", ...issue.path.map(String)].join("."), message: issue.message };
}
