import type { Context } from "hono";
import type { Actor } from "../contract/rpc/rpc-tray.ts";
import type { Failure } from "../contract/problem.ts";
import { agentNameOf } from "../contract/role.ts";
import { originOf } from "./request-parts.ts";
import type { AppEnv, Bearer } from "./services.ts";
import { MINUTE_MS } from "../domain/time-units.ts";

/** The app opens the page at once. */
export const PAGE_MINUTES_FOR_APP = 30;
/** Somebody who is sent the link by support may be on their way. */
export const PAGE_MINUTES_FOR_SUPPORT = 24 * 60;

/**
 * A link to a person's own page, where things can be switched on as well as off, good for some minutes: unless their line
 * comes to take no tokens any more that are as old as whoever asked for it. `by`: the agent who makes it, as `actorOf`
 * names them; whatever is done through it is entered in their name.
 */
export async function linkToPage(
  c: Context<AppEnv>,
  { subscriberId, issuedAt }: Bearer,
  minutes: number,
  by?: string,
): Promise<{ url: string; expiresAt: string }> {
  const { linkTokens, now } = c.get("services");
  const expiresAt = now() + minutes * MINUTE_MS;
  const token = linkTokens.seal({
    kind: "page",
    subscriberId,
    expiresAt,
    issuedAt,
    ...(by === undefined ? {} : { by }),
  });
  return { url: `${originOf(c)}/me/${token}`, expiresAt: new Date(expiresAt).toISOString() };
}

/** In whose name a press is entered: the person's, or that of the agent who made the link. */
export function actorOfGrant({ by }: { readonly by?: string }): Actor {
  return by === undefined ? "self" : agentNameOf(by);
}

/** Keeps on record that something was to be taken back through an agent's link which somebody else had entered. */
export async function noteRefusal(
  c: Context<AppEnv>,
  { subscriberId, by }: { readonly subscriberId: string; readonly by?: string },
  { type }: Failure,
): Promise<void> {
  if (by === undefined || (type !== "refused" && type !== "not-found")) return;
  const { shardOf, now } = c.get("services");
  await shardOf(subscriberId).noteStaffAct(subscriberId, { actor: by, action: "take-back-refused", at: now() });
}
