import type { Context } from "hono";
import type { Failure } from "../contract/problem.ts";
import type { Result } from "../domain/result.ts";
import type { AppEnv } from "./services.ts";

/**
 * Admits one look at what a person sees or has chosen, for a key that no second person has confirmed: whoever made it would read
 * one person after the other by it. So it has a budget, and is on record before it is taken, as a look of support's is. Whoever calls
 * has seen to it that there is room; `actor` as the audit names it.
 */
export async function lookByKey(
  c: Context<AppEnv>,
  actor: string,
  subscriberId: string,
): Promise<Result<null, Failure>> {
  const { catalog, shardOf, now } = c.get("services");
  const at = now();
  const admitted = await catalog.askAboutPeople("deskAct", { kind: "key-look", actor, now: at, why: undefined });
  if (admitted.ok) await shardOf(subscriberId).noteStaffAct(subscriberId, { actor, action: "looked", at });
  return admitted;
}
