import type { Context } from "hono";
import { originOf } from "./request-parts.ts";
import type { AppEnv, Bearer } from "./services.ts";

/** The app opens the page at once. */
export const PAGE_MINUTES_FOR_APP = 30;
/** Somebody who is sent the link by support may be on their way. */
export const PAGE_MINUTES_FOR_SUPPORT = 24 * 60;

const MINUTE_MS = 60_000;

/**
 * A link to a person's own page, where things can be switched on as well as off, good for some minutes: unless their line
 * comes to take no tokens any more that are as old as whoever asked for it.
 */
export async function linkToPage(
  c: Context<AppEnv>,
  { subscriberId, issuedAt }: Bearer,
  minutes: number,
): Promise<{ url: string; expiresAt: string }> {
  const { linkTokens, now } = c.get("services");
  const expiresAt = now() + minutes * MINUTE_MS;
  const token = linkTokens.seal({ kind: "page", subscriberId, expiresAt, issuedAt });
  return { url: `${originOf(c)}/me/${token}`, expiresAt: new Date(expiresAt).toISOString() };
}
