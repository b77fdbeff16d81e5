import { z } from "@hono/zod-openapi";
import { READERS } from "../../contract/role.ts";
import { seasonSchema } from "../../contract/season.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { inBoth } from "../../contract/problem.ts";

/** The year as a marketer sees it. */
export const seasonRoutes = createRoutes();

const LONGEST_MS = 732 * 86_400_000;

const getSeason = defineRoute(READERS, {
  method: "get",
  path: "/v1/season",
  summary: "A stretch of the year: every campaign's windows in every zone, and the feasts",
  request: {
    query: z.strictObject({
      from: z.iso.date().describe("The first day"),
      until: z.iso.date().describe("The day after the last"),
    }),
  },
  responses: {
    200: { description: "The stretch", content: { "application/json": { schema: seasonSchema } } },
    400: problemResponse("The days are not as documented"),
    422: problemResponse("The stretch is empty, or longer than two years"),
  },
});

seasonRoutes.openapi(getSeason, async (c) => {
  const { from, until } = c.req.valid("query");
  const range = { from: Date.parse(from), until: Date.parse(until) };
  if (range.until <= range.from || range.until - range.from > LONGEST_MS) {
    const words = {
      ru: "Спросите о сроке от одного дня до двух лет.",
      en: "Ask for a stretch of at least a day and at most two years.",
    };
    return answerProblem(c, { type: "refused", ...inBoth(words) });
  }
  return c.json(await c.get("services").catalog.readSeason(range));
});
