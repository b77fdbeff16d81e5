import { matchesEntityTag, unpackTray } from "../../contract/rpc/written-tray.ts";
import { traySchema } from "../../contract/tray.ts";
import { answerStranger, requireToken } from "../access/authenticate.ts";
import { answerKnown, answerTray } from "../answer-tagged.ts";
import { decisionQuerySchema, toTrayRequest } from "../request-parts.ts";
import { createRoutes, defineRoute, problemResponse, rememberGood } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { askShard } from "../shards/ask-shard.ts";

export const trayRoutes = createRoutes();

const getTray = defineRoute(
  "subscriber",
  {
    method: "get",
    path: "/v1/tray",
    summary: "What stands beside the operator's name, now and next",
    request: { query: rememberGood(decisionQuerySchema) },
    responses: {
      200: { description: "What to show", content: { "application/json": { schema: traySchema } } },
      304: { description: "Nothing has changed since the answer with this ETag" },
      503: problemResponse("The first ruleset is being installed"),
    },
  },
  requireToken,
);

trayRoutes.openapi(getTray, async (c) => {
  const request = toTrayRequest(c, c.get("subscriberId"), c.req.valid("query"));
  if (!request.ok) return answerProblem(c, request.error);
  const known = c.req.header("If-None-Match");
  // An observer wants to see what was decided, so with one every answer is made whole.
  const asking = { ...request.value, issuedAt: c.get("issuedAt") };
  const question = c.get("observer").reads ? asking : { ...asking, known };
  const packed = await askShard(c, question, (shard, keeping) => shard.tray({ ...question, ...keeping }));
  if (typeof packed !== "string") return answerStranger(c, packed);
  const { tag, text } = unpackTray(packed);
  if (text !== undefined && !matchesEntityTag(known, tag)) return answerTray(c, { tag, text });
  if (text !== undefined) c.set("decided", [text]);
  return answerKnown(c, tag);
});
