import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { PROBLEMS, type Failure, type Problem } from "../contract/problem.ts";
import type { AppEnv } from "./services.ts";

/** Answers a failure as an RFC 9457 problem document. */
export function answerProblem(c: Context<AppEnv>, failure: Failure, headers: Record<string, string> = {}): Response {
  const { status, title } = PROBLEMS[failure.type];
  const problem: Problem = {
    type: `/problems/${failure.type}`,
    title,
    status,
    detail: failure.detail,
    requestId: c.get("requestId"),
    ...(failure.issues === undefined ? {} : { issues: [...failure.issues] }),
  };
  return c.body(JSON.stringify(problem), status satisfies ContentfulStatusCode, {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    ...(failure.type === "not-ready" ? { "Retry-After": "1" } : {}),
    ...headers,
  });
}
