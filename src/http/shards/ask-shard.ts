import type { Context } from "hono";
import type { AskingRequest } from "../../contract/rpc/rpc-tray.ts";
import type { ShardRpc } from "../../contract/rpc/rpc.ts";
import { onceForEach } from "../../domain/once-for-each.ts";
import { keepsFacts } from "../keep-room.ts";
import { wasNotWritten } from "../describe-unexpected.ts";
import type { AppEnv, Services } from "../services.ts";

/** So long a shard that could not write is asked to write nothing: each attempt that fails has it start anew. */
const UNTRIED_MS = 5_000;
/** Whoever asks just when somebody else's attempt fails is cut off with it. */
const ATTEMPTS = 3;

/** When each shard failed to write, by its name. */
const failuresOf = onceForEach((_settings: Services["settings"]) => new Map<string, number>());

/**
 * Asks a person's shard what a phone is to show. That is no word, and needs nothing to be kept: with a full disk it is
 * answered all the same, and with little room left it writes nothing.
 */
export async function askShard<Answer>(
  c: Context<AppEnv>,
  request: AskingRequest,
  ask: (shard: ShardRpc, keeping: Pick<AskingRequest, "keepsNothing">) => Promise<Answer>,
): Promise<Answer> {
  const { settings, shardOf, shardNameOf, now } = c.get("services");
  const failures = failuresOf(settings);
  const shard = shardNameOf(request.subscriberId);
  const isLow = !(await keepsFacts(c));
  for (let attempt = 1; ; attempt++) {
    const sinceMs = now() - (failures.get(shard) ?? -Infinity);
    const isFull = isLow || attempt > 1 || (sinceMs >= 0 && sinceMs < UNTRIED_MS);
    try {
      return await ask(shardOf(request.subscriberId), isFull ? { keepsNothing: true } : {});
    } catch (error) {
      if (!wasNotWritten(error) || attempt === ATTEMPTS) throw error;
      if (!isFull) failures.set(shard, now());
    }
  }
}
