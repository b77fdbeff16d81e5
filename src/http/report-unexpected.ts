import type { Context } from "hono";
import type { Failure } from "../contract/problem.ts";
import { onceForEach } from "../domain/once-for-each.ts";
import { describeUnexpected } from "./describe-unexpected.ts";
import { doAfterwards } from "./do-afterwards.ts";
import { logUnexpected } from "./observe/log.ts";
import type { AppEnv, Services } from "./services.ts";
import { describeShardFailure, openShardAlarm, shardOfError } from "./shards/watch-shards.ts";

const alarmOf = onceForEach((_settings: Services["settings"]) => openShardAlarm());

/** Logs an error that nobody expected, tells the catalog of the shard that it is from, and says what to answer. */
export function reportUnexpected(c: Context<AppEnv>, error: unknown, isWord: boolean): Failure {
  const services = c.get("services");
  const circumstances = { isWord, isStaff: c.get("principal") !== undefined, now: services.now() };
  const failure = describeUnexpected(error, { ...circumstances, shard: shardOfError(error) });
  const ofShard = describeShardFailure(error);
  logUnexpected(error, { problem: failure.type, requestId: c.get("requestId"), ...ofShard });
  if (ofShard !== undefined) doAfterwards(c, alarmOf(services.settings)(services, ofShard));
  return failure;
}
