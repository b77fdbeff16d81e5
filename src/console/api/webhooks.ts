import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { NoticeKind } from "../../domain/guard/guard-notice.ts";
import { deliverySchema, webhookSchema } from "../../contract/guard.ts";
import { call } from "./client.ts";

const listSchema = z.strictObject({ items: z.array(webhookSchema) });
const deliveriesSchema = z.strictObject({ items: z.array(deliverySchema) });
const newWebhookSchema = z.strictObject({ ...webhookSchema.shape, secret: z.string() });

const SHOWN_DELIVERIES = 20;
/** While something is on its way, and otherwise. */
const BUSY_MS = 2_000;
const QUIET_MS = 30_000;

export type Webhook = z.infer<typeof webhookSchema>;
export type Delivery = z.infer<typeof deliverySchema>;

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: async ({ signal }) => (await call("/v1/webhooks", listSchema, { signal })).items,
});

/** What became of the latest notices. */
export const deliveriesQuery = queryOptions({
  queryKey: ["webhooks", "deliveries"],
  queryFn: async ({ signal }) =>
    (await call(`/v1/webhook-deliveries?limit=${SHOWN_DELIVERIES}`, deliveriesSchema, { signal })).items,
  refetchInterval: ({ state }) => (state.data?.some(isFresh) ? BUSY_MS : QUIET_MS),
});

/** Not tried yet, or just being tried; what failed is tried again after so long that nobody waits for it. */
function isFresh({ state, attempts }: Delivery): boolean {
  return state === "waiting" && attempts <= 1;
}

/** Has an address told of these kinds, or of everything; answers it with its secret. */
export function addWebhook(url: string, kinds: readonly NoticeKind[] | undefined) {
  const body = { url, ...(kinds === undefined ? {} : { kinds }) };
  return call("/v1/webhooks", newWebhookSchema, { method: "POST", body });
}

/** Sends an address a notice that tells of nothing. */
export function tryWebhook(id: string): Promise<Delivery> {
  return call(`/v1/webhooks/${id}:test`, deliverySchema, { method: "POST" });
}

/** Sends a notice again, whatever became of it. */
export function replayDelivery(id: string): Promise<Delivery> {
  return call(`/v1/webhook-deliveries/${id}:replay`, deliverySchema, { method: "POST" });
}

export function removeWebhook(id: string): Promise<null> {
  return call(`/v1/webhooks/${id}`, z.null(), { method: "DELETE" });
}
