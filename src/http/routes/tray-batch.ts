import { z } from "@hono/zod-openapi";
import { NOT_READY } from "../../contract/problem.ts";
import { unpackTray } from "../../contract/rpc/written-tray.ts";
import { fail, succeed } from "../../domain/result.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerLines, lineAnswersSchema, linesSchema, readLines } from "../phone-lines.ts";
import { originOf } from "../request-parts.ts";
import { askShard } from "../shards/ask-shard.ts";

export const trayBatchRoutes = createRoutes();

const postBatch = defineRoute("anyone", {
  method: "post",
  path: "/v1/tray:batch",
  "x-room": "writes-nothing",
  summary: "The same for every line of one phone; each brings its own token and gets its own answer",
  request: {
    body: {
      required: true,
      content: { "application/json": { schema: z.strictObject({ lines: linesSchema }) } },
    },
  },
  responses: {
    200: {
      description: "One answer a line, in the order of the lines",
      content: { "application/json": { schema: lineAnswersSchema } },
    },
    400: problemResponse("The request is not as documented"),
  },
});

trayBatchRoutes.openapi(postBatch, async (c) => {
  const { now } = c.get("services");
  const lines = await readLines(c, c.req.valid("json").lines);
  return answerLines(c, lines, {
    isWord: false,
    async ask(line) {
      const asking = { ...line, at: now(), origin: originOf(c) };
      const packed = await askShard(c, asking, (shard, keeping) => shard.tray({ ...asking, ...keeping }));
      if (typeof packed !== "string") return fail(packed);
      const { text } = unpackTray(packed);
      return text === undefined ? fail(NOT_READY) : succeed(text);
    },
  });
});
