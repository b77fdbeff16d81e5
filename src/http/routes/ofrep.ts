import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  bulkFailureSchema,
  bulkSuccessSchema,
  evaluateForNobody,
  FLAG_KEYS,
  flagFailureSchema,
  flagRequestSchema,
  flagSetIdOf,
  flagSuccessSchema,
  type EventStream,
  type FlagAnswer,
  type FlagContext,
} from "../../contract/ofrep.ts";
import type { Failure } from "../../contract/problem.ts";
import { actorOf } from "../../contract/role.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { createRoutes } from "../define-route.ts";
import { answerStranger } from "../access/authenticate.ts";
import { answerTagged } from "../answer-tagged.ts";
import { gateOf } from "../access/gate.ts";
import { whyNoRoom } from "../keep-room.ts";
import { lookByKey } from "../look-by-key.ts";
import { FLAGS_PATH, namedFlag, refuseFlags, type FlagRefusal } from "../ofrep-answers.ts";
import { originOf, PHONE_QUERY } from "../request-parts.ts";
import type { AppEnv } from "../services.ts";
import { askShard } from "../shards/ask-shard.ts";
import { sayInEnglish } from "../../contract/rule-texts.ts";

/**
 * The OpenFeature Remote Evaluation Protocol, for every OpenFeature SDK. These routes read their bodies themselves, as
 * the protocol has errors of its own; what is described here is for the OpenAPI document.
 */
export const ofrepRoutes = createRoutes();

/** An app in the background for longer gives its stream up, and asks again when it comes back. */
const INACTIVITY_SECONDS = 120;

/** Reads bodies whatever their Content-Type says. */
const decoder = new TextDecoder();

const { admit, schemes, refusals } = gateOf("evaluator");

const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { "application/json": { schema } },
});

function describeEvaluation(path: string, summary: string, answer: z.ZodType, failure: z.ZodType) {
  const refused = {
    413: "The body is too large",
    429: "A key that no second person has confirmed has read about 120 people within this hour",
    500: "Something broke on our side",
    503: "Not ready yet",
    ...refusals,
  };
  return {
    method: "post" as const,
    path,
    "x-room": "writes-nothing" as const,
    summary,
    security: schemes.map((scheme) => ({ [scheme]: [] })),
    "x-access": "evaluator",
    request: { body: { required: true, content: { "application/json": { schema: requestBodySchema } } } },
    responses: {
      200: json("The evaluation", answer),
      400: json("The body is not JSON, or the context is not as documented", failure),
      ...Object.fromEntries(Object.entries(refused).map(([status, text]) => [status, json(text, failure)])),
    },
  };
}

const requestBodySchema = z.object({
  context: z
    .looseObject({
      targetingKey: z.string().optional().describe("The subscriberId; with a subscriber's token it may be left out"),
      ...PHONE_QUERY,
    })
    .optional(),
});

const bulk = describeEvaluation(FLAGS_PATH, "Every flag of a person, over OFREP", bulkSuccessSchema, bulkFailureSchema);
ofrepRoutes.openAPIRegistry.registerPath({
  ...bulk,
  request: {
    ...bulk.request,
    query: z.object({ eventStreams: z.literal("1").optional().describe("Say where to listen for news") }),
  },
  responses: { ...bulk.responses, 304: { description: "Nothing has changed since the answer with this ETag" } },
});

ofrepRoutes.post(FLAGS_PATH, admit, async (c) => {
  const context = await readContext(c);
  if (!context.ok) return refuseFlags(c, context.error);
  const flags = await evaluate(c, context.value);
  if (typeof flags !== "string") return answerStranger(c, flags);
  const { targetingKey } = context.value;
  const isListening = c.req.query("eventStreams") === "1" && targetingKey !== undefined;
  const streams = isListening ? `,"eventStreams":[${describeStream(c, targetingKey, flags)}]` : "";
  return answerTagged(c, `{"flags":${flags}${streams}}`);
});

const single = describeEvaluation(
  `${FLAGS_PATH}/{key}`,
  "One flag of a person, over OFREP",
  flagSuccessSchema,
  flagFailureSchema,
);
ofrepRoutes.openAPIRegistry.registerPath({
  ...single,
  request: { ...single.request, params: z.object({ key: z.enum(FLAG_KEYS) }) },
  responses: { ...single.responses, 404: json("There is no such flag", flagFailureSchema) },
});

