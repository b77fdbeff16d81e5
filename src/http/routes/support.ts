import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  idempotencyKeySchema,
  instantSchema,
  scopeSchema,
  knownSubscriberIdSchema,
} from "../../contract/identifiers.ts";
import { lookUpPhone, normalizePhone } from "../../tokens/phone-index.ts";
import { type Failure, inBoth, NOT_READY } from "../../contract/problem.ts";
import type { DeskAct } from "../../contract/question.ts";
import { actorOf, ADMINS, agentNameOf, SUPPORT } from "../../contract/role.ts";
import type { Review, StaffAction } from "../../contract/rpc/rpc-care.ts";
import type { TrayRequest } from "../../contract/rpc/rpc-tray.ts";
import {
  complaintBodySchema,
  findBodySchema,
  foundSchema,
  staffActListSchema,
  supportChoicePageSchema,
  supportLinksSchema,
  supportViewSchema,
} from "../../contract/support.ts";
import { choicePageShape } from "../../contract/me.ts";
import { traySchema } from "../../contract/tray.ts";
import { LANGUAGES } from "../../domain/label.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { answerSupport, answerSupportChoices } from "../answer-me.ts";
import { actOf } from "../access/authenticate-staff.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { enterWord } from "../enter-word.ts";
import { whyNoRoom } from "../keep-room.ts";
import { nameParts } from "../name-parts.ts";
import { linkToPage, PAGE_MINUTES_FOR_SUPPORT } from "../link-to-page.ts";
import { listShards } from "../shards/list-shards.ts";
import { mapConcurrently } from "../../domain/map-concurrently.ts";
import { answerProblem } from "../problem.ts";
import { answerInLanguage } from "../request-language.ts";
import { originOf } from "../request-parts.ts";
import type { AppEnv } from "../services.ts";
import { answerTray } from "../answer-tagged.ts";
import { inEvenTime } from "../in-even-time.ts";
import { entryNumbersOf, toEntry, type EntryNumbers } from "../../tokens/entry-numbers.ts";
import { toInstantText } from "../instant-text.ts";
import { PRIVATE } from "../private.ts";

/** What support sees of a person, and does for them. Each look and each act is on record before it is answered. */
export const supportRoutes = createRoutes();

const MAXIMUM_SHARDS_AT_ONCE = 32;

const parameters = { params: z.object({ id: knownSubscriberIdSchema }) };
const notReady = problemResponse("The first ruleset is being installed");

/** Takes one from what whoever calls may switch on for others. */
function takeEntered(c: Context<AppEnv>): Promise<Result<null, Failure>> {
  return enterWord(c, actorOf(c.get("principal")));
}

/** Takes one from what this member of staff may do in an hour. */
function takeFromHour(c: Context<AppEnv>, kind: DeskAct): Promise<Result<null, Failure>> {
  return c.get("services").catalog.askAboutPeople("deskAct", { kind, ...actOf(c) });
}

const findSubscriber = defineRoute(SUPPORT, {
  method: "post",
  path: "/v1/support/subscribers/find",
  "x-room": "heeds-outs",
  summary: "Whose phone number it is",
  request: { body: { required: true, content: { "application/json": { schema: findBodySchema } } } },
  responses: {
    200: { description: "The subscriber", content: { "application/json": { schema: foundSchema } } },
    400: problemResponse("This can't be a phone number"),
    404: problemResponse("No subscriber has this number in the index"),
    422: problemResponse("This installation indexes no phone numbers"),
    429: problemResponse("60 numbers were looked up within this hour"),
  },
});

supportRoutes.openapi(findSubscriber, async (c) => {
  const { phone } = c.req.valid("json");
  const services = c.get("services");
  if (services.settings.phoneKeys.length === 0) {
    const words = {
      ru: "Здесь нет указателя номеров. Найдите абонента в системах оператора.",
      en: "This installation indexes no phone numbers; look the subscriber up in the operator's own records.",
    };
    return answerProblem(c, { type: "refused", ...inBoth(words) });
  }
  if (normalizePhone(phone) === undefined) {
    return answerProblem(c, {
      type: "invalid-request",
      ...inBoth({
        ru: "Такого номера быть не может. Проверьте цифры.",
        en: "This can't be a phone number; check the digits.",
      }),
    });
  }
  const admitted = await takeFromHour(c, "look-up");
  if (!admitted.ok) return answerProblem(c, admitted.error);
  const subscriberId = await lookUpPhone(services, phone);
  if (subscriberId === undefined) {
    const noted = await services.catalog.askAboutPeople("notFound", actOf(c));
    if (!noted.ok) return answerProblem(c, noted.error);
    return answerProblem(c, {
      type: "not-found",
      ...inBoth({ ru: "Абонента с этим номером в указателе нет.", en: "No subscriber has this number in the index." }),
    });
  }
  const refusal = await whyNoRoom(c, true);
  if (refusal !== undefined) return answerProblem(c, refusal);
  await noteAct(c, subscriberId, "found-by-phone");
  return c.json({ subscriberId }, 200, PRIVATE);
});

