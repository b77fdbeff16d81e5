import { z } from "@hono/zod-openapi";
import { idempotencyKeySchema } from "../../contract/identifiers.ts";
import { wishAnswerSchema, wishBodySchema, wishListSchema } from "../../contract/me.ts";
import { READERS } from "../../contract/role.ts";
import { traySchema } from "../../contract/tray.ts";
import { describeOutlook } from "../../domain/decision/describe-person.ts";
import { listStandingWishes, toOutlook, wordsFor } from "../answer-me.ts";
import { fail, succeed } from "../../domain/result.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { listShards } from "../shards/list-shards.ts";
import { mapConcurrently } from "../../domain/map-concurrently.ts";
import { answerProblem } from "../problem.ts";
import { tellToday } from "../tell-today.ts";
import { answerInLanguage } from "../request-language.ts";
import { decisionQuerySchema, LANGUAGE_QUERY, readLanguage, toTrayRequest, toWordRequest } from "../request-parts.ts";
import { NOT_READY } from "../../contract/problem.ts";
import { PRIVATE } from "../private.ts";

/** "Please switch it on", with an honest answer; and what is wished for, for those who plan. */
export const wishRoutes = createRoutes();

const MAXIMUM_SHARDS_AT_ONCE = 32;

const querySchema = z.object({ ...decisionQuerySchema.shape, ...LANGUAGE_QUERY });

const postWish = defineRoute("subscriber", {
  method: "post",
  path: "/v1/me/wishes",
  summary: "Please switch a theme on: keeps the wish and says when it comes, if it does",
  request: {
    query: querySchema,
    headers: z.object({ "idempotency-key": idempotencyKeySchema.optional() }),
    body: { required: true, content: { "application/json": { schema: wishBodySchema } } },
  },
  responses: {
    200: { description: "What becomes of it", content: { "application/json": { schema: wishAnswerSchema } } },
    400: problemResponse("The request is not as documented"),
    409: problemResponse("The Idempotency-Key was used for another choice"),
    422: problemResponse("There is no such theme"),
    429: problemResponse("This was done very often within an hour"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

wishRoutes.openapi(postWish, async (c) => {
  const { lang, ...query } = c.req.valid("query");
  const request = toWordRequest(c, c.get("subscriberId"), query);
  if (!request.ok) return answerProblem(c, request.error);
  const { theme } = c.req.valid("json");
  const reply = await c
    .get("services")
    .shardOf(request.value.subscriberId)
    .wish({
      ...request.value,
      theme,
      idempotencyKey: c.req.valid("header")["idempotency-key"],
      channel: "app",
      actor: "self",
    });
  if (!reply.ok) return answerProblem(c, reply.error);
  const { label, outlook, zone, tray } = reply.value;
  const language = answerInLanguage(c, readLanguage(lang));
  const answer = {
    theme,
    label: label[language],
    ...toOutlook(outlook),
    sentence: describeOutlook(label, outlook, wordsFor(zone, language, request.value.at)),
    tray: traySchema.parse(JSON.parse(tray.text)),
  };
  return c.json(answer, 200, PRIVATE);
});

const getMyWishes = defineRoute("subscriber", {
  method: "get",
  path: "/v1/me/wishes",
  summary: "What I have asked for, and what becomes of it now",
  request: { query: querySchema },
  responses: {
    200: { description: "Newest first", content: { "application/json": { schema: wishListSchema } } },
    400: problemResponse("The query is not as documented"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

wishRoutes.openapi(getMyWishes, async (c) => {
  const { lang, ...query } = c.req.valid("query");
  const request = toTrayRequest(c, c.get("subscriberId"), query);
  if (!request.ok) return answerProblem(c, request.error);
  const overview = await c.get("services").shardOf(request.value.subscriberId).overview(request.value);
  if (overview === null) return answerProblem(c, NOT_READY);
  const words = wordsFor(overview.zone, answerInLanguage(c, readLanguage(lang)), overview.at);
  return c.json({ wishes: listStandingWishes(overview, words) }, 200, PRIVATE);
});

const wishCountsSchema = z.strictObject({
  countedAt: z.iso.datetime().describe("UTC instant; all of the staff is told the same until the day (UTC) ends"),
  fewerThan: z.int(),
  themes: z.array(
    z.strictObject({
      theme: z.string(),
      people: z.int().nullable().describe("About how many, in steps of 50; null: fewer than `fewerThan`"),
    }),
  ),
});

const getWishes = defineRoute(READERS, {
  method: "get",
  path: "/v1/wishes",
  summary: "About how many people have asked for each theme, counted once a day; never who",
  responses: {
    200: { description: "The most wished-for first", content: { "application/json": { schema: wishCountsSchema } } },
    503: problemResponse("The first ruleset is being installed"),
  },
});

/** Who switches everything off, or erases it, withdraws all their wishes at once; hardly anybody has more. */
const NUMBERS_OF_WISH = 4;

wishRoutes.openapi(getWishes, async (c) => {
  const services = c.get("services");
  const told = await tellToday(services, {
    name: "wishes",
    schema: wishCountsSchema,
    numbers: NUMBERS_OF_WISH,
    async count({ tell, fewerThan }, countedAt) {
      const counts = await mapConcurrently(listShards(services), MAXIMUM_SHARDS_AT_ONCE, (shard) =>
        shard.countWishes(),
      );
      const known = counts.filter((count) => count !== null);
      if (known.length < counts.length) return fail(NOT_READY);
      const sums = new Map<string, number>();
      for (const { key } of await services.catalog.listDefinitions("theme")) sums.set(key, 0);
      for (const [theme, people] of known.flatMap((count) => Object.entries(count))) {
        sums.set(theme, (sums.get(theme) ?? 0) + people);
      }
      const themes = [...sums]
        .map(([theme, people]) => ({ theme, people: tell(people, theme) }))
        .toSorted((one, other) => (other.people ?? 0) - (one.people ?? 0) || (one.theme < other.theme ? -1 : 1));
      return succeed({ countedAt, fewerThan, themes });
    },
  });
  return told.ok ? c.json(told.value, 200, PRIVATE) : answerProblem(c, told.error);
});
