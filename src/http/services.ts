import type { CatalogRpc, ShardRpc } from "../contract/rpc.ts";
import type { LinkTokens } from "../contract/link-token.ts";
import type { Settings } from "../contract/settings.ts";
import type { SubscriberVerifier } from "./authenticate.ts";

/** All that the routes use of the world outside; joined in `src/index.ts`. */
export interface Services {
  readonly settings: Settings;
  readonly verifySubscriber: SubscriberVerifier;
  readonly linkTokens: LinkTokens;
  /** The shard that holds a subscriber. */
  shardOf(subscriberId: string): ShardRpc;
  /** The name of that shard, to put people of one shard together. */
  shardNameOf(subscriberId: string): string;
  readonly catalog: CatalogRpc;
  /** Epoch milliseconds. */
  now(): number;
}

/** What every handler finds in its context. */
export interface AppEnv {
  Variables: {
    services: Services;
    requestId: string;
    /** Set by authentication on routes for subscribers. */
    subscriberId: string;
  };
}
