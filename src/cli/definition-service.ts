import { z } from "zod";
import { storedDefinitionSchema } from "../contract/control.ts";
import { definitionsSchema, type Definitions } from "../contract/definitions.ts";
import { problemSchema } from "../contract/problem.ts";
import { ServiceError } from "./command.ts";

/** Each list of definitions by the noun of its addresses, in the order in which they can be written. */
export const PLURALS = [
  "attributes",
  "categories",
  "themes",
  "decorations",
  "segments",
  "campaigns",
] as const satisfies readonly (keyof Definitions)[];

export type Plural = (typeof PLURALS)[number];

/** What the service holds, with the revision of each definition. */
export interface RemoteDefinitions {
  readonly definitions: Definitions;
  readonly revisions: ReadonlyMap<string, number>;
}

/** The definitions of a running service, over HTTP. */
export interface DefinitionService {
  read(): Promise<RemoteDefinitions>;
  /** `revision` is the one that was read; undefined: it must not exist yet. */
  write(plural: Plural, key: string, body: unknown, revision: number | undefined, why: string): Promise<void>;
  remove(plural: Plural, key: string, revision: number, why: string): Promise<void>;
}

const listSchema = z.object({ items: z.array(storedDefinitionSchema) });

export function openDefinitionService(url: URL, credential: string | undefined): DefinitionService {
  async function call(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<unknown> {
    if (credential === undefined)
      throw new ServiceError("Set GARLAND_KEY to a service key or staff token, or give --key.");
    const response = await fetch(new URL(path, url), {
      method,
      headers: { Authorization: `Bearer ${credential}`, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => undefined);
    if (response === undefined)
      throw new ServiceError(`Nothing answers at ${url.origin}; name the service with --url.`);
    const text = await response.text();
    const answer: unknown = text === "" ? undefined : JSON.parse(text);
    if (response.ok) return answer;
    const problem = problemSchema.safeParse(answer);
    if (!problem.success) throw new ServiceError(`${method} ${path} was refused with ${response.status}.`);
    const issues = (problem.data.issues ?? []).map((issue) => `\n  ${issue.path}: ${issue.message}`);
    throw new ServiceError(`${path.slice(4)}: ${problem.data.detail}${issues.join("")}`);
  }

  return {
    async read() {
      const revisions = new Map<string, number>();
      const lists: Record<string, unknown[]> = {};
      for (const plural of PLURALS) {
        const { items } = listSchema.parse(await call("GET", `/v1/${plural}`, {}));
        lists[plural] = items.map((item) => item.body);
        for (const item of items) revisions.set(`${plural}/${item.key}`, item.revision);
      }
      return { definitions: definitionsSchema.parse(lists), revisions };
    },
    async write(plural, key, body, revision, why) {
      const condition = revision === undefined ? { "If-None-Match": "*" } : { "If-Match": `"r${revision}"` };
      await call("PUT", `/v1/${plural}/${key}`, { ...condition, "X-Reason": why }, body);
    },
    async remove(plural, key, revision, why) {
      await call("DELETE", `/v1/${plural}/${key}`, { "If-Match": `"r${revision}"`, "X-Reason": why });
    },
  };
}
