import { createTestHarness } from "wrangler";
import { DEVELOPMENT_VARIABLES } from "../../scripts/development-variables.ts";
import { keepWranglerOffline } from "../../scripts/wrangler-environment.ts";
import type { CatalogRpc, ShardRpc } from "../../src/contract/rpc/rpc.ts";
import type { GuardRpc } from "../../src/contract/rpc/rpc-guard.ts";
import { listShardNames } from "../../src/contract/rpc/objects.ts";

const PEOPLE = 300;

/** The day on which these tests take place, whenever they are run: windows are compiled from here on. */
export const TODAY = Date.UTC(2026, 10, 24, 9);

interface Bindings {
  readonly CATALOG: { getByName(name: string): Pick<CatalogRpc, "start"> };
  readonly SHARD: { getByName(name: string): Pick<ShardRpc, "reportCounts"> };
  readonly GUARD: { getByName(name: string): Pick<GuardRpc, "look"> };
  readonly SHARDS: string;
}

/** The real service over real HTTP, on a free port. */
export interface RunningWorker {
  /** Without a slash at the end. */
  readonly origin: string;
  /** Does at once what shards and a guard do by alarm: the counts are sent in, the guard looks and acts. */
  letGuardLook(guard: string, now: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the Worker with empty storage and the first of the invented people, and waits until every shard decides. Unless
 * guards are to count them, they are test lines: a file's tests switch off often enough to have a campaign halted.
 */
export async function startWorker({ countedByGuards = false } = {}): Promise<RunningWorker> {
  keepWranglerOffline();
  const harness = createTestHarness({ workers: [{ configPath: "./wrangler.toml", vars: DEVELOPMENT_VARIABLES }] });
  try {
    const { url } = await harness.listen();
    const { CATALOG, SHARD, GUARD, SHARDS } = await harness.getWorker<Bindings>().getEnv();
    await CATALOG.getByName("catalog").start(TODAY);
    await expectOk(await fetch(new URL("/healthz", url)));
    await expectOk(
      await fetch(new URL("/dev/population", url), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ people: PEOPLE, test: !countedByGuards }),
      }),
    );
    return {
      origin: url.origin,
      letGuardLook: async (guard, now) => {
        const shards = listShardNames(Number(SHARDS));
        await Promise.all(shards.map((shard) => SHARD.getByName(shard).reportCounts(now)));
        await GUARD.getByName(guard).look(now);
      },
      stop: () => harness.close(),
    };
  } catch (error) {
    harness.debug();
    await harness.close();
    throw error;
  }
}

async function expectOk(response: Response): Promise<void> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
}