const getSubscriber = defineRoute(SUPPORT, {
  method: "get",
  path: "/v1/support/subscribers/{id}",
  "x-room": "heeds-outs",
  summary: "What a subscriber sees, or saw, at any instant, and everything that led to it",
  request: {
    ...parameters,
    query: z.strictObject({
      at: instantSchema.optional().describe("Now if left out; earlier instants are decided by the ruleset of then"),
      lang: z.enum(LANGUAGES).optional(),
    }),
  },
  responses: {
    200: { description: "The subscriber", content: { "application/json": { schema: supportViewSchema } } },
    400: problemResponse("The request is not as documented"),
    422: problemResponse("Nothing was in force at that instant"),
    429: problemResponse("120 looks were taken within this hour"),
    503: notReady,
  },
});

supportRoutes.openapi(getSubscriber, async (c) => {
  const subscriberId = c.req.valid("param").id;
  const { at, lang } = c.req.valid("query");
  const request = requestFor(c, subscriberId, at);
  const refusal = await whyNoRoom(c, true);
  if (refusal !== undefined) return answerProblem(c, refusal);
  const admitted = await takeFromHour(c, "look");
  if (!admitted.ok) return answerProblem(c, admitted.error);
  await noteAct(c, subscriberId, "looked");
  const reviewed = await reviewAt(c, request, at !== undefined);
  if (!reviewed.ok) return answerProblem(c, reviewed.error);
  if (reviewed.value === null) return answerProblem(c, NOT_READY);
  const { review, isCurrent } = reviewed.value;
  const { overview, explanation, isKnown, horizon, profile, device, staffActs } = review;
  const names = await nameParts(c.get("services"), explanation, [profile, device]);
  const answer = {
    subscriberId,
    at: toInstantText(request.at),
    isKnown,
    ruleset: { version: explanation.ruleset, isCurrent, knownUntil: toInstantText(horizon) },
    person: answerSupport(overview, answerInLanguage(c, lang), numbersOf(c, subscriberId)),
    explanation,
    profile: { ...profile },
    phone: { ...device },
    names,
    staffActs: staffActs.map((act) => ({ at: toInstantText(act.at), actor: act.actor, action: act.action })),
  };
  return c.json(answer, 200, PRIVATE);
});

const getChoices = defineRoute(SUPPORT, {
  method: "get",
  path: "/v1/support/subscribers/{id}/choices",
  "x-room": "heeds-outs",
  summary: "What a subscriber has said before an entry that an earlier page names; newest first",
  request: { ...parameters, query: z.strictObject({ ...choicePageShape, lang: z.enum(LANGUAGES).optional() }) },
  responses: {
    200: { description: "Some of it", content: { "application/json": { schema: supportChoicePageSchema } } },
    400: problemResponse("The query is not as documented"),
    429: problemResponse("120 looks were taken within this hour"),
    503: notReady,
  },
});

supportRoutes.openapi(getChoices, async (c) => {
  const subscriberId = c.req.valid("param").id;
  const { before, limit, lang } = c.req.valid("query");
  const refusal = await whyNoRoom(c, true);
  if (refusal !== undefined) return answerProblem(c, refusal);
  const admitted = await takeFromHour(c, "look");
  if (!admitted.ok) return answerProblem(c, admitted.error);
  await noteAct(c, subscriberId, "looked");
  const { shardOf } = c.get("services");
  const numbers = numbersOf(c, subscriberId);
  const asked = requestFor(c, subscriberId);
  const page = await shardOf(subscriberId).listOlderChoices(asked, toEntry(before, numbers), limit);
  return page === null
    ? answerProblem(c, NOT_READY)
    : c.json(answerSupportChoices(page, answerInLanguage(c, lang), numbers), 200, PRIVATE);
});

const choiceBodySchema = z.strictObject({
  scope: scopeSchema,
  value: z.enum(["in", "out"]),
  notice: z.string().max(128).optional().describe("Which text the agent read out: id, version and language"),
});

