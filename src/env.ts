import { openSpace, type ReadSpace } from "./contract/disk-space.ts";
import { openObject, shardNameOf } from "./contract/rpc/objects.ts";
import type { CatalogRpc, ShardRpc } from "./contract/rpc/rpc.ts";
import type { GuardRpc } from "./contract/rpc/rpc-guard.ts";
import { eventsNameOf, writeQuestion, type EventsQuestion } from "./contract/rpc/rpc-events.ts";
import type { Failure } from "./contract/problem.ts";
import { parseSettings, type Settings } from "./contract/settings.ts";

/** The Worker's bindings as the rest of the code uses them: checked settings and typed objects. */
export interface Environment {
  readonly settings: Settings;
  shardOf(subscriberId: string): ShardRpc;
  shardNameOf(subscriberId: string): string;
  readonly catalog: CatalogRpc;
  guardOf(name: string): GuardRpc;
  whyUnserved(): Promise<Failure | undefined> | undefined;
  openEvents(question: EventsQuestion): Promise<WebSocket | undefined>;
  openStatus(): Promise<WebSocket | undefined>;
  fetchAsset(path: string): Promise<Response>;
  readonly readSpace: ReadSpace;
}

/** Checks the variables (a bad one is named in the error) and names the objects. */
export function openEnvironment(env: Env): Environment {
  const settings = parseSettings(env);
  const nameOf = (subscriberId: string) => shardNameOf(subscriberId, settings.shardCount);
  const shardIds = new Map<string, DurableObjectId>();
  /** An id is a hash of the name, and there are no more than there are shards. */
  const shardIdOf = (name: string) => {
    const known = shardIds.get(name);
    if (known !== undefined) return known;
    const id = env.SHARD.idFromName(name);
    shardIds.set(name, id);
    return id;
  };
  const catalog = openCatalog(env);
  return {
    settings,
    shardOf: (subscriberId) => openObject(env, "SHARD", shardIdOf(nameOf(subscriberId))),
    shardNameOf: nameOf,
    catalog,
    guardOf: (name) => openObject(env, "GUARD", name),
    whyUnserved: askOnce(catalog),
    openEvents: (question) => openEvents(env, question),
    openStatus: () => openStatus(env),
    readSpace: openSpace(env),
    fetchAsset: (path) => env.ASSETS.fetch(new Request(new URL(path, "https://assets"))),
  };
}

/**
 * Asks the catalog whether its data may be served, until it may, which then holds for this isolate. A catalog that can't be
 * reached has not said no: trays need no catalog.
 */
function askOnce(catalog: CatalogRpc): () => Promise<Failure | undefined> | undefined {
  let isServed = false;
  const ask = async () => {
    const refusal = await catalog.whyUnserved().catch(() => undefined);
    isServed = refusal === null;
    return refusal ?? undefined;
  };
  return () => (isServed ? undefined : ask());
}

/**
 * The catalog, by a new stub at every call: a stub can't be used by any request but the one that made it, and this
 * object outlives requests.
 */
function openCatalog(env: Env): CatalogRpc {
  const open = () => openObject(env, "CATALOG", "catalog");
  return new Proxy(open(), { get: (_target, method) => Reflect.get(open(), method) });
}

async function openEvents(env: Env, question: EventsQuestion): Promise<WebSocket | undefined> {
  const events = env.EVENTS.getByName(eventsNameOf(question.subscriberId));
  const response = await events.fetch(writeQuestion(question), { headers: { Upgrade: "websocket" } });
  return response.webSocket ?? undefined;
}

async function openStatus(env: Env): Promise<WebSocket | undefined> {
  const catalog = env.CATALOG.getByName("catalog");
  const response = await catalog.fetch("https://catalog/", { headers: { Upgrade: "websocket" } });
  return response.webSocket ?? undefined;
}
