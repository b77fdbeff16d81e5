import type { Context } from "hono";
import { type Failure, inBoth } from "../contract/problem.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AppEnv } from "./services.ts";

/** The entity tag of a definition's revision. */
export function revisionTag(revision: number): string {
  return `"r${revision}"`;
}

/**
 * The revision that a writer saw: from `If-Match: "r3"`, `If-Match: *` (whatever there is) or `If-None-Match: *` (it
 * must not exist yet). A write without either is refused: it could undo somebody's work unseen.
 */
export function readExpectedRevision(c: Context<AppEnv>): Result<number | "any", Failure> {
  if (c.req.header("If-None-Match")?.trim() === "*") return succeed(0);
  const header = c.req.header("If-Match")?.trim();
  if (header === "*") return succeed("any");
  const revision = /^(?:W\/)?"r(\d{1,9})"$/.exec(header ?? "")?.[1];
  if (revision !== undefined) return succeed(Number(revision));
  const words = {
    ru: 'Пришлите If-Match с ETag той версии, которую меняли, например "r3", или If-None-Match: *, чтобы создать новое.',
    en: 'Send If-Match with the ETag of the revision that you changed, such as "r3", or If-None-Match: * to make a new one.',
  };
  return fail({ type: "precondition-required", ...inBoth(words) });
}
