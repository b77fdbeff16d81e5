import { z } from "@hono/zod-openapi";
import {
  giftAnswerBodySchema,
  giftAnsweredSchema,
  giftIdSchema,
  giftStandingSchema,
  giveAnswerSchema,
  giveBodySchema,
  waitingGiftsSchema,
} from "../../contract/gift.ts";
import type { NoiseSecret } from "../../domain/about.ts";
import { tellGifts } from "../../domain/guard/tell-gifts.ts";
import { noiseSecretOf } from "../../tokens/count-secrets.ts";
import { toBase64Url } from "../../tokens/base64url.ts";
import { createPhoneIndexer, normalizePhone } from "../../tokens/phone-index.ts";
import { APPROVERS, actorOf, READERS } from "../../contract/role.ts";
import type { GiftStanding } from "../../contract/rpc/rpc-gifts.ts";
import { traySchema } from "../../contract/tray.ts";
import { listWaitingGifts, wordsFor } from "../answer-me.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { whyNoRoom } from "../keep-room.ts";
import { answerProblem } from "../problem.ts";
import { answerInLanguage } from "../request-language.ts";
import {
  AT_QUERY,
  decisionQuerySchema,
  LANGUAGE_QUERY,
  readLanguage,
  toTrayRequest,
  toWordRequest,
} from "../request-parts.ts";
import { inBoth, NOT_READY } from "../../contract/problem.ts";
import { PRIVATE } from "../private.ts";

/** A decoration for somebody else, who must accept it. Nothing here tells whether a number is anybody's (invariant 7). */
export const giftRoutes = createRoutes();

const GIFT_ID_BYTES = 16;

