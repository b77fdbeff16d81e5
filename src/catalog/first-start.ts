import { listShardNames } from "../contract/rpc/objects.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { Settings } from "../contract/settings.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Guarding } from "./guarding.ts";
import { fixShardCount, readShardCount } from "./installation.ts";
import type { Publisher } from "./publisher.ts";
import { seedCatalog } from "./seed.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Transact } from "./transact.ts";

export interface FirstStartTools {
  readonly storage: CatalogStorage;
  readonly settings: Settings;
  readonly audit: AuditLog;
  readonly publisher: Publisher;
  readonly guarding: Guarding;
  readonly transact: Transact;
}

/** Gives an installation that was never started its definitions, its shards and its first ruleset; another one nothing. */
export function startFirst(
  { storage, settings, audit, publisher, guarding, transact }: FirstStartTools,
  now: number,
): void {
  if (readShardCount(storage) !== undefined) return;
  const act: Act = { actor: "system", now, why: "first start" };
  const started = transact(() => {
    seedCatalog(storage, audit, act, !settings.isProduction);
    storage.addShards(listShardNames(settings.shardCount));
    fixShardCount(storage, settings.shardCount);
    guarding.followLives(now, 0);
    return publisher.publish(act, "first start");
  });
  if (!started.ok) throw new Error(`The bundled definitions do not compile: ${JSON.stringify(started.error.issues)}`);
}
