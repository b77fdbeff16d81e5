import type { Context } from "hono";
import { traySchema } from "../../contract/tray.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerTagged } from "../entity-tag.ts";
import { answerProblem } from "../problem.ts";
import { decisionQuerySchema, toTrayRequest } from "../request-parts.ts";
import type { AppEnv } from "../services.ts";

export const trayRoutes = createRoutes();

const SCHEMA_LINK = '</schemas/tray.v1.json>; rel="describedby"';

const getTray = defineRoute("subscriber", {
  method: "get",
  path: "/v1/tray",
  summary: "What stands beside the operator's name, now and next",
  request: { query: decisionQuerySchema },
  responses: {
    200: { description: "What to show", content: { "application/json": { schema: traySchema } } },
    304: { description: "Nothing has changed since the answer with this ETag" },
    400: problemResponse("The query is not as documented"),
    401: problemResponse("No valid subscriber token"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

trayRoutes.openapi(getTray, async (c) => {
  const request = toTrayRequest(c, c.get("subscriberId"), c.req.valid("query"));
  if (!request.ok) return answerProblem(c, request.error);
  const tray = await c.get("services").shardOf(request.value.subscriberId).tray(request.value);
  return tray === null ? answerNotReady(c) : answerTray(c, tray);
});

/** Answers a tray (JSON text) with its strong ETag, or 304 if the phone has it. */
export function answerTray(c: Context<AppEnv>, tray: string): Promise<Response> {
  return answerTagged(c, tray, { Link: SCHEMA_LINK });
}

/** Answers 503 and sees to it that the first ruleset is on its way. */
export function answerNotReady(c: Context<AppEnv>): Response {
  const { catalog, now } = c.get("services");
  c.executionCtx.waitUntil(catalog.start(now()));
  return answerProblem(c, {
    type: "not-ready",
    detail: "The first ruleset is being installed; ask again in a second.",
  });
}
