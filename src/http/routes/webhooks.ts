import { z } from "@hono/zod-openapi";
import { deliverySchema, noticeKindSchema, webhookSchema } from "../../contract/guard.ts";
import { whyPrivate } from "../../contract/private-address.ts";
import { ADMINS } from "../../contract/role.ts";
import type { Delivery, Webhook } from "../../contract/rpc/rpc-webhooks.ts";
import { actOf } from "../access/authenticate-staff.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { rule } from "../../contract/rules.ts";
import { inBoth } from "../../contract/problem.ts";

/** Addresses that are told when a campaign is warned of, held, halted or stopped. See docs/webhooks.md. */
export const webhookRoutes = createRoutes();

const SECRET_BYTES = 32;

const idSchema = z.uuid({ error: rule("listed-id") });

const urlSchema = z
  .url({ protocol: /^https?$/, error: rule("address-of-hook") })
  .max(2048)
  .refine((text) => {
    const parsed = URL.parse(text);
    return parsed === null || parsed.username + parsed.password === "";
  }, rule("address-without-login"));

const bodySchema = z.strictObject({
  url: urlSchema,
  kinds: z.array(noticeKindSchema).min(1).optional().describe("What to tell; everything if left out"),
});

const newWebhookSchema = z.strictObject({
  ...webhookSchema.shape,
  secret: z.string().describe("Signs every delivery. Keep it now: it can't be shown again"),
});

const postWebhook = defineRoute(ADMINS, {
  method: "post",
  path: "/v1/webhooks",
  summary: "Has an address told of what happens to campaigns",
  request: { body: { required: true, content: { "application/json": { schema: bodySchema } } } },
  responses: {
    201: { description: "It, with its secret", content: { "application/json": { schema: newWebhookSchema } } },
    400: problemResponse("The request is not as documented"),
    422: problemResponse("The address is not https, or is in a private network and none may be called"),
  },
});

webhookRoutes.openapi(postWebhook, async (c) => {
  const { url, kinds } = c.req.valid("json");
  const { catalog, settings } = c.get("services");
  if (settings.isProduction && new URL(url).protocol !== "https:") {
    const issues = [{ path: "$.url", message: "must be https: a notice must not be read or changed on its way" }];
    return answerProblem(c, {
      type: "refused",
      ...inBoth({ ru: "Адрес не https.", en: "The address is not https." }),
      issues,
    });
  }
  if (!settings.mayCallPrivate && whyPrivate(url) !== undefined) {
    const message = "must be on the public internet; PRIVATE_WEBHOOKS=on allows addresses of your own network";
    const words = {
      ru: "Адрес в частной сети или на этой же машине.",
      en: "The address is in a private network, or on this machine.",
    };
    return answerProblem(c, { type: "refused", ...inBoth(words), issues: [{ path: "$.url", message }] });
  }
  const secret = `whs_${toHex(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))}`;
  const id = crypto.randomUUID();
  const webhook = await catalog.addWebhook({ ...actOf(c), id, url, kinds: kinds ?? null, secret });
  return c.json({ ...toWire(webhook), secret }, 201, { "Cache-Control": "no-store" });
});

const getWebhooks = defineRoute(ADMINS, {
  method: "get",
  path: "/v1/webhooks",
  summary: "All addresses that are told; never their secrets",
  responses: {
    200: {
      description: "The addresses",
      content: { "application/json": { schema: z.strictObject({ items: z.array(webhookSchema) }) } },
    },
  },
});

webhookRoutes.openapi(getWebhooks, async (c) => {
  const webhooks = await c.get("services").catalog.listWebhooks();
  return c.json({ items: webhooks.map(toWire) }, 200, { "Cache-Control": "private, no-store" });
});

const deleteWebhook = defineRoute(ADMINS, {
  method: "delete",
  path: "/v1/webhooks/{id}",
  summary: "Tells an address nothing any more",
  request: { params: z.strictObject({ id: idSchema }) },
  responses: {
    204: { description: "It is told nothing any more" },
    400: problemResponse("That is no id"),
    404: problemResponse("There is no such webhook"),
  },
});

webhookRoutes.openapi(deleteWebhook, async (c) => {
  const removed = await c.get("services").catalog.removeWebhook(c.req.valid("param").id, actOf(c));
  return removed.ok ? c.body(null, 204) : answerProblem(c, removed.error);
});

const testWebhook = defineRoute(ADMINS, {
  method: "post",
  path: "/v1/webhooks/{id}/test",
  summary: "Sends an address a notice that tells of nothing, to see whether it arrives",
  request: { params: z.strictObject({ id: idSchema }) },
  responses: {
    202: { description: "It is on its way", content: { "application/json": { schema: deliverySchema } } },
    400: problemResponse("That is no id"),
    404: problemResponse("There is no such webhook"),
  },
});

webhookRoutes.openapi(testWebhook, async (c) => {
  const sent = await c.get("services").catalog.testWebhook(c.req.valid("param").id, actOf(c));
  return sent.ok ? c.json(toDeliveryWire(sent.value), 202) : answerProblem(c, sent.error);
});

const getDeliveries = defineRoute(ADMINS, {
  method: "get",
  path: "/v1/webhook-deliveries",
  summary: "What became of each notice, newest first",
  request: {
    query: z.strictObject({
      webhook: idSchema.optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
  },
  responses: {
    200: {
      description: "The deliveries",
      content: { "application/json": { schema: z.strictObject({ items: z.array(deliverySchema) }) } },
    },
    400: problemResponse("The query is not as documented"),
  },
});

webhookRoutes.openapi(getDeliveries, async (c) => {
  const deliveries = await c.get("services").catalog.listDeliveries(c.req.valid("query"));
  return c.json({ items: deliveries.map(toDeliveryWire) }, 200, { "Cache-Control": "private, no-store" });
});

const replayDelivery = defineRoute(ADMINS, {
  method: "post",
  path: "/v1/webhook-deliveries/{id}/replay",
  summary: "Sends a notice again, whatever became of it",
  request: { params: z.strictObject({ id: idSchema }) },
  responses: {
    202: { description: "It is on its way", content: { "application/json": { schema: deliverySchema } } },
    400: problemResponse("That is no id"),
    404: problemResponse("There is no such delivery"),
  },
});

webhookRoutes.openapi(replayDelivery, async (c) => {
  const replayed = await c.get("services").catalog.replayDelivery(c.req.valid("param").id, actOf(c));
  return replayed.ok ? c.json(toDeliveryWire(replayed.value), 202) : answerProblem(c, replayed.error);
});

function toWire({ createdAt, kinds, ...rest }: Webhook) {
  return { ...rest, kinds: kinds && [...kinds], createdAt: new Date(createdAt).toISOString() };
}

function toDeliveryWire({ at, nextAttemptAt, ...rest }: Delivery) {
  return {
    ...rest,
    at: new Date(at).toISOString(),
    nextAttemptAt: nextAttemptAt === null ? null : new Date(nextAttemptAt).toISOString(),
  };
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