ofrepRoutes.post(`${FLAGS_PATH}/:key`, admit, async (c) => {
  const key = namedFlag(c);
  if (!FLAG_KEYS.some((known) => known === key)) {
    const errorDetails = `There is no such flag; there are ${FLAG_KEYS.join(", ")}.`;
    return refuseFlags(c, { status: 404, errorCode: "FLAG_NOT_FOUND", errorDetails });
  }
  const context = await readContext(c);
  if (!context.ok) return refuseFlags(c, context.error);
  const flags = await evaluate(c, context.value);
  if (typeof flags !== "string") return answerStranger(c, flags);
  // Parsed boundary: the shard composes the list, and it holds every key.
  const flag = (JSON.parse(flags) as FlagAnswer[]).find((candidate) => candidate.key === key);
  const isRefused = flag !== undefined && "errorCode" in flag;
  return c.json(flag, isRefused ? 400 : 200, { "Cache-Control": "private, no-cache" });
});

/** The context to evaluate in, and in it the person whom it is about, unless a machine names nobody. */
async function readContext(c: Context<AppEnv>): Promise<Result<FlagContext, FlagRefusal>> {
  const body = parseJson(decoder.decode(await c.req.arrayBuffer()));
  if (body === undefined) {
    const errorDetails = 'The body is not JSON; send at least {"context":{}}.';
    return fail({ status: 400, errorCode: "PARSE_ERROR", errorDetails });
  }
  const parsed = flagRequestSchema.safeParse(body);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(
      ({ path, message }) => `${z.core.toDotPath(path) || "the body"}: ${sayInEnglish(message)}`,
    );
    return fail({ status: 400, errorCode: "INVALID_CONTEXT", errorDetails: issues.join("; ") });
  }
  const { context = {} } = parsed.data;
  const evaluator = c.get("evaluator");
  if (evaluator.kind === "service") return succeed(context);
  const { subscriberId } = evaluator;
  if (context.targetingKey !== undefined && context.targetingKey !== subscriberId) {
    const errorDetails =
      "This token speaks for one subscriber only: leave targetingKey out, or send the token's subject.";
    return fail({ status: 403, errorCode: "INVALID_CONTEXT", errorDetails });
  }
  return succeed({ ...context, targetingKey: subscriberId });
}

/** Every flag as JSON text, or why there are none. */
async function evaluate(c: Context<AppEnv>, { targetingKey, ...device }: FlagContext): Promise<string | Failure> {
  const { settings, now } = c.get("services");
  if (targetingKey === undefined) return JSON.stringify(evaluateForNobody(flagSetIdOf(settings)));
  const evaluator = c.get("evaluator");
  const looker =
    evaluator.kind === "service" && !evaluator.isRelay && evaluator.machine.isConfirmed !== true
      ? actorOf(evaluator.machine)
      : undefined;
  if (looker !== undefined) {
    const refusal = await whyNoRoom(c, true);
    if (refusal !== undefined) return refusal;
    const admitted = await lookByKey(c, looker, targetingKey);
    if (!admitted.ok) return admitted.error;
  }
  // A link in the name of whoever was given it reads nothing.
  const linksBy = looker === undefined ? {} : { linksBy: looker };
  const request = { subscriberId: targetingKey, device, at: now(), origin: originOf(c), ...linksBy };
  const vouched = evaluator.kind === "service" ? { isHearsay: !evaluator.isRelay } : { issuedAt: evaluator.issuedAt };
  const asking = { ...request, ...vouched };
  const flags = await askShard(c, asking, (shard, keeping) => shard.flags({ ...asking, ...keeping }));
  if (typeof flags === "string") c.set("decided", [flags]);
  return flags;
}

/** As JSON. Not every client can read an answer with this in it, so it comes only where it was asked for. */
function describeStream(c: Context<AppEnv>, subscriberId: string, flags: string): string {
  const token = c.get("services").linkTokens.seal({ kind: "listen", subscriberId });
  // Parsed boundary: the shard composes the list.
  const [flag] = JSON.parse(flags) as FlagAnswer[];
  const since = flag !== undefined && "metadata" in flag ? String(flag.metadata["version"]) : "0";
  const url = `${originOf(c)}/ofrep/v1/events?${new URLSearchParams({ since, token })}`;
  return JSON.stringify({ type: "sse", url, inactivityDelaySec: INACTIVITY_SECONDS } satisfies EventStream);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
