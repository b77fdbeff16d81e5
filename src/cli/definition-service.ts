import { z } from "zod";
import { storedDefinitionSchema } from "../contract/control.ts";
import { proposalListSchema, weighedProposalSchema } from "../contract/policy.ts";
import { actorOf, principalSchema } from "../contract/role.ts";
import { definitionsSchema, type Definitions } from "../contract/definitions.ts";
import { writeHeaderText } from "../contract/header-text.ts";
import { askService, explainRefusal, readAnswer, Refusal, refusalOf, type Reply } from "./ask-service.ts";
import { ServiceError } from "./command.ts";

/** Each list of definitions by the noun of its addresses, in the order in which they can be written. */
export const PLURALS = [
  "attributes",
  "categories",
  "themes",
  "feasts",
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
  /** With `onlyOwn` it stays, and why is said, if anybody else wrote it. */
  remove(plural: Plural, key: string, revision: number, why: string, onlyOwn: boolean): Promise<string | undefined>;
  /** Proposes changes of policy; an open proposal of the same content is answered instead of a second one. */
  propose(changes: readonly WantedChange[], why: string): Promise<ProposalAnswer>;
  /** All proposals, and as whom this service takes whoever asks. */
  listProposals(): Promise<{ readonly proposals: readonly PastProposal[]; readonly caller: string }>;
}

export type PastProposal = z.infer<typeof proposalListSchema>["items"][number];

/** A row of policy as it shall be. */
export interface WantedChange {
  readonly kind: "attribute" | "category" | "theme" | "feast";
  readonly key: string;
  /** Null: it goes. */
  readonly body: unknown;
  readonly baseRevision: number;
}

export type ProposalAnswer = z.infer<typeof weighedProposalSchema>;

/** What is policy: it changes by proposals that people carry. */
export const POLICY_KIND_OF = {
  attributes: "attribute",
  categories: "category",
  themes: "theme",
  feasts: "feast",
} as const satisfies Partial<Record<Plural, WantedChange["kind"]>>;

export function isPolicy(plural: Plural): plural is keyof typeof POLICY_KIND_OF {
  return Object.hasOwn(POLICY_KIND_OF, plural);
}

/** More than a country has towns: who lists more is no Garland, and would fill the disk. */
const MOST_OF_A_KIND = 10_000;

/** The most that a service tells at once. */
const PAGE_PROPOSALS = 100;

type StoredDefinition = z.infer<typeof storedDefinitionSchema>;

const listSchema = z.object({ items: z.array(storedDefinitionSchema) });

export function openDefinitionService(url: URL, credential: string | undefined): DefinitionService {
  async function call(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Reply> {
    if (credential === undefined)
      throw new ServiceError("Set GARLAND_KEY to a service key or staff token, or give --key.");
    const reply = await askService(new URL(path, url), {
      method,
      headers: { Authorization: `Bearer ${credential}`, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.isOk) {
      const words = `${path.slice(4).replace(/\?.*$/u, "")}: ${explainRefusal(url, reply.status, reply.answer)}`;
      throw refusalOf(reply.status, words, reply.answer);
    }
    return reply;
  }

  async function list(plural: Plural): Promise<readonly StoredDefinition[]> {
    const { items } = readAnswer(url, await call("GET", `/v1/${plural}`, {}), listSchema);
    const keys = new Set(items.map(({ key }) => key));
    if (items.length > MOST_OF_A_KIND) {
      throw new ServiceError(`${url.origin} lists more than ${MOST_OF_A_KIND} ${plural}; is that really Garland?`);
    }
    if (keys.size < items.length || items.some(({ key, body: { key: own } }) => own !== key)) {
      throw new ServiceError(`${url.origin} lists ${plural} under keys that are not theirs; is that really Garland?`);
    }
    return items;
  }

  async function listProposals(): Promise<readonly PastProposal[]> {
    const all: PastProposal[] = [];
    let before: number | undefined;
    do {
      const query = before === undefined ? "" : `&before=${before}`;
      const path = `/v1/policy/proposals?limit=${PAGE_PROPOSALS}${query}`;
      // Each page begins where the one before ended.
      const { items } = readAnswer(url, await call("GET", path, {}), proposalListSchema);
      all.push(...items);
      const closed = items.filter(({ state }) => state !== "open");
      const last = closed.at(-1)?.id;
      if (last !== undefined && last >= (before ?? Infinity)) {
        throw new ServiceError(`${url.origin} lists the same proposals again and again; is that really Garland?`);
      }
      before = closed.length < PAGE_PROPOSALS ? undefined : last;
    } while (before !== undefined);
    return all;
  }

  return {
    async read() {
      const revisions = new Map<string, number>();
      const lists: Record<string, unknown[]> = {};
      for (const plural of PLURALS) {
        const items = await list(plural);
        lists[plural] = items.map((item) => item.body);
        for (const item of items) revisions.set(`${plural}/${item.key}`, item.revision);
      }
      const answer = { isOk: true, status: 200, headers: new Headers(), answer: lists };
      return { definitions: readAnswer(url, answer, definitionsSchema), revisions };
    },
    async write(plural, key, body, revision, why) {
      const condition = revision === undefined ? { "If-None-Match": "*" } : { "If-Match": `"r${revision}"` };
      await call("PUT", `/v1/${plural}/${key}`, { ...condition, "X-Reason": writeHeaderText(why) }, body);
    },
    async propose(changes, reason) {
      return readAnswer(
        url,
        await call("POST", "/v1/policy/proposals", {}, { changes, reason }),
        weighedProposalSchema,
      );
    },
    async listProposals() {
      return {
        proposals: await listProposals(),
        caller: actorOf(readAnswer(url, await call("GET", "/v1/whoami", {}), principalSchema)),
      };
    },
    async remove(plural, key, revision, why, onlyOwn) {
      const headers = { "If-Match": `"r${revision}"`, "X-Reason": writeHeaderText(why) };
      try {
        await call("DELETE", `/v1/${plural}/${key}${onlyOwn ? "?own=true" : ""}`, headers);
        return undefined;
      } catch (error) {
        if (onlyOwn && error instanceof Refusal && error.problem === "/problems/another-person") return error.message;
        throw error;
      }
    },
  };
}
