import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";

const POLL_MS = 200;

const healthSchema = z.object({
  status: z.literal("damaged"),
  objects: z.array(z.object({ sentence: z.object({ en: z.string() }) })),
});

const problemSchema = z.object({ detail: z.string() });

/**
 * Asks a service for its health until every shard decides that can: a lost one is named, and keeps nobody else waiting. Throws what it says if it refuses to serve, the reason of `hasEnded`
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
    const damage = readDamage(text);
    if (damage !== undefined) return console.error(damage);
    if (response.status === 500) throw new Error(`The service refuses to start. ${readDetail(text)}`);
    last = `${response.status} ${text}`;
  }
  throw new Error(`The service was not ready within ${withinMs / 1000} s (${last}).`);
}

/** What is wrong with a service that serves all but what is lost; undefined: it does not serve yet. */
function readDamage(text: string): string | undefined {
  const health = healthSchema.safeParse(parseJson(text));
  return health.success ? health.data.objects.map(({ sentence }) => sentence.en).join("\n") : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readDetail(text: string): string {
  try {
    return problemSchema.parse(JSON.parse(text)).detail;
  } catch {
    return "Its reason is above.";
  }
}
