import { z } from "@hono/zod-openapi";
import { idempotencyKeySchema, scopeSchema } from "../../contract/identifiers.ts";
import { traySchema } from "../../contract/tray.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { whyNoRoom } from "../keep-room.ts";
import { answerProblem } from "../problem.ts";
import { decisionQuerySchema, toWordRequest } from "../request-parts.ts";
import { answerTray } from "../answer-tagged.ts";

export const choiceRoutes = createRoutes();

/** One word. */
export const choiceBodySchema = z.strictObject({
  scope: scopeSchema,
  value: z.enum(["in", "out"]),
  notice: z.string().max(128).optional().describe("Which text the person saw: id, version and language"),
});

const postChoice = defineRoute("subscriber", {
  method: "post",
  path: "/v1/me/choices",
  "x-room": "heeds-outs",
  summary: "Switch a theme, a category or everything on or off",
  request: {
    query: decisionQuerySchema,
    headers: z.object({ "idempotency-key": idempotencyKeySchema.optional() }),
    body: { required: true, content: { "application/json": { schema: choiceBodySchema } } },
  },
  responses: {
    200: {
      description: "The choice is kept; this is the tray as it is now",
      content: { "application/json": { schema: traySchema } },
    },
    400: problemResponse("The request is not as documented"),
    401: problemResponse("No valid subscriber token"),
    409: problemResponse("The Idempotency-Key was used for another choice"),
    422: problemResponse("There is no such theme or category"),
    429: problemResponse("This was done very often within an hour"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

choiceRoutes.openapi(postChoice, async (c) => {
  const request = toWordRequest(c, c.get("subscriberId"), c.req.valid("query"));
  if (!request.ok) return answerProblem(c, request.error);
  const refusal = await whyNoRoom(c, c.req.valid("json").value === "out");
  if (refusal !== undefined) return answerProblem(c, refusal);
  const reply = await c
    .get("services")
    .shardOf(request.value.subscriberId)
    .choose({
      ...request.value,
      ...c.req.valid("json"),
      idempotencyKey: c.req.valid("header")["idempotency-key"],
      channel: "app",
      actor: "self",
    });
  return reply.ok ? answerTray(c, reply.value.tray) : answerProblem(c, reply.error);
});
