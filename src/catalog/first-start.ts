import { listShardNames } from "../contract/rpc/objects.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { Settings } from "../contract/settings.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Authors } from "./authors.ts";
import type { Guarding } from "./guarding.ts";
import { markSettled } from "./uncarried.ts";
import { fixShardCount, readShardCount, whyUnserved } from "./installation.ts";
import type { Publisher } from "./publisher.ts";
import { seedCatalog } from "./seed.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Transact } from "./transact.ts";
import type { Webhooks } from "./webhooks.ts";

export interface FirstStartTools {
  readonly storage: CatalogStorage;
  readonly settings: Settings;
  readonly audit: AuditLog;
  readonly publisher: Publisher;
  readonly guarding: Guarding;
  readonly transact: Transact;
  readonly webhooks: Webhooks;
  readonly authors: Pick<Authors, "makerOf">;
}

/**
 * What may be asked of an installation that was never started and leave it so: who may do what, whether it may be served, and
 * what shards and guards call by themselves. A tray must set off nothing slow.
 */
const STARTS_NOTHING = [
  "constructor",
  "start",
  "attest",
  "suspect",
  "whyUnserved",
  "readIssuerKeys",
  "checkServiceKey",
  "reportGifts",
  "carryOut",
  "keepRetrospective",
  "alarm",
  "webSocketClose",
];

/**
 * Lets every method of the catalog but those above start the installation first, unless it was started. What is written to one that
 * was not would be overwritten by its first start, and what is read of it would be said to be nothing.
 */
export function startAtFirstCall<Catalog extends object>(prototype: Catalog, start: (catalog: Catalog) => void): void {
  for (const [name, { value, ...property }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const method: unknown = value;
    if (typeof method !== "function" || STARTS_NOTHING.includes(name)) continue;
    Object.defineProperty(prototype, name, {
      ...property,
      value(this: Catalog, ...parameters: readonly unknown[]): unknown {
        start(this);
        return Reflect.apply(method, this, parameters);
      },
    });
  }
}

/**
 * Gives an installation that was never started its definitions, its shards and its first ruleset; another one nothing. Says
 * whether it did. Throws if it must not be served.
 */
export function startFirst(
  { storage, settings, audit, publisher, guarding, transact }: FirstStartTools,
  now: number,
): boolean {
  if (readShardCount(storage) !== undefined) return false;
  const refusal = whyUnserved(storage, settings);
  if (refusal !== undefined) throw new Error(refusal.detail);
  const act: Act = { actor: "system", now, why: writeServiceWord({ code: "first-start" }) };
  const started = transact(() => {
    seedCatalog(storage, audit, act, !settings.isProduction);
    storage.addShards(listShardNames(settings.shardCount));
    markSettled(storage);
    fixShardCount(storage, settings.shardCount);
    guarding.followLives(now, 0);
    return publisher.publish(act, writeServiceWord({ code: "first-start" }));
  });
  if (!started.ok) throw new Error(`The bundled definitions do not compile: ${JSON.stringify(started.error.issues)}`);
  return true;
}
