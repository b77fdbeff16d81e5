import type { Context } from "hono";
import type { StatusCode } from "hono/utils/http-status";
import type { AppEnv } from "./services.ts";

const REQUEST_ID_HEADER = "X-Request-Id";

/** What is no page, but could be taken for one: the headers that browsers heed for data. */
export const DATA_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Strict-Transport-Security": "max-age=15552000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
};

const STRICT_HEADERS = {
  ...DATA_HEADERS,
  "Content-Security-Policy": describePolicy("'self'"),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Origin-Agent-Cluster": "?1",
  "Referrer-Policy": "no-referrer",
  "X-DNS-Prefetch-Control": "off",
  "X-Download-Options": "noopen",
  "X-Frame-Options": "SAMEORIGIN",
  "X-Permitted-Cross-Domain-Policies": "none",
  "X-XSS-Protection": "0",
};

/** Mantine writes styles into the page; the console is the one place where that is allowed. */
const CONSOLE_HEADERS = { ...STRICT_HEADERS, "Content-Security-Policy": describePolicy("'self' 'unsafe-inline'") };

function describePolicy(styles: string): string {
  const sources = `style-src ${styles}; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'`;
  return `default-src 'none'; ${sources}; frame-ancestors 'none'; base-uri 'none'`;
}

/** What every answer carries. */
function standardHeaders(c: Context<AppEnv>): Readonly<Record<string, string>> {
  const headers = /^\/console(?:\/|$)/.test(c.req.path) ? CONSOLE_HEADERS : STRICT_HEADERS;
  return { ...headers, [REQUEST_ID_HEADER]: c.get("requestId") };
}

/**
 * An answer of data with its headers in it from the start, for what phones ask: setting a header on an answer that is
 * there calls the runtime once for each. `headers` are `DATA_HEADERS` and whatever else is always the same.
 */
export function answerComplete(
  c: Context<AppEnv>,
  body: string | null,
  status: StatusCode,
  headers: Readonly<Record<string, string>>,
  tag: string,
): Response {
  return new Response(body, { status, headers: { ...headers, ETag: tag, [REQUEST_ID_HEADER]: c.get("requestId") } });
}

/** Sees to it that no answer leaves without the standard headers. */
export function setStandardHeaders(c: Context<AppEnv>): void {
  // Only what was complete from the start has an id already.
  if (c.res.headers.has(REQUEST_ID_HEADER)) return;
  for (const [name, value] of Object.entries(standardHeaders(c))) c.res.headers.set(name, value);
}

const REQUEST_ID = /^[\w=-]{1,255}$/;

/** Keeps a caller's request id, if it is one, and makes one otherwise. */
export function identifyRequest(c: Context<AppEnv>): string {
  const given = c.req.header(REQUEST_ID_HEADER);
  return given !== undefined && REQUEST_ID.test(given) ? given : crypto.randomUUID();
}
