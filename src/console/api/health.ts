import { queryOptions } from "@tanstack/react-query";
import { healthSchema, objectsSchema, type ObjectList } from "../../contract/health.ts";
import type { ServiceHealth } from "../../domain/service-texts.ts";
import { ApiFailure, call } from "./client.ts";

const ASK_EVERY_MS = 10_000;

/** How the service is. */
export interface KnownHealth {
  readonly health: ServiceHealth;
  /** Null: nobody could list them. */
  readonly objects: ObjectList["objects"] | null;
  /** When it was so, by the service's clock. */
  readonly at: number;
}

export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => readHealth(signal),
  refetchInterval: ASK_EVERY_MS,
});

async function readHealth(signal: AbortSignal): Promise<KnownHealth> {
  try {
    const { objects, at, ...health } = await call("/v1/objects", objectsSchema, { signal });
    return { health, objects, at };
  } catch (error) {
    // Without its catalog the service can't list its objects, but says that.
    if (!(error instanceof ApiFailure) || error.kind !== "broken") throw error;
    const known = await readFromOutside(signal);
    if (known === undefined) throw error;
    return known;
  }
}

/** What everybody may know. A service that is not well answers 503, with the same members. */
async function readFromOutside(signal: AbortSignal): Promise<KnownHealth | undefined> {
  const response = await fetch("/healthz", { signal });
  const answer: unknown = await response.json().catch(() => null);
  const parsed = healthSchema.safeParse(answer);
  if (!parsed.success) return undefined;
  const { objects: troubles, ...health } = parsed.data;
  return { health: { ...health, troubles }, objects: null, at: Date.now() };
}
