import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { choicePageSchema, choicePageShape, meSchema, pageLinkSchema, personExportSchema } from "../../contract/me.ts";
import { NOT_READY, refuseForNow } from "../../contract/problem.ts";
import type { HeldChoice, HeldChoices } from "../../contract/rpc/rpc-care.ts";
import { answerChoices, answerExport, answerMe } from "../answer-me.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { linkToPage, PAGE_MINUTES_FOR_APP } from "../link-to-page.ts";
import { answerProblem } from "../problem.ts";
import { answerInLanguage } from "../request-language.ts";
import { decisionQuerySchema, LANGUAGE_QUERY, readLanguage, toTrayRequest } from "../request-parts.ts";
import { storePopulation } from "../population/store-population.ts";
import type { AppEnv } from "../services.ts";
import { entryNumbersOf, toEntry, type EntryNumbers } from "../../tokens/entry-numbers.ts";
import { PRIVATE } from "../private.ts";

/** What a person can ask of, and do to, everything that is held about them. */
export const meRoutes = createRoutes();

const getMe = defineRoute("subscriber", {
  method: "get",
  path: "/v1/me",
  summary: "What I see and why, what comes when, what I have said: in plain words",
  request: {
    query: z.object({ ...decisionQuerySchema.shape, ...LANGUAGE_QUERY }),
  },
  responses: {
    200: { description: "Everything about me", content: { "application/json": { schema: meSchema } } },
    400: problemResponse("The query is not as documented"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

meRoutes.openapi(getMe, async (c) => {
  const { lang, ...query } = c.req.valid("query");
  const request = toTrayRequest(c, c.get("subscriberId"), query);
  if (!request.ok) return answerProblem(c, request.error);
  const overview = await c.get("services").shardOf(request.value.subscriberId).overview(request.value);
  if (overview === null) return answerProblem(c, NOT_READY);
  return c.json(answerMe(overview, answerInLanguage(c, readLanguage(lang)), numbersOf(c)), 200, PRIVATE);
});

const getExport = defineRoute("subscriber", {
  method: "get",
  path: "/v1/me/export",
  summary: "Everything that is held about me",
  responses: {
    200: { description: "All of it", content: { "application/json": { schema: personExportSchema } } },
  },
});

meRoutes.openapi(getExport, async (c) => {
  const { shardOf, now } = c.get("services");
  const subscriberId = c.get("subscriberId");
  const shard = shardOf(subscriberId);
  const held = await shard.exportPerson(subscriberId);
  const choices: HeldChoice[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: HeldChoices = await shard.listHeldChoices(subscriberId, after);
    choices.push(...page.choices);
    after = page.next;
  }
  const asFile = { ...PRIVATE, "Content-Disposition": 'attachment; filename="garland-export.json"' };
  return c.json(answerExport(subscriberId, held, choices, numbersOf(c), now()), 200, asFile);
});

const deleteMe = defineRoute("subscriber", {
  method: "delete",
  path: "/v1/me",
  summary: "Erases all that is held about me, but for my outs and that I was counted; may be repeated",
  responses: { 204: { description: "Nothing is held but the outs" } },
});

meRoutes.openapi(deleteMe, async (c) => {
  const rows = [{ kind: "erase", subscriberId: c.get("subscriberId") } as const];
  await storePopulation(c.get("services"), { rows, superseded: [] });
  return c.body(null, 204, PRIVATE);
});

const getChoices = defineRoute("subscriber", {
  method: "get",
  path: "/v1/me/choices",
  summary: "What I have said before an entry that GET /v1/me or an earlier page names; newest first",
  request: {
    query: z.object({
      ...decisionQuerySchema.shape,
      ...LANGUAGE_QUERY,
      ...choicePageShape,
    }),
  },
  responses: {
    200: { description: "Some of it", content: { "application/json": { schema: choicePageSchema } } },
    400: problemResponse("The query is not as documented"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

meRoutes.openapi(getChoices, async (c) => {
  const { lang, before, limit, ...query } = c.req.valid("query");
  const request = toTrayRequest(c, c.get("subscriberId"), query);
  if (!request.ok) return answerProblem(c, request.error);
  const { shardOf } = c.get("services");
  const page = await shardOf(request.value.subscriberId).listOlderChoices(
    request.value,
    toEntry(before, numbersOf(c)),
    limit,
  );
  return page === null
    ? answerProblem(c, NOT_READY)
    : c.json(answerChoices(page, answerInLanguage(c, readLanguage(lang)), numbersOf(c)), 200, PRIVATE);
});

const postPageLink = defineRoute("subscriber", {
  method: "post",
  path: "/v1/me/page-links",
  summary: "A link that opens my own page, for the app's web view; good for half an hour",
  responses: {
    201: { description: "The link", content: { "application/json": { schema: pageLinkSchema } } },
    429: problemResponse("This was done very often within an hour"),
  },
});

meRoutes.openapi(postPageLink, async (c) => {
  const { shardOf, now } = c.get("services");
  const bearer = { subscriberId: c.get("subscriberId"), issuedAt: c.get("issuedAt") };
  const retryAt = await shardOf(bearer.subscriberId).spendPageLink(bearer.subscriberId, now());
  if (retryAt !== null) return answerProblem(c, refuseForNow(retryAt));
  return c.json(await linkToPage(c, bearer, PAGE_MINUTES_FOR_APP), 201, PRIVATE);
});

function numbersOf(c: Context<AppEnv>): EntryNumbers {
  return entryNumbersOf(c.get("services").settings)(c.get("subscriberId"));
}
