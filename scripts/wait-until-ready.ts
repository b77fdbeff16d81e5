import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";

const POLL_MS = 200;
const PROGRESS_EVERY_MS = 5_000;

const sentenceSchema = z.object({ en: z.string() });
const damageSchema = z.object({
  status: z.literal("damaged"),
  objects: z.array(z.object({ sentence: sentenceSchema })),
  space: z.object({ sentence: sentenceSchema.nullable() }).optional(),
});

const problemSchema = z.object({ detail: z.string() });
const healthSchema = z.object({ shards: z.object({ total: z.int(), acknowledged: z.int() }) });

/** How the wait ends, and what is told during it. */
export interface Waiting {
  /** Aborted, with its reason, when what is waited for has ended. */
  readonly hasEnded: AbortSignal;
  /** How far it is, where it says nothing itself; asked for every few seconds. */
  readonly describe: () => string;
}

/**
 * Asks a service for its health until every shard decides that can, a lost one being named and keeping nobody else waiting, however long that takes, and says how far it is. Throws what it
 * says if it refuses to serve, and the reason of `hasEnded` when that is aborted.
 */
export async function waitUntilReady(origin: string, { hasEnded, describe }: Waiting): Promise<void> {
  const startedAt = Date.now();
  let last: string | undefined;
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    console.log(`Starting for ${seconds} s: ${last ?? describe()}`);
  }, PROGRESS_EVERY_MS);
  try {
    for (;;) {
      // The terminal speaks English.
      const init = { headers: { "Accept-Language": "en" }, signal: hasEnded };
      const response = await fetch(`${origin}/healthz`, init).catch(() => undefined);
      hasEnded.throwIfAborted();
      if (response?.ok === true) return;
      const text = (await response?.text()) ?? "";
      const damage = readDamage(text);
      if (damage !== undefined) return console.error(damage);
      if (response?.status === 500) throw new Error(`The service refuses to start. ${readDetail(text)}`);
      last = response && describeHealth(text, response.status);
      await wait(POLL_MS);
    }
  } finally {
    clearInterval(progress);
  }
}

function describeHealth(text: string, status: number): string {
  const health = healthSchema.safeParse(parseJson(text));
  if (!health.success) return `/healthz answers ${status}: ${readDetail(text)}`;
  const { total, acknowledged } = health.data.shards;
  return `${acknowledged} of ${total} shards decide with the latest ruleset; /healthz tells the rest.`;
}

/** What is wrong with a service that serves all but what is lost; undefined: it does not serve yet. */
function readDamage(text: string): string | undefined {
  const health = damageSchema.safeParse(parseJson(text));
  if (!health.success) return undefined;
  const { objects, space } = health.data;
  const sentences = [...objects.map(({ sentence }) => sentence), ...(space?.sentence ? [space.sentence] : [])];
  return sentences.map(({ en }) => en).join("\n");
}

function readDetail(text: string): string {
  const problem = problemSchema.safeParse(parseJson(text));
  return problem.success ? problem.data.detail : "Its reason is above.";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
