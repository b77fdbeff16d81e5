import { join } from "node:path";
import { createTestHarness } from "wrangler";
import { keepTemporaryFilesInMemory } from "../keep-temporary-files-in-memory.ts";
import { keepWranglerOffline } from "../wrangler-environment.ts";
import type { RealRunRequest } from "./real-run-request.ts";
import type { GuardedRun } from "./run-guard.ts";

const CONFIG = join(import.meta.dirname, "../../test/worker/backlash/wrangler.toml");

/** The real objects in workerd, each run with empty storage. */
export interface RealObjects {
  run(request: RealRunRequest): Promise<GuardedRun>;
  close(): Promise<void>;
}

export async function openRealObjects(): Promise<RealObjects> {
  keepWranglerOffline();
  // Objects wait for their writes, and these are thrown away.
  keepTemporaryFilesInMemory();
  const harness = createTestHarness({ workers: [{ configPath: CONFIG }] });
  await harness.listen();
  return {
    async run(request) {
      await harness.reset();
      const response = await harness.fetch("/", { method: "POST", body: JSON.stringify(request) });
      const text = await response.text();
      if (!response.ok) throw new Error(`The simulation broke: ${response.status} ${text}`);
      // Parsed boundary: the worker of the simulation answers nothing else.
      return JSON.parse(text) as GuardedRun;
    },
    close: () => harness.close(),
  };
}
