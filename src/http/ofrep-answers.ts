import type { Context } from "hono";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import type { BulkFailure, FlagErrorCode, FlagFailure } from "../contract/ofrep.ts";
import { problemSchema } from "../contract/problem.ts";
import type { AppEnv } from "./services.ts";

/** Everything under here speaks OFREP, errors included. */
export const OFREP_PATHS = "/ofrep/*";

export const FLAGS_PATH = "/ofrep/v1/evaluate/flags";

/** Why nothing is evaluated, in OFREP's words. */
export interface FlagRefusal {
  readonly status: 400 | 403 | 404;
  readonly errorCode: FlagErrorCode;
  readonly errorDetails: string;
}

/** Lets pages of any origin ask: what they may see hangs on their token, not on cookies. Also for errors and 304. */
export const allowOtherOrigins = cors({
  origin: "*",
  allowMethods: ["GET", "POST"],
  allowHeaders: ["Authorization", "Content-Type", "If-None-Match", "X-API-Key"],
  exposeHeaders: ["ETag", "Retry-After", "X-Request-Id"],
  maxAge: 7_200,
});

/** Some clients read the body of every refusal and lose what was wrong without these members. */
export function refuseFlags(c: Context<AppEnv>, { status, errorCode, errorDetails }: FlagRefusal): Response {
  return c.json(describeFailure(c, errorCode, errorDetails), status, { "Cache-Control": "no-store" });
}

/** Turns the problem documents of everything else (routing, limits, authentication, crashes) into OFREP's errors. */
export const speakOfrep = createMiddleware<AppEnv>(async function speakOfrep(c, next) {
  await next();
  const { status, headers } = c.res;
  if (headers.get("Content-Type") !== "application/problem+json") return;
  const { detail } = problemSchema.parse(await c.res.json());
  const errorCode = status === 404 && namedFlag(c) !== undefined ? "FLAG_NOT_FOUND" : "GENERAL";
  const body = JSON.stringify(describeFailure(c, errorCode, detail));
  const translated = new Response(body, { status, headers });
  translated.headers.set("Content-Type", "application/json");
  // Seconds, always: of the dates that are allowed as well, each form is misread by some client.
  if (status === 429 || status === 503) translated.headers.set("Retry-After", headers.get("Retry-After") ?? "1");
  c.res = undefined;
  c.res = translated;
});

function describeFailure(
  c: Context<AppEnv>,
  errorCode: FlagErrorCode,
  errorDetails: string,
): FlagFailure | BulkFailure {
  const key = namedFlag(c);
  return key === undefined ? { errorCode, errorDetails } : { key, errorCode, errorDetails };
}

/**
 * The flag that the address names, decoded once; undefined for a bulk evaluation. Not every client encodes keys, so a
 * slash may belong to one.
 */
export function namedFlag(c: Context<AppEnv>): string | undefined {
  const { pathname } = new URL(c.req.url);
  const encoded = pathname.startsWith(`${FLAGS_PATH}/`) ? pathname.slice(FLAGS_PATH.length + 1) : "";
  if (encoded === "") return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
