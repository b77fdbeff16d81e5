import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { PROBLEMS, type Failure, type Problem } from "../contract/problem.ts";
import type { AppEnv } from "./services.ts";

/** A failure as an RFC 9457 problem document. */
export function composeProblem(c: Context<AppEnv>, failure: Failure): Problem {
  const { status, title } = PROBLEMS[failure.type];
  return {
    type: `/problems/${failure.type}`,
    title,
    status,
    detail: failure.detail,
    requestId: c.get("requestId"),
    ...(failure.issues === undefined ? {} : { issues: [...failure.issues] }),
  };
}

/** Answers a failure as a problem document. */
export function answerProblem(c: Context<AppEnv>, failure: Failure, headers: Record<string, string> = {}): Response {
  const { status } = PROBLEMS[failure.type];
  return c.body(JSON.stringify(composeProblem(c, failure)), status satisfies ContentfulStatusCode, {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    ...(failure.type === "not-ready" ? { "Retry-After": "1" } : {}),
    ...headers,
  });
}
