import { z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { bulkFailureSchema } from "../../contract/ofrep.ts";
import { createRoutes, defineRoute } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { relaySocket } from "../shards/relay-socket.ts";
import { inBoth } from "../../contract/problem.ts";

/** News for apps that are open, as OFREP's event streams (its ADR 8). */
export const eventRoutes = createRoutes();

const RETRY_AFTER_SECONDS = "60";

/** The only event there is: ask again. What has changed is for the next answer to say. */
const REFETCH = JSON.stringify({ type: "refetchEvaluation" });

const refusal = (description: string) => ({
  description,
  content: { "application/json": { schema: bulkFailureSchema } },
});

/** Browsers send it back after a break. What is not ours is no reason to refuse them. */
const lastEventSchema = z
  .string()
  .optional()
  .transform((text) => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0));

const getEvents = defineRoute("anyone", {
  method: "get",
  path: "/ofrep/v1/events",
  summary: "Tells an open app to ask again; the address comes with a bulk answer",
  request: {
    query: z.object({
      token: z.string().describe("Says who listens; opens nothing else"),
      since: z.coerce.number().int().min(0).describe("The ruleset that the app knows"),
    }),
    headers: z.object({ "last-event-id": lastEventSchema }),
  },
  responses: {
    200: { description: "Server-sent events", content: { "text/event-stream": { schema: z.string() } } },
    400: refusal("The address is not as it was given"),
    401: refusal("No such token"),
    503: refusal("There are as many streams as there may be"),
  },
});

eventRoutes.openapi(getEvents, async (c) => {
  const { token, since } = c.req.valid("query");
  const { linkTokens, openEvents } = c.get("services");
  const grant = linkTokens.open(token);
  if (grant?.kind !== "listen") {
    return answerProblem(c, {
      type: "unauthenticated",
      ...inBoth({
        ru: "Адрес даёт запрос флагов с ?eventStreams=1.",
        en: "Ask for flags with ?eventStreams=1 for an address.",
      }),
    });
  }
  const knownVersion = Math.max(since, c.req.valid("header")["last-event-id"]);
  const socket = await openEvents({ subscriberId: grant.subscriberId, knownVersion });
  if (socket === undefined) {
    const words = {
      ru: "Потоков уже столько, сколько можно. Спрашивайте время от времени.",
      en: "There are as many streams as there may be; ask at intervals instead.",
    };
    return answerProblem(c, { type: "not-ready", ...inBoth(words) }, { "Retry-After": RETRY_AFTER_SECONDS });
  }
  return streamSSE(c, (stream) => relaySocket(socket, stream, (message) => ({ id: message, data: REFETCH })));
});
