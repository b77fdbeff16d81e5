import { inBoth } from "../../contract/problem.ts";
import { sayNeverStarted } from "../../domain/missing-texts.ts";
import { z } from "@hono/zod-openapi";
import { keySchema } from "../../contract/identifiers.ts";
import { liveContentSchema } from "../../contract/live-content.ts";
import { READERS } from "../../contract/role.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";

/** What a campaign really shows, as it was approved; its working copy may be ahead of it. */
export const liveContentRoutes = createRoutes();

const getLiveContent = defineRoute(READERS, {
  method: "get",
  path: "/v1/campaigns/{key}/live",
  summary: "The content that was started last, with copies of everything it uses",
  request: { params: z.object({ key: keySchema }) },
  responses: {
    200: {
      description: "The content",
      content: {
        "application/json": {
          schema: liveContentSchema,
        },
      },
    },
    404: problemResponse("It was never started"),
  },
});

liveContentRoutes.openapi(getLiveContent, async (c) => {
  const { key } = c.req.valid("param");
  const content = await c.get("services").catalog.readLiveContent(key);
  if (content !== null) return c.json(content, 200);
  return answerProblem(c, { type: "not-found", ...inBoth(sayNeverStarted(key)) });
});