const postGift = defineRoute("subscriber", {
  method: "post",
  path: "/v1/gifts",
  summary: "Offers a decoration to the owner of a number; the answer is the same whoever that is",
  request: {
    query: z.object(AT_QUERY),
    body: { required: true, content: { "application/json": { schema: giveBodySchema } } },
  },
  responses: {
    202: { description: "Sent", content: { "application/json": { schema: giveAnswerSchema } } },
    400: problemResponse("The request is not as documented, or no number can look like that"),
    422: problemResponse("There is no such theme, or this operator takes no gifts"),
    429: problemResponse("The sender has given as much as one person may for now"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

giftRoutes.openapi(postGift, async (c) => {
  const senderId = c.get("subscriberId");
  const request = toWordRequest(c, senderId, c.req.valid("query"));
  if (!request.ok) return answerProblem(c, request.error);
  const { settings, shardOf } = c.get("services");
  const { to, theme } = c.req.valid("json");
  const number = normalizePhone(to);
  if (number === undefined) {
    const issues = [{ path: "to", message: "no phone number can look like this; send it as +7 916 123-45-67" }];
    return answerProblem(c, {
      type: "invalid-request",
      ...inBoth({ ru: "Это не номер телефона.", en: "The number is not one." }),
      issues,
    });
  }
  const indexer = createPhoneIndexer(settings.phoneKeys);
  if (indexer === undefined) {
    return answerProblem(c, {
      type: "refused",
      ...inBoth({
        ru: "Здесь подарков нет: оператор не ведёт указатель номеров.",
        en: "This operator takes no gifts: it keeps no index of numbers.",
      }),
    });
  }
  const { at } = request.value;
  const reply = await shardOf(senderId).give({
    senderId,
    giftId: makeGiftId(),
    theme,
    to: await indexer.indexPhone(number),
    at,
  });
  if (reply.ok) return c.json({ giftId: reply.value.giftId, status: "sent" } as const, 202, PRIVATE);
  return answerProblem(c, reply.error);
});

function makeGiftId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(GIFT_ID_BYTES)));
}

const getGifts = defineRoute("subscriber", {
  method: "get",
  path: "/v1/me/gifts",
  summary: "The gifts that wait for my answer",
  request: { query: z.object({ ...decisionQuerySchema.shape, ...LANGUAGE_QUERY }) },
  responses: {
    200: { description: "Newest first", content: { "application/json": { schema: waitingGiftsSchema } } },
    400: problemResponse("The query is not as documented"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

giftRoutes.openapi(getGifts, async (c) => {
  const { lang, ...query } = c.req.valid("query");
  const request = toTrayRequest(c, c.get("subscriberId"), query);
  if (!request.ok) return answerProblem(c, request.error);
  const overview = await c.get("services").shardOf(request.value.subscriberId).overview(request.value);
  if (overview === null) return answerProblem(c, NOT_READY);
  const words = wordsFor(overview.zone, answerInLanguage(c, readLanguage(lang)), overview.at);
  return c.json({ gifts: listWaitingGifts(overview, words) }, 200, PRIVATE);
});

const postAnswer = defineRoute("subscriber", {
  method: "post",
  path: "/v1/me/gifts/{id}",
  "x-room": "heeds-outs",
  summary: "Shows a gift, declines it, or wants no gifts any more; may be repeated",
  request: {
    params: z.object({ id: giftIdSchema }),
    query: decisionQuerySchema,
    body: { required: true, content: { "application/json": { schema: giftAnswerBodySchema } } },
  },
  responses: {
    200: {
      description: "The tray as it is now",
      content: { "application/json": { schema: giftAnsweredSchema } },
    },
    400: problemResponse("The request is not as documented"),
    404: problemResponse("There is no such gift any more to show or to decline"),
    409: problemResponse("It was answered otherwise"),
    429: problemResponse("This was done very often within an hour"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

giftRoutes.openapi(postAnswer, async (c) => {
  const request = toWordRequest(c, c.get("subscriberId"), c.req.valid("query"));
  if (!request.ok) return answerProblem(c, request.error);
  const { id: giftId } = c.req.valid("param");
  const { answer } = c.req.valid("json");
  const refusal = await whyNoRoom(c, answer !== "show");
  if (refusal !== undefined) return answerProblem(c, refusal);
  const reply = await c
    .get("services")
    .shardOf(request.value.subscriberId)
    .answerGift({ ...request.value, giftId, answer, channel: "app", actor: "self" });
  if (!reply.ok) return answerProblem(c, reply.error);
  const { tray, gift } = reply.value;
  return c.json({ tray: traySchema.parse(JSON.parse(tray.text)), gift }, 200, PRIVATE);
});

const getStanding = defineRoute(READERS, {
  method: "get",
  path: "/v1/gift-guard",
  summary: "How gifts are answered, and whether giving is paused",
  responses: {
    200: { description: "Over everybody", content: { "application/json": { schema: giftStandingSchema } } },
  },
});

giftRoutes.openapi(getStanding, async (c) => {
  const { catalog, settings } = c.get("services");
  return c.json(toStanding(await catalog.readGifts(), noiseSecretOf(settings)), 200, PRIVATE);
});

const postResume = defineRoute(APPROVERS, {
  method: "post",
  path: "/v1/gift-guard/resume",
  summary: "Lets gifts through again, with a reason; counting begins anew. Not by whoever did so last",
  request: {
    body: {
      required: true,
      content: { "application/json": { schema: z.strictObject({ reason: z.string().trim().min(1).max(1_000) }) } },
    },
  },
  responses: {
    200: { description: "How giving stands now", content: { "application/json": { schema: giftStandingSchema } } },
    400: problemResponse("The request is not as documented"),
    403: problemResponse("Whoever resumed it last, less than 30 days ago"),
    409: problemResponse("Giving is not paused"),
  },
});

giftRoutes.openapi(postResume, async (c) => {
  const { catalog, now, settings } = c.get("services");
  const act = { actor: actorOf(c.get("principal")), now: now(), why: c.req.valid("json").reason };
  const resumed = await catalog.resumeGifts(act);
  return resumed.ok
    ? c.json(toStanding(resumed.value, noiseSecretOf(settings)), 200, PRIVATE)
    : answerProblem(c, resumed.error);
});

function toStanding({ answered, declined, countedFrom, pausedAt }: GiftStanding, secret: NoiseSecret) {
  const told = tellGifts({ answered, declined }, { isPaused: pausedAt !== null, countedFrom }, secret);
  return { ...told, pausedAt: pausedAt === null ? null : new Date(pausedAt).toISOString() };
}
