import { isKeySetWithKeys } from "../contract/key-set.ts";

/** Sets with certificates beside their keys have some ten thousand bytes. */
const MAXIMUM_BYTES = 256 * 1024;

/**
 * The key set at an address, as JSON text. Undefined for whatever is none: another status than 200 (an address that has
 * moved is for the operator to correct), no key set, one without keys, too many bytes, no whole answer in time.
 */
export async function fetchKeySet(url: string, timeoutMs: number): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      headers: { Accept: "application/json, application/jwk-set+json", "User-Agent": "Garland" },
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = response.status === 200 ? await readBriefly(response) : undefined;
    if (text === undefined) await response.body?.cancel();
    return text !== undefined && isKeySetWithKeys(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The body as text, unless it is too long: then no more of it is read. */
async function readBriefly({ body }: Response): Promise<string | undefined> {
  if (body === null) return undefined;
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the body.
    if (bytes > MAXIMUM_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
