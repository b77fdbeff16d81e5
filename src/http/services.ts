import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Failure } from "../contract/problem.ts";
import type { CatalogRpc, ShardRpc } from "../contract/rpc/rpc.ts";
import type { GuardRpc } from "../contract/rpc/rpc-guard.ts";
import type { LinkTokens } from "../tokens/link-token.ts";
import type { EventsQuestion } from "../contract/rpc/rpc-events.ts";
import type { ReadSpace } from "../contract/disk-space.ts";
import type { Principal } from "../contract/role.ts";
import type { Settings } from "../contract/settings.ts";
import type { Observed } from "./observe/observed.ts";
import type { Verifier } from "./access/verify-token.ts";

/** All that the routes use of the world outside; joined in `src/index.ts`. */
export interface Services {
  readonly settings: Settings;
  /** Says whose token it is; not whether their line takes tokens of that age. */
  readonly verifySubscriber: Verifier<Bearer>;
  readonly verifyStaff: Verifier<Principal>;
  readonly linkTokens: LinkTokens;
  /** The shard that holds a subscriber. */
  shardOf(subscriberId: string): ShardRpc;
  /** The name of that shard, to put people of one shard together. */
  shardNameOf(subscriberId: string): string;
  readonly catalog: CatalogRpc;
  /** Why no request may be served at all; undefined, at once, as soon as it is known that all may. */
  whyUnserved(): Promise<Failure | undefined> | undefined;
  /** The object that watches one start of a campaign, by its name. */
  guardOf(name: string): GuardRpc;
  /** A socket, not accepted yet, that names each new ruleset; undefined if there are as many as there may be. */
  openEvents(question: EventsQuestion): Promise<WebSocket | undefined>;
  /** A socket, not accepted yet, that tells the catalog's status as it changes; undefined if there are enough. */
  openStatus(): Promise<WebSocket | undefined>;
  /** A static file by its path, such as `/i/tree.svg`; the types of files are not known to every server of them. */
  fetchAsset(path: string): Promise<Response>;
  /** How much room the disk has, as whoever runs the server says; at most a second old. */
  readonly readSpace: ReadSpace;
  /** Epoch milliseconds. */
  now(): number;
}

/** The beginning of an OpenAPI document; the routes are the rest. */
export type OpenApiHead = Parameters<OpenAPIHono["getOpenAPI31Document"]>[0];

/** Whoever brings a subscriber's token. */
export interface Bearer {
  readonly subscriberId: string;
  /** When the token was issued, or the earliest instant at which it can have been; epoch milliseconds. */
  readonly issuedAt: number;
}

/** Who asks for flags: a subscriber, for themselves, or a machine, for anybody. */
export type Evaluator =
  | ({ readonly kind: "subscriber" } & Bearer)
  /** `isRelay`: phones ask through it, as whoever runs Garland says. */
  | { readonly kind: "service"; readonly machine: Principal; readonly isRelay: boolean };

/** What every handler finds in its context. */
export interface AppEnv {
  Variables: {
    services: Services;
    /** Makes the OpenAPI document from the routes; the app hands itself in, as routes can't import it. */
    describe: (head: OpenApiHead) => object;
    requestId: string;
    observer: Observed;
    /** The answers (JSON texts of trays, or of lists of flags) that were decided for this request, to be counted. */
    decided?: readonly string[];
    /** Set by authentication on routes for subscribers. */
    subscriberId: string;
    /** The same; see `Bearer`. */
    issuedAt: number;
    /** Set by authentication on routes for roles. */
    principal: Principal;
    /** Set by authentication on routes that evaluate flags. */
    evaluator: Evaluator;
  };
}
