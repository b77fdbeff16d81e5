import { z } from "@hono/zod-openapi";
import { TROUBLE_STATES } from "../../contract/rpc/rpc-identity.ts";
import { createRoutes, defineRoute } from "../define-route.ts";

export const healthRoutes = createRoutes();

const healthSchema = z.strictObject({
  status: z
    .enum(["ready", "installing", "damaged"])
    .describe("`damaged`: what is listed in objects is not as it should be; everything else serves"),
  ruleset: z.int(),
  shards: z.strictObject({ total: z.int(), acknowledged: z.int() }),
  objects: z.array(
    z.strictObject({
      object: z.string(),
      state: z.enum(TROUBLE_STATES),
      sentence: z.strictObject({ ru: z.string(), en: z.string() }).describe("What is wrong, and what to do"),
    }),
  ),
});

const getHealth = defineRoute("anyone", {
  method: "get",
  path: "/healthz",
  summary:
    "Whether every shard is what it should be and decides with the latest ruleset; the first call starts the service",
  responses: {
    200: { description: "Ready", content: { "application/json": { schema: healthSchema } } },
    503: {
      description: "Some shards are behind, or lost",
      content: { "application/json": { schema: healthSchema } },
    },
  },
});

healthRoutes.openapi(getHealth, async (c) => {
  const { catalog, now } = c.get("services");
  const { isLive, ruleset, total, acknowledged, troubled } = await catalog.start(now());
  const isReady = isLive && troubled.length === 0;
  const isBehind = !isLive && acknowledged + troubled.filter(({ kind }) => kind === "shard").length < total;
  const body = {
    status: isReady ? "ready" : isBehind ? "installing" : "damaged",
    ruleset,
    shards: { total, acknowledged },
    objects: troubled.map(({ object, state, sentence }) => ({ object, state, sentence })),
  };
  return c.json(body, isReady ? 200 : 503);
});
