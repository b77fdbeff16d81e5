import type { Context } from "hono";
import type { AppEnv } from "./services.ts";

/** Goes on with work when the answer is on its way. An app that is called without a runtime only begins it. */
export function doAfterwards(c: Context<AppEnv>, work: Promise<unknown>): void {
  let runtime: Context["executionCtx"] | undefined;
  try {
    runtime = c.executionCtx;
  } catch {
    return;
  }
  runtime.waitUntil(work);
}