const postChoice = defineRoute(SUPPORT, {
  method: "post",
  path: "/v1/support/subscribers/{id}/choices",
  "x-room": "heeds-outs",
  summary: "Switches something on or off at the subscriber's request; who entered it is kept",
  request: {
    ...parameters,
    headers: z.object({ "idempotency-key": idempotencyKeySchema.optional() }),
    body: { required: true, content: { "application/json": { schema: choiceBodySchema } } },
  },
  responses: {
    200: {
      description: "It is kept; this is the subscriber's tray as it is now",
      content: { "application/json": { schema: traySchema } },
    },
    204: { description: "It is kept; you have taken 120 looks within this hour, so the tray is not told" },
    400: problemResponse("The request is not as documented"),
    409: problemResponse("The Idempotency-Key was used for another choice"),
    422: problemResponse("There is no such theme or category"),
    429: problemResponse("So much was switched on in other people's names within an hour, or 30 days"),
    503: notReady,
  },
});

supportRoutes.openapi(postChoice, async (c) => {
  const subscriberId = c.req.valid("param").id;
  const refusal = await whyNoRoom(c, c.req.valid("json").value === "out");
  if (refusal !== undefined) return answerProblem(c, refusal);
  if (c.req.valid("json").value === "in") {
    const admitted = await takeEntered(c);
    if (!admitted.ok) return answerProblem(c, admitted.error);
  }
  await noteAct(c, subscriberId, "chose");
  const shard = c.get("services").shardOf(subscriberId);
  const word = {
    ...requestFor(c, subscriberId),
    ...c.req.valid("json"),
    idempotencyKey: c.req.valid("header")["idempotency-key"],
    channel: "agent",
    actor: agentOf(c),
  } as const;
  const reply = await inEvenTime(shard.choose(word));
  if (!reply.ok) return answerProblem(c, reply.error);
  // Nobody's choice waits for, or depends on, whether the agent may look.
  const admitted = await takeFromHour(c, "look").catch(() => undefined);
  return admitted?.ok === true ? answerTray(c, reply.value.tray) : c.body(null, 204, PRIVATE);
});

const deleteChoice = defineRoute(SUPPORT, {
  method: "delete",
  path: "/v1/support/subscribers/{id}/choices/{choice}",
  summary:
    "Takes back what you entered by mistake, which is a look; never what the subscriber said, or what was pressed behind a link",
  request: {
    params: z.object({ id: knownSubscriberIdSchema, choice: z.coerce.number().int().min(1) }),
  },
  responses: {
    200: {
      description: "It is as if it had not been said; this is the subscriber's tray as it is now",
      content: { "application/json": { schema: traySchema } },
    },
    404: problemResponse("You entered no such choice"),
    429: problemResponse("This was done very often, or 120 looks were taken, within this hour"),
    409: problemResponse("The subscriber has said something since, and may have relied on it"),
    503: notReady,
  },
});

supportRoutes.openapi(deleteChoice, async (c) => {
  const { id: subscriberId, choice } = c.req.valid("param");
  // Whether something was said since is what a look tells.
  const admitted = await takeFromHour(c, "look");
  if (!admitted.ok) return answerProblem(c, admitted.error);
  const choiceId = numbersOf(c, subscriberId).entryOf(choice);
  // What was pressed behind a link of theirs is in their name, but it may be the subscriber who pressed.
  const byAgent = { channel: "agent", givenOn: "agent" } as const;
  const request = { ...requestFor(c, subscriberId), choiceId, ...byAgent, actor: agentOf(c) } as const;
  const reply = await c.get("services").shardOf(subscriberId).retract(request);
  await noteAct(c, subscriberId, reply.ok ? "took-back" : "take-back-refused");
  return reply.ok ? answerTray(c, reply.value.tray) : answerProblem(c, reply.error);
});

const postLinks = defineRoute(SUPPORT, {
  method: "post",
  path: "/v1/support/subscribers/{id}/links",
  summary: "Links to send to the subscriber: the off link, and their own page for a day",
  request: parameters,
  responses: {
    201: { description: "The links", content: { "application/json": { schema: supportLinksSchema } } },
    429: problemResponse("This was done very often within an hour"),
    503: notReady,
  },
});

