import { z } from "@hono/zod-openapi";
import { createRoutes, defineRoute } from "../define-route.ts";

export const healthRoutes = createRoutes();

const healthSchema = z.strictObject({
  status: z.enum(["ready", "installing"]),
  ruleset: z.int(),
  shards: z.strictObject({ total: z.int(), acknowledged: z.int() }),
});

const getHealth = defineRoute("anyone", {
  method: "get",
  path: "/healthz",
  summary: "Whether every shard decides with the latest ruleset; the first call starts the service",
  responses: {
    200: { description: "Ready", content: { "application/json": { schema: healthSchema } } },
    503: { description: "Some shards are behind", content: { "application/json": { schema: healthSchema } } },
  },
});

healthRoutes.openapi(getHealth, async (c) => {
  const { catalog, now } = c.get("services");
  const { isLive, ruleset, total, acknowledged } = await catalog.start(now());
  const body = { status: isLive ? "ready" : "installing", ruleset, shards: { total, acknowledged } };
  return c.json(body, isLive ? 200 : 503);
});
