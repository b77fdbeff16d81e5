import type { Context } from "hono";
import type { AppEnv } from "./services.ts";

/** Everything under here, and these folders themselves, is opened by people. */
export const PAGE_PATHS = ["/o/*", "/me/*"] as const;

export function isPagePath(path: string): boolean {
  return /^\/(?:o|me)(?:\/|$)/.test(path);
}

/** Whoever opens such an address gets a page, unless it is a program that asks for JSON. */
export function wantsPage(c: Context<AppEnv>): boolean {
  return isBrowser(c) || !acceptOf(c).includes("json");
}

/** Whether a browser asks: elsewhere only browsers get pages. */
export function isBrowser(c: Context<AppEnv>): boolean {
  return acceptOf(c).includes("text/html");
}

function acceptOf(c: Context<AppEnv>): string {
  return (c.req.header("Accept") ?? "").toLowerCase();
}
