import { whyPrivate } from "../contract/private-address.ts";
import { hmacHex } from "../tokens/digest.ts";
import type { AddressAnswer, Sending } from "./deliveries.ts";
import type { Address } from "./lanes.ts";

const ANSWER_WITHIN_MS = 5_000;

export interface PostOptions {
  readonly now: number;
  /** Whether addresses inside the operator's own network may be called. */
  readonly mayCallPrivate: boolean;
  /** Calls outside; redirects are answers and are not followed. */
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** Sends a notice to an address, once. Whatever goes wrong is an answer. */
export async function postNotice(address: Address, sending: Sending, options: PostOptions): Promise<AddressAnswer> {
  const { url, secret } = address;
  const { now, mayCallPrivate } = options;
  // It may have been registered under another setting.
  if (!mayCallPrivate && whyPrivate(url) !== undefined) return { isTaken: false, text: "private address" };
  try {
    const response = await options.fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "Garland",
        "Garland-Delivery": sending.id,
        "Garland-Event": sending.kind,
        "Garland-Signature": signDelivery(secret, Math.floor(now / 1000), sending.body),
      },
      body: sending.body,
    });
    await response.body?.cancel();
    const { ok: isTaken, status, headers } = response;
    const retryAfterMs = readRetryAfter(headers.get("Retry-After"), now);
    return { isTaken, status, text: String(status), ...(retryAfterMs !== undefined && { retryAfterMs }) };
  } catch (error) {
    return { isTaken: false, text: error instanceof Error ? error.name : "unreachable" };
  }
}

/** Timestamp and body are signed together, so that an old delivery can't pass for a new one. */
function signDelivery(secret: string, timestamp: number, body: string): string {
  return `t=${timestamp},v1=${hmacHex(secret, `${timestamp}.${body}`)}`;
}

/** RFC 9110: seconds, or a date. Undefined for what is neither, and for what lies behind. */
function readRetryAfter(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  const waitMs = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now;
  return waitMs > 0 ? waitMs : undefined;
}
