import { inBoth } from "../../contract/problem.ts";
import { sayMissing, sayNeverStarted } from "../../domain/missing-texts.ts";
import { z } from "@hono/zod-openapi";
import { reasonSchema } from "../../contract/control.ts";
import { guardAnswerSchema, policySchema, retrospectiveSchema, themePolicySchema } from "../../contract/guard.ts";
import { keySchema } from "../../contract/identifiers.ts";
import { APPROVERS, READERS } from "../../contract/role.ts";
import type { ThemePolicy } from "../../contract/rpc/rpc-guard.ts";
import { answerGuards, answerRetrospective } from "../answer-guard.ts";
import { actOf } from "../access/authenticate-staff.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";

/** How running campaigns fare, what was learnt from them, and what follows for the next ones. */
export const guardRoutes = createRoutes();

const parametersSchema = z.object({ key: keySchema });

const getGuard = defineRoute(READERS, {
  method: "get",
  path: "/v1/campaigns/{key}/guard",
  summary: "How a campaign fares: numbers, odds, its stage, what comes next, and the history for a chart",
  request: { params: parametersSchema },
  responses: {
    200: {
      description: "Of its present audience, with those of earlier ones in short",
      content: { "application/json": { schema: guardAnswerSchema } },
    },
    404: problemResponse("It was never started"),
    503: problemResponse("Its guard does not know of it yet"),
  },
});

guardRoutes.openapi(getGuard, async (c) => {
  const { catalog, guardOf, settings, now } = c.get("services");
  const { key } = c.req.valid("param");
  const orders = await catalog.readOrders(key);
  if (orders.length === 0) return answerProblem(c, { type: "not-found", ...inBoth(sayNeverStarted(key)) });
  const at = now();
  const [view, ...beside] = await Promise.all(orders.map(({ plan }) => guardOf(plan.guard).read(at)));
  if (!view || beside.includes(null)) {
    return answerProblem(c, {
      type: "not-ready",
      ...inBoth({
        ru: "Стражу ещё сообщают о кампании. Спросите снова.",
        en: "The guard is being told of the campaign; ask again.",
      }),
    });
  }
  const known = beside.filter((each) => each !== null);
  return c.json(answerGuards(view, known, settings.defaultZone, at), 200, { "Cache-Control": "private, no-store" });
});

const getRetrospectives = defineRoute(READERS, {
  method: "get",
  path: "/v1/campaigns/{key}/retrospectives",
  summary: "What there was to learn from each run of a campaign, newest first",
  request: { params: parametersSchema },
  responses: {
    200: {
      description: "The retrospectives; numbers of fewer than 20 people are not told apart",
      content: { "application/json": { schema: z.strictObject({ items: z.array(retrospectiveSchema) }) } },
    },
    404: problemResponse("There is no such campaign, and none of that key ever ran"),
  },
});

guardRoutes.openapi(getRetrospectives, async (c) => {
  const { catalog } = c.get("services");
  const { key } = c.req.valid("param");
  const retrospectives = await catalog.listRetrospectives(key);
  // One that was deleted has left its lessons.
  if (retrospectives.length === 0 && (await catalog.readDefinition("campaign", key)) === null) {
    return answerProblem(c, { type: "not-found", ...inBoth(sayMissing("campaign", key)) });
  }
  return c.json({ items: retrospectives.map(answerRetrospective) }, 200);
});

const getPolicy = defineRoute(READERS, {
  method: "get",
  path: "/v1/policy",
  summary: "What has been learnt: what is normal in each category, and which themes await a review",
  responses: { 200: { description: "The policy", content: { "application/json": { schema: policySchema } } } },
});

guardRoutes.openapi(getPolicy, async (c) => {
  const { themes, categories } = await c.get("services").catalog.readPolicy();
  return c.json({ themes: themes.map(toWire), categories: [...categories] }, 200);
});

const reviewSchema = z.strictObject({
  reason: reasonSchema,
  seen: z.string().max(128).optional().describe("`haltedBy` of the theme as you have read it; needed"),
});

const reviewTheme = defineRoute(APPROVERS, {
  method: "post",
  path: "/v1/themes/{key}/review",
  summary: "Lets a theme be on by default again after one of its campaigns was halted",
  request: {
    params: parametersSchema,
    body: {
      required: true,
      content: { "application/json": { schema: reviewSchema } },
    },
  },
  responses: {
    200: { description: "It is reviewed", content: { "application/json": { schema: themePolicySchema } } },
    404: problemResponse("None of its campaigns was halted"),
    412: problemResponse("Another campaign of the theme was halted since"),
    428: problemResponse("`seen` is missing"),
  },
});

guardRoutes.openapi(reviewTheme, async (c) => {
  const { reason, seen = null } = c.req.valid("json");
  const { catalog } = c.get("services");
  const done = await catalog.reviewTheme(c.req.valid("param").key, reason, actOf(c, reason), seen);
  return done.ok ? c.json(toWire(done.value), 200) : answerProblem(c, done.error);
});

function toWire({ haltedAt, review, ...rest }: ThemePolicy) {
  return {
    ...rest,
    haltedAt: new Date(haltedAt).toISOString(),
    review: review && { ...review, at: new Date(review.at).toISOString() },
  };
}
