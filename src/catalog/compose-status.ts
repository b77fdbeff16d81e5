import { listShardNames } from "../contract/rpc/objects.ts";
import type { CatalogStatus } from "../contract/rpc/rpc.ts";
import type { Settings } from "../contract/settings.ts";
import type { ResumeAwaited } from "../domain/resume-everything.ts";
import type { AlarmKeeper } from "../storage/alarm-keeper.ts";
import type { Publisher } from "./publisher.ts";
import type { RollCall } from "./roll-call.ts";
import type { ServiceKeys } from "./service-keys.ts";
import type { SpaceWatch } from "./space-watch.ts";

interface StatusTools {
  readonly publisher: Publisher;
  readonly settings: Pick<Settings, "shardCount">;
  readonly rollCall: Pick<RollCall, "listTroubled">;
  readonly keeper: Pick<AlarmKeeper, "listTroubles">;
  readonly space: Pick<SpaceWatch, "last">;
  readonly serviceKeys: Pick<ServiceKeys, "listToConfirm">;
  /** Of this the word of one person that everything may go on, while it waits for another's. */
  readonly stopping: { resumeAwaited(): ResumeAwaited | undefined };
}

/** How far the latest ruleset has come, shard by shard, and what is not as it should be. */
export function composeStatus(tools: StatusTools, now: number): CatalogStatus {
  const { publisher, settings, rollCall, keeper, space, serviceKeys, stopping } = tools;
  const resume = stopping.resumeAwaited();
  const installs = publisher.readInstalls();
  const versions = new Map(installs.map(({ shard, version }) => [shard, version]));
  return {
    ...publisher.report(),
    shards: listShardNames(settings.shardCount).map((shard) => versions.get(shard) ?? 0),
    errors: installs.flatMap(({ shard, error }) => (error === null ? [] : [`${shard}: ${error}`])),
    stopped: publisher.readLive().stopped,
    ...(resume === undefined ? {} : { resume }),
    troubled: rollCall.listTroubled(),
    failingDuties: keeper.listTroubles(),
    keysToConfirm: serviceKeys.listToConfirm(now).map(({ prefix, name, createdBy }) => ({ prefix, name, createdBy })),
    space: space.last(),
  };
}
