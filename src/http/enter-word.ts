import type { Context } from "hono";
import type { Failure } from "../contract/problem.ts";
import type { Result } from "../domain/result.ts";
import type { AppEnv } from "./services.ts";

/**
 * Takes one from the words that whoever calls, or made the link, may enter in people's names; `actor` as the audit names them. For
 * whatever shows a person more, or lifts an out, and did not come with a token or link of their own.
 */
export function enterWord(c: Context<AppEnv>, actor: string): Promise<Result<null, Failure>> {
  const { catalog, now } = c.get("services");
  return catalog.askAboutPeople("enter", { actor, now: now(), why: undefined });
}
