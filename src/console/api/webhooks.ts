import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { deliverySchema, webhookSchema } from "../../contract/guard.ts";
import { call } from "./client.ts";

const listSchema = z.strictObject({ items: z.array(webhookSchema) });
const deliveriesSchema = z.strictObject({ items: z.array(deliverySchema) });
const newWebhookSchema = z.strictObject({ ...webhookSchema.shape, secret: z.string() });

const SHOWN_DELIVERIES = 20;

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: async ({ signal }) => (await call("/v1/webhooks", listSchema, { signal })).items,
});

/** What became of the latest notices. */
export const deliveriesQuery = queryOptions({
  queryKey: ["webhooks", "deliveries"],
  queryFn: async ({ signal }) =>
    (await call(`/v1/webhook-deliveries?limit=${SHOWN_DELIVERIES}`, deliveriesSchema, { signal })).items,
});

/** Has an address told of everything; answers it with its secret. */
export function addWebhook(url: string) {
  return call("/v1/webhooks", newWebhookSchema, { method: "POST", body: { url } });
}

export function removeWebhook(id: string): Promise<null> {
  return call(`/v1/webhooks/${id}`, z.null(), { method: "DELETE" });
}
