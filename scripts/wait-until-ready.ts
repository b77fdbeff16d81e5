import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";

const POLL_MS = 200;

const problemSchema = z.object({ detail: z.string() });

/**
 * Asks a service for its health until every shard decides. Throws what it says if it refuses to serve, the reason of `hasEnded`
 * when that is aborted, and what it said last if it is not ready in time.
 */
export async function waitUntilReady(origin: string, withinMs: number, hasEnded: AbortSignal): Promise<void> {
  let last = "no answer yet";
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await wait(POLL_MS)) {
    // The terminal speaks English.
    const init = { headers: { "Accept-Language": "en" }, signal: hasEnded };
    const response = await fetch(`${origin}/healthz`, init).catch(() => undefined);
    hasEnded.throwIfAborted();
    if (response === undefined) continue;
    if (response.ok) return;
    const text = await response.text();
    if (response.status === 500) throw new Error(`The service refuses to start. ${readDetail(text)}`);
    last = `${response.status} ${text}`;
  }
  throw new Error(`The service was not ready within ${withinMs / 1000} s (${last}).`);
}

function readDetail(text: string): string {
  try {
    return problemSchema.parse(JSON.parse(text)).detail;
  } catch {
    return "Its reason is above.";
  }
}
