import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readDevice, type Device } from "../../contract/device.ts";
import { NOT_READY, problemSchema, PROBLEMS, type Failure } from "../../contract/problem.ts";
import { traySchema } from "../../contract/tray.ts";
import { unpackTray } from "../../contract/rpc/written-tray.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { startService } from "../answer-tagged.ts";
import { createRoutes, defineRoute, describeInvalid, problemResponse } from "../define-route.ts";
import { describeUnexpected } from "../describe-unexpected.ts";
import { logUnexpected } from "../observe/log.ts";
import { composeProblem } from "../problem.ts";
import { originOf, PHONE_QUERY } from "../request-parts.ts";
import type { AppEnv } from "../services.ts";

export const trayBatchRoutes = createRoutes();

const MAXIMUM_LINES = 4;

const lineSchema = z.looseObject({ token: z.string().max(8_192).describe("The subscriber token of this SIM") });

/** Any line at all: one that can't be read is answered by itself. */
const anyLineSchema = z.unknown().openapi({
  type: "object",
  required: ["token"],
  properties: Object.fromEntries(
    Object.entries({ ...lineSchema.shape, ...PHONE_QUERY }).map(([name, { description }]) => [
      name,
      { type: "string", ...(description && { description }) },
    ]),
  ),
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
          schema: z.strictObject({ lines: z.array(anyLineSchema).min(1).max(MAXIMUM_LINES) }),
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

trayBatchRoutes.openapi(postBatch, async (c) => {
  const answers = await Promise.all(c.req.valid("json").lines.map((line, index) => askForLine(c, line, index)));
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

interface Line {
  readonly token: string;
  readonly device: Device;
}

function readLine(written: unknown, index: number): Result<Line, Failure> {
  const line = lineSchema.safeParse(written);
  if (!line.success) {
    const detail = "This line is not as documented; see issues, and /docs. The others are answered.";
    return fail(describeInvalid(line.error, detail, ["lines", index]));
  }
  const { token, ...said } = line.data;
  return succeed({ token, device: readDevice(said) });
}

/** The tray of one line as JSON text. Whatever goes wrong with it stays with it. */
async function askForLine(c: Context<AppEnv>, written: unknown, index: number): Promise<Result<string, Failure>> {
  const line = readLine(written, index);
  if (!line.ok) return line;
  const { token, device } = line.value;
  const { verifySubscriber, shardOf, now } = c.get("services");
  const subscriber = await verifySubscriber(token, now());
  if (!subscriber.ok) return subscriber;
  const { subscriberId } = subscriber.value;
  try {
    const packed = await shardOf(subscriberId).tray({ ...subscriber.value, device, at: now(), origin: originOf(c) });
    if (typeof packed !== "string") return fail(packed);
    const { text } = unpackTray(packed);
    return text === undefined ? fail(NOT_READY) : succeed(text);
  } catch (error) {
    const failure = describeUnexpected(error, "GET", now());
    logUnexpected(error, failure.type, c.get("requestId"));
    return fail(failure);
  }
}