supportRoutes.openapi(postLinks, async (c) => {
  const subscriberId = c.req.valid("param").id;
  const admitted = await takeFromHour(c, "link");
  if (!admitted.ok) return answerProblem(c, admitted.error);
  await noteAct(c, subscriberId, "made-links");
  const overview = await c.get("services").shardOf(subscriberId).overview(requestFor(c, subscriberId));
  if (overview === null) return answerProblem(c, NOT_READY);
  const by = actorOf(c.get("principal"));
  const issuedAt = c.get("services").now();
  const page = await linkToPage(c, { subscriberId, issuedAt }, PAGE_MINUTES_FOR_SUPPORT, by);
  return c.json({ off: overview.tray.off, page }, 201, PRIVATE);
});

const postComplaint = defineRoute(SUPPORT, {
  method: "post",
  path: "/v1/support/subscribers/{id}/complaints",
  summary: "Counts a complaint for the campaigns that the subscriber saw unasked; what was said is not kept",
  request: {
    ...parameters,
    body: { required: false, content: { "application/json": { schema: complaintBodySchema } } },
  },
  responses: { 204: { description: "Counted, once for each campaign" } },
});

supportRoutes.openapi(postComplaint, async (c) => {
  const subscriberId = c.req.valid("param").id;
  const { shardOf, now } = c.get("services");
  await noteAct(c, subscriberId, "tagged-complaint");
  const enteredBy = actorOf(c.get("principal"));
  const { scope } = c.req.valid("json");
  await inEvenTime(shardOf(subscriberId).noteComplaint({ subscriberId, scope, at: now(), enteredBy }));
  return c.body(null, 204);
});

const getActs = defineRoute(ADMINS, {
  method: "get",
  path: "/v1/support/acts",
  summary: "Whom one of the staff looked at or acted for",
  request: {
    query: z.strictObject({
      actor: z.string().min(1).max(300).describe("person:<subject> or service:<key prefix>"),
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
    }),
  },
  responses: {
    200: { description: "Newest first", content: { "application/json": { schema: staffActListSchema } } },
    400: problemResponse("The query is not as documented"),
  },
});

supportRoutes.openapi(getActs, async (c) => {
  const { actor, limit } = c.req.valid("query");
  const shards = listShards(c.get("services"));
  const acts = await mapConcurrently(shards, MAXIMUM_SHARDS_AT_ONCE, (shard) => shard.listStaffActs(actor, limit));
  const items = acts
    .flat()
    .toSorted((one, other) => other.at - one.at)
    .slice(0, limit)
    .map(({ subscriberId, action, at }) => ({ subscriberId, actor, action, at: toInstantText(at) }));
  return c.json({ items }, 200, PRIVATE);
});

/** The review now, or under the ruleset that was in force at an earlier instant; null until there is any. */
async function reviewAt(
  c: Context<AppEnv>,
  request: TrayRequest,
  isPast: boolean,
): Promise<Result<{ review: Review; isCurrent: boolean } | null, Failure>> {
  const { catalog, shardOf } = c.get("services");
  // What is in force now is what the shard has, whatever hour the clock shows.
  const past = isPast ? await catalog.readRulesetAt(request.at) : { body: null };
  if (past === null) {
    const words = {
      ru: "В этот момент ничего не действовало: это раньше первого набора правил, или его ещё нет.",
      en: "Nothing was in force at that instant: it is before the first ruleset, or there is none yet.",
    };
    return fail({ type: "refused", ...inBoth(words) });
  }
  const review = await shardOf(request.subscriberId).review({ ...request, isPast, ruleset: past.body ?? undefined });
  if (review === null) return succeed(null);
  return review.ok ? succeed({ review: review.value, isCurrent: past.body === null }) : review;
}

/** Who looked at or acted for whom, and when; written before anything is answered. */
async function noteAct(c: Context<AppEnv>, subscriberId: string, action: StaffAction): Promise<void> {
  const { shardOf, now } = c.get("services");
  await shardOf(subscriberId).noteStaffAct(subscriberId, { actor: actorOf(c.get("principal")), action, at: now() });
}

function requestFor(c: Context<AppEnv>, subscriberId: string, at?: number): TrayRequest {
  const linksBy = actorOf(c.get("principal"));
  return { subscriberId, device: {}, at: at ?? c.get("services").now(), origin: originOf(c), linksBy };
}

function numbersOf(c: Context<AppEnv>, subscriberId: string): EntryNumbers {
  return entryNumbersOf(c.get("services").settings)(subscriberId);
}

function agentOf(c: Context<AppEnv>): `agent:${string}` {
  return agentNameOf(actorOf(c.get("principal")));
}
