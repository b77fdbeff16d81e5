import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deviceSchema } from "../../contract/device.ts";
import { matchesEntityTag } from "../../contract/entity-tag.ts";
import { problemSchema, PROBLEMS, type Failure } from "../../contract/problem.ts";
import { traySchema } from "../../contract/tray.ts";
import { unpackTray, type WrittenTray } from "../../contract/write-tray.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerKnown, answerWhole, WHOLE_HEADERS } from "../entity-tag.ts";
import { logUnexpected } from "../log.ts";
import { answerProblem, composeProblem } from "../problem.ts";
import { decisionQuerySchema, originOf, readDecisionQuery, toTrayRequest } from "../request-parts.ts";
import type { AppEnv } from "../services.ts";

export const trayRoutes = createRoutes();

const TRAY_HEADERS = { ...WHOLE_HEADERS, Link: '</schemas/tray.v1.json>; rel="describedby"' };

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

// Declared like every route, but its query is remembered, which the declaration has no way to say.
const { middleware: gate, ...declaration } = getTray;
trayRoutes.openAPIRegistry.registerPath(declaration);
trayRoutes.on("GET", [getTray.path], ...gate, readDecisionQuery, async (c) => {
  const request = toTrayRequest(c, c.get("subscriberId"), c.get("decisionQuery"));
  if (!request.ok) return answerProblem(c, request.error);
  const known = c.req.header("If-None-Match");
  // An observer wants to see what was decided, so with one every answer is made whole.
  const question = c.get("observer").reads ? request.value : { ...request.value, known };
  const packed = await c.get("services").shardOf(question.subscriberId).tray(question);
  if (packed === null) return answerNotReady(c);
  const { tag, text } = unpackTray(packed);
  if (text !== undefined && !matchesEntityTag(known, tag)) return answerTray(c, { tag, text });
  if (text !== undefined) c.set("decided", [text]);
  return answerKnown(c, tag);
});

const MAXIMUM_LINES = 4;

const lineSchema = z.strictObject({
  token: z.string().max(8_192).describe("The subscriber token of this SIM"),
  ...deviceSchema.shape,
});

const lineAnswerSchema = z.union([
  z.strictObject({ status: z.literal(200), tray: traySchema }),
  z.strictObject({ status: z.int().min(400), problem: problemSchema }),
]);

const postBatch = defineRoute("anyone", {
  method: "post",
  path: "/v1/tray:batch",
  summary: "The same for every line of one phone; each brings its own token and gets its own answer",
  request: {
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject({ lines: z.array(lineSchema).min(1).max(MAXIMUM_LINES) }),
        },
      },
    },
  },
  responses: {
    200: {
      description: "One answer a line, in the order of the lines",
      content: { "application/json": { schema: z.strictObject({ lines: z.array(lineAnswerSchema) }) } },
    },
    400: problemResponse("The request is not as documented"),
  },
});

trayRoutes.openapi(postBatch, async (c) => {
  const answers = await Promise.all(c.req.valid("json").lines.map((line) => askForLine(c, line)));
  if (answers.some((answer) => !answer.ok && answer.error.type === "not-ready")) startService(c);
  c.set(
    "decided",
    answers.flatMap((answer) => (answer.ok ? [answer.value] : [])),
  );
  const lines = answers.map((answer) =>
    answer.ok
      ? `{"status":200,"tray":${answer.value}}`
      : JSON.stringify({ status: PROBLEMS[answer.error.type].status, problem: composeProblem(c, answer.error) }),
  );
  return c.body(`{"lines":[${lines.join(",")}]}`, 200, {
    "Content-Type": "application/json",
    "Cache-Control": "private, no-store",
  });
});

/** The tray of one line as JSON text. Whatever goes wrong with it stays with it. */
async function askForLine(
  c: Context<AppEnv>,
  { token, ...device }: z.output<typeof lineSchema>,
): Promise<Result<string, Failure>> {
  const { verifySubscriber, shardOf, now } = c.get("services");
  const subscriber = await verifySubscriber(token, now());
  if (!subscriber.ok) return subscriber;
  const subscriberId = subscriber.value;
  try {
    const packed = await shardOf(subscriberId).tray({ subscriberId, device, at: now(), origin: originOf(c) });
    const tray = packed === null ? undefined : unpackTray(packed);
    return tray?.text === undefined ? fail(NOT_READY) : succeed(tray.text);
  } catch (error) {
    logUnexpected(error, c.get("requestId"));
    return fail({ type: "internal", detail: "This line could not be answered; ask again later." });
  }
}

/** Answers a whole tray with its strong ETag. */
export function answerTray(c: Context<AppEnv>, { text, tag }: WrittenTray): Response {
  c.set("decided", [text]);
  return answerWhole(c, text, tag, TRAY_HEADERS);
}

const NOT_READY: Failure = {
  type: "not-ready",
  detail: "The first ruleset is being installed; ask again in a second.",
};

/** Answers 503 and sees to it that the first ruleset is on its way. */
export function answerNotReady(c: Context<AppEnv>): Response {
  startService(c);
  return answerProblem(c, NOT_READY);
}

function startService(c: Context<AppEnv>): void {
  const { catalog, now } = c.get("services");
  c.executionCtx.waitUntil(catalog.start(now()));
}
