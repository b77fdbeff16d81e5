import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { importReportSchema, type ImportReport } from "../contract/population.ts";
import { askService, explainRefusal, LostConnection, readAnswer } from "./ask-service.ts";
import { ServiceError } from "./command.ts";
import type { Part } from "./read-parts.ts";

const compress = promisify(gzip);

/** How imports reach the service. */
export interface ImportTarget {
  readonly url: URL;
  /** A service key or a staff token. */
  readonly key: string | undefined;
  readonly isGzip: boolean;
  readonly idempotencyKey: string;
}

export interface Patience {
  wait(milliseconds: number): Promise<void>;
  /** Says that a part is tried again, and why. */
  onRetry(why: string, seconds: number): void;
}

const MAXIMUM_ATTEMPTS = 10;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Answers of which the next one may be better. A body that broke off on the way is 400 from Garland itself. */
const PASSING_STATUSES = new Set([408, 429, 500, 502, 503, 504]);

type Attempt = { readonly report: ImportReport } | { readonly why: string; readonly retryAfterMs: number | undefined };

/**
 * Sends a part until it is answered. It goes under its own Idempotency-Key, so a part that arrived before the
 * connection was lost is not stored twice, and one that arrived half-way is taken up where it stopped.
 */
export async function sendPart(target: ImportTarget, part: Part, patience: Patience): Promise<ImportReport> {
  const body = target.isGzip ? Uint8Array.from(await compress(part.bytes)) : part.bytes;
  let waitMs = FIRST_WAIT_MS;
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryPart(target, part, body);
    if ("report" in outcome) return outcome.report;
    if (attempt === MAXIMUM_ATTEMPTS) throw new ServiceError(outcome.why);
    const delayMs = Math.min(outcome.retryAfterMs ?? waitMs, LONGEST_WAIT_MS);
    patience.onRetry(outcome.why, delayMs / 1_000);
    await patience.wait(delayMs);
    waitMs *= 2;
  }
}

async function tryPart(
  { url, key, isGzip, idempotencyKey }: ImportTarget,
  part: Part,
  body: Uint8Array<ArrayBuffer>,
): Promise<Attempt> {
  const headers: Record<string, string> = {
    "Content-Type": "application/x-ndjson",
    "Idempotency-Key": `${idempotencyKey}:${part.index}`,
    ...(isGzip ? { "Content-Encoding": "gzip" } : {}),
    ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
  };
  const reply = await askService(new URL("/v1/subscribers:import", url), { method: "POST", headers, body }).catch(
    (error: unknown) => {
      if (error instanceof LostConnection) return undefined;
      throw error;
    },
  );
  if (reply === undefined) return { why: `The connection to ${url.origin} was lost`, retryAfterMs: undefined };
  if (reply.isOk) return { report: readAnswer(url, reply, importReportSchema) };
  const why = explainRefusal(url, reply.status, reply.answer);
  if (!PASSING_STATUSES.has(reply.status)) throw new ServiceError(why);
  const retryAfterS = Number(reply.headers.get("Retry-After") ?? Number.NaN);
  return { why, retryAfterMs: Number.isFinite(retryAfterS) ? retryAfterS * 1_000 : undefined };
}
